"""The calendar over columns against the calendar of single days."""

from __future__ import annotations

from random import Random

import numpy as np

from reiseregel import calendar
from reiseregel.columns import days

RNG = Random(5)
DAYS = [RNG.randint(calendar.FIRST_DAY, calendar.LAST_DAY) for _ in range(3000)]
AROUND_LEAP_DAYS = [calendar.FIRST_DAY + n for year in range(0, 200, 7) for n in range(year * 365, year * 365 + 70, 3)]
EVERY = np.array(DAYS + AROUND_LEAP_DAYS, np.int64)


def test_working_days_of_every_day_of_thirty_years() -> None:
    some = np.arange(calendar.LAST_DAY - 60 * 365, calendar.LAST_DAY - 30 * 365)
    assert days.working_day("before", some).tolist() == [calendar.previous_working_day(int(day)) for day in some]
    assert days.working_day("from", some).tolist() == [calendar.next_working_day(int(day)) for day in some]


def test_months() -> None:
    months = np.array([RNG.choice((0, 1, 3, 6, 12, 36, 1200, 11, -6)) for _ in EVERY], np.int64)
    wanted = [calendar.add_months(day, month) for day, month in zip(EVERY.tolist(), months.tolist(), strict=True)]
    assert days.add_months(EVERY, months).tolist() == wanted


def test_whole_years() -> None:
    other = np.array([RNG.choice(DAYS) for _ in EVERY], np.int64)
    wanted = [calendar.whole_years(day, on) for day, on in zip(EVERY.tolist(), other.tolist(), strict=True)]
    assert days.whole_years(EVERY, other).tolist() == wanted


def test_days_end_at_the_edge_of_the_calendar() -> None:
    later = np.array([0, 1, -400_000_000, 400_000_000, 1 << 60], np.int64)
    day = np.full(later.size, DAYS[0], np.int64)
    assert days.add_days(day, later).tolist() == [calendar.add_days(DAYS[0], n) for n in later.tolist()]


def test_what_is_far_from_every_case_is_told() -> None:
    assert days.within(EVERY)
    assert not days.within(np.array([1], np.int64))
