"""Random documents of every type for holding the executors together: near thresholds and break dates, facts missing.

Number `n` is always the same document. Some are refused as input; those are for the caller to leave out.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from random import Random

from reiseregel.casebook import load_cases
from reiseregel.casebook.moving import moved
from reiseregel.synthetic import Portfolio, Window
from reiseregel.synthetic.jsonl import lines
from reiseregel.vocabulary import Vocabulary
from tests.property.real_cases import real_book
from tests.property.requisition_cases import KINDS, near
from tests.strategies.claims import Document, assessed, full_claim, open_pointers, without
from tests.strategies.root_documents import full_document

#: How much of what may be left out is left out, each as often as it stands here.
MISSING = (0.0, 0.0, 0.005, 0.01, 0.02, 0.05, 0.3, 0.9)


@cache
def _claims() -> tuple[Document, ...]:
    return tuple(case.document for case in load_cases() if case.document.get("type") in ("krav", "tilbakekreving"))


@cache
def _portfolio() -> tuple[Document, ...]:
    """Claims as patients send them, over all the time of the rules."""
    window = Window(date(2017, 1, 1), date(2027, 11, 30))
    made = Portfolio(1, real_book().vocabulary, window).claims(range(500))
    return tuple(json.loads(line) for line in lines(made))


@cache
def _break_days() -> tuple[date, ...]:
    """The first days of new law and new rates, with the days around them."""
    book = real_book()
    first = {version.since for concept in book.concepts.values() for version in concept.versions}
    first |= {row.since for rate in book.rates.values() for row in rate.rows}
    inside = [day for day in sorted(first) if date(2016, 10, 1).toordinal() <= day <= date(2027, 12, 31).toordinal()]
    return tuple(date.fromordinal(day) + timedelta(step) for day in inside for step in (-1, 0, 1))


def document(number: int) -> Document:
    """Document number `number`."""
    rng, vocabulary = Random(number), real_book().vocabulary
    kind = rng.random()
    if kind < 0.2:
        found = full_claim(rng, vocabulary)
    elif kind < 0.4:
        found = rng.choice(_portfolio())
    elif kind < 0.75:
        found = rng.choice(_claims())
        found = moved(found, rng.choice(_break_days()).isoformat()) or found
    else:
        found = full_document(rng, near(rng.choice(KINDS)))
    return _opened(rng, found, vocabulary)


def _opened(rng: Random, found: Document, vocabulary: Vocabulary) -> Document:
    """With some of the facts left out."""
    share = rng.choice(MISSING)
    left_out = [pointer for pointer in open_pointers(found, vocabulary) if rng.random() < share]
    return assessed(without(found, left_out, vocabulary), vocabulary) if left_out else found
