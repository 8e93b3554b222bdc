"""Somebody who has the report, knows how it is made, and tries every table of whole numbers that it allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from reiseregel.statistics.model import ALL
from reiseregel.statistics.report import DOCUMENTS, WHOLE, Figure

Sums = tuple[int, ...]


@dataclass
class Seen:
    """One measure as it is printed: a number, or None where it is hidden. A row that is not there is hidden whole."""

    columns: list[str]
    cells: dict[tuple[str, str], int | None]


@dataclass
class Printed:
    """One type of document in one period."""

    total: int | None
    rows: dict[str, int | None]
    tables: dict[str, Seen] = field(default_factory=dict)


def printed(figures: list[Figure], exclusive: set[str], several: set[str]) -> Printed:
    """The report as it is read. Of a measure with several categories a document, each is a table of yes and no."""
    total = next(f.value for f in figures if f.measure == DOCUMENTS and f.trust == ALL)
    found = Printed(total, {f.trust: f.value for f in figures if f.measure == DOCUMENTS and f.trust != ALL})
    for figure in figures:
        if figure.unit != "antall" or figure.category == WHOLE:
            continue
        if figure.measure in exclusive:
            table = found.tables.setdefault(figure.measure, Seen([], {}))
            column = figure.category
        elif figure.measure in several:
            table = found.tables.setdefault(f"{figure.measure}:{figure.category}", Seen(["nei"], {}))
            whole = total if figure.trust == ALL else found.rows[figure.trust]
            no = None if figure.value is None or whole is None else whole - figure.value
            table.cells[figure.trust, "nei"] = no
            column = "ja"
        else:
            continue
        if column not in table.columns:
            table.columns.append(column)
        table.cells[figure.trust, column] = figure.value
    return found


def possible(report: Printed) -> dict[tuple[str, str, str], set[int]]:
    """Every value each hidden number can have: by measure (empty for the number of documents), row and column."""
    assert report.total is not None
    found: dict[tuple[str, str, str], set[int]] = {}
    for numbers in _row_totals(report.rows, report.total):
        worlds = {name: _World(table, numbers) for name, table in report.tables.items()}
        if not all(world.any for world in worlds.values()):
            continue
        for row, number in numbers.items():
            if report.rows[row] is None:
                found.setdefault(("", row, ""), set()).add(number)
        for name, world in worlds.items():
            for (row, column), values in world.values().items():
                found.setdefault((name, row, column), set()).update(values)
    return found


def _row_totals(rows: Mapping[str, int | None], total: int) -> Iterator[dict[str, int]]:
    hidden = [row for row, value in rows.items() if value is None]
    left = total - sum(value for value in rows.values() if value is not None)
    for some in product(range(1, left + 1), repeat=len(hidden)):
        if sum(some) == left:
            yield {row: value if value is not None else 0 for row, value in rows.items()} | dict(
                zip(hidden, some, strict=True)
            )


class _World:
    """Every way to fill in one table, the row totals being known: forwards and backwards over the rows."""

    def __init__(self, table: Seen, numbers: Mapping[str, int]) -> None:
        self.table, self.rows = table, list(numbers)
        self.choices = [list(self._row(row, numbers[row])) for row in self.rows]
        zero: Sums = (0,) * len(table.columns)
        self.before: list[set[Sums]] = [{zero}]
        for choices in self.choices:
            self.before.append({_plus(sums, choice) for sums in self.before[-1] for choice in choices})
        self.ends = {sums for sums in self.before[-1] if self._allowed(sums)}
        self.after: list[set[Sums]] = [self.ends]
        for place in reversed(range(len(self.rows))):
            good = {
                sums
                for sums in self.before[place]
                if any(_plus(sums, choice) in self.after[0] for choice in self.choices[place])
            }
            self.after.insert(0, good)
        self.any = bool(self.ends)

    def values(self) -> dict[tuple[str, str], set[int]]:
        """What is not printed, and what it can be. A whole hidden row, where a document may be in the column at all."""
        found: dict[tuple[str, str], set[int]] = {}
        for place, row in enumerate(self.rows):
            for choice in self.choices[place]:
                if any(_plus(sums, choice) in self.after[place + 1] for sums in self.after[place]):
                    for column, value in zip(self.table.columns, choice, strict=True):
                        if self.table.cells.get((row, column)) is None:
                            found.setdefault((row, column), set()).add(value)
        for sums in self.ends:
            for column, value in zip(self.table.columns, sums, strict=True):
                if self.table.cells[ALL, column] is None:
                    found.setdefault((ALL, column), set()).add(value)
        return found

    def _row(self, row: str, number: int) -> Iterator[Sums]:
        ranges = []
        for column in self.table.columns:
            if (row, column) not in self.table.cells:
                ranges.append(range(number + 1))
                continue
            value = self.table.cells[row, column]
            ranges.append(range(column != "nei", number + 1) if value is None else range(value, value + 1))
        yield from (some for some in product(*ranges) if sum(some) == number)

    def _allowed(self, sums: Sums) -> bool:
        for column, value in zip(self.table.columns, sums, strict=True):
            shown = self.table.cells[ALL, column]
            if value != shown if shown is not None else value < 1 and column != "nei":
                return False
        return True


def _plus(one: Sums, other: Sums) -> Sums:
    return tuple(a + b for a, b in zip(one, other, strict=True))
