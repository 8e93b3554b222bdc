"""Documents as tables while they are being checked: what the checks read, faulty documents among the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from reiseregel.columns.frames import FactColumn, Flags, Ints, Table
from reiseregel.columns.layout import Layout

NO_ROWS: Ints = np.zeros(0, np.int64)


@dataclass(slots=True)
class Rows:
    """The table of one entity, with the document of each of its rows (by number in this batch).

    In a list, `count` is how many children each of the parent's rows has; of a single child it is None, for its row is
    the parent's. `everywhere` is shared by the facts that every row gives.
    """

    table: Table
    document: Ints
    count: Ints | None = None
    everywhere: Flags = field(init=False)

    def __post_init__(self) -> None:
        self.everywhere = np.ones(self.table.rows, np.bool_)


@dataclass(frozen=True, slots=True)
class Seen:
    """Of each item: is it of a fact that is given, is that a matter of judgement, and how many momenter it has."""

    given: Flags
    judged: Flags
    momenter: Ints


@dataclass(slots=True)
class Pointing:
    """Every item of `vurderinger`, or of `kilder`: its document, the number of its pointer, and its reference.

    Of assessments also the momenter, with the item that each stands in, and where the reason is no text at all.
    """

    document: Ints
    pointer: Ints
    pointers: list[str]
    references: pa.Array | None
    moments: Ints = field(default_factory=lambda: NO_ROWS)
    moment_item: Ints = field(default_factory=lambda: NO_ROWS)
    reasonless: Flags = field(default_factory=lambda: np.zeros(0, np.bool_))
    seen: Seen | None = None


@dataclass(slots=True)
class Parts:
    """A batch of documents of one type, each part of the right shape in the documents that are not `refused`.

    `first_days` remembers, by direction, the date of the first journey of each traveller.
    """

    layouts: dict[str, Layout]
    documents: int
    refused: Flags
    rows: dict[str, Rows] = field(default_factory=dict)
    assessments: Pointing | None = None
    sources: Pointing | None = None
    first_days: dict[str, FactColumn] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The name of the root entity."""
        return next(iter(self.layouts))

    def at(self, *members: str) -> str:
        """The entity at the end of a way of keys from the root; empty when the type of document has no such."""
        found = self.root
        for member in members:
            child = self.layouts[found].children.get(member)
            if child is None:
                return ""
            found = child.name
        return found

    def fact(self, entity: str, name: str) -> FactColumn:
        """A fact over the rows of an entity; given nowhere when it has no column."""
        column = self.rows[entity].table.facts.get(name)
        if column is not None:
            return column
        rows = self.rows[entity].table.rows
        return FactColumn(np.zeros(rows, np.int64), np.zeros(rows, np.bool_))

    def has_code(self, entity: str, name: str, code: str) -> Flags:
        """In which rows a fact is given and is the code."""
        item = self.layouts[entity].fields.get(name)
        column = self.fact(entity, name)
        if item is None or code.encode() not in item.codes:
            return np.zeros(len(column.given), np.bool_)
        held: Flags = column.given & (column.value == item.codes.index(code.encode()))
        return held
