"""On random claims of the real law: what is told is true for every value told, and nothing in it can be spared."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest

from reiseregel.case import check_document
from reiseregel.counterfactual import Change, Counterfactual, counterfactuals
from reiseregel.decision import Decision, decide
from reiseregel.errors import InvalidDocument
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary.model import CHANGEABLE
from tests.conftest import Figures
from tests.counterfactual.documents import Document, apply, instances, values_of
from tests.counterfactual.goals import Stand, better, stand_of, worse
from tests.property.agreement import told
from tests.property.real_cases import complete_claim, real_book, real_case, real_rules

#: How many values of each fact of a larger set are tried alone.
TRIED_ALONE = 6


def stand(document: Document, book: RuleBook, readings: dict[str, str]) -> Stand | None:
    try:
        return stand_of(decide(document, book, readings))
    except InvalidDocument:
        return None


def holds(document: Document, decision: Decision, readings: dict[str, str], rng: Random, counts: Counter[str]) -> None:
    book, now = real_book(), stand_of(decision)
    found = counterfactuals(check_document(document, book.vocabulary), book, decision, readings)
    for item in (*found.better, *found.worse):
        reached = worse if item.direction == "daarligere" else better
        for number, changes in enumerate(instances(item)):
            then = stand(apply(document, changes, book.vocabulary), book, readings)
            # Another value than the one told of may be refused for a reason outside the rules, such as two dates.
            assert reached(now, then) or (number and then is None), item.to_json()
            counts["prøvde verdier"] += 1
        minimal(document, item, now, readings, rng)
        assert not item.shown_to_patient or for_patients(item), item.to_json()
        assert item.group == max((change.changeable for change in item.changes), key=CHANGEABLE.index)
        counts[f"av {len(item.changes)}"] += 1
        counts[item.direction] += 1
        counts["vises pasienten"] += item.shown_to_patient
    counts["uttømt"] += found.exhausted
    counts["saker"] += 1


def minimal(document: Document, item: Counterfactual, now: Stand, readings: dict[str, str], rng: Random) -> None:
    """Some of the changes do not do, neither with these values nor, one alone, with others."""
    book = real_book()
    first = next(instances(item))
    for size in range(1, len(first)):
        for some in combinations(first, size):
            assert not better(now, stand(apply(document, some, book.vocabulary), book, readings)), item.to_json()
    for change in item.changes if len(first) > 1 else ():
        for value in others(change, rng):
            then = stand(apply(document, [(change, value)], book.vocabulary), book, readings)
            assert not better(now, then), (item.to_json(), value)


def others(change: Change, rng: Random) -> list[object]:
    """Values of one fact, whatever was told of it."""
    fact = change.fact
    if fact is None or fact.type.kind == "dato":
        return []
    if fact.type.kind == "boolsk":
        return [not change.now]
    if fact.type.kind == "kode":
        return rng.sample(fact.type.codes, min(TRIED_ALONE, len(fact.type.codes)))
    return [*values_of(fact, change.condition), *(rng.randint(fact.low, fact.high) for _ in range(TRIED_ALONE))]


def for_patients(item: Counterfactual) -> bool:
    """Nothing a register settled, nothing that cannot be changed, nothing that invites an untruth."""
    return item.direction != "daarligere" and all(
        change.owner != "register" and change.changeable != "nei" and not change.definition.hidden_from_patient
        for change in item.changes
    )


def run(seed: int, cases: int, figures: Figures) -> Counter[str]:
    book, counts = real_book(), Counter[str]()
    for number in range(cases):
        rng = Random(seed * 1_000_000 + number)
        if number % 3:
            case = real_case(rng)
            document, readings = case.document, case.readings
        else:
            readings, rules = real_rules()
            document, _ = complete_claim(rng, rules)
        try:
            decision = decide(document, book, readings)
        except InvalidDocument:  # no way to fill it in is possible
            counts["umulige"] += 1
            continue
        try:
            holds(document, decision, readings, rng, counts)
        except AssertionError as fault:
            raise AssertionError(f"sak {seed}/{number}: {fault}\n{document}") from fault
    figures(told(counts))
    return counts


def test_what_is_told_is_true_and_minimal(figures: Figures) -> None:
    counts = run(1, 3, figures)
    assert counts["saker"] == 3
    assert counts["bedre"] > 1


@pytest.mark.grundig
@pytest.mark.parametrize("seed", range(2, 12))
def test_the_same_on_a_thousand(seed: int, figures: Figures) -> None:
    run(seed, 100, figures)
