"""A part of a portfolio as a nested Arrow table (`columns.arrow_schema`): one row a claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from reiseregel.case.shapes import VERSION
from reiseregel.columns.arrow_schema import ASSESSMENT, CODE, document_schema, fact_type, list_of
from reiseregel.errors import LANGUAGES
from reiseregel.remember import once_for_each
from reiseregel.synthetic.assessments import assessments
from reiseregel.synthetic.assumption import Weights
from reiseregel.synthetic.draws import Flags, Ints
from reiseregel.synthetic.rows import Made, Rows
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary


def to_table(krav: Rows, start: int) -> pa.Table:
    """The table of all these claims; `start` is the number of the first.

    Its columns and fields are those of `document_schema` that the portfolio ever tells, in that order. They depend on
    the window, not on the seed or the part.
    """
    known = {
        "type": _constant(len(krav), krav.entity),
        "versjon": pa.array(np.full(len(krav), VERSION)),
        "spraak": _language(krav),
        "vurderinger": _assessments(krav, start),
        **_fields(krav),
    }
    return pa.table({field.name: known[field.name] for field in _schema(krav) if field.name in known})


@once_for_each
def _whole_schema(vocabulary: Vocabulary, kind: str) -> pa.Schema:
    return document_schema(kind, vocabulary)


def _schema(krav: Rows) -> pa.Schema:
    return _whole_schema(krav.vocabulary, krav.entity)


def _fields(rows: Rows) -> dict[str, pa.Array]:
    """Each fact and child that is made, by its key."""
    vocabulary = rows.vocabulary
    facts = {
        fact.name: _fact(fact, rows.facts[fact.name])
        for fact in vocabulary.facts_of(rows.entity)
        if fact.name in rows.facts
    }
    children = {
        child.member: _child(child, rows)
        for child in vocabulary.children_of(rows.entity)
        if child.member in rows.children
    }
    return {**facts, **children}


def _struct(rows: Rows) -> pa.StructArray:
    made = _fields(rows)
    return pa.StructArray.from_arrays(list(made.values()), names=list(made))


def _child(child: EntityDef, rows: Rows) -> pa.Array:
    below = rows.children[child.member]
    items = _struct(below)
    if not child.many:
        return items
    counts = np.bincount(below.parent, minlength=len(rows))
    # What is asked for is left out where nothing is; another list is empty there when it is told, else left out.
    given = rows.lists_told.get(child.member, counts > 0)
    return _lists(counts, items, given)


def _lists(counts: Ints, items: pa.Array, given: Flags) -> pa.ListArray:
    offsets = pa.array(np.concatenate(([0], np.cumsum(counts))).astype(np.int32))
    return pa.ListArray.from_arrays(offsets, items, type=list_of(items.type), mask=_mask(given, pa.array))


def _fact(fact: FactDef, made: Made) -> pa.Array:
    untold = _mask(made.told)
    match fact.type.kind:
        case "boolsk":
            return pa.array(made.value != 0, mask=untold)
        case "kode":
            return pa.DictionaryArray.from_arrays(
                pa.array(made.value.astype(np.int32), mask=untold), pa.array(fact.type.codes)
            )
        case "dato":
            return pa.array(made.value.astype("datetime64[D]"), mask=untold)
        case _:
            return pa.array(made.value, type=fact_type(fact), mask=untold)


def _mask(told: Flags, form: Callable[[Flags], Any] = lambda mask: mask) -> Any:
    """What marks nulls; nothing where there are none, which Parquet is written far faster without."""
    return None if told.all() else form(~told)


def _constant(size: int, text: str) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, np.int32)), pa.array([text]))


def _language(krav: Rows) -> pa.DictionaryArray:
    given = krav.table["spraak"]
    assert isinstance(given, Weights)
    places = np.array([LANGUAGES.index(code) if code else -1 for code in given.weights], np.int32)
    found = places[krav.choice("spraak")]
    return pa.DictionaryArray.from_arrays(pa.array(found, mask=found < 0), pa.array(list(LANGUAGES)))


def _assessments(krav: Rows, start: int) -> pa.ListArray:
    claims, made = assessments(krav, start)
    items = pa.array(made, type=pa.struct([(f.name, f.type if f.type != CODE else pa.string()) for f in ASSESSMENT]))
    fields = [items.field(f.name) if f.type != CODE else items.field(f.name).cast(CODE) for f in ASSESSMENT]
    counts = np.bincount(claims, minlength=len(krav))
    return _lists(counts, pa.StructArray.from_arrays(fields, fields=list(ASSESSMENT)), counts > 0)
