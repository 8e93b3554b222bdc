"""Documents tried again with a rule forced to another value than it gave, one rule of one instance at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.chunk import repeated
from reiseregel.columns.contexts import Context, Contexts, Rows
from reiseregel.columns.evaluate import Run
from reiseregel.columns.plan import Node
from reiseregel.columns.posts import PostColumns, post_columns
from reiseregel.columns.values import EITHER, LIMIT, NO, NONE, YES, Value, differing, taken

Flags = NDArray[np.bool_]
#: More trials than this for one document, or of codes, are left to the reference.
_MOST = 120


@dataclass(frozen=True, slots=True)
class Turn:
    """A concept to be turned in some rows of a table; `documents` are those of the rows."""

    node: Node
    context: Context
    rows: Rows
    documents: Rows


@dataclass(frozen=True, slots=True)
class _Trials:
    """One trial each: the number of the turn, the row, its document, and which other value (0 or 1)."""

    turn: Rows
    row: Rows
    document: Rows
    #: None: everything the rule can give, and every turn of a document at once.
    value: Rows | None

    def once(self) -> _Trials:
        """Each row once."""
        assert self.value is not None
        return self.where(np.equal(self.value, 0))

    def where(self, flags: Flags) -> _Trials:
        value = None if self.value is None else self.value[flags]
        return _Trials(self.turn[flags], self.row[flags], self.document[flags], value)


def otherwise(run: Run, posts: list[PostColumns], turns: list[Turn], done: Flags) -> tuple[Flags, Flags]:
    """The documents, of those not `done`, in which some turn gives some post another outcome or payable.

    And those where that is not known: a rule gives a code, or a number without bound, or there is too much to try.
    """
    found: Flags = np.zeros(done.size, np.bool_)
    unknown: Flags = np.zeros(done.size, np.bool_)
    for item in turns:
        unknown[item.documents[~_can_turn(run, item)]] = True
    left = _trials(turns)
    left = left.where(~done[left.document])
    if left.document.size:
        moved: Flags = np.zeros(done.size, np.bool_)
        moved[_try(run, posts, turns, replace(left.once(), value=None))] = True
        left = left.where(moved[left.document])
    for _ in range(_MOST):
        left = left.where(~found[left.document])
        if not left.document.size:
            break
        now = _next(left, done.size)
        found[_try(run, posts, turns, left.where(now))] = True
        left = left.where(~now)
    unknown[left.document] = True
    return found, unknown & ~found


def _trials(turns: list[Turn]) -> _Trials:
    """Every trial, by document, in the order of the turns."""
    if not turns:
        nothing = np.zeros(0, np.intp)
        return _Trials(nothing, nothing, nothing, nothing)
    numbers = np.concatenate([np.full(item.rows.size * 2, n, np.intp) for n, item in enumerate(turns)])
    rows = np.concatenate([np.repeat(item.rows, 2) for item in turns])
    documents = np.concatenate([np.repeat(item.documents, 2) for item in turns])
    order = np.argsort(documents, kind="stable")
    values = np.tile(np.arange(2), rows.size // 2)
    return _Trials(numbers[order], rows[order], documents[order], values[order])


def _next(left: _Trials, size: int) -> Flags:
    """The first few trials of each document: as many as make a chunk no larger than this one."""
    starts = np.flatnonzero(np.diff(left.document, prepend=-1))
    place = np.arange(left.document.size) - np.repeat(starts, np.diff(np.append(starts, left.document.size)))
    return place < max(1, size // starts.size)


def _can_turn(run: Run, item: Turn) -> Flags:
    """The rows whose other values can be tried here."""
    if item.node.type.kind == "boolsk":
        return np.ones(item.rows.size, np.bool_)
    if item.node.type.kind != "tall":
        return np.zeros(item.rows.size, np.bool_)
    high = taken(run.of(item.node, item.context)[1], item.rows)
    return np.broadcast_to(np.asarray(high < LIMIT >> 1), (item.rows.size,))


def _others(values: Value, kind: str, which: Rows) -> Value:
    """Another value for each row: no or yes, whichever it was not; of a number nothing, or one more."""
    if kind == "boolsk":
        known = np.where(np.equal(values, EITHER), np.where(which == 0, NO, YES), YES - np.asarray(values, np.int64))
        return known.astype(np.uint8)
    found = np.where(which == 0, 0, np.minimum(values[1], LIMIT >> 1) + 1)
    return found, found


def _try(run: Run, posts: list[PostColumns], turns: list[Turn], trials: _Trials) -> Rows:
    """The documents that come out otherwise in some of the trials, or may do when every value is open."""
    together, place = trials.document, np.arange(trials.document.size)
    if trials.value is None:
        together, place = np.unique(trials.document, return_inverse=True)
    contexts = repeated(run.contexts, together)
    other = Run(run.plan, contexts, {name: _readings(mask, together) for name, mask in run.readings.items()})
    for number, item in enumerate(turns):
        mine = np.flatnonzero(trials.turn == number)
        if mine.size and item.node.type.kind in ("boolsk", "tall"):
            here = contexts.by_entity[item.context.definition.name]
            rows = _row_here(here, contexts, place[mine], trials.row[mine])
            before = taken(run.of(item.node, item.context), trials.row[mine])
            kind = item.node.type.kind
            value = _any(before, kind) if trials.value is None else _others(before, kind, trials.value[mine])
            other.force(item.node, here, rows, value)
    changed: Flags = np.zeros(together.size, np.bool_)
    for post in posts:
        here = contexts.by_entity[post.post.entity]
        if here.rows:
            changed[_changed(other, post, here)] = True
    return together[changed]


def _any(values: Value, kind: str) -> Value:
    """All that a rule can be turned to, and what it gave."""
    return EITHER if kind == "boolsk" else (np.minimum(values[0], 0), NONE)


def _readings(mask: Value, documents: Rows) -> Value:
    return mask if isinstance(mask, int) else mask.take(documents)


def _row_here(here: Context, contexts: Contexts, trial: Rows, row: Rows) -> Rows:
    """The rows of a repeated table: of each trial, the one that was taken from a row."""
    assert here.source is not None
    documents = contexts.rows_of_documents(here)
    own = np.arange(here.rows) if documents is None else documents
    span = int(here.source[1].max()) + 1
    return np.searchsorted(own * span + here.source[1], trial * span + row)


def _changed(other: Run, before: PostColumns, here: Context) -> Rows:
    """The trials in which a post has another outcome or payable."""
    assert here.source is not None
    rows = here.source[1]
    asked: Flags = np.zeros(before.context.rows, np.bool_)
    asked[slice(None) if before.rows is None else before.rows] = True
    after = post_columns(other, before.post, here, None)
    whole = replace(before, rows=None)
    flags = (whole.outcomes().take(rows) != after.outcomes()) | differing(taken(before.payable, rows), after.payable)
    documents = other.contexts.rows_of_documents(here)
    found = np.flatnonzero(flags & asked.take(rows))
    return found if documents is None else documents.take(found)
