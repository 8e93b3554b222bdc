"""`reiseregel vurder`: decide one document, or several with a line each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from reiseregel.cli.assess import Assessing, assessment_options
from reiseregel.cli.attests import Attesting, attest_option
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
    say_error,
    say_faults,
    say_json,
)
from reiseregel.decision import Decision, decide
from reiseregel.errors import InvalidDocument, Language
from reiseregel.identifiers import mask
from reiseregel.rulebook import RuleBook


@click.command("vurder", cls=Command, short_help="Avgjør et krav, eller flere.")
@click.argument("files", nargs=-1, required=True, metavar="SAK.json …")
@format_option
@language_option
@rules_option
@reading_option
@assessment_options
@attest_option
@click.option("--krev-avgjort", "demand", is_flag=True, help="Gi utgangskode 3 når svaret ikke er avgjort.")
def vurder(
    files: tuple[str, ...],
    form: str,
    language: Language | None,
    folder: Path | None,
    readings: tuple[str, ...],
    demand: bool,
    assess: Assessing,
    attests: Attesting,
) -> int:
    """Avgjør kravet i SAK.json: utfall, beløp, grunner og hva som må avklares. «-» leser standard inn.

    Flere filer gir én linje hver. Med --vurdering og --begrunnelse svarer du på skjønn i ett krav.
    """
    assess.check(len(files))
    attests.check(files)
    book = load(folder)
    show = _Shown(book, chosen(book, readings), form, language, demand, many=len(files) > 1)
    codes = [_one(name, show, assess, attests) for name in files]
    return FAULT_IN_INPUT if FAULT_IN_INPUT in codes else max(codes)


@dataclass(frozen=True, slots=True)
class _Shown:
    """How every document is decided and shown."""

    book: RuleBook
    readings: dict[str, str]
    form: str
    language: Language | None
    demand: bool
    many: bool


def _one(name: str, show: _Shown, assess: Assessing, attests: Attesting) -> int:
    shown_name = name if show.many else ""
    try:
        data = read_file(name, say_name=show.many)
    except Stop as stop:
        return stop.exit_code
    language = show.language or language_of(data)
    try:
        attested, told = attests.put(data, show.book, show.readings, language, show.form)
        closed = assess.close(attested, show.book, show.readings, language, show.form)
        decision = decide(closed, show.book, show.readings)
    except InvalidDocument as error:
        say_faults(error.faults, language, show.form, shown_name)
        return FAULT_IN_INPUT
    assess.save(closed)
    _show(decision, show, shown_name)
    if told:
        say_error(told) if show.form == "json" else say(f"\n{told}")
    return OPEN if show.demand and not decision.settled else 0


def _show(decision: Decision, show: _Shown, name: str) -> None:
    if show.form == "json":
        found = decision.to_json(show.language)
        say_json({"fil": mask(name), "vedtak": found} if name else found)
        return
    from reiseregel.explain import render_decision, render_line

    if name:
        say(f"{mask(name)}: {render_line(decision, show.language)}")
    else:
        say(render_decision(decision, show.book, show.language))
