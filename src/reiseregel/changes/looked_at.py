"""What a rule refers to, by the names that nodes of the trace have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reiseregel.rulebook import RuleBook
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.walk import walk

RATE, READING, LAW_DATE = "sats.", "lesning.", "lovdato"


def names_in(expressions: Iterable[t.Expr], book: RuleBook) -> Iterator[str]:
    """The facts, lists, concepts, rates and readings that expressions refer to, those of list members too."""
    for expr in (expr for part in expressions for expr in walk(part)):
        match expr:
            case t.FactRef(_, entity, name):
                yield f"{entity}.{name}"
            case t.ConceptRef(_, entity, name):
                yield book.concepts[entity, name].id
            case t.RateRef(name) | t.DaySum(name):
                yield f"{RATE}{name}"
            case t.ReadingRef(name):
                yield f"{READING}{name}"
            case t.LawDate():
                yield LAW_DATE
            case t.Aggregate(_, _, entity):
                listed = book.vocabulary.entities[entity]
                yield f"{listed.parent}.{listed.member}"
            case _:
                pass


def name_of(node: str) -> str:
    """The name in the id of a node: without the place, or without the day of a rate or a reading."""
    _, mark, name = node.partition("#")
    return name if mark else node.partition("@")[0]
