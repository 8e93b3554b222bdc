"""What the posts of each document add up to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.contexts import Contexts
from reiseregel.columns.plan import Plan
from reiseregel.columns.posts import PostColumns
from reiseregel.columns.values import NONE, known
from reiseregel.decision.model import outcome_words
from reiseregel.engine import GRANTED, REDUCED, REFUSED

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
#: Amounts beyond this are added up as this: thousands of them still fit.
_FAR = NONE >> 14


@dataclass(slots=True)
class Whole:
    """For each document: how many posts, the outcomes seen among them (a mask), the sum of what is paid, at least and
    at most; is anything open?
    """

    posts: Ints
    outcomes: Ints
    payable: Ints
    highest: Ints
    unsettled: Flags


def documents_of(contexts: Contexts, item: PostColumns) -> Ints:
    """The document of each row of a post."""
    found = contexts.rows_of_documents(item.context)
    if found is None:
        found = np.arange(item.context.rows)
    return found if item.rows is None else found.take(item.rows)


def whole_of(contexts: Contexts, posts: list[PostColumns]) -> Whole:
    """The posts added up. What has no upper bound is far above every amount."""
    size = contexts.documents
    count, unsettled = np.zeros(size, np.int64), np.zeros(size, np.bool_)
    lowest, highest = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for item in posts:
        documents = documents_of(contexts, item)
        count += np.bincount(documents, minlength=size)
        low = item.spread(item.payable[0])
        high = low if known(item.payable) else np.minimum(item.spread(item.payable[1]), _FAR)
        np.add.at(lowest, documents, low)
        np.add.at(highest, documents, high)
        unsettled[documents[item.unsettled()]] = True
    return Whole(count, outcomes_of(contexts, posts), lowest, highest, unsettled)


def outcomes_of(contexts: Contexts, posts: list[PostColumns]) -> Ints:
    """For each document the outcomes of its posts, as a mask."""
    found = np.zeros(contexts.documents, np.int64)
    for item in posts:
        documents, outcomes = documents_of(contexts, item), item.outcomes()
        for bit in (REFUSED, REDUCED, GRANTED):
            found[documents[(outcomes & bit) != 0]] |= bit
    return found


def words_of(plan: Plan) -> list[str]:
    """What the whole is called, by the outcomes seen among its posts: a document has posts of one kind."""
    words = outcome_words(plan.posts[0] if plan.posts else None)
    granted, partly, refused = words.whole
    named = {REFUSED: refused, GRANTED: granted}
    return [named.get(mask, words.mixed if mask & REFUSED else partly) for mask in range(8)]
