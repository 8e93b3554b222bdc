"""Columns of value sets, and what can be done with them. What is the same in every row is one Python value.

- yes/no: 0 usann, 1 either, 2 sann, in bytes; so `og` is the least, `eller` the greatest and `ikke` what is left of 2;
- codes: a bit for each possible code;
- numbers and dates: `(low, high)`, the same object twice where every row is known. `NONE` stands for no upper bound
  and its negative for no lower one; a lower bound is never `NONE`, so a set without bound never looks like one value.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
#: A yes/no or a set of codes over rows: one for all, or one each.
Mask: TypeAlias = int | Array
#: A bound over rows.
Bound: TypeAlias = int | Array
Numbers: TypeAlias = tuple[Bound, Bound]
Value: TypeAlias = Any

NO, EITHER, YES = 0, 1, 2
#: No bound, and the size from which a bound is none: so far apart that no sum of what is counted comes below the
#: limit again, and so low that the sum of a few still fits.
NONE = 1 << 60
LIMIT = 1 << 59
#: A condition that is the exception in fewer rows than one of so many is looked at in those rows alone.
_RARE = 6


def is_true(flags: Array) -> Array:
    """Known yes/no from flags."""
    found = flags.view(np.uint8)
    return found + found


def between(surely: Any, perhaps: Any) -> Mask:
    """Yes/no from two sets of flags, the first within the second."""
    if isinstance(surely, np.ndarray) and isinstance(perhaps, np.ndarray):
        found: Array = surely.view(np.uint8) + perhaps.view(np.uint8)
        return found
    if isinstance(surely, np.ndarray):
        return surely.view(np.uint8) + np.uint8(bool(perhaps))
    if isinstance(perhaps, np.ndarray):
        return perhaps.view(np.uint8) + np.uint8(bool(surely))
    return int(surely) + int(perhaps)


def negated(mask: Mask) -> Mask:
    """`ikke`."""
    return YES - mask if isinstance(mask, int) else np.uint8(YES) - mask


def both(first: Mask, second: Mask) -> Mask:
    """`og`."""
    if isinstance(first, int):
        first, second = second, first
    if isinstance(second, int):
        return second if second == NO else first if second == YES else _least(first, second)
    return np.minimum(first, second)


def one_of_two(first: Mask, second: Mask) -> Mask:
    """`eller`."""
    if isinstance(first, int):
        first, second = second, first
    if isinstance(second, int):
        return second if second == YES else first if second == NO else _greatest(first, second)
    return np.maximum(first, second)


def _least(first: Mask, second: int) -> Mask:
    return min(first, second) if isinstance(first, int) else np.minimum(first, np.uint8(second))


def _greatest(first: Mask, second: int) -> Mask:
    return max(first, second) if isinstance(first, int) else np.maximum(first, np.uint8(second))


def same_code(first: Mask, second: Mask) -> Mask:
    """Do two sets of codes hold the same code?"""
    if isinstance(first, int) and isinstance(second, int):
        single = (first | second) & ((first | second) - 1) == 0
        return int(single) + int(bool(first & second))
    if isinstance(first, int):
        first, second = second, first
    if isinstance(second, int):
        second = first.dtype.type(second)  # type: ignore[union-attr]
    every = first | second
    return between((every & (every - every.dtype.type(1))) == 0, (first & second) != 0)  # type: ignore[union-attr]


def same_answer(first: Mask, second: Mask) -> Mask:
    """Is the answer to two yes/no the same?"""
    if isinstance(first, int):
        first, second = second, first
    if isinstance(second, int):
        return first if second == YES else negated(first) if second == NO else EITHER
    known_both = (first != EITHER) & (second != EITHER)
    return np.where(known_both, is_true(np.equal(first, second)), np.uint8(EITHER))


def chosen_mask(condition: Mask, value: Mask, other: Mask) -> Mask:
    """A yes/no by a condition: where it is open, `value` and `other` together."""
    if isinstance(condition, int) and condition != EITHER:
        return value if condition == YES else other
    if isinstance(value, int) and value != EITHER:
        return both(negated(condition), other) if value == NO else one_of_two(condition, other)
    found = one_of_two(both(condition, value), both(negated(condition), other))
    return found if is_known(condition) else one_of_two(found, both(value, other))


def is_known(mask: Mask) -> bool:
    """True when no row of a yes/no is open."""
    return mask != EITHER if isinstance(mask, int) else not bool((mask == EITHER).any())


def chosen_codes(condition: Mask, value: Mask, other: Mask) -> Mask:
    """A set of codes by a condition."""
    if isinstance(condition, int):
        return value if condition == YES else other if condition == NO else value | other
    kind = mask_type(value, other)
    yes, no = np.negative((condition != NO).astype(kind)), np.negative((condition != YES).astype(kind))
    found: Array = (yes & np.asarray(value, kind)) | (no & np.asarray(other, kind))
    return found


def mask_type(*masks: Mask) -> Any:
    """The narrowest type of number that holds every one of some masks."""
    return np.result_type(*(part.dtype if isinstance(part, np.ndarray) else np.min_scalar_type(part) for part in masks))


def chosen_numbers(condition: Mask, value: Numbers, other: Numbers) -> Numbers:
    """Numbers by a condition: where it is open, the least interval that holds both."""
    if isinstance(condition, int):
        if condition != EITHER:
            return value if condition == YES else other
        return least(value[0], other[0]), greatest(value[1], other[1])
    if is_known(condition):
        return picked(condition == YES, value, other)
    for usual, base in ((NO, other), (YES, value)):
        unusual = condition != usual
        if np.count_nonzero(unusual) * _RARE < condition.size:
            rows = np.flatnonzero(unusual)
            found = _chosen(condition.take(rows), taken(value, rows), taken(other, rows))
            return patched(base, rows, found, condition.size)
    return _chosen(condition, value, other)


def _chosen(condition: Array, value: Numbers, other: Numbers) -> Numbers:
    yes, no = condition == YES, condition == NO
    low = picked_bound(yes, value[0], picked_bound(no, other[0], least(value[0], other[0])))
    high = picked_bound(yes, value[1], picked_bound(no, other[1], greatest(value[1], other[1])))
    return low, high


def picked(flags: Array, value: Numbers, other: Numbers) -> Numbers:
    """The one numbers where the flag is set, the other elsewhere."""
    low = picked_bound(flags, value[0], other[0])
    return (low, low) if known(value) and known(other) else (low, picked_bound(flags, value[1], other[1]))


def picked_bound(flags: Array, value: Bound, other: Bound) -> Bound:
    """As `np.where`, by arithmetic: flags that follow no pattern make it three times as slow to jump by them.

    Bounds are so far within 64 bits that the difference of two does not leave them.
    """
    if isinstance(value, int) and isinstance(other, int):
        if value == other:
            return value
        found: Array = flags.astype(np.int64)
        found *= value - other
    elif isinstance(other, int) and other == 0:
        return value * flags
    elif isinstance(value, int) and value == 0:
        return other * ~flags
    else:
        found = np.subtract(value, other, dtype=np.int64)
        found *= flags
    found += other
    return found


def patched(base: Numbers, rows: Array, found: Numbers, size: int) -> Numbers:
    """`base` over `size` rows, with other numbers in a few of them."""
    low = _patched(base[0], rows, found[0], size)
    if known(base) and (known(found) or bool(np.all(found[0] == found[1]))):
        return low, low
    return low, _patched(base[1], rows, found[1], size)


def _patched(base: Bound, rows: Array, found: Bound, size: int) -> Bound:
    result: Array = np.full(size, base, np.int64) if isinstance(base, int) else base.copy()
    result[rows] = found
    return result


def known(numbers: Numbers) -> bool:
    """True when every row is one number."""
    low, high = numbers
    return low is high or (isinstance(low, int) and isinstance(high, int) and low == high)


def same(first: Bound, second: Bound) -> Numbers:
    """Two bounds as numbers, one object where they are equal in every row."""
    if isinstance(first, int) and isinstance(second, int):
        return (first, first) if first == second else (first, second)
    return (first, first) if first is second else (first, second)


def least(first: Bound, second: Bound) -> Bound:
    """The lower of two bounds."""
    if isinstance(first, int) and isinstance(second, int):
        return min(first, second)
    return np.minimum(first, second)


def greatest(first: Bound, second: Bound) -> Bound:
    """The higher of two bounds."""
    if isinstance(first, int) and isinstance(second, int):
        return max(first, second)
    return np.maximum(first, second)


def taken(value: Value, rows: Array | None) -> Value:
    """The values in some rows, in that order; of all rows when `rows` is None."""
    if rows is None or isinstance(value, int):
        return value
    if isinstance(value, tuple):
        low, high = value
        first = _taken(low, rows)
        return (first, first) if low is high else (first, _taken(high, rows))
    return _taken(value, rows)


def _taken(column: Bound, rows: Array) -> Bound:
    """Every row is one of the column: told to clip what is outside, numpy need not look for it."""
    return column if isinstance(column, int) else column.take(rows, mode="clip")


def by_row(flags: Array, value: Value, other: Value) -> Value:
    """`value` where the flag is set, `other` elsewhere; each is a value of one type over all rows."""
    if isinstance(value, tuple):
        return picked(flags, value, other)
    if isinstance(value, int) and isinstance(other, int) and value == other:
        return value
    kind = mask_type(value, other)
    count = np.count_nonzero(flags)
    for usual, base, rare in ((flags.size - count, other, value), (count, value, other)):
        if (flags.size - usual) * _RARE < flags.size:
            rows = np.flatnonzero(flags if rare is value else ~flags)
            column = np.full(flags.size, base, kind) if isinstance(base, int) else base.astype(kind)
            column[rows] = rare if isinstance(rare, int) else rare.take(rows)
            return column
    return np.where(flags, np.asarray(value, kind), np.asarray(other, kind))


def gathered(value: Value) -> Value:
    """The same value, as one for all rows where every row has the same. The ends tell most columns apart at once."""
    if isinstance(value, int):
        return value
    if isinstance(value, tuple):
        low = _gathered(value[0])
        return (low, low) if value[0] is value[1] else same(low, _gathered(value[1]))
    return _gathered(value)


def _gathered(column: Bound) -> Bound:
    if isinstance(column, int) or not column.size:
        return column
    first = column[0]
    if first != column[-1] or first != column[column.size >> 1] or not (column == first).all():
        return column
    return int(first)


def differing(first: Value, second: Value) -> Any:
    """In which rows two values are not the same: flags, or one for all."""
    if isinstance(first, tuple):
        return differing(first[0], second[0]) | differing(first[1], second[1])
    return first != second


def equal(first: Value, second: Value) -> bool:
    """True when two values are the same in every row."""
    if first is second:
        return True
    if isinstance(first, tuple):
        return all(equal(one, other) for one, other in zip(first, second, strict=True))
    if isinstance(first, int) or isinstance(second, int):
        return bool(np.all(first == second))
    return bool(np.array_equal(first, second))
