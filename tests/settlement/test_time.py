"""Hours and amounts: the day of tariffs, the digits a time can have, the hour that comes twice, and half an øre."""

from __future__ import annotations

from datetime import datetime

import pytest

from reiseregel.settlement import check_message, load_settlement_book
from reiseregel.settlement.tariff import amount_oere, possible_times, tariff_day
from tests.settlement.messages import event, line, message, trip

BOOK = load_settlement_book()


def test_monday_at_two_is_sunday_night() -> None:
    monday = datetime(2026, 5, 11, 2, 0)  # noqa: DTZ001 - the clock on the wall
    assert tariff_day(BOOK.times, monday) == datetime(2026, 5, 10).toordinal()  # noqa: DTZ001
    assert possible_times(BOOK.times, monday, monday) == {"00", "34"}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-05-11T05:59:59", {"00", "34"}),  # the last second of Sunday's tariffs
        ("2026-05-11T06:00:00", {"00", "11"}),
        ("2026-05-11T12:00:00", {"00", "11", "12", "13", "14"}),  # no source says when the afternoon begins
        ("2026-05-16T06:00:00", {"00", "21"}),
        ("2026-05-17T06:00:00", {"00", "40", "31"}),  # 17 May on a Sunday: either code
        ("2026-05-14T06:00:00", {"00", "40"}),  # Ascension Day
        ("2026-05-15T05:00:00", {"00", "40"}),  # the night after it
        ("2026-12-24T06:00:00", {"00", "40", "11"}),  # no holiday by law; a contract may say so
        ("2026-04-04T06:00:00", {"00", "40", "21"}),  # Easter Saturday
    ],
)
def test_time_digits_follow_the_calendar(moment: str, expected: set[str]) -> None:
    at = datetime.fromisoformat(moment)
    assert possible_times(BOOK.times, at, at) == expected


def test_a_trip_over_the_shift_can_have_the_digits_of_both_days() -> None:
    first, last = datetime.fromisoformat("2026-05-11T05:30:00"), datetime.fromisoformat("2026-05-11T06:00:00")
    assert possible_times(BOOK.times, first, last) == {"00", "34", "11"}


def test_events_a_century_apart_are_no_guide_to_the_code() -> None:
    first, last = datetime.fromisoformat("1950-05-11T05:30:00"), datetime.fromisoformat("2050-05-11T06:00:00")
    assert possible_times(BOOK.times, first, last) == BOOK.times.all


@pytest.mark.parametrize(
    ("units", "price", "oere"),
    [(1, "0.005", 1), (1, "0.0049", 0), (3, "1/3", 100), (1, "1/3", 33), (2, "1/3", 67), (0, "9.5", 0)],
)
def test_half_an_oere_goes_up(units: int, price: str, oere: int) -> None:
    assert amount_oere(units, price) == oere


# --- the hour that comes twice ---


@pytest.mark.parametrize(
    ("day", "times", "late"),
    [
        ("2026-10-25", ["01:50", "02:50", "02:10"], []),  # summer time ends: the second may be half an hour later
        ("2026-10-25", ["02:50", "02:10", "02:05"], [2]),  # the hour comes twice, not three times
        ("2026-10-25", ["03:00", "02:59", "03:10"], [1]),
        ("2026-10-25", ["02:10", "01:59", "03:10"], [1]),
        ("2026-10-18", ["02:50", "02:10", "03:00"], [1]),
        ("2026-03-29", ["02:50", "02:10", "03:00"], [1]),
        ("2020-10-25", ["02:50", "02:10", "03:00"], []),
        ("2021-10-31", ["02:50", "02:10", "03:00"], []),
        ("2021-10-24", ["02:50", "02:10", "03:00"], [1]),
    ],
)
def test_an_event_is_too_early_only_where_the_clock_was_not_put_back(
    day: str, times: list[str], late: list[int]
) -> None:
    given = trip("1", [line("42000", 1, "409", 40900)], [])
    kinds = [("hentet", "r1"), ("levert", "r1"), ("ferdig", None)]
    given["hendelser"] = [event(kind, f"{day}T{at}:00", who) for (kind, who), at in zip(kinds, times, strict=True)]
    found = [item for item in check_message(message([given]), BOOK) if item.check == "hendelser_i_tid"]
    assert [item.pointer for item in found] == [f"/turer/0/hendelser/{index}/tid" for index in late]
