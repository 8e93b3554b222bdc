"""The small rule set that is timed: the same answers from the reference, the compiled executor and the code by hand."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest

from benchmarks.peers import in_numpy, in_polars, in_python, in_reiseregel, in_reiseregel_columns
from benchmarks.peers.cases import OUTCOMES, REASONS, Answer, Answers, Case, Columns, cases, columns
from benchmarks.peers.equal import NotEqualError, all_equal
from benchmarks.peers.peers import Peer

ONE = [
    (Peer("reference", "in_reiseregel", "decide_by_reference"), in_reiseregel.decide_by_reference),
    (Peer("compiled", "in_reiseregel", "decide"), in_reiseregel.decide),
]
TABLES = [
    (Peer("numpy", "in_numpy", "on_table"), in_numpy.on_table),
    (Peer("polars", "in_polars", "on_table"), in_polars.on_table),
    (Peer("columns", "in_reiseregel_columns", "on_table"), in_reiseregel_columns.on_table),
    (Peer("whole answers", "in_reiseregel_columns", "on_table_whole"), in_reiseregel_columns.on_table_whole),
]


def test_every_way_gives_the_same_answer() -> None:
    for shown in all_equal(ONE, TABLES, rows=8_000, seed=1):
        print(f"{shown.name}, {shown.form}: {shown.cases} cases, seed {shown.seed}")


@pytest.mark.parametrize("field", ["outcome", "amount", "reason"])
def test_a_table_that_differs_in_one_row_is_found(field: str) -> None:
    def wrong(table: Columns) -> Callable[[], Answers]:
        found = in_numpy.decide_many(table)
        column = getattr(found, field)
        column[4_321] = (column[4_321] + 1) % 3
        return lambda: found

    with pytest.raises(NotEqualError, match="wrong, case 4321"):
        all_equal([], [(Peer("wrong", "", ""), wrong)], rows=8_000, seed=1)


def test_one_case_that_differs_is_found() -> None:
    def wrong(case: Case) -> Answer:
        outcome, amount, reason = in_python.decide(case)
        return outcome, amount + (case["alder_aar"] == 16 and amount > 0), reason

    with pytest.raises(NotEqualError, match="wrong, case"):
        all_equal([(Peer("wrong", "", ""), wrong)], [], rows=8_000, seed=1)


def test_too_few_cases_show_nothing() -> None:
    with pytest.raises(NotEqualError, match="no case came to"):
        all_equal(ONE, TABLES, rows=100, seed=1)


def test_what_is_timed_comes_to_every_answer() -> None:
    answers = [in_python.decide(case) for case in cases(columns(5_000, seed=7))]
    assert {outcome for outcome, _, _ in answers} == set(OUTCOMES)
    assert {reason for _, _, reason in answers} == set(REASONS)


@pytest.mark.parametrize("module", [in_numpy, in_reiseregel_columns])
def test_smaller_chunks_change_nothing(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    table = columns(1_000, seed=3)
    whole = module.on_table(table)()
    monkeypatch.setattr(module, "CHUNK", 99)
    parts = module.on_table(table)()
    for name in ("outcome", "amount", "reason"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))
