"""`reiseregel vurder`: decide one document, or several with a line each."""

from __future__ import annotations

from pathlib import Path

import click

from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    OPEN,
    Stop,
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
from reiseregel.decision import Decision, decide
from reiseregel.errors import InvalidDocument, Language
from reiseregel.explain import render_decision, render_line
from reiseregel.identifiers import mask
from reiseregel.rulebook import RuleBook


@click.command("vurder", cls=Command, short_help="Avgjør et krav, eller flere.")
@click.argument("files", nargs=-1, required=True, metavar="SAK.json …")
@format_option
@language_option
@rules_option
@reading_option
@click.option("--krev-avgjort", "demand", is_flag=True, help="Gi utgangskode 3 når svaret ikke er avgjort.")
def vurder(
    files: tuple[str, ...],
    form: str,
    language: Language | None,
    folder: Path | None,
    readings: tuple[str, ...],
    demand: bool,
) -> int:
    """Avgjør kravet i SAK.json: utfall, beløp, grunner og hva som må avklares. «-» leser standard inn.

    Flere filer gir én linje hver.
    """
    book = load(folder)
    instead = chosen(book, readings)
    codes = [_one(name, book, instead, form, language, demand, len(files) > 1) for name in files]
    return FAULT_IN_INPUT if FAULT_IN_INPUT in codes else max(codes)


def _one(
    name: str, book: RuleBook, readings: dict[str, str], form: str, language: Language | None, demand: bool, many: bool
) -> int:
    try:
        data = read_file(name, say_name=many)
    except Stop as stop:
        return stop.exit_code
    try:
        decision = decide(data, book, readings)
    except InvalidDocument as error:
        say_faults(error.faults, language or language_of(data), form, name if many else "")
        return FAULT_IN_INPUT
    _show(decision, book, form, language, name if many else "")
    return OPEN if demand and not decision.settled else 0


def _show(decision: Decision, book: RuleBook, form: str, language: Language | None, name: str) -> None:
    if form == "json":
        say_json({"fil": mask(name), "vedtak": decision.to_json(language)} if name else decision.to_json(language))
    elif name:
        say(f"{mask(name)}: {render_line(decision, language)}")
    else:
        say(render_decision(decision, book, language))
