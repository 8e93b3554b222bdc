"""Writing what a command was asked to write: all of it or nothing, and never over what somebody else needs."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from tempfile import mkdtemp


def in_use(name: str | Path) -> bool:
    """Whether something has this name; False also for a name that no file can have."""
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def same_file(one: str | Path, other: str | Path) -> bool:
    """Whether two names are of one file, be it there yet or not."""
    try:
        return Path(one).resolve() == Path(other).resolve() or Path(one).samefile(other)
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links that lead in a ring, up to Python 3.12
        return False


def write_whole(name: str | Path, content: bytes) -> None:
    """Write a file. When it cannot be written, what stood there before stands there still.

    Raises:
        OSError: the file cannot be written.
        ValueError: no file can have the name.

    """
    path = Path(name)
    if in_use(path) and not path.is_file():  # a pipe or a device cannot be put in place of another
        path.write_bytes(content)
        return
    try:
        path = path.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, "") from error
    folder = Path(mkdtemp(prefix=".reiseregel-", dir=path.parent))
    try:
        written = folder / path.name
        written.write_bytes(content)
        if path.exists():
            with path.open("ab"):  # a file that may not be written is not replaced either
                shutil.copymode(path, written)
        written.replace(path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
