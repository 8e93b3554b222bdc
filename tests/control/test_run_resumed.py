"""A run that was killed or stopped goes on to the same bytes, and never as another run."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from reiseregel.batch.model import BatchStop
from reiseregel.batch.reached import Reached
from reiseregel.control.book import load_control_book
from reiseregel.control.run import Asked, run
from reiseregel.control.signals import ControlBook
from reiseregel.control.store import _Sqlite
from tests.control.made_events import ROOT, as_lines
from tests.control.made_runs import ENGINES, asked, content, lines

FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is killed is a copy of this one")
#: What Python says of every copy of a process that has threads; this copy only runs, and is killed.
QUIET = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


@pytest.fixture(scope="module")
def book() -> ControlBook:
    return load_control_book()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "inn.jsonl"
    path.write_bytes(as_lines(lines()))
    return path


def _until(operation: int, wanted: Asked, book: ControlBook) -> None:
    """In a process of its own: run, and be killed right before the n-th step that changes a file."""
    left = [operation]

    def counted(real: Any) -> Any:
        def wrapper(*arguments: Any, **options: Any) -> Any:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return real(*arguments, **options)

        return wrapper

    Path.replace = counted(Path.replace)  # type: ignore[method-assign]
    Path.unlink = counted(Path.unlink)  # type: ignore[method-assign]
    for name in ("run", "add", "make"):
        setattr(_Sqlite, name, counted(getattr(_Sqlite, name)))
    run(wanted, book)
    os._exit(0)


@FORK
@QUIET
def test_killed_between_any_two_steps(
    tmp_path: Path, source: Path, book: ControlBook, figures: Callable[[str], None]
) -> None:
    run(asked(source, tmp_path / "hel"), book)
    whole = content(tmp_path / "hel")
    fork, killed = get_context("fork"), 0
    for operation in range(1, 400, 19):
        target = tmp_path / str(operation)
        process = fork.Process(target=_until, args=(operation, asked(source, target), book))
        process.start()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        run(asked(source, target, resume=True), book)
        assert content(target) == whole, f"killed before step {operation}"
        if process.exitcode == 0:
            break
    else:
        pytest.fail("the run has more steps than were tried")
    assert killed > 6
    figures(f"kontroll: drept {killed} ganger og fortsatt, samme filer hver gang")


#: Runs the command, and is killed by itself when a step has come so far.
_KILLED = """
import os, signal, sys
from reiseregel.cli import run, run_frame
step, done, *arguments = sys.argv[1:]
class Shown:
    def __init__(self, steps): pass
    def __enter__(self): return self.told
    def __exit__(self, *_): return None
    def told(self, reached):
        if reached.step == step and reached.done >= int(done): os.kill(os.getpid(), signal.SIGKILL)
run_frame.shown = Shown
sys.exit(run(arguments))
"""


@pytest.mark.skipif(len(ENGINES) < 2, reason="DuckDB is not installed")
def test_duckdb_killed_and_gone_on(tmp_path: Path, source: Path, book: ControlBook) -> None:
    run(asked(source, tmp_path / "hel", engine="duckdb", lines=50, facts=50), book)
    for step, done in (("leser", 100), ("avgjoer", 60)):
        target = tmp_path / step
        how = ("kontroll", str(source), "-o", str(target), "--motor", "duckdb", "--bit", "50")
        command = [sys.executable, "-c", _KILLED, step, str(done), *how]
        stopped = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert stopped.returncode == -signal.SIGKILL, stopped.stderr
        assert json.loads((target / "manifest.json").read_bytes())["ferdig"] is False
        run(asked(source, target, engine="duckdb", lines=50, facts=50, resume=True), book)
        assert content(target) == content(tmp_path / "hel")


def _stop_at(step: str, done: int) -> Callable[[Reached], None]:
    def told(reached: Reached) -> None:
        if reached.step == step and reached.done >= done:
            raise KeyboardInterrupt

    return told


def test_what_was_read_is_not_read_again(tmp_path: Path, source: Path, book: ControlBook) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(asked(source, tmp_path / "ut"), book, _stop_at("leser", 100))
    seen: list[Reached] = []
    outcome = run(asked(source, tmp_path / "ut", resume=True), book, seen.append)
    assert outcome.journal["linjer_lest"] == 149
    assert [reached.earlier for reached in seen if reached.step == "leser"] == [0, 50, 100, 100, 100, 100]
    again = run(asked(source, tmp_path / "ut", resume=True), book)
    assert again.summary == outcome.summary


def test_goes_on_with_the_same_run_only(tmp_path: Path, source: Path, book: ControlBook) -> None:
    for at, done in (("leser", 100), ("avgjoer", 40)):
        target = tmp_path / at
        with pytest.raises(KeyboardInterrupt):
            run(asked(source, target), book, _stop_at(at, done))
        before = content(target)
        other = tmp_path / "annet.jsonl"
        other.write_bytes(source.read_bytes().replace(b"kjoert", b"ikke_moett", 1))
        changed: list[tuple[dict[str, Any], str]] = [
            ({"source": other}, "inndata er ikke de samme"),
            ({"window": "uke"}, "--vindu"),
            ({"executor": "begge"}, "--utfoerer"),
            ({"language": "en"}, "--spraak"),
            *([({"engine": "duckdb"}, "--motor")] if len(ENGINES) > 1 else []),
        ]
        for how, said in changed:
            settings: dict[str, Any] = {"source": source, "target": target, "resume": True} | how
            with pytest.raises(BatchStop, match=said):
                run(asked(**settings), book)
        with pytest.raises(BatchStop, match="svar fra før"):
            run(asked(source, target), book)
        assert content(target).keys() == before.keys()
    manifest = json.loads((tmp_path / "leser" / "manifest.json").read_bytes())
    (tmp_path / "leser" / "manifest.json").write_text(json.dumps(manifest | {"regler_sha256": "", "motor": ""}))
    with pytest.raises(BatchStop, match="reglene er endret, programmet er en annen versjon"):
        run(asked(source, tmp_path / "leser", resume=True), book)


def test_standard_input_goes_on_when_the_same_is_sent_again(
    tmp_path: Path, source: Path, book: ControlBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sent(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    whole = source.read_bytes()
    sent(whole)
    with pytest.raises(KeyboardInterrupt):
        run(asked("-", tmp_path / "ut"), book, _stop_at("leser", 100))
    for wrong in (whole.replace(b'"id"', b'"di"', 1), whole[:300]):
        sent(wrong)
        with pytest.raises(BatchStop, match="inndata er ikke de samme"):
            run(asked("-", tmp_path / "ut", resume=True), book)
    sent(whole)
    run(asked("-", tmp_path / "ut", resume=True), book)
    run(asked(source, tmp_path / "hel"), book)
    assert (tmp_path / "ut" / "signaler.jsonl").read_bytes() == (tmp_path / "hel" / "signaler.jsonl").read_bytes()


def test_files_of_others_are_left_alone(tmp_path: Path, source: Path, book: ControlBook) -> None:
    target = tmp_path / "ut"
    target.mkdir()
    (target / "notat.txt").write_text("mitt", encoding="utf-8")
    for overwrite in (False, True):
        run(asked(source, target, overwrite=overwrite), book)
    assert (target / "notat.txt").read_text(encoding="utf-8") == "mitt"
    assert len(list(target.iterdir())) == 8


def test_a_database_that_is_broken_is_told_by_what_to_do(tmp_path: Path, source: Path, book: ControlBook) -> None:
    for engine in ENGINES:
        target = tmp_path / engine
        with pytest.raises(KeyboardInterrupt):
            run(asked(source, target, engine=engine), book, _stop_at("avgjoer", 20))
        for path in (target / "deler").glob("hendelser.*"):
            path.write_bytes(b"x" * 20_000)
        with pytest.raises(BatchStop, match="begynn på nytt med --overskriv"):
            run(asked(source, target, engine=engine, resume=True), book)
        run(asked(source, target, engine=engine, overwrite=True), book)
        assert len(list(target.iterdir())) == 7
