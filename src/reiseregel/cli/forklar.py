"""`reiseregel forklar`: the trace behind a decision as a readable tree."""

from __future__ import annotations

from pathlib import Path

import click

from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    chosen,
    format_option,
    language_of,
    language_option,
    load,
    read_file,
    reading_option,
    rules_option,
    say,
    say_faults,
    say_json,
)
from reiseregel.decision import decide
from reiseregel.errors import InvalidDocument, Language
from reiseregel.explain import render_decision, render_trace


@click.command("forklar", cls=Command, short_help="Vis hvert vilkår og hver verdi bak svaret.")
@click.argument("file", metavar="SAK.json")
@format_option
@language_option
@rules_option
@reading_option
@click.option("--alt", "everything", is_flag=True, help="Vis også det som er ukjent uten å ha betydning.")
def forklar(
    file: str,
    form: str,
    language: Language | None,
    folder: Path | None,
    readings: tuple[str, ...],
    everything: bool,
) -> int:
    """Vis svaret og sporet bak: hvert vilkår, verdien, paragraf og ledd, hvem som eier opplysningen, og satsene."""
    book = load(folder)
    data = read_file(file)
    try:
        decision = decide(data, book, chosen(book, readings))
    except InvalidDocument as error:
        say_faults(error.faults, language or language_of(data), form)
        return FAULT_IN_INPUT
    if form == "json":
        say_json({"type": "spor", "versjon": 1, "spor_sha256": decision.receipt.trace, "noder": decision.trace})
    else:
        say(render_decision(decision, book, language))
        say("")
        say(render_trace(decision, book, language, everything=everything))
    return 0
