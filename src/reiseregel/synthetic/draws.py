"""Random draws that depend on nothing but a key and a name: the same on every machine, in any order, for any part.

Every draw is whole numbers from start to end. A key is 64 bits; the draw of a name is the key and the name mixed
(the finaliser of SplitMix64: Steele, Lea and Flood 2014). Its upper half decides what is true, its lower half whether
anybody told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_HALF = np.uint64(32)
_LOWER = np.uint64(2**32 - 1)
_WHOLE = 2**32


def mixed(keys: Keys) -> Keys:
    """Each key as another that looks nothing like it; changes the array handed in."""
    keys ^= keys >> np.uint64(30)
    keys *= np.uint64(0xBF58476D1CE4E5B9)
    keys ^= keys >> np.uint64(27)
    keys *= np.uint64(0x94D049BB133111EB)
    keys ^= keys >> np.uint64(31)
    return keys


@cache
def stream(name: str) -> np.uint64:
    """The number of a name. The hash is what makes it the same everywhere; nothing is secret."""
    return np.uint64(int.from_bytes(sha256(name.encode()).digest()[:8], "little"))


def claim_keys(seed: int, numbers: range) -> Keys:
    """The keys of claims by number, from 0. A seed is any whole number from 0 to 2**64 - 1."""
    start = mixed(np.array([seed], dtype=np.uint64) ^ stream("portfolio"))
    counted = np.arange(numbers.start, numbers.stop, numbers.step, dtype=np.uint64)
    return mixed(start + (counted + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15))


def child_keys(parents: Keys, positions: Ints, name: str) -> Keys:
    """The keys of children, from each one's parent's key and its place among the children of that name."""
    return mixed((parents ^ stream(name)) + positions.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw for each key."""

    value: Keys
    told: Keys

    def below(self, per_mille: int | Ints) -> Flags:
        """True for so many in a thousand."""
        return self.value < _parts(per_mille)

    def told_by(self, per_mille: int | Ints) -> Flags:
        """True where the one who knows told: so many in a thousand."""
        return self.told < _parts(per_mille)

    def weighted(self, weights: tuple[int, ...]) -> Ints:
        """A place in the list of weights, each as often as its weight says."""
        total = sum(weights)
        limits = np.array([sum(weights[: place + 1]) * _WHOLE // total for place in range(len(weights))], np.uint64)
        return np.searchsorted(limits, self.value, side="right").astype(np.int64)

    def spread(self, points: tuple[tuple[int, int], ...]) -> Ints:
        """A number whose distribution goes straight from point to point: (thousandths below, value)."""
        place = (self.value >> np.uint64(12)).astype(np.int64)  # 20 bits: products stay well within 64
        at = np.array([(per_mille << 20) // 1000 for per_mille, _ in points], np.int64)
        values = np.array([value for _, value in points], np.int64)
        left = np.searchsorted(at, place, side="right") - 1
        left = np.minimum(left, len(points) - 2)
        step, width = values[left + 1] - values[left], at[left + 1] - at[left]
        found: Ints = values[left] + (place - at[left]) * step // width
        return found

    def up_to(self, limit: int | Ints) -> Ints:
        """A whole number from 0, below the limit, all equally often."""
        bound = np.asarray(limit, np.int64).astype(np.uint64)
        return ((self.value * bound) >> _HALF).astype(np.int64)


def draw(keys: Keys, name: str) -> Draw:
    """The draw of a name for each key."""
    whole = mixed(keys ^ stream(name))
    return Draw(whole >> _HALF, whole & _LOWER)


def _parts(per_mille: int | Ints) -> Keys:
    return (np.asarray(per_mille, np.int64) * _WHOLE // 1000).astype(np.uint64)
