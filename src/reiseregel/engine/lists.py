"""`og`, `eller`, and the folds over lists, on value sets.

A list that was not given is one nameless child standing for any number, with a state: none, some, or either.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from reiseregel.facts.model import NONE_IN_LIST, SOME_IN_LIST
from reiseregel.quantities import UNBOUNDED
from reiseregel.sets import NO, YES, Values, is_single, negated

Result: TypeAlias = tuple[Values, int]
#: (does the child count?, its value)
Part: TypeAlias = tuple[Result, Result]
#: (state of the list, its bit); None when the list is given
Unknown: TypeAlias = tuple[int, int] | None


def every(results: Iterable[Result]) -> Result:
    """`og`: one certain no settles it."""
    open_support = 0
    for values, support in results:
        if values == NO:
            return NO, 0
        if values != YES:
            open_support |= support
    return (YES, 0) if not open_support else (NO | YES, open_support)


def some(results: Iterable[Result]) -> Result:
    """`eller`: one certain yes settles it."""
    open_support = 0
    for values, support in results:
        if values == YES:
            return YES, 0
        if values != NO:
            open_support |= support
    return (NO, 0) if not open_support else (NO | YES, open_support)


def count_of(kind: str, parts: list[Part], unknown: Unknown) -> Result:
    """`noen` and `alle` over the children that count."""
    if kind == "noen":
        combined = [every((where, body)) for where, body in parts]
        return some(combined) if unknown is None else _unknown(combined[0], unknown, if_none=NO)
    combined = [some((_turn(where), body)) for where, body in parts]
    return every(combined) if unknown is None else _unknown(combined[0], unknown, if_none=YES)


def _turn(result: Result) -> Result:
    values, support = result
    assert isinstance(values, int)
    return negated(values), support


def _unknown(child: Result, unknown: tuple[int, int], if_none: int) -> Result:
    """Over an unknown number of children that are each like the nameless one."""
    state, bit = unknown
    values = 0
    if state & NONE_IN_LIST:
        values |= if_none
    if state & SOME_IN_LIST:
        assert isinstance(child[0], int)
        values |= child[0]
    return (values, 0) if is_single(values) else (values, bit | child[1])


def total_of(parts: list[Part], unknown: Unknown, most: int) -> Result:
    """`sum` and `antall` over the children that count."""
    low = high = support = 0
    for (where, where_support), (values, body_support) in parts:
        if where == NO:
            continue
        assert isinstance(values, tuple)
        least, greatest = values
        if where != YES:
            least, greatest = min(least, 0), max(greatest, 0)
            support |= where_support
        low, high, support = low + least, high + greatest, support | body_support
    if unknown is not None:
        state, bit = unknown
        if state == NONE_IN_LIST:
            return (0, 0), 0
        at_least_one = low if state == SOME_IN_LIST and low > 0 else 0
        low, high = (at_least_one if low >= 0 else low * most), (min(high * most, UNBOUNDED) if high > 0 else 0)
        support |= bit
    return ((low, high), 0) if low == high else ((low, high), support)
