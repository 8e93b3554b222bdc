"""`reiseregel regler`: browse the rules: which there are, how one paragraph reads on a date, and what they cover."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from reiseregel.calendar import LAST_DAY
from reiseregel.cli.dokumentasjon import show_documentation
from reiseregel.cli.innstillinger import show_settings
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    WRONG_USAGE,
    Stop,
    format_option,
    language_option,
    load,
    rules_option,
    say,
    say_error,
)
from reiseregel.cli.regler_sammenlign import show_comparison
from reiseregel.errors import Language
from reiseregel.explain.comparison import paragraph_of
from reiseregel.explain.words import day as day_words
from reiseregel.explain.words import hjemmel_words, word
from reiseregel.rulebook import Concept, RuleBook


class _Options(TypedDict):
    """The options that say what to show."""

    day: datetime | None
    coverage: bool
    documents: bool
    settings: bool
    trust: str | None
    practice: bool
    signals: bool
    compiled: str | None
    days: tuple[datetime, datetime] | None
    language: Language | None
    form: str


@click.command("regler", cls=Command, short_help="Bla i reglene.")
@click.argument("paragraph", required=False, metavar="[PARAGRAF]")
@rules_option
@click.option(
    "--dato", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="ÅÅÅÅ-MM-DD", help="Bare det som gjelder denne dagen."
)
@click.option("--dekning", "coverage", is_flag=True, help="Vis hvor hvert ledd i loven er blitt av, og andelene.")
@click.option("--dokumentasjon", "documents", is_flag=True, help="Vis hva som må dokumenteres, for hver post.")
@click.option(
    "--innstillinger",
    "settings",
    is_flag=True,
    help="Vis hva helseforetakene har fastsatt, og det som gjelder hele landet.",
)
@click.option("--helseforetak", "trust", metavar="KODE", help="Bare innstillingene som gjelder i dette helseforetaket.")
@click.option("--praksis", "practice", is_flag=True, help="Vis radene i praksis, med saker eller grunn, og andelene.")
@click.option("--signaler", "signals", is_flag=True, help="Vis signalene som «kontroll» kan gi, og hva de bygger på.")
@click.option("--kompilert", "compiled", metavar="NAVN", help="Vis Python-koden reglene om NAVN (som reise) blir til.")
@click.option(
    "--sammenlign",
    "days",
    type=click.DateTime(["%Y-%m-%d"]),
    nargs=2,
    metavar="ÅÅÅÅ-MM-DD ÅÅÅÅ-MM-DD",
    help="Vis hva reglene i paragrafen sa på to datoer.",
)
@language_option
@format_option
def regler(paragraph: str | None, folder: Path | None, **chosen: Unpack[_Options]) -> int:
    """Vis regelfilene, eller begrepene i én paragraf (8, 1a, par_08) med hjemmel, unntak og hvor de står."""
    _refuse(paragraph, chosen)
    if chosen["signals"]:
        from reiseregel.cli.signaler import show_signals  # they are a rule book of their own

        return show_signals(folder, chosen["language"] or "nb", chosen["form"])
    book = load(folder)
    form, days = chosen["form"], chosen["days"]
    wanted = paragraph_of(_wanted(paragraph)) if paragraph else None
    day = chosen["day"].date().toordinal() if chosen["day"] else None
    if days is not None and paragraph is not None:
        return show_comparison(book, _wanted(paragraph), days, form, chosen["language"])
    if chosen["coverage"]:
        from reiseregel.cli.dekning import show_maps  # with it come the libraries that read YAML and shapes

        return show_maps(book, folder, wanted, form, day)
    if chosen["documents"]:
        return show_documentation(book, wanted, form, day)
    if chosen["settings"]:
        return show_settings(book, form, day, chosen["trust"])
    if chosen["compiled"] is not None:
        from reiseregel.cli.kompilert import show_source  # with it comes the compiler

        return show_source(book, chosen["compiled"], chosen["day"].date() if chosen["day"] else None)
    if chosen["practice"]:
        from reiseregel.cli.praksis import show_rows  # with it come the libraries that read YAML and shapes

        return show_rows(book, folder, form)
    if paragraph is None:
        for stem, title in book.titles.items():
            count = sum(1 for concept in book.concepts.values() if _stem(concept) == stem)
            say(f"{stem:<16} {title.nb} ({count} begreper)")
        for line in _covered(book):
            say(line)
        return 0
    found = [concept for concept in book.concepts.values() if _matches(concept, paragraph)]
    if not found:
        say_error("Ingen regler står under den paragrafen. Se: reiseregel regler")
        raise Stop(WRONG_USAGE)
    for link in dict.fromkeys(concept.hjemmel.link for concept in found):
        say(link)
    for concept in found:
        for line in _lines(concept, chosen["day"].date() if chosen["day"] else None):
            say(line)
    return 0


def _refuse(paragraph: str | None, chosen: _Options) -> None:
    """Options that do not go together."""
    coverage, documents, days, day = chosen["coverage"], chosen["documents"], chosen["days"], chosen["day"]
    own, signals = chosen["settings"] or chosen["practice"], chosen["signals"]
    faults = (
        (
            chosen["form"] == "json" and not (coverage or documents or days or own or signals),
            "JSON finnes bare med --dekning, --dokumentasjon, --innstillinger, --praksis, --sammenlign og --signaler.",
        ),
        (
            signals and bool(coverage or documents or days or own or paragraph or day or chosen["compiled"]),
            "--signaler kan bare brukes sammen med --spraak og --format.",
        ),
        (documents and coverage, "--dokumentasjon kan ikke brukes sammen med --dekning."),
        (
            own and bool(coverage or documents or days or (chosen["settings"] and chosen["practice"])),
            "--innstillinger og --praksis kan ikke brukes sammen, eller med --dekning, --dokumentasjon, --sammenlign.",
        ),
        (
            days is not None and bool(coverage or documents or day),
            "--sammenlign kan ikke brukes sammen med --dekning, --dokumentasjon eller --dato.",
        ),
        (days is not None and paragraph is None, "Skriv hvilken paragraf som skal sammenliknes."),
        (
            chosen["language"] is not None and days is None and not signals,
            "--spraak brukes bare sammen med --sammenlign og --signaler.",
        ),
        (own and paragraph is not None, "--innstillinger og --praksis gjelder ikke én paragraf."),
        (chosen["practice"] and day is not None, "--praksis kan ikke brukes sammen med --dato."),
        (
            chosen["compiled"] is not None and bool(coverage or documents or days or own or paragraph),
            "--kompilert kan bare brukes sammen med --dato.",
        ),
        (chosen["trust"] is not None and not chosen["settings"], "--helseforetak brukes bare med --innstillinger."),
    )
    for wrong, message in faults:
        if wrong:
            say_error(message)
            raise Stop(WRONG_USAGE)


def _covered(book: RuleBook) -> Iterator[str]:
    """The time the rules cover, for each type of document that they say it of."""
    for entity in book.vocabulary.entities.values():
        if entity.covered is not None:
            days = [date.fromordinal(day).isoformat() for day in (entity.covered.since, entity.covered.until)]
            first, last = (day_words(day, "nb") for day in days)
            label = entity.label.nb if entity.label else entity.name
            yield f"Reglene dekker {first} til {last} ({label})."


def _stem(concept: Concept) -> str:
    return concept.id.partition(".")[0]


def _matches(concept: Concept, paragraph: str) -> bool:
    wanted = _wanted(paragraph)
    return wanted in (_stem(concept), paragraph_of(_stem(concept)), concept.hjemmel.paragraf)


def _wanted(paragraph: str) -> str:
    """The paragraph as typed, without sign and case."""
    return paragraph.removeprefix("§").strip().lower()


def _lines(concept: Concept, day: date | None) -> Iterator[str]:
    text = concept.label_on(day.toordinal() if day else LAST_DAY)
    label = text.nb if text else concept.name
    yield f"{concept.id}: {label} ({concept.entity}; {concept.place})"
    for version in concept.versions:
        if day is not None and not version.since <= day.toordinal() <= version.until:
            continue
        yield f"  fra {date.fromordinal(version.since).isoformat()}"
        for clause in version.clauses:
            kind = "ellers" if clause.condition is None and len(version.clauses) > 1 else clause.id
            unread = "" if clause.wording_read else f"; {word('ulest', 'nb')}"
            yield f"    {kind}: {hjemmel_words(clause.hjemmel, 'nb')}{unread} ({clause.place})"
