"""The oracle gives what the cases beside the rules expect, though it knows nothing of how the engine decides."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from reiseregel.casebook import load_cases
from reiseregel.resources import rules_folder
from reiseregel.rulebook import load_files
from reiseregel.yamlfile import read_folder
from tests.conftest import Figures
from tests.oracle.compiler import OutsideLaw, Rules, birthdays, compile_rules, months_later, nearest
from tests.oracle.completions import completions
from tests.oracle.things import things_of


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.grundig) for part in range(1, 6))])
def test_every_case_beside_the_rules(part: int, figures: Figures) -> None:
    """A sixth at a time; `make grundig` has them all."""
    book = load_files(read_folder(rules_folder()), demand_words=False).book
    assert book is not None
    counts: Counter[str] = Counter()
    compiled: dict[tuple[tuple[str, str], ...], Rules] = {}
    for case in load_cases()[part::6]:
        if case.readings not in compiled:
            compiled[case.readings] = compile_rules(book, dict(case.readings))
        rules = compiled[case.readings]
        counts["saker"] += 1
        root = things_of(case.document, book.vocabulary, case.document["type"])
        try:
            found = completions(rules, root, Random(0)).found
        except OutsideLaw:
            continue
        expected = case.expected
        if "mulige_utfall" in expected:
            assert {answer.outcome for answer in found} <= set(expected["mulige_utfall"]), case.name
        if expected["utfall"] not in ("mangler_opplysninger", "til_vurdering"):
            assert {answer.outcome for answer in found} == {expected["utfall"]}, case.name
            if expected.get("beloep_oere") is not None:
                assert {answer.amount for answer in found} == {expected["beloep_oere"]}, case.name
        counts["avgjorte"] += len({(answer.outcome, answer.amount) for answer in found}) == 1
    figures(", ".join(f"{value} {name}" for name, value in counts.items()))
    assert counts["avgjorte"] > 100


def test_what_the_printed_rules_call() -> None:
    assert [nearest(parts, 10) for parts in (4, 5, 14, 15, -5, -6)] == [0, 1, 1, 2, 0, -1]
    leap = 731_640  # 29 February 2004
    assert [birthdays(leap, day) for day in (leap + 365, leap + 366, leap + 365 * 4 + 1)] == [0, 1, 4]
    assert months_later(leap, 12) == leap + 365
