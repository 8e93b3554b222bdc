"""What the file system says of files, without reading one: as long as it says the same, they hold the same.

A stamp is made of the name, size, number on the disk, and times of change of each file. A file that was replaced has
another number or another time; one that was written to has a later time, unless both happened in one tick of the clock.
So a stamp is settled, and may stand for the content, when every file in it has been left alone for a while.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: How long (in nanoseconds) a file must have been left alone: many times the coarsest clock of a file system in use.
_A_WHILE: Final = 3_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """`digest` (SHA-256, hexadecimal) of what was seen, at `taken`; `newest` is the last change of any file in it.

    Both are nanoseconds since 1970.
    """

    digest: str
    taken: int
    newest: int

    @property
    def settled(self) -> bool:
        """Whether files with this stamp can only hold what they held when it was taken."""
        return self.newest + _A_WHILE < self.taken


def stamp_of(folders: Iterable[Path], files: Iterable[Path] = (), also: Iterable[str] = ()) -> Stamp | None:
    """The stamp of every file below some folders, of some more files, and of texts that matter as much.

    None when it cannot be taken: something is missing, or what is in a folder stands elsewhere.
    """
    taken, newest = time.time_ns(), 0
    seen = [str(text) for text in also]
    try:
        for name, found in [*_below(folders), *((str(path), path.stat()) for path in files)]:
            newest = max(newest, found.st_mtime_ns, found.st_ctime_ns)
            parts = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)
            seen.append(f"{name}\0{parts}")
    except (OSError, _Elsewhere):
        return None
    text = "\0\0".join(seen).encode(errors="surrogateescape")
    return Stamp(hashlib.sha256(text).hexdigest(), taken, newest)


class _Elsewhere(Exception):
    """A link to a folder: what is behind it could change unseen."""


def _below(folders: Iterable[Path]) -> Iterator[tuple[str, os.stat_result]]:
    for folder in folders:
        yield from sorted(_files(os.fspath(folder)), key=lambda item: item[0])


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":  # made from the sources beside it
                    yield from _files(entry.path)
            elif entry.is_symlink() and entry.is_dir():
                raise _Elsewhere
            else:
                yield entry.path, entry.stat()
