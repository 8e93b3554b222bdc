"""Does another code of a reading change anything at all? Asked of the rules that name the reading, and of no others.

Rules do not go in circles. So if every concept that names the reading has the same value with the other code, the rest
of the case as it stands, then so has everything that follows from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from reiseregel.compiled import Program, Verdict
from reiseregel.decision.record import unsettled
from reiseregel.engine import Evaluator
from reiseregel.engine.evaluate import ConceptKey, Memo, Result
from reiseregel.engine.in_force import naming
from reiseregel.facts import FactTree, Instance
from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.tree import Expr, ReadingRef
from reiseregel.rulebook.walk import walk

#: Where a concept has more than one possible value: by the concept, the places of the entities.
Unsettled: TypeAlias = Mapping[ConceptKey, Collection[str]]


@dataclass(frozen=True, slots=True)
class MayMove:
    """The open readings that may move something, and where; `unsettled` is None when nothing is known of that."""

    names: frozenset[str]
    unsettled: Unsettled | None

    def moves(self, evaluator: Evaluator, name: str, code: str) -> bool:
        """True when a concept that names the reading would have another value with the code, or when that cannot be
        told from concepts. Nothing of what the other code gives is kept by the evaluator.
        """
        book = evaluator.book
        if self.unsettled is None or name in _named_elsewhere(book):
            return True
        other = Evaluator(book, evaluator.facts, {**evaluator.readings, name: code}, memo=_Beside(evaluator.memo))
        return any(
            other.defined(instance, book.concepts[key]) != evaluator.concept(instance, key[1])
            for key in naming(book, name)
            for instance in _standing(evaluator.facts, key[0], self.unsettled.get(key, ()))
        )


def may_move(program: Program, opened: Verdict | None) -> MayMove:
    """What the open readings of a program may move: something that has more than one possible value in `opened`, a run
    with every one of them left open. All of them may move anything when there is no such run.
    """
    if opened is None:
        return MayMove(frozenset(program.open_readings), None)
    names = _names(program.book)
    found = unsettled(opened, frozenset(names))
    moving = {name for key in found for name in names[key]} | _named_elsewhere(program.book)
    return MayMove(frozenset(moving.intersection(program.open_readings)), found)


class _Beside(Memo):
    """What one evaluator knows, for another: read from it, never written to it."""

    def __init__(self, known: Memo) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, key: ConceptKey) -> dict[int, Result]:
        found = self[key] = dict(self.known.get(key, {}))
        return found

    def get(self, key: ConceptKey, _default: Any = None) -> Any:
        return self[key]

    def setdefault(self, key: ConceptKey, _default: Any = None) -> Any:
        return self[key]


def _standing(facts: FactTree, entity: str, places: Collection[str]) -> Iterator[Instance]:
    """The instances of an entity at some places, those that stand for what unknown lists may hold too."""
    given = facts.of_entity(entity)
    yield from (instance for instance in given if instance.path in places)
    if any("/-" in place for place in places):
        everywhere = (found for instance in facts.instances for found in _nameless(instance, entity))
        yield from (instance for instance in everywhere if instance.path in places)


def _nameless(instance: Instance, entity: str) -> Iterator[Instance]:
    for below in (*instance.nameless.values(), *(instance.singles.values() if instance.number < 0 else ())):
        if below.entity == entity:
            yield below
        yield from _nameless(below, entity)


@once_for_each
def _names(book: RuleBook) -> dict[ConceptKey, tuple[str, ...]]:
    """The open readings that each concept names."""
    found: dict[ConceptKey, tuple[str, ...]] = {}
    for name, reading in book.readings.items():
        for key in naming(book, name) if reading.status == "aapen" else ():
            found[key] = (*found.get(key, ()), name)
    return found


@once_for_each
def _named_elsewhere(book: RuleBook) -> frozenset[str]:
    """The readings that something else than a concept names."""
    asked: list[Expr] = [item.condition for item in (*book.impossible, *book.contradictions)]
    asked += [post.exists for post in book.posts if post.exists is not None]
    return frozenset(node.name for expr in asked for node in walk(expr) if isinstance(node, ReadingRef))
