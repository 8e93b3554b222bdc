"""The table that goes with the decisions: health trust, channel, days and costs, by document (docs/statistikk.md)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from reiseregel.identifiers import mask
from reiseregel.statistics.lines import csv_rows, json_rows
from reiseregel.statistics.measures import Measures
from reiseregel.statistics.model import UNKNOWN, BadRow, Beside, RowFault, Seen, row_fault
from reiseregel.statistics.store import BY_ID, WHOLE, Key, Store

COLUMNS: Final = frozenset(
    ("id", "kjoering", "sak", "helseforetak", "kanal", "grunnlag", "mottatt", "avgjort", "kostnad_oere")
)
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_WHOLE: Final = re.compile(r"(0|[1-9][0-9]{0,14})\Z")
_DAY: Final = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}\Z")
_MOST: Final = 10**15


def is_id(value: object) -> bool:
    """Whether it may be the id of a document: opaque, and no national id inside."""
    return isinstance(value, str) and _ID.match(value) is not None and mask(value) == value


def read_register(
    paths: Sequence[Path], store: Store, measures: Measures, trusts: Collection[str], runs: Sequence[str], seen: Seen
) -> Iterator[RowFault]:
    """Keep each row in the store; what cannot be kept comes out. `runs` are the names of the runs that are read."""
    rows = _Rows(measures, trusts, runs)
    for path in paths:
        name = mask(path.name)
        is_csv = path.suffix.lower() == ".csv"
        for number, found in csv_rows(path, COLUMNS) if is_csv else json_rows(path):
            try:
                if isinstance(found, BadRow):
                    raise found
                key, row = rows.read(found, typed=not is_csv)
                if not store.put(key, row):
                    raise BadRow("register.brukt")
                seen.register_rows += 1
            except BadRow as bad:
                yield row_fault(name, number, bad.code)


class _Rows:
    def __init__(self, measures: Measures, trusts: Collection[str], runs: Sequence[str]) -> None:
        self.trusts = trusts
        self.runs = runs
        self.codes = {name: set(measures.codes[name]) - {UNKNOWN} for name in ("kanal", "grunnlag")}

    def read(self, row: Mapping[str, Any], *, typed: bool) -> tuple[Key, Beside]:
        """The key and what is said. `typed`: numbers are numbers, as in JSON, and null is what is not said."""
        row = {name: value for name, value in row.items() if value is not None}
        if not COLUMNS.issuperset(row):
            raise BadRow("register.ukjent")
        trust = row.get("helseforetak")
        if trust not in (None, UNKNOWN) and (not isinstance(trust, str) or trust not in self.trusts):
            raise BadRow("register.helseforetak")
        received, decided = _day(row.get("mottatt")), _day(row.get("avgjort"))
        if received is not None and decided is not None and decided < received:
            raise BadRow("register.datoer")
        return self._key(row, typed), Beside(
            None if trust == UNKNOWN else trust,
            self._code(row, "kanal"),
            self._code(row, "grunnlag"),
            received,
            decided,
            _number(row.get("kostnad_oere"), typed, "register.kostnad"),
        )

    def _key(self, row: Mapping[str, Any], typed: bool) -> Key:
        number = _number(row.get("sak"), typed, "register.noekkel")
        if "id" in row:
            if not is_id(row["id"]):
                raise BadRow("statistikk.id")
            if number is not None or "kjoering" in row:
                raise BadRow("register.noekkel")
            return row["id"], BY_ID
        run = row.get("kjoering")
        if run is None and number is not None and len(self.runs) == 1:
            run = self.runs[0]
        if not isinstance(run, str):
            raise BadRow("register.noekkel")
        return run, WHOLE if number is None else number

    def _code(self, row: Mapping[str, Any], name: str) -> str | None:
        value = row.get(name)
        if value is None or value == UNKNOWN:
            return None
        if not isinstance(value, str) or value not in self.codes[name]:
            raise BadRow("register.kode")
        return value


def _number(value: object, typed: bool, code: str) -> int | None:
    if value is None:
        return None
    if not typed and isinstance(value, str) and _WHOLE.match(value):
        return int(value)
    if typed and isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST:
        return value
    raise BadRow(code)


def _day(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, str) and _DAY.match(value):
        try:
            return date.fromisoformat(value).toordinal()
        except ValueError:
            pass
    raise BadRow("register.dato")
