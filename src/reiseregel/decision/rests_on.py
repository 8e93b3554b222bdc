"""Readings the answer rests on: each open alternative tried alone, the others as chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reiseregel.decision.core import Core, bounds, outcomes_of, solve
from reiseregel.decision.model import RestsOn
from reiseregel.engine import Choice
from reiseregel.rulebook import RuleBook


def open_alternatives(book: RuleBook, readings: Mapping[str, str]) -> Iterator[Choice]:
    """Every reading that is open, with each code not in use."""
    for name, reading in book.readings.items():
        if reading.status == "aapen":
            yield from ((name, code) for code in reading.codes if code != readings[name])


def rests_on(core: Core) -> tuple[RestsOn, ...]:
    """Every alternative of an open reading that would give another outcome or another amount.

    `core` was solved with every open alternative watched: one that changed no post in any leaf cannot differ.
    """
    found = []
    for name, code in open_alternatives(core.book, core.evaluator.readings):
        if (name, code) not in core.splitter.differing:
            continue
        other = solve(core.book, core.evaluator.facts, {**core.evaluator.readings, name: code})
        outcomes, amount = outcomes_of(other), bounds(other.whole.amount)
        if (outcomes, amount) != (outcomes_of(core), bounds(core.whole.amount)):
            found.append(RestsOn(core.book.readings[name], code, outcomes, amount))
    return tuple(found)
