"""What a version of a concept refers to, in the order it is written, each reference once: the expressions read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook, Version
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.walk import clause_parts


@dataclass(frozen=True, slots=True)
class Each:
    """For each member of the list that `aggregate` goes through: what its condition and body refer to."""

    aggregate: t.Aggregate
    within: Outline


Reference: TypeAlias = t.FactRef | t.ConceptRef | t.RateRef | t.ReadingRef | t.LawDate | t.DaySum | Each
Outline: TypeAlias = tuple[Reference, ...]


@once_for_each
def outlines(book: RuleBook) -> dict[int, Outline]:
    """The outline of every version of every concept, by the identity of the version."""
    return {id(version): _outline(version) for concept in book.concepts.values() for version in concept.versions}


def _outline(version: Version) -> Outline:
    parts = (part for clause in version.clauses for part in clause_parts(clause))
    return tuple(dict.fromkeys(found for part in parts for found in _of(part)))


def _of(expr: t.Expr) -> Iterator[Reference]:
    """A sum over days stands before what its start and count refer to."""
    if isinstance(expr, t.Aggregate):
        within = (found for part in t.operands(expr) for found in _of(part))
        yield Each(expr, tuple(dict.fromkeys(within)))
        return
    if isinstance(expr, t.FactRef | t.ConceptRef | t.RateRef | t.ReadingRef | t.LawDate | t.DaySum):
        yield expr
    for operand in t.operands(expr):
        yield from _of(operand)
