"""The same answer to every case from every peer, shown before anything is timed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

import numpy as np

from benchmarks.peers import in_python
from benchmarks.peers.cases import OUTCOMES, REASONS, Answer, Answers, cases, columns
from benchmarks.peers.peers import Peer

#: Half of all numbers lie beside a limit.
EDGES = 0.5


class NotEqualError(Exception):
    """A peer gave another answer: nothing may be timed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How many random cases of a seed a peer answered as the function by hand did, one at a time or as a table."""

    name: str
    form: Literal["one by one", "as a table"]
    cases: int
    seed: int


def all_equal(one: Sequence[tuple[Peer, Any]], tables: Sequence[tuple[Peer, Any]], rows: int, seed: int) -> list[Shown]:
    """Hold every peer against the function by hand: those of tables over `rows`, those of one case over a tenth.

    Raises:
        NotEqualError: an answer differs, or some outcome or reason came in no case, so that nothing is shown of it.

    """
    table = columns(rows, seed, EDGES)
    expected = [in_python.decide(case) for case in cases(table)]
    shown = []
    few = rows // 10
    _all_met(expected[:few])
    for peer, decide in one:
        for number, case in enumerate(islice(cases(table), few)):
            _same(peer, number, expected[number], decide(case))
        shown.append(Shown(peer.name, "one by one", few, seed))
    by_hand = _as_answers(expected)
    for peer, on_table in tables:
        found: Answers = on_table(table)().answers()
        differs = (
            (found.outcome != by_hand.outcome) | (found.amount != by_hand.amount) | (found.reason != by_hand.reason)
        )
        for number in np.flatnonzero(differs)[:1]:
            _same(peer, int(number), expected[number], found[int(number)])
        shown.append(Shown(peer.name, "as a table", rows, seed))
    return shown


def _all_met(answers: Sequence[Answer]) -> None:
    unmet = {*OUTCOMES, *REASONS} - {name for outcome, _, reason in answers for name in (outcome, reason)}
    if unmet:
        raise NotEqualError(f"no case came to {', '.join(sorted(unmet))}: more cases are needed")


def _same(peer: Peer, number: int, expected: Answer, found: Answer) -> None:
    if found != expected:
        raise NotEqualError(f"{peer.name}, case {number}: {found}, by hand {expected}")


def _as_answers(answers: Sequence[Answer]) -> Answers:
    return Answers(
        np.array([OUTCOMES.index(outcome) for outcome, _, _ in answers], np.int8),
        np.array([amount for _, amount, _ in answers], np.int64),
        np.array([REASONS.index(reason) for _, _, reason in answers], np.int8),
    )
