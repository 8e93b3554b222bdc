"""`reiseregel forklar`: one answer explained to the patient, the caseworker or the jurist; or what would change it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import click

from reiseregel.cli.assess import Assessing, assessment_options
from reiseregel.cli.attests import Attesting, attest_option
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    chosen,
    language_of,
    language_option,
    load,
    read_file,
    reading_option,
    refuse_without_money,
    rules_option,
    say,
    say_error,
    say_faults,
    say_json,
)
from reiseregel.counterfactual import counterfactuals
from reiseregel.decision import Answered, answer
from reiseregel.errors import InvalidDocument, Language
from reiseregel.explain import READERS, Reader, explanation
from reiseregel.explain.subsumption import subsumption_records
from reiseregel.explain.what_if_text import what_if
from reiseregel.prose import FORMS, Form, as_json, written

#: Beside the forms of the page, for programs: the nodes the answer is explained from, and a record for each rule.
_TRACE, _RECORDS = "spor", "subsumsjon"
_FOR_PROGRAMS = ("json", _TRACE, _RECORDS)
#: What is shown beside or instead of the explanation.
_EVERYTHING, _WHAT_IF = "alt", "hva-om"


@click.command("forklar", cls=Command, short_help="Forklar svaret for pasienten, saksbehandleren eller juristen.")
@click.argument("file", metavar="SAK.json")
@click.option(
    "--for",
    "reader",
    type=click.Choice(READERS),
    default="saksbehandler",
    help="Hvem forklaringen er for (ellers saksbehandleren).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMS, _TRACE, _RECORDS]),
    default="tekst",
    help="Tekst (som ellers), Markdown, HTML eller JSON; sporet bak svaret; eller én linje JSON for hver regel.",
)
@language_option
@rules_option
@reading_option
@assessment_options
@attest_option
@click.option(
    "--alt",
    "view",
    flag_value=_EVERYTHING,
    help="Vis saksbehandleren også det reglene ser på uten at det har betydning for svaret; juristen ser det alltid.",
)
@click.option(
    "--hva-om", "view", flag_value=_WHAT_IF, help="Vis i stedet hvilke opplysninger som ville gitt et annet svar."
)
def forklar(
    file: str,
    reader: Reader,
    form: str,
    language: Language | None,
    folder: Path | None,
    readings: tuple[str, ...],
    view: str | None,
    **given: Any,
) -> int:
    """Forklar svaret: hva som er avgjort, hvorfor, og hva som er åpent, med paragraf og ledd ved hver setning."""
    assess: Assessing = given["assess"]
    attests: Attesting = given["attests"]
    assess.check(files=1)
    attests.check((file,))
    if view == _WHAT_IF and form in (_TRACE, _RECORDS):
        raise click.UsageError("")
    book = load(folder)
    data = read_file(file)
    instead, faults_as = chosen(book, readings), "json" if form in _FOR_PROGRAMS else "tekst"
    try:
        attested, told = attests.put(data, book, instead, language or language_of(data), faults_as)
        closed = assess.close(attested, book, instead, language or language_of(data), faults_as)
        answered = answer(closed, book, instead)
    except InvalidDocument as error:
        say_faults(error.faults, language or language_of(data), faults_as)
        return FAULT_IN_INPUT
    if view == _WHAT_IF and answered.decision.answer is not None:
        refuse_without_money("--hva-om")
    assess.save(closed)
    if told:
        say_error(told)
    if form == _TRACE:
        decision = answered.decision
        say_json({"type": "spor", "versjon": 1, "spor_sha256": decision.receipt.trace, "noder": decision.trace})
    elif form == _RECORDS:
        for record in subsumption_records(answered.decision, book):
            click.echo(json.dumps(record, ensure_ascii=False).encode())
    elif view == _WHAT_IF:
        _say_what_if(answered, reader, language, form, instead)
    else:
        page = explanation(answered, reader, language, everything=view == _EVERYTHING)
        say_json(as_json(page)) if form == "json" else say(written(page, cast(Form, form)))
    return 0


def _say_what_if(
    answered: Answered, reader: Reader, language: Language | None, form: str, readings: dict[str, str]
) -> None:
    """What a patient may not be shown is left out of what programs get for the patient too."""
    found = counterfactuals(answered.document, answered.book, answered.decision, readings)
    if form != "json":
        say(written(what_if(found, answered.decision, answered.book, reader, language), cast(Form, form)))
    elif reader == "pasient":
        say_json(replace(found, better=found.for_patient, worse=()).to_json())
    else:
        say_json(found.to_json())
