"""The evaluator against brute force on random small rule books, to test the evaluator and not only this law."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from random import Random

import pytest

from reiseregel.rulebook import load_files
from tests.conftest import Figures
from tests.property.agreement import holds, said, told
from tests.property.small_books import loaded, small_cases
from tests.strategies.rule_books import small_rule_book


def run(seed: int, books: int, figures: Figures) -> Counter[str]:
    """Many rule books; a failure names the one that failed and shows its rules."""
    counts: Counter[str] = Counter()
    for number in range(books):
        for case in small_cases(Random(seed * 1_000_000 + number)):
            try:
                holds(said(case.core), case.completions, counts)
            except AssertionError as fault:
                rules = json.dumps([json.loads(text) for name, text in case.texts.items() if "par_" in name], indent=1)
                raise AssertionError(f"regelbok {seed}/{number}: {fault}\n{case.document}\n{rules}") from fault
        counts["regelbøker"] += 1
    figures(told(counts))
    return counts


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_sound_and_tight(seed: int, figures: Figures) -> None:
    counts = run(seed, 250, figures)
    assert counts["lukket ved oppdeling"] > 0
    assert counts["åpne"] > 100
    assert counts["prøvd for stramhet"] > 250


@pytest.mark.grundig
@pytest.mark.parametrize("seed", range(11, 51))
def test_the_same_on_ten_times_as_many(seed: int, figures: Figures) -> None:
    run(seed, 250, figures)


def test_the_short_cut_of_reading_them_as_json_gives_the_same_book() -> None:
    for seed in range(20):
        texts = small_rule_book(Random(seed))
        as_yaml = load_files(texts, demand_words=False).book
        assert as_yaml is not None
        for key, concept in loaded(texts).concepts.items():
            same = [asdict(concept)["versions"] for concept in (concept, as_yaml.concepts[key])]
            for versions in same:
                for version in versions:
                    for clause in version["clauses"]:
                        del clause["place"]
            assert same[0] == same[1]
