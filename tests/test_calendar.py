"""Months, years, weeks and holidays as the law counts them, against tables, trying every day, and another program."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from reiseregel.calendar import (
    FIRST_DAY,
    LAST_DAY,
    add_days,
    add_months,
    first_birth_younger_than,
    first_reaching,
    is_public_holiday,
    is_working_day,
    last_day_of,
    next_working_day,
    previous_working_day,
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


def test_working_days_are_those_the_holidays_package_knows() -> None:
    known = holidays.country_holidays("NO", years=range(2015, 2032))
    days = range(day("2016-01-01"), day("2031-01-01"))
    assert all(is_working_day(one) == known.is_working_day(date.fromordinal(one)) for one in days)
    for one in days:
        before, after = previous_working_day(one), next_working_day(one)
        assert (before, after) == (
            known.get_nth_working_day(date.fromordinal(one), -1).toordinal(),
            known.get_nth_working_day(date.fromordinal(one - 1), 1).toordinal(),
        )


@pytest.mark.parametrize(
    ("text", "before", "itself_or_next"),
    [
        ("2026-05-05", "2026-05-04", "2026-05-05"),  # a plain Tuesday
        ("2026-05-11", "2026-05-08", "2026-05-11"),  # a Monday
        ("2026-05-16", "2026-05-15", "2026-05-18"),  # a Saturday, and 17 May is the Sunday after
        ("2026-05-18", "2026-05-15", "2026-05-18"),  # the Monday after: a holiday on a Sunday is not moved
        ("2021-05-17", "2021-05-14", "2021-05-18"),  # 17 May on a Monday
        ("2026-05-01", "2026-04-30", "2026-05-04"),  # 1 May on a Friday
        ("2026-04-02", "2026-04-01", "2026-04-07"),  # Maundy Thursday; the Wednesday before is worked
        ("2026-04-07", "2026-04-01", "2026-04-07"),  # the Tuesday after Easter
        ("2026-05-15", "2026-05-13", "2026-05-15"),  # the Friday after Ascension Day is worked
        ("2026-12-24", "2026-12-23", "2026-12-24"),  # Christmas Eve is worked, on a weekday
        ("2022-12-24", "2022-12-23", "2022-12-27"),  # and is a Saturday in 2022
        ("2026-12-28", "2026-12-24", "2026-12-28"),  # after Christmas and the weekend
        ("2026-12-31", "2026-12-30", "2026-12-31"),  # New Year's Eve is worked
        ("2027-01-01", "2026-12-31", "2027-01-04"),
        ("1900-01-01", "1899-12-29", "1900-01-02"),
        ("2100-12-31", "2100-12-30", "2100-12-31"),
    ],
)
def test_the_working_day_before_and_from_a_day(text: str, before: str, itself_or_next: str) -> None:
    found = previous_working_day(day(text)), next_working_day(day(text))
    assert [date.fromordinal(one).isoformat() for one in found] == [before, itself_or_next]


def test_working_days_can_be_found_in_every_year_of_the_calendar_and_rise_with_the_day() -> None:
    days = range(FIRST_DAY - 400, LAST_DAY + 400)
    for function in (previous_working_day, next_working_day):
        found = [function(one) for one in days]
        assert found == sorted(found)
    assert all(previous_working_day(one) < one <= next_working_day(one) for one in days)


def test_days_later_stay_within_what_a_date_can_be() -> None:
    assert add_days(day("2026-02-27"), 2) == day("2026-03-01")
    assert add_days(day("2026-03-01"), -1) == day("2026-02-28")
    for far in (10**24, -(10**24)):
        edge = date.fromordinal(add_days(day("2026-01-01"), far))
        assert edge.year in (1000, 9000)
        assert is_working_day(next_working_day(edge.toordinal()))


@pytest.mark.parametrize("months", [0, 1, 6, 12, 25])
def test_the_first_day_that_months_later_comes_to_a_day(months: int) -> None:
    for text in ("2024-02-29", "2025-02-28", "2025-03-01", "2026-08-31", "2026-12-31"):
        for reached in range(day(text) - 3, day(text) + 4):
            first = first_reaching(months, reached)
            assert add_months(first, months) >= reached > add_months(first - 1, months)
