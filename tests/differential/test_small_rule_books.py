"""The compiled executor against the reference on random small rule books: every kind of expression, any list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from reiseregel.case import CheckedDocument
from tests.conftest import Figures
from tests.differential.agreement import plain_pass_agrees
from tests.property.small_books import OPENNESS, loaded
from tests.strategies.rule_books import small_document, small_rule_book

#: Names that mean something to Python, or to the code around the rules.
AWKWARD = {
    "c0": "in",
    "c1": "path",
    "c2": "up",
    "c3": "iso",
    "c4": "k0",
    "f0": "d",
    "f1": "g",
    "f2": "f",
    "f3": "next",
    "ting": "order",
}


def renamed(texts: dict[str, str]) -> dict[str, str]:
    """The same rules with awkward names."""
    return {
        re.sub(r"\bting\b", "order", name): re.sub(rf"\b({'|'.join(AWKWARD)})\b", lambda found: AWKWARD[found[0]], text)
        for name, text in texts.items()
    }


def run(seed: int, books: int, figures: Figures, change: Callable[[dict[str, str]], dict[str, str]] = dict) -> None:
    counts: Counter[str] = Counter()
    for number in range(books):
        rng = Random(seed * 1_000_000 + number)
        book = loaded(change(small_rule_book(rng)))
        for _ in range(8):
            data = small_document(rng, book.vocabulary, *rng.choice(OPENNESS))
            document = CheckedDocument("krav", "nb", data, (), {})
            try:
                plain_pass_agrees(document, book, counts, every_value=True)
            except AssertionError as fault:
                raise AssertionError(f"regelbok {seed}/{number}: {fault}") from fault
    assert counts["verdier"] > 20 * books
    assert counts["mengder"] > books
    figures(f"{books} regelbøker, " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))


def test_every_concept_of_every_instance(figures: Figures) -> None:
    run(2, 60, figures)


def test_whatever_things_are_called(figures: Figures) -> None:
    run(3, 25, figures, renamed)


@pytest.mark.grundig
@pytest.mark.parametrize("seed", range(11, 31))
def test_the_same_on_many_more(seed: int, figures: Figures) -> None:
    run(seed, 500, figures)
