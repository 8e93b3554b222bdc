"""On random small rule books: what is told is what brute force finds, no less and no more."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest

from reiseregel.case import check_document
from reiseregel.counterfactual import counterfactuals
from reiseregel.decision import decide
from reiseregel.errors import InvalidDocument
from reiseregel.rulebook import RuleBook
from tests.conftest import Figures
from tests.counterfactual.brute import Brute, TooMany
from tests.counterfactual.documents import Document, apply, instances
from tests.counterfactual.goals import better, stand_of
from tests.oracle.compiler import Rules, compile_rules
from tests.property.agreement import told
from tests.property.small_books import loaded
from tests.strategies.rule_books import small_document, small_rule_book

#: A case with more facts than this takes brute force too long.
MOST_FACTS = 8
LARGEST = 3


def agrees(book: RuleBook, rules: Rules, document: Document, counts: Counter[str]) -> None:
    """Brute force and the search find the same, and each thing told is true."""
    decision = decide(document, book)
    brute = Brute(book, rules, document)
    if len(brute.facts) > MOST_FACTS:
        counts["for store"] += 1
        return
    if brute.now != stand_of(decision):
        counts["løse grenser"] += 1
        return
    found = counterfactuals(check_document(document, book.vocabulary), book, decision)
    minimal = brute.minimal(LARGEST)
    sets = {frozenset(change.pointer for change in item.changes) for item in found.better}
    for item in found.better:
        for changes in instances(item):
            assert better(brute.now, brute.stand(apply(document, changes, book.vocabulary))), ("usant", item.to_json())
        counts["funn"] += 1
    for chosen in sets:
        assert not any(smaller < chosen for smaller in minimal), ("ikke minimal", chosen)
        counts[f"av {len(chosen)}"] += 1
    for chosen in minimal if found.exhausted else ():
        fact, *others = (brute.facts[pointer] for pointer in chosen)
        moved = not others and fact is not None and not fact.type.finite
        # Brute force tries a few dates only; what is told and true may be smaller.
        assert moved or any(other <= chosen for other in sets), ("ikke funnet", chosen)
        if chosen not in sets and fact is not None and fact.type.kind == "tall":
            assert not brute.turns(*chosen), ("en terskel er ikke funnet", chosen)
        counts["bekreftet"] += chosen in sets
        counts["bare tall"] += chosen not in sets
    counts["uttømt"] += found.exhausted
    counts["saker"] += 1


def run(seed: int, books: int, figures: Figures) -> Counter[str]:
    counts: Counter[str] = Counter()
    for number in range(books):
        rng = Random(seed * 1_000_000 + number)
        texts = small_rule_book(rng)
        book = loaded(texts)
        rules = compile_rules(book)
        for finite, other in ((0.0, 0.0), (0.25, 0.0)):
            document = {"type": "krav", "versjon": 1, **small_document(rng, book.vocabulary, finite, other)}
            try:
                agrees(book, rules, document, counts)
            except (InvalidDocument, TooMany):
                counts["ikke prøvd"] += 1
            except AssertionError as fault:
                shown = json.dumps([json.loads(text) for name, text in texts.items() if "par_" in name], indent=1)
                raise AssertionError(f"regelbok {seed}/{number}: {fault}\n{document}\n{shown}") from fault
        counts["regelbøker"] += 1
    figures(told(counts))
    return counts


def test_what_brute_force_finds(figures: Figures) -> None:
    counts = run(1, 40, figures)
    assert counts["bekreftet"] > 30
    assert counts["av 2"] > 3


@pytest.mark.grundig
@pytest.mark.parametrize("seed", range(2, 12))
def test_the_same_on_more(seed: int, figures: Figures) -> None:
    run(seed, 100, figures)
