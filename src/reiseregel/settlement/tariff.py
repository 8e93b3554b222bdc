"""The five digits of a tariff code, and which time digits a stretch of time can have.

A day of tariffs begins at the shift: Monday 02:00 is Sunday night. Where the standard does not say when a part of the
day begins, every part that may have begun is possible, so that only what is wrong under every contract is called wrong.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

from reiseregel.calendar import easter, is_public_holiday
from reiseregel.settlement.book import MINUTES_A_DAY, SettlementBook, TimeCodes

_SATURDAY, _SUNDAY = 5, 6
#: No trip lasts so long; the day is then no guide to the code, and walking the calendar is time lost.
_LONGEST = timedelta(days=14)


def amount_oere(units: int, unit_price: str) -> int:
    """Units × unit price (kroner a unit, as a decimal or a fraction) in whole øre, half an øre up."""
    exact = units * Fraction(unit_price) * 100
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def vehicles_of(book: SettlementBook, tariff: str) -> tuple[str, ...]:
    """The third digits that a tariff (two digits, known) may have: 0 for all, a vehicle for those driven."""
    return tuple(book.vehicles) if book.tariffs[tariff].vehicles else ("0",)


def possible_times(times: TimeCodes, first: datetime, last: datetime) -> frozenset[str]:
    """The time digits that some minute from `first` to `last` can have by the clock on the wall, `none` among them."""
    if last - first > _LONGEST:
        return times.all
    found = {times.none}
    day = tariff_day(times, first)
    while day <= tariff_day(times, last):
        shift = times.shift_on(day)
        start = datetime.combine(date.fromordinal(day), datetime.min.time()) + timedelta(minutes=shift)
        low = max(int((first - start).total_seconds()) // 60, 0)
        high = min(int((last - start).total_seconds()) // 60, MINUTES_A_DAY - 1)
        found.update(_codes_of_day(times, day, _parts_between(times, shift, low, high)))
        day += 1
    return frozenset(found)


def tariff_day(times: TimeCodes, moment: datetime) -> int:
    """The day (ordinal) whose tariffs a moment has: the day before, until the shift."""
    day = moment.toordinal()
    return day - (moment.hour * 60 + moment.minute < times.shift_on(day))


def _codes_of_day(times: TimeCodes, day: int, parts: set[str]) -> set[str]:
    moment = date.fromordinal(day)
    weekday = moment.weekday()
    prefix = {_SATURDAY: times.saturday, _SUNDAY: times.sunday}.get(weekday, times.weekday)
    ordinary = {prefix + part for part in parts}
    if is_public_holiday(day):  # on a Sunday the standard does not say which of the two goes first
        return {times.holiday} | (ordinary if weekday == _SUNDAY else set())
    maybe = moment.strftime("%m-%d") in times.maybe_dates or day - easter(moment.year) in times.maybe_from_easter
    return ordinary | ({times.holiday} if maybe else set())


def _parts_between(times: TimeCodes, shift: int, low: int, high: int) -> set[str]:
    """The parts of the day that some minute from `low` to `high` after the shift can be in."""
    parts = times.parts_from(shift)
    found = set()
    earliest = -1
    for index, part in enumerate(parts):
        # A part begins at least a minute after the one ahead of it can, and ends when one behind it has begun for sure.
        earliest = max(part.earliest or 0, earliest + 1)
        ends = min((item.latest for item in parts[index + 1 :] if item.latest is not None), default=MINUTES_A_DAY)
        if low < ends and earliest <= high:
            found.add(part.code)
    return found
