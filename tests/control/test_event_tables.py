"""Rows of Parquet that Python or JSON cannot hold: each is a fault of its own row, and the rest goes on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reiseregel.batch.model import BatchStop, InputFile
from reiseregel.control.reading import blocks
from reiseregel.errors import Fault
from tests.control.made_events import event

DAYS = pa.date32()
TIMES = pa.timestamp("us")


def read(folder: Path, table: pa.Table) -> list[list[tuple[str, str]]]:
    """The pointer and code of each fault, row by row; none where the row is an event."""
    file = folder / "inn.parquet"
    pq.write_table(table, file)
    inputs = (InputFile(str(file), file.name, "parquet", file.stat().st_size, ""),)
    return [
        [(item.pointer, item.code) for item in found if isinstance(item, Fault)]
        for block in blocks(inputs, 2)
        for _, found in block.events()
    ]


def not_utf8() -> pa.Array:
    return pa.Array.from_buffers(pa.string(), 3, pa.array([b"p1", b"\xff\xfe", b"p1"]).buffers())


MIDDLE, EACH = (1,), (0, 1, 2)


@pytest.mark.parametrize(
    ("kind", "key", "values", "spoiled", "code"),
    [
        ("attest_tilbakekalt", "fra", pa.array([0, 40_000_000, 0], pa.int32()).cast(DAYS), MIDDLE, "hendelse.dato"),
        ("attest_tilbakekalt", "fra", pa.array([0, -40_000_000, 0], pa.int32()).cast(DAYS), MIDDLE, "hendelse.dato"),
        ("attest_tilbakekalt", "tid", pa.array([0, 2**62, 0], TIMES), MIDDLE, "hendelse.tid"),
        ("attest_tilbakekalt", "tid", pa.array([0, 1, 0], pa.timestamp("ns")), MIDDLE, "hendelse.tid"),
        ("attest_tilbakekalt", "attest", not_utf8(), MIDDLE, "hendelse.id"),
        ("attest_tilbakekalt", "attest", pa.array([b"1", b"2", b"3"], pa.binary()), EACH, "hendelse.id"),
        ("attest_tilbakekalt", "fra", pa.array([1, 2, 3], pa.duration("s")), EACH, "hendelse.dato"),
        ("attest", "omfang", pa.array([b"1", b"2", b"3"], pa.binary()), EACH, "hendelse.kode"),
        ("gjennomfoering", "egenandel_oere", pa.array([Decimal(1)] * 3), EACH, "hendelse.type"),
    ],
)
def test_a_value_python_or_json_has_no_word_for(
    tmp_path: Path, kind: str, key: str, values: pa.Array, spoiled: tuple[int, ...], code: str
) -> None:
    """It is told of by what the key wants, in the rows that have it."""
    given = event(kind)
    columns: dict[str, Any] = {name: [item] * 3 for name, item in given.items()} | {"id": ["e1", "e2", "e3"]}
    found = read(tmp_path, pa.table(columns | {key: values}))
    assert found == [[(f"/{key}", code)] if row in spoiled else [] for row in range(3)]


def test_two_columns_of_one_name_are_not_guessed_between(tmp_path: Path) -> None:
    given = event("attest_tilbakekalt")
    columns = [pa.array([value]) for value in (*given.values(), "a2")]
    with pytest.raises(BatchStop, match="To kolonner"):
        read(tmp_path, pa.Table.from_arrays(columns, names=[*given, "attest"]))
