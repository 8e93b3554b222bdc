"""What stands around the facts of documents in Arrow: the envelope, the assessments and the sources."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reiseregel.case import shapes
from reiseregel.columns import arrow_values
from reiseregel.columns.frames import Flags, Ints
from reiseregel.columns.layout import ASSESSMENTS
from reiseregel.columns.parts import Pointing

#: The keys of assessments and sources that are one of a few words: key → the words.
_WORDS = {"rolle": shapes.ASSESSMENT_ROLES, "kilde": shapes.SOURCE_KINDS}
_PATTERNS = {
    "faktum": shapes.POINTER_PATTERN,
    "referanse": shapes.REFERENCE_PATTERN,
    "tidspunkt": shapes.TIME_PATTERN,
    "begrunnelse_sha256": shapes.HASH_PATTERN,
}


def envelope_faults(array: pa.Array) -> Flags:
    """In which documents the envelope is not of the right shape."""
    wrong = np.zeros(len(array), np.bool_)
    if not pa.types.is_struct(array.type):
        return wrong
    for number in range(array.type.num_fields):
        label = _text(array.field(number))
        if label is None:
            continue
        try:
            label.validate(full=True)
        except (pa.ArrowInvalid, UnicodeDecodeError):  # not UTF-8 somewhere: the scalar check finds where
            return np.ones(len(array), np.bool_)
        length, has = arrow_values.numbers(pc.utf8_length(label))
        wrong |= (length > shapes.MAX_ENVELOPE_STRING) & (True if has is None else has)
    return wrong


def pointing(array: pa.Array | None, part: str, refused: Flags) -> Pointing | None:
    """The items of `vurderinger` or `kilder` (`part`) of every document; None when there are none.

    A document with an item of the wrong shape is marked in `refused`, and its items are left out.
    """
    if array is None or array.null_count == len(array):
        return None
    is_assessment = part == ASSESSMENTS
    count, _ = arrow_values.lengths(array)
    refused |= count > (shapes.MAX_ASSESSMENTS if is_assessment else shapes.MAX_SOURCES)
    document = np.repeat(np.arange(len(count), dtype=np.int64), count)
    items = array.flatten()
    if not len(items):
        return None
    wrong = _wrong_items(items, shapes.ASSESSMENT_KEYS if is_assessment else shapes.SOURCE_KEYS, is_assessment)
    moments = _Moments(items) if is_assessment else None
    if moments is not None:
        wrong |= moments.wrong
    refused[document[wrong]] = True
    stay = np.flatnonzero(~refused[document])
    if not len(stay):
        return None
    if len(stay) < len(items):
        items, document = items.take(pa.array(stay)), document[stay]
        moments = _Moments(items) if is_assessment else None
    return _pointing(items, document, moments)


def _pointing(items: pa.StructArray, document: Ints, moments: _Moments | None) -> Pointing:
    (pointer, _), texts = arrow_values.distinct(items.field("faktum"))
    pointers = [(text or b"").decode("utf-8", "replace") for text in arrow_values.as_bytes(texts)]
    place = items.type.get_field_index("referanse")
    references = _text(items.field(place)) if place >= 0 else None
    found = Pointing(document, pointer.astype(np.int64), pointers, references)
    if moments is not None:
        found.moments, found.moment_item = moments.values, moments.item
        reasons = _text(items.field("begrunnelse_sha256"))
        found.reasonless = _flags(pc.equal(reasons, pa.scalar(shapes.HASH_OF_NOTHING, pa.large_string())))
    return found


def _wrong_items(items: pa.Array, keys: Sequence[str], is_assessment: bool) -> Flags:
    """Which items lack a key, or have a value of the wrong shape; the momenter apart."""
    if not pa.types.is_struct(items.type):
        return np.ones(len(items), np.bool_)
    has = arrow_values.given(items)
    wrong = np.zeros(len(items), np.bool_) if has is None else ~has
    present = {items.type.field(number).name: items.field(number) for number in range(items.type.num_fields)}
    for key in keys:
        if key == "momenter":
            continue
        required = is_assessment or key != "referanse"
        text = _text(present[key]) if key in present else None
        if text is None:
            wrong |= required
        elif key in _WORDS:
            held, given = arrow_values.codes(present[key], [word.encode() for word in _WORDS[key]])
            wrong |= (held < 0) | (held >= len(_WORDS[key])) | (False if given is None else ~given)
        else:
            fits = pc.match_substring_regex(text, _PATTERNS[key])
            wrong |= ~_flags(pc.fill_null(fits, not required))
            if key == "faktum":
                wrong |= _flags(pc.greater(pc.fill_null(pc.binary_length(text), 0), shapes.MAX_POINTER))
    return wrong


class _Moments:
    """The momenter of each assessment: `values`, the `item` each stands in, and which items have a wrong list."""

    def __init__(self, items: pa.Array) -> None:
        self.values: Ints = np.zeros(0, np.int64)
        self.item: Ints = np.zeros(0, np.int64)
        self.wrong: Flags = np.ones(len(items), np.bool_)
        place = items.type.get_field_index("momenter") if pa.types.is_struct(items.type) else -1
        if place < 0 or not arrow_values.is_list(items.type.field(place).type):
            return
        lists = items.field(place)
        count, has = arrow_values.lengths(lists)
        self.wrong = (count > shapes.MAX_MOMENTS) | (False if has is None else ~has)
        held = lists.flatten()
        self.item = np.repeat(np.arange(len(count), dtype=np.int64), count)
        if pa.types.is_null(held.type):
            self.wrong[self.item] = True
        elif len(held):
            values, given = arrow_values.numbers(held)
            outside = (values < 0) | (values > shapes.MAX_MOMENT)
            self.wrong[self.item[outside if given is None else outside | ~given]] = True
            self.values = values.astype(np.int64)


def _text(array: pa.Array) -> pa.Array | None:
    """Text as large strings; None when nothing is given."""
    if array.null_count == len(array):
        return None
    if not pa.types.is_dictionary(array.type):
        return array.cast(pa.large_string())
    (places, has), texts = arrow_values.distinct(array)
    # What lies under an object that is null may be no place in the dictionary.
    there = places < len(texts) if has is None else has & (places < len(texts))
    return texts.cast(pa.large_string()).take(pa.array(np.where(there, places, 0), pa.int64(), mask=~there))


def _flags(array: pa.Array) -> Flags:
    held, _ = arrow_values.booleans(array)
    return held.view(np.bool_)
