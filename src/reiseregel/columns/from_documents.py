"""Checked documents as plain data → the same `Frames` as from Arrow: for JSONL, whose lines are checked one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from reiseregel.columns.frames import FactColumn, Flags, Frames, Ints, Table
from reiseregel.columns.layout import ASSESSMENTS, Layout, layouts
from reiseregel.facts.build import encode
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

Data = Mapping[str, Any]
_NOTHING: Data = {}


def frames_from_documents(
    documents: Sequence[Data], kind: str, vocabulary: Vocabulary, numbers: Iterable[int] | None = None
) -> Frames:
    """Documents of one `type` as frames.

    Args:
        documents: `CheckedDocument.data` of each: nothing is checked here.
        kind: the `type` of all of them.
        vocabulary: the facts, from `RuleBook.vocabulary`.
        numbers: the number of each document in the whole input; from 0 without it.

    Raises:
        KeyError: the vocabulary has no root entity for `kind`.

    """
    every, tables = layouts(vocabulary, kind), {}
    objects: dict[str, list[Data]] = {}
    root = next(iter(every))
    for name, layout in every.items():
        if name == root:
            parents = list(range(len(documents)) if numbers is None else numbers)
            objects[name], positions = list(documents), [0] * len(parents)
        else:
            found = list(_children(layout.entity, objects[layout.entity.parent]))
            parents, positions = [parent for parent, _, _ in found], [place for _, place, _ in found]
            objects[name] = [item for _, _, item in found]
        tables[name] = _table(layout, objects[name], parents, positions, vocabulary)
    return Frames(kind, tables, _flags([bool(document.get(ASSESSMENTS)) for document in documents]))


def _children(child: EntityDef, above: list[Data]) -> Iterator[tuple[int, int, Data]]:
    for parent, holder in enumerate(above):
        if child.many:
            yield from ((parent, place, item) for place, item in enumerate(holder.get(child.member, ())))
        else:
            yield parent, 0, holder.get(child.member, _NOTHING)


def _table(
    layout: Layout, objects: list[Data], parents: list[int], positions: list[int], vocabulary: Vocabulary
) -> Table:
    table = Table(layout.entity.name, len(objects), _ints(parents), _ints(positions))
    for fact in vocabulary.facts_of(layout.entity.name):
        given = _flags([fact.name in item for item in objects])
        if given.any():
            table.facts[fact.name] = FactColumn(_ints(_values(fact, objects)), given)
    for child in layout.children.values():
        if child.many and not child.content:
            given = _flags([child.member in item for item in objects])
            if given.any():
                table.lists_given[child.name] = given
    return table


def _values(fact: FactDef, objects: list[Data]) -> list[int]:
    return [encode(fact, item[fact.name]) if fact.name in item else 0 for item in objects]


def _ints(values: list[int]) -> Ints:
    return np.array(values, np.int64)


def _flags(values: list[bool]) -> Flags:
    return np.array(values, np.bool_)
