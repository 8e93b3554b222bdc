"""What a run of control is, and the folder it writes to: as for `batch`, with files of its own."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from reiseregel.batch import manifest
from reiseregel.batch.manifest import MANIFEST, SUMMARY, described
from reiseregel.batch.model import InputFile
from reiseregel.control.deciding import ExecutorName
from reiseregel.control.features import Queries
from reiseregel.control.signals import ControlBook
from reiseregel.control.store import Engine, files_of
from reiseregel.control.windows import WindowKind
from reiseregel.errors import Language
from reiseregel.version import ENGINE

#: What is raised, what an open fact may raise, the lines with faults; and how the last run went, in which alone there
#: is time and memory.
SIGNALS, UNSETTLED, FAULTS, JOURNAL = "signaler", "uavklart", "feil", "kjoering"
LINES: Final = (SIGNALS, UNSETTLED)

#: Each part of a manifest, and what is said when it is not as it was.
_DIFFERS: Final = {
    "inn": "inndata er ikke de samme",
    "regler_sha256": "reglene er endret",
    "grunnlag_sha256": "spørringene i kontroll/grunnlag er endret",
    "motor": "programmet er en annen versjon",
    "database": "--motor er en annen",
    "vindu": "--vindu er et annet",
    "utfoerer": "--utfoerer er en annen",
    "spraak": "--spraak er et annet",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decides the content of the output, beside the input and the rules. `lines` are read and `facts` decided at a
    time.
    """

    engine: Engine
    window: WindowKind
    executor: ExecutorName
    language: Language
    lines: int
    facts: int


def describe(inputs: Sequence[InputFile], book: ControlBook, queries: Queries, wanted: Wanted) -> dict[str, Any]:
    """The manifest of a run. File names are masked; no time is in it, so that two runs have the same."""
    return {
        "type": "kontrollmanifest",
        "versjon": 1,
        "inn": described(inputs),
        "regler_sha256": book.digest,
        "grunnlag_sha256": queries.digest,
        "motor": ENGINE,
        "database": wanted.engine,
        "vindu": wanted.window,
        "utfoerer": wanted.executor,
        "spraak": wanted.language,
        "linjer_om_gangen": wanted.lines,
        "grunnlag_om_gangen": wanted.facts,
        "ferdig": False,
    }


#: Stop when the run in the folder is another than the one asked for.
require_same = partial(manifest.require_same, differs=_DIFFERS)


class OutputFolder(manifest.OutputFolder):
    """The folder of a run of control; everything else in it is left alone."""

    names = (
        *(f"{name}.jsonl" for name in (*LINES, FAULTS)),
        f"{SUMMARY}.json",
        f"{SUMMARY}.txt",
        f"{JOURNAL}.json",
        MANIFEST,
    )

    def clear_parts(self) -> None:
        for path in self.path.glob(".*.[0-9]*"):
            if path.name.startswith(tuple(f".{name}." for name in (*LINES, FAULTS, SUMMARY, JOURNAL, "manifest"))):
                path.unlink()
        if not self.parts.is_dir():
            return
        # The markers first: what is left without them is decided again.
        for pattern in ("ferdig-*", *(f"{name}-*" for name in LINES), ".*-*.[0-9]*"):
            for path in self.parts.glob(pattern):
                path.unlink()
        for path in files_of(self.parts):
            path.rmdir() if path.is_dir() else path.unlink()
        with suppress(OSError):
            self.parts.rmdir()
