"""Values of an open number or date worth trying: the ends of what may be handed in, and both sides of every point that
the rules, the rates or the rest of the case could make matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from random import Random

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook import tree as t
from reiseregel.vocabulary import FactDef, Vocabulary
from tests.oracle.things import Thing

#: Numbers that stand in rules and rates, by unit; dates under `dato`. How far a rule that looks for a working day may
#: have to look stands under `virkedag`.
Constants = Mapping[str, frozenset[int]]


def constants_of(book: RuleBook) -> Constants:
    """Every number and date written in a rule or a rate."""
    found: dict[str, set[int]] = {}
    for concept in book.concepts.values():
        for version in concept.versions:
            for clause in version.clauses:
                for part in (clause.condition, clause.value):
                    for node in _below(part):
                        if isinstance(node, t.WorkingDay):
                            found["virkedag"] = set(range(1, 7))
                        elif isinstance(node, t.Const) and not node.type.finite and node.type.scale == 1:
                            found.setdefault(node.type.unit or "dato", set()).add(node.value)
    for rate in book.rates.values():
        found.setdefault(rate.type.unit, set()).update(row.value for row in rate.rows)
    return {unit: frozenset(values) for unit, values in found.items()}


def _below(expr: t.Expr | None) -> Iterator[t.Expr]:
    if expr is not None:
        yield expr
        for part in t.operands(expr):
            yield from _below(part)


def representatives(
    constants: Constants, things: Iterable[Thing], vocabulary: Vocabulary, fact: FactDef, rng: Random, most: int
) -> list[int]:
    """At most `most` values: always the lowest and highest, the rest drawn among the points that may matter."""
    known = list(things)
    if fact.type.kind == "dato":
        low, high = FIRST_DAY, LAST_DAY
        points = set(_dates(constants, known, vocabulary))
    else:
        low, high = fact.low, fact.high
        points = set(_numbers(constants, known, vocabulary, fact.type.unit))
    near = {point + step for point in points for step in (-1, 0, 1)}
    inside = sorted(point for point in near if low < point < high)
    drawn = rng.sample(inside, min(len(inside), most - 2))
    return sorted({low, high, *drawn})


def _numbers(constants: Constants, things: list[Thing], vocabulary: Vocabulary, unit: str) -> Iterator[int]:
    yield from constants.get(unit, ())
    for thing in things:
        for name, value in thing.facts.items():
            if vocabulary.facts[thing.entity, name].type.unit == unit:
                yield value
    if unit == "m":  # where the support for a length passes an amount
        for rate in constants.get("oere_per_km", ()):
            yield from (amount * 1000 // rate + step for amount in constants.get("oere", ()) for step in (0, 1) if rate)


def _dates(constants: Constants, things: list[Thing], vocabulary: Vocabulary) -> Iterator[int]:
    days = set(constants.get("dato", ()))
    for thing in things:
        days.add(thing.day)
        days.update(
            day for name, day in thing.facts.items() if vocabulary.facts[thing.entity, name].type.kind == "dato"
        )
    yield from days
    apart = constants.get("dager", frozenset()) | constants.get("virkedag", frozenset())
    for day in days:
        yield from (day + sign * step for step in apart for sign in (-1, 1))
        start = date.fromordinal(day)
        for months in {12 * years for years in constants.get("aar", ())} | constants.get("maaneder", frozenset()):
            for sign in (-1, 1):
                year, month = divmod(start.year * 12 + start.month - 1 + sign * months, 12)
                if date.min.year < year < date.max.year:
                    yield date(year, month + 1, min(start.day, 28)).toordinal() + max(start.day - 28, 0)
