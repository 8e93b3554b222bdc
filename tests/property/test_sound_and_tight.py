"""The evaluator against every way a case can turn out, on the real rule book.

Sound: no completion gives anything the evaluator says cannot be. Tight: where all that is open and reached is yes/no or
a code, at most ten of them, it says open exactly when two completions differ, names exactly the outcomes and bounds
that occur, and asks exactly for the facts that alone can change a post.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from reiseregel.case import check_document
from reiseregel.decision import decide
from reiseregel.decision.core import solve
from reiseregel.facts import build_facts
from reiseregel.sets import shown_bound
from tests.conftest import Figures
from tests.property.agreement import Said, holds, post_outcomes, said, told
from tests.property.real_cases import RealCase, real_book, real_case


def evaluate(case: RealCase) -> Said:
    """The evaluator's answer to a case, on the way that `decide` takes."""
    book = real_book()
    checked = check_document(case.document, book.vocabulary)
    return said(solve(book, build_facts(checked.kind, checked.data, book.vocabulary, {}), case.readings))


def same_in_public(case: RealCase) -> None:
    """`decide` gives the same answer as its parts."""
    answer, decision = evaluate(case), decide(case.document, real_book(), case.readings)
    assert set(decision.outcomes) == answer.outcomes
    assert decision.settled == answer.settled
    assert (decision.bounds.lowest, decision.bounds.highest) == tuple(shown_bound(bound) for bound in answer.amount)
    assert [list(post.outcomes) for post in decision.posts] == [
        post_outcomes(result, item.post) for result, item in zip(answer.posts, answer.core.posts, strict=True)
    ]
    assert {item.fact.pointer for item in decision.clarifications if item.fact} == answer.changes.keys()


def run(seed: int, count: int, figures: Figures) -> Counter[str]:
    """Many cases; a failure names the one that failed."""
    counts: Counter[str] = Counter()
    for number in range(count):
        case = real_case(Random(seed * 1_000_000 + number))
        try:
            holds(evaluate(case), case.completions, counts)
            if number % 20 == 0:
                same_in_public(case)
        except AssertionError as fault:
            raise AssertionError(f"sak {seed}/{number}: {fault}") from fault
    figures(told(counts))
    return counts


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.grundig) for seed in (2, 3))])
def test_no_completion_falls_outside_and_nothing_is_left_open_without_reason(seed: int, figures: Figures) -> None:
    counts = run(seed, 500, figures)
    assert counts["lukket ved oppdeling"] > 0
    assert counts["åpne"] > 100
    assert counts["prøvd for stramhet"] > 100


@pytest.mark.grundig
@pytest.mark.parametrize("seed", range(4, 51))
def test_the_same_on_ten_times_as_many(seed: int, figures: Figures) -> None:
    run(seed, 500, figures)
