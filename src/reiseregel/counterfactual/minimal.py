"""The inclusion-minimal sets with a property that every larger set has too, up to a size.

Groups of candidates are ruled out together where that can be shown, and halved where it cannot, so that most sets are
never looked at by themselves. Sets are bit masks over the candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Verdict = Literal["ja", "nei", "uvisst"]
#: Candidates (a mask), and how many of them are to be taken.
Block: TypeAlias = tuple[int, int]


class Spent(Exception):
    """The search has cost what it may."""


@dataclass(slots=True)
class Minimal:
    """What was found: minimal sets, and sets that could not be decided (nothing is said of what contains them).

    `exhausted` is False when something was not decided or not tried; `larger` is False when no set beyond the size
    can have the property without one of those found.
    """

    found: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    exhausted: bool = True
    larger: bool = True


class MinimalSets:
    """The search. `has` tells of one set whether it has the property; `may` is False of a set that surely has not.

    Either may raise `Spent`. All sets of one size are tried before the next, so that what is found is minimal.
    """

    def __init__(self, count: int, has: Callable[[int], Verdict], may: Callable[[int], bool]) -> None:
        self.every, self._has, self._surely_may = (1 << count) - 1, has, may
        self.result = Minimal()
        self._ruled_out: list[int] = []

    def extend(self, size: int, most: int) -> bool:
        """Add every minimal set of one size, the sizes in turn from 1; the search ends when `most` are found.

        False when it has ended: nothing larger is to be found, or it was cut short.
        """
        result = self.result
        try:
            if not self._may(self._rest()):
                result.larger = False
                return False
            for candidate in self._sets([(self._rest(), size)]):
                if len(result.found) >= most:
                    raise Spent
                self._try(candidate)
            result.larger = self._may(self._rest())
        except Spent:
            result.exhausted = False
            return False
        return result.larger

    def _try(self, candidate: int) -> None:
        verdict = self._has(candidate)
        if verdict == "ja":
            self.result.found.append(candidate)
        elif verdict == "uvisst":
            self.result.unsure.append(candidate)
            self.result.exhausted = False
        else:
            self._ruled_out.append(candidate)

    def _rest(self) -> int:
        """The candidates that are not decided alone."""
        alone = 0
        for mask in (*self.result.found, *self.result.unsure):
            alone |= mask if mask.bit_count() == 1 else 0
        return self.every & ~alone

    def _may(self, mask: int) -> bool:
        if any(mask & ~other == 0 for other in self._ruled_out):
            return False
        if self._surely_may(mask):
            return True
        self._ruled_out.append(mask)
        return False

    def _sets(self, blocks: list[Block]) -> Iterator[int]:
        """The sets that take so many from each block, without those that contain a set already decided."""
        union = taken = 0
        for mask, count in blocks:
            union |= mask
            taken |= mask if mask.bit_count() == count else 0
        if any(decided & ~taken == 0 for decided in (*self.result.found, *self.result.unsure)):
            return
        if not self._may(union):
            return
        loose = [block for block in blocks if block[0].bit_count() > block[1]]
        if not loose:
            yield taken
            return
        widest = max(loose, key=lambda block: block[0].bit_count())
        others = [block for block in blocks if block is not widest]
        left, right = _halves(widest[0])
        for count in range(widest[1], -1, -1):
            parts = [(left, count), (right, widest[1] - count)]
            if all(mask.bit_count() >= number for mask, number in parts):
                yield from self._sets([*others, *(part for part in parts if part[1])])


def _halves(mask: int) -> tuple[int, int]:
    """The lower and the upper half of the bits that are set."""
    low, count = 0, mask.bit_count() // 2
    rest = mask
    for _ in range(count):
        low |= rest & -rest
        rest &= rest - 1
    return low, rest
