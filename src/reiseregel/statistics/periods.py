"""The period a day falls in: three weeks counted from a Monday, a week, a month or a quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

PeriodKind = Literal["treuker", "uke", "maaned", "kvartal"]
PERIOD_KINDS: Final[tuple[PeriodKind, ...]] = ("treuker", "uke", "maaned", "kvartal")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first day to the last, both of them in it."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """`2026-11-02–2026-11-22`."""
        return f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Grid:
    """Periods without gaps. `anchor` is a Monday that a period of three weeks begins on; the others need none."""

    kind: PeriodKind
    anchor: date

    def of(self, day: date) -> Period:
        """The period the day is in."""
        if self.kind in ("treuker", "uke"):
            length = 21 if self.kind == "treuker" else 7
            first = self.anchor + timedelta((day - self.anchor).days // length * length)
            return Period(first, first + timedelta(length - 1))
        months = 1 if self.kind == "maaned" else 3
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
        after = first.month + months
        following = date(first.year + after // 13, (after - 1) % 12 + 1, 1)
        return Period(first, following - timedelta(1))

    def before(self, period: Period) -> Period:
        """The one right before it."""
        return self.of(period.first - timedelta(1))
