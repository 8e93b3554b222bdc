"""A folder for what can always be made again, that only this user can read or write.

Nothing here ever fails: what cannot be read is not there, and what cannot be written is left out. What lies in a folder
or a file that others could have written is not there either.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

#: The folder to use instead of the system's own for caches; empty turns the cache off.
VARIABLE = "REISEREGEL_CACHE"
#: So many files are kept: one is in use, the others are from rules or programs that somebody may go back to.
KEPT = 16


def cache_folder() -> Path | None:
    """Where files are kept; None when the cache is off, or nobody can say where."""
    base = _base()
    return base / "reiseregel" if base is not None and base.is_absolute() else None


def read_cached(name: str) -> bytes | None:
    """The content of one file; None when there is none that can be trusted."""
    folder = cache_folder()
    try:
        if folder is None or not _private(folder.lstat(), stat.S_IFDIR):
            return None
        with (folder / name).open("rb") as file:
            return file.read() if _private(os.fstat(file.fileno()), stat.S_IFREG) else None
    except OSError:
        return None


def write_cached(name: str, data: bytes) -> None:
    """Write one file, whole or not at all, and remove the oldest when there are many."""
    folder = cache_folder()
    if folder is None:
        return
    with suppress(OSError):
        for part in (folder.parent, folder):  # a home that is missing stays missing
            part.mkdir(mode=0o700, exist_ok=True)
        if _private(folder.lstat(), stat.S_IFDIR):
            _replace(folder / name, data)
            _forget_oldest(folder)


def _base() -> Path | None:
    given = os.environ.get(VARIABLE)
    if given is not None:
        return Path(given) if given else None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", ""))
    try:
        own = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    except RuntimeError:  # no home, and nobody by that number in the list of users
        return None
    wanted = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return wanted if wanted.is_absolute() else own


def _private(found: os.stat_result, kind: int) -> bool:
    """True for a folder or file of this user's that nobody else has any access to."""
    if stat.S_IFMT(found.st_mode) != kind:
        return False
    if sys.platform == "win32":  # the folder for caches is within the user's profile, closed to others from the start
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _replace(path: Path, data: bytes) -> None:
    from tempfile import mkstemp  # not needed by those who only read

    descriptor, name = mkstemp(dir=path.parent)  # 0600 from the start
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[KEPT:]:
        path.unlink(missing_ok=True)
