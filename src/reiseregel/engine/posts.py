"""The posts of a case and their value sets in one cell."""

from __future__ import annotations

from dataclasses import dataclass

from reiseregel.engine.evaluate import Evaluator, Result
from reiseregel.facts import Instance
from reiseregel.rulebook import Post
from reiseregel.sets import NO, YES, is_single

REFUSED, REDUCED, GRANTED = 1, 2, 4

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PostInstance:
    """One post of one entity in the case."""

    number: int
    post: Post
    instance: Instance


@dataclass(frozen=True, slots=True)
class PostResult:
    """What a post can come to: outcomes as a mask, each column as an interval of øre (0 for a column it lacks).

    `support` holds the open facts that outcome or payable still hang on; a settled post hangs on none.
    """

    outcomes: int
    payable: Interval
    computed: Interval
    own_share: Interval
    frikort: Interval
    interest: Interval
    support: int

    @property
    def settled(self) -> bool:
        """Outcome and payable both known."""
        return is_single(self.outcomes) and self.payable[0] == self.payable[1]

    def joined(self, other: PostResult) -> PostResult:
        """The least result that holds both."""
        return PostResult(
            self.outcomes | other.outcomes,
            _hull(self.payable, other.payable),
            _hull(self.computed, other.computed),
            _hull(self.own_share, other.own_share),
            _hull(self.frikort, other.frikort),
            _hull(self.interest, other.interest),
            self.support | other.support,
        )


def _hull(first: Interval, second: Interval) -> Interval:
    return min(first[0], second[0]), max(first[1], second[1])


def posts_of(evaluator: Evaluator) -> tuple[PostInstance, ...]:
    """Every post asked for, by document order of what it is about, then the order of the posts.

    Whether a post exists hangs on content only, which is never open.
    """
    found: list[PostInstance] = []
    for instance in evaluator.facts.instances:
        for post in evaluator.book.posts:
            if post.entity != instance.entity:
                continue
            if post.exists is None or evaluator.evaluate(post.exists, instance)[0] != NO:
                found.append(PostInstance(len(found), post, instance))
    return tuple(found)


def post_result(evaluator: Evaluator, item: PostInstance) -> PostResult:
    """The value sets of a post's columns in the evaluator's cell."""
    post, instance = item.post, item.instance
    right, support = evaluator.concept(instance, post.right)
    outcomes = REFUSED if right != YES else 0
    if right != NO:
        outcomes, reduced_support = _granted(evaluator, item, outcomes)
        support |= reduced_support
    payable, payable_support = _amount(evaluator, item, post.payable)
    return PostResult(
        outcomes,
        payable,
        _amount(evaluator, item, post.computed)[0],
        _amount(evaluator, item, post.own_share)[0],
        _amount(evaluator, item, post.frikort)[0],
        _amount(evaluator, item, post.interest)[0],
        support | payable_support,
    )


def _granted(evaluator: Evaluator, item: PostInstance, outcomes: int) -> tuple[int, int]:
    """Granted whole, or reduced because some rule gave less than was asked."""
    whole, reduced, support = True, False, 0
    for name in item.post.reduced:
        values, hangs_on = evaluator.concept(item.instance, name)
        assert isinstance(values, int)
        whole = whole and bool(values & NO)
        reduced = reduced or bool(values & YES)
        support |= hangs_on
    return outcomes | (GRANTED if whole else 0) | (REDUCED if reduced else 0), support


def _amount(evaluator: Evaluator, item: PostInstance, name: str) -> tuple[Interval, int]:
    if not name:
        return (0, 0), 0
    values, support = evaluator.concept(item.instance, name)
    assert isinstance(values, tuple)
    return values, support


__all__ = ["GRANTED", "REDUCED", "REFUSED", "PostInstance", "PostResult", "Result", "post_result", "posts_of"]
