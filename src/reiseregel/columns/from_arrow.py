"""A nested Arrow table of documents → checked `Frames`, and the numbers of those that only the scalar check can judge.

The check is safe, not complete: what is let through here the scalar check (`case.check_document`) would let through
too. A document that is refused here may still be right: the scalar check judges it and tells its faults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reiseregel.case import shapes
from reiseregel.columns import arrow_values
from reiseregel.columns.around import envelope_faults, pointing
from reiseregel.columns.arrow_faults import require_schema
from reiseregel.columns.checks import inconsistent
from reiseregel.columns.frames import FactColumn, Flags, Frames, Ints, Table
from reiseregel.columns.kept import kept
from reiseregel.columns.layout import ASSESSMENTS, ENVELOPE, SOURCES, Field, layouts, most_bytes
from reiseregel.columns.parts import NO_ROWS, Parts, Rows
from reiseregel.vocabulary import EntityDef, Vocabulary

Columns = Mapping[str, pa.Array]


@dataclass(frozen=True, slots=True)
class Framed:
    """The documents let through, as frames; and the numbers of the others, rising, for the scalar check to judge."""

    frames: Frames
    refused: Ints


def frames_from_arrow(table: pa.Table, kind: str, vocabulary: Vocabulary, first: int = 0) -> Framed:
    """The documents of a table, one a row with the keys of the contract, checked and taken apart.

    Args:
        table: null is what is not given; a list that is null is not given, an empty one is. Codes as text or as a
            dictionary of it, dates as days or ISO text, numbers as whole numbers of any width, lists of any form.
        kind: the `type` of the documents.
        vocabulary: the facts, from `RuleBook.vocabulary`.
        first: the number of the first document in the whole input.

    Raises:
        InvalidDocument: the table as a whole cannot be read: a column that the contract does not know, one that holds
            another kind of value, or none where every document must have one. A pointer in a fault has the keys alone.
        KeyError: the vocabulary has no root entity for `kind`.

    """
    require_schema(table.schema, kind, vocabulary)
    parts = parts_of(table, kind, vocabulary)
    parts.refused |= inconsistent(parts)
    return Framed(kept(parts, kind, first), first + np.flatnonzero(parts.refused))


def parts_of(table: pa.Table, kind: str, vocabulary: Vocabulary) -> Parts:
    """The documents as tables, with `refused` where one breaks the shape of the contract."""
    columns = {name: _whole(table.column(name)) for name in table.column_names}
    taking = _Taking(Parts(layouts(vocabulary, kind), table.num_rows, np.zeros(table.num_rows, np.bool_)))
    taking.root(columns)
    taking.refuse_too_large(most_bytes(vocabulary, kind))
    return taking.parts


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


class _Taking:
    """Takes nested columns apart from the root down, and notes each document that breaks the shape."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.refused = parts, parts.refused
        self.most_rows: dict[str, int] = {}
        self.numbers, self.zeros = NO_ROWS, NO_ROWS

    def root(self, columns: Columns) -> None:
        name, count = self.parts.root, self.parts.documents
        numbers = self._counted(count)
        self.most_rows[name] = 1
        self._entity(name, columns, Rows(Table(name, count, numbers, self._nothing(count)), numbers))
        if ENVELOPE in columns:
            self.refused |= envelope_faults(columns[ENVELOPE])
        self.parts.assessments = pointing(columns.get(ASSESSMENTS), ASSESSMENTS, self.refused)
        self.parts.sources = pointing(columns.get(SOURCES), SOURCES, self.refused)

    def _entity(self, name: str, columns: Columns, rows: Rows) -> None:
        self.parts.rows[name] = rows
        layout = self.parts.layouts[name]
        for key, item in layout.fields.items():
            array = columns.get(key)
            if array is not None and array.null_count < len(array):
                self._field(item, array, rows)
            elif item.required:
                self.refused[rows.document] = True
        for key, child in layout.children.items():
            (self._list if child.many else self._single)(child, columns.get(key), rows)

    # --- values ---

    def _field(self, item: Field, array: pa.Array, rows: Rows) -> None:
        low, high = item.low, item.high
        if item.kind == "kode":
            held, has = arrow_values.codes(array, item.codes)
            low, high = 0, len(item.codes) - 1
        elif item.kind == "dato":
            held, has = arrow_values.days(array)
        elif item.kind == "tall":
            held, has = arrow_values.numbers(array)
        else:
            held, has = arrow_values.booleans(array)
        if has is not None and item.required:
            self.refused[rows.document[~has]] = True
        value = _value(held, has)
        if item.kind != "boolsk" and len(value) and _beyond(value, low, high):
            # Where nothing is given stands 0, which may lie below what can be given.
            outside = (value < low) | (value > high)
            self.refused[rows.document[outside if has is None else outside & has]] = True
        if item.is_fact and (has is None or item.kind == "tall" or has.any()):
            rows.table.facts[item.name] = FactColumn(cast(Ints, value), rows.everywhere if has is None else has)

    # --- children ---

    def _single(self, child: EntityDef, array: pa.Array | None, above: Rows) -> None:
        count = above.table.rows
        rows = Rows(Table(child.name, count, self._counted(count), self._nothing(count)), above.document)
        self.most_rows[child.name] = self.most_rows[child.parent]
        if array is None:
            self.refused[above.document] = True
        self._entity(child.name, self._objects(array, rows), rows)

    def _list(self, child: EntityDef, array: pa.Array | None, above: Rows) -> None:
        if array is None or array.null_count == len(array):
            if child.least:
                self.refused[above.document] = True
            self._children(child, None, np.zeros(above.table.rows, np.int64), above)
            return
        count, has = arrow_values.lengths(array)
        if len(count) and (int(count.max()) > child.most or (child.least and int(count.min()) < child.least)):
            self.refused[above.document[(count > child.most) | (count < child.least)]] = True
        if not child.content:
            above.table.lists_given[child.name] = np.ones(len(count), np.bool_) if has is None else has
        self._children(child, array.flatten(), count, above)

    def _children(self, child: EntityDef, array: pa.Array | None, count: Ints, above: Rows) -> None:
        most = int(count.max()) if len(count) else 0
        parent = np.flatnonzero(count)
        position = self._nothing(len(parent))
        if most > 1:
            count_here = count[parent]
            parent = np.repeat(parent, count_here)
            position = self._counted(len(parent)) - np.repeat(np.cumsum(count_here) - count_here, count_here)
        table = Table(child.name, len(parent), parent, position)
        self.most_rows[child.name] = self.most_rows[child.parent] * most
        rows = Rows(table, above.document[parent], count)
        self._entity(child.name, self._objects(array, rows), rows)

    def _objects(self, array: pa.Array | None, rows: Rows) -> Columns:
        """The columns of an array of objects; a document with a null among them is refused."""
        if array is None:
            return {}
        has = arrow_values.given(array)
        if has is not None:
            self.refused[rows.document[~has]] = True
        if not pa.types.is_struct(array.type):
            return {}
        return {array.type.field(number).name: array.field(number) for number in range(array.type.num_fields)}

    def _counted(self, count: int) -> Ints:
        """0, 1, 2 …: one array for all, since nobody writes in it."""
        if len(self.numbers) < count:
            self.numbers = np.arange(2 * count, dtype=np.int64)
        return self.numbers[:count]

    def _nothing(self, count: int) -> Ints:
        if len(self.zeros) < count:
            self.zeros = np.zeros(2 * count, np.int64)
        return self.zeros[:count]

    # --- size ---

    def refuse_too_large(self, most: Mapping[str, int]) -> None:
        """Refuse what may be more than any document may hold."""
        count, around = self.parts.documents, (self.parts.assessments, self.parts.sources)
        items = [np.bincount(item.document, minlength=count) for item in around if item is not None]
        most_around = _ITEM_BYTES * (1 + sum(int(found.max()) for found in items))
        if most_around + sum(self.most_rows[name] * most[name] for name in most) <= shapes.MAX_BYTES:
            return
        size = np.full(count, _ITEM_BYTES, np.int64)
        for found in items:
            size += _ITEM_BYTES * found
        for name, rows in self.parts.rows.items():
            size += most[name] * np.bincount(rows.document, minlength=count)
        self.refused |= size > shapes.MAX_BYTES


#: More than an assessment of the right shape takes up, as `case.reading` counts it; a source or an envelope is less.
_ITEM_BYTES = 1_000


def _value(held: NDArray[np.integer[Any]], has: Flags | None) -> NDArray[np.integer[Any]]:
    """Values as frames hold them: 0 where nothing is given, in one byte if they came so, else in 64 bits."""
    if held.dtype != np.uint8:
        held = held.astype(np.int64, copy=False)
    return held if has is None else held * has.view(np.uint8)


def _beyond(value: NDArray[np.integer[Any]], low: int, high: int) -> bool:
    """True when something may be below or above what can be given."""
    if value.dtype == np.uint8:
        return int(value.max()) > high
    # Without a sign, what is below zero is above everything.
    return int(value.view(np.uint64).max()) > high or (low > 0 and int(value.min()) < low)
