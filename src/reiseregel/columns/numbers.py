"""Arithmetic on columns of intervals. A bound beyond `LIMIT` is no bound: sets get wider by that, never wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from reiseregel.columns.values import (
    LIMIT,
    NONE,
    Array,
    Bound,
    Mask,
    Numbers,
    between,
    greatest,
    is_true,
    known,
    least,
)
from reiseregel.quantities import half_up


def scaled(bound: Bound, factor: int) -> Bound:
    """An upper or lower bound in smaller parts; what is no bound stays so."""
    if factor == 1:
        return bound
    if isinstance(bound, int):
        return bound * factor if abs(bound) < LIMIT else bound
    return clipped(bound, NONE // factor) * factor


def clipped(bound: Array, limit: int) -> Array:
    """A bound no farther from zero than the limit."""
    found: Array = np.minimum(np.maximum(bound, -limit), limit)
    return found


def scaled_numbers(numbers: Numbers, factor: int) -> Numbers:
    """Numbers in smaller parts."""
    if factor == 1:
        return numbers
    if known(numbers):
        return (found := numbers[0] * factor), found
    return scaled(numbers[0], factor), scaled(numbers[1], factor)


def _lower(bound: Bound) -> Bound:
    """A lower bound just worked out, kept where further sums cannot carry it too far."""
    return max(bound, -NONE) if isinstance(bound, int) else np.maximum(bound, -NONE, out=bound)


def _upper(bound: Bound) -> Bound:
    return min(bound, NONE) if isinstance(bound, int) else np.minimum(bound, NONE, out=bound)


def add(first: Numbers, second: Numbers) -> Numbers:
    """`first + second`, both in the same parts."""
    low = first[0] + second[0]
    if known(first) and known(second):
        return low, low
    return _lower(low), _upper(first[1] + second[1])


def subtract(first: Numbers, second: Numbers) -> Numbers:
    """`first - second`, both in the same parts."""
    if known(first) and known(second):
        low = first[0] - second[0]
        return low, low
    return _lower(first[0] - second[1]), _upper(first[1] - second[0])


def multiply(first: Numbers, second: Numbers) -> Numbers:
    """`first * second`."""
    if known(first) and known(second):
        low = first[0] * second[0]
        return low, low
    if not np.any(np.asarray(first[0]) < 0) and not np.any(np.asarray(second[0]) < 0):
        return _product(first[0], second[0]), _product(first[1], second[1])
    corners = [_product(one, other) for one in first for other in second]
    low, high = corners[0], corners[0]
    for corner in corners[1:]:
        low, high = least(low, corner), greatest(high, corner)
    return low, high


def _product(first: Bound, second: Bound) -> Bound:
    if isinstance(first, int) and isinstance(second, int):
        found = first * second
        return max(min(found, NONE), -NONE)
    one, other = np.asarray(first, np.int64), np.asarray(second, np.int64)
    endless = (np.abs(one) >= LIMIT) | (np.abs(other) >= LIMIT)
    if not endless.any():
        return one * other
    return np.where(endless, np.sign(one) * np.sign(other) * NONE, np.where(endless, 0, one) * other)


def extreme(kind: str, parts: list[Numbers]) -> Numbers:
    """The least or greatest of numbers in the same parts."""
    lows, highs = [low for low, _ in parts], [high for _, high in parts]
    low = _extreme(kind, lows)
    return (low, low) if all(known(part) for part in parts) else (low, _extreme(kind, highs))


def _extreme(kind: str, bounds: list[Bound]) -> Bound:
    fixed = [bound for bound in bounds if isinstance(bound, int)]
    found: Bound | None = (min(fixed) if kind == "min" else max(fixed)) if fixed else None
    operator: Any = np.minimum if kind == "min" else np.maximum
    for bound in bounds:
        if not isinstance(bound, int):
            found = bound if found is None else operator(found, bound)
    assert found is not None
    return found


def monotone(numbers: Numbers, function: Callable[[Any], Bound]) -> Numbers:
    """A rising function of each bound; what is no bound stays so."""
    if known(numbers):
        return (found := function(numbers[0])), found
    return _kept(numbers[0], function), _kept(numbers[1], function)


def _kept(bound: Bound, function: Callable[[Any], Bound]) -> Bound:
    if isinstance(bound, int):
        return function(bound) if abs(bound) < LIMIT else bound
    found = function(bound)
    endless = np.abs(bound) >= LIMIT
    return np.where(endless, bound, found) if endless.any() else found


def floor_divide(numbers: Numbers, divisor: int) -> Numbers:
    """How many whole `divisor` go into the numbers."""
    return monotone(numbers, lambda bound: bound // divisor)


def rounded(numbers: Numbers, parts: int, step: int) -> Numbers:
    """To the nearest whole `step`, halves up; a step is so many `parts`."""
    if parts == 1 and step == 1:
        return numbers
    return monotone(numbers, lambda bound: half_up(bound, parts) * step)


_KNOWN_ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda a, c: a < c,
    "<=": lambda a, c: a <= c,
    ">": lambda a, c: a > c,
    ">=": lambda a, c: a >= c,
    "==": lambda a, c: a == c,
    "!=": lambda a, c: a != c,
}


def compared(op: str, first: Numbers, second: Numbers) -> Mask:
    """`first op second`, both in the same parts."""
    (a, b), (c, d) = first, second
    if known(first) and known(second):
        found = _KNOWN_ORDER[op](a, c)
        return is_true(found) if isinstance(found, np.ndarray) else 2 * int(found)
    match op:
        case "<":
            return between(b < c, a < d)
        case "<=":
            return between(b <= c, a <= d)
        case ">":
            return between(d < a, c < b)
        case ">=":
            return between(a >= d, b >= c)
        case _:
            perhaps: Any = _and(a <= d, c <= b)
            surely: Any = _and(_and(a == b, c == d), perhaps)
            return between(surely, perhaps) if op == "==" else between(_not(perhaps), _not(surely))


def _and(first: Any, second: Any) -> Any:
    return first & second


def _not(flags: Any) -> Any:
    return not flags if isinstance(flags, bool) else ~flags


def row_by_row(one: Callable[[int, int], int], many: Any, first: Any, second: Any) -> Any:
    """`one` of two whole numbers, or `many` of two columns; what is the same in all rows is spread over them."""
    if isinstance(first, int) and isinstance(second, int):
        return one(first, second)
    rows = first.shape if isinstance(first, np.ndarray) else second.shape
    return many(*(np.broadcast_to(np.asarray(part, np.int64), rows) for part in (first, second)))


def size_of(found: Numbers) -> Any:
    """The greatest of the bounds by size, as a float: near enough to see what cannot be counted. No bound is zero."""
    sizes = [np.abs(np.asarray(bound, np.float64)) for bound in found]
    return np.maximum(*(np.where(size >= float(NONE), 0.0, size) for size in sizes))
