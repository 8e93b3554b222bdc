"""The posts in a table: what was claimed, the answer, and the sums. Columns that say nothing are left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress

from reiseregel.decision import Bounds, PostDecision
from reiseregel.errors import Text
from reiseregel.explain.readers.voice import Voice
from reiseregel.explain.words import kroner
from reiseregel.letter import words as w
from reiseregel.letter.status import NOT_GRANTED
from reiseregel.prose import Table

_DASH = "–"


def sums_table(voice: Voice) -> Table:
    """A row a post, and the sum of several. Amounts stand from the third column on."""
    posts = voice.decision.posts
    recovery = voice.decision.kind == "tilbakekreving"
    columns = list(_columns(posts, recovery=recovery))
    rows = []
    for post, amounts in zip(posts, zip(*(column for _, column in columns), strict=True), strict=True):
        *steps, result = (kroner(bounds.lowest or 0, voice.language) for bounds in amounts)
        if not post.settled or post.outcomes[0] in NOT_GRANTED:
            steps = [_DASH] * len(steps)
        rows.append((voice.titles.of(post), _answer(voice, post), *steps, result if post.settled else _DASH))
    if len(posts) > 1 and voice.decision.settled:
        rows.append((voice.say(w.SUM), "", *(_sum(voice, column) for _, column in columns)))
    head = (voice.say(w.COLUMN_DEMAND if recovery else w.COLUMN_POST), voice.say(w.COLUMN_ANSWER))
    return Table(
        "",
        (*head, *(voice.say(name) for name, _ in columns)),
        tuple(rows),
        amounts=tuple(range(2, 2 + len(columns))),
    )


def _columns(posts: tuple[PostDecision, ...], *, recovery: bool) -> Iterator[tuple[Text, list[Bounds]]]:
    """The columns of amounts: how the last one came about only where that says more."""
    computed = [post.computed for post in posts]
    taken = [post.interest if recovery else post.own_share for post in posts]
    held = [_held(post) for post in posts]
    settled = [post.settled for post in posts]
    is_taken, is_held = (any(item.highest for item in compress(column, settled)) for column in (taken, held))
    in_steps = is_taken or is_held
    if in_steps:
        yield w.COLUMN_BACK if recovery else w.COLUMN_COMPUTED, computed
    if is_taken:
        yield w.COLUMN_INTEREST if recovery else w.COLUMN_SHARE, taken
    if is_held:
        yield w.COLUMN_HELD, held
    demanded = w.COLUMN_IN_ALL if in_steps else w.COLUMN_BACK
    yield demanded if recovery else w.COLUMN_PAID, [post.payable for post in posts]


def _held(post: PostDecision) -> Bounds:
    """What is granted, but held back because the whole is too little to pay out (§ 27 until 3 March 2025)."""
    if post.post.kind == "tilbakekreving" or not post.settled or post.outcomes[0] in NOT_GRANTED:
        return Bounds(0, 0)
    held = (post.computed.lowest or 0) - (post.own_share.lowest or 0) - (post.payable.lowest or 0)
    return Bounds(held, held)


def _answer(voice: Voice, post: PostDecision) -> str:
    return voice.word(post.outcomes[0] if post.settled else "aapen").lower()


def _sum(voice: Voice, column: list[Bounds]) -> str:
    return kroner(sum(bounds.lowest or 0 for bounds in column), voice.language)
