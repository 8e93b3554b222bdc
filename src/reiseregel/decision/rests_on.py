"""Readings the answer rests on: each open alternative tried alone, the others as chosen."""

from __future__ import annotations

from reiseregel.decision.core import Core, bounds, outcomes_of, solve
from reiseregel.decision.model import RestsOn
from reiseregel.engine import Evaluator, post_result, posts_of


def rests_on(core: Core) -> tuple[RestsOn, ...]:
    """Every alternative of an open reading that would give another outcome or another amount."""
    found = []
    for name, reading in core.book.readings.items():
        if reading.status != "aapen" or name not in core.reached:
            continue
        for code in reading.codes:
            if code == core.evaluator.readings[name]:
                continue
            readings = {**core.evaluator.readings, name: code}
            if _same_plain_pass(core, readings):
                continue
            other = solve(core.book, core.evaluator.facts, readings)
            outcomes, amount = outcomes_of(other), bounds(other.whole.amount)
            if (outcomes, amount) != (outcomes_of(core), bounds(core.whole.amount)):
                found.append(RestsOn(reading, code, outcomes, amount))
    return tuple(found)


def _same_plain_pass(core: Core, readings: dict[str, str]) -> bool:
    """True when the posts come out alike already in the plain pass, settled, so that nothing can differ."""
    evaluator = Evaluator(core.book, core.evaluator.facts, readings)
    posts = posts_of(evaluator)
    if len(posts) != len(core.posts):
        return False
    pairs = zip(posts, core.posts, strict=True)
    return all(
        (mine := post_result(evaluator, item)).settled and mine == post_result(core.evaluator, other)
        for item, other in pairs
    )
