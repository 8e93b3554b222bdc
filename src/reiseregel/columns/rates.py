"""Dated rates over columns of days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.values import NONE, Bound, Numbers, gathered, known
from reiseregel.engine.evaluate import MOST_DAYS
from reiseregel.remember import once_for_each
from reiseregel.rulebook.model import Rate

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a rate by time: the first day of each, its value, and the values of all days before it added up."""

    since: Ints
    value: Ints
    before: Ints
    provisional: NDArray[np.bool_]


@once_for_each
def rows_of(rate: Rate) -> _Rows:
    """The rows of a rate, made once. A row holds until the next; before the first there is none."""
    since = np.array([row.since for row in rate.rows], np.int64)
    value = np.array([row.value for row in rate.rows], np.int64)
    provisional = np.array([row.status == "foreloepig" for row in rate.rows], np.bool_)
    lasted = np.diff(since) * value[:-1]
    return _Rows(since, value, np.concatenate(([0], np.cumsum(lasted))), provisional)


def row_numbers(rate: Rate, day: Any) -> Any:
    """The number of the row in force on each day; -1 before the first."""
    return np.searchsorted(rows_of(rate).since, day, side="right") - 1


def on_days(rate: Rate, day: Bound | None) -> Numbers:
    """The rate of each day; open where none is in force."""
    if day is None:
        return 0, NONE
    rows = rows_of(rate)
    if isinstance(day, int):
        number = int(row_numbers(rate, day))
        value = int(rows.value[number]) if number >= 0 else 0
        return (value, value) if number >= 0 else (0, NONE)
    first, last = int(row_numbers(rate, day.min(initial=day[0]))), int(row_numbers(rate, day.max(initial=day[0])))
    if first == last:
        return on_days(rate, int(day[0]))
    numbers = row_numbers(rate, day)
    found = rows.value.take(np.maximum(numbers, 0))
    if first >= 0:
        return (kept := gathered(found)), kept
    return np.where(numbers < 0, 0, found), np.where(numbers < 0, NONE, found)


def day_sums(rate: Rate, start: Numbers, count: Numbers, rows: int) -> Numbers:
    """The rate of each of `count` days from `start`, added up: open where the start is, or no rate is in force."""
    if not known(start) and all(isinstance(bound, int) for bound in start):
        return 0, NONE
    first, last = (np.broadcast_to(np.asarray(bound, np.int64), (rows,)) for bound in start)
    few, many = (np.broadcast_to(np.asarray(bound, np.int64), (rows,)) for bound in count)
    unsettled = (first != last) | (first < rows_of(rate).since[0])
    low = np.where(unsettled | (few > MOST_DAYS), 0, _until(rate, first, few))
    if known(count) and not unsettled.any() and not (few > MOST_DAYS).any():
        return low, low
    return low, np.where(unsettled | (many > MOST_DAYS), NONE, _until(rate, first, many))


def _until(rate: Rate, start: Ints, count: Ints) -> Ints:
    days = np.clip(count, 0, MOST_DAYS)
    return _added_up(rate, start + days) - _added_up(rate, start)


def _added_up(rate: Rate, day: Ints) -> Ints:
    """The rates of all days before each day, from the first the rate was in force."""
    rows = rows_of(rate)
    number = np.maximum(np.searchsorted(rows.since, day, side="right") - 1, 0)
    found: Ints = rows.before.take(number) + (day - rows.since.take(number)) * rows.value.take(number)
    return found
