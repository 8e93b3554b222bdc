"""Periods follow each other without a gap, whatever their length."""

from datetime import date, timedelta

import pytest

from reiseregel.statistics.measures import load_measures
from reiseregel.statistics.periods import PERIOD_KINDS, Grid, PeriodKind

ANCHOR = load_measures().anchor


@pytest.mark.parametrize("kind", PERIOD_KINDS)
def test_each_day_is_in_one_period_and_none_is_left_out(kind: PeriodKind) -> None:
    grid = Grid(kind, ANCHOR)
    day = date(2022, 11, 1)
    last = None
    while day < date(2025, 3, 1):
        period = grid.of(day)
        assert period.first <= day <= period.last
        assert grid.of(period.last) == period == grid.of(period.first)
        if last is not None and period != last:
            assert period.first == last.last + timedelta(1)
            assert grid.before(period) == last
        last = period
        day += timedelta(1)


def test_three_weeks_follow_the_weeks_of_2023() -> None:
    grid = Grid("treuker", ANCHOR)
    weeks = [grid.of(date.fromisocalendar(2023, week, 3)) for week in range(1, 10)]
    assert [weeks.index(period) for period in weeks] == [0, 0, 0, 3, 3, 3, 6, 6, 6]
    assert all(period.first.isoweekday() == 1 and (period.last - period.first).days == 20 for period in weeks)


def test_months_and_quarters_follow_the_calendar() -> None:
    assert Grid("maaned", ANCHOR).of(date(2024, 2, 10)).name == "2024-02-01–2024-02-29"
    assert Grid("maaned", ANCHOR).of(date(2024, 12, 31)).name == "2024-12-01–2024-12-31"
    assert Grid("kvartal", ANCHOR).of(date(2024, 12, 31)).name == "2024-10-01–2024-12-31"
    assert Grid("kvartal", ANCHOR).of(date(2024, 5, 1)).name == "2024-04-01–2024-06-30"
