"""What one process does: read a chunk, decide it, write its part. Processes share nothing but the run."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any, Final, Protocol, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from reiseregel.batch.chunks import MOST_BYTES
from reiseregel.batch.execute import Answers, Interrupted, execute
from reiseregel.batch.files import CASE_FILE, FAULT_FILE, POST_FILE, Done, PartsFolder
from reiseregel.batch.flat import FlatReader
from reiseregel.batch.model import Chunk, InputFile, Wanted
from reiseregel.batch.parts import encoded
from reiseregel.batch.reading import ArrowRows, FlatRows, JsonRows, Rows
from reiseregel.batch.tally import tally
from reiseregel.case.shapes import MAX_BYTES
from reiseregel.columns.memory import keep_freed
from reiseregel.errors import Fault
from reiseregel.rulebook import RuleBook

#: Is told the number of a chunk, and how many of how many documents in it are done.
ChunkPulse: TypeAlias = Callable[[int, int, int], None]
#: A process tells of a chunk under way when so many seconds have gone.
PULSE: Final = 2.0
#: So many documents leave little behind.
_FEW: Final = 500


class Flag(Protocol):
    """Raised when whoever started the run wants it to end."""

    def is_set(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that a process needs to decide any chunk. `linked` are faults known of some documents, by number."""

    book: RuleBook
    inputs: tuple[InputFile, ...]
    wanted: Wanted
    folder: Path
    linked: Mapping[int, tuple[Fault, ...]] = field(default_factory=dict)

    def chunks(self, chunks: Sequence[Chunk], pulse: ChunkPulse) -> Iterator[Done]:
        """Decide chunks of one file that are read together, and write the part of each as it is done.

        `pulse` may raise `Interrupted`: the chunks done so far stay done.
        """
        file = self.inputs[chunks[0].file]
        parts = PartsFolder(self.folder, self.wanted.form)
        for chunk, rows, read in self._read(file, chunks):
            told = partial(pulse, chunk.number)
            answers = execute(rows, chunk.first, self.book, self.wanted.readings, pulse=told)
            contents = {
                CASE_FILE: encoded(answers.cases, self.wanted.form),
                POST_FILE: encoded(answers.posts, self.wanted.form),
                FAULT_FILE: self._faults(answers, chunk, file),
            }
            done = parts.write(chunk.number, chunk.rows, read, tally(answers), contents)
            del rows, answers, contents
            if chunk.rows > _FEW:  # what the columns hold holds itself, and would pile up until Python comes to look
                gc.collect()
            yield done

    def _read(self, file: InputFile, chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, Rows, str]]:
        """Each chunk with its rows; of text also the digest of what was read."""
        if file.staged:
            with pa.memory_map(file.path) as source:
                table = pa.ipc.open_file(source).read_all()
            chunk = chunks[0]
            linked = {number - chunk.first: faults for number, faults in self.linked.items() if number >= chunk.first}
            yield chunk, ArrowRows(table, linked), ""
            return
        if file.form == "parquet":
            for chunk, table in _tables(file, chunks, self.wanted.rows_a_chunk):
                yield chunk, ArrowRows(table), ""
            return
        vocabulary = self.book.vocabulary
        reader = FlatReader(file.header, file.separator, vocabulary) if file.form == "csv" else None
        for chunk in chunks:
            data = text_of(file, chunk)
            rows = FlatRows(data, reader, vocabulary) if reader else JsonRows(_lines(data), vocabulary)
            yield chunk, rows, digest_of(data)

    def _faults(self, answers: Answers, chunk: Chunk, file: InputFile) -> bytes:
        """One line a fault. `rad` is the line of the file as an editor or a spreadsheet counts, from 1."""
        first = file.before + chunk.row - chunk.first + (2 if file.form == "csv" else 1)
        lines = [
            json.dumps(
                {"sak": number, "fil": file.name, "rad": number + first, **fault.to_json(self.wanted.language)},
                ensure_ascii=False,
            )
            for number, faults in sorted(answers.faults.items())
            for fault in faults
        ]
        return "".join(f"{line}\n" for line in lines).encode()


# --- reading ---


def text_of(file: InputFile, chunk: Chunk) -> bytes:
    """The bytes of a chunk of text. A line too long to be a document is cut where that is seen."""
    if chunk.data is not None:
        return chunk.data
    with Path(file.path).open("rb") as stream:
        stream.seek(chunk.offset)
        if chunk.length <= MOST_BYTES + 2 * MAX_BYTES or file.form == "csv":
            return stream.read(chunk.length)
        found = bytearray()
        while stream.tell() < chunk.offset + chunk.length:
            line = stream.readline(MAX_BYTES + 1)
            found += line
            while not line.endswith(b"\n") and line:
                line = stream.readline(MAX_BYTES)
                found += b"\n" if line.endswith(b"\n") else b""
        return bytes(found)


def digest_of(data: bytes) -> str:
    """What tells the bytes of one chunk from others."""
    return hashlib.sha256(data).hexdigest()


def _lines(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    return lines[:-1] if not lines[-1] else lines


def _tables(file: InputFile, chunks: Sequence[Chunk], size: int) -> Iterator[tuple[Chunk, pa.Table]]:
    """The chunks of some row groups. A large group is read once for all of its chunks, `size` rows at a time."""
    wanted = {chunk.offset: chunk for chunk in chunks}
    with pq.ParquetFile(file.path) as opened:
        if len(chunks) == 1 and _whole(opened, chunks[0]):
            # One by one: Arrow cannot put nested dictionaries of several row groups together.
            groups = [opened.read_row_group(group, use_threads=False) for group in chunks[0].groups]
            yield chunks[0], pa.concat_tables(groups)
            return
        at, pieces = 0, list[pa.RecordBatch]()
        for batch in opened.iter_batches(size, row_groups=list(chunks[0].groups), use_threads=False):
            pieces.append(batch)
            while wanted and _held(pieces) >= (step := wanted[at].rows if at in wanted else size):
                table = pa.Table.from_batches(pieces)
                if at in wanted:
                    yield wanted.pop(at), table.slice(0, step)
                at, pieces = at + step, table.slice(step).to_batches()
            if not wanted:
                return


def _held(pieces: Sequence[pa.RecordBatch]) -> int:
    return sum(piece.num_rows for piece in pieces)


def _whole(opened: pq.ParquetFile, chunk: Chunk) -> bool:
    return chunk.rows == sum(int(opened.metadata.row_group(group).num_rows) for group in chunk.groups)


# --- a process of its own ---

#: The work of a process that was started to help, and where it tells how far it has come; one at most.
_OWN: list[tuple[Work, Flag, Any]] = []


def start(handed: Path, stop: Flag, told: Any) -> None:
    """Make this process ready, with the work that it finds in a file. Ctrl-C is for the one that started it, which says
    when to stop.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    keep_freed()
    work: Work = pickle.loads(handed.read_bytes())  # noqa: S301 - written by the process that started this one
    _OWN[:] = [(work, stop, told)]
    gc.collect()
    gc.freeze()  # the rule book stays: nobody need look through it after each chunk


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def do(chunks: list[Chunk]) -> None:
    """Decide chunks, and tell of each as it is done."""
    work, stop, told = _OWN[0]
    last = time.monotonic()

    def pulse(number: int, done: int, of: int) -> None:
        nonlocal last
        if stop.is_set():
            raise Interrupted
        if time.monotonic() - last >= PULSE:
            last = time.monotonic()
            told.put((number, done, of))

    try:
        for done in work.chunks(chunks, pulse):
            told.put((done.number, done.tally["dokumenter"], None))
    except Interrupted:
        return
