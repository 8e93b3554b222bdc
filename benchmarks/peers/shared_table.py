"""A table that processes on all cores decide together: columns and answers lie in memory that all of them see."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeAlias
from weakref import finalize

import numpy as np
from numpy.lib.format import open_memmap

from benchmarks.peers.cases import Answers, Columns
from benchmarks.timing import HELPED
from reiseregel.columns.memory import keep_freed

#: Cuts the work on a table into pieces, each of which leaves its rows in the answers.
Pieces: TypeAlias = Callable[[Columns, Answers], Sequence[Callable[[], None]]]

_ANSWERS: Final = {"outcome": np.int8, "amount": np.int64, "reason": np.int8}
#: A file system in memory, where there is one.
_IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - the folder in it is new, and only ours


class SharedTable:
    """Called, it has all processes decide the table. They end when nobody holds it."""

    def __init__(self, table: Columns, pieces: Pieces) -> None:
        """Start the processes; each has laid out the columns when this returns."""
        context = get_context("spawn")
        taken = context.Value("q", 0)
        with TemporaryDirectory(dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as name:
            folder, rows = Path(name), len(next(iter(table.values())))
            for column, values in table.items():
                open_memmap(_of(folder, column), "w+", values.dtype, values.shape)[:] = values
            found = {answer: open_memmap(_of(folder, answer), "w+", kind, (rows,)) for answer, kind in _ANSWERS.items()}
            self._found = Answers(**{answer: np.asarray(values) for answer, values in found.items()})
            self._taken = taken
            self._ends, processes = list[Connection](), list[BaseProcess]()
            for _ in range(os.cpu_count() or 1):
                here, there = context.Pipe()
                process = context.Process(target=_help, args=(folder, list(table), pieces, taken, there), daemon=True)
                process.start()
                there.close()
                self._ends.append(here)
                processes.append(process)
            for end in self._ends:
                end.recv()
        self._finalizer = finalize(self, _end, self._ends, processes)

    def __call__(self) -> Answers:
        """Decide every row. The answers are seen through what the processes wrote: the next call changes them."""
        self._taken.value = 0
        for end in self._ends:
            end.send(True)
        HELPED.extend(end.recv() for end in self._ends)
        return self._found


def _help(folder: Path, columns: Sequence[str], pieces: Pieces, taken: Any, end: Connection) -> None:
    """In a process of its own: take the next piece until none is left, whenever it is asked to."""
    keep_freed()
    table = {column: np.asarray(np.load(_of(folder, column), mmap_mode="r")) for column in columns}
    found = {answer: np.asarray(np.load(_of(folder, answer), mmap_mode="r+")) for answer in _ANSWERS}
    work = pieces(table, Answers(**found))
    gc.freeze()
    end.send(True)
    while end.recv():
        begun = time.process_time_ns()
        while (number := _next(taken)) < len(work):
            work[number]()
        end.send(time.process_time_ns() - begun)


def _next(taken: Any) -> int:
    with taken.get_lock():
        taken.value += 1
        return int(taken.value) - 1


def _end(ends: Sequence[Connection], processes: Sequence[BaseProcess]) -> None:
    for end in ends:
        end.send(False)
    for process in processes:
        process.join()


def _of(folder: Path, name: str) -> Path:
    return folder / f"{name}.npy"
