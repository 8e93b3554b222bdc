"""Dates as the law counts them: whole years lived, months and weeks from a day, and the days when nobody works.

Dates travel as ordinals (ints).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

FIRST_DAY = date(1900, 1, 1).toordinal()
LAST_DAY = date(2100, 12, 31).toordinal()


def add_months(day: int, months: int) -> int:
    """The same day `months` calendar months later; the last day of the month where that day does not exist."""
    start = date.fromordinal(day)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


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
    """The day itself, or the first one after it that is no Saturday, Sunday or public holiday."""
    while date.fromordinal(day).weekday() >= _SATURDAY or is_public_holiday(day):
        day += 1
    return day


def is_public_holiday(day: int) -> bool:
    """True on Norwegian public holidays, and on 1 and 17 May, which the law treats alike. Plain Sundays are not."""
    moment = date.fromordinal(day)
    return (moment.month, moment.day) in _FIXED_HOLIDAYS or day - easter(moment.year) in _FROM_EASTER


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
