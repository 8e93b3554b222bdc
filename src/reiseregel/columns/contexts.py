"""The tables of a chunk of documents as the rules walk them: law dates, facts as value sets, lists up and down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reiseregel.calendar import LAST_DAY
from reiseregel.columns.fact_values import fact_value, filled, with_setting
from reiseregel.columns.frames import Flags, Ints, Table
from reiseregel.columns.values import Array, Bound, Mask, Value, gathered, is_true, taken
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

Rows = NDArray[np.intp]
#: Lists up to this long are folded place by place; longer ones by stretches.
_FEW = 6


@dataclass(slots=True, eq=False)
class Context:
    """One table, or the nameless children of a list that was not given (`table` is None): one for each row above.

    `rows_above` is the row of the table above that each row belongs to, None where they are the same rows. `source`
    is another table that the rows are taken from, some of them more than once.
    """

    number: int
    definition: EntityDef
    rows: int
    above: Context | None
    rows_above: Rows | None
    table: Table | None
    vocabulary: Vocabulary
    source: tuple[Context, Rows] | None = None
    #: For each row, in which of `FILLS` ways what is open is given a value.
    fill: Array | None = None
    law_date: Bound | None = None
    singles: dict[str, Context] = field(default_factory=dict)
    lists: dict[str, ListOf] = field(default_factory=dict)
    _facts: dict[str, Value] = field(default_factory=dict)
    _upwards: dict[int, Rows | None] = field(default_factory=dict)
    _within: dict[tuple[int, int], Mask] = field(default_factory=dict)

    @property
    def named(self) -> bool:
        """True for a table of what was given; else the rows are nameless children."""
        return self.table is not None or self.source is not None

    @property
    def law_day(self) -> Bound:
        """The day whose law is read; the newest where there is none."""
        return LAST_DAY if self.law_date is None else self.law_date

    def up(self, steps: int) -> Context:
        """The table so many steps above."""
        found = self
        for _ in range(steps):
            assert found.above is not None
            found = found.above
        return found

    def rows_up(self, steps: int) -> Rows | None:
        """For each row, the row so many tables above; None where they are the same rows."""
        if steps == 0:
            return None
        if steps not in self._upwards:
            below = self.rows_up(steps - 1)
            step = self.up(steps - 1).rows_above
            self._upwards[steps] = step if below is None else below if step is None else step.take(below)
        return self._upwards[steps]

    def down(self, names: tuple[str, ...]) -> Context:
        """The single child at the end of a way down: it has the same rows."""
        found = self
        for name in names:
            found = found.singles[name]
        return found

    def fact(self, fact: FactDef) -> Value:
        """A fact as a value set."""
        found = self._facts.get(fact.name)
        if found is None:
            if self.source is not None:
                there, rows = self.source
                found = taken(there.fact(fact), rows)
            else:
                found = fact_value(fact, self.table)
                if fact.setting and self.table is not None:
                    found = with_setting(fact, found, self)
            if self.fill is not None:
                found = filled(found, fact, self.fill)
            found = self._facts[fact.name] = gathered(found)
        return found

    def in_force(self, since: int, until: int) -> Mask:
        """In which rows the law of the day is of this time, both days included."""
        found = self._within.get((since, until))
        if found is None:
            day = self.law_day
            within: Any = (day >= since) & (day <= until)
            found = gathered(is_true(within)) if isinstance(day, np.ndarray) else 2 * int(within)
            self._within[since, until] = found
        return found


@dataclass(slots=True, eq=False)
class ListOf:
    """A list in every row of a table: the children one after the other, and `nameless`, one for each row above.

    `given` is None where every list is known.
    """

    child: Context
    counts: Rows
    given: Array | None
    nameless: Context | None
    _layers: list[tuple[Rows, Rows]] | None = None

    @property
    def one_each(self) -> bool:
        """True when every row has exactly one child: the rows are the same."""
        return self.child.rows_above is None

    def layers(self) -> list[tuple[Rows, Rows]]:
        """For the first child of each row, the second and so on: the rows of the children and the rows above."""
        if self._layers is None:
            above = self.child.rows_above
            assert above is not None
            starts = np.cumsum(self.counts) - self.counts
            place = np.arange(self.child.rows) - starts.take(above)
            self._layers = []
            for n in range(int(self.counts.max(initial=0))):
                rows = np.flatnonzero(place == n)
                self._layers.append((rows, above.take(rows)))
        return self._layers

    def folded(self, column: Bound, kind: str, empty: int, rows: int) -> Bound:
        """The `least`, `greatest` or `sum` of a column over each list; `empty` where there is none."""
        operator: Any = {"least": np.minimum, "greatest": np.maximum, "sum": np.add}[kind]
        if isinstance(column, int):
            if kind == "sum":
                return gathered(self.counts * column) if column else 0
            filled = self.counts > 0
            return column if filled.all() else np.where(filled, np.uint8(column), np.uint8(empty))
        if self.one_each:
            return column
        if int(self.counts.max(initial=0)) > _FEW:
            result: Array = np.full(rows, empty, column.dtype)
            some = np.flatnonzero(self.counts)
            starts = np.cumsum(self.counts) - self.counts
            result[some] = operator.reduceat(column, starts.take(some))
            return result
        layers = self.layers()
        if layers and layers[0][0].size == rows:
            result = column.take(layers[0][0])
        else:
            result = np.full(rows, empty, column.dtype)
            for children, above in layers[:1]:
                result[above] = column.take(children)
        for children, above in layers[1:]:
            result[above] = operator(result.take(above), column.take(children))
        return result


class Contexts:
    """Every table of a chunk. `unfit` marks the documents that only the reference can decide.

    `numbers` are those of the documents in the input; `assessed` says which carry judgement.
    """

    def __init__(self, vocabulary: Vocabulary, numbers: Ints, assessed: Flags) -> None:
        self.vocabulary, self.numbers, self.assessed = vocabulary, numbers, assessed
        self.by_entity: dict[str, Context] = {}
        self.everything: list[Context] = []
        self.unfit: Flags = np.zeros(numbers.size, np.bool_)

    @property
    def documents(self) -> int:
        """How many there are."""
        return self.numbers.size

    @property
    def root(self) -> Context:
        """The table of the documents themselves."""
        return self.everything[0]

    def rows_of_documents(self, context: Context) -> Rows | None:
        """The row of the document that each row of a table belongs to; None where they are the same."""
        steps, found = 0, context
        while found.above is not None:
            steps, found = steps + 1, found.above
        return context.rows_up(steps)

    def hand_over(self, context: Context, rows: Any) -> None:
        """Mark the documents of some rows (flags, or True for every row) as unfit for columns."""
        documents = self.rows_of_documents(context)
        if rows is True:
            rows = np.ones(context.rows, np.bool_)
        self.unfit[rows if documents is None else documents[rows]] = True

    def named(self) -> Iterator[Context]:
        """Every table of what was given, parents first."""
        yield from self.by_entity.values()

    def add(
        self,
        definition: EntityDef,
        above: Context | None,
        parents: Ints,
        table: Table | None = None,
        source: tuple[Context, Rows] | None = None,
    ) -> Context:
        """A new table of what was given, below `above` at the rows `parents`."""
        rows_above = None if above is None or _same_rows(parents, above.rows) else parents.astype(np.intp)
        context = self._table(definition, parents.size, above, rows_above)
        context.table, context.source = table, source
        self.by_entity[definition.name] = context
        if above is not None and not definition.many:
            assert rows_above is None
            above.singles[definition.name] = context
        return context

    def add_list(self, context: Context, child: EntityDef, given: Flags | None) -> None:
        """The list of a table that `child` stands in; `given` says in which rows it is known, None in all."""
        if given is not None and given.all():
            given = None
        below = self.by_entity[child.name]
        nameless = None if given is None else self._nameless(child, context)
        context.lists[child.name] = ListOf(below, counts_of(below, context), given, nameless)

    def _table(self, definition: EntityDef, rows: int, above: Context | None, rows_above: Rows | None) -> Context:
        context = Context(len(self.everything), definition, rows, above, rows_above, None, self.vocabulary)
        self.everything.append(context)
        return context

    def _nameless(self, definition: EntityDef, above: Context) -> Context:
        """The children that stand for any child of a list not given: on them everything is open."""
        context = self._table(definition, above.rows, above, None)
        context.law_date = above.law_date
        for child in self.vocabulary.children_of(definition.name):
            below = self._nameless(child, context)
            if child.many:
                everywhere = np.zeros(above.rows, np.bool_)
                context.lists[child.name] = ListOf(below, np.zeros(above.rows, np.intp), everywhere, below)
            else:
                context.singles[child.name] = below
        return context


def along(steps: tuple[tuple[str, Any], ...], context: Context) -> list[Context]:
    """The tables at the end of a way: both the named and the nameless children of a list."""
    found = [context]
    for kind, step in steps:
        if kind == "up":
            found = [there.up(step) for there in found]
        elif kind == "down":
            found = [there.down(step) for there in found]
        else:
            lists = [there.lists[step] for there in found]
            found = [item.child for item in lists if item.child.rows]
            found += [item.nameless for item in lists if item.nameless is not None]
    return found


def counts_of(below: Context, above: Context) -> Rows:
    """How many rows of a table each row of the one above has."""
    if below.rows_above is None:
        return np.ones(above.rows, np.intp)
    return np.bincount(below.rows_above, minlength=above.rows)


def _same_rows(parent: Array, rows: int) -> bool:
    return parent.size == rows and bool((parent == np.arange(rows)).all())
