"""Flat tables, one for each entity with its rows linked by key → the same documents as one nested Arrow table.

Columns of a table: `id`, the key of the row; `forelder`, the `id` of the row it belongs to in the table above; `nr`,
its place in the list (else as the rows stand); and the facts. Of a list that may be unknown, a column `<list>_oppgitt`
of the table above says whether it was given: true with no rows is none at all; left out, what has rows was given.
Tables are named as entities (`krav`, `tur`, `reise` …); `vurdering` and `kilde` belong to the table at the top, which
may also have the two columns of the envelope. `momenter` is a list, or numbers with spaces between. A single child
without a row gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reiseregel.case import shapes
from reiseregel.case.messages import fault, type_fault
from reiseregel.columns import arrow_values
from reiseregel.columns.arrow_schema import CODE
from reiseregel.columns.frames import Flags, Ints
from reiseregel.columns.layout import ASSESSMENTS, ENVELOPE, SOURCES, Layout, layouts
from reiseregel.columns.table_messages import table_fault
from reiseregel.errors import Fault, InvalidDocument
from reiseregel.vocabulary import Vocabulary

ID, PARENT, NUMBER, GIVEN, MOMENTS = "id", "forelder", "nr", "_oppgitt", "momenter"
#: Tables of what is around the facts, and their keys in the document.
AROUND = {"vurdering": ASSESSMENTS, "kilde": SOURCES}
_NUMBER = re.compile("[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class RowFault:
    """A fault of one row of a flat table (from 0), and the document that must not be decided because of it.

    No document is known for a row that belongs to none: it is missing in the one that it was meant for.
    """

    entity: str
    row: int
    document: int | None
    fault: Fault


@dataclass(frozen=True, slots=True)
class Nested:
    """The documents, one for each row of the table at the top, and the faults of how the rows are linked.

    A document with such a fault has no `type` here, so that no check lets it through.
    """

    table: pa.Table
    faults: tuple[RowFault, ...]


@dataclass(slots=True)
class _Placed:
    """The rows of one flat table that belong to a document, in its order: by parent's place, then by `nr`.

    `row` is where each stood in the table as it came.
    """

    table: pa.Table
    row: Ints
    parent: Ints
    document: Ints


def nested_table(tables: Mapping[str, pa.Table], kind: str, vocabulary: Vocabulary) -> Nested:
    """The documents of one `type` that flat tables hold together, in the order of the table at the top.

    Facts and codes are not looked at here: `frames_from_arrow` and the scalar check do that.

    Raises:
        InvalidDocument: the tables as a whole cannot be read: one that the contract does not know, none at the top, or
            a key column that is missing or of the wrong kind.
        KeyError: the vocabulary has no root entity for `kind`.

    """
    every = layouts(vocabulary, kind)
    faults = tuple(table_faults(tables, every))
    if faults:
        raise InvalidDocument(faults)
    linking = _Linking({name: table.combine_chunks() for name, table in tables.items()}, every)
    linking.place()
    return Nested(linking.documents(kind), tuple(linking.faults))


def table_faults(tables: Mapping[str, pa.Table], every: Mapping[str, Layout]) -> Iterator[Fault]:
    """The faults of tables as a whole, as far as their keys tell."""
    root, known = next(iter(every)), (*every, *AROUND)
    if tables.keys() - set(known):
        yield table_fault("", "tabell.ukjent", tabeller=", ".join(known))
    if root not in tables:
        yield table_fault(f"/{root}", "tabell.mangler")
    twice = [
        name for name in known if name in tables and len(set(tables[name].column_names)) < tables[name].num_columns
    ]
    if twice:
        yield from (fault(f"/{name}", "json.dobbel_noekkel") for name in twice)
        return
    for name in (name for name in known if name in tables):
        table, above = tables[name], "" if name == root else _above(name, every)
        yield from _said_faults(name, table.schema, every)
        if NUMBER in table.column_names and not _fits(table.schema.field(NUMBER).type, pa.int64()):
            yield table_fault(f"/{name}/{NUMBER}", "tabell.kolonnetype")
        if not above or not table.num_rows:
            continue
        if PARENT not in table.column_names:
            yield table_fault(f"/{name}/{PARENT}", "tabell.mangler_kolonne")
        elif above not in tables:
            yield table_fault(f"/{above}", "tabell.mangler")
        elif ID not in tables[above].column_names:
            yield table_fault(f"/{above}/{ID}", "tabell.mangler_kolonne")
        elif not _fits(table.schema.field(PARENT).type, tables[above].schema.field(ID).type):
            yield table_fault(f"/{name}/{PARENT}", "tabell.kolonnetype")


def _said_faults(name: str, schema: pa.Schema, every: Mapping[str, Layout]) -> Iterator[Fault]:
    """The columns that say whether a list was given say yes or no."""
    children = every[name].children.values() if name in every else ()
    for column in (f"{child.member}{GIVEN}" for child in children if child.many and not child.content):
        if column in schema.names and not _yes_or_no(schema.field(column).type):
            yield type_fault(f"/{name}/{column}", "boolsk")


def _yes_or_no(form: pa.DataType) -> bool:
    return bool(pa.types.is_boolean(form) or pa.types.is_null(form))


def _above(name: str, every: Mapping[str, Layout]) -> str:
    return next(iter(every)) if name in AROUND else every[name].entity.parent


def _fits(form: pa.DataType, other: pa.DataType) -> bool:
    """True of two columns of keys, or of places, that can be compared."""
    if pa.types.is_null(form) or pa.types.is_null(other):
        return True
    texts, whole = map(arrow_values.is_text, (form, other)), map(pa.types.is_integer, (form, other))
    return all(texts) or all(whole)


class _Linking:
    """Places the rows of each table top-down, and builds lists of objects bottom-up."""

    def __init__(self, tables: Mapping[str, pa.Table], every: Mapping[str, Layout]) -> None:
        self.tables, self.every = tables, every
        self.root = next(iter(every))
        self.placed: dict[str, _Placed] = {}
        self.faults: list[RowFault] = []

    # --- from the top down ---

    def place(self) -> None:
        table = self.tables[self.root]
        numbers = np.arange(table.num_rows, dtype=np.int64)
        self.placed[self.root] = _Placed(table, numbers, numbers, numbers)
        self._ids_once(self.root, table, numbers, numbers)
        for name in (*self.every, *AROUND):
            if name != self.root and name in self.tables and self.tables[name].num_rows:
                self._place(name, self.tables[name])

    def _place(self, name: str, table: pa.Table) -> None:
        above = self.placed.get(_above(name, self.every))
        parent, has = self._parents(table, above)
        for row in np.flatnonzero(~has).tolist():
            self.faults.append(RowFault(name, row, None, table_fault(f"/{name}/{PARENT}", "tabell.uten_forelder")))
        order = _order(parent, _places(table), has)
        in_order = len(order) == table.num_rows and bool((order[1:] > order[:-1]).all())
        parent = parent[order]
        document = above.document[parent] if above is not None else parent
        self.placed[name] = _Placed(table if in_order else table.take(pa.array(order)), order, parent, document)
        self._ids_once(name, table, order, document)
        if name in self.every and not self.every[name].entity.many:
            again = np.flatnonzero(parent[1:] == parent[:-1]) + 1
            self._told(name, PARENT, "tabell.flere_for_en", order[again], document[again])

    def _parents(self, table: pa.Table, above: _Placed | None) -> tuple[Ints, Flags]:
        """The place of each row's parent, and which rows have one."""
        if above is None:
            return np.zeros(table.num_rows, np.int64), np.zeros(table.num_rows, np.bool_)
        keys, known = key_column(table, PARENT), key_column(above.table, ID)
        if pa.types.is_null(keys.type) or pa.types.is_null(known.type):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_)
        if _rises(known) and not keys.null_count:
            wanted, held = arrow_values.numbers(keys)[0], arrow_values.numbers(known)[0]
            near = np.minimum(np.searchsorted(held, wanted), max(len(held) - 1, 0))
            return near, held[near] == wanted if len(held) else np.zeros(len(keys), np.bool_)
        place, has = arrow_values.numbers(pc.index_in(keys, value_set=known, skip_nulls=True))
        return place.astype(np.int64), np.ones(len(keys), np.bool_) if has is None else has

    def _ids_once(self, name: str, table: pa.Table, order: Ints, document: Ints) -> None:
        """Rows that share an id: nobody knows whose children are whose."""
        if ID not in table.column_names or pa.types.is_null(table.schema.field(ID).type):
            return
        if _rises(key_column(table, ID)):
            return
        (number, has), _ = arrow_values.distinct(key_column(table, ID))
        number = number[order].astype(np.int64)
        alone = np.bincount(number[has[order]] if has is not None else number, minlength=1)[number] == 1
        again = ~alone if has is None else ~alone & has[order]
        self._told(name, ID, "tabell.dobbel_id", order[again], document[again])

    def _told(self, name: str, column: str, code: str, rows: Ints, documents: Ints) -> None:
        found = table_fault(f"/{name}/{column}", code)
        self.faults += [RowFault(name, *at, found) for at in zip(rows.tolist(), documents.tolist(), strict=True)]

    # --- from the bottom up ---

    def documents(self, kind: str) -> pa.Table:
        columns = self._columns(self.every[self.root])
        count = self.placed[self.root].table.num_rows
        for name, key in AROUND.items():
            if name in self.placed:
                items = _facts(self.placed[name].table)
                if MOMENTS in items and arrow_values.is_text(items[MOMENTS].type):
                    items[MOMENTS] = _moments(items[MOMENTS])
                columns[key] = _list_of(self.placed[name], items, count, None)
        labels = {key: columns.pop(key) for key in shapes.ENVELOPE_KEYS if key in columns}
        if labels:
            columns[ENVELOPE] = pa.StructArray.from_arrays(list(labels.values()), list(labels))
        faulty = np.zeros(count, np.bool_)
        faulty[[item.document for item in self.faults if item.document is not None]] = True
        types = pa.array(np.zeros(count, np.int32), mask=faulty)
        around = {"type": pa.DictionaryArray.from_arrays(types, pa.array([kind], CODE.value_type))}
        if "versjon" not in columns:
            around["versjon"] = pa.array(np.full(count, shapes.VERSION, np.int64))
        return pa.table({**around, **{key: column for key, column in columns.items() if key != "type"}})

    def _columns(self, layout: Layout) -> dict[str, pa.Array]:
        """The columns of an entity in the order of its placed rows, its children as lists and objects."""
        above = self.placed[layout.entity.name]
        columns = _facts(above.table)
        for key, child in layout.children.items():
            said = columns.pop(f"{key}{GIVEN}", None) if child.many and not child.content else None
            below = self._object(child.name)
            if child.many:
                columns[key] = self._listed(child.name, key, below, said)
            else:
                columns[key] = self._single(child.name, below, above.table.num_rows)
        return columns

    def _object(self, name: str) -> dict[str, pa.Array]:
        if name not in self.placed:
            nothing = np.zeros(0, np.int64)
            self.placed[name] = _Placed(pa.table({}), nothing, nothing, nothing)
        return self._columns(self.every[name])

    def _single(self, name: str, below: dict[str, pa.Array], count: int) -> pa.Array:
        """One object for each row above; one without a row gives nothing."""
        placed = self.placed[name]
        if np.array_equal(placed.parent, np.arange(count)):
            return _struct(below, count)
        row = np.zeros(count, np.int64)
        has = np.zeros(count, np.bool_)
        row[placed.parent], has[placed.parent] = np.arange(len(placed.parent)), True
        order = pa.array(row, mask=~has)
        return _struct({key: column.take(order) for key, column in below.items()}, count)

    def _listed(self, name: str, key: str, below: dict[str, pa.Array], said: pa.Array | None) -> pa.Array:
        entity = self.every[name].entity
        above, placed = self.placed[entity.parent], self.placed[name]
        count = above.table.num_rows
        if entity.content:
            return _list_of(placed, below, count, None)
        given = np.bincount(placed.parent, minlength=count) > 0
        if said is not None and not pa.types.is_null(said.type):
            yes, has = arrow_values.booleans(said)
            against = given & (yes == 0) & (True if has is None else has)
            self._against(entity.parent, key, np.flatnonzero(against))
            given |= (yes == 1) & (True if has is None else has)
        return _list_of(placed, below, count, given)

    def _against(self, name: str, key: str, places: Ints) -> None:
        above = self.placed[name]
        self._told(name, f"{key}{GIVEN}", "tabell.liste_ikke_oppgitt", above.row[places], above.document[places])


def _facts(table: pa.Table) -> dict[str, pa.Array]:
    """The columns of a flat table that are not about how its rows are linked."""
    return {name: _array(table.column(name)) for name in table.column_names if name not in (ID, PARENT, NUMBER)}


def _struct(columns: dict[str, pa.Array], count: int) -> pa.Array:
    if not columns:
        return pa.array([{}] * count, pa.struct([]))
    return pa.StructArray.from_arrays(list(columns.values()), list(columns))


def _list_of(placed: _Placed, below: dict[str, pa.Array], count: int, given: Flags | None) -> pa.Array:
    ends = np.cumsum(np.bincount(placed.parent, minlength=count))
    offsets = pa.array(np.concatenate([[0], ends]).astype(np.int64))
    items = _struct(below, len(placed.parent))
    return pa.LargeListArray.from_arrays(offsets, items, mask=None if given is None else pa.array(~given))


def _moments(array: pa.Array) -> pa.Array:
    """`0 2` → [0, 2]; no text → []; null where something else stands, which no check lets through."""
    lists = [[] if text is None else _numbers(text) for text in array.to_pylist()]
    return pa.array(lists, pa.list_(pa.int64()))


def _numbers(text: str) -> list[int] | None:
    parts = text.split()
    return [int(part) for part in parts] if all(_NUMBER.fullmatch(part) for part in parts) else None


def _array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def key_column(table: pa.Table, name: str) -> pa.Array:
    """A column of keys, those of one kind always in the same form."""
    array = _array(table.column(name))
    if pa.types.is_null(array.type):
        return array
    return array.cast(pa.int64() if pa.types.is_integer(array.type) else pa.large_string())


def _rises(keys: pa.Array) -> bool:
    """True of whole numbers of which each is greater than the one before."""
    if not pa.types.is_integer(keys.type) or keys.null_count:
        return False
    held, _ = arrow_values.numbers(keys)
    return bool((held[1:] > held[:-1]).all())


def _order(parent: Ints, place: Ints, has: Flags) -> Ints:
    """The rows that have a parent, by its place, then by their own, then as they stand."""
    rows = np.flatnonzero(has)
    parent, place = parent[rows], place[rows]
    later, same = parent[1:] > parent[:-1], parent[1:] == parent[:-1]
    if (later | (same & (place[1:] >= place[:-1]))).all():
        return rows
    return rows[np.lexsort((rows, place, parent))]


def _places(table: pa.Table) -> Ints:
    """The `nr` of each row; 0 where there is none, so that rows stay as they stand."""
    if NUMBER not in table.column_names or pa.types.is_null(table.schema.field(NUMBER).type):
        return np.zeros(table.num_rows, np.int64)
    held, has = arrow_values.numbers(_array(table.column(NUMBER)))
    return held.astype(np.int64) if has is None else np.where(has, held, 0).astype(np.int64)
