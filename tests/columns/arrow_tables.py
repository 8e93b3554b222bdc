"""Documents as nested Arrow tables, in the forms that a sender may choose, and random changes to documents."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from random import Random
from typing import Any

import pyarrow as pa

from reiseregel.calendar import LAST_DAY
from reiseregel.case.shapes import HASH_OF_NOTHING
from reiseregel.columns.arrow_schema import document_schema
from reiseregel.vocabulary import Vocabulary

Document = dict[str, Any]

#: Other forms of the same values, each as good as the one of `document_schema`.
WIDE, TEXTS, NARROW = "wide", "texts", "narrow"
FORMS = ("as written", WIDE, TEXTS, NARROW)


def schema_in(form: str, kind: str, vocabulary: Vocabulary) -> pa.Schema:
    """The schema of documents of one type, in one of `FORMS`."""
    fields = [pa.field(field.name, _form(field.type, form)) for field in document_schema(kind, vocabulary)]
    return pa.schema(fields)


def _form(found: pa.DataType, form: str) -> pa.DataType:
    if pa.types.is_struct(found):
        return pa.struct([pa.field(field.name, _form(field.type, form)) for field in found])
    if pa.types.is_list(found):
        item = _form(found.value_type, form)
        return pa.large_list(item) if form == WIDE else pa.list_view(item) if form == NARROW else pa.list_(item)
    if pa.types.is_dictionary(found):
        return {WIDE: pa.large_string(), TEXTS: pa.string(), NARROW: pa.dictionary(pa.int8(), pa.string())}.get(
            form, found
        )
    if pa.types.is_date32(found):
        return {WIDE: pa.timestamp("us"), TEXTS: pa.string(), NARROW: pa.date64()}.get(form, found)
    if pa.types.is_integer(found):
        return {NARROW: pa.int32(), WIDE: pa.uint64()}.get(form, found)
    return found


def arrow_table(documents: Sequence[Document], schema: pa.Schema) -> pa.Table:
    """The documents as a table. A key that the schema does not have is lost."""
    columns = [
        pa.array([_cell(item.get(field.name), field.type) for item in documents], field.type) for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def fits(document: Document, schema: pa.Schema) -> bool:
    """True when a table of the schema can hold the document."""
    try:
        arrow_table([document], schema)
    except (pa.ArrowException, OverflowError, ValueError, TypeError, AttributeError):
        return False
    return True


def held_in(documents: Sequence[Document], schema: pa.Schema) -> tuple[pa.Table, list[Document]]:
    """The table of those documents that a table of the schema can hold, and those documents."""
    try:
        return arrow_table(documents, schema), list(documents)
    except (pa.ArrowException, OverflowError, ValueError, TypeError, AttributeError):
        held = [document for document in documents if fits(document, schema)]
        return arrow_table(held, schema), held


def _cell(value: Any, form: pa.DataType) -> Any:
    if value is None:
        return None
    if pa.types.is_struct(form):
        return {key: _cell(item, form.field(key).type) for key, item in value.items() if key in _names(form)}
    if pa.types.is_list(form) or pa.types.is_large_list(form) or pa.types.is_list_view(form):
        return [_cell(item, form.value_type) for item in value]
    if pa.types.is_timestamp(form):
        return datetime.fromisoformat(value)
    if pa.types.is_date(form):
        return date.fromisoformat(value)
    return value


@cache
def _names(form: pa.DataType) -> frozenset[str]:
    return frozenset(field.name for field in form)


# --- changes ---


def changed(document: Document, rng: Random, vocabulary: Vocabulary) -> Document:
    """The document with one to three things changed, in ways that a table can hold; it may still be right."""
    result = copy.deepcopy(document)
    for _ in range(rng.choice((1, 1, 2, 3))):
        holder, key = rng.choice([place for place in _places(result) if place[1] not in ("type", "versjon")])
        _change(holder, key, rng, vocabulary)
    return result


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every object or list of a document with each of its keys or places."""
    for key, item in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        yield value, key
        if isinstance(item, dict | list):
            yield from _places(item)


def _change(holder: Any, key: Any, rng: Random, vocabulary: Vocabulary) -> None:
    value = holder[key]
    if rng.random() < 0.1 and isinstance(holder, dict):
        del holder[key]
    elif rng.random() < 0.03:
        holder[key] = None
    elif isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int):
        holder[key] = rng.choice((value + 1, max(value - 1, 0), 0, 3_000_001, 2**31 - 1, 99))
    elif isinstance(value, list):
        holder[key] = rng.choice(([], value + value[:1], value + value[-1:], value[:1] * 7, value[::-1], value[1:]))
    elif isinstance(value, str):
        holder[key] = _other_text(value, str(key), rng, vocabulary)


def _other_text(text: str, key: str, rng: Random, vocabulary: Vocabulary) -> str:
    if len(text) == len("2026-05-04") and text[4] == "-":
        days = rng.choice((-1, 1, -2, 2, -1, 1, 30, -400, 40_000))
        beyond = "1899-12-31", "2101-01-01"
        return rng.choice((*beyond, *[date.fromordinal(date.fromisoformat(text).toordinal() + days).isoformat()] * 6))
    if text.startswith("/"):
        return rng.choice(
            (text.replace("0", "1", 1), text.replace("0", "00", 1), text + "x", "/pasient", "/turer", text)
        )
    known = [code for (_, name), fact in vocabulary.facts.items() if name == key for code in fact.type.codes]
    if known and rng.random() < 0.8:
        return rng.choice(known)
    return rng.choice(("ut", "", "01017012345", f"{text}\n", text[:-1] + "0", text))


# --- contradictions ---

_TOUCHED = frozenset(
    {
        *("dato", "avreise", "fremsatt", "foedselsdato", "retning", "rolle", "lengde_m", "reisevei_m", "endepunkt"),
        *("reisevei_endepunkt_m", "reisevei_vurdert_m", "faktum", "momenter", "begrunnelse_sha256", "referanse"),
        *("reiser", "reisende", "inntektstap", "overnattinger", "opphold", "strekninger", "vurderinger", "kilder"),
    }
)


def contradicted(document: Document, rng: Random) -> Document:
    """The document with a few things changed that other parts of it speak of too; most stay of the right shape."""
    result = copy.deepcopy(document)
    for _ in range(rng.choice((1, 2, 3))):
        places = [place for place in _places(result) if place[1] in _TOUCHED]
        chosen = rng.choice(sorted({str(key) for _, key in places}))  # every key as often, however often it stands
        holder, key = rng.choice([place for place in places if place[1] == chosen])
        value = holder[key]
        if key in ("reiser", "reisende", "inntektstap", "overnattinger", "opphold", "strekninger"):
            holder[key] = value + value[-1:] or value
        elif key in ("vurderinger", "kilder"):
            holder[key] = rng.choice((value[1:], value + value[:1]))
        elif key == "momenter":
            holder[key] = rng.choice(([0], [0, 0], [98]))
        elif key == "begrunnelse_sha256":
            holder[key] = HASH_OF_NOTHING
        elif key == "referanse":
            holder[key] = "01017012345"
        elif key == "faktum":
            holder[key] = rng.choice(("/pasient/foedselsdato", value.replace("0", "1", 1), "/fremsatt", "/turer"))
        elif isinstance(value, int):
            holder[key] = rng.choice((value * 2, 0))
        elif key in ("retning", "rolle", "endepunkt"):
            holder[key] = {"ut": "hjem", "hjem": "ut", "pasient": "ledsager", "ledsager": "pasient"}.get(value, value)
        else:
            day = date.fromisoformat(value).toordinal() + rng.choice((-1, 1, -2, 2, 40_000))
            holder[key] = date.fromordinal(min(day, LAST_DAY)).isoformat()
    return result
