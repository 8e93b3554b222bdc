"""Arrow arrays of single values → numpy: what each holds, and where something is given. Null is not given."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.case.shapes import DATE_PATTERN
from reiseregel.columns.frames import Flags, Ints

#: What is held (of any width; anything where nothing is given), and where; None when every row gives a value.
Held = tuple[NDArray[np.integer[Any]], Flags | None]
#: As many different texts as fit in one byte, with room for the two below.
_BYTE = 250

#: In place of a value that the contract does not know: below every code and every ordinal.
UNKNOWN, NOTHING = -1, -2
_EPOCH = date(1970, 1, 1).toordinal()
_DAY = re.compile(DATE_PATTERN)
_LISTS = (
    pa.types.is_list,
    pa.types.is_large_list,
    pa.types.is_fixed_size_list,
    pa.types.is_list_view,
    pa.types.is_large_list_view,
)
_TICKS = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


def is_text(form: pa.DataType) -> bool:
    """True of text in any of Arrow's forms, and of a dictionary of it."""
    if pa.types.is_dictionary(form):
        return is_text(form.value_type)
    return bool(pa.types.is_string(form) or pa.types.is_large_string(form) or pa.types.is_string_view(form))


def is_list(form: pa.DataType) -> bool:
    """True of a list in any of Arrow's forms."""
    return any(test(form) for test in _LISTS)


def is_day(form: pa.DataType) -> bool:
    """True of dates, and of points of time without a zone, which may be midnights."""
    return bool(pa.types.is_date(form) or (pa.types.is_timestamp(form) and form.tz is None))


def given(array: pa.Array) -> Flags | None:
    """Where the array is not null; None when it nowhere is."""
    if not array.null_count:
        return None
    if pa.types.is_null(array.type):
        return np.zeros(len(array), np.bool_)
    return _bits(array.buffers()[0], array.offset, len(array)).view(np.bool_)


def booleans(array: pa.Array) -> Held:
    """0 for false, 1 for true."""
    return _bits(array.buffers()[1], array.offset, len(array)), given(array)


def numbers(array: pa.Array) -> Held:
    """Whole numbers of the width they are held in; those beyond 64 bits with a sign as the greatest such."""
    held = _plain(array, np.dtype(array.type.to_pandas_dtype()))
    if held.dtype == np.uint64:
        held = np.minimum(held, np.iinfo(np.int64).max).astype(np.int64)
    return held, given(array)


def codes(array: pa.Array, known: Sequence[bytes]) -> Held:
    """Text as its place among the `known`, in one byte where that holds it; for any other a place beyond them."""
    (places, has), texts = distinct(array)
    numbers_of = {code: place for place, code in enumerate(known)}
    table = [NOTHING if text is None else numbers_of.get(text, len(known)) for text in as_bytes(texts)]
    if NOTHING in table or len(table) > _BYTE or len(known) > _BYTE:
        found, has = _taken(table, places, has)
        return found, has
    small = places.astype(np.uint8)
    if table != list(range(len(table))):
        small = np.frombuffer(small.tobytes().translate(bytes(table).ljust(256, b"\0")), np.uint8)
    return small, has


def days(array: pa.Array) -> Held:
    """Dates, midnights and ISO text as ordinals; `UNKNOWN` for any other text or time of day."""
    form = array.type
    if is_text(form):
        return _looked_up(array, _ordinal)
    if pa.types.is_date32(form):
        return _plain(array, np.dtype(np.int32)) + np.int32(_EPOCH), given(array)
    ticks = _TICKS["ms" if pa.types.is_date64(form) else form.unit]
    whole, rest = np.divmod(_plain(array, np.dtype(np.int64)), ticks)
    return np.where(rest == 0, np.clip(whole + _EPOCH, UNKNOWN, LAST_DAY + 1), UNKNOWN), given(array)


def distinct(array: pa.Array) -> tuple[Held, pa.Array]:
    """Text as numbers, and the text of each number."""
    if not pa.types.is_dictionary(array.type):
        array = pc.dictionary_encode(array)
    return numbers(array.indices), array.dictionary


def _looked_up(array: pa.Array, number_of: Callable[[bytes], int]) -> Held:
    (places, has), texts = distinct(array)
    return _taken([NOTHING if text is None else number_of(text) for text in as_bytes(texts)], places, has)


def _taken(table: list[int], places: NDArray[np.integer[Any]], has: Flags | None) -> Held:
    if not table:
        return np.zeros(len(places), np.int64), has
    # What stands where nothing is given need not be a place in the dictionary.
    found = np.take(np.array(table, np.int64), places, mode="clip")
    if NOTHING in table:
        has = (found != NOTHING) if has is None else has & (found != NOTHING)
    return found, has


def as_bytes(texts: pa.Array) -> list[bytes | None]:
    """Each text as it is held, which in a file that somebody else wrote may not be UTF-8."""
    form = texts.type
    if pa.types.is_string_view(form):
        texts = texts.cast(pa.binary_view())
    else:
        texts = texts.view(pa.large_binary() if pa.types.is_large_string(form) else pa.binary())
    found: list[bytes | None] = texts.to_pylist()
    return found


@lru_cache(maxsize=LAST_DAY - FIRST_DAY + 1)
def _ordinal(text: bytes) -> int:
    try:
        iso = text.decode("ascii")
    except UnicodeDecodeError:
        return UNKNOWN
    return date.fromisoformat(iso).toordinal() if _DAY.fullmatch(iso) else UNKNOWN


def _plain(array: pa.Array, form: np.dtype[Any]) -> NDArray[Any]:
    """The values as they lie in memory, without a copy."""
    buffer = array.buffers()[1]
    if buffer is None or not len(array):
        return np.zeros(len(array), form)
    return np.frombuffer(buffer, form, len(array), array.offset * form.itemsize)


def _bits(buffer: pa.Buffer | None, offset: int, length: int) -> NDArray[np.uint8]:
    if buffer is None or not length:
        return np.zeros(length, np.uint8)
    first, skip = divmod(offset, 8)
    packed = np.frombuffer(buffer, np.uint8, (skip + length + 7) // 8, first)
    return np.unpackbits(packed, count=skip + length, bitorder="little")[skip:]


def lengths(array: pa.Array) -> tuple[Ints, Flags | None]:
    """How many each list has, 0 where there is no list; and where there is one."""
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        form = np.dtype(np.int32 if pa.types.is_list(array.type) else np.int64)
        buffer = array.buffers()[1]
        count = np.zeros(len(array), np.int64)
        if buffer is not None and len(array):
            ends = np.frombuffer(buffer, form, len(array) + 1, array.offset * form.itemsize)
            np.subtract(ends[1:], ends[:-1], out=count)
        has = given(array)
    else:
        held, has = numbers(pc.list_value_length(array))
        count = held.astype(np.int64)
    if has is not None:
        count *= has
    return count, has
