"""Measures of the same documents tell of each other: somebody who knows how still works nothing out.

An open answer waits for somebody, a settled one for nobody. One that waits for the caseworker alone is for assessment,
and any other open one lacks information. What goes to an owner waits for that owner.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from reiseregel.statistics.model import ALL, Beside, Decision
from tests.statistics import test_hiding
from tests.statistics.attacker import Printed, Seen, Sums, printed

OWNERS = ("pasient", "behandler")
Column = tuple[str, str]
#: More ways to fill in a row than this are not tried.
MOST = 20_000


def one(draw: random.Random) -> Decision:
    kind = draw.choices(["automatisk", "sett", "avslag", "mangler", "vurdering"], [4, 2, 1, 3, 1])[0]
    if kind == "mangler":
        owners = draw.sample(OWNERS, draw.choice([1, 1, 2]))
        facts = tuple((owner, "reise.endepunkt") for owner in owners)
        return Decision("krav", "mangler_opplysninger", None, 0, 1, facts, False, ("ikke_avgjort",), ())
    if kind == "vurdering":
        facts = (("saksbehandler", "reise.endepunkt"),)
        return Decision("krav", "til_vurdering", None, 0, 1, facts, False, ("ikke_avgjort",), ())
    outcome, automatic = "avslag" if kind == "avslag" else "innvilget", kind == "automatisk"
    return Decision("krav", outcome, 1, 1, 1, (), automatic, () if automatic else ("skjoenn",), ())


def reports(seed: int) -> Iterator[Printed]:
    draw = random.Random(seed)
    while True:
        some = [
            (one(draw), Beside(trust=trust, decided=739_557))
            for trust in draw.sample(["oslo", "bergen"], draw.randint(1, 2))
            for _ in range(draw.randint(4, 8))
        ]
        yield printed(test_hiding.figures(some), {"vei", "utfall"}, {"aapne_eiere"})


def agrees(ways: Mapping[str, int], outcomes: Mapping[str, int], waiting: Mapping[str, int]) -> bool:
    """Whether there can be documents of one trust with these counts."""
    lacking, judged = outcomes.get("mangler_opplysninger", 0), outcomes.get("til_vurdering", 0)
    settled = sum(outcomes.values()) - lacking - judged
    if sum(ways.get(owner, 0) for owner in OWNERS) > lacking or judged > ways.get("saksbehandler", 0):
        return False
    if ways.get("automatisk", 0) > settled - outcomes.get("avslag", 0):
        return False
    return all(
        (count >= judged if owner == "saksbehandler" else count >= ways.get(owner, 0)) and count <= lacking + judged
        for owner, count in waiting.items()
    )


class World:
    """Every way to fill in the measures at once, rows forwards and backwards, the row totals being known."""

    def __init__(self, report: Printed, numbers: Mapping[str, int]) -> None:
        self.tables: dict[str, Seen] = {name: report.tables[name] for name in ("vei", "utfall")}
        self.tables |= {name: table for name, table in report.tables.items() if name.startswith("aapne_eiere:")}
        self.columns: list[Column] = [
            (name, column)
            for name, table in self.tables.items()
            for column in (table.columns if name in ("vei", "utfall") else ["ja"])
        ]
        self.numbers = numbers

    def cell(self, row: str, column: Column) -> Any:
        return self.tables[column[0]].cells.get((row, column[1]), "")

    def choices(self, row: str) -> list[Sums] | None:
        """None: too many."""
        number = self.numbers[row]
        parts: list[list[Sums]] = []
        for name in ("vei", "utfall", "aapne_eiere"):
            ranges = []
            for column in (column for column in self.columns if column[0].startswith(name)):
                value = self.cell(row, column)
                ranges.append(range(value, value + 1) if isinstance(value, int) else range(value is None, number + 1))
            parts.append([some for some in product(*ranges) if name == "aapne_eiere" or sum(some) == number])
        if len(parts[0]) * len(parts[1]) * len(parts[2]) > MOST:
            return None
        found = []
        for ways, outcomes, waiting in product(*parts):
            named = [
                dict(zip(self.tables[name].columns, some, strict=True))
                for name, some in zip(("vei", "utfall"), (ways, outcomes), strict=True)
            ]
            owners = [name.partition(":")[2] for name in self.tables if name.startswith("aapne_eiere")]
            if agrees(named[0], named[1], dict(zip(owners, waiting, strict=True))):
                found.append((*ways, *outcomes, *waiting))
        return found

    def values(self) -> dict[tuple[str, Column], set[int]] | None:
        rows, choices = list(self.numbers), []
        for row in rows:
            some = self.choices(row)
            if some is None:
                return None
            choices.append(some)
        before: list[set[Sums]] = [{(0,) * len(self.columns)}]
        for some in choices:
            before.append({_plus(sums, choice) for sums in before[-1] for choice in some})
        after = [{sums for sums in before[-1] if self._allowed(sums)}]
        for some, sums_before in zip(reversed(choices), reversed(before[:-1]), strict=True):
            after.insert(0, {sums for sums in sums_before if any(_plus(sums, choice) in after[0] for choice in some)})
        found: dict[tuple[str, Column], set[int]] = {}
        for place, row in enumerate(rows):
            for choice in choices[place]:
                if any(_plus(sums, choice) in after[place + 1] for sums in after[place]):
                    self._note(found, row, choice)
        for sums in after[-1]:
            self._note(found, ALL, sums)
        return found

    def _note(self, found: dict[tuple[str, Column], set[int]], row: str, counts: Sums) -> None:
        for column, count in zip(self.columns, counts, strict=True):
            if not isinstance(self.cell(row, column), int):
                found.setdefault((row, column), set()).add(count)

    def _allowed(self, sums: Sums) -> bool:
        shown = [self.cell(ALL, column) for column in self.columns]
        return all(sum_ == cell if isinstance(cell, int) else sum_ >= 1 for sum_, cell in zip(sums, shown, strict=True))


def _plus(one: Sums, other: Sums) -> Sums:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def worked_out(seed: int, count: int) -> tuple[int, int]:
    """Of so many reports: how many numbers are hidden, and how many of them can be one thing only.

    The row totals are taken to be known, which can only make it easier.
    """
    hidden = found = tried = 0
    for report in reports(seed):
        if report.total is None or None in report.rows.values() or not {"vei", "utfall"} <= set(report.tables):
            continue
        values = World(report, {row: number for row, number in report.rows.items() if number is not None}).values()
        if values is None:
            continue
        for (row, column), some in values.items():
            whole_row = row != ALL and (row, column[1]) not in report.tables[column[0]].cells
            if whole_row and some in ({0}, {report.rows[row]}):
                continue  # none in the hidden rows is in it, or all are: that is no small number
            hidden += 1
            found += len(some) < 2
        tried += 1
        if tried == count:
            return hidden, found
    raise AssertionError


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_worked_out_of_several_measures(seed: int, figures_note: Callable[[str], None]) -> None:
    hidden, found = worked_out(seed, 25)
    assert hidden > 100
    assert found == 0
    figures_note(f"statistics: 25 reports, {hidden} hidden numbers of measures that hang together (seed {seed})")


def test_measures_hidden_each_by_itself_would_tell_of_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial above can fail."""
    for module in ("counting", "report"):
        monkeypatch.setattr(f"reiseregel.statistics.{module}.together", lambda measure: measure.id)
    assert worked_out(0, 10)[1] > 0
