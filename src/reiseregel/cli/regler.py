"""`reiseregel regler`: browse the rules: which there are, how one paragraph reads on a date, and what they cover."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from reiseregel.cli.dokumentasjon import show_documentation
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import WRONG_USAGE, Stop, format_option, load, rules_option, say, say_error
from reiseregel.explain.words import hjemmel_words
from reiseregel.rulebook import Concept


@click.command("regler", cls=Command, short_help="Bla i reglene.")
@click.argument("paragraph", required=False, metavar="[PARAGRAF]")
@rules_option
@click.option(
    "--dato", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="ÅÅÅÅ-MM-DD", help="Bare det som gjelder denne dagen."
)
@click.option("--dekning", "coverage", is_flag=True, help="Vis hvor hvert ledd i loven er blitt av, og andelene.")
@click.option("--dokumentasjon", "documents", is_flag=True, help="Vis hva som må dokumenteres, for hver post.")
@format_option
def regler(
    paragraph: str | None, folder: Path | None, day: datetime | None, coverage: bool, documents: bool, form: str
) -> int:
    """Vis regelfilene, eller begrepene i én paragraf (8, 1a, par_08) med hjemmel, unntak og hvor de står."""
    if form == "json" and not (coverage or documents):
        say_error("Reglene finnes som JSON bare med --dekning eller --dokumentasjon.")
        raise Stop(WRONG_USAGE)
    if documents and (coverage or day):
        say_error("--dokumentasjon kan ikke brukes sammen med --dekning eller --dato.")
        raise Stop(WRONG_USAGE)
    book = load(folder)
    if coverage:
        from reiseregel.cli.dekning import show_maps  # with it come the libraries that read YAML and shapes

        wanted = _paragraph(_wanted(paragraph)) if paragraph else None
        return show_maps(book, folder, wanted, form, day.date().toordinal() if day else None)
    if documents:
        return show_documentation(book, _paragraph(_wanted(paragraph)) if paragraph else None, form)
    if paragraph is None:
        for stem, title in book.titles.items():
            count = sum(1 for concept in book.concepts.values() if _stem(concept) == stem)
            say(f"{stem:<16} {title.nb} ({count} begreper)")
        return 0
    found = [concept for concept in book.concepts.values() if _matches(concept, paragraph)]
    if not found:
        say_error("Ingen regler står under den paragrafen. Se: reiseregel regler")
        raise Stop(WRONG_USAGE)
    for link in dict.fromkeys(concept.hjemmel.link for concept in found):
        say(link)
    for concept in found:
        for line in _lines(concept, day.date() if day else None):
            say(line)
    return 0


def _stem(concept: Concept) -> str:
    return concept.id.partition(".")[0]


def _matches(concept: Concept, paragraph: str) -> bool:
    wanted = _wanted(paragraph)
    return wanted in (_stem(concept), _paragraph(_stem(concept)), concept.hjemmel.paragraf)


def _wanted(paragraph: str) -> str:
    """The paragraph as typed, without sign and case."""
    return paragraph.removeprefix("§").strip().lower()


def _paragraph(stem: str) -> str:
    """The paragraph a rule file is named after: `par_08` → `8`, `par_01a` → `1a`."""
    return stem.removeprefix("par_").lstrip("0")


def _lines(concept: Concept, day: date | None) -> Iterator[str]:
    label = concept.label.nb if concept.label else concept.name
    yield f"{concept.id}: {label} ({concept.entity}; {concept.place})"
    for version in concept.versions:
        if day is not None and not version.since <= day.toordinal() <= version.until:
            continue
        yield f"  fra {date.fromordinal(version.since).isoformat()}"
        for clause in version.clauses:
            kind = "ellers" if clause.condition is None and len(version.clauses) > 1 else clause.id
            yield f"    {kind}: {hjemmel_words(clause.hjemmel, 'nb')} ({clause.place})"
