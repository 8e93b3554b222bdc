"""Few different combinations over many rows: number them, so that each is put into words once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
#: Numbers up to this many times the rows are counted instead of looked up.
_DENSE = 4


def distinct(numbers: Ints) -> tuple[Ints, Ints]:
    """The different numbers, and for each row which of them it has. Their order says nothing."""
    if not numbers.size:
        return numbers, numbers
    low, high = int(numbers.min()), int(numbers.max())
    if low == high:
        return numbers[:1], np.zeros(numbers.size, np.int64)
    if low >= 0 and high < _DENSE * numbers.size:
        present = np.zeros(high + 1, np.bool_)
        present[numbers] = True
        found = np.flatnonzero(present)
        place = np.zeros(high + 1, np.int64)
        place[found] = np.arange(found.size)
        return found, place.take(numbers)
    encoded = pa.array(numbers).dictionary_encode()
    return encoded.dictionary.to_numpy(), encoded.indices.to_numpy().astype(np.int64)


def combined(columns: Sequence[Ints]) -> tuple[Ints, Ints]:
    """The rows that differ in some column: the place of one row for each combination, and which each row has."""
    found = np.zeros(columns[0].size, np.int64)
    for column in columns:
        values, codes = distinct(column)
        if values.size > 1:
            found = distinct(found * values.size + codes)[1]
    first = np.zeros(int(found.max(initial=-1)) + 1, np.int64)
    first[found[::-1]] = np.arange(found.size)[::-1]
    return first, found
