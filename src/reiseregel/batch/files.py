"""Files of a run, written whole under another name and then renamed; of the parts, a marker written last vouches.

Needs nothing beyond Python: `control` uses it too.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reiseregel.batch.model import Form

CASE_FILE, POST_FILE, FAULT_FILE = "saker", "poster", "feil"


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk that is decided and written: what it adds to the summary, and how to know its files and its input again.

    `read` is the digest of the input of a chunk of text. `files` gives size and digest by the name of the output.
    """

    number: int
    rows: int
    read: str
    tally: dict[str, Any]
    files: dict[str, tuple[int, str]]


class PartsFolder:
    """`deler/` where the output goes: the files of each chunk, with a marker written last that vouches for them."""

    def __init__(self, folder: Path, form: Form) -> None:
        self.folder, self.form = folder, form

    def file(self, name: str, number: int) -> Path:
        """Where one output of a chunk is."""
        return self.folder / f"{name}-{number:06d}.{'jsonl' if name == FAULT_FILE else self.form}"

    def marker(self, number: int) -> Path:
        """What says that the chunk is done."""
        return self.folder / f"ferdig-{number:06d}.json"

    def write(self, number: int, rows: int, read: str, tally: dict[str, Any], contents: dict[str, bytes]) -> Done:
        """Write the files of a chunk, and the marker last."""
        files = {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in contents.items()}
        done = Done(number, rows, read, tally, files)
        for name, content in contents.items():
            write_bytes(self.file(name, number), content)
        write_bytes(self.marker(number), json.dumps(asdict(done)).encode())
        return done

    def marked(self, number: int) -> Done:
        """What the marker of a chunk says.

        Raises:
            OSError, ValueError, TypeError, KeyError, AttributeError: there is no marker, or no whole one.

        """
        data = json.loads(self.marker(number).read_bytes())
        return Done(**data | {"files": {name: tuple(item) for name, item in data["files"].items()}})

    def found(self, number: int) -> Done | None:
        """A chunk that is done and whose files are whole; None when it must be decided (again)."""
        try:
            done = self.marked(number)
            whole = all(_known(self.file(name, number), *item) for name, item in done.files.items())
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return done if whole and done.number == number else None


def _known(path: Path, size: int, digest: str) -> bool:
    with path.open("rb") as file:
        return path.stat().st_size == size and hashlib.file_digest(file, "sha256").hexdigest() == digest


# --- whole or not at all ---


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file under a name of its own and give it the right one when it is whole."""
    with replacing(path) as file:
        file.write(content)


class replacing:  # noqa: N801 - used as a function
    """A file that takes its name when the block ends well; otherwise what was there stays."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.{os.getpid()}")

    def __enter__(self) -> BinaryIO:
        self.file = self.temporary.open("wb")
        return self.file

    def __exit__(self, kind: object, *_: object) -> None:
        named = False
        try:
            self.file.close()  # what Python held back is written now, and there may be no room for it
            if kind is None:
                self.temporary.replace(self.path)
                named = True
        finally:
            if not named:
                self.temporary.unlink(missing_ok=True)


def leftovers(folder: Path) -> Iterator[Path]:
    """Files that were being written when a run was killed."""
    for pattern in (
        f".{CASE_FILE}*",
        f".{POST_FILE}*",
        f".{FAULT_FILE}*",
        ".ferdig*",
        ".inn*",
        ".manifest*",
        ".oppsummering*",
    ):
        yield from folder.glob(pattern)
