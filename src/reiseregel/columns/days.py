"""The calendar over columns of ordinals, read from tables of every day that a case can come near."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reiseregel import calendar

Ints = NDArray[np.int64]
#: The first day of the count that numpy keeps.
_EPOCH = 719_163
#: The tables reach a century and more beyond the dates that can be handed in, in whole years.
FIRST, LAST = date(1790, 1, 1).toordinal(), date(2240, 12, 31).toordinal()
#: What a case comes to: the dates that can be handed in, and some years on.
EARLIEST, LATEST = date(1891, 1, 1).toordinal(), date(2139, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class _Tables:
    """For each day from `FIRST`: its year, month and day as one number, the number of its month, the day in it, the
    next working day, the last before it. And the first day of each month.
    """

    year: Ints
    in_year: Ints
    month: Ints
    in_month: Ints
    begins: Ints
    working_from: Ints
    working_before: Ints


@cache
def _tables() -> _Tables:
    days = np.arange(FIRST, LAST + 1)
    dates = (days - _EPOCH).astype("M8[D]")
    years, months = dates.astype("M8[Y]"), dates.astype("M8[M]")
    month = (months - years).astype(np.int64)
    in_month = (dates - months).astype(np.int64)
    first_days = np.flatnonzero(in_month == 0)
    number = np.searchsorted(days[first_days], days, side="right") - 1
    working = np.fromiter((calendar.is_working_day(int(day)) for day in days), np.bool_, days.size)
    after = np.minimum.accumulate(np.where(working, days, LAST + 30)[::-1])[::-1]
    before = np.maximum.accumulate(np.where(working, days, FIRST - 30))
    return _Tables(
        years.astype(np.int64) + 1970,
        month * 32 + in_month,
        number,
        in_month,
        days[first_days],
        after,
        np.concatenate(([FIRST - 30], before[:-1])),
    )


def within(days: Ints) -> bool:
    """True when every day is one a case can come to: the tables then have room for a century more either way."""
    return not days.size or bool(days.min() >= EARLIEST and days.max() <= LATEST)


def whole_years(born: Ints, day: Ints) -> Ints:
    """As `calendar.whole_years`, row by row. Every day must be `within`."""
    tables = _tables()
    start, end = born - FIRST, day - FIRST
    years: Ints = tables.year.take(end) - tables.year.take(start)
    return years - (tables.in_year.take(end) < tables.in_year.take(start))


def working_day(kind: str, day: Ints) -> Ints:
    """As `calendar.previous_working_day` (`before`) and `next_working_day` (`from`). Every day must be `within`."""
    tables = _tables()
    found: Ints = (tables.working_before if kind == "before" else tables.working_from).take(day - FIRST)
    return found


def add_months(day: Ints, months: Ints) -> Ints:
    """As `calendar.add_months`, row by row. Days must be `within`, and a century either way from there is as far."""
    tables = _tables()
    place = day - FIRST
    month, in_month = tables.month.take(place), tables.in_month.take(place)
    later = month + months
    found: Ints = np.minimum(tables.begins.take(later) + in_month, tables.begins.take(later + 1) - 1)
    return found


def add_days(day: Ints, days: Ints) -> Ints:
    """As `calendar.add_days`, row by row."""
    first, last = calendar.add_days(0, -(10**9)), calendar.add_days(0, 10**9)
    found: Ints = np.clip(day + days, first, last)
    return found
