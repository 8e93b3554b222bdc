"""Small files of documents of every type, and the answers to them from the scalar executor."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from reiseregel import InvalidDocument, RuleBook, decide
from reiseregel.columns.arrow_schema import document_schema
from reiseregel.columns.rows import case_row, post_rows
from tests.conftest import own_rules

ROOT = Path(__file__).resolve().parents[2]
#: A national id that was given to nobody, and a name: what must never come out.
SECRETS = ("01017012345", "Kari Prøvenes")


def documents() -> list[dict[str, Any]]:
    """The examples, each document once."""
    found = [json.loads(path.read_bytes()) for path in sorted(ROOT.glob("examples/*/*.json"))]
    return [document for document in found if document.get("type") in own_rules().vocabulary.roots]


def claims() -> list[dict[str, Any]]:
    return [document for document in documents() if document["type"] == "krav"]


@pytest.fixture(scope="session")
def book() -> RuleBook:
    return own_rules()


def expected(lines: list[Any], book: RuleBook) -> tuple[list[Any], list[Any], dict[int, list[tuple[str, str]]]]:
    """Cases, posts and faults (code and pointer) by number, straight from `decide`."""
    cases, posts, faults = [], [], {}
    for number, line in enumerate(lines):
        try:
            decision = decide(line, book)
        except InvalidDocument as error:
            faults[number] = [(fault.code, fault.pointer) for fault in error.faults]
        else:
            cases.append(case_row(number, decision))
            posts += post_rows(number, decision)
    return cases, posts, faults


def as_jsonl(lines: list[Any]) -> bytes:
    return b"".join(line + b"\n" if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)


def as_table(found: list[dict[str, Any]], book: RuleBook, kind: str = "krav") -> pa.Table:
    """Documents of one type as the published Arrow schema has them."""
    schema = document_schema(kind, book.vocabulary)
    return pa.Table.from_pylist(found, _texts(schema)).cast(schema)


def _texts(schema: pa.Schema) -> pa.Schema:
    return pa.schema([pa.field(field.name, _text(field.type)) for field in schema])


def _text(form: pa.DataType) -> pa.DataType:
    if pa.types.is_list(form):
        return pa.list_(pa.field("element", _text(form.value_type)))
    if pa.types.is_struct(form):
        return pa.struct([pa.field(field.name, _text(field.type)) for field in form])
    return pa.string() if pa.types.is_dictionary(form) or pa.types.is_date(form) else form


def as_csv(found: list[dict[str, Any]], separator: str = ",") -> bytes:
    rows = [dict(cells(item)) for item in found]
    out = io.StringIO()
    writer = csv.DictWriter(out, sorted({name for row in rows for name in row}), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def cells(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """A document as the cells of a flat row."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if parts is None:
        yield at, str(value).lower() if isinstance(value, bool) else str(value)
    elif not value:
        yield at, "{}" if isinstance(value, dict) else "[]"
    else:
        for name, item in parts:
            yield from cells(item, f"{at}.{name}" if at else str(name))
