"""Nobody who has the report can work out a number that is hidden in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest

from reiseregel.statistics.counting import Counting
from reiseregel.statistics.hiding import hidden_cells, hidden_rows, hidden_sums
from reiseregel.statistics.measures import load_measures
from reiseregel.statistics.model import ALL, Beside, Decision
from reiseregel.statistics.periods import Grid
from reiseregel.statistics.report import Figure, make_report
from tests.statistics.attacker import possible, printed

MEASURES = load_measures()
EXCLUSIVE, SEVERAL = {"vei", "kanal", "lesning"}, {"aapne_eiere"}
OPEN = {
    "pasient": (("pasient", "reise.endepunkt"),),
    "behandler": (("behandler", "reise.egenandel_fritak"), ("pasient", "reise.endepunkt")),
    "register": (("register", "reise.felles_takstsone"),),
}
CASES, LEAST = 200, 3


def decision(way: str, reading: bool) -> Decision:
    open_facts = OPEN.get(way, ())
    outcome = "mangler_opplysninger" if open_facts else "innvilget"
    hindrances = ("lesning:avrunding",) if reading else ()
    amount = None if open_facts else 100
    return Decision(
        "krav", outcome, amount, 100, 100, open_facts, way == "automatisk" and not reading, hindrances, ("frikort",)
    )


def documents(draw: random.Random) -> list[tuple[Decision, Beside]]:
    """A few documents of up to four trusts; some trusts have one or two."""
    found = []
    ways = draw.choices(["automatisk", "saksbehandler", *OPEN], k=draw.randint(1, 4))
    channels = draw.choices(["digital", "telefon", "brev", None], k=draw.randint(1, 3))
    for trust in draw.sample(["oslo", "bergen", "fonna", None], draw.randint(1, 4)):
        for _ in range(draw.choice([1, 1, 2, 3, 4, 5, 6])):
            beside = Beside(trust=trust, channel=draw.choice(channels), decided=date(2026, 11, 2).toordinal())
            found.append((decision(draw.choice(ways), draw.random() < 0.3), beside))
    return found


def figures(some: list[tuple[Decision, Beside]]) -> list[Figure]:
    counting = Counting(MEASURES, Grid("treuker", MEASURES.anchor), "avgjort")
    for one in some:
        counting.add(*one)
    return list(make_report(counting, LEAST).figures)


@pytest.mark.parametrize("seed", range(4))
def test_no_hidden_number_can_be_worked_out(seed: int, figures_note: Callable[[str], None]) -> None:
    draw = random.Random(seed)
    hidden = open_ones = 0
    for _ in range(CASES // 4):
        some = documents(draw)
        found = figures(some)
        assert not [f for f in found if f.unit == "antall" and f.value is not None and 0 < f.value < LEAST]
        report = printed(found, EXCLUSIVE, SEVERAL)
        if report.total is None:
            assert len(found) == 1
            continue
        open_ones += sum(value is not None for table in report.tables.values() for value in table.cells.values())
        for (name, row, column), values in possible(report).items():
            if name and (row, column) not in report.tables[name].cells and values in ({0}, {report.rows[row]}):
                continue  # none in the hidden rows is in it, or all are: that is no small number
            hidden += 1
            assert len(values) > 1, (name, row, column, values)
    assert hidden > 500
    assert open_ones > 100
    figures_note(f"statistics: {CASES // 4} reports, {hidden} hidden numbers tried, {open_ones} shown (seed {seed})")


def test_the_order_of_documents_hides_nothing_else() -> None:
    draw = random.Random(7)
    for _ in range(60):
        some = documents(draw)
        assert figures(some) == figures(draw.sample(some, len(some)))


def test_the_attacker_finds_what_only_the_small_numbers_hide() -> None:
    """The trial above can fail: with the second round left out, most of the hidden numbers are found."""
    draw = random.Random(1)
    found = tried = 0
    for _ in range(30):
        some = figures(documents(draw))
        report = printed(some, EXCLUSIVE, SEVERAL)
        if report.total is None or any(value is None for value in report.rows.values()):
            continue
        truth = printed(figures_of_all(draw), EXCLUSIVE, SEVERAL)
        for table in truth.tables.values():
            small = {cell for cell, value in table.cells.items() if value and value < LEAST and cell[0] != ALL}
            table.cells |= dict.fromkeys(small)
        values = possible(truth)
        tried += len(values)
        found += sum(len(one) == 1 for one in values.values())
    assert found > tried / 3 > 5


def figures_of_all(draw: random.Random) -> list[Figure]:
    counting = Counting(MEASURES, Grid("treuker", MEASURES.anchor), "avgjort")
    for one in documents(draw):
        counting.add(*one)
    return list(make_report(counting, 1).figures)


def test_a_small_trust_takes_the_smallest_other_with_it() -> None:
    assert hidden_rows({"a": 9, "b": 6, "c": 3}, 5) == frozenset({"b", "c"})
    assert hidden_rows({"a": 9, "b": 6, "c": 0}, 5) == frozenset()
    assert hidden_rows({"a": 3, "b": 3, "c": 9}, 5) == frozenset({"a", "b"})
    assert hidden_rows({"a": 1, "b": 1, "c": 9}, 5) == frozenset({"a", "b", "c"})
    assert hidden_rows({"a": 2, "b": 1}, 5) is None
    assert hidden_rows({"a": 4}, 5) is None
    assert hidden_rows({"a": 40}, 5) == frozenset()


def test_a_sum_of_few_takes_another_with_it() -> None:
    assert hidden_sums({"a": 40, "b": 6, "c": 2}, set(), 5) == frozenset({"b", "c"})
    assert hidden_sums({"a": 40, "b": 6}, set(), 5) == frozenset()
    assert hidden_sums({"a": 3}, set(), 5) is None
    assert hidden_sums({"a": 40, "b": 2}, set(), 5) == frozenset({"a", "b"})
    assert hidden_sums({"a": 40, "b": 6}, {"c", "d"}, 5) == frozenset({"b", "c", "d"})


def test_no_sum_is_alone_or_of_few() -> None:
    """Hidden sums of a column are two or more, and of enough documents, so that their own sum tells of nobody."""
    draw = random.Random(3)
    for _ in range(500):
        contributors = {name: draw.choice([0, 1, 2, 4, 5, 9, 40]) for name in "abcd"[: draw.randint(1, 4)]}
        rows = set(draw.sample(sorted(contributors), 2)) if len(contributors) > 1 and draw.random() < 0.3 else set()
        hidden = hidden_sums(contributors, rows, 5)
        if hidden is None:
            continue
        assert all(name in hidden for name, number in contributors.items() if 0 < number < 5)
        assert not hidden or (len(hidden) > 1 and sum(contributors[name] for name in hidden) >= 5)


def some_of(**trusts: str) -> dict[str, dict[frozenset[tuple[str, str]], int]]:
    """Documents of one measure: a letter each, by trust."""
    return {
        trust: {frozenset({("m", letter)}): letters.count(letter) for letter in letters}
        for trust, letters in trusts.items()
    }


def test_five_documents_of_five_kinds_are_hidden_whole() -> None:
    """That each kind has one follows from the sum, whatever is left out."""
    assert hidden_cells(some_of(a="vwxyz"), frozenset(), 5) is None


def test_the_cheapest_protection_is_taken() -> None:
    found = hidden_cells(some_of(a="xx" + "y" * 50 + "z" * 8, b="x" * 20 + "y" * 60 + "z" * 9), frozenset(), 5)
    assert found is not None
    assert found.rows == frozenset()
    assert found.cells == {(trust, ("m", letter)) for trust in "ab" for letter in "xz"}


def test_what_hangs_together_is_hidden_together() -> None:
    """Two are with the practitioner, and two are open: the one number would give the other."""
    waiting, done = (
        frozenset({("vei", "behandler"), ("utfall", "aapen")}),
        frozenset({("vei", "auto"), ("utfall", "ja")}),
    )
    found = hidden_cells({"a": {waiting: 2, done: 40}, "b": {waiting: 9, done: 50}}, frozenset(), 5)
    assert found is not None
    assert found.cells == {(trust, mark) for trust in "ab" for mark in (*waiting, *done)}
