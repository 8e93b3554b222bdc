"""The difference between two answers as data. Amounts are øre, values as the trace writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from reiseregel.decision import Bounds, Grounds, PostDecision
from reiseregel.decision.model import Outcome, Status
from reiseregel.engine.trace import TraceNode
from reiseregel.facts import Origin
from reiseregel.vocabulary import Hjemmel

PostSort = Literal["uendret", "endret", "ny", "borte"]


class _Absent:
    """Stands for the value of what one of the two has no place for."""

    def __repr__(self) -> str:
        return "ABSENT"


#: The entity whose dates tell when a claim is of.
JOURNEY: Final = "reise"
#: The value of a concept of an entity that the other case does not have.
ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two answers, as far as the whole goes. `facts` and `rules` are hashes; `first_day` is the day of the
    first journey, or of what was paid by mistake (an ordinal), None when it is not known.
    """

    source: Literal["sak", "vedtak"]
    kind: str
    status: Status
    outcomes: tuple[Outcome, ...]
    bounds: Bounds
    engine: str
    rules: str
    facts: str
    readings: dict[str, str]
    first_day: int | None = None

    @property
    def amount(self) -> int | None:
        """Paid, or demanded back, in øre; None while the answer is open."""
        return self.bounds.lowest if len(self.outcomes) == 1 and self.bounds.settled else None


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact in one of the cases: a value as the trace writes it, or for a list how many (None: not told)."""

    value: Any
    given: bool
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is not the same in both; None where that case does not have what it is about.

    `bears`: some difference in the answer hangs on it. `only_source`: the value is the same, another source or person
    stands behind it.
    """

    pointer: str
    place: str
    key: str
    owner: str
    unit: str
    before: FactState | None
    after: FactState | None
    listed: bool = False
    bears: bool = False

    @property
    def only_source(self) -> bool:
        """Same value, other source."""
        return (
            self.before is not None
            and self.after is not None
            and (self.before.value, self.before.given) == (self.after.value, self.after.given)
        )


@dataclass(frozen=True, slots=True)
class RateChange:
    """A rate that is another; each row as a node of the trace: `verdi`, `enhet`, `fra`, `status`, `hjemmel`."""

    name: str
    before: tuple[TraceNode, ...]
    after: tuple[TraceNode, ...]


@dataclass(frozen=True, slots=True)
class ReadingChange:
    """A reading of the law that is another."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """The definition of a concept in force: its first day (an ordinal) and the hjemmel of what decided."""

    since: int
    hjemmel: Hjemmel
    wording_read: bool


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A concept that is defined otherwise, so that the value would differ with the same facts. None: no rule."""

    node: str
    concept: str
    before: RuleInForce | None
    after: RuleInForce | None


@dataclass(frozen=True, slots=True)
class Step:
    """One concept on the way from what decided to what is different: its value on each side, the place in the law, what
    below it is different (`below`, by node), and the causes that stand directly under it.
    """

    node: str
    concept: str
    unit: str
    before: Any
    after: Any
    hjemmel_before: Hjemmel | None
    hjemmel_after: Hjemmel | None
    below: tuple[str, ...]
    facts: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    rule: RuleChange | None = None

    @property
    def causes(self) -> int:
        """How many causes stand directly under it."""
        return len(self.facts) + len(self.rates) + len(self.readings) + (self.rule is not None)


@dataclass(frozen=True, slots=True)
class Chain:
    """Why a post is different: `roots` are the concepts that fill its columns, from the deciding one; each concept
    below stands once in `steps`, after the first that leads to it. Facts are told by pointer, rates and readings by
    name.
    """

    roots: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class PostChange:
    """One post in both answers, or only in one of them; matched by place and kind."""

    before: PostDecision | None
    after: PostDecision | None
    sort: PostSort
    grounds_gone: tuple[Grounds, ...]
    grounds_new: tuple[Grounds, ...]
    chain: Chain = Chain()

    @property
    def post(self) -> PostDecision:
        """The later of the two, or the one there is."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def difference(self) -> int | None:
        """How much more is paid (or demanded back) after than before, in øre; None while one of the amounts is open."""
        before, after = (0 if post is None else _known(post.payable) for post in (self.before, self.after))
        return None if before is None or after is None else after - before


@dataclass(frozen=True, slots=True)
class Question:
    """An open fact that matters: its key, and the place of what it is about."""

    key: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two answers. `traced`: both are cases, so the chains and the facts are known."""

    before: Side
    after: Side
    posts: tuple[PostChange, ...]
    facts: tuple[FactChange, ...]
    rates: tuple[RateChange, ...]
    readings: tuple[ReadingChange, ...]
    rules: tuple[RuleChange, ...]
    questions_gone: tuple[Question, ...]
    questions_new: tuple[Question, ...]
    traced: bool

    @property
    def changed_posts(self) -> tuple[PostChange, ...]:
        """The posts that are not the same."""
        return tuple(post for post in self.posts if post.sort != "uendret")

    @property
    def same_answer(self) -> bool:
        """Outcome, amount and every post are the same."""
        return (
            not self.changed_posts
            and self.before.outcomes == self.after.outcomes
            and self.before.bounds == self.after.bounds
            and self.before.status == self.after.status
        )

    @property
    def same_rules(self) -> bool:
        """Both follow exactly the same rule files."""
        return self.before.rules == self.after.rules

    @property
    def same_facts(self) -> bool:
        """Both rest on exactly the same document, but for its language."""
        return self.before.facts == self.after.facts

    @property
    def empty(self) -> bool:
        """Nothing is different, neither in the answer nor behind it."""
        return self.same_answer and not (
            self.facts or self.rates or self.readings or self.rules or self.questions_gone or self.questions_new
        )

    @property
    def difference(self) -> int | None:
        """How much more is paid (or demanded back) after than before, in øre; None while one of the amounts is open."""
        before, after = _known(self.before.bounds), _known(self.after.bounds)
        return None if before is None or after is None else after - before

    def to_json(self) -> dict[str, Any]:
        """As `schemas/v1/endringer.schema.json` has it."""
        from reiseregel.changes.to_json import changes_to_json

        return changes_to_json(self)


def _known(bounds: Bounds) -> int | None:
    return bounds.lowest if bounds.settled else None
