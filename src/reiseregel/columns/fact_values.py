"""Facts of a table as value sets: given, open, or fixed by a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from reiseregel.columns.values import EITHER, LIMIT, NONE, Array, Value, taken
from reiseregel.facts.build import encode, possible_values
from reiseregel.quantities import UNBOUNDED
from reiseregel.vocabulary import FactDef
from reiseregel.vocabulary.settings_by_trust import TRUST_FACT, SettingRow

#: How many ways there are to fill in what is open (`filled`).
FILLS = 4
#: A number so much above the least is another that a fact can be: what it can be has no upper bound.
_FAR = 20_000

if TYPE_CHECKING:
    from reiseregel.columns.contexts import Context
    from reiseregel.columns.frames import Table


def with_setting(fact: FactDef, values: Value, context: Context) -> Value:
    """A fact with what the trust of the document, else the country, had fixed on the law date where it is not given."""
    holder = context.vocabulary.trust_owner(fact.entity)
    if holder is None or context.law_date is None:
        return values
    steps = context.vocabulary.ancestors(fact.entity).index(holder)
    trust = context.up(steps).fact(context.vocabulary.facts[holder, TRUST_FACT])
    assert context.table is not None
    column = context.table.facts.get(fact.name)
    missing = np.ones(context.rows, np.bool_) if column is None else ~column.given
    trusts = np.broadcast_to(taken(trust, context.rows_up(steps)), (context.rows,))[missing]
    days = np.broadcast_to(context.law_date, (context.rows,))[missing]
    pairs, back = np.unique(np.stack([trusts.astype(np.int64), days.astype(np.int64)]), axis=1, return_inverse=True)
    codes, setting = context.vocabulary.facts[holder, TRUST_FACT].type.codes, context.vocabulary.settings[fact.setting]
    fixed = [_fixed(fact, setting.on(codes[int(one).bit_length() - 1], int(day))) for one, day in pairs.T]
    if isinstance(values, tuple):
        bounds = []
        for n in (0, 1):
            bound = np.array(np.broadcast_to(values[n], (context.rows,)), np.int64)
            bound[missing] = np.array([item[n] for item in fixed], np.int64).take(back.ravel())
            bounds.append(bound)
        return (bounds[0], bounds[0]) if (bounds[0] == bounds[1]).all() else (bounds[0], bounds[1])
    kind = np.uint8 if fact.type.kind == "boolsk" else code_type(len(fact.type.codes))
    mask = np.array(np.broadcast_to(values, (context.rows,)), kind)
    mask[missing] = np.array(fixed, kind).take(back.ravel())
    return mask


def _fixed(fact: FactDef, row: SettingRow | None) -> Value:
    if row is None or row.value is None:
        return full_set(fact)
    value = encode(fact, row.value)
    match fact.type.kind:
        case "boolsk":
            return 2 * value
        case "kode":
            return 1 << value
        case _:
            return value, value


def full_set(fact: FactDef) -> Value:
    """Every value a fact can have."""
    values = possible_values(fact)
    if fact.type.kind == "boolsk":
        return 1
    if isinstance(values, int):
        return values
    return values[0], NONE if values[1] == UNBOUNDED else values[1]


def code_type(codes: int) -> Any:
    """The narrowest unsigned whole number with a bit for each code."""
    return np.uint8 if codes <= 8 else np.uint16 if codes <= 16 else np.uint32 if codes <= 32 else np.uint64


def filled(value: Value, fact: FactDef, fill: Array) -> Value:
    """A fact with one of its possible values in each row where it is open; `fill` tells which way each row is filled.

    A number or code is the first it can be, or another. A yes/no is no, or yes, or the one for half of the facts and
    the other for the rest.
    """
    another = fill % 2 == 1
    if isinstance(value, tuple):
        low, high = value
        if low is high:
            return value
        other = np.where(np.asarray(high) >= LIMIT, np.asarray(low) + _FAR, high)
        found = np.where(another & np.not_equal(low, high), other, low)
        return found, found
    if fact.type.kind == "boolsk":
        yes = another ^ (fill >= 2) & bool(crc32(fact.name.encode()) & 1)
        return np.where(np.equal(value, EITHER), yes.astype(np.uint8) * np.uint8(2), np.asarray(value, np.uint8))
    codes = np.asarray(value, code_type(len(fact.type.codes)))
    rest = codes & (codes - codes.dtype.type(1))
    return np.where((rest != 0) & another, rest & np.negative(rest), codes & np.negative(codes))


def fact_value(fact: FactDef, table: Table | None) -> Value:
    """A fact over the rows of a table: what was given, and everything it can be where it was not."""
    column = table.facts.get(fact.name) if table is not None else None
    everything = full_set(fact)
    if column is None:
        return everything
    all_given = bool(column.given.all())
    if fact.type.kind in ("tall", "dato"):
        if all_given:
            return column.value, column.value
        low, high = (np.where(column.given, column.value, bound) for bound in everything)
        return low, high
    if fact.type.kind == "boolsk":
        value: Array = column.value.astype(np.uint8) * np.uint8(2)
    else:
        kind = code_type(len(fact.type.codes))
        value = np.left_shift(kind(1), column.value.astype(kind))
    return value if all_given else np.where(column.given, value, value.dtype.type(everything))
