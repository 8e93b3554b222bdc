"""The posts of a chunk: what each can come to, as columns over the rows of its entity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.contexts import Context
from reiseregel.columns.evaluate import Run
from reiseregel.columns.values import EITHER, NO, YES, Array, Bound, Mask, Numbers, known, one_of_two
from reiseregel.engine import GRANTED, REDUCED, REFUSED
from reiseregel.rulebook import Post

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

#: Outcomes by whether there is a right and whether something reduces it: 3 × the first + the second.
_OUTCOMES = np.zeros(9, np.uint8)
for _reduced, _granted in ((NO, GRANTED), (EITHER, GRANTED | REDUCED), (YES, REDUCED)):
    _OUTCOMES[3 * NO + _reduced] = REFUSED
    _OUTCOMES[3 * EITHER + _reduced] = REFUSED | _granted
    _OUTCOMES[3 * YES + _reduced] = _granted
_SINGLE = np.array([mask & (mask - 1) == 0 for mask in range(8)])


@dataclass(slots=True)
class PostColumns:
    """One post over the table of its entity. `rows` are those where it is asked for, None where all are."""

    post: Post
    context: Context
    rows: Ints | None
    right: Mask
    reduced: Mask
    payable: Numbers

    @property
    def size(self) -> int:
        """How many such posts there are."""
        return self.context.rows if self.rows is None else int(self.rows.size)

    def outcomes(self) -> Array:
        """The outcomes that are possible, as masks, in each of `rows`."""
        state: Any = self.right * 3 + self.reduced if isinstance(self.right, int) else self.right * np.uint8(3)
        if not isinstance(self.right, int):
            state = state + (np.uint8(self.reduced) if isinstance(self.reduced, int) else self.reduced)
        return _OUTCOMES.take(self.spread(state, np.uint8))

    def spread(self, column: Bound, kind: Any = np.int64) -> Array:
        """A column in each of `rows`."""
        if isinstance(column, int):
            return np.full(self.size, column, kind)
        return column if self.rows is None else column.take(self.rows)

    def outcomes_differ(self, other: PostColumns) -> bool:
        """True when the outcomes of the same posts are not the same in every row."""
        return not (self.right is other.right and self.reduced is other.reduced) and bool(
            (self.outcomes() != other.outcomes()).any()
        )

    def unsettled(self) -> Flags:
        """In which of `rows` outcome or payable is open."""
        open_outcome: Flags = ~_SINGLE.take(self.outcomes())
        return open_outcome if known(self.payable) else open_outcome | ~self.single(self.payable)

    def single(self, numbers: Numbers) -> Flags:
        """In which of `rows` numbers are known."""
        if known(numbers):
            return np.ones(self.size, np.bool_)
        return np.equal(self.spread(numbers[0]), self.spread(numbers[1]))


def posts_of(run: Run) -> list[PostColumns]:
    """Every post that some row asks for, in the order of the posts."""
    found = []
    for post in run.plan.posts:
        context = run.contexts.by_entity[post.entity]
        exists: Mask = YES if post.exists is None else run.of(run.plan.exists[post.id], context)
        if not context.rows or (isinstance(exists, int) and exists == NO):
            continue
        rows = None if isinstance(exists, int) else np.flatnonzero(exists != NO)
        if rows is not None and not rows.size:
            continue
        found.append(post_columns(run, post, context, rows))
    return found


def post_columns(run: Run, post: Post, context: Context, rows: Ints | None) -> PostColumns:
    """What a post can come to in the run."""
    reduced: Mask = NO
    for name in post.reduced:
        reduced = one_of_two(reduced, run.concept(context, name))
    right, payable = run.concept(context, post.right), amount(run, context, post.payable)
    return PostColumns(post, context, rows, right, reduced, payable)


def amount(run: Run, context: Context, name: str) -> Numbers:
    """A column of money; nothing where the post has none."""
    if not name:
        return 0, 0
    found: Numbers = run.concept(context, name)
    return found
