"""The output of a chunk as bytes, and the parts of a run put together."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from reiseregel.batch.files import CASE_FILE, FAULT_FILE, POST_FILE, PartsFolder, replacing
from reiseregel.batch.model import Form
from reiseregel.batch.parquet_join import join
from reiseregel.columns.schema import CASES, POSTS

#: Each file of the output, and what its rows are.
TABLES: Final = {CASE_FILE: CASES, POST_FILE: POSTS}


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
        with replacing(target) as file:
            if parts.form == "parquet" and paths:
                join(paths, file)
            elif parts.form == "parquet":
                file.write(encoded(schema.empty_table(), "parquet"))
            else:
                _concatenate(_header(schema) if parts.form == "csv" else b"", paths, file)
    with replacing(folder / f"{FAULT_FILE}.jsonl") as file:
        first = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in loose).encode()
        _concatenate(first, (parts.file(FAULT_FILE, number) for number in range(count)), file)


def _header(schema: pa.Schema) -> bytes:
    return ",".join(schema.names).encode() + b"\n"


def _concatenate(header: bytes, paths: Iterable[Path], out: BinaryIO) -> None:
    out.write(header)
    for path in paths:
        with path.open("rb") as part:
            shutil.copyfileobj(part, out, 1 << 20)
