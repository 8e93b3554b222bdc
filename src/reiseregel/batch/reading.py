"""The rows of a chunk: each as a document for the scalar executor, and many as a table for the columns.

Three forms, one shape: `JsonRows`, `FlatRows` and `ArrowRows` are all `Rows`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj

from reiseregel.batch.flat import FlatReader, records
from reiseregel.batch.python_rows import python_rows
from reiseregel.batch.texts import row_fault
from reiseregel.columns.arrow_schema import document_schema
from reiseregel.columns.arrow_values import is_text
from reiseregel.columns.frames import Ints
from reiseregel.errors import Fault
from reiseregel.remember import once_for_each
from reiseregel.vocabulary import Vocabulary

#: A document as it came, or what keeps it from being one.
Document: TypeAlias = bytes | dict[str, Any] | Fault | tuple[Fault, ...]

_TYPE: Final = re.compile(rb'"type"\s*:\s*"([a-z_]+)"')
#: Fewer lines than this are not divided any further to find the one that cannot be read as columns.
_FEW: Final = 16
_BLOCK: Final = 256


class Tabled(NamedTuple):
    """Documents of one type as a table, and the place in the chunk of each."""

    kind: str
    places: Ints
    table: pa.Table


class Rows(Protocol):
    """The rows of a chunk, by place from 0."""

    count: int

    def places(self) -> Ints:
        """The rows that hold something: a blank line holds nothing."""
        ...

    def documents(self, places: Sequence[int]) -> Iterator[tuple[int, Document]]:
        """The documents in some of the rows, in the order asked for."""
        ...

    def tables(self, kinds: Collection[str]) -> Iterator[Tabled]:
        """Those of these types that can be read as columns, each once; the others are left out."""
        ...


class JsonRows:
    """One JSON document a line."""

    def __init__(self, lines: Sequence[bytes], vocabulary: Vocabulary) -> None:
        self.lines, self.vocabulary, self.count = lines, vocabulary, len(lines)

    def places(self) -> Ints:
        return np.array([place for place, line in enumerate(self.lines) if line.strip()], np.int64)

    def documents(self, places: Sequence[int]) -> Iterator[tuple[int, Document]]:
        return ((place, self.lines[place]) for place in places)

    def tables(self, kinds: Collection[str]) -> Iterator[Tabled]:
        for kind in kinds:
            chosen = [place for place, line in enumerate(self.lines) if _may_be(line, kind)]
            schema = _as_text(self.vocabulary, kind)
            for places, table in _parsed(self.lines, chosen, schema):
                yield Tabled(kind, np.array(places, np.int64), table)


def _may_be(line: bytes, kind: str) -> bool:
    """Whether the line may be an object of this type. Null, which no contract has, is for the scalar check.

    Every line begins with `{` and ends with `}`, so none can go on in the next: what follows `}` in JSON is no `{`.
    """
    found = _TYPE.search(line)
    if found is None or found[1] != kind.encode() or b"null" in line:
        return False
    line = line.strip()
    return line[:1] == b"{" and line[-1:] == b"}"


def _parsed(lines: Sequence[bytes], places: list[int], schema: pa.Schema) -> Iterator[tuple[list[int], pa.Table]]:
    """Tables of lines, without those that are no such object: a piece that cannot be read is tried by halves."""
    if not places:
        return
    data = b"\n".join(lines[place] for place in places)
    try:
        table = pj.read_json(
            pa.BufferReader(data),
            read_options=pj.ReadOptions(use_threads=False, block_size=len(data) + 1),
            parse_options=pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
        )
    except (pa.ArrowException, ValueError):
        table = None
    if table is not None and table.num_rows == len(places):
        yield places, table
    elif len(places) > _FEW:
        half = len(places) // 2
        yield from _parsed(lines, places[:half], schema)
        yield from _parsed(lines, places[half:], schema)


@once_for_each
def _as_text(vocabulary: Vocabulary, kind: str) -> pa.Schema:
    """The schema with codes and dates as the text they are in JSON."""
    return pa.schema([pa.field(field.name, _text_of(field.type)) for field in document_schema(kind, vocabulary)])


def _text_of(form: pa.DataType) -> pa.DataType:
    if pa.types.is_list(form):
        return pa.list_(_text_of(form.value_type))
    if pa.types.is_struct(form):
        return pa.struct([pa.field(field.name, _text_of(field.type)) for field in form])
    return pa.string() if pa.types.is_dictionary(form) or pa.types.is_date(form) else form


class FlatRows(JsonRows):
    """One document a row of a CSV; for columns it is written as JSON, which reads it as strictly as the rest."""

    def __init__(self, data: bytes, reader: FlatReader, vocabulary: Vocabulary) -> None:
        self.found: list[Document | None] = [
            reader.document(record.removesuffix("\r")) if record.strip() else None for record in records(data)
        ]
        lines = [json.dumps(item).encode() if isinstance(item, dict) else b"" for item in self.found]
        super().__init__(lines, vocabulary)

    def places(self) -> Ints:
        return np.array([place for place, item in enumerate(self.found) if item is not None], np.int64)

    def documents(self, places: Sequence[int]) -> Iterator[tuple[int, Document]]:
        return ((place, item) for place in places if (item := self.found[place]) is not None)


class ArrowRows:
    """One document a row of a nested table; null is what JSON leaves out. `faults` are known of some before.

    The pieces that the table is made of stay apart: Arrow cannot put nested dictionaries together.
    """

    def __init__(self, table: pa.Table, faults: Mapping[int, tuple[Fault, ...]] | None = None) -> None:
        self.faults = faults or {}
        self.pieces = [piece for piece in table.to_batches() if piece.num_rows]
        self.starts = np.cumsum([0, *(piece.num_rows for piece in self.pieces)]).astype(np.int64)
        self.count = table.num_rows

    def places(self) -> Ints:
        return np.arange(self.count, dtype=np.int64)

    def documents(self, places: Sequence[int]) -> Iterator[tuple[int, Document]]:
        wanted = np.array(places, np.int64)
        for piece, start in zip(self.pieces, self.starts, strict=False):
            here = wanted[(wanted >= start) & (wanted < start + piece.num_rows)]
            for at in range(0, len(here), _BLOCK):
                block = here[at : at + _BLOCK]
                taken = piece.take(pa.array(block - start))
                for place, item in zip(block.tolist(), python_rows(taken), strict=True):
                    yield (
                        place,
                        self.faults.get(place) or (row_fault("parquet.verdi") if item is None else _plain(item)),
                    )

    def tables(self, kinds: Collection[str]) -> Iterator[Tabled]:
        for piece, start in zip(self.pieces, self.starts, strict=False):
            for tabled in _by_type(piece, kinds):
                yield tabled._replace(places=tabled.places + start)


def _by_type(piece: pa.RecordBatch, kinds: Collection[str]) -> Iterator[Tabled]:
    names = piece.schema.names
    types = piece.column("type") if names.count("type") == 1 else None
    if types is None or not is_text(types.type):
        return
    found = pc.unique(types.cast(pa.string())).to_pylist()
    for kind in kinds:
        if [kind] == found:
            yield Tabled(kind, np.arange(piece.num_rows, dtype=np.int64), pa.Table.from_batches([piece]))
        elif kind in found:
            mask = pc.fill_null(pc.equal(types.cast(pa.string()), kind), False)
            chosen = piece.filter(mask)
            # The columns of the other types are null here.
            held = [name for name in names if chosen.column(name).null_count < chosen.num_rows]
            places = np.flatnonzero(mask.to_numpy(zero_copy_only=False)).astype(np.int64)
            yield Tabled(kind, places, pa.Table.from_batches([chosen.select(held)]))


def _plain(value: Any) -> Any:
    """A value of Arrow as JSON has it: without null, and dates as text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() and value.tzinfo is None else value
    return value.isoformat() if isinstance(value, date) else value
