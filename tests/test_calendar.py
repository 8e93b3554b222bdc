"""Months, years, weeks and holidays as the law counts them, against tables, trying every day, and another program."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from reiseregel.calendar import (
    add_months,
    first_birth_younger_than,
    is_public_holiday,
    last_day_of,
    next_working_day,
    whole_years,
)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-05-04", 0, "2026-05-04"),
        ("2026-05-04", 6, "2026-11-04"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-31", -2, "2025-11-30"),
        ("2026-01-15", -12, "2025-01-15"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: str, months: int, end: str) -> None:
    assert date.fromordinal(add_months(day(start), months)).isoformat() == end


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2010-05-04", "2026-05-03", 15),
        ("2010-05-04", "2026-05-04", 16),
        ("2010-05-04", "2026-05-05", 16),
        ("2008-02-29", "2024-02-28", 15),
        ("2008-02-29", "2024-02-29", 16),
        ("2008-02-29", "2025-02-28", 16),
        ("2008-02-29", "2025-03-01", 17),
        ("2010-12-31", "2026-01-01", 15),
        ("2026-05-04", "2026-05-04", 0),
        ("2026-05-05", "2026-05-04", -1),
    ],
)
def test_a_person_turns_a_year_older_on_the_birthday(born: str, on: str, years: int) -> None:
    assert whole_years(day(born), day(on)) == years


@pytest.mark.parametrize("years", [0, 1, 4, 16, 18, 67])
def test_the_first_birth_of_a_younger_person_is_the_first_of_all_days(years: int) -> None:
    for month in ("2024-02-27", "2025-02-27", "2026-12-30", "2028-02-27"):
        for on in range(day(month), day(month) + 5):
            first = first_birth_younger_than(years, on)
            around = range(add_months(on, -12 * years) - 5, add_months(on, -12 * years) + 6)
            assert first == next(born for born in around if whole_years(born, on) < years)


def test_public_holidays_are_those_the_holidays_package_knows() -> None:
    known = holidays.country_holidays("NO", years=range(2016, 2031))
    ours = {
        date.fromordinal(ordinal)
        for ordinal in range(day("2016-01-01"), day("2031-01-01"))
        if is_public_holiday(ordinal)
    }
    assert ours == set(known)
    assert len(ours) >= 15 * 11


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2026-06-01", "2026-06-29"),  # Monday to Monday
        ("2026-04-17", "2026-05-15"),  # Friday to Friday
        ("2026-04-19", "2026-05-18"),  # to Sunday 17 May, moved to Monday
        ("2021-04-19", "2021-05-18"),  # to Monday 17 May, moved to Tuesday
        ("2026-03-05", "2026-04-07"),  # to Maundy Thursday, moved past Easter Monday
        ("2026-04-16", "2026-05-15"),  # to Ascension Day, moved to Friday
        ("2026-04-25", "2026-05-26"),  # to the Saturday before Whitsun, moved past Whit Monday
        ("2026-11-27", "2026-12-28"),  # to Christmas Day, a Friday, moved past the weekend
        ("2026-12-04", "2027-01-04"),  # to New Year's Day, a Friday, moved past the weekend
        ("2026-11-26", "2026-12-24"),  # Christmas Eve is a working day
    ],
)
def test_four_weeks_end_on_a_working_day(received: str, last: str) -> None:
    assert date.fromordinal(last_day_of(4, day(received))).isoformat() == last


def test_a_working_day_is_its_own_next() -> None:
    for ordinal in range(day("2016-01-01"), day("2031-01-01")):
        found = next_working_day(ordinal)
        idle = range(ordinal, found)
        assert date.fromordinal(found).weekday() < 5
        assert all(date.fromordinal(other).weekday() >= 5 or is_public_holiday(other) for other in idle)
