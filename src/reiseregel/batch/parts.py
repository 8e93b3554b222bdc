"""The output of a chunk on disk, and of the whole run: each file written whole under another name and then renamed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from reiseregel.batch.model import Form
from reiseregel.batch.parquet_join import join
from reiseregel.columns.schema import CASES, POSTS

CASE_FILE, POST_FILE, FAULT_FILE = "saker", "poster", "feil"
#: Each file of the output, and what its rows are.
TABLES: Final = {CASE_FILE: CASES, POST_FILE: POSTS}


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk that is decided and written: what it adds to the summary, and how to know its files and its input again.

    `read` is the digest of the input of a chunk of text. `files` gives size and digest by the name of the output.
    """

    number: int
    rows: int
    read: str
    tally: dict[str, Any]
    files: dict[str, tuple[int, str]]


class PartsFolder:
    """`deler/` where the output goes: the files of each chunk, with a marker written last that vouches for them."""

    def __init__(self, folder: Path, form: Form) -> None:
        self.folder, self.form = folder, form

    def file(self, name: str, number: int) -> Path:
        """Where one output of a chunk is."""
        return self.folder / f"{name}-{number:06d}.{'jsonl' if name == FAULT_FILE else self.form}"

    def marker(self, number: int) -> Path:
        """What says that the chunk is done."""
        return self.folder / f"ferdig-{number:06d}.json"

    def write(self, number: int, rows: int, read: str, tally: dict[str, Any], contents: dict[str, bytes]) -> Done:
        """Write the files of a chunk, and the marker last."""
        files = {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in contents.items()}
        done = Done(number, rows, read, tally, files)
        for name, content in contents.items():
            write_bytes(self.file(name, number), content)
        write_bytes(self.marker(number), json.dumps(asdict(done)).encode())
        return done

    def marked(self, number: int) -> Done:
        """What the marker of a chunk says.

        Raises:
            OSError, ValueError, TypeError, KeyError, AttributeError: there is no marker, or no whole one.

        """
        data = json.loads(self.marker(number).read_bytes())
        return Done(**data | {"files": {name: tuple(item) for name, item in data["files"].items()}})

    def found(self, number: int) -> Done | None:
        """A chunk that is done and whose files are whole; None when it must be decided (again)."""
        try:
            done = self.marked(number)
            whole = all(_known(self.file(name, number), *item) for name, item in done.files.items())
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return done if whole and done.number == number else None


def _known(path: Path, size: int, digest: str) -> bool:
    with path.open("rb") as file:
        return path.stat().st_size == size and hashlib.file_digest(file, "sha256").hexdigest() == digest


def encoded(table: pa.Table, form: Form) -> bytes:
    """A table as a whole Parquet file of one row group, or as lines of JSON or CSV without a header."""
    sink = pa.BufferOutputStream()
    if form == "parquet":
        pq.write_table(table, sink, row_group_size=max(1, table.num_rows), compression="zstd", compression_level=1)
    elif form == "csv":
        options = pacsv.WriteOptions(include_header=False, quoting_style="needed")
        pacsv.write_csv(flat(table), sink, options)
    else:
        for row in table.to_pylist():
            sink.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return bytes(sink.getvalue())


def flat(table: pa.Table) -> pa.Table:
    """Lists as text with `|` between: an open fact as `eier:faktum:sted`."""
    columns = {}
    for name in table.column_names:
        column = table.column(name).combine_chunks()
        if pa.types.is_list(column.type):
            column = pc.binary_join(_texts(column), "|")
        elif pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        columns[name] = column
    return pa.table(columns)


def _texts(lists: pa.ListArray) -> pa.ListArray:
    if not pa.types.is_struct(lists.type.value_type):
        return lists
    items = pc.list_flatten(lists)
    parts = [pc.struct_field(items, name) for name in ("eier", "faktum", "sted")]
    texts = pc.binary_join_element_wise(*parts, ":")
    counts = pc.fill_null(pc.list_value_length(lists), 0)
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(counts).cast(pa.int32())])
    return pa.ListArray.from_arrays(offsets, texts)


def assemble(parts: PartsFolder, folder: Path, count: int, loose: Iterable[Mapping[str, Any]] = ()) -> None:
    """The files of all chunks as one each, in the folder above. `loose` are faults of rows without a document."""
    for name, schema in TABLES.items():
        target = folder / f"{name}.{parts.form}"
        paths = [parts.file(name, number) for number in range(count)]
        with _replacing(target) as file:
            if parts.form == "parquet" and paths:
                join(paths, file)
            elif parts.form == "parquet":
                file.write(encoded(schema.empty_table(), "parquet"))
            else:
                _concatenate(_header(schema) if parts.form == "csv" else b"", paths, file)
    with _replacing(folder / f"{FAULT_FILE}.jsonl") as file:
        first = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in loose).encode()
        _concatenate(first, (parts.file(FAULT_FILE, number) for number in range(count)), file)


def _header(schema: pa.Schema) -> bytes:
    return ",".join(schema.names).encode() + b"\n"


def _concatenate(header: bytes, paths: Iterable[Path], out: BinaryIO) -> None:
    out.write(header)
    for path in paths:
        with path.open("rb") as part:
            shutil.copyfileobj(part, out, 1 << 20)


# --- whole or not at all ---


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file under a name of its own and give it the right one when it is whole."""
    with _replacing(path) as file:
        file.write(content)


class _replacing:  # noqa: N801 - used as a function
    """A file that takes its name when the block ends well; otherwise what was there stays."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.{os.getpid()}")

    def __enter__(self) -> BinaryIO:
        self.file = self.temporary.open("wb")
        return self.file

    def __exit__(self, kind: object, *_: object) -> None:
        self.file.close()
        if kind is None:
            self.temporary.replace(self.path)
        else:
            self.temporary.unlink(missing_ok=True)


def leftovers(folder: Path) -> Iterator[Path]:
    """Files that were being written when a run was killed."""
    for pattern in (
        f".{CASE_FILE}*",
        f".{POST_FILE}*",
        f".{FAULT_FILE}*",
        ".ferdig*",
        ".inn*",
        ".manifest*",
        ".oppsummering*",
    ):
        yield from folder.glob(pattern)
