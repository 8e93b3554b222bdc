"""The settled answers as rows. What few rows differ in is put into words once, and each row takes the words it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reiseregel.columns.automation import Hindrances
from reiseregel.columns.distinct import combined, distinct
from reiseregel.columns.evaluate import Run
from reiseregel.columns.grounds import Deciding, grounds_of
from reiseregel.columns.order import Places, document_order
from reiseregel.columns.posts import PostColumns, amount
from reiseregel.columns.schema import CASES, OPEN_FACT, POSTS
from reiseregel.columns.values import Numbers
from reiseregel.columns.whole import Whole, documents_of, words_of
from reiseregel.decision.model import outcome_words
from reiseregel.engine import GRANTED, REDUCED, REFUSED

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
#: A column of amounts: the values, and where they are known (None: everywhere).
Amounts = tuple[Ints, Flags | None]

#: Reason codes and hjemler, each once.
_Said = tuple[tuple[str, ...], tuple[str, ...]]

_NO_AMOUNT: Numbers = (0, 1)


class _Texts:
    """Texts or lists of them, each once, by number."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def of(self, items: Sequence[Any]) -> Ints:
        numbers = self.numbers
        return np.array([numbers.setdefault(item, len(numbers)) for item in items], np.int64)

    def column(self, numbers: Ints, kind: pa.DataType) -> pa.Array:
        return taken_texts(list(self.numbers), numbers, kind)


@dataclass(slots=True)
class _Lines:
    """The posts of the settled documents, in the order of the answers."""

    document: Ints
    post: Ints
    outcome: Ints
    reasons: Ints
    hjemmel: Ints
    place: Ints
    amounts: tuple[Amounts, ...]


def answer_tables(run: Run, posts: list[PostColumns], whole: Whole, why_not: Hindrances) -> tuple[pa.Table, pa.Table]:
    """The tables of cases and posts for the documents that are not handed over."""
    settled = np.flatnonzero(~run.contexts.unfit)
    if not settled.size:
        return CASES.empty_table(), POSTS.empty_table()
    grounds, deciding, pointers = _Texts(), Deciding(run), _Texts()
    lines = _lines(run, posts, deciding, grounds, pointers)
    lists, texts = list(grounds.numbers), deciding.texts
    numbers = run.contexts.numbers
    first = np.searchsorted(lines.document, settled)
    money = run.plan.posts[0].answer is None
    columns = _post_columns(run, posts, lines)
    table = pa.table(
        {
            "sak": numbers.take(lines.document),
            "nr": (np.arange(lines.document.size) - np.repeat(first, np.diff(np.append(first, lines.document.size)))),
            **columns,
            "sted": pointers.column(lines.place, pa.string()),
            "grunner": taken_texts(lists, lines.reasons, pa.list_(pa.string())),
            "hjemmel": taken_texts(texts, lines.hjemmel, pa.string()),
        }
    )
    said, codes = _told(lines, first, lists, texts)
    words = words_of(run.plan)
    outcome = whole.outcomes.take(settled)
    paid = _amounts(whole.payable.take(settled), None if money else np.zeros(settled.size, np.bool_))
    hindered = why_not.numbers.take(settled)
    cases = pa.table(
        {
            "sak": numbers.take(settled),
            "gjelder": _same(run.plan.kind, settled.size),
            "utfall": taken_texts(words, outcome, pa.string()),
            "beloep_oere": paid,
            "laveste_oere": paid,
            "hoeyeste_oere": paid,
            "mulige_utfall": taken_texts([(word,) for word in words], outcome, pa.list_(pa.string())),
            "grunner": taken_texts([reasons for reasons, _ in said], codes, pa.list_(pa.string())),
            "hjemler": taken_texts([hjemler for _, hjemler in said], codes, pa.list_(pa.string())),
            "aapne_fakta": pa.ListArray.from_arrays(
                pa.array(np.zeros(settled.size + 1, np.int32)), pa.array([], OPEN_FACT)
            ),
            "kan_automatiseres": np.array([not item for item in why_not.lists]).take(hindered),
            "hindringer": taken_texts(why_not.lists, hindered, pa.list_(pa.string())),
            "regler_sha256": pa.DictionaryArray.from_arrays(
                pa.array(np.zeros(settled.size, np.int32)), pa.array([run.plan.book.digest])
            ),
        }
    )
    return cases.cast(CASES), table.select(POSTS.names).cast(POSTS)


def taken_texts(items: Sequence[Any], numbers: Ints, kind: pa.DataType) -> pa.Array:
    """For each row the text, or list of texts, with its number."""
    return pa.array(items, kind).take(pa.array(numbers))


def _lines(run: Run, posts: list[PostColumns], deciding: Deciding, reasons: _Texts, pointers: _Texts) -> _Lines:
    order, places = document_order(run.contexts), Places()
    keys: list[Ints] = []
    parts: list[_Lines] = []
    for number, item in enumerate(posts):
        documents = documents_of(run.contexts, item)
        kept = ~run.contexts.unfit.take(documents)
        rows = None if kept.all() else np.flatnonzero(kept)
        grounds = grounds_of(run, item, deciding)
        place, texts = places.of(item.context)
        key = item.spread(order[item.post.entity]) * len(posts) + number
        part = _Lines(
            documents,
            np.full(item.size, number, np.int64),
            item.outcomes().astype(np.int64),
            reasons.of(grounds.lists).take(item.spread(grounds.reasons)),
            item.spread(grounds.hjemmel),
            item.spread(pointers.of(texts).take(place)),
            tuple(_column(item, numbers) for numbers in _amounts_of(run, item)),
        )
        keys.append(key if rows is None else key.take(rows))
        parts.append(part if rows is None else _taken(part, rows))
    sorting = np.argsort(np.concatenate(keys), kind="stable")
    return _taken(_joined(parts), sorting)


def _amounts_of(run: Run, item: PostColumns) -> tuple[Numbers, ...]:
    """Computed, own share, paid, counted, and what bounds the post: as `columns.rows` gives them."""
    post, context = item.post, item.context
    if post.kind == "stoenad":
        own, counted = amount(run, context, post.own_share), amount(run, context, post.frikort)
        computed = amount(run, context, post.computed)
        bounds = item.payable if post.payable else _NO_AMOUNT
        return computed, own, item.payable, counted, bounds
    bounds = item.payable if post.payable else _NO_AMOUNT
    if post.kind == "tilbakekreving":
        return amount(run, context, post.computed), _NO_AMOUNT, _NO_AMOUNT, _NO_AMOUNT, bounds
    return _NO_AMOUNT, bounds, _NO_AMOUNT, _NO_AMOUNT, bounds


def _column(item: PostColumns, numbers: Numbers) -> Amounts:
    single = item.single(numbers)
    return item.spread(numbers[0]), None if single.all() else single


def _taken(lines: _Lines, rows: Ints) -> _Lines:
    return _Lines(
        lines.document.take(rows),
        lines.post.take(rows),
        lines.outcome.take(rows),
        lines.reasons.take(rows),
        lines.hjemmel.take(rows),
        lines.place.take(rows),
        tuple((values.take(rows), None if known is None else known.take(rows)) for values, known in lines.amounts),
    )


def _joined(parts: list[_Lines]) -> _Lines:
    if len(parts) == 1:
        return parts[0]
    amounts = []
    for columns in zip(*(part.amounts for part in parts), strict=True):
        known: Flags | None = None
        if any(flags is not None for _, flags in columns):
            known = np.concatenate(
                [np.ones(values.size, np.bool_) if flags is None else flags for values, flags in columns]
            )
        amounts.append((np.concatenate([values for values, _ in columns]), known))
    return _Lines(
        np.concatenate([part.document for part in parts]),
        np.concatenate([part.post for part in parts]),
        np.concatenate([part.outcome for part in parts]),
        np.concatenate([part.reasons for part in parts]),
        np.concatenate([part.hjemmel for part in parts]),
        np.concatenate([part.place for part in parts]),
        tuple(amounts),
    )


def _post_columns(run: Run, posts: list[PostColumns], lines: _Lines) -> dict[str, Any]:
    granted, reduced, refused = outcome_words(run.plan.posts[0]).post
    word = {REFUSED: refused, REDUCED: reduced, GRANTED: granted}
    words = [word.get(mask, "") for mask in range(GRANTED + 1)]
    names = ("beregnet_oere", "egenandel_oere", "utbetales_oere", "teller_mot_frikort_oere", "laveste_oere")
    amounts = {name: _amounts(*column) for name, column in zip(names, lines.amounts, strict=True)}
    return {
        "post": taken_texts([item.post.id for item in posts], lines.post, pa.string()),
        "utfall": taken_texts(words, lines.outcome, pa.string()),
        "mulige_utfall": taken_texts([(text,) for text in words], lines.outcome, pa.list_(pa.string())),
        **amounts,
        "hoeyeste_oere": amounts["laveste_oere"],
        "endelig": np.ones(lines.document.size, np.bool_),
    }


def _amounts(values: Ints, known: Flags | None) -> pa.Array:
    return pa.array(values) if known is None else pa.array(values, mask=~known)


def _told(lines: _Lines, first: Ints, lists: list[tuple[str, ...]], texts: list[str]) -> tuple[list[_Said], Ints]:
    """The different (reason codes, hjemler) that all posts of a document come to, and which each document has."""
    row, code = combined([lines.reasons, lines.hjemmel])
    pairs = zip(lines.reasons.take(row).tolist(), lines.hjemmel.take(row).tolist(), strict=True)
    posts = [(lists[reasons], (texts[hjemmel],)) for reasons, hjemmel in pairs]
    counts = np.diff(np.append(first, lines.document.size))
    numbers: dict[_Said, int] = {((), ()): 0}
    said: list[_Said] = [((), ())]
    steps: dict[int, int] = {}
    found = np.zeros(first.size, np.int64)
    for place in range(int(counts.max(initial=0))):
        mine = np.flatnonzero(counts > place)
        if place:  # one that says what the one before it said adds nothing
            at = first.take(mine) + place
            mine = mine[code.take(at) != code.take(at - 1)]
        values, which = distinct(found.take(mine) * len(posts) + code.take(first.take(mine) + place))
        for value in values.tolist():
            if value not in steps:
                before, post = said[value // len(posts)], posts[value % len(posts)]
                after = _once(*before[0], *post[0]), _once(*before[1], *post[1])
                steps[value] = numbers.setdefault(after, len(numbers))
                if steps[value] == len(said):
                    said.append(after)
        found[mine] = np.array([steps[value] for value in values.tolist()], np.int64).take(which)
    return said, found


def _once(*items: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _same(text: str, size: int) -> pa.Array:
    return taken_texts([text], np.zeros(size, np.int64), pa.string())
