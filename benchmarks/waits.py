"""What a user waits for: starting, loading the rules, checking the input, one answer, and JSON in to JSON out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import reiseregel
from benchmarks.timing import Comparison, Spread, Work, side_by_side
from reiseregel.case import check_document
from reiseregel.case.models import document_model
from reiseregel.compiled import program
from reiseregel.compiled.program import WARM_UP
from reiseregel.decision import answer_by_program, answer_json
from reiseregel.rulebook import RuleBook

#: Compiled modules are kept, as they are for whoever has installed the program.
_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}
COMMAND = "from reiseregel.cli import main; main()"
PYDANTIC = "pydantic alone, from JSON"
CHECK, PLAIN, JSON_OUT = "input check", "input check and compiled decision", "JSON in to whole answer as JSON out"


@dataclass(frozen=True, slots=True)
class Wait:
    """Something waited for, in milliseconds; p99 is by nearest rank, so the slowest of fewer than a hundred."""

    name: str
    rounds: int
    p10: float
    p50: float
    p99: float


def waits(book: RuleBook, example: Path) -> list[Wait]:
    """Start-up and loading; each process and each load is a round."""
    found = []
    with TemporaryDirectory() as folder, _set(REISEREGEL_CACHE=folder, **_BYTECODE, PYTHONPYCACHEPREFIX=folder):
        reiseregel.load_rulebook(cache=True)
        found += [
            _waited("`reiseregel --help`, cold process", 20, lambda: _command("--help")),
            _waited(
                "`reiseregel vurder FILE`, cold process, rules in the cache", 20, lambda: _command("vurder", example)
            ),
            _waited("load the rules from the cache", 30, lambda: reiseregel.load_rulebook(cache=True)),
        ]
    with TemporaryDirectory() as folder, _set(REISEREGEL_CACHE="", **_BYTECODE, PYTHONPYCACHEPREFIX=folder):
        found += [
            _waited("`import reiseregel`, cold process", 10, lambda: _python("import reiseregel")),
            _waited("`reiseregel vurder FILE`, cold process, no cache", 3, lambda: _command("vurder", example)),
            _waited("load and check the rules from YAML", 5, reiseregel.load_rulebook),
        ]
    made = program(book, "krav")
    document = check_document(example.read_bytes(), book.vocabulary)
    found += [
        _waited("one repeated case, compiled, open facts as sets", 5_000, lambda: made.run(document.data)),
        _waited("one repeated case, whole answer", 1_000, lambda: answer_by_program(made, document)),
    ]
    return found


def json_to_json(book: RuleBook, example: Path, rounds: int = 15) -> Comparison:
    """From the text of a claim to the text of its answer, against what pydantic alone takes to read it."""
    text = example.read_bytes()
    made, model = program(book, "krav"), document_model(book.vocabulary, "krav")
    without_envelope = json.dumps(json.loads(text)).encode()

    for _ in range(WARM_UP):
        answer_json(text, book)
    return side_by_side(
        f"one claim of {len(text)} bytes",
        [
            Work(PYDANTIC, lambda: model.model_validate_json(without_envelope), 1),
            Work(CHECK, lambda: check_document(text, book.vocabulary), 1),
            Work(PLAIN, lambda: made.run(check_document(text, book.vocabulary).data), 1),
            Work(JSON_OUT, lambda: answer_json(text, book), 1),
        ],
        rounds,
    )


@contextmanager
def _set(**variables: str) -> Iterator[None]:
    """Variables of the environment, for the processes that are started too."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _waited(name: str, rounds: int, work: Callable[[], object]) -> Wait:
    work()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter_ns()
        work()
        times.append((time.perf_counter_ns() - begun) / 1e6)
    spread = Spread.of(times)
    return Wait(name, rounds, spread.p10, spread.median, sorted(times)[-(-len(times) * 99 // 100) - 1])


def _command(*arguments: str | Path) -> None:
    _python(COMMAND, *map(str, arguments))


def _python(text: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", text, *arguments], stdout=subprocess.DEVNULL, check=True)  # noqa: S603
