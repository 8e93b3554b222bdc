"""The evaluator against brute force on random small rule books, so that the evaluator and not only this law is tested."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from random import Random

import pytest

from reiseregel.rulebook import load_files
from tests.conftest import Figures
from tests.property.agreement import loose, said, unsound
from tests.property.small_books import SmallCase, loaded, small_cases
from tests.strategies.rule_books import small_rule_book

MOST_OPEN = 10


def holds(case: SmallCase, counts: Counter[str]) -> None:
    """Sound always; tight where what is open and reached is yes/no and codes."""
    answer, completions = said(case.core), case.completions
    differ = len({(one.outcome, one.amount) for one in completions.found}) > 1
    counts["saker"] += 1
    counts["utfyllinger"] += len(completions.answers)
    counts["åpne"] += not answer.settled
    counts["lukket ved oppdeling"] += answer.settled and not answer.plainly_settled
    counts["avgjort uten oppdeling"] += answer.plainly_settled
    assert unsound(answer, completions) == []
    if completions.finite and len(completions.opened) <= MOST_OPEN:
        counts["prøvd for stramhet"] += 1
        faults = loose(answer, completions)
        assert not faults or not answer.exhausted, faults
        counts["løse (oppdelingen ikke uttømt)"] += bool(faults)
    else:
        counts["åpne uten at to utfyllinger skiller seg"] += not answer.settled and not differ


def run(seed: int, books: int, figures: Figures) -> Counter[str]:
    """Many rule books; a failure names the one that failed and shows its rules."""
    counts: Counter[str] = Counter()
    for number in range(books):
        for case in small_cases(Random(seed * 1_000_000 + number)):
            try:
                holds(case, counts)
            except AssertionError as fault:
                rules = json.dumps([json.loads(text) for name, text in case.texts.items() if "par_" in name], indent=1)
                raise AssertionError(f"regelbok {seed}/{number}: {fault}\n{case.document}\n{rules}") from fault
        counts["regelbøker"] += 1
    figures(", ".join(f"{value} {name}" for name, value in counts.items()))
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
