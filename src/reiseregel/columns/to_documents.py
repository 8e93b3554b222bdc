"""Rows of a nested Arrow table → the same documents as plain JSON data, for an executor that takes one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from reiseregel.columns import arrow_values
from reiseregel.columns.frames import Ints

Document = dict[str, Any]


def documents(table: pa.Table, rows: Sequence[int] | Ints) -> list[Document]:
    """Some rows of a table as documents, in the order asked for; keys in the order of the columns.

    What is null is left out, but an item of a list that is null stays as None. Dates are ISO text, and so are points
    of time; a time of day that a document may not have is thus still seen. Text that is not UTF-8 comes out with lone
    surrogates, which the check of a document refuses.
    """
    chosen = _chosen(table, np.asarray(rows, np.int64))
    found: list[Document] = [{} for _ in range(chosen.num_rows)]
    for name in chosen.column_names:
        column = chosen.column(name)
        _put(found, name, _values(column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()))
    return found


def _chosen(table: pa.Table, rows: Ints) -> pa.Table:
    try:
        return table.take(pa.array(rows))
    except pa.ArrowNotImplementedError:  # some newer forms of text cannot be taken yet, only cut and joined
        return pa.concat_tables([table.slice(0, 0), *(table.slice(row, 1) for row in rows.tolist())])


def _put(objects: list[Document], name: str, values: list[Any]) -> None:
    for item, value in zip(objects, values, strict=True):
        if value is not None:
            item[name] = value


def _values(array: pa.Array) -> list[Any]:
    """Every value of an array as JSON would have it, column by column: far faster than a row at a time."""
    form = array.type
    if array.null_count == len(array):
        return [None] * len(array)
    if pa.types.is_struct(form):
        return _objects(array)
    if arrow_values.is_list(form):
        return _lists(array)
    if arrow_values.is_text(form):
        return _texts(array)
    if arrow_values.is_day(form):
        return _moments(array)
    plain: list[Any] = array.to_pylist()
    return plain


def _objects(array: pa.StructArray) -> list[Document | None]:
    objects: list[Document] = [{} for _ in range(len(array))]
    for number in range(array.type.num_fields):
        child = array.field(number)
        if child.null_count < len(child):
            _put(objects, array.type.field(number).name, _values(child))
    return _nulled(objects, array)


def _lists(array: pa.Array) -> list[list[Any] | None]:
    count, _ = arrow_values.lengths(array)
    items, ends = _values(array.flatten()), np.cumsum(count).tolist()
    return _nulled([items[first:end] for first, end in zip([0, *ends], ends, strict=False)], array)


def _texts(array: pa.Array) -> list[str | None]:
    (places, has), texts = arrow_values.distinct(array)
    known = [None if text is None else text.decode("utf-8", "surrogateescape") for text in arrow_values.as_bytes(texts)]
    # What lies under an object that is null may be no place in the dictionary.
    there = places < len(known) if has is None else has & (places < len(known))
    found = np.where(there, places, len(known)).tolist()
    known.append(None)
    return [known[place] for place in found]


def _moments(array: pa.Array) -> list[str | None]:
    """`2026-05-10`, with the time of day where it is not midnight."""
    texts: list[str | None] = array.cast(pa.string()).to_pylist()
    if not pa.types.is_timestamp(array.type):
        return texts
    return [text if text is None or text.partition(" ")[2].strip("0:.") else text.partition(" ")[0] for text in texts]


def _nulled(values: list[Any], array: pa.Array) -> list[Any]:
    """The values, with None where the array is null."""
    has = arrow_values.given(array)
    if has is None:
        return values
    return [value if there else None for value, there in zip(values, has.tolist(), strict=True)]
