"""`reiseregel regler --signaler`: every signal of the control rule book, with its words."""

from __future__ import annotations

from pathlib import Path

from reiseregel.cli.output import FAULT_IN_RULES, say, say_rule_faults
from reiseregel.control.book import load_control_book
from reiseregel.control.listed import signals_page
from reiseregel.errors import InvalidRules, Language
from reiseregel.prose import written


def show_signals(folder: Path | None, language: Language, form: str) -> int:
    """Print the page of signals as text, or as JSON."""
    try:
        book = load_control_book(folder)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        return FAULT_IN_RULES
    say(written(signals_page(book, language), "json" if form == "json" else "tekst"))
    return 0
