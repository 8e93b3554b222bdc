"""The decision as data. Amounts are øre; None where the amount is still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reiseregel.decision.later import Later
from reiseregel.decision.traced import Traced
from reiseregel.engine import Trace
from reiseregel.engine.trace import Nodes
from reiseregel.errors import Language, Text
from reiseregel.facts import OpenFact
from reiseregel.rulebook import Post, Reading
from reiseregel.rulebook.advice import Channel, Recipient
from reiseregel.rulebook.model import AnswerWords, PostKind, RateRow
from reiseregel.vocabulary import Covered, Hjemmel

Demanded = Literal["kreves_tilbake", "kreves_delvis_tilbake", "kreves_ikke_tilbake"]
#: Of money: granted, partly granted or refused, or how much of a demand stands. Else a code of `AnswerWords`.
Outcome: TypeAlias = str
Status: TypeAlias = str
PostOutcome: TypeAlias = str


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """What an answer of one kind is called: the whole when every post is granted, when some is reduced, when some are
    refused and some not (`mixed`), when all are refused; a post that is granted, reduced, refused.
    """

    whole: tuple[Outcome, Outcome, Outcome]
    post: tuple[PostOutcome, PostOutcome, PostOutcome]
    mixed: Outcome

    @property
    def best_first(self) -> tuple[Outcome, ...]:
        """The outcomes of the whole, each once."""
        granted, partly, refused = self.whole
        return tuple(dict.fromkeys((granted, partly, self.mixed, refused)))


_DEMANDED: tuple[Demanded, Demanded, Demanded] = ("kreves_tilbake", "kreves_delvis_tilbake", "kreves_ikke_tilbake")
#: Of money, by the kind of the posts; a document has posts of one kind (docs/decisions/0009).
OUTCOME_WORDS: dict[PostKind, OutcomeWords] = {
    "stoenad": OutcomeWords(
        ("innvilget", "delvis_innvilget", "avslag"), ("innvilget", "redusert", "avslag"), "delvis_innvilget"
    ),
    "tilbakekreving": OutcomeWords(_DEMANDED, _DEMANDED, _DEMANDED[1]),
}


def outcome_words(post: Post | None) -> OutcomeWords:
    """What the answers of a document with such posts are called: of support, when there is none."""
    if post is None or post.answer is None:
        return OUTCOME_WORDS[post.kind if post else "stoenad"]
    (granted, partly, refused), (yes, reduced, no) = (
        tuple(verdict.code for verdict in verdicts) for verdicts in (post.answer.whole, post.answer.post)
    )
    return OutcomeWords((granted, partly, refused), (yes, reduced, no), post.answer.mixed.code)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest and highest amount in øre; None where there is no bound."""

    lowest: int | None
    highest: int | None

    @property
    def settled(self) -> bool:
        """Both bounds known and equal."""
        return self.lowest is not None and self.lowest == self.highest


@dataclass(frozen=True, slots=True)
class Grounds:
    """One reason on a post: code and family, the concept that gave it, its hjemmel and its words."""

    code: str
    group: str
    concept: str
    node: str
    hjemmel: Hjemmel
    text: Text


@dataclass(frozen=True, slots=True)
class PostDecision:
    """One line of the answer. `place` is the JSON pointer of what it is about, `content` what was asked for there;
    `label` is what the post was called at the time. `without_effect` are the open facts that a condition or an amount
    of a settled post still hangs on: they are missing, and no answer to them changes the post.
    """

    post: Post
    label: Text | None
    place: str
    content: dict[str, str | int | bool]
    outcomes: tuple[PostOutcome, ...]
    computed: Bounds
    own_share: Bounds
    payable: Bounds
    frikort: Bounds
    interest: Bounds
    hjemmel: Hjemmel
    grounds: tuple[Grounds, ...]
    by_splitting: tuple[OpenFact, ...]
    without_effect: tuple[OpenFact, ...]

    @property
    def settled(self) -> bool:
        """Outcome and payable are final; with `by_splitting`, because no answer to those open facts changes them."""
        return len(self.outcomes) == 1 and self.payable.settled

    @property
    def refused(self) -> bool:
        """Surely refused: support that is not given, a demand that is not made, an answer that is no."""
        return self.outcomes == (outcome_words(self.post).post[2],)


@dataclass(frozen=True, slots=True)
class Clarification:
    """An open fact that matters: what it can change, in which posts (by place in the list), and whether surely."""

    fact: OpenFact | None
    changes: tuple[Literal["utfall", "beloep"], ...]
    posts: tuple[int, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A reading that bears the answer: with `alternative` chosen, these outcomes and bounds come instead.

    `places` are where the law had the text at the time of what the reading changes, the oldest first.
    """

    reading: Reading
    alternative: str
    outcomes: tuple[Outcome, ...]
    bounds: Bounds
    places: tuple[Hjemmel, ...]


@dataclass(frozen=True, slots=True)
class JourneyForecast:
    """What one journey adds to the charges of the year (`counted`), the sum before and after, and the part above the
    ceiling. `reaches` says whether the sum comes up to the ceiling here; None when that is open.
    """

    place: str
    day: str
    counted: Bounds
    before: Bounds
    after: Bounds
    above: Bounds
    reaches: bool | None


@dataclass(frozen=True, slots=True)
class FrikortForecast:
    """A forecast for one calendar year, never more: the register settles it. No ceiling known: no journeys.

    `approved` is the sum of the approved charges listed for the year, `counted` what the journeys add, `paid_back` what
    would come back because of them: also for approved charges that are later in the year and now lie above the ceiling.
    """

    year: int
    ceiling: RateRow | None
    hjemmel: Hjemmel
    approved: int
    journeys: tuple[JourneyForecast, ...]
    counted: Bounds
    paid_back: Bounds | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do now: `to` does it by `channel`. `place` is the JSON pointer of what it is about.

    `needs_person`: whoever the document is about should be met by a human.
    """

    code: str
    channel: Channel
    to: Recipient
    text: Text
    hjemmel: Hjemmel
    place: str
    needs_person: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What made the answer, by hash, so that it can be made again; and the time that the rules cover."""

    engine: str
    contract: str
    rules: str
    covered: Covered | None
    readings: dict[str, str]
    hashed_facts: Later[str]
    traced: Traced

    @property
    def facts(self) -> str:
        """The hash of the facts."""
        return self.hashed_facts.value

    @property
    def trace(self) -> str:
        """The hash of the trace."""
        return self.traced.sha256


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole answer to one document. `law_days` is the day whose law is read for each entity, by its place."""

    kind: str
    language: Language
    outcomes: tuple[Outcome, ...]
    bounds: Bounds
    status: Status
    posts: tuple[PostDecision, ...]
    clarifications: tuple[Clarification, ...]
    resting: Later[tuple[RestsOn, ...]]
    not_automatic: tuple[str, ...]
    exhausted: bool
    frikort: tuple[FrikortForecast, ...]
    law_days: dict[str, int]
    receipt: Receipt
    next_steps: tuple[NextStep, ...] = ()

    @property
    def rests_on(self) -> tuple[RestsOn, ...]:
        """The readings another choice of which would give another answer. Those of an open answer are found when they
        are first asked for: each takes as long as the answer did.
        """
        return self.resting.value

    @property
    def trace(self) -> Trace:
        """Every value with what it follows from; made when it is first asked for."""
        return self.receipt.traced.trace

    @property
    def nodes(self) -> Nodes | Trace:
        """A node of the trace by its id, without the whole trace being made for it."""
        return self.receipt.traced.nodes

    @property
    def needs_person(self) -> bool:
        """Whoever the document is about should be met by a human, whatever the channel is otherwise."""
        return any(step.needs_person for step in self.next_steps)

    @property
    def answer(self) -> AnswerWords | None:
        """The words of an answer without money; None for support and demands."""
        return self.posts[0].post.answer

    @property
    def settled(self) -> bool:
        """Outcome and amount are final; in an answer without money every post is."""
        whole = len(self.outcomes) == 1 and self.bounds.settled
        return whole and (self.answer is None or all(post.settled for post in self.posts))

    @property
    def automatic(self) -> bool:
        """May be decided without a person, under the operator's policy."""
        return not self.not_automatic

    @property
    def amount(self) -> int | None:
        """What is paid, in øre; None while the decision is open, and for an answer without money."""
        return self.bounds.lowest if self.settled and self.answer is None else None

    def to_json(self, language: Language | None = None) -> dict[str, object]:
        """The decision as `schemas/v1/vedtak.schema.json` has it, in the language asked for (default: its own)."""
        from reiseregel.decision.to_json import decision_to_json

        return decision_to_json(self, language or self.language)
