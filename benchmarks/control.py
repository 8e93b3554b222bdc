"""`reiseregel kontroll` over a made-up month of events: how many a second, and the most memory, by executor."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peers.equal import NotEqualError
from benchmarks.timing import Clock
from benchmarks.waits import COMMAND
from tests.control.generated import events

SEED = 1
#: The executor that is asked, and the database that counts.
RUNS = (("referanse", "duckdb"), ("referanse", "sqlite"), ("durable", "duckdb"), ("begge", "duckdb"))


@dataclass(frozen=True, slots=True)
class ControlRun:
    """One run of the command. Seconds include starting, loading the rules and writing every signal."""

    executor: str
    engine: str
    events: int
    facts: int
    asked: int
    signals: int
    wall: float
    cpu: float
    peak_mib: int
    notes: tuple[str, ...]
    #: The hash of the signals, and of what could not be told.
    answers: str

    def rate(self, clock: Clock) -> float:
        """Events a second."""
        return self.events / (self.wall if clock == "wall" else self.cpu)


def control(counts: tuple[int, ...]) -> list[ControlRun]:
    """Every run on each number of events. Raises NotEqualError when two of them do not give the same signals."""
    found = []
    with TemporaryDirectory() as folder:
        for count in counts:
            source = Path(folder, f"{count}.jsonl")
            with source.open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(event, separators=(",", ":")) + "\n" for event in events(count, SEED))
            runs = [_run(source, Path(folder, "ut"), count, *which) for which in RUNS]
            if len({run.answers for run in runs}) > 1:
                raise NotEqualError(f"kontroll, {count} events")
            found += runs
    return found


def _run(source: Path, target: Path, count: int, executor: str, engine: str) -> ControlRun:
    command = [sys.executable, "-c", COMMAND, "kontroll", str(source), "-o", str(target), "--overskriv"]
    command += ["--utfoerer", executor, "--motor", engine]
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own command
    after = os.times()
    journal = json.loads((target / "kjoering.json").read_text(encoding="utf-8"))
    signals, unsettled = ((target / name).read_bytes() for name in ("signaler.jsonl", "uavklart.jsonl"))
    return ControlRun(
        executor,
        engine,
        count,
        journal["grunnlag_avgjort"],
        journal["grunnlag_spurt"],
        signals.count(b"\n"),
        after.elapsed - before.elapsed,
        after.children_user + after.children_system - before.children_user - before.children_system,
        journal["mest_minne_mib"],
        tuple(journal["merknader"]),
        hashlib.sha256(signals + b"\n" + unsettled).hexdigest(),
    )
