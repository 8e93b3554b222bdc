"""Frames built row by row from checked data, apart from the readers under test: small, slow and plain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from reiseregel.columns.frames import FactColumn, Frames, Table
from reiseregel.facts.build import encode
from reiseregel.vocabulary import EntityDef, Vocabulary

Data = dict[str, Any]


def frames_of(kind: str, documents: Sequence[Data], vocabulary: Vocabulary) -> Frames:
    """The tables of checked documents (`CheckedDocument.data`) of one `type`, numbered from 0."""
    root = vocabulary.root(kind)
    assert root is not None
    tables: dict[str, Table] = {}
    _fill(root, list(enumerate(documents)), [0] * len(documents), vocabulary, tables)
    return Frames(kind, tables, np.array([bool(data.get("vurderinger")) for data in documents], np.bool_))


def _fill(
    entity: EntityDef,
    items: list[tuple[int, Data]],
    positions: list[int],
    vocabulary: Vocabulary,
    tables: dict[str, Table],
) -> None:
    parents = np.array([parent for parent, _ in items], np.int64)
    table = tables[entity.name] = Table(entity.name, len(items), parents, np.array(positions, np.int64))
    for fact in vocabulary.facts_of(entity.name):
        given = np.array([fact.name in data for _, data in items], np.bool_)
        if given.any():
            values = [encode(fact, data[fact.name]) if fact.name in data else 0 for _, data in items]
            table.facts[fact.name] = FactColumn(np.array(values, np.int64), given)
    for child in vocabulary.children_of(entity.name):
        if not child.many:
            below = [(row, data.get(child.member, {})) for row, (_, data) in enumerate(items)]
            _fill(child, below, [0] * len(below), vocabulary, tables)
            continue
        if not child.content:
            known = np.array([child.member in data for _, data in items], np.bool_)
            if known.any():
                table.lists_given[child.name] = known
        lists = [(row, data.get(child.member, ())) for row, (_, data) in enumerate(items)]
        below = [(row, item) for row, members in lists for item in members]
        _fill(child, below, [n for _, members in lists for n in range(len(members))], vocabulary, tables)
