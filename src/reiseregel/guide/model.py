"""A question and what its answers would do, as data. Amounts are øre; numbers, dates and counts are whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reiseregel.calendar import LAST_DAY
from reiseregel.decision import Bounds
from reiseregel.decision.model import Outcome
from reiseregel.errors import Text
from reiseregel.facts import OpenFact
from reiseregel.vocabulary import EntityDef, FactDef, Hjemmel
from reiseregel.vocabulary.model import Owner

#: An answer as the document holds it; for a list, how many there are in it.
Value: TypeAlias = bool | int | str
Kind = Literal["boolsk", "kode", "tall", "dato", "liste"]


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing on the way to what is asked about: number `number` (from 1) of `of` in its list, and what is claimed
    there. A thing its parent has exactly one of has number 0.
    """

    entity: EntityDef
    number: int
    of: int
    content: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: a fact, or how many there are in a list.

    `content`: it says what is claimed, and must be answered before there is anything to decide. Otherwise it is an open
    fact that can change `changes` in `posts` (by place in the list), `certain` or perhaps.
    """

    pointer: str
    asked: FactDef | EntityDef
    spots: tuple[Spot, ...]
    content: bool = False
    changes: tuple[Literal["utfall", "beloep"], ...] = ()
    posts: tuple[int, ...] = ()
    certain: bool = True
    open_fact: OpenFact | None = field(default=None, compare=False, repr=False)

    @property
    def fact(self) -> FactDef | None:
        """The fact that is asked for; None when it is a list."""
        return self.asked if isinstance(self.asked, FactDef) else None

    @property
    def listed(self) -> EntityDef | None:
        """What is in the list that is asked for; None when it is a fact."""
        return self.asked if isinstance(self.asked, EntityDef) else None

    @property
    def key(self) -> str:
        """`entity.name`, as in rules and answers."""
        name = self.pointer.rpartition("/")[2]
        return f"{self.asked.entity if isinstance(self.asked, FactDef) else self.asked.parent}.{name}"

    @property
    def kind(self) -> Kind:
        """What sort of answer is wanted."""
        return self.asked.type.kind if isinstance(self.asked, FactDef) else "liste"

    @property
    def owner(self) -> Owner:
        """Who can settle it."""
        return self.asked.owner

    @property
    def optional(self) -> bool:
        """It may be passed over: whatever is open may, and what may be claimed but need not."""
        return not self.content or (isinstance(self.asked, EntityDef) and self.asked.least == 0)

    @property
    def text(self) -> Text:
        """The question, under the law of the day it is about."""
        return self.asked.question_on(self._day) or self.asked.label or Text(self.key, self.key, self.key)

    @property
    def hjemmel(self) -> Hjemmel | None:
        """Where the law gives the reason to ask; None for a list that only says what is claimed."""
        return self.asked.hjemmel_on(self._day)

    @property
    def _day(self) -> int:
        return self.open_fact.instance.law_day if self.open_fact else LAST_DAY


@dataclass(frozen=True, slots=True)
class Consequence:
    """What comes when the answer is one of `values` (yes/no and codes that no rule tells apart), or from `low` to
    `high` (a number, a date as an ordinal, or how many; `high` None: no bound).

    `left` is how many open facts could still change something then, whoever settles them. `by_post`: the answer is one
    of several leaves, or has no amount, so that it is settled when every post is.
    """

    values: tuple[Value, ...]
    low: int | None
    high: int | None
    outcomes: tuple[Outcome, ...]
    bounds: Bounds
    left: int
    by_post: bool = False

    @property
    def settled(self) -> bool:
        """Outcome and amount would be final."""
        return len(self.outcomes) == 1 and self.bounds.settled and not (self.by_post and self.left)
