"""Which documents rest on a rule whose text in the law nobody has read (`decision/unread.py`)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.contexts import Context
from reiseregel.columns.evaluate import Run
from reiseregel.columns.plan import Node, VersionPlan
from reiseregel.columns.posts import PostColumns
from reiseregel.columns.turned import Turn, otherwise
from reiseregel.columns.values import NO, YES

Flags = NDArray[np.bool_]


def unread(run: Run, posts: list[PostColumns]) -> tuple[Flags, Flags]:
    """The documents that surely do, and those where it is not known.

    A post comes out another way when its right or what it pays does. Every other rule that was looked at is turned.
    """
    contexts = run.contexts
    found: Flags = np.zeros(contexts.documents, np.bool_)
    nameless: Flags = np.zeros(contexts.documents, np.bool_)
    turns: list[Turn] = []
    for node in reversed(run.plan.concepts.values()):  # those nearest to the posts first
        versions = [item for item in node.data[1] if not item.version.wording_read]
        for context in contexts.everything if versions else ():
            if context.definition.name != node.data[0].entity or not context.rows:
                continue
            reached: Flags = np.zeros(context.rows, np.bool_)
            for item in versions:
                reached |= _reached(run, item, context)
            if reached.any():
                documents = contexts.rows_of_documents(context)
                if not context.named:
                    nameless[_documents(run, context, reached)] = True
                    continue
                found[_documents(run, context, reached & _decisive(posts, node, context))] = True
                rows = np.flatnonzero(reached)
                turns.append(Turn(node, context, rows, rows if documents is None else documents.take(rows)))
    if not turns and not nameless.any():
        return found, nameless
    turned, unknown = otherwise(run, posts, turns, found | contexts.unfit)
    found |= turned
    return found, (unknown | nameless) & ~found


def _reached(run: Run, item: VersionPlan, context: Context) -> Flags:
    """The rows where a clause without a text that was read may decide."""
    live: Any = context.in_force(item.version.since, item.version.until)
    live = np.full(context.rows, live == YES) if isinstance(live, int) else live == YES
    found: Flags = np.zeros(context.rows, np.bool_)
    if not live.any():
        return found
    if not context.named:
        live = live & _nameless(context)
    for clause, (condition, _) in zip(item.version.clauses, item.clauses, strict=True):
        holds: Any = YES if condition is None else run.of(condition, context)
        if not clause.wording_read:
            found |= live & (holds != NO)
        live = live & (holds != YES)
    return found


def _nameless(context: Context) -> Flags:
    """The rows where the list that the nameless child stands for was not given."""
    assert context.above is not None
    if not context.above.named:
        return _nameless(context.above)
    given = context.above.lists[context.definition.name].given
    assert given is not None
    missing: Flags = ~given
    return missing


def _decisive(posts: list[PostColumns], node: Node, context: Context) -> Flags:
    """The rows where a concept is itself the right or the payable of a post."""
    found: Flags = np.zeros(context.rows, np.bool_)
    for item in posts:
        if item.context is context and node.data[0].name in (item.post.right, item.post.payable):
            found[slice(None) if item.rows is None else item.rows] = True
    return found


def _documents(run: Run, context: Context, rows: Flags) -> Any:
    documents = run.contexts.rows_of_documents(context)
    return rows if documents is None else documents[rows]
