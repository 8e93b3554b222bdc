"""`sum`, `noen`, `alle` and `antall` over lists, given and not given (`engine/lists.py` says what they mean)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reiseregel.columns.contexts import Context, ListOf
from reiseregel.columns.plan import Node
from reiseregel.columns.values import (
    EITHER,
    LIMIT,
    NO,
    NONE,
    YES,
    Bound,
    Mask,
    Numbers,
    Value,
    both,
    by_row,
    greatest,
    known,
    least,
    negated,
    one_of_two,
)

#: The column of an expression on a table.
Evaluate = Callable[[Node, Context], Value]


def aggregate(node: Node, listed: ListOf, rows: int, evaluate: Evaluate) -> Value:
    """The column of an aggregate on the table of `rows` that has the list."""
    kind, _, _, most = node.data
    found: Value = None
    if listed.given is None or listed.given.any():
        found = _over_given(kind, node, listed, rows, evaluate)
        if listed.given is None:
            return found
    assert listed.nameless is not None
    nameless = _over_nameless(kind, node, listed.nameless, most, evaluate)
    return nameless if found is None else by_row(listed.given, found, nameless)


def _child(node: Node, context: Context, evaluate: Evaluate) -> tuple[Mask, Value]:
    """Does each child count, and what it adds."""
    where = YES if len(node.items) == 1 else evaluate(node.items[1], context)
    if isinstance(where, int) and where == NO:
        return where, (NO if node.type.finite else (0, 0))
    return where, evaluate(node.items[0], context)


def _over_given(kind: str, node: Node, listed: ListOf, rows: int, evaluate: Evaluate) -> Value:
    if not listed.child.rows:
        return {"noen": NO, "alle": YES}.get(kind, (0, 0))
    where, body = _child(node, listed.child, evaluate)
    if kind == "noen":
        return listed.folded(both(where, body), "greatest", NO, rows)
    if kind == "alle":
        return listed.folded(one_of_two(negated(where), body), "least", YES, rows)
    low, high = _counting(where, body)
    total = listed.folded(low, "sum", 0, rows)
    return (total, total) if known((low, high)) else (total, _high_total(listed, high, rows))


def _high_total(listed: ListOf, high: Bound, rows: int) -> Bound:
    """The sum of upper bounds; none where one of them is none."""
    if isinstance(high, int):
        if high < LIMIT:
            return listed.folded(high, "sum", 0, rows)
        return np.where(listed.counts > 0, NONE, 0)
    endless = high >= LIMIT
    if not endless.any():
        return listed.folded(high, "sum", 0, rows)
    total = listed.folded(np.where(endless, 0, high), "sum", 0, rows)
    without = listed.folded(endless.astype(np.uint8), "greatest", 0, rows)
    return np.where(without > 0, NONE, total)


def _counting(where: Mask, body: Numbers) -> Numbers:
    """What a child adds to a sum: nothing when it does not count, and perhaps nothing when that is open."""
    low, high = body
    if isinstance(where, int):
        if where == EITHER:
            return least(low, 0), greatest(high, 0)
        return (low, high) if where == YES else (0, 0)
    counted = where == YES
    if known(body) and not (where == EITHER).any():
        found = np.where(counted, low, 0)
        return found, found
    perhaps = where == EITHER
    return (
        np.where(counted, low, np.where(perhaps, least(low, 0), 0)),
        np.where(counted, high, np.where(perhaps, greatest(high, 0), 0)),
    )


def _over_nameless(kind: str, node: Node, nameless: Context, most: int, evaluate: Evaluate) -> Value:
    """Over any number of children that are each like the nameless one, none included."""
    where, body = _child(node, nameless, evaluate)
    if kind == "noen":
        return _either_way(both(where, body), NO)
    if kind == "alle":
        return _either_way(one_of_two(negated(where), body), YES)
    low, high = _counting(where, body)
    return _most_times_lowest(low, most), _most_times_highest(high, most)


def _either_way(child: Mask, if_none: int) -> Mask:
    """Open where the child does not answer as an empty list does."""
    if isinstance(child, int):
        return child if child == if_none else EITHER
    return np.where(child == if_none, np.uint8(if_none), np.uint8(EITHER))


def _most_times_lowest(low: Bound, most: int) -> Bound:
    if isinstance(low, int):
        return 0 if low >= 0 else max(low * most, -NONE)
    return np.where(low >= 0, 0, np.where(low <= -(NONE // most), -NONE, low * most))


def _most_times_highest(high: Bound, most: int) -> Bound:
    if isinstance(high, int):
        return min(high * most, NONE) if high > 0 else 0
    return np.where(high <= 0, 0, np.where(high >= NONE // most, NONE, high * most))
