"""The database of a run when it is stopped or full; and how much memory the run took."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from reiseregel.batch.model import BatchStop
from reiseregel.control import memory
from reiseregel.control.store import NAME, SUFFIX, BadQuery, opened
from tests.control.made_events import ROOT
from tests.control.made_runs import ENGINES

DUCKDB = pytest.mark.skipif("duckdb" not in ENGINES, reason="DuckDB is not installed")


@DUCKDB
@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="Ctrl-C is sent as a signal")
def test_ctrl_c_in_the_middle_of_a_query_is_ctrl_c(tmp_path: Path) -> None:
    stop = Timer(0.02, os.kill, (os.getpid(), signal.SIGINT))

    def count() -> None:
        with opened(tmp_path, "duckdb") as store, store.transaction():
            stop.start()
            # Ends by itself: DuckDB looks for signals between its tasks, now and then only after the last.
            store.rows("SELECT sum(hash(a.range + b.range) % 7) FROM range(100000) AS a, range(1500) AS b")

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            count()
    finally:
        stop.cancel()
        signal.signal(signal.SIGINT, before)


@DUCKDB
def test_no_room_for_what_a_transaction_did_is_told_by_what_to_do(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    columns = (("nr", "BIGINT"), ("tekst", "TEXT"))

    def fill() -> None:
        with opened(tmp_path, "duckdb") as store:
            store.run("CREATE TABLE t (nr BIGINT, tekst TEXT)")
            resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, limits[1]))
            with store.transaction():
                store.add("t", columns, [(at, f"{at:040}") for at in range(5000)])

    try:
        with pytest.raises(BatchStop, match="Se at det er plass"):
            fill()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with opened(tmp_path, "duckdb") as store:
        assert store.rows("SELECT count(*) FROM t") == [(0,)]


@DUCKDB
def test_a_block_that_is_not_as_it_was_written_is_told_by_what_to_do(tmp_path: Path) -> None:
    with opened(tmp_path, "duckdb") as store:
        store.run("CREATE TABLE t AS SELECT range AS nr, hash(range) AS tall FROM range(100000)")
    (path,) = tmp_path.glob("hendelser.*")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\x5a" * 64 + data[len(data) // 2 + 64 :])

    def read() -> None:
        with opened(tmp_path, "duckdb") as store:
            store.rows("SELECT sum(tall) FROM t")

    with pytest.raises(BatchStop, match="begynn på nytt med --overskriv"):
        read()


def _make(folder: Path, query: str, before: str = "SELECT 1") -> None:
    with opened(folder, "sqlite") as store:
        store.run(before)
        with store.transaction():
            store.make("t", query)


def test_no_room_for_what_a_query_makes_is_no_fault_of_the_query(tmp_path: Path) -> None:
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 9999) SELECT x FROM n"
    with pytest.raises(BatchStop, match="Se at det er plass"):
        _make(tmp_path, many, "PRAGMA max_page_count = 5")
    with pytest.raises(BadQuery):
        _make(tmp_path, "SELECT finnes_ikke")
    _make(tmp_path, many)


def test_a_text_that_is_no_text_is_a_fault_of_the_file(tmp_path: Path) -> None:
    _make(tmp_path, "SELECT 'abcd' AS ord")
    path = tmp_path / f"{NAME}.{SUFFIX['sqlite']}"
    path.write_bytes(path.read_bytes().replace(b"abcd", b"ab\xffd"))

    def read() -> None:
        with opened(tmp_path, "sqlite") as store:
            store.rows("SELECT ord FROM t")

    with pytest.raises(BatchStop, match="begynn på nytt med --overskriv"):
        read()


def test_what_went_wrong_first_is_what_is_told(tmp_path: Path) -> None:
    """Not that what is gone cannot be taken back."""

    def fail() -> None:
        with opened(tmp_path, "sqlite") as store, store.transaction():
            store.close()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()


# --- memory ---


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system tells of no memory by process there")
def test_memory_is_that_of_the_run_alone() -> None:
    """However large the process was that started it."""
    large = b"x" * (192 << 20)
    command = "from reiseregel.control.memory import peak_memory; print(peak_memory())"
    told = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, check=True)
    own = memory.peak_memory()
    assert own is not None
    assert 0 < int(told.stdout) < len(large) >> 20 < own


def test_memory_where_the_system_has_no_such_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource")
    silent = tmp_path / "status"
    silent.write_bytes(b"Name:\tpython\n")
    for path in (silent, tmp_path / "borte"):
        monkeypatch.setattr(memory, "_STATUS", path)
        assert (memory.peak_memory() or 0) > 1
