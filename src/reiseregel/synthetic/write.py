"""A portfolio to files: Parquet or JSON lines, a chunk at a time, so that memory does not grow with the number."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import BinaryIO, Final, Literal, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from reiseregel.synthetic.jsonl import lines
from reiseregel.synthetic.portfolio import CHUNK, Portfolio

Form: TypeAlias = Literal["jsonl", "parquet"]
#: Claims in each file of a folder.
PART: Final = 8 * CHUNK
#: How many chunks are made before the one being written is done.
_AHEAD: Final = 1


def write_stream(portfolio: Portfolio, numbers: range, form: Form, out: BinaryIO) -> Iterator[int]:
    """Write claims to an open file; gives how many, after each chunk.

    Raises:
        OSError: the file cannot be written.

    """
    tables = _made_ahead(portfolio, numbers)
    if form == "jsonl":
        for table in tables:
            out.writelines(f"{line}\n".encode() for line in lines(table))
            yield table.num_rows
        return
    first = next(tables)
    with pq.ParquetWriter(out, first.schema, compression="zstd") as writer:
        for table in chain((first,), tables):
            writer.write_table(table, row_group_size=CHUNK)
            yield table.num_rows


def write_file(portfolio: Portfolio, numbers: range, form: Form, path: Path) -> Iterator[int]:
    """Write claims to a file that gets its name when it is whole. As `write_stream`."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as out:
            yield from write_stream(portfolio, numbers, form, out)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_folder(portfolio: Portfolio, numbers: range, form: Form, folder: Path, workers: int) -> Iterator[int]:
    """Write claims to files of PART claims each, in several processes. The files do not depend on how many.

    Raises:
        OSError: a file cannot be written.

    """
    jobs = [
        (numbers[start : start + PART], folder / f"del-{start // PART:05}.{form}")
        for start in range(0, len(numbers), PART)
    ]
    if min(workers, len(jobs)) < 2:
        for some, path in jobs:
            yield from write_file(portfolio, some, form, path)
        return
    todo = iter(jobs)
    with ProcessPoolExecutor(min(workers, len(jobs)), get_context("spawn"), _begin, (portfolio, form)) as pool:
        # One file for each process at a time: whoever stops here waits for no file that is not begun.
        waiting = {pool.submit(_write_part, *job) for job in islice(todo, workers)}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            waiting |= {pool.submit(_write_part, *job) for job in islice(todo, len(done))}
            for part in done:
                yield part.result()


def _made_ahead(portfolio: Portfolio, numbers: range) -> Iterator[pa.Table]:
    """The chunks in order; the next is made in a thread while one is written."""
    parts = [numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK)]
    with ThreadPoolExecutor(_AHEAD) as pool:
        coming = pool.submit(portfolio.claims, parts[0])
        for part in (*parts[1:], None):
            table = coming.result()
            if part is not None:
                coming = pool.submit(portfolio.claims, part)
            yield table


#: What a process of `write_folder` works with.
_given: tuple[Portfolio, Form] | None = None


def _begin(portfolio: Portfolio, form: Form) -> None:
    global _given  # noqa: PLW0603 - set once, when the process begins
    _given = (portfolio, form)
    signal(SIGINT, SIG_IGN)  # the one who began it stops it, with whole files


def _write_part(numbers: range, path: Path) -> int:
    assert _given is not None
    portfolio, form = _given
    return sum(write_file(portfolio, numbers, form, path))
