"""Dates as the law counts them: whole years lived, and calendar months from a day. Dates travel as ordinals (ints)."""

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
