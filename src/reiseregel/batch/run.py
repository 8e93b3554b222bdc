"""The whole run: cut the input, have each chunk decided by some process, and put the parts together at the end."""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any, Final, TypeAlias

from reiseregel.batch.chunks import cut, usual_rows
from reiseregel.batch.files import Done, PartsFolder, write_bytes
from reiseregel.batch.flat import check_header
from reiseregel.batch.inputs import find_inputs
from reiseregel.batch.manifest import SUMMARY, OutputFolder, describe, require_same
from reiseregel.batch.model import INTERNAL, BatchStop, Chunk, Form, InputFile, Wanted
from reiseregel.batch.parts import assemble
from reiseregel.batch.summary import make_summary, summary_text
from reiseregel.batch.tables import Staged, kind_of, stage
from reiseregel.batch.work import Work, digest_of, do, start, text_of
from reiseregel.errors import Language
from reiseregel.rulebook import RuleBook

#: Is told how far a run has come.
Progress: TypeAlias = Callable[["Reached"], None]
#: So many tasks wait for each process: enough that none is idle, few enough that standard input is not read ahead.
WAITING: Final = 2
_PAUSE: Final = 0.2
_OTHER_INPUT: Final = "Kjøringen kan ikke fortsette: inndata er ikke de samme. Begynn på nytt med --overskriv."


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a run has come. Of `documents`, `earlier` were done by a run before; `weight` is in bytes of the
    input, as is `total`, which is -1 when nobody knows.
    """

    documents: int
    earlier: int
    weight: int
    earlier_weight: int
    total: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for."""

    source: str
    target: Path
    form: Form
    language: Language
    readings: dict[str, str]
    workers: int = 1
    rows_a_chunk: int = 0
    resume: bool = False
    overwrite: bool = False


def run(asked: Asked, book: RuleBook, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Decide everything, and return the summary (`schemas/v1/oppsummering.schema.json`).

    Raises:
        BatchStop: the run cannot begin, or cannot go on.
        KeyboardInterrupt: somebody stopped it; what is done so far is kept.

    """
    inputs = find_inputs(asked.source)
    for file in inputs:
        if file.form == "csv":
            check_header(file, book.vocabulary)
    output = OutputFolder(asked.target)
    output.open()
    try:
        return _run(asked, book, inputs, output, progress)
    finally:
        output.close()


def _run(
    asked: Asked, book: RuleBook, inputs: tuple[InputFile, ...], output: OutputFolder, progress: Progress
) -> dict[str, Any]:
    wanted = Wanted(asked.form, asked.language, asked.readings, asked.rows_a_chunk or usual_rows(inputs))
    manifest = describe(inputs, book, wanted)
    there = output.manifest()
    if asked.resume and there is not None:
        require_same(there, manifest)
        manifest["rader_i_hver_del"] = there.get("rader_i_hver_del")
        wanted = replace(wanted, rows_a_chunk=there["rader_i_hver_del"])
        if there.get("ferdig"):
            return _told_again(output)
    elif output.ours() and not asked.overwrite:
        raise BatchStop(
            "Mappen har svar fra før. Bruk --fortsett for å gå videre på dem, eller --overskriv for å begynne på nytt."
        )
    else:
        output.clear()
        output.write_manifest(manifest)
    output.parts.mkdir(exist_ok=True)
    parts = PartsFolder(output.parts, wanted.form)
    staged = _staged(inputs, book, output, wanted)
    inputs = staged.files
    ledger = _Ledger(parts, inputs, progress)
    work = Work(book, inputs, wanted, output.parts, staged.faults)
    tasks = ledger.left(cut(inputs, wanted.rows_a_chunk))
    if asked.workers < 2:
        _here(work, tasks, ledger)
    else:
        with _interrupts_noted() as check:
            _there(work, tasks, ledger, asked.workers, check)
    assemble(parts, output.path, ledger.count, staged.loose)
    loose = {"feilkoder": dict(Counter(line["kode"] for line in staged.loose))}
    summary = make_summary([*ledger.tallies(), loose], ledger.files(), manifest)
    text = summary_text(summary, book, wanted.language)
    write_bytes(output.path / f"{SUMMARY}.json", json.dumps(summary, ensure_ascii=False, indent=2).encode() + b"\n")
    write_bytes(output.path / f"{SUMMARY}.txt", text.encode() + b"\n")
    output.write_manifest(manifest | {"ferdig": True})
    output.clear_parts()
    return summary


def _staged(inputs: tuple[InputFile, ...], book: RuleBook, output: OutputFolder, wanted: Wanted) -> Staged:
    """The files to read: as they are, or put together when they are tables."""
    kind = kind_of(inputs, book.vocabulary)
    if kind is None:
        return Staged(inputs, {}, ())
    return stage(inputs, kind, book.vocabulary, output.parts, wanted)


def _told_again(output: OutputFolder) -> dict[str, Any]:
    """The summary of a run that is done."""
    output.clear_parts()
    try:
        summary: dict[str, Any] = json.loads((output.path / f"{SUMMARY}.json").read_bytes())
    except (OSError, ValueError):
        raise BatchStop("Kjøringen er ferdig, men oppsummeringen mangler. Begynn på nytt med --overskriv.") from None
    return summary


class _Ledger:
    """Which chunks there are, which are done, and how far that is."""

    def __init__(self, parts: PartsFolder, inputs: tuple[InputFile, ...], progress: Progress) -> None:
        self.parts, self.inputs, self.progress = parts, inputs, progress
        self.count = self.documents = self.earlier = self.weight = self.earlier_weight = 0
        self.rows = [0] * len(inputs)
        self.weights: dict[int, int] = {}
        self.partly: dict[int, tuple[int, int]] = {}
        self.total = -1 if any(file.size < 0 for file in inputs) else sum(file.size for file in inputs)

    def left(self, tasks: Iterator[list[Chunk]]) -> Iterator[list[Chunk]]:
        """The chunks that must be decided; those that an earlier run did are noted."""
        for task in tasks:
            missing = []
            for chunk in task:
                file = self.inputs[chunk.file]
                self.count += 1
                self.rows[chunk.file] += chunk.rows
                self.weights[chunk.number] = (
                    chunk.rows * file.size // max(1, file.rows) if file.form == "parquet" else chunk.length
                )
                done = self.parts.found(chunk.number)
                if done is None:
                    missing.append(chunk)
                    continue
                if done.rows != chunk.rows or (done.read and done.read != digest_of(text_of(file, chunk))):
                    raise BatchStop(_OTHER_INPUT)
                self.note(done, earlier=True)
            if missing:
                yield missing

    def note(self, done: Done, *, earlier: bool = False) -> None:
        """One more chunk is done."""
        weight = self.weights.pop(done.number, 0)
        self.documents += done.tally["dokumenter"]
        self.weight += weight
        if earlier:
            self.earlier += done.tally["dokumenter"]
            self.earlier_weight += weight
        self.partly.pop(done.number, None)
        self._tell()

    def under_way(self, number: int, done: int, of: int) -> None:
        """A chunk has come so far."""
        self.partly[number] = (done, self.weights.get(number, 0) * done // max(1, of))
        self._tell()

    def _tell(self) -> None:
        documents, weight = (sum(column) for column in zip((0, 0), *self.partly.values(), strict=True))
        reached = Reached(
            self.documents + documents, self.earlier, self.weight + weight, self.earlier_weight, self.total
        )
        self.progress(reached)

    def tallies(self) -> Iterator[dict[str, Any]]:
        """Of every chunk, in order."""
        for number in range(self.count):
            yield self.parts.marked(number).tally

    def files(self) -> list[dict[str, Any]]:
        """Each file, how many rows it has, and the number of the first."""
        found: list[dict[str, Any]] = []
        first = 0
        for file, rows in zip(self.inputs, self.rows, strict=True):
            if file.before:
                found[-1]["rader"] += rows
            else:
                found.append({"fil": file.name, "format": file.form, "rader": rows, "foerste_sak": first})
            first += rows
        return found


# --- one process or several ---


def _here(work: Work, tasks: Iterator[list[Chunk]], ledger: _Ledger) -> None:
    for task in tasks:
        for done in work.chunks(task, ledger.under_way):
            ledger.note(done)


@contextmanager
def _interrupts_noted() -> Iterator[Callable[[], None]]:
    """Ctrl-C is noted, and raised where the function that this gives is called: never while a process is being started.

    The processes started here never get it, not even before they are ready to be quiet.
    """
    if current_thread() is not main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield lambda: None
        return
    noted: list[int] = []

    def check() -> None:
        if noted:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _inheriting_quiet() -> Iterator[None]:
    """What is started meanwhile is deaf to Ctrl-C."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _there(work: Work, tasks: Iterator[list[Chunk]], ledger: _Ledger, workers: int, check: Callable[[], None]) -> None:
    """Hand the tasks out, a few at a time, and tell of each chunk as it is done."""
    # Each process starts anew, so that it is the same on every system and shares nothing with this one.
    context = get_context("spawn")
    # Only numbers come back, so few that no process ever waits to tell them: the rest is in the markers.
    stop, told = context.Event(), context.SimpleQueue()
    pool = ProcessPoolExecutor(workers, context, start, (work, stop, told))
    parts = PartsFolder(work.folder, work.wanted.form)
    pending: set[Future[None]] = set()
    try:
        for task in chain(tasks, [None]):
            check()
            while pending and (task is None or len(pending) >= workers * WAITING):
                ended, pending = wait(pending, _PAUSE, FIRST_COMPLETED)
                check()
                for future in ended:
                    future.result()
                while not told.empty():
                    number, done, of = told.get()
                    if of is None:
                        ledger.note(parts.marked(number))
                    else:
                        ledger.under_way(number, done, of)
            if task is not None:
                with _inheriting_quiet():
                    pending.add(pool.submit(do, task))
    except BrokenProcessPool:
        sentence = "En av prosessene ble stanset utenfra; kanskje var det for lite minne. Gå videre med --fortsett"
        raise BatchStop(f"{sentence}, eventuelt med færre --arbeidere.", INTERNAL) from None
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)
        told.close()
