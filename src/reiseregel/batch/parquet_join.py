"""Parquet files of one schema → one, row group by row group, without writing any of it anew.

A column chunk is the same bytes wherever in a file it lies; only the footer tells where. So the bytes are copied and
the offsets moved: nothing is decoded and encoded again, and only the footers are held in memory.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final

from reiseregel.batch.thrift import LIST, STRUCT, Struct, read_struct, write_struct

_MAGIC: Final = b"PAR1"
_TAIL: Final = 8
# The numbers of the fields in parquet.thrift.
_FILE_SCHEMA, _FILE_ROWS, _FILE_GROUPS = 2, 3, 4
_GROUP_COLUMNS, _GROUP_ROWS, _GROUP_OFFSET, _GROUP_ORDINAL = 1, 3, 5, 7
_CHUNK_OFFSET, _CHUNK_META, _CHUNK_INDEXES = 2, 3, (4, 6)
_META_OFFSETS = (9, 10, 11)
_META_BLOOM = 14
_MOST_ORDINAL: Final = 2**15 - 1


def join(parts: Iterable[Path], out: BinaryIO) -> None:
    """Write one file with the row groups of all parts, in order.

    Raises:
        ValueError: there are no parts, they have not one schema, or they hold page indexes or bloom filters, which are
            not written here.

    """
    whole: Struct | None = None
    groups: list[Struct] = []
    out.write(_MAGIC)
    at = len(_MAGIC)
    for path in parts:
        with path.open("rb") as part:
            footer, size = _footer(part)
            if whole is None:
                whole = footer
            elif footer[_FILE_SCHEMA] != whole[_FILE_SCHEMA]:
                raise ValueError("parts of different schemas")
            part.seek(len(_MAGIC))
            _copy(part, out, size - len(_MAGIC))
        for group in footer[_FILE_GROUPS][1][1]:
            if group[_GROUP_ROWS][1]:
                groups.append(_moved(group, at - len(_MAGIC), len(groups)))
        at += size - len(_MAGIC)
    if whole is None:
        raise ValueError("no parts")
    kind = whole[_FILE_ROWS][0]
    whole[_FILE_ROWS] = (kind, sum(group[_GROUP_ROWS][1] for group in groups))
    whole[_FILE_GROUPS] = (LIST, (STRUCT, groups))
    footer_bytes = write_struct(whole)
    out.write(footer_bytes + len(footer_bytes).to_bytes(4, "little") + _MAGIC)


def _footer(part: BinaryIO) -> tuple[Struct, int]:
    """The footer, and where it begins."""
    end = part.seek(-_TAIL, 2)
    tail = part.read(_TAIL)
    start = end - int.from_bytes(tail[:4], "little")
    if tail[4:] != _MAGIC or start < len(_MAGIC):
        raise ValueError("not a Parquet file")
    part.seek(start)
    return read_struct(part.read(end - start)), start


def _copy(part: BinaryIO, out: BinaryIO, size: int) -> None:
    """Everything before the footer; the footer that comes after is written over by the next part, or by the last."""
    start = out.tell()
    shutil.copyfileobj(part, out, 1 << 20)
    out.seek(start + size)
    out.truncate()


def _moved(group: Struct, by: int, ordinal: int) -> Struct:
    for chunk in group[_GROUP_COLUMNS][1][1]:
        meta: Struct = chunk[_CHUNK_META][1]
        if _META_BLOOM in meta or any(field in chunk for field in _CHUNK_INDEXES):
            raise ValueError("indexes have offsets of their own")
        _move(chunk, (_CHUNK_OFFSET,), by)
        _move(meta, _META_OFFSETS, by)
    _move(group, (_GROUP_OFFSET,), by)
    if _GROUP_ORDINAL in group:
        kind, _ = group.pop(_GROUP_ORDINAL)
        if ordinal <= _MOST_ORDINAL:
            group[_GROUP_ORDINAL] = (kind, ordinal)
    return group


def _move(struct: Struct, fields: Iterable[int], by: int) -> None:
    """Move the offsets that are set: 0 is how some of them say that they are not."""
    for field in fields:
        if field in struct:
            kind, offset = struct[field]
            struct[field] = (kind, offset + by if offset else offset)
