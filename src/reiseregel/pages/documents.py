"""The page on documentation: for each post what must be shown, then each document with what it settles."""

from __future__ import annotations

from collections.abc import Iterator

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.explain.documentation import (
    entries_by_post,
    facts_words,
    issuers_words,
    status_words,
    time_words,
    waiver_words,
)
from reiseregel.explain.words import hjemmel_words
from reiseregel.pages.markdown import bullets, code, heading, link, page, plain
from reiseregel.pages.sources import RULES
from reiseregel.pages.words import capital, named
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.model import Documentation

DOCUMENTS = "dokumentasjon.md"


def document_line(entry: Documentation, target: str) -> str:
    """One line: when it is needed, and what, with a link to the rest; for which journeys, when not for all."""
    limited = entry.since > FIRST_DAY or entry.until < LAST_DAY
    holds = f" ({next(time_words(entry, 'nb'))})" if limited else ""
    return f"Når {plain(entry.when.nb)}: {link(entry.document.nb, target)}{plain(holds)}"


def documents_page(book: RuleBook) -> str:
    """The whole page as Markdown."""
    files = list(dict.fromkeys(entry.place.file for entry in book.documentation))
    links = [link(file.rpartition("/")[2], f"{RULES}/{file}") for file in files]
    return page(
        heading(1, "Dokumentasjon"),
        " · ".join([*links, link("alle paragrafene", "README.md")]),
        "Det en paragraf sier skal være dokumentert, attestert eller bekreftet, kan ikke unnlates. Ellers velger "
        "helseforetaket (§ 26 første ledd). Kost dokumenteres aldri.",
        *_by_post(book),
        heading(2, "Hvert dokument"),
        *(part for entry in book.documentation for part in _entry(entry, book)),
    )


def _by_post(book: RuleBook) -> Iterator[str]:
    for post, entries in entries_by_post(book):
        yield heading(2, named(post.label, post.id))
        yield bullets(document_line(entry, f"#{entry.id}") for entry in entries)


def _entry(entry: Documentation, book: RuleBook) -> Iterator[str]:
    yield heading(3, capital(entry.document.nb), entry.id)
    items = [
        f"Når: {plain(entry.when.nb)}",
        f"Fra: {plain(issuers_words(entry, 'nb'))}",
        f"Gir svar på: {plain(facts_words(entry.facts, book, 'nb'))} ({', '.join(map(code, entry.facts))})",
        plain(capital(waiver_words(entry, book, "nb"))),
        f"Hjemmel: {plain(hjemmel_words(entry.hjemmel, 'nb'))} ({status_words(entry, 'nb')})",
    ]
    items += [plain(capital(line)) for line in time_words(entry, "nb")]
    if entry.reasons:
        items.append(f"Kan endre begrunnelsen {', '.join(map(code, entry.reasons))}")
    yield bullets([*items, plain(entry.note.nb)] if entry.note else items)
