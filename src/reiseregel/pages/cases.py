"""The cases beside a rule file: what is tried, and the answer it must give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reiseregel.casebook.load import Case
from reiseregel.explain.words import kroner, outcome_word, word
from reiseregel.pages.markdown import code, heading, link, page, plain, table
from reiseregel.pages.sources import RULES
from reiseregel.rulebook import RuleBook

OTHERS = "saker.md"


def others_page(cases: Sequence[Case], book: RuleBook) -> str:
    """The cases that belong to no single rule file."""
    parts = case_parts(cases, book)
    return page(heading(1, "Saker for hele regelverket"), link("alle paragrafene", "README.md"), *parts)


def case_parts(cases: Iterable[Case], book: RuleBook) -> Iterator[str]:
    """A table for each case file, with a link to the file."""
    for file, group in groupby(cases, key=lambda case: case.file):
        yield link(file.rpartition("/")[2], f"{RULES}/{file}")
        rows = [(_name(case), _outcome(case, book), _amount(case)) for case in group]
        yield table(("Sak", "Utfall", "Beløp"), rows)


def _name(case: Case) -> str:
    notes = []
    if case.readings:
        notes.append("lest som " + ", ".join(code(f"{name}: {chosen}") for name, chosen in case.readings))
    if case.source:
        notes.append(_source(case.source))
    if case.rows:
        notes.append("viser " + ", ".join(map(code, case.rows)))
    if case.differs:
        notes.append(f"kilden sier noe annet: {plain(case.differs)}")
    return "<br>".join([plain(case.name), *notes])


def _source(written: str) -> str:
    """An address, a reference, or an address with the place on the page after it."""
    address, _, place = written.partition(" ")
    if not address.startswith("https://"):
        return f"kilde: {plain(written)}"
    return f"{link('kilde', address)} {plain(place)}".rstrip()


def _outcome(case: Case, book: RuleBook) -> str:
    return outcome_word(case.expected["utfall"], book.answer_words(str(case.document.get("type"))), "nb")


def _amount(case: Case) -> str:
    amount, bounds = case.expected.get("beloep_oere"), case.expected.get("grenser")
    if amount is not None:
        return kroner(amount, "nb")
    if bounds is None:
        return ""
    low, high = bounds
    if high is None:
        return word("minst", "nb").format(kroner(low, "nb"))
    return kroner(low, "nb") if low == high else word("mellom", "nb").format(kroner(low, "nb"), kroner(high, "nb"))
