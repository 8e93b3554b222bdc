"""Which open readings the answer to each document rests on (`decision/rests_on.py`): each alternative tried alone.

An alternative is worked out only as far as it changes anything: what comes out as before stops there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.chunk import repeated
from reiseregel.columns.contexts import Context
from reiseregel.columns.evaluate import Run
from reiseregel.columns.fact_values import FILLS, code_type
from reiseregel.columns.plan import Node
from reiseregel.columns.posts import PostColumns, post_columns, posts_of
from reiseregel.columns.values import NO, NONE, Mask, differing, equal
from reiseregel.columns.whole import Whole, documents_of, outcomes_of, whole_of, words_of
from reiseregel.decision.rests_on import open_alternatives

Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]
#: A reading, the mask of an alternative to the code in use, and the documents to try it on.
Pairs: TypeAlias = tuple[str, int, Rows]
#: An alternative that changes something in more documents than one of so many is worked out over all of them.
_MANY = 30
#: In more than one of so many, it is worth finding out exactly where it changes something.
_SOME = 250
#: Differences beyond this are added up as this: thousands of them still fit.
_FAR = NONE >> 14


@dataclass(slots=True)
class Resting:
    """Readings by name with the documents that rest on them, in the order of the rule book; and those not known of."""

    on: dict[str, Flags]
    unknown: Flags


def resting(run: Run, chosen: Mapping[str, str], posts: list[PostColumns], whole: Whole) -> Resting:
    """The readings that settled documents rest on. Those marked as unfit so far are not looked at."""
    book, contexts = run.plan.book, run.contexts
    found = Resting({}, np.zeros(contexts.documents, np.bool_))
    few: list[Pairs] = []
    perhaps: list[Pairs] = []
    for name, code in open_alternatives(book, chosen):
        if name in book.policy.confirmed_readings or name not in run.plan.direct:
            continue
        mask = 1 << book.readings[name].codes.index(code)
        other = Run(run.plan, contexts, {**run.readings, name: mask}, run, run.plan.reading_bits[name])
        documents = _reached(name, run, other, exactly=False)
        if documents.size * _SOME > contexts.documents:
            documents = _reached(name, run, other, exactly=True)
        if not documents.size:
            continue
        found.on.setdefault(name, np.zeros(contexts.documents, np.bool_))
        if documents.size * _MANY > contexts.documents:
            perhaps.append((name, mask, _everywhere(other, name, posts, whole, found)))
        else:
            few.append((name, mask, documents))
    for part in _parts(few, contexts.documents):
        perhaps += _by_document(run, part, whole, found)
    perhaps = [item for part in _parts(perhaps, contexts.documents) for item in _filled_in(run, part, whole, found)]
    for _, _, documents in perhaps:
        found.unknown[documents] = True
    return found


def _parts(pairs: list[Pairs], size: int) -> Iterator[list[Pairs]]:
    """The pairs in parts that each make a chunk no larger than `size`, unless one alone does."""
    while pairs:
        count = max(1, int(np.searchsorted(np.cumsum([rows.size for _, _, rows in pairs]), size)))
        yield pairs[:count]
        pairs = pairs[count:]


def _reached(name: str, run: Run, other: Run, *, exactly: bool) -> Rows:
    """The documents still fit where a rule that names the reading, and was looked at, gives another value; or may give
    one: where every condition of a rule holds as before, and no value in it hangs on the reading, nothing is changed.
    """
    contexts = run.contexts
    found: Flags = np.zeros(contexts.documents, np.bool_)
    for node in run.plan.direct[name]:
        for context in contexts.everything:
            if context.definition.name == node.data[0].entity and node.index in run.memo[context.number]:
                rows = _changed(node, context, run, other) if exactly else _otherwise(node, context, run, other)
                if rows is not None:
                    documents = contexts.rows_of_documents(context)
                    found[rows if documents is None else documents[rows]] = True
    return np.flatnonzero(found & ~contexts.unfit)


def _changed(node: Node, context: Context, run: Run, other: Run) -> Flags | None:
    """The rows where a rule gives another value."""
    before, after = run.of(node, context), other.of(node, context)
    return None if before is after else np.broadcast_to(differing(before, after), (context.rows,))


def _otherwise(node: Node, context: Context, run: Run, other: Run) -> Flags | None:
    """The rows where a rule that names the reading may give another value; None when there are none."""
    found: Flags | None = None
    for item in node.data[1]:
        within = context.in_force(item.version.since, item.version.until)
        if not item.readings & other.moved or (isinstance(within, int) and within == NO):
            continue
        flags: Any = False
        for condition, value in item.clauses:
            if value.reads & other.moved:
                return _changed(node, context, run, other)
            if condition is not None and condition.reads & other.moved:
                flags = flags | differing(other.of(condition, context), run.of(condition, context))
        flags = np.broadcast_to(flags & (within != NO), (context.rows,))
        if flags.any():
            found = flags if found is None else found | flags
    return found


def _by_document(run: Run, pairs: list[Pairs], whole: Whole, found: Resting) -> list[Pairs]:
    """Some alternatives, each with its own documents, as one chunk in which each document has its own readings.

    Returns those of which nothing is known.
    """
    documents = np.concatenate([rows for _, _, rows in pairs])
    contexts = repeated(run.contexts, documents)
    other = Run(run.plan, contexts, _readings(run, pairs, documents.size))
    after = whole_of(contexts, posts_of(other))
    before = whole.payable.take(documents)
    otherwise = (after.payable > before) | (after.highest < before)
    otherwise |= ~after.unsettled & _outcome_differs(run, whole, after, documents)
    unknown = (after.unsettled & ~otherwise) | contexts.unfit | (after.posts != whole.posts.take(documents))
    return _noted(pairs, otherwise & ~unknown, unknown, found)


def _filled_in(run: Run, pairs: list[Pairs], whole: Whole, found: Resting) -> list[Pairs]:
    """The same with every open fact given a value, in a few ways. One possible way to fill in the case that comes out
    otherwise is enough; one that does not tells nothing.
    """
    one_each = np.concatenate([rows for _, _, rows in pairs])
    if not one_each.size:
        return []
    documents = np.tile(one_each, FILLS)
    contexts = repeated(run.contexts, documents, np.repeat(np.arange(FILLS), one_each.size))
    other = Run(run.plan, contexts, _readings(run, pairs * FILLS, documents.size))
    after = whole_of(contexts, posts_of(other))
    otherwise = (after.payable != whole.payable.take(documents)) | _outcome_differs(run, whole, after, documents)
    otherwise &= ~(after.unsettled | contexts.unfit | _impossible(other))
    otherwise &= after.posts == whole.posts.take(documents)
    some = otherwise.reshape(FILLS, -1).any(axis=0)
    return _noted(pairs, some, ~some, found)


def _outcome_differs(run: Run, whole: Whole, after: Whole, documents: Rows) -> Flags:
    number = _outcome_numbers(run)
    return np.not_equal(number.take(after.outcomes), number.take(whole.outcomes.take(documents)))


def _noted(pairs: list[Pairs], otherwise: Flags, unknown: Flags, found: Resting) -> list[Pairs]:
    """Note the documents that come out otherwise; what is unknown is left."""
    start, left = 0, []
    for name, mask, rows in pairs:
        mine = slice(start, start + rows.size)
        found.on[name][rows[otherwise[mine]]] = True
        left.append((name, mask, rows[unknown[mine]]))
        start += rows.size
    return left


def _readings(run: Run, pairs: list[Pairs], size: int) -> dict[str, Mask]:
    """The readings of each document: as chosen, but for its own alternative."""
    readings, start = dict(run.readings), 0
    for name, mask, rows in pairs:
        column = readings[name]
        if isinstance(column, int):
            kind = code_type(len(run.plan.book.readings[name].codes))
            column = readings[name] = np.full(size, column, kind)
        column[start : start + rows.size] = mask
        start += rows.size
    return readings


def _impossible(run: Run) -> Flags:
    """The documents with a combination that cannot be, or that may be one."""
    found: Flags = np.zeros(run.contexts.documents, np.bool_)
    for entity, condition in run.plan.refused[: run.plan.impossible]:
        context = run.contexts.by_entity[entity]
        if context.rows:
            flags = np.broadcast_to(np.not_equal(run.of(condition, context), NO), (context.rows,))
            documents = run.contexts.rows_of_documents(context)
            found[flags if documents is None else documents[flags]] = True
    return found


def _everywhere(other: Run, name: str, posts: list[PostColumns], whole: Whole, found: Resting) -> Rows:
    """One alternative over the whole chunk: what comes out as before is not worked out again.

    Returns the documents, of those still fit, of which nothing is known.
    """
    new = [post_columns(other, item.post, item.context, item.rows) for item in posts]
    moved = [pair for pair in zip(posts, new, strict=True) if _moved(*pair)]
    size = whole.posts.size
    for item in posts:
        if item.post.exists is not None and other.plan.exists[item.post.id].reads & other.moved:
            found.unknown[documents_of(other.contexts, item)] = True
    lowest, highest = np.zeros(size, np.int64), np.zeros(size, np.int64)
    wider = np.zeros(size, np.bool_)
    for before, after in moved:
        documents = documents_of(other.contexts, after)
        base = after.spread(before.payable[0])
        np.add.at(lowest, documents, np.maximum(after.spread(after.payable[0]) - base, -_FAR))
        np.add.at(highest, documents, np.minimum(after.spread(after.payable[1]) - base, _FAR))
        wider[documents[after.unsettled()]] = True
    otherwise = (lowest > 0) | (highest < 0)
    if any(before.outcomes_differ(after) for before, after in moved):
        number = _outcome_numbers(other)
        otherwise |= ~wider & (number.take(outcomes_of(other.contexts, new)) != number.take(whole.outcomes))
    found.on[name] |= otherwise
    return np.flatnonzero(wider & ~otherwise & ~other.contexts.unfit)


def _outcome_numbers(run: Run) -> Rows:
    """A number for each outcome of the whole, by the outcomes of its posts: two that are called the same are one."""
    names = words_of(run.plan)
    return np.array([names.index(name) for name in names])


def _moved(before: PostColumns, after: PostColumns) -> bool:
    """True when outcome or payable has another value somewhere."""
    return not (
        before.right is after.right
        and before.payable[0] is after.payable[0]
        and before.payable[1] is after.payable[1]
        and equal(before.reduced, after.reduced)
    )
