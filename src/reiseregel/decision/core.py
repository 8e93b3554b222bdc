"""The solved case: evaluator, posts, splitting tree and what the posts add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reiseregel.decision.model import Bounds, Outcome, OutcomeWords, outcome_words
from reiseregel.engine import GRANTED, REFUSED, Choice, Evaluator, Node, PostInstance, Splitter, Whole, posts_of, whole
from reiseregel.facts import FactTree
from reiseregel.rulebook import RuleBook
from reiseregel.sets import shown_bound


@dataclass(frozen=True, slots=True)
class Core:
    """One case solved under one set of readings."""

    book: RuleBook
    evaluator: Evaluator
    posts: tuple[PostInstance, ...]
    node: Node
    whole: Whole
    #: Some post looked at a rate that is not confirmed.
    provisional: bool
    #: None when the plain pass settled every post.
    split_by: Splitter | None = None

    @property
    def splitter(self) -> Splitter:
        """What split the posts, or would have."""
        return self.split_by or Splitter(self.evaluator, self.posts)


def solve(book: RuleBook, facts: FactTree, readings: Mapping[str, str], watched: Iterable[Choice] = ()) -> Core:
    """The plain pass and the splitting of every post; `watched` are alternatives to look out for on the way."""
    return solve_with(Evaluator(book, facts, readings), watched)


def solve_with(evaluator: Evaluator, watched: Iterable[Choice] = ()) -> Core:
    """The same with an evaluator of one's own, which has not been used."""
    posts = posts_of(evaluator)
    splitter = Splitter(evaluator, posts, watched)
    node = splitter.solve()
    return Core(
        evaluator.book,
        evaluator,
        posts,
        node,
        whole(node),
        provisional=bool(evaluator.provisional),
        split_by=splitter,
    )


def afresh(evaluator: Evaluator, readings: Mapping[str, str]) -> Evaluator:
    """An evaluator of the same kind for the same case under other readings, which has not been used."""
    return type(evaluator)(evaluator.book, evaluator.facts, readings)


def words_of(core: Core) -> OutcomeWords:
    """What the outcomes of the case are called."""
    return outcome_words(core.posts[0].post if core.posts else None)


def outcomes_of(core: Core) -> tuple[Outcome, ...]:
    """The outcomes the whole can have: refused when every post is, granted when every post is granted whole."""
    words = words_of(core)
    granted, partly, refused = words.whole
    found = {
        {REFUSED: refused, GRANTED: granted}.get(mix, words.mixed if mix & REFUSED else partly)
        for mix in core.whole.mixes
    }
    return tuple(outcome for outcome in words.best_first if outcome in found)


def bounds(interval: tuple[int, int]) -> Bounds:
    """An interval of øre as it may be shown: a bound that is only the limit of what can be handed in is none."""
    return Bounds(shown_bound(interval[0]), shown_bound(interval[1]))
