"""Sets of possible values: the one abstract domain of the engine.

Yes/no and codes are bit masks (usann = 1, sann = 2; code number n = 1 << n). Numbers and dates are closed intervals
`(low, high)` of ints; `UNBOUNDED` stands for no bound. A known value is a set of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from reiseregel.quantities import SHOWN_LIMIT, ValueType

Values: TypeAlias = int | tuple[int, int]

NO, YES, EITHER = 1, 2, 3


def is_single(values: Values) -> bool:
    """True when the set has one element."""
    if isinstance(values, tuple):
        return values[0] == values[1]
    return values & (values - 1) == 0


def join(first: Values, second: Values) -> Values:
    """The least set of the domain that holds both."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        return min(first[0], second[0]), max(first[1], second[1])
    assert isinstance(first, int)
    assert isinstance(second, int)
    return first | second


def negated(mask: int) -> int:
    """`ikke`: the other answers to each of a set of yes/no answers."""
    return (mask & NO) << 1 | (mask & YES) >> 1


def contains(outer: Values, inner: Values) -> bool:
    """True when every value of `inner` is in `outer`."""
    if isinstance(outer, tuple) and isinstance(inner, tuple):
        return outer[0] <= inner[0] and inner[1] <= outer[1]
    assert isinstance(outer, int)
    assert isinstance(inner, int)
    return inner & ~outer == 0


def meets(first: Values, second: Values) -> bool:
    """True when the two sets share a value."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        return first[0] <= second[1] and second[0] <= first[1]
    assert isinstance(first, int)
    assert isinstance(second, int)
    return first & second != 0


def single(values: Values) -> int:
    """The only element of a set of one, as an int (usann 0, sann 1, a code by position)."""
    return values[0] if isinstance(values, tuple) else values.bit_length() - 1


def of_value(value: int, value_type: ValueType) -> Values:
    """The set of one value."""
    return 1 << value if value_type.finite else (value, value)


def shown_bound(bound: int) -> int | None:
    """A bound as it may be shown: None when it is no bound at all."""
    return None if abs(bound) >= SHOWN_LIMIT else bound


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, rising."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
