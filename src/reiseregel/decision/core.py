"""The solved case: evaluator, posts, splitting tree and what the posts add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reiseregel.decision.model import OUTCOMES, Bounds, Outcome
from reiseregel.engine import GRANTED, REFUSED, Evaluator, Node, PostInstance, Splitter, Whole, posts_of, whole
from reiseregel.facts import FactTree
from reiseregel.rulebook import RuleBook
from reiseregel.sets import shown_bound


@dataclass(frozen=True, slots=True)
class Core:
    """One case solved under one set of readings."""

    book: RuleBook
    evaluator: Evaluator
    splitter: Splitter
    posts: tuple[PostInstance, ...]
    node: Node
    whole: Whole
    reached: frozenset[str]


def solve(book: RuleBook, facts: FactTree, readings: Mapping[str, str]) -> Core:
    """The plain pass and the splitting of every post."""
    evaluator = Evaluator(book, facts, readings)
    posts = posts_of(evaluator)
    splitter = Splitter(evaluator, posts)
    node = splitter.solve()
    return Core(book, evaluator, splitter, posts, node, whole(node), frozenset(evaluator.reached))


def outcomes_of(core: Core) -> tuple[Outcome, ...]:
    """The outcomes the whole can have: refused when every post is, granted when every post is granted whole."""
    found = {_outcome(mix) for mix in core.whole.mixes}
    return tuple(outcome for outcome in OUTCOMES if outcome in found)


def _outcome(mix: int) -> Outcome:
    if mix == REFUSED:
        return "avslag"
    return "innvilget" if mix == GRANTED else "delvis_innvilget"


def bounds(interval: tuple[int, int]) -> Bounds:
    """An interval of øre as it may be shown: a bound that is only the limit of what can be handed in is none."""
    return Bounds(shown_bound(interval[0]), shown_bound(interval[1]))
