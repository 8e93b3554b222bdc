"""A made-up month of events: the signals of every executor and database are those of an oracle in plain SQL."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reiseregel.control.book import load_control_book
from reiseregel.control.deciding import ExecutorName
from reiseregel.control.durable.executor import DurableExecutor
from reiseregel.control.manifest import SIGNALS, UNSETTLED
from reiseregel.control.run import Asked, run
from reiseregel.control.store import Engine
from tests.control.generated import events
from tests.control.oracle import signals

SMALL = 12_000


def written(folder: Path, count: int, seed: int) -> Path:
    file = folder / "hendelser.jsonl"
    file.write_text("".join(json.dumps(event) + "\n" for event in events(count, seed)), encoding="utf-8")
    return file


def found(folder: Path, name: str) -> set[tuple[str, str, str]]:
    rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    told = {(row["signal"], row["subjekt"], row["dato"]) for row in rows}
    assert len(told) == len(rows), "a signal is told once of a subject"
    return told


def hold_equal(folder: Path, file: Path, executor: ExecutorName, engine: Engine) -> None:
    """The run of a file against the oracle, signal by signal."""
    target = folder / f"{executor}-{engine}"
    outcome = run(Asked((str(file),), target, engine, executor=executor), load_control_book())
    expected = signals(file.read_text(encoding="utf-8").splitlines())
    assert not any(line for line in (target / "feil.jsonl").read_text(encoding="utf-8").splitlines())
    assert found(target, SIGNALS) == expected.sure
    assert found(target, UNSETTLED) == expected.maybe
    kinds = len({signal for signal, _, _ in expected.sure})
    print(f"{executor}, {engine}: {len(expected.sure)} signaler av {kinds} slag, {len(expected.maybe)} uavklarte")
    assert kinds == len(load_control_book().signals), "every signal is raised by somebody"
    assert not [note for note in outcome.notes if executor == "referanse"]
    if executor != "referanse" and DurableExecutor.available() is None:
        # What is open is all that durable-rules leaves to the reference.
        decided, *left = (note.en for note in outcome.notes)
        assert decided.startswith("durable-rules decided ")
        assert not decided.endswith(" decided 0 feature facts.")
        assert [note for note in left if not note.endswith(("where facts are missing.", "the day has no rules."))] == []


@pytest.mark.parametrize(
    ("executor", "engine"),
    [("referanse", "duckdb"), ("referanse", "sqlite"), ("durable", "duckdb"), ("begge", "duckdb")],
)
def test_signals_are_those_of_the_oracle(tmp_path: Path, executor: ExecutorName, engine: Engine) -> None:
    hold_equal(tmp_path, written(tmp_path, SMALL, seed=2), executor, engine)


@pytest.mark.grundig
@pytest.mark.parametrize("executor", ["referanse", "begge"])
def test_signals_of_300_000_events_are_those_of_the_oracle(tmp_path: Path, executor: ExecutorName) -> None:
    hold_equal(tmp_path, written(tmp_path, 300_000, seed=1), executor, "duckdb")
