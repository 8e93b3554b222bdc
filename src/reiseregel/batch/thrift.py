"""The compact protocol of Thrift, as far as the footer of a Parquet file needs it: read whole, and written back.

A struct is a dict from field number to (type, value), a list (type of its items, items). What a field means is not
known here, so that one that a later version of Parquet adds is kept as it is.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Struct: TypeAlias = dict[int, tuple[int, Any]]

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
_NUMBERS = (I16, I32, I64)


def read_struct(data: bytes) -> Struct:
    """The struct that `data` begins with."""
    return _Reader(data).struct()


def write_struct(struct: Struct) -> bytes:
    """The bytes of a struct, its fields in rising order."""
    out = bytearray()
    _write_struct(out, struct)
    return bytes(out)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def varint(self) -> int:
        result = shift = 0
        while True:
            byte = self.byte()
            result |= (byte & 0x7F) << shift
            if byte < 0x80:
                return result
            shift += 7

    def number(self) -> int:
        zigzag = self.varint()
        return (zigzag >> 1) ^ -(zigzag & 1)

    def raw(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]

    def struct(self) -> Struct:
        found: Struct = {}
        field = 0
        while header := self.byte():
            field = field + (header >> 4) if header >> 4 else self.number()
            kind = header & 0x0F
            found[field] = (kind, None if kind in (TRUE, FALSE) else self.value(kind))
        return found

    def value(self, kind: int) -> Any:
        if kind in _NUMBERS:
            return self.number()
        if kind == BINARY:
            return self.raw(self.varint())
        if kind == STRUCT:
            return self.struct()
        if kind in (LIST, SET):
            header = self.byte()
            size = header >> 4 if header >> 4 < 15 else self.varint()
            return header & 0x0F, [self.value(header & 0x0F) for _ in range(size)]
        if kind == DOUBLE:
            return self.raw(8)
        if kind == MAP:
            raise ValueError("a footer has no maps")
        return self.byte()  # a byte, or yes or no in a list


def _write_varint(out: bytearray, number: int) -> None:
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def _write_number(out: bytearray, number: int) -> None:
    _write_varint(out, number << 1 if number >= 0 else (-number << 1) - 1)


def _write_struct(out: bytearray, struct: Struct) -> None:
    last = 0
    for field, (kind, value) in sorted(struct.items()):
        if 0 < field - last < 16:
            out.append((field - last) << 4 | kind)
        else:
            out.append(kind)
            _write_number(out, field)
        last = field
        if kind not in (TRUE, FALSE):
            _write_value(out, kind, value)
    out.append(0)


def _write_value(out: bytearray, kind: int, value: Any) -> None:
    if kind in _NUMBERS:
        _write_number(out, value)
    elif kind == BINARY:
        _write_varint(out, len(value))
        out += value
    elif kind == STRUCT:
        _write_struct(out, value)
    elif kind in (LIST, SET):
        item, values = value
        out.append(min(len(values), 15) << 4 | item)
        if len(values) >= 15:
            _write_varint(out, len(values))
        for one in values:
            _write_value(out, item, one)
    elif kind == DOUBLE:
        out += value
    else:
        out.append(value)
