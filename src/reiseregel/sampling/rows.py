"""Decision rows as `reiseregel batch` writes them, and signals as `reiseregel kontroll` does → cases, row by row.

A row may also be your own: `id` instead of `sak`, and `egenerklaerte_fakta`, the number of facts the answer stands on
that the patient stated. What a row leaves out is not known.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from reiseregel.errors import Text
from reiseregel.identifiers import looks_like_identifier
from reiseregel.sampling.model import SEVERITIES, Case, SamplingStop

#: Outcomes of what is not decided yet: nothing to check.
OPEN: Final = frozenset({"mangler_opplysninger", "til_vurdering"})
#: A signal about one journey of a claim has several ids with `/` between, the claim first.
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}(?:/[A-Za-z0-9_-]{1,64}){0,5}\Z")
_COLUMNS: Final = ("id", "sak", "utfall", "beloep_oere", "kan_automatiseres", "egenerklaerte_fakta")
_FORMS: Final = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
_MOST_OERE: Final = 10**12
_LONGEST: Final = 64 << 20
_ROWS: Final = 8192

MESSAGES: Final[dict[str, Text]] = {
    "utvalg.json": Text(
        "Linjen er ikke et JSON-objekt.", "Linja er ikkje eit JSON-objekt.", "The line is not a JSON object."
    ),
    "utvalg.id": Text(
        "Raden må ha «sak» eller «id»: 1 til 64 bokstaver, tall, bindestreker og understreker, ikke et fødselsnummer.",
        "Rada må ha «sak» eller «id»: 1 til 64 bokstavar, tal, bindestrekar og understrekar, ikkje eit fødselsnummer.",
        "The row must have «sak» or «id»: 1 to 64 letters, digits, hyphens, underscores, not a national id.",
    ),
    "utvalg.verdi": Text(
        "Raden har en verdi av feil slag. Beløp er hele øre, ja og nei er true og false.",
        "Rada har ein verdi av feil slag. Beløp er heile øre, ja og nei er true og false.",
        "The row has a value of the wrong kind. Amounts are whole øre, yes and no are true and false.",
    ),
    "utvalg.signal": Text(
        "Linjen er ikke et signal med «subjekt» og «alvor».",
        "Linja er ikkje eit signal med «subjekt» og «alvor».",
        "The line is not a signal with «subjekt» and «alvor».",
    ),
}


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that cannot be used, by the number an editor gives it."""

    row: int
    code: str


class BadRow(Exception):
    """Why a row cannot be used."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


Told = Callable[[RowFault], None]


@dataclass(slots=True)
class Signals:
    """The most severe signal of each subject, and of each case: for a journey of a claim, the claim.

    One that may hold, but is not sure, counts as low.
    """

    severity: dict[str, int] = field(default_factory=dict)
    of_case: dict[str, int] = field(default_factory=dict)
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases in a file of rows, or (no path) the subjects of the signals. Can be gone through several times.

    `key` is the column with the id, where it is called something else than `id` or `sak`.
    """

    path: Path | None
    signals: Signals
    key: str = ""

    def read(self, told: Told, still_open: Callable[[], None]) -> Iterator[Case]:
        """Each decided case; a row with a fault goes to `told`, one that is not decided to `still_open`.

        Raises:
            SamplingStop: the file as a whole cannot be read.

        """
        if self.path is None:
            for name, severity in self.signals.severity.items():
                yield Case(name, 0, severity=severity)
            return
        try:
            for number, row in _rows(self.path, self.key):
                try:
                    if isinstance(row, BadRow):
                        raise row
                    if row.get("utfall") in OPEN:
                        still_open()
                        continue
                    yield self._case(row)
                except BadRow as bad:
                    told(RowFault(number, bad.code))
        except (OSError, UnicodeDecodeError, csv.Error):
            raise SamplingStop("Filen med saker kan ikke leses til ende.") from None

    def _case(self, row: Mapping[str, Any]) -> Case:
        name = case_id(row, self.key)
        amount, automatic = row.get("beloep_oere"), row.get("kan_automatiseres")
        stated = row.get("egenerklaerte_fakta")
        wrong = not (
            _is_whole(amount) and (automatic is None or isinstance(automatic, bool)) and (_is_whole(stated, least=0))
        )
        if wrong:
            raise BadRow("utvalg.verdi")
        return Case(
            name,
            abs(amount or 0),
            automatic,
            None if stated is None else stated > 0,
            self.signals.of_case.get(name, 0),
        )


def _is_whole(value: Any, least: int = -_MOST_OERE) -> bool:
    return value is None or (type(value) is int and least <= value <= _MOST_OERE)


def case_id(row: Mapping[str, Any], key: str = "") -> str:
    """What a row is called: its `key`, or its `id`, or the number it has in a run of `batch`. Raises BadRow."""
    name = row.get(key or "id")
    if name is None and not key:
        name = row.get("sak")
    if type(name) is int and name >= 0:
        return str(name)
    if not isinstance(name, str) or not _ID.match(name) or any(map(looks_like_identifier, name.split("/"))):
        raise BadRow("utvalg.id")
    return name


def find(source: str | None, signals: Signals, key: str = "") -> Cases:
    """The cases of a folder from `batch` or of a file; without one, the subjects of the signals.

    Raises:
        SamplingStop: there is no such file, or not of a known form.

    """
    if source is None:
        return Cases(None, signals)
    path = Path(source)
    try:
        if path.is_dir():
            inside = [path / f"saker.{form}" for form in ("parquet", "jsonl", "csv")]
            found = [file for file in inside if file.is_file()]
            if len(found) != 1:
                raise SamplingStop("Mappen har ingen fil med saker fra «batch», eller flere.", 2)
            return Cases(found[0], signals, key)
        known = path.is_file() and path.suffix.lower() in _FORMS
    except (OSError, ValueError):
        known = False
    if not known:
        raise SamplingStop("Oppgi en mappe fra «batch», eller en fil som heter .jsonl, .csv eller .parquet.", 2)
    return Cases(path, signals, key)


def read_signals(names: tuple[str, ...], told: Told) -> Signals:
    """The signals in files of `reiseregel kontroll`. Raises SamplingStop when one cannot be read."""
    found = Signals()
    for name in names:
        try:
            for number, row in json_rows(Path(name)):
                found.lines += 1
                try:
                    _add_signal(found, row)
                except BadRow as bad:
                    told(RowFault(number, bad.code))
        except (OSError, ValueError):
            raise SamplingStop("Filen med signaler kan ikke leses. Se at navnet er riktig.", 2) from None
    return found


def _add_signal(found: Signals, row: Mapping[str, Any] | BadRow) -> None:
    if isinstance(row, BadRow):
        raise row
    subject, severity = row.get("subjekt"), row.get("alvor")
    if not isinstance(severity, str) or severity not in SEVERITIES:
        raise BadRow("utvalg.signal")
    try:
        name = case_id({"id": subject})
    except BadRow:
        raise BadRow("utvalg.signal") from None
    level = SEVERITIES[severity] if row.get("sikkert", True) is True else SEVERITIES["lav"]
    found.severity[name] = max(found.severity.get(name, 0), level)
    case = name.partition("/")[0]
    found.of_case[case] = max(found.of_case.get(case, 0), level)


# --- rows of each form ---


Row = tuple[int, Mapping[str, Any] | BadRow]


def _rows(path: Path, key: str) -> Iterator[Row]:
    form = _FORMS[path.suffix.lower()]
    return json_rows(path) if form == "jsonl" else _csv_rows(path, key) if form == "csv" else _parquet_rows(path, key)


def json_rows(path: Path) -> Iterator[Row]:
    """Each line that is not blank, by number from 1: the object, or why there is none."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(_LONGEST):
            number += 1
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                found = None
            yield number, found if isinstance(found, dict) else BadRow("utvalg.json")


def _csv_rows(path: Path, key: str = "") -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        separator = ";" if first.count(";") > first.count(",") else ","
        header = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
        if not ({key} if key else {"sak", "id"}) & set(header) or len(set(header)) != len(header):
            raise SamplingStop(
                "Første linje i CSV-filen må ha kolonnen med id-en («sak» eller «id»), og hver kolonne én gang."
            )
        rows = csv.reader(file, delimiter=separator)
        for cells in rows:
            if cells:
                yield rows.line_num + 1, _typed(dict(zip(header, cells, strict=False)))


_TRUTH: Final = {"true": True, "false": False}
#: Columns of a row of results as well.
_TYPED: Final = {"sak": int, "beloep_oere": int, "egenerklaerte_fakta": int, "feil_oere": int}


def _typed(cells: Mapping[str, str]) -> Mapping[str, Any] | BadRow:
    found: dict[str, Any] = {}
    for name, cell in ((name, cell.strip()) for name, cell in cells.items()):
        if not cell:
            continue
        if name in ("kan_automatiseres", "feil"):
            found[name] = _TRUTH.get(cell, cell)
        elif name in _TYPED:
            try:
                found[name] = int(cell)
            except ValueError:
                return BadRow("utvalg.verdi")
        else:
            found[name] = cell
    return found


def _parquet_rows(path: Path, key: str) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from reiseregel.batch.python_rows import python_rows

    try:
        with pq.ParquetFile(path) as file:
            columns = [name for name in dict.fromkeys((*_COLUMNS, key)) if name in file.schema_arrow.names]
            number = 0
            for batch in file.iter_batches(_ROWS, columns=columns):
                for row in python_rows(batch):
                    number += 1
                    yield number, BadRow("utvalg.verdi") if row is None else row
    except pa.ArrowException:
        raise SamplingStop("Filen med saker er ikke slik «batch» skriver den.") from None


def result_rows(path: Path) -> Iterator[Row]:
    """Rows of what was checked: JSONL, or CSV."""
    return _csv_rows(path) if path.suffix.lower() == ".csv" else json_rows(path)
