"""A nested Arrow table of documents as JSON, one on each line: what is null is left out."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pyarrow as pa

from reiseregel.synthetic.draws import Ints

_AS_JSON: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode


def lines(table: pa.Table) -> list[str]:
    """The documents of a table, each as the text of a line without its end. Keys in the order of the columns."""
    parts: list[str] = []
    for batch in table.to_batches():
        parts += _objects(batch.to_struct_array())
    return parts


def _objects(array: pa.StructArray) -> list[str]:
    """Each struct as an object. A column at a time: far faster than a document at a time."""
    members: list[list[str]] = [[] for _ in range(len(array))]
    for place in range(array.type.num_fields):
        column, name = array.field(place), array.type.field(place).name
        if column.null_count == len(column):
            continue
        at, texts = _told(column)
        key = f'"{name}":'
        for row, text in zip(at.tolist(), texts, strict=True):
            members[row].append(key + text)
    return ["{" + ",".join(member) + "}" for member in members]


def _told(column: pa.Array) -> tuple[Ints, list[str]]:
    """The rows that are not null, and each one's JSON."""
    at = np.flatnonzero(column.is_valid())
    form = column.type
    if pa.types.is_struct(form):
        return at, [text for text, told in zip(_objects(column), column.is_valid().tolist(), strict=True) if told]
    if pa.types.is_list(form):
        return at, _lists(column)
    given = column.drop_null()
    if pa.types.is_dictionary(form):
        words = [_AS_JSON(word) for word in given.dictionary.to_pylist()]
        return at, [words[place] for place in given.indices.to_pylist()]
    if pa.types.is_boolean(form):
        return at, ["true" if value else "false" for value in given.to_pylist()]
    if pa.types.is_date(form):
        return at, [f'"{value}"' for value in given.to_pylist()]
    if pa.types.is_integer(form):
        return at, [str(value) for value in given.to_pylist()]
    return at, [_AS_JSON(value) for value in given.to_pylist()]


def _lists(column: pa.ListArray) -> list[str]:
    """The JSON of each list that is not null."""
    items = column.values
    texts = _objects(items) if pa.types.is_struct(items.type) else _told(items)[1]
    offsets, valid = column.offsets.to_pylist(), column.is_valid().to_pylist()
    return ["[" + ",".join(texts[offsets[row] : offsets[row + 1]]) + "]" for row, told in enumerate(valid) if told]
