"""`reiseregel regler --dokumentasjon`: for each post what must be shown, from whom, and when it may be done without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from reiseregel.cli.output import WRONG_USAGE, Stop, say, say_error, say_json
from reiseregel.explain.documentation import entries_by_post, facts_words, issuers_words, status_words, waiver_words
from reiseregel.explain.words import hjemmel_words
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.model import Documentation


def show_documentation(book: RuleBook, paragraph: str | None, form: str) -> int:
    """Print the catalogue, all of it or what one paragraph says of requiring or waiving."""
    entries = [entry for entry in book.documentation if paragraph in (None, *_paragraphs(entry))]
    if not entries:
        say_error("Den paragrafen sier ikke noe om dokumentasjon. Se: reiseregel regler --dokumentasjon")
        raise Stop(WRONG_USAGE)
    if form == "json":
        say_json([_as_json(entry) for entry in entries])
        return 0
    for post, found in entries_by_post(book):
        shown = [entry for entry in found if entry in entries]
        if shown:
            say(post.label.nb if post.label else post.id)
        for entry in shown:
            for line in _lines(entry, book):
                say(line)
    return 0


def _paragraphs(entry: Documentation) -> tuple[str, str]:
    return entry.hjemmel.paragraf, entry.waiver.hjemmel.paragraf


def _lines(entry: Documentation, book: RuleBook) -> Iterator[str]:
    yield f"  {entry.id}: når {entry.when.nb}"
    yield f"    {entry.document.nb}"
    law = f"{hjemmel_words(entry.hjemmel, 'nb')}, {status_words(entry, 'nb')}"
    yield f"    fra {issuers_words(entry, 'nb')} ({law}; {entry.place})"
    yield f"    gir svar på: {facts_words(entry.facts, book, 'nb')}"
    yield f"    {waiver_words(entry, book, 'nb')}"
    if entry.note:
        yield f"    {entry.note.nb}"


def _as_json(entry: Documentation) -> dict[str, object]:
    waiver = entry.waiver
    return {
        "id": entry.id,
        "poster": list(entry.posts),
        "grunner": list(entry.reasons),
        "naar": asdict(entry.when),
        "dokument": asdict(entry.document),
        "fra": list(entry.issuers),
        "fakta": list(entry.facts),
        "fritak": {"regel": waiver.rule, "fakta": list(waiver.facts), "hjemmel": waiver.hjemmel.to_json()},
        "hjemmel": entry.hjemmel.to_json(),
        "status": entry.status,
        "merknad": asdict(entry.note) if entry.note else None,
    }
