"""What a letter must tell about complaints, as data: by kind of decision and by the day of the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from reiseregel.errors import Text


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in one of the laws a letter refers to. `ledd` and `punktum` count from 1; 0 is the whole."""

    law: Text
    law_link: str
    paragraf: str
    ledd: int = 0
    punktum: int = 0

    @property
    def link(self) -> str:
        """The paragraph at Lovdata."""
        return f"{self.law_link}/§{self.paragraf}"


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence the letter has, and where in the law that stands."""

    text: Text
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """Who decides a complaint, or gets it, from a day on (an ordinal)."""

    since: int
    name: Text


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """The rules for letters about one kind of decision from a day on. `called` is what the letter calls the decision.

    `always` is told in every letter with a decision, `on_demand` only where money is demanded back, `before` in a
    letter that asks for what is missing.
    """

    kind: str
    since: int
    called: Text
    right: tuple[Citation, ...]
    weeks: int
    deadline: tuple[Citation, ...]
    moved: tuple[Citation, ...]
    always: tuple[Told, ...]
    on_demand: tuple[Told, ...] = ()
    before: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplaintRules:
    """Everything letters say of complaints. Rows of one kind rise in time."""

    bodies: tuple[Body, ...]
    recipients: tuple[Body, ...]
    rows: tuple[ComplaintRow, ...]

    def row(self, kind: str, day: int) -> ComplaintRow:
        """The rules for a decision of one kind in a letter of a day."""
        return _on([row for row in self.rows if row.kind == kind], day)

    def body(self, day: int) -> Text:
        """Who decides a complaint."""
        return _on(self.bodies, day).name

    def recipient(self, day: int) -> Text:
        """Who it is sent to: the one who decided the case."""
        return _on(self.recipients, day).name


class _Dated(Protocol):
    @property
    def since(self) -> int: ...


_Row = TypeVar("_Row", bound=_Dated)


def _on(rows: Sequence[_Row], day: int) -> _Row:
    """The row in force on a day; the first one before any."""
    return next((row for row in reversed(rows) if row.since <= day), rows[0])
