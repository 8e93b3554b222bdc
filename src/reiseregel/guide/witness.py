"""Shown to make a difference: two ways to fill in a case that differ in one fact alone and give different answers.

Where more is open than splitting can go through, the decision only says that a fact may matter. Here that one fact is
looked into: the others it stands together with are given values one by one, so that it keeps bearing on the answer,
until it is alone and its values give different answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from reiseregel.decision.core import Core
from reiseregel.engine import Evaluator, PostInstance, PostResult, post_result
from reiseregel.facts import OpenFact
from reiseregel.sets import Values, bits

#: So many cells are looked at before giving up.
MOST_CELLS = 400
#: With more open facts beside it than this, the fact hardly decides anything alone yet.
FEW = 10
#: As far from the start of a stretch as one value is tried: a thousand kilometres, ten thousand kroner.
_FAR = 1_000_000


class Witness(Enum):
    """YES: shown. NO: every way to fill in the rest was tried, and none showed it. NOT_FOUND: given up before that."""

    YES = 1
    NO = 2
    NOT_FOUND = 3


def makes_a_difference(core: Core, fact: OpenFact) -> Witness:
    """Whether two values of the fact can give a post another outcome or payable."""
    search = _Search(core, fact)
    return search.within(core.evaluator, {}, 0)


@dataclass(slots=True)
class _Search:
    core: Core
    fact: OpenFact
    looked_at: int = 0

    def within(self, evaluator: Evaluator, given: dict[int, Values], done: int) -> Witness:
        """Search one cell. `given` holds the facts narrowed so far, `done` those (a bit each) not to narrow again."""
        self.looked_at += 1
        bit = 1 << self.fact.index
        results = [(item, post_result(evaluator, item)) for item in self.core.posts]
        bearing = [(item, result) for item, result in results if not result.settled and result.support & bit]
        if not bearing:
            return Witness.NO
        posts, others = [item for item, _ in bearing], bearing[0][1].support & ~bit & ~done
        if others.bit_count() <= FEW and self._differs(evaluator, posts, given):
            return Witness.YES
        other = self._other(evaluator, others)
        if other is None or self.looked_at >= MOST_CELLS:
            return Witness.NOT_FOUND
        found = Witness.NO
        for values in self.core.splitter.cells(evaluator, posts, other):
            single = (values[0], values[0]) if isinstance(values, tuple) else values
            below = {**given, other.index: single}
            if not self.core.splitter.possible(below):
                continue
            cell = self.core.splitter.narrowed(evaluator, other, single)
            tried = self.within(cell, below, done | 1 << other.index)
            if tried is Witness.YES:
                return tried
            if tried is Witness.NOT_FOUND or single != values:
                found = Witness.NOT_FOUND
            if self.looked_at >= MOST_CELLS:
                return Witness.NOT_FOUND
        return found

    def _other(self, evaluator: Evaluator, support: int) -> OpenFact | None:
        """The next fact to give a value: one whose values can be listed, before a number or date."""
        open_facts = evaluator.facts.open_facts
        others = [open_facts[index] for index in bits(support) if index < len(open_facts)]
        return min(others, key=lambda fact: (isinstance(fact.values, tuple), fact.index), default=None)

    def _differs(self, evaluator: Evaluator, posts: list[PostInstance], given: dict[int, Values]) -> bool:
        """Two values of the fact, whatever else is open here, give some post answers that have nothing in common."""
        found: list[list[PostResult]] = []
        for values in self.core.splitter.cells(evaluator, posts, self.fact):
            for single in _ends(values):
                if self.core.splitter.possible({**given, self.fact.index: single}):
                    cell = self.core.splitter.narrowed(evaluator, self.fact, single)
                    found.append([post_result(cell, item) for item in posts])
        return any(
            _apart(first, second)
            for place, one in enumerate(found)
            for other in found[:place]
            for first, second in zip(one, other, strict=True)
        )


def _ends(values: Values) -> tuple[Values, ...]:
    """Single values of a cell; of a stretch its first, its last so far as it has one near, and one in between."""
    if not isinstance(values, tuple):
        return (values,)
    low, high = values
    return tuple((value, value) for value in sorted({low, min(high, low + _FAR // 2), min(high, low + _FAR)}))


def _apart(first: PostResult, second: PostResult) -> bool:
    return (
        not first.outcomes & second.outcomes
        or first.payable[1] < second.payable[0]
        or second.payable[1] < first.payable[0]
    )
