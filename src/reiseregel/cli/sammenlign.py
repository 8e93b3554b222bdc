"""`reiseregel sammenlign`: what differs between two cases, a case on two days, or a decision and a later case."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import click

from reiseregel.case import check_document
from reiseregel.casebook.moving import moved
from reiseregel.changes import EarlierDecision, compare, read_decision
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    WRONG_USAGE,
    Stop,
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
from reiseregel.decision import Answered, answer, answer_checked
from reiseregel.errors import InvalidDocument, Language
from reiseregel.explain.changes_text import Kind, changes_page
from reiseregel.prose import Form, written
from reiseregel.rulebook import RuleBook

#: What is given when two documents cannot be set beside each other.
_OTHER_KIND = "De to er dokumenter av hver sin type og kan ikke sammenliknes."
_NOT_MOVED = "Dokumentet har ingen reise å flytte. --flyttet-til virker bare på krav med reiser."


@click.command("sammenlign", cls=Command, short_help="Vis hva som er forskjellig i to saker, og hvorfor.")
@click.argument("first", metavar="A.json")
@click.argument("second", required=False, metavar="[B.json]")
@click.option(
    "--flyttet-til",
    "--dato",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="ÅÅÅÅ-MM-DD",
    help="Sammenlign A med samme sak, flyttet så den første reisen er denne dagen.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["tekst", "markdown", "html", "json"]),
    default="tekst",
    help="Tekst (som ellers), Markdown, HTML eller JSON.",
)
@click.option(
    "--alt",
    "whole",
    is_flag=True,
    help="Vis hele rekken, med hvert beløp på veien. Ellers vises den korteste forklaringen. JSON har alltid alt.",
)
@language_option
@rules_option
@reading_option
def sammenlign(
    first: str,
    second: str | None,
    day: datetime | None,
    form: str,
    whole: bool,
    language: Language | None,
    folder: Path | None,
    readings: tuple[str, ...],
) -> int:
    """Vis hva som er forskjellig i svaret på to saker, og hvilke opplysninger, satser og regler det kommer av.

    A og B er saker, eller vedtak skrevet av «reiseregel vurder --format json». --lesning gjelder bare B. Uten B
    sammenliknes A med seg selv, flyttet til en annen dag (--flyttet-til) eller med en annen lesning (--lesning).
    «-» leser standard inn.
    """
    _refuse(first, second, day, readings)
    book = load(folder)
    instead = chosen(book, readings)
    data = read_file(first, say_name=second is not None)
    other = data if second is None else read_file(second, say_name=True)
    wanted = language or language_of(other)
    shown = form if form == "json" else "tekst"
    sides: list[Answered | EarlierDecision] = []
    for number, text in enumerate((data, other)):
        try:
            sides.append(_read(text, book, instead if number else {}, day if number else None))
        except InvalidDocument as error:
            name = (first, second)[number] if second is not None else ""
            say_faults(error.faults, wanted, shown, name or "")
            return FAULT_IN_INPUT
    try:
        changes = compare(sides[0], sides[1])
    except ValueError:
        say_error(_OTHER_KIND)
        raise Stop(WRONG_USAGE) from None
    if form == "json":
        say_json(changes.to_json())
        return 0
    page = changes_page(changes, book, wanted, _kind(sides, second, day), whole=whole)
    say(written(page, cast(Form, form)))
    return 0


def _refuse(first: str, second: str | None, day: datetime | None, readings: tuple[str, ...]) -> None:
    """Arguments that do not go together."""
    faults = (
        (second is None and day is None and not readings, "Skriv en sak til, --flyttet-til eller --lesning."),
        (second is not None and day is not None, "--flyttet-til kan ikke brukes sammen med en sak til."),
        (first == "-" and second == "-", "Bare den ene saken kan leses fra standard inn."),
    )
    for wrong, message in faults:
        if wrong:
            say_error(message)
            raise Stop(WRONG_USAGE)


def _read(text: bytes, book: RuleBook, readings: dict[str, str], day: datetime | None) -> Answered | EarlierDecision:
    """A case answered, moved first when a day is given; or a printed decision as it is."""
    if _is_decision(text):
        if day is not None or readings:
            say_error("Et vedtak kan ikke flyttes eller leses på en annen måte. Bruk saken det bygger på.")
            raise Stop(WRONG_USAGE)
        if _without_money(str(json.loads(text).get("gjelder")), book):
            refuse_without_money("Sammenligning")
        return read_decision(text, book)
    document = check_document(text, book.vocabulary)
    if _without_money(document.kind, book):
        refuse_without_money("Sammenligning")
    if day is None:
        return answer_checked(document, book, readings)
    return answer(_moved(json.loads(text), document.kind, day.date(), book), book, readings)


def _without_money(kind: str, book: RuleBook) -> bool:
    """True of a type of document whose posts have no amounts."""
    root = book.vocabulary.root(kind)
    return root is not None and any(
        post.answer is not None and book.vocabulary.ancestors(post.entity)[-1] == root.name for post in book.posts
    )


def _is_decision(text: bytes) -> bool:
    try:
        return bool(json.loads(text).get("type") == "vedtak")
    except (ValueError, AttributeError, RecursionError):
        return False


def _moved(document: dict[str, Any], kind: str, day: date, book: RuleBook) -> dict[str, Any]:
    root = book.vocabulary.root(kind)
    if root is not None and root.covered is not None and not root.covered.has(day.toordinal()):
        say_error("Reglene dekker ikke den dagen. Se hvilken tid de dekker: reiseregel regler")
        raise Stop(WRONG_USAGE)
    found = moved(document, day.isoformat())
    if found is None:
        say_error(_NOT_MOVED)
        raise Stop(WRONG_USAGE)
    return found


def _kind(sides: list[Answered | EarlierDecision], second: str | None, day: datetime | None) -> Kind:
    if isinstance(sides[0], EarlierDecision):
        return "vedtak"
    if day is not None:
        return "datoer"
    return "saker" if second is not None else "lesninger"
