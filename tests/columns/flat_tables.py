"""Documents as flat tables linked by key: the other way of `columns.from_tables`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from reiseregel.columns.from_tables import AROUND
from reiseregel.columns.layout import Layout, layouts
from reiseregel.vocabulary import Vocabulary

Document = dict[str, Any]
Flat = dict[str, list[dict[str, Any]]]


def flat_rows(documents: Sequence[Document], kind: str, vocabulary: Vocabulary) -> Flat:
    """The rows of each table, as lists of plain data; ids count from 1 in each table."""
    every = layouts(vocabulary, kind)
    rows: Flat = {}
    for document in documents:
        _add(rows, every, next(iter(every)), document, {})
    return rows


def _add(rows: Flat, every: dict[str, Layout], name: str, data: Document, keys: dict[str, int]) -> None:
    layout, here = every[name], rows.setdefault(name, [])
    row: dict[str, Any] = {"id": len(here) + 1, **keys}
    here.append(row)
    row |= {key: data[key] for key in layout.fields if key in data} | data.get("konvolutt", {})
    for key, child in layout.children.items():
        if not child.many:
            _add(rows, every, child.name, data.get(key, {}), {"forelder": row["id"]})
            continue
        if not child.content:
            row[f"{key}_oppgitt"] = key in data
        for place, item in enumerate(data.get(key, ())):
            _add(rows, every, child.name, item, {"forelder": row["id"], "nr": place})
    for table, key in AROUND.items():
        for place, item in enumerate(data.get(key, ())):
            rows.setdefault(table, []).append({**item, "forelder": row["id"], "nr": place})


def tables_of(rows: Flat) -> dict[str, pa.Table]:
    """The rows as tables with the types that Arrow finds by itself."""
    return {
        name: pa.table({key: [row.get(key) for row in found] for key in dict.fromkeys(k for row in found for k in row)})
        for name, found in rows.items()
    }
