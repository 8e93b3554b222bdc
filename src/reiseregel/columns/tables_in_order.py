"""Flat tables larger than memory → nested documents, some at a time, where the rows of every table stand in order.

In order means: `id` rises through the table at the top and through every table that another hangs on, and `forelder`
never falls. Whole numbers compare as numbers, text by its bytes. What is not in order stops the run, for else a row
might be missed; within one document the order follows `nr` as in `from_tables`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from reiseregel.columns.from_tables import AROUND, ID, PARENT, Nested, key_column, nested_table, table_faults
from reiseregel.columns.layout import layouts
from reiseregel.columns.table_messages import table_fault
from reiseregel.errors import InvalidDocument
from reiseregel.vocabulary import Vocabulary

#: So many documents at a time when nothing else is asked for.
DOCUMENTS = 16_384


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of the documents: the number of the first in the whole, and what flat tables say of them.

    Rows and documents in its faults are numbered through the whole input.
    """

    first: int
    nested: Nested


def in_portions(
    tables: Mapping[str, pa.RecordBatchReader], kind: str, vocabulary: Vocabulary, documents: int = DOCUMENTS
) -> Iterator[Portion]:
    """The documents that flat tables hold together, in the order of the table at the top.

    Args:
        tables: a reader of each table, by entity (`from_tables` tells their columns).
        kind: the `type` of the documents.
        vocabulary: the facts, from `RuleBook.vocabulary`.
        documents: how many at a time.

    Raises:
        InvalidDocument: the tables cannot be read (`nested_table`), or some rows are not in order.
        KeyError: the vocabulary has no root entity for `kind`.

    """
    every = layouts(vocabulary, kind)
    found = tuple(table_faults({name: reader.schema.empty_table() for name, reader in tables.items()}, every))
    if found:
        raise InvalidDocument(found)
    root, above = next(iter(every)), {name: layout.entity.parent for name, layout in every.items()}
    above |= dict.fromkeys(AROUND, root)
    holding = {above[name] for name in tables}
    streams = {
        name: _Stream(name, tables[name], PARENT if name != root else ID, rising=name in holding)
        for name in (*every, *AROUND)
        if name in tables
    }
    while True:
        first = {name: stream.taken for name, stream in streams.items()}
        top = streams[root].take(documents)
        last = streams[root].ended
        portion = {root: top}
        for name, stream in streams.items():
            if name != root:
                portion[name] = stream.rest() if last else stream.through(portion.get(above[name]))
        yield Portion(first[root], _numbered(nested_table(portion, kind, vocabulary), first, first[root]))
        if last:
            return


def _numbered(nested: Nested, first: Mapping[str, int], document: int) -> Nested:
    return Nested(
        nested.table,
        tuple(
            replace(
                item,
                row=item.row + first[item.entity],
                document=None if item.document is None else item.document + document,
            )
            for item in nested.faults
        ),
    )


class _Stream:
    """The rows of one table, taken from the front; checked for order as they come in."""

    def __init__(self, name: str, reader: pa.RecordBatchReader, key: str, *, rising: bool) -> None:
        self.name, self.key, self.rising = name, key, rising
        self.batches: Iterator[pa.RecordBatch] = iter(reader)
        self.waiting = reader.schema.empty_table()
        self.seen: dict[str, pa.Scalar] = {}
        self.taken = 0

    @property
    def ended(self) -> bool:
        """True when there is nothing left to take."""
        while not self.waiting.num_rows and self._more():
            pass
        return not self.waiting.num_rows

    def take(self, count: int) -> pa.Table:
        """So many rows, or those that are left."""
        while self.waiting.num_rows < count and self._more():
            pass
        return self._cut(min(count, self.waiting.num_rows))

    def rest(self) -> pa.Table:
        """Everything that is left."""
        while self._more():
            pass
        return self._cut(self.waiting.num_rows)

    def through(self, above: pa.Table | None) -> pa.Table:
        """The rows whose parents are not after the last of those above."""
        if above is None or not above.num_rows or ID not in above.column_names:
            return self._cut(0)
        known = key_column(above, ID).drop_null()
        while len(known):
            end = self._after(known[-1])
            if end < self.waiting.num_rows or not self._more():
                return self._cut(end)
        return self._cut(0)

    def _after(self, last: pa.Scalar) -> int:
        """Where the first row stands whose parent comes after; the end when there is none."""
        if not self.waiting.num_rows:
            return 0
        place = pc.index(pc.greater(key_column(self.waiting, self.key), last), True).as_py()
        return self.waiting.num_rows if place < 0 else int(place)

    def _more(self) -> bool:
        batch = next(self.batches, None)
        if batch is None:
            return False
        new = pa.Table.from_batches([batch])
        if new.num_rows:
            if self.key != ID:
                self._in_order(new, self.key, pc.less)
            if self.rising:
                self._in_order(new, ID, pc.less_equal)
            self.waiting = pa.concat_tables([self.waiting, new]).combine_chunks()
        return True

    def _in_order(self, table: pa.Table, column: str, wrong: pc.Function) -> None:
        keys = key_column(table, column).drop_null()
        if not len(keys):
            return
        before = self.seen.get(column)
        if before is not None:
            keys = pa.concat_arrays([pa.array([before.as_py()], keys.type), keys])
        self.seen[column] = keys[-1]
        if pc.any(wrong(keys[1:], keys[:-1])).as_py():
            raise InvalidDocument([table_fault(f"/{self.name}/{column}", "tabell.rekkefoelge")])

    def _cut(self, count: int) -> pa.Table:
        found, self.waiting = self.waiting.slice(0, count), self.waiting.slice(count)
        self.taken += count
        return found
