"""Can a table be read as documents at all? Its columns against the contract, before any row is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from reiseregel.case import shapes
from reiseregel.case.messages import fault, limited, type_fault, unknown_key_fault
from reiseregel.columns import arrow_values
from reiseregel.columns.layout import ASSESSMENTS, ENVELOPE, SOURCES, Field, Layout, layouts
from reiseregel.errors import Fault, InvalidDocument
from reiseregel.remember import once_for_each
from reiseregel.vocabulary import Vocabulary


def require_schema(schema: pa.Schema, kind: str, vocabulary: Vocabulary) -> None:
    """Raise InvalidDocument when a table of the schema cannot be read. See `schema_faults`."""
    found = schema_faults(vocabulary, kind, schema.remove_metadata())
    if found:
        raise InvalidDocument(found)


@once_for_each
def schema_faults(vocabulary: Vocabulary, kind: str, schema: pa.Schema) -> tuple[Fault, ...]:
    """Every fault of a table as a whole; empty when its rows can be read. Made once for each schema.

    A column that the contract does not know, twice the same column, a column of another kind of value, or none where
    every document must have one. The pointer has the keys on the way, without places in lists: `/turer/reisende/rolle`.
    """
    every = layouts(vocabulary, kind)
    root = every[next(iter(every))]
    missing = (fault(f"/{key}", "krav.mangler") for key in root.required if key not in schema.names)
    return limited((*missing, *_object(tuple(schema), root, "", every)), shapes.MAX_FAULTS)


def _object(fields: Sequence[pa.Field], layout: Layout, at: str, every: dict[str, Layout]) -> Iterator[Fault]:
    yield from _keys(fields, layout.keys, at)
    for field in fields:
        below = f"{at}/{field.name}"
        if field.name in layout.fields:
            yield from _value(field.type, layout.fields[field.name], below)
        elif field.name in layout.children:
            child = layout.children[field.name]
            yield from _child(field.type, every[child.name], below, every, listed=child.many)
        elif field.name in layout.around:
            yield from _AROUND[field.name](field.type, below)


def _keys(fields: Iterable[pa.Field], known: Sequence[str], at: str) -> Iterator[Fault]:
    names = Counter(field.name for field in fields)
    if names.keys() - set(known):
        yield unknown_key_fault(at, known)
    if any(count > 1 for count in names.values()):
        yield fault(at, "json.dobbel_noekkel")


def _value(form: pa.DataType, item: Field, at: str) -> Iterator[Fault]:
    if pa.types.is_null(form):
        return
    if item.kind == "kode" and not arrow_values.is_text(form):
        yield fault(at, "krav.kode", koder=", ".join(code.decode() for code in item.codes))
    if item.kind == "dato" and not (arrow_values.is_text(form) or arrow_values.is_day(form)):
        yield fault(at, "krav.dato")
    if item.kind == "tall" and not pa.types.is_integer(form):
        yield type_fault(at, "heltall")
    if item.kind == "boolsk" and not pa.types.is_boolean(form):
        yield type_fault(at, "boolsk")


def _child(form: pa.DataType, layout: Layout, at: str, every: dict[str, Layout], *, listed: bool) -> Iterator[Fault]:
    if pa.types.is_null(form):
        return
    if listed:
        if not arrow_values.is_list(form):
            yield type_fault(at, "liste")
            return
        form = form.value_type
        if pa.types.is_null(form):
            return
    if pa.types.is_struct(form):
        yield from _object(list(form), layout, at, every)
    else:
        yield type_fault(at, "objekt")


# --- what stands around the facts ---


def _envelope(form: pa.DataType, at: str) -> Iterator[Fault]:
    yield from _texts(form, shapes.ENVELOPE_KEYS, at)


def _assessments(form: pa.DataType, at: str) -> Iterator[Fault]:
    yield from _items(form, shapes.ASSESSMENT_KEYS, at)


def _sources(form: pa.DataType, at: str) -> Iterator[Fault]:
    yield from _items(form, shapes.SOURCE_KEYS, at)


def _items(form: pa.DataType, keys: Sequence[str], at: str) -> Iterator[Fault]:
    if pa.types.is_null(form):
        return
    if arrow_values.is_list(form):
        yield from _texts(form.value_type, keys, at)
    else:
        yield type_fault(at, "liste")


def _texts(form: pa.DataType, keys: Sequence[str], at: str) -> Iterator[Fault]:
    """An object whose values are texts, but for the list of `momenter`."""
    if pa.types.is_null(form):
        return
    if not pa.types.is_struct(form):
        yield type_fault(at, "objekt")
        return
    yield from _keys(form, keys, at)
    for field in form:
        below = f"{at}/{field.name}"
        if field.name == "momenter":
            if not (pa.types.is_null(field.type) or arrow_values.is_list(field.type)):
                yield type_fault(below, "liste")
            elif not pa.types.is_null(field.type) and not _whole_or_null(field.type.value_type):
                yield type_fault(below, "heltall")
        elif field.name in keys and not (pa.types.is_null(field.type) or arrow_values.is_text(field.type)):
            yield type_fault(below, "tekst")


def _whole_or_null(form: pa.DataType) -> bool:
    return bool(pa.types.is_integer(form) or pa.types.is_null(form))


_AROUND = {ENVELOPE: _envelope, ASSESSMENTS: _assessments, SOURCES: _sources}
