"""A day → the window it is in: the week from Monday, the month or the quarter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias, get_args

WindowKind: TypeAlias = Literal["uke", "maaned", "kvartal"]
WINDOWS: Final[tuple[WindowKind, ...]] = get_args(WindowKind)
_MONTHS: Final = {"maaned": 1, "kvartal": 3}


def window_of(day: date, kind: WindowKind) -> tuple[date, date]:
    """The first and the last day of the window that `day` is in."""
    if kind == "uke":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = _MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    begun = first.year * 12 + first.month - 1 + months
    return first, date(begun // 12, begun % 12 + 1, 1) - timedelta(days=1)


def day_rows(days: Iterable[str], kind: WindowKind) -> Iterator[tuple[str, int, str]]:
    """Each day as the table `dag` has it: the day, its number in the calendar, the first day of its window."""
    for day in days:
        found = date.fromisoformat(day)
        yield day, found.toordinal(), window_of(found, kind)[0].isoformat()


def window_rows(firsts: Iterable[str], kind: WindowKind) -> Iterator[tuple[str, str]]:
    """Each window as the table `vindu` has it: its first and its last day."""
    for first in firsts:
        yield first, window_of(date.fromisoformat(first), kind)[1].isoformat()
