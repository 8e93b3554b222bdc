"""Rows of text files with the number an editor gives them, however bad they are."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from reiseregel.statistics.model import FAULT_IN_INPUT, BadRow, StatisticsStop

#: No answer is longer: the largest document is 8 MiB, and an answer says each thing in it a few times.
_LONGEST: Final = 64 * 1024 * 1024
_DEEPEST_TEXT: Final = 131_072


def json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | BadRow]]:
    """Each line that is not blank, by number from 1: the object, or why there is none."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(_LONGEST + 1):
            number += 1
            if len(line) > _LONGEST:
                while line and not line.endswith(b"\n"):
                    line = file.readline(_LONGEST)
                yield number, BadRow("statistikk.lang")
            elif line.strip():
                yield number, _object(line)


def _object(line: bytes) -> dict[str, Any] | BadRow:
    try:
        found = json.loads(line, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return BadRow("statistikk.json")
    return found if isinstance(found, dict) else BadRow("statistikk.json")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_: str) -> None:
    raise ValueError


def csv_rows(path: Path, known: frozenset[str]) -> Iterator[tuple[int, dict[str, str] | BadRow]]:
    """Each row under the first, by the line it begins on: its cells by column, without those that are empty.

    Raises:
        StatisticsStop: the first line has a column that is not known, or one twice.

    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        first = file.readline(_DEEPEST_TEXT)
        separator = ";" if first.count(";") > first.count(",") else ","
        try:
            header = [name.strip() for name in next(csv.reader([first], delimiter=separator, strict=True), [])]
        except csv.Error:
            header = []
        if not header or len(set(header)) != len(header) or not known.issuperset(header):
            raise StatisticsStop(
                "Første linje i CSV-filen har en kolonne som ikke hører til, eller den samme to ganger.", FAULT_IN_INPUT
            )
        rows = csv.reader(file, delimiter=separator, strict=True)
        while True:
            number = rows.line_num + 2
            try:
                cells = next(rows, None)
            except csv.Error:
                yield number, BadRow("register.form")
                continue
            if cells is None:
                return
            if cells:
                yield number, _by_column(header, cells)


def _by_column(header: list[str], cells: list[str]) -> dict[str, str] | BadRow:
    if len(cells) != len(header) or not all(cell.isprintable() or cell.isascii() for cell in cells):
        return BadRow("register.form")
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
