"""How an amount came about: every step adds up to it, on the cases beside the rules and in a small rule book."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from reiseregel import InvalidDocument, answer, load_rulebook
from reiseregel.casebook import load_cases
from reiseregel.engine.arithmetic import (
    Bounded,
    Days,
    Difference,
    Given,
    Named,
    Product,
    Rounded,
    Step,
    Total,
    Wholes,
    arithmetic,
    exact,
)
from reiseregel.explain.readers.arithmetic_words import arithmetic_sentences
from reiseregel.explain.readers.voice import Voice
from tests.conftest import Figures
from tests.engine.small_case import journey

CASES = 450
SEED = 1915


def worked(name: str, **facts: Any) -> Step:
    """The step inside a concept of the small journey."""
    evaluator, reise = journey(**facts)
    found = arithmetic(evaluator, reise, name)
    assert isinstance(found, Named)
    assert exact(found) == found.value
    return found.step


def test_a_product_has_the_rate_with_its_first_day() -> None:
    found = worked("kilometer")
    assert isinstance(found, Product)
    assert isinstance(found.right, Given)
    assert found.right.row is not None
    assert found.right.row.since == journey()[0].book.rates["km"].rows[1].since
    assert [int(part.value) for part in (found.left, found.right, found)] == [12_000, 310, 3_720]
    assert found.per == 1_000


def test_rounding_is_told_where_it_changed_the_number() -> None:
    found = worked("kilometer", vei_m=12_345)
    assert isinstance(found, Rounded)
    assert found.step.value == Fraction(382_695, 100)
    assert (int(found.value), found.to) == (3_827, 1)


def test_a_term_that_is_zero_is_left_out() -> None:
    below, above = worked("netto", pris_oere=5_000), worked("netto", pris_oere=25_000)
    assert isinstance(below, Given)
    assert below.value == 5_000
    assert isinstance(above, Total)
    assert [part.value for part in above.parts] == [15_000, 25_000]


def test_a_ceiling_is_told_only_when_it_was_reached() -> None:
    reached, below = worked("kroner", pris_oere=25_000), worked("kroner", pris_oere=4_000)
    assert isinstance(reached, Bounded)
    assert (reached.kind, int(reached.wanted.value), int(reached.bound.value)) == ("min", 25_000, 5_000)
    assert isinstance(below, Given)


def test_whole_days_and_the_rate_of_each_day() -> None:
    wholes, days = worked("hele_doegn"), worked("kost", dato="2025-03-01")
    assert isinstance(wholes, Wholes)
    assert (int(wholes.divisor), int(wholes.value)) == (1_440, 2)
    assert isinstance(days, Days)
    assert [(row.value, count) for row, count in days.runs] == [(27_499, 2), (27_500, 1)]


def test_a_sum_over_a_list_counts_those_that_count() -> None:
    expenses = [{"beloep": 10, "vist": True}, {"beloep": 20, "vist": False}, {"beloep": 30, "vist": True}]
    found = worked("sum_av_utgifter", utgifter=expenses)
    assert isinstance(found, Total)
    assert [part.value for part in found.parts] == [10, 30]


def test_an_open_amount_has_no_arithmetic() -> None:
    evaluator, reise = journey(vei_m=None)
    assert arithmetic(evaluator, reise, "kilometer") is None


def test_the_steps_add_up_on_the_cases_beside_the_rules(figures: Figures) -> None:
    """Worked out anew from its parts, every settled column is the amount of the decision, in every kind of post."""
    book, tried, kinds, lines = load_rulebook(), Counter[str](), Counter[str](), 0
    about_money = [case for case in load_cases() if book.answer_words(case.document.get("type", "")) is None]
    for case in random.Random(SEED).sample(about_money, CASES):
        try:
            answered = answer(case.document, book, dict(case.readings))
        except InvalidDocument:
            continue
        voice = Voice(answered, "nb")
        for item, post in zip(answered.posts, answered.decision.posts, strict=True):
            columns = (
                (item.post.computed, post.computed),
                (item.post.own_share, post.own_share),
                (item.post.payable, post.payable),
                (item.post.frikort, post.frikort),
                (item.post.interest, post.interest),
            )
            for name, bounds in columns:
                step = arithmetic(answered.evaluator, item.instance, name) if name else None
                if step is None:
                    continue
                assert step.value == exact(step) == bounds.lowest == bounds.highest, (case.name, name)
                tried[post.post.id] += 1
                kinds.update(type(found).__name__ for found in _all(step))
                lines += len(arithmetic_sentences(step, voice))

    figures(f"{sum(tried.values())} beløp i {len(tried)} slags poster, {lines} linjer")
    assert set(tried) == {post.id for post in book.posts if post.answer is None}
    assert {"Product", "Total", "Difference", "Bounded", "Rounded", "Days", "Wholes", "Divided"} <= set(kinds)


def _all(step: Step) -> Iterator[Step]:
    yield step
    match step:
        case Named(step=inner) | Rounded(inner) | Wholes(inner):
            yield from _all(inner)
        case Product(left, right) | Difference(left, right) | Bounded(_, left, right):
            yield from _all(left)
            yield from _all(right)
        case Total(parts):
            for part in parts:
                yield from _all(part)
        case Days(count=count):
            yield from _all(count)
        case Given():
            pass
        case _:
            yield from _all(step.step)


@pytest.mark.parametrize("name", ["kilometer", "netto"])
def test_what_is_not_a_number_of_the_entity_is_an_error(name: str) -> None:
    evaluator, reise = journey()
    with pytest.raises(KeyError):
        arithmetic(evaluator, reise, f"{name}_finnes_ikke")
