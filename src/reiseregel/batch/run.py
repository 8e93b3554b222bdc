"""The whole run: cut the input, have each chunk decided by some process, and put the parts together at the end."""

from __future__ import annotations

import pickle
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
from tempfile import TemporaryDirectory
from threading import current_thread, main_thread
from typing import Any, Final

from reiseregel.batch.chunks import cut, usual_rows
from reiseregel.batch.files import Done, PartsFolder
from reiseregel.batch.flat import check_header
from reiseregel.batch.inputs import find_inputs
from reiseregel.batch.manifest import SUMMARY, OutputFolder, describe, require_same
from reiseregel.batch.model import INTERNAL, BatchStop, Chunk, Form, InputFile, Wanted
from reiseregel.batch.parts import assemble
from reiseregel.batch.reached import Progress, Reached, bytes_of
from reiseregel.batch.resumable import begin, finish, held, told_again
from reiseregel.batch.summary import make_summary, summary_text
from reiseregel.batch.tables import Staged, kind_of, stage
from reiseregel.batch.work import Work, digest_of, do, start, text_of
from reiseregel.errors import Language
from reiseregel.rulebook import RuleBook

#: The one step that a run tells of; it counts documents.
STEP: Final = "avgjoer"
#: So many tasks wait for each process: enough that none is idle, few enough that standard input is not read ahead.
WAITING: Final = 2
_PAUSE: Final = 0.2
_OTHER_INPUT: Final = "Kjøringen kan ikke fortsette: inndata er ikke de samme. Begynn på nytt med --overskriv."


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
    with held(output, inputs):
        return _run(asked, book, inputs, output, progress)


def _run(
    asked: Asked, book: RuleBook, inputs: tuple[InputFile, ...], output: OutputFolder, progress: Progress
) -> dict[str, Any]:
    wanted = Wanted(asked.form, asked.language, asked.readings, asked.rows_a_chunk or usual_rows(inputs))
    manifest = begin(
        output,
        describe(inputs, book, wanted),
        inputs,
        resume=asked.resume,
        overwrite=asked.overwrite,
        require_same=require_same,
        sizes=("rader_i_hver_del",),
    )
    if manifest["ferdig"]:
        return told_again(output, SUMMARY)[0]
    wanted = replace(wanted, rows_a_chunk=manifest["rader_i_hver_del"])
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
    finish(output, manifest, {SUMMARY: summary}, summary_text(summary, book, wanted.language))
    return summary


def _staged(inputs: tuple[InputFile, ...], book: RuleBook, output: OutputFolder, wanted: Wanted) -> Staged:
    """The files to read: as they are, or put together when they are tables."""
    kind = kind_of(inputs, book.vocabulary)
    if kind is None:
        return Staged(inputs, {}, ())
    return stage(inputs, kind, book.vocabulary, output.parts, wanted)


class _Ledger:
    """Which chunks there are, which are done, and how far that is."""

    def __init__(self, parts: PartsFolder, inputs: tuple[InputFile, ...], progress: Progress) -> None:
        self.parts, self.inputs, self.progress = parts, inputs, progress
        self.count = 0
        self.reached = Reached(STEP, total=bytes_of(inputs))
        self.rows = [0] * len(inputs)
        self.weights: dict[int, int] = {}
        self.partly: dict[int, tuple[int, int]] = {}
        self._tell()

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
        self.reached = self.reached.further(done.tally["dokumenter"], weight, earlier=earlier)
        self.partly.pop(done.number, None)
        self._tell()

    def under_way(self, number: int, done: int, of: int) -> None:
        """A chunk has come so far."""
        self.partly[number] = (done, self.weights.get(number, 0) * done // max(1, of))
        self._tell()

    def _tell(self) -> None:
        documents, weight = (sum(column) for column in zip((0, 0), *self.partly.values(), strict=True))
        self.progress(self.reached.further(documents, weight))

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
    """Have the tasks done by processes of their own."""
    # Each process starts anew, so that it is the same on every system and shares nothing with this one.
    context = get_context("spawn")
    # Only numbers come back, so few that no process ever waits to tell them: the rest is in the markers.
    stop, told = context.Event(), context.SimpleQueue()
    with TemporaryDirectory(prefix="reiseregel-") as folder:
        # Not through the pipe that a process is started with: one that ends before it has read so much would leave
        # this one writing for ever.
        handed = Path(folder, "arbeid")
        handed.write_bytes(pickle.dumps(work))
        pool = ProcessPoolExecutor(workers, context, start, (handed, stop, told))
        try:
            _hand_out(pool, workers, tasks, check, _Heard(told, ledger, PartsFolder(work.folder, work.wanted.form)))
        except BrokenProcessPool:
            sentence = "En av prosessene ble stanset utenfra; kanskje var det for lite minne. Gå videre med --fortsett"
            raise BatchStop(f"{sentence}, eventuelt med færre --arbeidere.", INTERNAL) from None
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)
            told.close()


def _hand_out(
    pool: ProcessPoolExecutor,
    workers: int,
    tasks: Iterator[list[Chunk]],
    check: Callable[[], None],
    hear: Callable[[], None],
) -> None:
    """Hand the tasks out, a few at a time, and hear of each chunk as it is done."""
    pending: set[Future[None]] = set()
    for task in chain(tasks, [None]):
        check()
        while pending and (task is None or len(pending) >= workers * WAITING):
            ended, pending = wait(pending, _PAUSE, FIRST_COMPLETED)
            check()
            for future in ended:
                future.result()
            hear()
        if task is not None:
            with _inheriting_quiet():
                pending.add(pool.submit(do, task))


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the processes tell, noted when it is called."""

    told: Any
    ledger: _Ledger
    parts: PartsFolder

    def __call__(self) -> None:
        while not self.told.empty():
            number, done, of = self.told.get()
            if of is None:
                self.ledger.note(self.parts.marked(number))
            else:
                self.ledger.under_way(number, done, of)
