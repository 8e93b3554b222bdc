"""Document order and places: the number of each instance of a case, and its JSON pointer."""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.contexts import Context, Contexts
from reiseregel.columns.distinct import distinct
from reiseregel.columns.values import taken

Ints = NDArray[np.int64]


def document_order(contexts: Contexts) -> dict[str, Ints]:
    """For the rows of each entity, a number that sorts all instances in document order.

    A parent comes first, then its children: by entity in file order, and then by place in the list.
    """
    ranks = {
        child.name: rank
        for context in contexts.named()
        for rank, child in enumerate(contexts.vocabulary.children_of(context.definition.name), 1)
    }
    depths: dict[str, int] = {}
    widths: dict[int, tuple[int, int]] = {}
    for context in contexts.named():
        name, above = context.definition.name, context.definition.parent
        depth = depths[name] = depths[above] + 1 if above else 0
        ranked, longest = widths.get(depth, (0, 0))
        widths[depth] = max(ranked, ranks.get(name, 0)), max(longest, int(_position(context).max(initial=0)))
    spans = {depth: (ranked + 1) * (longest + 1) for depth, (ranked, longest) in widths.items() if depth}
    found: dict[str, Ints] = {}
    for context in contexts.named():
        name, depth = context.definition.name, depths[context.definition.name]
        if context.above is None:
            found[name] = np.arange(context.rows) * prod(spans.values())
            continue
        below = prod(span for level, span in spans.items() if level > depth)
        above_number = taken(found[context.above.definition.name], context.rows_above)
        found[name] = above_number + (ranks[name] * (widths[depth][1] + 1) + _position(context)) * below
    return found


def _position(context: Context) -> Ints:
    assert context.table is not None
    return context.table.position


class Places:
    """The JSON pointers of the rows of each table, as a number each and the text of each number."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[Ints, list[str]]] = {}

    def of(self, context: Context) -> tuple[Ints, list[str]]:
        """For each row the number of its pointer; the pointers by number."""
        if context.number not in self._found:
            self._found[context.number] = self._of(context)
        return self._found[context.number]

    def _of(self, context: Context) -> tuple[Ints, list[str]]:
        if context.above is None:
            return np.zeros(context.rows, np.int64), [""]
        codes, texts = self.of(context.above)
        member = context.definition.member
        if context.rows_above is not None:
            codes = codes.take(context.rows_above)
        if not context.definition.many:
            return codes, [f"{text}/{member}" for text in texts]
        assert context.table is not None
        position = context.table.position
        width = int(position.max(initial=0)) + 1
        values, numbers = distinct(codes * width + position)
        return numbers, [f"{texts[value // width]}/{member}/{value % width}" for value in values.tolist()]
