"""What a plan is expected to find, with bounds. Exact: whole numbers and fractions, rounded outward."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import Final

from reiseregel.sampling.model import Size
from reiseregel.sampling.rules import Stratum

#: Ninety-five of a hundred samples lie within so many standard deviations.
Z: Final = Fraction(196, 100)
_PRECISION: Final = 10**9


@dataclass(frozen=True, slots=True)
class Spread:
    """A sum of independent checks: expected value and variance, by low, middle and high assumption."""

    means: tuple[Fraction, Fraction, Fraction] = (Fraction(0), Fraction(0), Fraction(0))
    variances: tuple[Fraction, Fraction, Fraction] = (Fraction(0), Fraction(0), Fraction(0))
    most: Fraction = Fraction(0)

    def __add__(self, other: Spread) -> Spread:
        low, middle, high = (a + b for a, b in zip(self.means, other.means, strict=True))
        variances = tuple(a + b for a, b in zip(self.variances, other.variances, strict=True))
        return Spread((low, middle, high), (variances[0], variances[1], variances[2]), self.most + other.most)

    @property
    def low(self) -> int:
        """The low assumption and chance against it; never below 0."""
        return max(floor(self.means[0] - Z * root_up(self.variances[0])), 0)

    @property
    def high(self) -> int:
        """The high assumption and chance with it; never more than there is."""
        return min(ceil(self.means[2] + Z * root_up(self.variances[2])), ceil(self.most))


def root_up(value: Fraction) -> Fraction:
    """The square root, rounded up at the ninth decimal."""
    scaled = ceil(value * _PRECISION * _PRECISION)
    root = isqrt(scaled)
    return Fraction(root + (root * root < scaled), _PRECISION)


def faults(checks: int, stratum: Stratum) -> Spread:
    """How many of the checks of a stratum find a fault."""
    low, middle, high = stratum.shares
    return Spread(
        (checks * low, checks * middle, checks * high),
        (checks * low * (1 - low), checks * middle * (1 - middle), checks * high * (1 - high)),
        Fraction(checks),
    )


def catch(checks: int, size: Size, stratum: Stratum) -> Spread:
    """The øre of fault that the checks of a stratum find: the amounts vary, and so does who has a fault."""
    if not checks:
        return Spread()
    mean, square = Fraction(size.oere, size.cases), Fraction(size.squares, size.cases)
    low, middle, high = stratum.shares

    def variance(share: Fraction) -> Fraction:
        return checks * (share * stratum.part**2 * square - (share * stratum.part * mean) ** 2)

    return Spread(
        tuple_of(checks * share * stratum.part * mean for share in (low, middle, high)),
        tuple_of(variance(share) for share in (low, middle, high)),
        size.oere * stratum.part,
    )


def tuple_of(values: Iterable[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """Three values as a tuple of three."""
    low, middle, high = values
    return low, middle, high
