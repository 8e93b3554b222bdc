"""What a run is: input, rules, program and choices. One that goes on must be the same run, or the output is of two."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final

from reiseregel.batch.files import CASE_FILE, FAULT_FILE, POST_FILE, leftovers, write_bytes
from reiseregel.batch.model import FORMS, BatchStop, InputFile, Wanted
from reiseregel.rulebook import RuleBook
from reiseregel.version import ENGINE

MANIFEST: Final = "manifest.json"
PARTS: Final = "deler"
SUMMARY: Final = "oppsummering"
_LOCK: Final = ".laas"
_TAKEN: Final = "En annen kjøring skriver i mappen nå. Vent til den er ferdig."

#: Each part of a manifest, and what is said when it is not as it was.
_DIFFERS: Final = {
    "inn": "inndata er ikke de samme",
    "regler_sha256": "reglene er endret",
    "motor": "programmet er en annen versjon",
    "lesninger": "--lesning er en annen",
    "format": "--format er et annet",
    "spraak": "--spraak er et annet",
}


def describe(inputs: Sequence[InputFile], book: RuleBook, wanted: Wanted) -> dict[str, Any]:
    """The manifest of a run. File names are masked; no time is in it, so that two runs have the same."""
    return {
        "type": "batchmanifest",
        "versjon": 1,
        "inn": described(inputs),
        "regler_sha256": book.digest,
        "motor": ENGINE,
        "lesninger": wanted.readings,
        "format": wanted.form,
        "spraak": wanted.language,
        "rader_i_hver_del": wanted.rows_a_chunk,
        "ferdig": False,
    }


def described(inputs: Sequence[InputFile]) -> list[dict[str, Any]]:
    """The input as a manifest has it."""
    return [
        {"fil": file.name, "format": file.form, "bytes": file.size, "sha256_av_utdrag": file.digest} for file in inputs
    ]


class OutputFolder:
    """The folder that a run writes to, held by one run at a time."""

    #: The files of a run, beside its parts.
    names: Sequence[str] = (
        *(f"{name}.{form}" for name in (CASE_FILE, POST_FILE) for form in FORMS),
        f"{FAULT_FILE}.jsonl",
        f"{SUMMARY}.json",
        f"{SUMMARY}.txt",
        MANIFEST,
    )

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock: BinaryIO | None = None

    @property
    def parts(self) -> Path:
        """Where the parts are until the run is done."""
        return self.path / PARTS

    def open(self) -> None:
        """Make the folder and take it.

        Raises:
            BatchStop: it cannot be written to, or another run has it.

        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self.lock = (self.path / _LOCK).open("wb")
        except (OSError, ValueError):
            raise BatchStop("Mappen for svarene kan ikke lages eller skrives i.") from None
        try:
            import fcntl
        except ImportError:  # Windows: the part files are replaced whole all the same
            return
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.lock.close()
            raise BatchStop(_TAKEN) from None
        # The file may be of a run that ended, and removed it, after it was opened here: then this one holds nothing.
        if not _is_of(self.lock, self.path / _LOCK):
            self.lock.close()
            raise BatchStop(_TAKEN)

    def close(self) -> None:
        """Let go of the folder."""
        if self.lock is not None:
            self._remove_lock(os.name == "posix")  # while it is held still, or another could take what then goes
            self.lock.close()
            self._remove_lock(os.name != "posix")  # where a file that is open cannot be removed

    def _remove_lock(self, now: bool) -> None:
        if now:
            (self.path / _LOCK).unlink(missing_ok=True)

    def manifest(self) -> dict[str, Any] | None:
        """What the folder says that the run there is; None when there is none that can be read."""
        try:
            found = json.loads((self.path / MANIFEST).read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        """Say what the run is, before the first part is written; and that it is done, after the last file is."""
        write_bytes(self.path / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n")

    def ours(self) -> list[Path]:
        """Every file of a run here, done or not."""
        found = [self.path / name for name in self.names if (self.path / name).is_file()]
        return [*found, *([self.parts] if self.parts.is_dir() else [])]

    def clear(self) -> None:
        """Remove what a run left here, and nothing else."""
        # The manifest first: what is left without one is nobody's run to go on with.
        for path in sorted(self.ours(), key=lambda path: path.name != MANIFEST):
            if path != self.parts:
                path.unlink()
        self.clear_parts()

    def clear_parts(self) -> None:
        """Remove the parts and what was being written when a run was killed; nothing that somebody else put there."""
        for path in leftovers(self.path):
            path.unlink()
        if not self.parts.is_dir():
            return
        for pattern in (f"{CASE_FILE}-*", f"{POST_FILE}-*", f"{FAULT_FILE}-*", "ferdig-*", "inn-*", "inn.json"):
            for path in self.parts.glob(pattern):
                path.unlink()
        for path in leftovers(self.parts):
            path.unlink()
        with suppress(OSError):
            self.parts.rmdir()


def _is_of(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def require_same(
    there: dict[str, Any], wanted: dict[str, Any], differs: Mapping[str, str] = MappingProxyType(_DIFFERS)
) -> None:
    """Stop when the run in the folder is another than the one asked for. `differs` has what is said of each part."""
    different = [words for name, words in differs.items() if there.get(name) != wanted[name]]
    if different:
        raise BatchStop(
            f"Kjøringen kan ikke fortsette: {', '.join(different)}. Kjør den ferdig som den var, eller begynn på "
            "nytt med --overskriv."
        )
