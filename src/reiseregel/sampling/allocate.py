"""How many cases of each stratum: a floor everywhere, then what measures best, then what pays.

1. Floor: nobody can count on never being checked.
2. Measuring: the part of the rest that the rules say goes, one check at a time, to where it takes most off the variance
   of the estimated fault share for each minute. This is Neyman's allocation in whole numbers, without square roots.
3. Catch: what is left goes to the strata with the highest expected catch for each øre of cost, and only where the
   catch is expected to be more than the check costs (§ 26 third ledd). What does not pay is not spent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from reiseregel.sampling.model import Size
from reiseregel.sampling.rules import SamplingRules, Stratum


@dataclass(frozen=True, slots=True)
class Allocation:
    """The checks of one stratum, by why."""

    floor: int = 0
    measuring: int = 0
    catch: int = 0

    @property
    def checks(self) -> int:
        """All of them."""
        return self.floor + self.measuring + self.catch


class BudgetTooSmall(Exception):
    """The budget is less than the floor takes; `needed` minutes would do."""

    def __init__(self, needed: int) -> None:
        self.needed = needed
        super().__init__(str(needed))


def allocate(sizes: Sequence[Size], rules: SamplingRules, budget_minutes: int) -> tuple[Allocation, ...]:
    """The checks of each stratum; together they take no more than the budget.

    Raises:
        BudgetTooSmall: the floor alone takes more.

    """
    floors = [min(rules.floor, size.cases) for size in sizes]
    left = budget_minutes - sum(n * stratum.minutes for n, stratum in zip(floors, rules.strata, strict=True))
    if left < 0:
        raise BudgetTooSmall(budget_minutes - left)
    for_measuring = left * rules.measuring.numerator // rules.measuring.denominator
    measuring, unused = _measuring(sizes, rules.strata, floors, for_measuring)
    taken = [floor + more for floor, more in zip(floors, measuring, strict=True)]
    catch = _catch(sizes, rules, taken, left - for_measuring + unused)
    return tuple(Allocation(*parts) for parts in zip(floors, measuring, catch, strict=True))


def catch_a_check(size: Size, stratum: Stratum) -> Fraction:
    """The øre that one check of the stratum is expected to find."""
    if not size.cases:
        return Fraction(0)
    return stratum.shares[1] * stratum.part * Fraction(size.oere, size.cases)


def _measuring(
    sizes: Sequence[Size], strata: Sequence[Stratum], taken: Sequence[int], budget: int
) -> tuple[list[int], int]:
    """The further checks of each stratum, and the minutes that are left."""
    more = [0] * len(strata)

    def gain(index: int) -> Fraction:
        """What one check more takes off the variance, for each minute."""
        share, checks = strata[index].shares[1], taken[index] + more[index]
        spread = sizes[index].cases ** 2 * share * (1 - share)
        return spread / (checks * (checks + 1) * strata[index].minutes)

    waiting = [(-gain(index), index) for index, size in enumerate(sizes) if taken[index] < size.cases]
    heapify(waiting)
    while waiting:
        value, index = heappop(waiting)
        if strata[index].minutes > budget or not value:
            continue
        more[index] += 1
        budget -= strata[index].minutes
        if taken[index] + more[index] < sizes[index].cases:
            heappush(waiting, (-gain(index), index))
    return more, budget


def _catch(sizes: Sequence[Size], rules: SamplingRules, taken: Sequence[int], budget: int) -> list[int]:
    more = [0] * len(sizes)
    pays = []
    for index, (size, stratum) in enumerate(zip(sizes, rules.strata, strict=True)):
        ratio = catch_a_check(size, stratum) / (stratum.minutes * rules.oere_a_minute)
        if ratio > 1:
            pays.append((-ratio, index))
    for _, index in sorted(pays):
        minutes = rules.strata[index].minutes
        more[index] = min(sizes[index].cases - taken[index], budget // minutes)
        budget -= more[index] * minutes
    return more
