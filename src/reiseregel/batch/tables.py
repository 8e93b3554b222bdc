"""A folder with one table an entity (`krav.parquet`, `tur.parquet`, `reise.parquet` …) → documents, in pieces on disk.

Small folders are joined whole, whatever the order of the rows. Of large ones a piece is joined at a time, and the rows
must be in order (`columns.tables_in_order`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from reiseregel.batch.files import write_bytes
from reiseregel.batch.model import FAULT_IN_INPUT, BatchStop, InputFile, Wanted
from reiseregel.columns.from_tables import AROUND, RowFault, nested_table
from reiseregel.columns.layout import layouts
from reiseregel.columns.tables_in_order import Portion, in_portions
from reiseregel.errors import Fault, InvalidDocument, Text
from reiseregel.vocabulary import Vocabulary

#: Tables of no more bytes than this together, as files, are joined whole.
SMALL: Final = 32 << 20
_BLOCK: Final = 1 << 16
_STAGED: Final = "inn"


@dataclass(frozen=True, slots=True)
class Staged:
    """The pieces as files to read; the faults of how rows are linked by number of the document, and `loose` those of
    rows that belong to none, as lines of `feil.jsonl`.
    """

    files: tuple[InputFile, ...]
    faults: dict[int, tuple[Fault, ...]]
    loose: tuple[dict[str, Any], ...]


def kind_of(inputs: Sequence[InputFile], vocabulary: Vocabulary) -> str | None:
    """The type of document whose tables these files are; None when they are no such tables."""
    names = {Path(file.path).stem for file in inputs}
    for kind, root in vocabulary.roots.items():
        if len(names) > 1 and root.name in names and names <= {*layouts(vocabulary, kind), *AROUND}:
            return kind
    return None


def stage(inputs: Sequence[InputFile], kind: str, vocabulary: Vocabulary, folder: Path, wanted: Wanted) -> Staged:
    """The documents of a folder of tables as pieces in `folder`, those of an earlier run when they are all there.

    Raises:
        BatchStop: the tables cannot be read as such.

    """
    if any(file.form != "parquet" for file in inputs):
        raise BatchStop("Tabeller med én fil for hvert slag må være Parquet.")
    root = next(iter(layouts(vocabulary, kind)))
    top = next(file for file in inputs if Path(file.path).stem == root)
    index = folder / f"{_STAGED}.json"
    if not index.is_file():
        small = sum(file.size for file in inputs) <= SMALL
        most = wanted.rows_a_chunk
        pieces = _whole(inputs, kind, vocabulary) if small else _in_order(inputs, kind, vocabulary, most)
        write_bytes(index, json.dumps(_Staging(kind, vocabulary, folder, most).content(pieces)).encode())
    content = json.loads(index.read_bytes())
    files, before = [], 0
    for number, rows in enumerate(content["rader"]):
        path = _piece(folder, number)
        files.append(replace(top, path=str(path), rows=rows, before=before, staged=True, size=path.stat().st_size))
        before += rows
    faults: dict[int, list[Fault]] = {}
    for number, *told in content["feil"]:
        faults.setdefault(number, []).append(_fault(*told))
    names = {Path(file.path).stem: file.name for file in inputs}
    loose = tuple(
        {"sak": None, "fil": names[entity], "rad": row + 1} | _fault(*told).to_json(wanted.language)
        for entity, row, *told in content["loese"]
    )
    return Staged(tuple(files), {number: tuple(found) for number, found in faults.items()}, loose)


def _piece(folder: Path, number: int) -> Path:
    return folder / f"{_STAGED}-{number:06d}.arrow"


@dataclass(frozen=True, slots=True)
class _Staging:
    """Writes the documents of tables as pieces of at most so many rows."""

    kind: str
    vocabulary: Vocabulary
    folder: Path
    most: int

    def content(self, pieces: Iterable[Portion]) -> dict[str, list[Any]]:
        """Write each piece, and return their rows and the faults as plain data."""
        found: dict[str, list[Any]] = {"rader": [], "feil": [], "loese": []}
        try:
            for piece in pieces:
                table = piece.nested.table
                for start in range(0, table.num_rows, self.most):
                    found["rader"].append(self._write(len(found["rader"]), table.slice(start, self.most)))
                for fault in piece.nested.faults:
                    _note(found, fault)
        except InvalidDocument as error:
            raise _unreadable(error.faults[0]) from None
        return found

    def _write(self, number: int, table: pa.Table) -> int:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
            writer.write_table(table)
        write_bytes(_piece(self.folder, number), sink.getvalue())
        return int(table.num_rows)


def _note(found: dict[str, list[Any]], told: RowFault) -> None:
    words = (told.fault.message.nb, told.fault.message.nn, told.fault.message.en)
    said = (told.fault.code, told.fault.pointer, words)
    if told.document is None:
        found["loese"].append((told.entity, told.row, *said))
    else:
        found["feil"].append((told.document, *said))


def _fault(code: str, pointer: str, words: Sequence[str]) -> Fault:
    return Fault(pointer, code, Text(*words))


def _unreadable(fault: Fault) -> BatchStop:
    return BatchStop(f"{fault.pointer or '/'}: {fault.message.nb} ({fault.code})", FAULT_IN_INPUT)


# --- the pieces ---


def _whole(inputs: Sequence[InputFile], kind: str, vocabulary: Vocabulary) -> Iterator[Portion]:
    yield Portion(
        0, nested_table({Path(file.path).stem: pq.read_table(file.path) for file in inputs}, kind, vocabulary)
    )


def _in_order(inputs: Sequence[InputFile], kind: str, vocabulary: Vocabulary, most: int) -> Iterator[Portion]:
    readers = {}
    for file in inputs:
        opened = pq.ParquetFile(file.path)
        batches = opened.iter_batches(_BLOCK, use_threads=False)
        readers[Path(file.path).stem] = pa.RecordBatchReader.from_batches(opened.schema_arrow, batches)
    return in_portions(readers, kind, vocabulary, most)
