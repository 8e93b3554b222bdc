"""A run that was killed, at any moment, and started again with --fortsett leaves what one run leaves, byte for byte."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from reiseregel import RuleBook, cachefolder
from reiseregel.batch import chunks, work
from reiseregel.batch.chunks import cut
from reiseregel.batch.inputs import find_inputs
from reiseregel.batch.manifest import OutputFolder
from reiseregel.batch.model import BatchStop
from reiseregel.batch.reached import Reached
from reiseregel.batch.run import Asked, run
from reiseregel.batch.work import Work
from reiseregel.resources import rules_folder
from reiseregel.rulebook import cached
from reiseregel.yamlfile import read_folder
from tests.batch.conftest import ROOT, as_jsonl, as_table, claims
from tests.conftest import Figures

FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is killed is a copy of this one")
#: What Python says of every copy of a process that has threads; this copy only decides, and is killed.
QUIET = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def asked(source: Path, target: Path, **how: Any) -> Asked:
    settings: dict[str, Any] = {"form": "parquet", "language": "nb", "readings": {}, "rows_a_chunk": 2} | how
    return Asked(source=str(source), target=target, **settings)


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "inn.jsonl"
    path.write_bytes(as_jsonl([*claims()[:3], b"{", claims()[0]]))
    return path


def _until(operation: int, wanted: Asked, book: RuleBook) -> None:
    """In a process of its own: run, and be killed right before the n-th time a file is named or removed."""
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
    run(wanted, book)
    os._exit(0)


@FORK
@QUIET
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_killed_between_any_two_steps(
    tmp_path: Path, source: Path, book: RuleBook, form: str, figures: Figures
) -> None:
    run(asked(source, tmp_path / "hel", form=form), book)
    whole = content(tmp_path / "hel")
    assert len(whole) == 6
    fork, killed = get_context("fork"), 0
    for operation in range(1, 60, 4 if form == "parquet" else 9):
        target = tmp_path / str(operation)
        process = fork.Process(target=_until, args=(operation, asked(source, target, form=form), book))
        process.start()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        run(asked(source, target, form=form, resume=True), book)
        assert content(target) == whole, f"killed before step {operation}"
        if process.exitcode == 0:
            break
    else:
        pytest.fail("the run has more steps than were tried")
    figures(f"killed before {killed} steps, {form}")
    assert killed > 2


def test_a_part_that_was_damaged_is_decided_again(tmp_path: Path, source: Path, book: RuleBook) -> None:
    run(asked(source, tmp_path / "hel"), book)
    with pytest.raises(KeyboardInterrupt):
        run(asked(source, tmp_path / "ut"), book, _stop_at(tmp_path / "ut", 2))
    part = next((tmp_path / "ut" / "deler").glob("poster-000000*"))
    part.write_bytes(part.read_bytes()[:-9] + b"123456789")

    run(asked(source, tmp_path / "ut", resume=True), book)
    assert content(tmp_path / "ut") == content(tmp_path / "hel")


def _stop_at(target: Path, chunks_done: int) -> Any:
    def progress(_: Reached) -> None:
        if len(list((target / "deler").glob("ferdig-*"))) == chunks_done:
            raise KeyboardInterrupt

    return progress


def test_what_is_done_is_not_done_again(
    tmp_path: Path, source: Path, book: RuleBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(asked(source, tmp_path / "ut"), book, _stop_at(tmp_path / "ut", 2))
    numbers: list[int] = []
    real = Work.chunks

    def counted(self: Any, task: Any, pulse: Any) -> Any:
        numbers.extend(chunk.number for chunk in task)
        return real(self, task, pulse)

    monkeypatch.setattr(Work, "chunks", counted)
    told: list[Reached] = []
    run(asked(source, tmp_path / "ut", resume=True), book, told.append)
    assert numbers == [2]
    assert (told[-1].done, told[-1].earlier, told[-1].weight) == (5, 4, told[-1].total)

    again = run(asked(source, tmp_path / "ut", resume=True), book, told.append)
    assert numbers == [2], "a run that is done is only told of"
    assert again["dokumenter"] == 5


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"form": "csv"}, "--format er et annet"),
        ({"language": "en"}, "--spraak er et annet"),
        ({"readings": {"egenandel_ikke_kost": "x"}}, "--lesning er en annen"),
    ],
)
def test_another_run_does_not_go_on(
    tmp_path: Path, source: Path, book: RuleBook, how: dict[str, Any], words: str
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(asked(source, tmp_path / "ut"), book, _stop_at(tmp_path / "ut", 1))
    with pytest.raises(BatchStop, match=words):
        run(asked(source, tmp_path / "ut", resume=True, **how), book)


def test_other_input_or_rules_do_not_go_on(tmp_path: Path, source: Path, book: RuleBook) -> None:
    from dataclasses import replace

    with pytest.raises(KeyboardInterrupt):
        run(asked(source, tmp_path / "ut"), book, _stop_at(tmp_path / "ut", 1))
    with pytest.raises(BatchStop, match="reglene er endret"):
        run(asked(source, tmp_path / "ut", resume=True), replace(book, digest="0" * 64))
    source.write_bytes(source.read_bytes() + b"\n")
    with pytest.raises(BatchStop, match="inndata er ikke de samme"):
        run(asked(source, tmp_path / "ut", resume=True), book)


def test_a_change_amid_a_large_file_is_seen_in_what_was_done(
    tmp_path: Path, source: Path, book: RuleBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reiseregel.batch.inputs.SAMPLE", 16)
    with pytest.raises(KeyboardInterrupt):
        run(asked(source, tmp_path / "ut"), book, _stop_at(tmp_path / "ut", 2))
    source.write_bytes(source.read_bytes().replace(b'"nb"', b'"nn"').replace(b"2026-05-04", b"2026-05-05"))
    with pytest.raises(BatchStop, match="inndata er ikke de samme"):
        run(asked(source, tmp_path / "ut", resume=True), book)


def test_a_folder_with_answers_is_left_alone_unless_told(tmp_path: Path, source: Path, book: RuleBook) -> None:
    target = tmp_path / "ut"
    target.mkdir()
    (target / "notat.txt").write_text("mitt", encoding="utf-8")
    run(asked(source, target), book)
    before = content(target)
    with pytest.raises(BatchStop, match="har svar fra før"):
        run(asked(source, target, form="jsonl"), book)
    assert content(target) == before

    run(asked(source, target, form="jsonl", overwrite=True), book)
    assert (target / "notat.txt").read_text(encoding="utf-8") == "mitt"
    assert {path.name for path in target.iterdir()} == {
        "notat.txt",
        "saker.jsonl",
        "poster.jsonl",
        "feil.jsonl",
        "manifest.json",
        "oppsummering.json",
        "oppsummering.txt",
    }


def test_one_run_at_a_time(tmp_path: Path, source: Path, book: RuleBook) -> None:
    pytest.importorskip("fcntl")

    def meanwhile(_: Reached) -> None:
        with pytest.raises(BatchStop, match="En annen kjøring"):
            run(asked(source, tmp_path / "ut", resume=True), book)

    run(asked(source, tmp_path / "ut"), book, meanwhile)


def test_a_folder_whose_holder_ended_just_now_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between opening the file of the lock and locking it, the run that had it ends and removes it."""
    fcntl = pytest.importorskip("fcntl")
    first, second = OutputFolder(tmp_path), OutputFolder(tmp_path)
    first.open()
    real = fcntl.flock

    def late(*arguments: Any) -> None:
        first.close()
        real(*arguments)

    monkeypatch.setattr(fcntl, "flock", late)
    with pytest.raises(BatchStop, match="En annen kjøring"):
        second.open()
    monkeypatch.undo()
    third = OutputFolder(tmp_path)
    third.open()
    with pytest.raises(BatchStop, match="En annen kjøring"):
        second.open()
    third.close()
    assert list(tmp_path.iterdir()) == []


def test_a_parquet_file_goes_on_too(tmp_path: Path, book: RuleBook) -> None:
    """The two chunks of one large row group; the second is left."""
    source = tmp_path / "inn.parquet"
    pq.write_table(as_table(claims()[:5], book), source, row_group_size=5)
    run(asked(source, tmp_path / "hel"), book)
    with pytest.raises(KeyboardInterrupt):
        run(asked(source, tmp_path / "ut"), book, _stop_at(tmp_path / "ut", 2))
    run(asked(source, tmp_path / "ut", resume=True), book)
    assert content(tmp_path / "ut") == content(tmp_path / "hel")


def test_standard_input_goes_on_when_the_same_is_sent_again(
    tmp_path: Path, source: Path, book: RuleBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sent(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    run(asked(source, tmp_path / "hel", form="csv"), book)
    sent(source.read_bytes())
    with pytest.raises(KeyboardInterrupt):
        run(asked(Path("-"), tmp_path / "ut", form="csv"), book, _stop_at(tmp_path / "ut", 2))
    sent(source.read_bytes().replace(b"2026-", b"2025-"))
    with pytest.raises(BatchStop, match="inndata er ikke de samme"):
        run(asked(Path("-"), tmp_path / "ut", form="csv", resume=True), book)
    sent(source.read_bytes())
    run(asked(Path("-"), tmp_path / "ut", form="csv", resume=True), book)
    for name in ("saker.csv", "poster.csv"):
        assert (tmp_path / "ut" / name).read_bytes() == (tmp_path / "hel" / name).read_bytes()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the children of a process are read from /proc")
def test_several_processes_killed_and_gone_on(tmp_path: Path, book: RuleBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cachefolder.VARIABLE, str(tmp_path))  # so that the other process need not read the rules
    name = cached._file_name(read_folder(rules_folder()))
    if name is not None:
        cachefolder.write_cached(name, cached._packed(book))
    source = tmp_path / "inn.jsonl"
    source.write_bytes(as_jsonl(claims() * 4))
    run(asked(source, tmp_path / "hel", rows_a_chunk=3), book)

    command = list(
        map(
            str,
            (
                sys.executable,
                ROOT / "cli.py",
                "batch",
                source,
                "-o",
                tmp_path / "ut",
                "--bit",
                "3",
                "--arbeidere",
                "2",
            ),
        )
    )
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        _wait(lambda: len(list((tmp_path / "ut" / "deler").glob("ferdig-*"))) > 1 or process.poll() is not None)
        helpers = _children(process.pid)
        process.kill()
    assert len(helpers) >= 2
    _wait(lambda: not any(Path(f"/proc/{helper}").exists() for helper in helpers))
    assert json.loads((tmp_path / "ut" / "manifest.json").read_bytes())["ferdig"] is False

    run(asked(source, tmp_path / "ut", rows_a_chunk=3, resume=True), book)
    assert content(tmp_path / "ut") == content(tmp_path / "hel")


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def _wait(done: Any) -> None:
    for _ in range(1200):
        if done():
            return
        time.sleep(0.05)
    pytest.fail("it never happened")


# --- where the chunks are ---


def test_processes_that_end_before_they_have_begun_end_the_run(tmp_path: Path, source: Path) -> None:
    """As those of a program that has no guard around what it does: each of them begins it anew, and is refused."""
    script = tmp_path / "uten_vern.py"
    script.write_text(
        "from pathlib import Path\n"
        "from reiseregel import load_rulebook\n"
        "from reiseregel.batch.run import Asked, run\n"
        f"source, target = {str(source)!r}, Path({str(tmp_path / 'ut')!r})\n"
        "asked = Asked(source, target, 'jsonl', 'nb', {}, workers=2, rows_a_chunk=2)\n"
        "run(asked, load_rulebook(cache=True))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "En av prosessene ble stanset utenfra" in done.stderr


def test_chunks_of_text_are_whole_lines_whatever_the_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [b"x" * (at * 7 % 23) + (b'"a\nb"' if at % 5 == 0 else b"") for at in range(57)]
    path = tmp_path / "inn.csv"
    path.write_bytes(b"\n".join(lines))
    for block in (1, 3, 64, 1 << 20):
        monkeypatch.setattr(chunks, "_BLOCK", block)
        with path.open("rb") as stream:
            found = list(chunks._lines(stream, 5, quoted=True, hold=False))
        with path.open("rb") as stream:
            held = list(chunks._lines(stream, 5, quoted=True, hold=True))
        assert [chunk.rows for chunk in found] == [*[5] * 11, 2]
        assert b"".join(chunk.data or b"" for chunk in held) == path.read_bytes()
        pieces = [path.read_bytes()[chunk.offset : chunk.offset + chunk.length] for chunk in found]
        assert b"".join(pieces) == path.read_bytes()
        assert pieces[1] == b"\n".join(lines[5:10]) + b"\n"


def test_a_chunk_ends_where_it_has_many_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "MOST_BYTES", 30)
    path = tmp_path / "inn.jsonl"
    path.write_bytes(b"0123456789\n" * 10)
    with path.open("rb") as stream:
        assert [chunk.rows for chunk in chunks._lines(stream, 100, quoted=False, hold=False)] == [3, 3, 3, 1]


def test_a_line_too_long_to_be_a_document_is_never_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "inn.jsonl"
    path.write_bytes(b"a" * 50 + b"\n" + b"b" * 999 + b"\n" + b"c\n" + b"d" * 999)
    monkeypatch.setattr(work, "MOST_BYTES", 0)
    monkeypatch.setattr(work, "MAX_BYTES", 100)
    (file,) = find_inputs(str(path))
    (task,) = cut([file], 10)
    assert task[0].rows == 4
    assert work._lines(work.text_of(file, task[0])) == [b"a" * 50, b"b" * 101, b"c", b"d" * 101]
