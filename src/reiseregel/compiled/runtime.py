"""What generated code calls: dates as ordinals, rates by date, and the ways a run is handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, Final, NoReturn

from reiseregel import calendar
from reiseregel.engine.evaluate import MOST_DAYS, MOST_MONTHS
from reiseregel.quantities import UNBOUNDED
from reiseregel.rulebook import RuleBook

_KEPT = 1 << 16


class HandOver(Exception):
    """The reference must decide: outside the time of the rules, or something this code does not tell exactly."""


class NotKnown(Exception):
    """Something is looked at that is not known; set mode takes over."""


class Placed:
    """An instance: `at` is the place of its parent, the list (or what it is there), and its number in it."""

    __slots__ = ()
    at: tuple[Any, str, object] | None

    @property
    def path(self) -> str:
        """JSON pointer; that of a nameless member ends in `/-`."""
        parts, at = [], self.at
        while at is not None:
            above, listed, number = at
            parts.append(f"{listed}{number}")
            at = above
        return "".join(reversed(parts))

    @property
    def nameless(self) -> bool:
        """It stands for the members of an unknown list."""
        return self.at is not None and self.at[2] == "-"


class Root:
    """Stands for the instance of a document that is worked out in one call."""

    __slots__ = ()
    path: Final = ""


class _Unknown:
    """Stands for a concept without rules where everything is known: whatever is done with it raises."""

    def _raise(self, *_: object) -> NoReturn:
        raise NotKnown

    __bool__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __floordiv__ = __rfloordiv__ = _raise
    __lt__ = __le__ = __gt__ = __ge__ = __neg__ = _raise
    __eq__ = __ne__ = __hash__ = _raise


class Ordinals(dict[str | None, int | None]):
    """ISO date to ordinal, each worked out once; nothing given stays nothing."""

    def __missing__(self, iso: str | None) -> int | None:
        if len(self) > _KEPT:
            self.clear()
        if iso == "":
            raise HandOver
        day = None if iso is None else date.fromisoformat(iso).toordinal()
        self[iso] = day
        return day


def hand_over() -> NoReturn:
    """Give the case to the reference."""
    raise HandOver


def unknown() -> NoReturn:
    """Go on in set mode."""
    raise NotKnown


_UNKNOWN = _Unknown()


def product(a: int, b: int, c: int, d: int) -> tuple[int, int]:
    """The ends of a product of two intervals."""
    corners = (a * c, a * d, b * c, b * d)
    return min(corners), max(corners)


@lru_cache(_KEPT)
def add_months(day: int, months: int) -> int:
    """As in the calendar, with no more months than a day can bear."""
    return calendar.add_months(day, min(months, MOST_MONTHS))


class Rates:
    """The rates of a rule book, for code whose date is not that of its own period."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book

    def on(self, name: str, day: int) -> int:
        """A rate on a date."""
        row = self.book.rates[name].on(day)
        if row is None or row.status == "foreloepig":
            raise HandOver
        return row.value

    def day_sum(self, name: str, start: int, count: int) -> int:
        """The rate of each of so many days, added up."""
        return self.day_sums(name, start, start, count, count)[0]

    def day_sums(self, name: str, first: int, last: int, fewest: int, most: int) -> tuple[int, int]:
        """The ends of a sum over days; no bound when the first day is open."""
        if first != last:
            return 0, UNBOUNDED
        return self._sum(name, first, fewest), self._sum(name, first, most)

    def _sum(self, name: str, start: int, count: int) -> int:
        if count > MOST_DAYS:
            return UNBOUNDED
        return sum(self.on(name, start + day) for day in range(count))


def globals_for(book: RuleBook) -> dict[str, object]:
    """The names that generated code may use."""
    rates = Rates(book)
    cached: Callable[[Callable[[int, int], int]], Callable[[int, int], int]] = lru_cache(_KEPT)
    return {
        "__builtins__": {
            "min": min,
            "max": max,
            "len": len,
            "next": next,
            "__build_class__": __build_class__,
        },
        "__name__": "reiseregel.compiled.generated",
        "_ORD": Ordinals(),
        "_NOTHING": {},
        "_NOBODY": ({},),
        "_Placed": Placed,
        "_ROOT": Root(),
        "_min": min,
        "_NO_BOUND": UNBOUNDED,
        "_ANY_NUMBER": (0, UNBOUNDED),
        "_ANY_DAY": (calendar.FIRST_DAY, calendar.LAST_DAY),
        "_UNKNOWN": _UNKNOWN,
        "_unknown": unknown,
        "_hand_over": hand_over,
        "_product": product,
        "_add_months": add_months,
        "_add_days": calendar.add_days,
        "_whole_years": cached(calendar.whole_years),
        "_working_day_before": lru_cache(_KEPT)(calendar.previous_working_day),
        "_working_day_from": lru_cache(_KEPT)(calendar.next_working_day),
        "_rate": lru_cache(_KEPT)(rates.on),
        "_day_sum": lru_cache(_KEPT)(rates.day_sum),
        "_day_sums": lru_cache(_KEPT)(rates.day_sums),
    }
