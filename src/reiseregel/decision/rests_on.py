"""Readings the answer rests on: each open alternative tried alone, the others as chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reiseregel.decision.core import Core, afresh, bounds, outcomes_of, solve_with
from reiseregel.decision.model import RestsOn
from reiseregel.engine import Choice, per_post
from reiseregel.engine.in_force import naming, references_in_force
from reiseregel.rulebook import Reading, RuleBook
from reiseregel.rulebook.tree import ReadingRef
from reiseregel.vocabulary import Hjemmel


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
        other = solve_with(afresh(core.evaluator, {**core.evaluator.readings, name: code}))
        outcomes, amount = outcomes_of(other), bounds(other.whole.amount)
        if (outcomes, amount) != (outcomes_of(core), bounds(core.whole.amount)):
            reading = core.book.readings[name]
            found.append(RestsOn(reading, code, outcomes, amount, places_of(reading, core, other)))
    return tuple(found)


def places_of(reading: Reading, core: Core, other: Core) -> tuple[Hjemmel, ...]:
    """Where the text stood in the law of the posts that come out otherwise. When no rule of that law uses it, they hang
    on something older or newer that does: then every place where it is used.
    """
    facts = core.evaluator.facts
    used = [
        reading.hjemmel_on(instance.law_day).to_json()
        for reference, instance in references_in_force(core.book, facts, naming(core.book, reading.name))
        if isinstance(reference, ReadingRef) and reference.name == reading.name
    ]
    every = dict.fromkeys([*(item.hjemmel for item in reading.earlier if item.hjemmel), reading.hjemmel])
    places = tuple(place for place in every if place.to_json() in used)
    changed = {reading.hjemmel_on(day) for _, _, _, _, day in _results(core) ^ _results(other)}
    return tuple(place for place in places if place in changed) or places


def _results(core: Core) -> set[tuple[str, str, int, tuple[int, int], int]]:
    """Each post with its outcome and amount, and last the day whose law it follows."""
    found = per_post(core.node)
    return {
        (item.post.id, item.instance.path, found[item.number].outcomes, found[item.number].payable, day)
        for item in core.posts
        for day in [item.instance.law_day]
    }
