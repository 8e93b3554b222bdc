"""One rule book serves many threads: each gets the answer it would get alone, to the last byte of the trace."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from reiseregel.casebook import load_cases
from reiseregel.decision import decide
from reiseregel.resources import rules_folder
from reiseregel.rulebook import RuleBook, load_files
from reiseregel.yamlfile import read_folder

THREADS = 2
READINGS: tuple[dict[str, str], ...] = ({}, {"egenandel_grunnlag": "bare_reise"})


@pytest.fixture
def _switching_often() -> Iterator[None]:
    """Threads take turns a thousand times as often as usual."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_switching_often")
def test_two_threads_get_the_answers_of_one() -> None:
    texts = {name: text for name, text in read_folder(rules_folder()).items() if not name.endswith(".saker.yaml")}
    shared, alone = (load_files(texts, demand_words=False).book for _ in range(2))
    assert shared is not None
    assert alone is not None
    documents = [case.document for case in load_cases()][::7][:16]
    work = [(document, readings) for document in documents for readings in READINGS]
    together = Barrier(THREADS, timeout=60)

    def answers(order: list[int]) -> dict[int, str]:
        together.wait()
        return {number: answer(*work[number], shared) for number in order}

    forwards = list(range(len(work)))
    with ThreadPoolExecutor(THREADS) as threads:
        found = [threads.submit(answers, order) for order in (forwards, forwards[::-1])]
        results = [future.result(timeout=120) for future in found]
    expected = {number: answer(*work[number], alone) for number in forwards}
    assert len(set(expected.values())) > len(documents) / 2
    assert results == [expected] * THREADS


def answer(document: dict[str, Any], readings: dict[str, str], book: RuleBook) -> str:
    decision = decide(document, book, readings)
    return json.dumps([decision.to_json("nb"), decision.trace], ensure_ascii=False)
