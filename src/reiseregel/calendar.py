"""Dates as the law counts them: whole years lived, months and weeks from a day, and the days when nobody works.

Dates travel as ordinals (ints).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache

FIRST_DAY = date(1900, 1, 1).toordinal()
LAST_DAY = date(2100, 12, 31).toordinal()
#: Days that are worked out stay within these: far outside every date of a case, well inside what a date can be.
_EARLIEST, _LATEST = date(1000, 1, 1).toordinal(), date(9000, 1, 1).toordinal()


def add_months(day: int, months: int) -> int:
    """The same day `months` calendar months later; the last day of the month where that day does not exist."""
    start = date.fromordinal(day)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


def first_reaching(months: int, day: int) -> int:
    """The first day that, with so many calendar months added, comes to `day` or later."""
    start = add_months(day, -months)
    while add_months(start, months) >= day:
        start -= 1
    while add_months(start, months) < day:
        start += 1
    return start


def is_shown_twice(moment: datetime) -> bool:
    """True when Norwegian clocks show it twice: from 02.00 to 03.00 on the last Sunday of October."""
    return (moment.month, moment.weekday(), moment.hour) == (10, 6, 2) and moment.day > 24


def add_days(day: int, days: int) -> int:
    """The day `days` days later. What no calendar has room for ends at its edge, far from every date of a case."""
    return min(max(day + days, _EARLIEST), _LATEST)


def whole_years(born: int, day: int) -> int:
    """Whole years from `born` to `day`: a person born 29 February turns a year older on 1 March of a common year."""
    start, end = date.fromordinal(born), date.fromordinal(day)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def first_birth_younger_than(years: int, day: int) -> int:
    """The first birth date whose owner has not lived `years` whole years on `day`."""
    born = add_months(day, -12 * years)
    while whole_years(born, day) >= years:
        born += 1
    while whole_years(born - 1, day) < years:
        born -= 1
    return born


def last_day_of(weeks: int, day: int) -> int:
    """The last day of a time limit of so many weeks from `day`.

    It ends on the weekday it began, or on the next working day when that is a Saturday, a Sunday or a public holiday
    (domstolloven §§ 148 and 149, forvaltningsloven § 30).
    """
    return next_working_day(day + 7 * weeks)


def next_working_day(day: int) -> int:
    """The day itself, or the first one after it that is a working day (`is_working_day`)."""
    while not is_working_day(day):
        day += 1
    return day


def previous_working_day(day: int) -> int:
    """The last working day before the day itself (`is_working_day`)."""
    day -= 1
    while not is_working_day(day):
        day -= 1
    return day


def is_working_day(day: int) -> bool:
    """True on Monday to Friday, public holidays apart, in any year.

    Only the days of the law on public holidays, and 1 and 17 May, are not worked on. Christmas Eve, New Year's Eve and
    the Wednesday before Easter are working days, though an office may close early or not open.
    """
    return (day + 6) % 7 < _SATURDAY and day not in _idle_days(date.fromordinal(day).year)


@lru_cache(maxsize=512)
def _idle_days(year: int) -> frozenset[int]:
    """The public holidays of a year."""
    fixed = (date(year, month, day).toordinal() for month, day in _FIXED_HOLIDAYS)
    return frozenset((*fixed, *(easter(year) + after for after in _FROM_EASTER)))


def is_public_holiday(day: int) -> bool:
    """True on Norwegian public holidays, and on 1 and 17 May, which the law treats alike. Plain Sundays are not."""
    return day in _idle_days(date.fromordinal(day).year)


def easter(year: int) -> int:
    """Easter Sunday of a year by the Gregorian calendar (the anonymous rule, as Meeus gives it)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, before = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, before + 1).toordinal()


_SATURDAY = 5
#: New Year's Day, 1 and 17 May, Christmas Day and the day after.
_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)})
#: Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday: days from Easter.
_FROM_EASTER = frozenset({-3, -2, 0, 1, 39, 49, 50})
