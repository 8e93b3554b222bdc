"""The decision to be changed, and how well any other compares with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from reiseregel.case import CheckedDocument, check_document
from reiseregel.case.consistency import contradictions
from reiseregel.decision.core import solve_with
from reiseregel.engine import (
    GRANTED,
    REFUSED,
    Evaluator,
    Leaf,
    PostResult,
    Whole,
    per_post,
    whole,
)
from reiseregel.errors import InvalidDocument
from reiseregel.facts import FactTree, build_facts
from reiseregel.rulebook import RuleBook
from reiseregel.sets import YES
from reiseregel.vocabulary import EntityDef

#: How well the claimant stands: øre paid (of a demand: øre demanded, below zero), then the outcome from 0 to 2.
Standing: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """The standings an answer can come to lie between these two, each part of them by itself."""

    lowest: Standing
    highest: Standing


@dataclass(frozen=True, slots=True)
class Solved:
    """One document decided: its span, and each post by number with outcomes (a mask) and interval of payable."""

    span: Span
    posts: tuple[tuple[int, int, tuple[int, int]], ...]

    @property
    def outcomes(self) -> tuple[tuple[int, int], ...]:
        """The outcomes of each post, without the amounts."""
        return tuple((number, outcomes) for number, outcomes, _ in self.posts)


class Goal(Protocol):
    """What a change is to reach. A span is that of one document, or of a cell of many."""

    @property
    def for_all(self) -> bool:
        """True when the goal must be reached whatever is unknown."""

    def may(self, span: Span) -> bool:
        """False when no document in the cell reaches the goal."""

    def sure(self, span: Span) -> bool:
        """True when every answer in the cell reaches it."""

    def reached(self, span: Span) -> bool:
        """Of one document: whether it reaches the goal."""

    def hope(self, span: Span) -> Standing:
        """The smaller, the nearer a cell is to missing the goal."""


@dataclass(frozen=True, slots=True)
class Better:
    """The lowest the claimant can be sure of is more than it is now."""

    now: Span
    for_all: bool = True

    def may(self, span: Span) -> bool:
        return span.highest > self.now.lowest

    def sure(self, span: Span) -> bool:
        return span.lowest > self.now.lowest

    reached = sure

    def hope(self, span: Span) -> Standing:
        return span.highest


@dataclass(frozen=True, slots=True)
class Hope:
    """What is surely refused altogether no longer is."""

    for_all: bool = False

    def may(self, span: Span) -> bool:
        return span.highest[1] > 0

    reached = may

    def sure(self, span: Span) -> bool:
        return span.lowest[1] > 0

    def hope(self, span: Span) -> Standing:
        return span.lowest


@dataclass(frozen=True, slots=True)
class Worse:
    """The outcome is surely worse than any it can be now."""

    now: Span
    for_all: bool = True

    def may(self, span: Span) -> bool:
        return span.lowest[1] < self.now.lowest[1]

    def sure(self, span: Span) -> bool:
        return span.highest[1] < self.now.lowest[1]

    reached = sure

    def hope(self, span: Span) -> Standing:
        return 0, -span.lowest[1]


def better_than(now: Span) -> Goal:
    """The goal of a better answer: any hope for what is surely refused, else more than one can be sure of now."""
    return Better(now) if now.highest[1] else Hope()


class Ground:
    """The document as it is, the rules and the readings. `spent` counts the evaluations made."""

    def __init__(self, document: CheckedDocument, book: RuleBook, readings: Mapping[str, str]) -> None:
        self.document, self.book, self.readings = document, book, readings
        root = book.vocabulary.root(document.kind)
        assert root is not None
        self.root: EntityDef = root
        self.spent = 0
        self._refused = (*book.impossible, *book.contradictions)
        #: Of a demand, less is better.
        self.demand = any(post.kind == "tilbakekreving" for post in book.posts if self._is_asked(post.entity))
        now = self.solved(document.data)
        assert now is not None, "the document has been decided"
        self.now: Solved = now

    def _is_asked(self, entity: str) -> bool:
        return self.book.vocabulary.ancestors(entity)[-1] == self.root.name

    def tree(self, data: Mapping[str, Any]) -> FactTree:
        """The facts of some data, which need not be a whole document."""
        return build_facts(self.document.kind, data, self.book.vocabulary, {})

    def evaluator(self, data: Mapping[str, Any]) -> Evaluator:
        """An evaluator of some data that has not been used."""
        return Evaluator(self.book, self.tree(data), self.readings)

    def solved(self, data: dict[str, Any]) -> Solved | None:
        """The answer to a whole document; None when it is not one that can be true."""
        self.spent += 1
        try:
            checked = check_document(data, self.book.vocabulary)
        except InvalidDocument:
            return None
        evaluator = self.evaluator(checked.data)
        if self.refuses(evaluator):
            return None
        core = solve_with(evaluator)
        found = per_post(core.node)
        posts = tuple((number, found[number].outcomes, found[number].payable) for number in sorted(found))
        return Solved(self._span(core.whole), posts)

    def solved_of(self, results: Mapping[int, PostResult]) -> Solved:
        """The answer whose posts are settled."""
        posts = tuple((number, found.outcomes, found.payable) for number, found in sorted(results.items()))
        return Solved(self.span_of(results), posts)

    def possible(self, data: dict[str, Any]) -> bool:
        """True when the parts of a document of the right shape agree."""
        return not contradictions(data, self.root, self.book.vocabulary)

    def refuses(self, evaluator: Evaluator) -> bool:
        """True when some of the facts cannot be true together."""
        return any(
            evaluator.evaluate(item.condition, instance)[0] == YES
            for item in self._refused
            for instance in evaluator.facts.of_entity(item.entity)
        )

    def span_of(self, results: Mapping[int, PostResult]) -> Span:
        """Where the answers lie that the posts can add up to."""
        return self._span(whole(Leaf(dict(results), exhausted=True)))

    def _span(self, found: Whole) -> Span:
        ranks = [{REFUSED: 0, GRANTED: 2}.get(mix, 1) for mix in found.mixes]
        low, high = found.amount
        if self.demand:
            ranks = [2 - rank for rank in ranks]
            low, high = -high, -low
        return Span((low, min(ranks)), (high, max(ranks)))
