"""The days on which the journeys of a portfolio are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: The day 0 of Arrow's and numpy's dates.
EPOCH = date(1970, 1, 1).toordinal()


#: From the text of 3 March 2025 to the end of the time whose rates are known for certain.
SINCE, UNTIL = date(2025, 3, 3), date(2026, 9, 30)


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day, both included.

    Raises:
        ValueError: the last day is before the first.

    """

    since: date = SINCE
    until: date = UNTIL

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError("the last day is before the first")

    @property
    def first(self) -> int:
        """The first day, in days after 1970-01-01."""
        return self.since.toordinal() - EPOCH

    @property
    def days(self) -> int:
        """How many days there are."""
        return self.until.toordinal() - self.since.toordinal() + 1
