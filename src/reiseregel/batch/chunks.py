"""Inputs → chunks. Where a chunk begins and ends depends on the input and the wanted size alone: a run that is started
again cuts the same ones, whatever the number of processes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import pyarrow.parquet as pq

from reiseregel.batch.inputs import STANDARD_INPUT
from reiseregel.batch.model import Chunk, InputFile

#: What is decided together: enough for columns to pay off, few enough for a process to hold.
FEWEST, MOST = 256, 16_384
#: An input is cut in at least so many, so that every process has something to do and an interruption costs little.
PARTS: Final = 32
#: A large row group is read by at most so many processes, each for a run of its chunks: to read it again costs little
#: beside what its open documents take.
READERS: Final = 4
#: A chunk of text ends at the first line that reaches so many bytes, so that long lines do not fill the memory.
MOST_BYTES: Final = 64 << 20
_BLOCK: Final = 4 << 20
_NEWLINE, _QUOTE = ord("\n"), ord('"')


def usual_rows(inputs: Sequence[InputFile]) -> int:
    """So many rows a chunk, by the size of the input."""
    if any(file.path == STANDARD_INPUT for file in inputs):
        return FEWEST * 4
    rows = sum(file.rows if file.form == "parquet" else _estimated(file) for file in inputs)
    return max(FEWEST, min(MOST, -(-rows // PARTS // FEWEST) * FEWEST))


def _estimated(file: InputFile) -> int:
    """How many lines a file of text has, by those it begins with."""
    with Path(file.path).open("rb") as stream:
        stream.seek(file.start)
        sample = stream.read(_BLOCK)
    lines = sample.count(b"\n") + 1
    return lines if len(sample) < _BLOCK else lines * file.size // len(sample)


def cut(inputs: Sequence[InputFile], rows: int) -> Iterator[list[Chunk]]:
    """The chunks, those that are best read by one process together; numbered in the order of the input."""
    number = first = 0
    for place, file in enumerate(inputs):
        found = (
            _whole(file) if file.staged else _of_parquet(file, rows) if file.form == "parquet" else _of_text(file, rows)
        )
        for together in found:
            chunks = []
            for chunk in together:
                chunks.append(replace(chunk, number=number, file=place, first=first))
                number, first = number + 1, first + chunk.rows
            yield chunks


def _whole(file: InputFile) -> Iterator[list[Chunk]]:
    yield [Chunk(0, 0, 0, 0, file.rows, 0)]


# --- Parquet: whole row groups together when they are small, a large one in several chunks ---


def _of_parquet(file: InputFile, rows: int) -> Iterator[list[Chunk]]:
    with pq.ParquetFile(file.path) as opened:
        sizes = [opened.metadata.row_group(group).num_rows for group in range(opened.metadata.num_row_groups)]
    row, held, groups = 0, 0, list[int]()
    for group, size in enumerate(sizes):
        if groups and held + size > rows:
            yield [Chunk(0, 0, 0, row, held, 0, groups=tuple(groups))]
            row, held, groups = row + held, 0, []
        if size > rows:
            starts = range(0, size, rows)
            chunks = [Chunk(0, 0, 0, row + at, min(rows, size - at), at, groups=(group,)) for at in starts]
            run = -(-len(chunks) // READERS)
            yield from (chunks[first : first + run] for first in range(0, len(chunks), run))
            row += size
        elif size:
            held += size
            groups.append(group)
    if groups:
        yield [Chunk(0, 0, 0, row, held, 0, groups=tuple(groups))]


# --- text: whole lines ---


def _of_text(file: InputFile, rows: int) -> Iterator[list[Chunk]]:
    if file.path == STANDARD_INPUT:
        for chunk in _lines(_standard_input(), rows, quoted=False, hold=True):
            yield [chunk]
        return
    with Path(file.path).open("rb") as stream:
        stream.seek(file.start)
        for chunk in _lines(stream, rows, quoted=file.form == "csv", hold=False):
            yield [replace(chunk, offset=chunk.offset + file.start)]


def _standard_input() -> BinaryIO:
    stream = sys.stdin
    if stream is None:  # closed by whoever started the program
        raise OSError
    return stream.buffer


def _lines(stream: BinaryIO, rows: int, *, quoted: bool, hold: bool) -> Iterator[Chunk]:
    held = bytearray()
    start = end = ended = row = count = 0
    for block, ends in _ends(stream, quoted=quoted):
        base, at = end, 0
        end += len(block)
        held += block if hold else b""
        while at < len(ends):
            # The line that fills the chunk, or the first that reaches the most bytes, whichever comes first.
            last = min(at + rows - count - 1, int(np.searchsorted(ends, start + MOST_BYTES - base)))
            if last >= len(ends):
                count += len(ends) - at
                break
            stop, count = base + int(ends[last]), count + last + 1 - at
            yield _chunk(row, count, start, stop, held if hold else None)
            del held[: stop - start]
            row, start, count, at = row + count, stop, 0, last + 1
        ended = base + int(ends[-1]) if len(ends) else ended
    if end > start:  # what comes after the last line end is a line too
        yield _chunk(row, count + (ended < end), start, end, held if hold else None)


def _chunk(row: int, rows: int, start: int, stop: int, held: bytearray | None) -> Chunk:
    data = None if held is None else bytes(held[: stop - start])
    return Chunk(0, 0, 0, row, rows, start, stop - start, data=data)


def _ends(stream: BinaryIO, *, quoted: bool) -> Iterable[tuple[bytes, np.ndarray[tuple[int], np.dtype[np.int64]]]]:
    """Each block, and the places after the ends of lines in it. A line end inside quotes ends no line."""
    inside = False
    while block := stream.read(_BLOCK):
        signs = np.frombuffer(block, np.uint8)
        ends = np.flatnonzero(signs == _NEWLINE)
        if quoted and (inside or b'"' in block):
            quotes = np.cumsum(signs == _QUOTE)
            ends = ends[(quotes[ends] + inside) % 2 == 0]
            inside = bool((quotes[-1] + inside) % 2)
        yield block, ends + 1
