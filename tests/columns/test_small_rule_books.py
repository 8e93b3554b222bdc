"""Columns against the reference on random small rule books: every kind of expression, lists given and not."""

from __future__ import annotations

from random import Random

import pytest

from tests.columns.same import concepts_agree
from tests.conftest import Figures
from tests.property.small_books import OPENNESS, loaded
from tests.strategies.rule_books import small_document, small_rule_book


def run(seed: int, books: int, figures: Figures) -> None:
    compared = 0
    for number in range(books):
        rng = Random(seed * 1_000_000 + number)
        book = loaded(small_rule_book(rng))
        documents = [small_document(rng, book.vocabulary, *rng.choice(OPENNESS)) for _ in range(8)]
        try:
            compared += concepts_agree("krav", documents, book)
        except AssertionError as fault:
            raise AssertionError(f"regelbok {seed}/{number}: {fault}") from fault
    assert compared > 20 * books
    figures(f"{books} regelbøker, {compared} verdimengder")


def test_every_concept_of_every_instance(figures: Figures) -> None:
    run(1, 60, figures)


@pytest.mark.grundig
@pytest.mark.parametrize("seed", range(11, 31))
def test_the_same_on_many_more(seed: int, figures: Figures) -> None:
    run(seed, 500, figures)
