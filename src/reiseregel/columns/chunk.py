"""A chunk made ready: the tables of some frames with their law dates, or documents of one repeated."""

from __future__ import annotations

import numpy as np

from reiseregel.calendar import LAST_DAY
from reiseregel.columns.contexts import Context, Contexts, ListOf, Rows, counts_of
from reiseregel.columns.frames import Frames
from reiseregel.columns.values import gathered, taken
from reiseregel.vocabulary import EntityDef, Vocabulary


def contexts_of(frames: Frames, vocabulary: Vocabulary) -> Contexts:
    """The tables of some frames. Documents with a date outside the time of the rules are marked as unfit."""
    root = vocabulary.root(frames.kind)
    assert root is not None
    contexts = Contexts(vocabulary, frames.tables[root.name].parent, frames.assessed)
    for name, definition in vocabulary.entities.items():
        if name in frames.tables:
            table = frames.tables[name]
            contexts.add(definition, contexts.by_entity.get(definition.parent), table.parent, table)
    _LawDates(contexts, root).find()
    for context in list(contexts.named()):
        for child in vocabulary.children_of(context.definition.name):
            if child.many:
                assert context.table is not None
                nowhere = np.zeros(context.rows, np.bool_)
                given = None if child.content else context.table.lists_given.get(child.name, nowhere)
                contexts.add_list(context, child, given)
    return contexts


def repeated(contexts: Contexts, documents: Rows, fill: Rows | None = None) -> Contexts:
    """Some documents of a chunk, in that order, one as often as it is named.

    With `fill` (for each in which of `FILLS` ways) open facts are given values, and lists that are not given are empty.
    """
    found = Contexts(contexts.vocabulary, contexts.numbers.take(documents), contexts.assessed.take(documents))
    rows_taken: dict[str, Rows] = {}
    for context in contexts.named():
        name = context.definition.name
        if context.above is None:
            rows, parents = documents, np.arange(documents.size)
        else:
            above = rows_taken[context.above.definition.name]
            counts = counts_of(context, context.above)
            mine = counts.take(above)
            parents = np.repeat(np.arange(above.size), mine)
            starts = (np.cumsum(counts) - counts).take(above)
            before = np.cumsum(mine) - mine
            rows = np.arange(parents.size) + np.repeat(starts - before, mine)
        rows_taken[name] = rows
        above_here = found.by_entity.get(context.definition.parent)
        here = found.add(context.definition, above_here, parents, source=(context, rows))
        if fill is not None:
            here.fill = taken(fill, found.rows_of_documents(here))
        if context.law_date is not None:
            here.law_date = taken(context.law_date, rows) if rows.size else LAST_DAY
    for context in contexts.named():
        for name, listed in context.lists.items():
            here = found.by_entity[context.definition.name]
            given = (
                None
                if listed.given is None or fill is not None
                else listed.given.take(rows_taken[context.definition.name])
            )
            found.add_list(here, contexts.vocabulary.entities[name], given)
    return found


class _LawDates:
    """The day whose law is read for each row, as `facts.build` finds it."""

    def __init__(self, contexts: Contexts, root: EntityDef) -> None:
        self.contexts, self.root = contexts, root

    def find(self) -> None:
        """Set the law dates; rows outside the time that the rules cover are handed over."""
        tables = list(self.contexts.named())
        for context in reversed(tables):
            self._own(context, from_above=False)
        for context in tables:
            self._own(context, from_above=True)
        for context in tables:
            if context.law_date is None and context.above is not None and context.above.law_date is not None:
                context.law_date = taken(context.above.law_date, context.rows_above)
            if isinstance(context.law_date, np.ndarray):
                context.law_date = gathered(context.law_date) if context.rows else LAST_DAY
            self._covered(context)

    def _covered(self, context: Context) -> None:
        covered, day = self.root.covered, context.law_date
        if covered is not None and day is not None and context.rows:
            outside = (day < covered.since) | (day > covered.until)
            if np.any(outside):
                self.contexts.hand_over(context, outside if isinstance(outside, np.ndarray) else True)

    def _own(self, context: Context, from_above: bool) -> None:
        rule = context.definition.law_time
        if rule is None or rule.from_above != from_above:
            return
        assert context.table is not None
        if rule.fact:
            column = context.table.facts.get(rule.fact)
            context.law_date = column.value if column is not None else np.zeros(context.rows, np.int64)
            return
        vocabulary = self.contexts.vocabulary
        owner, member = rule.list_of(context.definition.name)
        steps = vocabulary.ancestors(context.definition.name).index(owner)
        holder = context.up(steps)
        child = next(c for c in vocabulary.children_of(owner) if c.member == member)
        below = self.contexts.by_entity[child.name]
        day = below.law_date
        assert isinstance(day, np.ndarray), "a list that gives a date has dates of its own"
        listed = ListOf(below, counts_of(below, holder), None, None)
        found = listed.folded(day, "least" if rule.first_of else "greatest", 0, holder.rows)
        context.law_date = taken(found, context.rows_up(steps))
