"""What checked cases say of all: the fault share and the øre of fault, weighed up by stratum, with an interval of 95 %.

The share of a stratum gets Wilson's interval, drawn in as far as the stratum is wholly checked; the strata are put
together as Zou and Donner do (the distances to the bounds are added as squares). So strata in which no fault was found
still have an upper bound above nought. A stratum in which nothing was checked may have any share, and there is then no
single estimate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reiseregel.sampling.expected import Z, root_up


@dataclass(slots=True)
class Found:
    """What was found in a stratum of `cases`: checked, with a fault, the øre of fault and their squares."""

    cases: int
    drawn: int
    checked: int = 0
    faulty: int = 0
    oere: int = 0
    squares: int = 0

    def add(self, oere: int, *, faulty: bool) -> None:
        """Count one checked case."""
        self.checked += 1
        self.faulty += faulty
        self.oere += oere
        self.squares += oere * oere


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate between bounds; `value` is None when there is none, a bound is None when there is none."""

    low: Fraction | None
    value: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """The shares by stratum and over all, and the øre of fault among all cases."""

    strata: tuple[Interval, ...]
    share: Interval
    oere: Interval
    few: bool


#: With fewer faults than this, the interval for øre says little.
FEW_FAULTS = 5


def estimate(found: Sequence[Found]) -> Estimate:
    """The estimate over strata that have cases. ValueError when there is not a single case."""
    total = sum(item.cases for item in found)
    if not total:
        raise ValueError("no cases")
    strata = tuple(share_of(item) for item in found)
    weights = [Fraction(item.cases, total) for item in found]
    faulty = sum(item.faulty for item in found)
    return Estimate(strata, _together(strata, weights), _oere(found), faulty < FEW_FAULTS)


def share_of(item: Found) -> Interval:
    """The fault share of one stratum, with Wilson's bounds drawn in by the share that was not checked."""
    if not item.cases:
        return Interval(Fraction(0), Fraction(0), Fraction(0))
    if not item.checked:
        return Interval(Fraction(0), None, Fraction(1))
    n, share = item.checked, Fraction(item.faulty, item.checked)
    below = 1 + Z * Z / n
    middle = (share + Z * Z / (2 * n)) / below
    half = Z * root_up(share * (1 - share) / n + Z * Z / (4 * n * n)) / below
    unseen = root_up(1 - Fraction(n, item.cases))
    low = share - (share - max(middle - half, Fraction(0))) * unseen
    high = share + (min(middle + half, Fraction(1)) - share) * unseen
    return Interval(min(low, share), share, max(high, share))


def _together(strata: Sequence[Interval], weights: Sequence[Fraction]) -> Interval:
    """The weighted sum. Strata that were not checked add nothing below and all of themselves above."""
    known = [(item, weight) for item, weight in zip(strata, weights, strict=True) if item.value is not None]
    value = sum((weight * _sure(item.value) for item, weight in known), Fraction(0))
    down = root_up(sum((weight**2 * (_sure(item.value) - _sure(item.low)) ** 2 for item, weight in known), Fraction(0)))
    up = root_up(sum((weight**2 * (_sure(item.high) - _sure(item.value)) ** 2 for item, weight in known), Fraction(0)))
    missing = sum((weight for item, weight in zip(strata, weights, strict=True) if item.value is None), Fraction(0))
    low, high = max(value - down, Fraction(0)), min(value + up + missing, Fraction(1))
    return Interval(low, None if missing else value, high)


def _sure(value: Fraction | None) -> Fraction:
    assert value is not None
    return value


def _oere(found: Sequence[Found]) -> Interval:
    """The øre of fault among all cases: each stratum's mean times its cases, and the normal interval of that sum."""
    value, variance = Fraction(0), Fraction(0)
    measurable = True
    for item in (item for item in found if item.cases):
        if not item.checked:
            return Interval(None, None, None)
        mean = Fraction(item.oere, item.checked)
        value += item.cases * mean
        if item.checked == item.cases:
            continue
        if item.checked == 1:
            measurable = False
            continue
        spread = (item.squares - item.checked * mean * mean) / (item.checked - 1)
        variance += item.cases**2 * (1 - Fraction(item.checked, item.cases)) * spread / item.checked
    if not measurable:
        return Interval(None, value, None)
    half = Z * root_up(variance)
    seen = Fraction(sum(item.oere for item in found))
    return Interval(max(value - half, seen), value, value + half)


def found_by(strata: Mapping[str, tuple[int, int]]) -> dict[str, Found]:
    """Nothing found yet in strata given as (cases, drawn) by id."""
    return {name: Found(cases, drawn) for name, (cases, drawn) in strata.items()}
