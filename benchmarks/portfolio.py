"""The whole regulation over a synthetic portfolio: each stage of the columns, the whole command, and claim by claim."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.timing import Spread
from reiseregel.case import check_document
from reiseregel.columns.decide import decide_frames
from reiseregel.columns.from_arrow import frames_from_arrow
from reiseregel.columns.to_documents import documents
from reiseregel.compiled import program
from reiseregel.rulebook import RuleBook
from reiseregel.synthetic import Portfolio, Window
from reiseregel.synthetic.write import write_file

SEED = 1
#: Claims in one call of the columns.
CHUNK = 16_384
#: Claims that are decided one at a time.
ONE_BY_ONE = 2_000
#: The command, which tells at the end the most memory that it or a process of its has had.
_COMMAND = (
    "import atexit, resource\n"
    "atexit.register(lambda: print('KB', max(resource.getrusage(kind).ru_maxrss for kind in "
    "(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))))\n"
    "from reiseregel.cli import main\nmain()"
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way, in seconds of processor time over all claims."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns over a portfolio in one process: without what is handed over to the scalar executors."""

    claims: int
    journeys: int
    posts: int
    stages: tuple[Stage, ...]
    handed_over: int
    refused: int

    @property
    def seconds(self) -> float:
        """All stages."""
        return sum(stage.seconds for stage in self.stages)


@dataclass(frozen=True, slots=True)
class Whole:
    """The command over a file or a folder: every claim answered."""

    claims: int
    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class OneByOne:
    """The compiled plain pass on claim after claim: microseconds, and what it leaves to the reference."""

    claims: int
    microseconds: Spread
    p99: float
    open_facts: int
    not_told: int


def columns(book: RuleBook, claims: int) -> Columns:
    """Read, lay out and check, decide, write: chunk by chunk, nothing kept."""
    portfolio = Portfolio(SEED, book.vocabulary, Window())
    spent: dict[str, float] = {}
    journeys = posts = handed_over = refused = 0
    for start in range(0, claims, CHUNK):
        file = io.BytesIO()
        pq.write_table(portfolio.claims(range(start, min(start + CHUNK, claims))), file, compression="zstd")
        file.seek(0)
        clock = _Clock(spent)
        table = pq.ParquetFile(file).read_row_group(0)
        clock.stage("read Parquet")
        framed = frames_from_arrow(table, "krav", book.vocabulary, start)
        clock.stage("lay out and check")
        decided = decide_frames(framed.frames, book)
        clock.stage("decide")
        pq.write_table(decided.cases, io.BytesIO(), compression="zstd")
        pq.write_table(decided.posts, io.BytesIO(), compression="zstd")
        clock.stage("write Parquet")
        journeys += framed.frames.tables["reise"].rows
        posts += decided.posts.num_rows
        handed_over += len(decided.handed_over)
        refused += len(framed.refused)
    return Columns(claims, journeys, posts, tuple(Stage(*item) for item in spent.items()), handed_over, refused)


def bytes_a_claim(book: RuleBook) -> float:
    """The most memory that the columns hold at once for a chunk, from the Arrow table to the tables that come out."""
    table = Portfolio(SEED, book.vocabulary, Window()).claims(range(CHUNK))
    decide_frames(frames_from_arrow(table, "krav", book.vocabulary).frames, book)  # what is kept for later ones
    gc.collect()
    tracemalloc.start()
    try:
        before, in_arrow = tracemalloc.get_traced_memory()[0], pa.total_allocated_bytes()
        decided = decide_frames(frames_from_arrow(table, "krav", book.vocabulary).frames, book)
        in_tables = pa.total_allocated_bytes() - in_arrow
        most: int = tracemalloc.get_traced_memory()[1] - before + in_tables + table.nbytes
    finally:
        tracemalloc.stop()
    assert decided.cases.num_rows
    return most / CHUNK


def whole(book: RuleBook, claims: int, workers: int = 2) -> Whole:
    """`reiseregel batch` from one Parquet file to a folder, in processes of its own."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "krav.parquet")
        for _ in write_file(Portfolio(SEED, book.vocabulary, Window()), range(claims), "parquet", source):
            pass
        seconds, peak_mb = batch(source, Path(folder, "ut"), workers)
        return Whole(claims, seconds, peak_mb)


def settled(book: RuleBook, claims: int, times: int, workers: int = 2) -> tuple[Whole, Whole]:
    """The command over the claims that the columns settle, of so many: once, and so many times over."""
    with TemporaryDirectory() as folder:
        one, many = Path(folder, "en"), Path(folder, "mange")
        one.mkdir()
        many.mkdir()
        portfolio, kept = Portfolio(SEED, book.vocabulary, Window()), 0
        with pq.ParquetWriter(one / "krav.parquet", portfolio.claims(range(1)).schema, compression="zstd") as file:
            for start in range(0, claims, CHUNK):
                table = portfolio.claims(range(start, min(start + CHUNK, claims)))
                framed = frames_from_arrow(table, "krav", book.vocabulary)
                table = table.take(decide_frames(framed.frames, book).cases.column("sak"))
                file.write_table(table, row_group_size=CHUNK)
                kept += table.num_rows
        for number in range(times):
            Path(many, f"krav-{number}.parquet").symlink_to(one / "krav.parquet")
        runs = [batch(source, Path(folder, f"ut-{source.name}"), workers) for source in (one, many)]
        return Whole(kept, *runs[0]), Whole(kept * times, *runs[1])


def batch(source: Path, target: Path, workers: int) -> tuple[float, float]:
    """What the command takes: seconds, and the most memory of any of its processes (MB)."""
    command = [sys.executable, "-c", _COMMAND, "batch", str(source), "-o", str(target), "--arbeidere", str(workers)]
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own command
    seconds = time.perf_counter() - begun
    kilobytes = next(int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("KB "))
    return seconds, kilobytes / 1024


def one_by_one(book: RuleBook) -> OneByOne:
    """How long the compiled plain pass takes, claim after claim, and how often it is not the whole answer."""
    table = Portfolio(SEED, book.vocabulary, Window()).claims(range(ONE_BY_ONE))
    claims = [check_document(item, book.vocabulary).data for item in documents(table, np.arange(ONE_BY_ONE))]
    made = program(book, "krav")
    times, open_facts, not_told = [], 0, 0
    for claim in claims:
        verdict = made.run(claim, recorded=True)
        not_told += verdict is None
        open_facts += verdict is not None and not verdict.settled
    for claim in claims:
        begun = time.perf_counter_ns()
        made.run(claim)
        times.append((time.perf_counter_ns() - begun) / 1e3)
    ordered = sorted(times)
    return OneByOne(len(claims), Spread.of(times), ordered[-(-len(times) * 99 // 100) - 1], open_facts, not_told)


class _Clock:
    def __init__(self, spent: dict[str, float]) -> None:
        self.spent, self.last = spent, time.process_time()

    def stage(self, name: str) -> None:
        now = time.process_time()
        self.spent[name] = self.spent.get(name, 0) + now - self.last
        self.last = now
