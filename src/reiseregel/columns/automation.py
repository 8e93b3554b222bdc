"""Why the machine may not decide each document alone (`decision/automation.py`), as numbered lists of codes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.contexts import Contexts
from reiseregel.columns.distinct import combined
from reiseregel.columns.evaluate import Run
from reiseregel.columns.judged import judged
from reiseregel.columns.looked_at import provisional
from reiseregel.columns.posts import PostColumns
from reiseregel.columns.resting import Resting
from reiseregel.columns.unread import unread
from reiseregel.columns.whole import Whole, documents_of
from reiseregel.engine import REFUSED

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(slots=True)
class Hindrances:
    """For each document the number of its list of codes; the lists by number. None: it may be automatic."""

    numbers: Ints
    lists: list[tuple[str, ...]]


def hindrances(run: Run, posts: list[PostColumns], whole: Whole, on: Resting) -> Hindrances:
    """The reasons in each settled document, in the order the reference gives them."""
    policy, contexts, size = run.plan.book.policy, run.contexts, whole.posts.size
    nothing = np.zeros(size, np.bool_)
    demand, money, refused = nothing.copy(), nothing.copy(), nothing.copy()
    for item in posts:
        documents, post = documents_of(contexts, item), item.post
        if post.kind == "tilbakekreving":
            demand[documents] = True
        if post.answer is None:
            money[documents] = True
        if post.refuses and not (post.answer and post.answer.of_leaves):
            refused[documents[item.outcomes() == REFUSED]] = True
    flags: dict[str, Flags] = {"tilbakekreving": demand}
    if not policy.refusal:
        flags["avslag"] = refused & ~demand
    if not policy.zero:
        flags["null_kroner"] = (whole.payable == 0) & money & ~demand
    if not policy.judgement:
        flags["skjoenn"] = judged(run)
    if not policy.provisional_rate:
        flags["foreloepig_sats"] = _known(contexts, *provisional(run, posts))
    if not policy.unread_wording:
        flags["ulest_ordlyd"] = _known(contexts, *unread(run, posts))
    flags |= {f"lesning:{name}": rests for name, rests in on.on.items()}
    return _numbered({name: found for name, found in flags.items() if found.any()}, size)


def _known(contexts: Contexts, found: Flags, unknown: Flags) -> Flags:
    """What is found; documents where it is not known are handed over."""
    contexts.unfit |= unknown
    return found


def _numbered(flags: dict[str, Flags], size: int) -> Hindrances:
    names = list(flags)
    patterns = []
    for start in range(0, len(names), 62):
        pattern = np.zeros(size, np.int64)
        for place, name in enumerate(names[start : start + 62]):
            pattern |= flags[name].astype(np.int64) << place
        patterns.append(pattern)
    if not patterns:
        return Hindrances(np.zeros(size, np.int64), [()])
    first, numbers = combined(patterns)
    return Hindrances(numbers, [tuple(name for name in names if flags[name][row]) for row in first.tolist()])
