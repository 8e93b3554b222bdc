"""Where the decisions are: folders of `batch`, files of answers, and folders of either. Each is read once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reiseregel.identifiers import mask
from reiseregel.statistics.model import FAULT_IN_INPUT, StatisticsStop
from reiseregel.statistics.register import is_id

_MANIFEST: Final = "manifest.json"
_FORMS: Final = ("parquet", "csv", "jsonl")
_SUFFIXES: Final = (".jsonl", ".ndjson")
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file to read. `name` is that of the run, or of a file of answers (masked); `identity` tells its content."""

    name: str
    identity: str
    path: Path
    form: str
    is_run: bool
    input: str = ""

    @property
    def shown(self) -> str:
        """What a fault in it is told of."""
        return mask(f"{self.name}/{self.path.name}") if self.is_run else self.name


@dataclass(frozen=True, slots=True)
class Sources:
    """What to read, in an order that follows content and names only; how many were given more than once."""

    all: tuple[Source, ...]
    repeated: int

    @property
    def runs(self) -> tuple[str, ...]:
        """The names of the runs."""
        return tuple(source.name for source in self.all if source.is_run)


def find(arguments: Iterable[str]) -> Sources:
    """The sources of a command: `STI` or `NAVN=STI` each.

    Raises:
        StatisticsStop: something cannot be read or is not whole, or two runs cannot be told apart.

    """
    found = sorted(source for argument in arguments for source in _of_argument(argument))
    once: dict[str, Source] = {}
    for source in found:
        once.setdefault(source.identity, source)
    kept = sorted(once.values())
    runs = [source for source in kept if source.is_run]
    if len({run.input for run in runs}) != len(runs):
        raise StatisticsStop(
            "To av kjøringene har avgjort de samme dokumentene, med ulike regler, lesninger eller programmer. Ta med "
            "én av dem."
        )
    if len({run.name for run in runs}) != len(runs):
        raise StatisticsStop("To kjøringer har samme navn. Gi dem navn med NAVN=MAPPE.")
    if not kept:
        raise StatisticsStop("Det er ingen svar der. Oppgi mapper fra «batch», eller JSONL fra «vurder».")
    return Sources(tuple(kept), len(found) - len(kept))


def _of_argument(argument: str) -> Iterator[Source]:
    name, separator, rest = argument.partition("=")
    try:
        if separator and not Path(argument).exists():
            if not is_id(name):
                raise StatisticsStop("Navnet på en kjøring må være 1 til 64 tegn av A–Z, a–z, 0–9, «_» og «-».")
            yield _run(Path(rest), name)
            return
        yield from _of_path(Path(argument))
    except (OSError, ValueError):
        raise _unreadable() from None


def _of_path(path: Path) -> Iterator[Source]:
    if path.is_dir():
        if (path / _MANIFEST).is_file():
            yield _run(path, path.resolve().name)
            return
        for below in sorted(path.iterdir()):
            if below.name.startswith((".", "_")):
                continue
            if below.is_dir() and (below / _MANIFEST).is_file():
                yield _run(below, below.name)
            elif below.is_file() and below.suffix.lower() in _SUFFIXES:
                yield _answers(below)
        return
    if path.suffix.lower() not in _SUFFIXES:
        if path.exists():
            raise StatisticsStop("Svar er en mappe fra «batch», eller en fil som heter .jsonl eller .ndjson.")
        raise _unreadable()
    yield _answers(path)


def _run(folder: Path, name: str) -> Source:
    try:
        manifest: Any = json.loads((folder / _MANIFEST).read_bytes())
        inputs = [(file["bytes"], file["sha256_av_utdrag"]) for file in manifest["inn"]]
        made = [manifest[key] for key in ("regler_sha256", "motor", "lesninger")]
        whole, form = manifest["ferdig"] is True, manifest["format"]
    except (OSError, ValueError, LookupError, TypeError):
        raise StatisticsStop("Mappen er ikke en mappe med svar fra «batch».", FAULT_IN_INPUT) from None
    path = folder / f"saker.{form}"
    if not whole or form not in _FORMS or not path.is_file():
        raise StatisticsStop(
            "En kjøring er ikke ferdig, eller filen med saker er borte. Kjør «batch» med --fortsett først.",
            FAULT_IN_INPUT,
        )
    return Source(name, _digest([inputs, made]), path, form, is_run=True, input=_digest(inputs))


def _answers(path: Path) -> Source:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return Source(mask(path.name), digest.hexdigest(), path, "jsonl", is_run=False)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _unreadable() -> StatisticsStop:
    return StatisticsStop("En fil eller mappe kan ikke leses. Se at navnet er riktig, og at du har tilgang.")


def register_paths(names: Sequence[str]) -> list[Path]:
    """The files of the register in an order that follows content and names only, each once. Raises StatisticsStop."""
    found: dict[str, Path] = {}
    for name in names:
        path = Path(name)
        if path.suffix.lower() not in (".csv", *_SUFFIXES):
            raise StatisticsStop("Registeret må hete .csv, .jsonl eller .ndjson.")
        try:
            source = _answers(path)
        except (OSError, ValueError):
            raise _unreadable() from None
        found.setdefault(f"{source.name}\0{source.identity}", path)
    return [found[key] for key in sorted(found)]
