"""Checked parts → the frames of the documents that were let through."""

from __future__ import annotations

import numpy as np

from reiseregel.columns.frames import FactColumn, Flags, Frames, Ints, Table
from reiseregel.columns.parts import Parts, Rows


def kept(parts: Parts, kind: str, first: int) -> Frames:
    """The frames of every document that is not refused; `first` is the number of the first document of the batch."""
    assessed = np.zeros(parts.documents, np.bool_)
    if parts.assessments is not None:
        assessed[parts.assessments.document] = True
    if not parts.refused.any():
        parts.rows[parts.root].table.parent = parts.rows[parts.root].document + first
        return Frames(kind, {name: rows.table for name, rows in parts.rows.items()}, assessed)
    stays = ~parts.refused
    tables: dict[str, Table] = {}
    places: dict[str, Ints] = {}  # the new row of each old one that stays
    for name, layout in parts.layouts.items():
        rows, above = parts.rows[name], layout.entity.parent
        here = stays[rows.document]
        places[name] = np.cumsum(here) - 1
        tables[name] = _table(rows, here, places.get(above))
    root = tables[parts.root]
    root.parent = root.parent + first
    return Frames(kind, tables, assessed[stays])


def _table(rows: Rows, stay: Flags, above: Ints | None) -> Table:
    old, count = rows.table, int(stay.sum())
    parent = old.parent[stay] if above is None else above[old.parent[stay]]
    everywhere = np.ones(count, np.bool_)
    table = Table(old.entity, count, parent, old.position[stay])
    for name, column in old.facts.items():
        given = everywhere if column.given is rows.everywhere else column.given[stay]
        if count and (given is everywhere or given.any()):
            table.facts[name] = FactColumn(column.value[stay], given)
    for name, has in old.lists_given.items():
        if (left := has[stay]).any():
            table.lists_given[name] = left
    return table
