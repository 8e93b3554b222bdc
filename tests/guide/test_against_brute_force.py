"""The questions on random small rule books against brute force: only what matters is asked, and all that matters is."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from reiseregel.decision import Answered, answer
from reiseregel.errors import InvalidDocument
from reiseregel.guide import Guided, back, next_questions, skip, start
from reiseregel.guide import answer as answered_with
from reiseregel.guide.witness import Witness, makes_a_difference
from tests.conftest import Figures
from tests.guide.random_answers import Document, filled, random_answer
from tests.property.small_books import SmallCase, small_cases

SEEDS = (71, 72)
BOOKS = 40


def claim(case: SmallCase) -> Document:
    return {"type": "krav", "versjon": 1, **case.document}


def answered(case: SmallCase) -> Answered | None:
    try:
        return answer(claim(case), case.core.book)
    except InvalidDocument:  # the case claims nothing
        return None


@pytest.mark.parametrize("seed", SEEDS)
def test_only_what_matters_is_asked_and_all_of_it(seed: int, figures: Figures) -> None:
    counts: Counter[str] = Counter()
    for number in range(BOOKS):
        for case in small_cases(Random(seed * 1000 + number)):
            given = answered(case)
            if given is None:
                continue
            asked = [question.pointer for question in next_questions(given)]
            counts["saker"] += 1
            counts["uten spørsmål"] += not asked
            if given.decision.settled:
                counts["avgjort"] += 1
                assert asked == []
            elif case.completions.finite and given.decision.exhausted:
                matters = set(case.completions.changes())
                counts["med spørsmål"] += 1
                assert not matters or set(asked) == matters
    figures(", ".join(f"{value} {name}" for name, value in counts.items()))
    assert counts["avgjort"] > 20
    assert counts["med spørsmål"] > 40


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_shown_to_make_a_difference_does(seed: int, figures: Figures) -> None:
    """The search that stands in for splitting where too much is open agrees with every completion there is."""
    counts: Counter[str] = Counter()
    for number in range(BOOKS):
        for case in small_cases(Random(seed * 1000 + number)):
            if not case.completions.finite:
                continue
            matters = case.completions.changes()
            for fact in case.core.evaluator.facts.open_facts:
                shown = makes_a_difference(case.core, fact)
                counts[shown.name] += 1
                if shown is Witness.NO:
                    assert fact.pointer not in matters
                elif shown is Witness.YES and matters:
                    assert fact.pointer in matters
    figures(", ".join(f"{value} {name}" for name, value in counts.items()))
    assert counts["YES"] > 50
    assert counts["NO"] > 50
    assert counts["NOT_FOUND"] < counts["YES"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_whole_session_ends_settled_and_as_the_full_document_is_decided(seed: int, figures: Figures) -> None:
    counts: Counter[str] = Counter()
    for number in range(BOOKS):
        rng = Random(seed * 1000 + number)
        for case in small_cases(rng):
            if answered(case) is not None:
                _through(start(claim(case), case.core.book), rng, counts)
    figures(", ".join(f"{value} {name}" for name, value in counts.items()))
    assert counts["spørsmål"] > 80
    assert counts["avgjort"] > 80


def _through(guided: Guided, rng: Random, counts: Counter[str]) -> None:
    """Answer every question at random to the end, going back and forth on the way."""
    seen: set[str] = set()
    while guided.question is not None:
        question = guided.question
        assert question.pointer not in seen
        seen.add(question.pointer)
        counts["spørsmål"] += 1
        try:
            further = answered_with(guided, random_answer(rng, question))
        except InvalidDocument:  # together with what is known it cannot be true
            counts["avvist"] += 1
            seen.remove(question.pointer)
            continue
        if rng.random() < 0.3:
            returned = back(further)
            assert (returned.session, returned.document, returned.question) == (
                guided.session,
                guided.document,
                question,
            )
        guided = further
    assert guided.answered is not None
    decision = guided.answered.decision
    assert decision.settled or not decision.exhausted
    counts["avgjort"] += decision.settled
    for _ in range(3):
        try:
            full = answer(filled(rng, guided.document, guided.book.vocabulary), guided.book).decision
        except InvalidDocument:
            continue
        counts["fullstendige saker"] += 1
        assert set(full.outcomes) <= set(decision.outcomes)
        if decision.settled:
            assert (full.outcomes, full.amount) == (decision.outcomes, decision.amount)


def test_what_is_passed_over_is_not_asked_again_and_is_told_at_the_end(figures: Figures) -> None:
    counts: Counter[str] = Counter()
    for number in range(BOOKS):
        rng = Random(number)
        for case in small_cases(rng):
            if answered(case) is None:
                continue
            guided, passed = start(claim(case), case.core.book), set[str]()
            while guided.question is not None:
                assert guided.question.pointer not in passed
                passed.add(guided.question.pointer)
                guided = skip(guided)
            assert guided.document == start(claim(case), case.core.book).document
            assert {question.pointer for question in guided.left} <= passed
            assert bool(guided.left) == (not guided.settled)
            counts["hoppet over"] += len(passed)
    figures(", ".join(f"{value} {name}" for name, value in counts.items()))
    assert counts["hoppet over"] > 80
