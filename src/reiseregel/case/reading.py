"""JSON text -> plain data, or every fault that keeps it from being read.

Stricter than JSON where JSON leaves room for surprise: UTF-8 only, no key twice, whole numbers only (`1.0` and `1e3`
are refused), no NaN, limits on size, depth and text. A Python value goes the same way and is judged as its JSON would
be. What comes out is a fresh tree of exactly dict, list, str, int, bool and None. Nothing is known here of claims.
"""

from __future__ import annotations

import json
import re
from collections.abc import Set
from math import isfinite
from typing import Final

from reiseregel.case.messages import fault
from reiseregel.case.shapes import MAX_BYTES, MAX_DEPTH, MAX_FAULTS, MAX_INTEGER, MAX_STRING
from reiseregel.errors import Fault

Read = tuple[object | None, tuple[Fault, ...]]

_BOM: Final = b"\xef\xbb\xbf"
_OTHER_UNICODE: Final = (b"\xff\xfe", b"\xfe\xff")
#: A whole string (the closing quote may be missing: the parser will say so), or a bracket. Linear on any text.
_NESTING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{\]}]', re.DOTALL)
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_INTEGER_DIGITS: Final = len(str(MAX_INTEGER))


def read_json(data: bytes | str, names: Set[str] = frozenset()) -> Read:
    """The value `data` holds and no faults; or None and every fault, with a pointer to each.

    A pointer stops above the first key that is not in `names`: another key may be anything, a person's name too.
    """
    text = _decoded(data)
    if isinstance(text, Fault):
        return None, (text,)
    if not text.strip(" \t\r\n"):
        return None, (fault("", "json.tom"),)
    if _nested_too_deep(text):
        return None, (_too_deep(),)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=lambda _: 0.5,  # any float will do: it is refused, whatever its value
            parse_constant=lambda _: float("nan"),
        )
    except json.JSONDecodeError as error:
        return None, (fault("", "json.syntaks", linje=error.lineno, kolonne=error.colno),)
    return read_value(value, names)


def read_value(value: object, names: Set[str] = frozenset()) -> Read:
    """A fresh copy of `value` and no faults, when JSON could say the same; or None and every fault. See `read_json`."""
    copier = _Copier(names)
    try:
        copy = copier.copy(value, "", shown=True, depth=1)
    except _Beyond as limit:
        return None, (limit.fault,)
    return (None, tuple(sorted(copier.faults))) if copier.faults else (copy, ())


class _Beyond(Exception):
    """The value is larger or deeper than any document may be; one that holds itself always is. Nothing more is read."""

    def __init__(self, found: Fault) -> None:
        self.fault = found
        super().__init__(found.code)


class _Repeated(dict[str, object]):
    """An object of the text in which some key stood more than once."""


class _Copier:
    """Copies a tree, type by exact type, and notes what JSON as read here cannot say."""

    __slots__ = ("faults", "names", "size")

    def __init__(self, names: Set[str]) -> None:
        self.names = names
        self.faults: set[Fault] = set()
        self.size = 0

    def note(self, pointer: str, code: str, **parts: int | str) -> None:
        if len(self.faults) <= MAX_FAULTS:  # one more than will be shown, so that it is known that there are more
            self.faults.add(fault(pointer, code, **parts))

    def copy(self, value: object, at: str, *, shown: bool, depth: int) -> object:
        """`at` is the pointer to the value, or (not `shown`) to the nearest place above that may be named."""
        self.size += 2  # the least a value and the sign after it take up
        if self.size > MAX_BYTES:
            raise _Beyond(_too_large())
        # The exact types: a subclass may answer one thing here and another later on.
        kind = type(value)
        if kind is str:
            return self.text(value, at)  # type: ignore[arg-type]
        if kind is bool or value is None:
            return value
        if kind is int:
            if abs(value) > MAX_INTEGER:  # type: ignore[arg-type]
                self.note(at, "json.for_stort_tall")
            return value
        if kind in (dict, _Repeated, list):
            if depth > MAX_DEPTH:
                raise _Beyond(_too_deep())
            return self.children(value, at, shown=shown, depth=depth)
        if kind is float:
            self.note(at, "json.desimaltall" if isfinite(value) else "json.ikke_tall")  # type: ignore[arg-type]
        else:
            self.note(at, "json.ukjent_verdi")
        return None

    def children(self, value: object, at: str, *, shown: bool, depth: int) -> object:
        if isinstance(value, list):
            return [
                self.copy(item, f"{at}/{index}" if shown else at, shown=shown, depth=depth + 1)
                for index, item in enumerate(value)
            ]
        assert isinstance(value, dict)
        if type(value) is _Repeated:
            self.note(at, "json.dobbel_noekkel")
        result = {}
        for key, item in value.items():
            if type(key) is not str:
                self.note(at, "json.noekkel_ikke_tekst")
                continue
            self.text(key, at)
            known = shown and key in self.names
            result[key] = self.copy(item, f"{at}/{key}" if known else at, shown=known, depth=depth + 1)
        return result

    def text(self, value: str, at: str) -> str:
        self.size += len(value)
        if len(value) > MAX_STRING:
            self.note(at, "json.for_lang_tekst", hoeyst=MAX_STRING)
        if not value.isascii() and _LONE_SURROGATE.search(value):
            self.note(at, "json.ugyldig_tegn")
        return value


def _too_large() -> Fault:
    return fault("", "json.for_stor", hoeyst=MAX_BYTES >> 20)


def _too_deep() -> Fault:
    return fault("", "json.for_dyp", hoeyst=MAX_DEPTH)


def _decoded(data: bytes | str) -> str | Fault:
    if len(data) > MAX_BYTES:
        return _too_large()
    if isinstance(data, str):
        if len(data.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            return _too_large()
        return fault("", "json.bom") if data.startswith("\ufeff") else data
    if data.startswith(_BOM):
        return fault("", "json.bom")
    # UTF-16 and UTF-32 without a mark have zero bytes among the first four (RFC 4627 § 3).
    if data.startswith(_OTHER_UNICODE) or b"\0" in data[:4]:
        return fault("", "json.koding")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return fault("", "json.koding")


def _nested_too_deep(text: str) -> bool:
    """Counted before parsing, so that no nesting can exhaust the stack of the parser."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for match in _NESTING.finditer(text):
        sign = match[0]
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif sign in "]}":
            depth -= 1
    return False


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    return result if len(result) == len(pairs) else _Repeated(result)


def _integer(digits: str) -> int:
    # Long ones are not converted: Python refuses above some thousand digits, and is slow below that.
    return int(digits) if len(digits) <= _INTEGER_DIGITS + 1 else MAX_INTEGER + 1
