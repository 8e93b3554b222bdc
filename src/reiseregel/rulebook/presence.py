"""Does everything a concept refers to exist as long as the concept does?

One wrong date makes many references miss: so the names that explain most of them get one fault each, with one example.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TypeAlias

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import Place, RuleFault
from reiseregel.rulebook.model import Concept, Rate, RuleBook, Version
from reiseregel.rulebook.timeline import iso
from reiseregel.rulebook.tree import Aggregate, ConceptRef, DaySum, Expr, RateRef, operands

Key: TypeAlias = tuple[str, str]
RATE = "sats"  # stands where the entity of a concept stands


@dataclass(frozen=True, slots=True)
class _Miss:
    """`user` refers to `target` on a `day` when the target does not exist."""

    user: Key
    target: Key
    day: int


def presence_faults(book: RuleBook, uneven: Set[Key]) -> Iterator[RuleFault]:
    """What is referred to outside its time.

    Concepts in `uneven` have a fault in time of their own already.
    """
    misses: dict[tuple[Key, Key], _Miss] = {}
    for key, concept in book.concepts.items():
        for version in concept.versions if key not in uneven else ():
            for miss in _misses(book, concept, version):
                if miss.target not in uneven:
                    misses.setdefault((miss.user, miss.target), miss)
    left = list(misses.values())
    while left:
        counted = Counter(key for miss in left for key in (miss.target, miss.user))
        most = max(counted.values())
        worst = next(key for key in [*(m.target for m in left), *(m.user for m in left)] if counted[key] == most)
        here = [miss for miss in left if worst in (miss.target, miss.user)]
        yield _fault(book, worst, here)
        left = [miss for miss in left if miss not in here]


def _placed(expr: Expr, entity: str) -> Iterator[tuple[Expr, str]]:
    """Every node with the entity it stands on: below an aggregate that is the child."""
    yield expr, entity
    for operand in operands(expr):
        yield from _placed(operand, expr.entity if isinstance(expr, Aggregate) else entity)


def _nodes(concept: Concept, version: Version) -> Iterator[tuple[Expr, str]]:
    for clause in version.clauses:
        for part in (clause.condition, clause.value):
            if part is not None:
                yield from _placed(part, concept.entity)


def _rate_name(node: Expr) -> str | None:
    if isinstance(node, RateRef):
        return node.name
    return node.rate if isinstance(node, DaySum) else None


def _misses(book: RuleBook, concept: Concept, version: Version) -> Iterator[_Miss]:
    key = (concept.entity, concept.name)
    owner = book.vocabulary.law_time_owner(concept.entity)
    for node, entity in _nodes(concept, version):
        rate = _rate_name(node)
        if rate is not None and owner is not None and owner == book.vocabulary.law_time_owner(entity):
            if book.rates[rate].rows[0].since > version.since:
                yield _Miss(key, (RATE, rate), version.since)
        elif isinstance(node, ConceptRef) and owner == book.vocabulary.law_time_owner(node.entity):
            day = _first_missing(book.concepts[node.entity, node.name], version)
            if day is not None:
                yield _Miss(key, (node.entity, node.name), day)


def _first_missing(target: Concept, version: Version) -> int | None:
    day = version.since
    for part in target.versions:
        if part.since <= day <= part.until:
            day = part.until + 1
    return day if day <= version.until else None


def _fault(book: RuleBook, worst: Key, misses: list[_Miss]) -> RuleFault:
    """One fault for all that is missed because of one name, with the first as the example."""
    first = misses[0]
    user, target = book.concepts[first.user].id, _Target.of(book, first)
    more = f" (det samme gjelder {len(misses) - 1} til)" if len(misses) > 1 else ""
    if worst == first.target:
        message = f"{target.time}, men «{user}» trenger det fra {iso(first.day)}{more}"
        return RuleFault(target.place, "hull_i_tid", message)
    version = next(v for v in book.concepts[worst].versions if v.since <= first.day <= v.until)
    message = f"«{user}» gjelder {iso(first.day)}, men {target.time}{more}"
    return RuleFault(version.clauses[-1].place, "hull_i_tid", message)


@dataclass(frozen=True, slots=True)
class _Target:
    """When something exists, in words, and where that is written."""

    time: str
    place: Place

    @classmethod
    def of(cls, book: RuleBook, miss: _Miss) -> _Target:
        if miss.target[0] == RATE:
            rate: Rate = book.rates[miss.target[1]]
            return cls(f"satsen «{rate.name}» begynner {iso(rate.rows[0].since)}", rate.rows[0].place)
        concept = book.concepts[miss.target]
        first, last = concept.versions[0], concept.versions[-1]
        if miss.day < first.since:
            return cls(f"«{concept.id}» begynner {iso(first.since)}", first.clauses[-1].place)
        assert last.until < LAST_DAY
        return cls(f"«{concept.id}» slutter {iso(last.until)}", last.clauses[-1].place)
