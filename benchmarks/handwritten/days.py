"""Dates as ISO text, which sorts as the days do: no date is read unless its distance in days is asked for."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def months_after(day: str, months: int) -> str:
    """The same day of the month so many months later, or the last day of that month."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return f"{year:04}-{month + 1:02}-{min(int(day[8:]), last):02}"


def birthday(born: str, years: int) -> str:
    """From when somebody is so many years old; 29 February in a common year sorts before 1 March, as it should."""
    return f"{int(born[:4]) + years:04}{born[4:]}"


def days_between(first: str, last: str) -> int:
    """Whole days from one date to another."""
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()
