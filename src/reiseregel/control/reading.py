"""The files of a run → blocks of lines or rows, each read when it is its turn. A block is cut by number of lines alone,
so that a run that is started again cuts the same ones.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

from reiseregel.batch.inputs import STANDARD_INPUT, find_inputs
from reiseregel.batch.model import FAULT_IN_INPUT, BatchStop, InputFile
from reiseregel.case.shapes import MAX_BYTES
from reiseregel.control.event_faults import Read, read_item, read_line

_BLOCK: Final = 1 << 20
_UNREADABLE: Final = "{}: Filen kan ikke leses. Se at du har tilgang, og gå videre med --fortsett."

_SAME_NAME: Final = "{}: To kolonner har det samme navnet. Gi hver kolonne sitt eget."
#: Stands for what JSON has no word for. No key takes it, so the fault says what the key wants.
_NO_VALUE: Final = "?"

#: A line of JSON, or a row of a table without what is null.
Item: TypeAlias = bytes | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines of one file. `file` is its place among the inputs, `row` the number in it of the first line,
    from 0. `weight` is in bytes of the input. `digest` tells the lines from others; a Parquet file is told by its own.
    """

    file: int
    row: int
    weight: int
    digest: str
    items: Sequence[Item]

    def events(self) -> Iterator[tuple[int, Read]]:
        """Each line that holds something, by its place in the block."""
        for place, item in enumerate(self.items):
            if isinstance(item, dict):
                yield place, read_item(item)
            elif item and not item.isspace():
                yield place, read_line(item)


def find_events(names: Sequence[str]) -> tuple[InputFile, ...]:
    """Every file that the names stand for: files and folders of them, or standard input alone.

    Raises:
        BatchStop: there is nothing to read, or not as events.

    """
    found = tuple(file for name in names for file in find_inputs(name))
    if len(found) > 1 and any(file.path == STANDARD_INPUT for file in found):
        raise BatchStop("Standard inn («-») må stå alene.")
    if any(file.form == "csv" for file in found):
        raise BatchStop("Hendelser leses som JSONL eller Parquet, ikke CSV.")
    return found


def blocks(inputs: Sequence[InputFile], size: int) -> Iterator[Block]:
    """The blocks, in the order of the input, of `size` lines or fewer.

    Raises:
        BatchStop: a file cannot be read to the end.

    """
    for place, file in enumerate(inputs):
        try:
            yield from _parquet(file, place, size) if file.form == "parquet" else _text(file, place, size)
        except OSError:
            raise BatchStop(_UNREADABLE.format(file.name), FAULT_IN_INPUT) from None


# --- text ---


def _text(file: InputFile, place: int, size: int) -> Iterator[Block]:
    if file.path == STANDARD_INPUT:
        if sys.stdin is None:  # closed by whoever started the program
            raise OSError
        yield from _of_lines(sys.stdin.buffer, place, size)
        return
    with Path(file.path).open("rb") as stream:
        yield from _of_lines(stream, place, size)


def _of_lines(stream: BinaryIO, place: int, size: int) -> Iterator[Block]:
    row = 0
    for lines in _grouped(stream, size):
        weight = sum(map(len, lines)) + len(lines)
        yield Block(place, row, weight, hashlib.sha256(b"\n".join(lines)).hexdigest(), lines)
        row += len(lines)


def _grouped(stream: BinaryIO, size: int) -> Iterator[list[bytes]]:
    held: list[bytes] = []
    begun = b""
    while data := stream.read(_BLOCK):
        lines = data.split(b"\n")
        # Of a line that is too long to be read, no more is kept than shows that it is.
        lines[0] = (begun + lines[0])[: MAX_BYTES + 1] if begun else lines[0]
        begun = lines.pop()
        held += lines
        for at in range(0, len(held) - size + 1, size):
            yield held[at : at + size]
        del held[: len(held) // size * size]
    if begun:  # the last line may lack its end
        held.append(begun)
    if held:
        yield held


# --- Parquet ---


def _parquet(file: InputFile, place: int, size: int) -> Iterator[Block]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    row = 0
    try:
        with pq.ParquetFile(file.path) as opened:
            names = opened.schema_arrow.names
            if len(set(names)) < len(names):
                raise BatchStop(_SAME_NAME.format(file.name), FAULT_IN_INPUT)
            for batch in opened.iter_batches(size, use_threads=False):
                items = [_plain(item) for item in _rows(batch)]
                yield Block(place, row, len(items) * file.size // max(1, file.rows), "", items)
                row += len(items)
    except pa.ArrowException:
        raise BatchStop(_UNREADABLE.format(file.name), FAULT_IN_INPUT) from None


def _rows(batch: Any) -> list[dict[str, Any]]:
    """The rows of a record batch. Arrow holds days and texts that Python cannot: they spoil their own row only."""
    try:
        rows: list[dict[str, Any]] = batch.to_pylist()
    except (OverflowError, ValueError):
        columns = [[_cell(value) for value in column] for column in batch.columns]
        rows = [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*columns, strict=True)]
    return rows


def _cell(value: Any) -> Any:
    try:
        return value.as_py()
    except (OverflowError, ValueError):
        return _NO_VALUE


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON has it: without null, days and times as text."""
    return {name: _as_json(name, value) for name, value in item.items() if value is not None}


def _as_json(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return _written(name, value)
    return value if isinstance(value, str | int | float | dict | list) else _NO_VALUE


def _written(name: str, value: date) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    if name == "tid":
        return value.isoformat(timespec="minutes" if not value.second and not value.microsecond else "auto")
    return value.date().isoformat() if value.time() == time() and value.tzinfo is None else value.isoformat()
