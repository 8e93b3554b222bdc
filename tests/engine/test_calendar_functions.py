"""The functions of days (`pluss_dager`, `forrige_virkedag`, `virkedag_fra`, and those before them) with open dates,
against every day one by one: no value is missing, none is too many, and splitting finds every day where an answer
changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.decision.core import Core
from reiseregel.engine import GRANTED, REFUSED, Splitter, per_post
from reiseregel.engine.cuts import CutFinder
from reiseregel.quantities import DATE, number
from reiseregel.rulebook.tree import AddDays, AddMonths, Const, DaysBetween, Expr, FactRef, Route, WorkingDay
from reiseregel.sets import NO, YES
from tests.conftest import Figures
from tests.engine.test_found_by_brute_force import solved
from tests.oracle.compiler import first_worked_from, last_worked_before, months_later

Truth = Callable[[int, int], bool]

#: An expression on the open date `a` and the known day `dag`, and the same in Python. One comparison each.
OF_ONE: dict[str, Truth] = {
    "krav.a <= forrige_virkedag(krav.dag)": lambda a, dag: a <= last_worked_before(dag),
    "krav.dag <= forrige_virkedag(krav.a)": lambda a, dag: dag <= last_worked_before(a),
    "forrige_virkedag(krav.a) < krav.dag": lambda a, dag: last_worked_before(a) < dag,
    "virkedag_fra(krav.a) > krav.dag": lambda a, dag: first_worked_from(a) > dag,
    "krav.dag >= virkedag_fra(krav.a)": lambda a, dag: dag >= first_worked_from(a),
    "krav.a < virkedag_fra(krav.dag)": lambda a, dag: a < first_worked_from(dag),
    "pluss_dager(krav.a, 7 dager) <= krav.dag": lambda a, dag: a + 7 <= dag,
    "minus_dager(krav.a, 7 dager) <= krav.dag": lambda a, dag: a - 7 <= dag,
    "krav.a > pluss_dager(krav.dag, 7 dager)": lambda a, dag: a > dag + 7,
    "virkedag_fra(pluss_dager(krav.a, 3 dager)) >= krav.dag": lambda a, dag: first_worked_from(a + 3) >= dag,
    "pluss_dager(virkedag_fra(krav.a), 3 dager) >= krav.dag": lambda a, dag: first_worked_from(a) + 3 >= dag,
    "forrige_virkedag(virkedag_fra(krav.a)) < forrige_virkedag(krav.dag)": lambda a, dag: (
        last_worked_before(first_worked_from(a)) < last_worked_before(dag)
    ),
    "forrige_virkedag(forrige_virkedag(krav.a)) >= krav.dag": lambda a, dag: (
        last_worked_before(last_worked_before(a)) >= dag
    ),
    "pluss_maaneder(krav.a, 1 maaneder) <= krav.dag": lambda a, dag: months_later(a, 1) <= dag,
    "forrige_virkedag(pluss_maaneder(krav.a, 2 maaneder)) > krav.dag": lambda a, dag: (
        last_worked_before(months_later(a, 2)) > dag
    ),
    "dager_mellom(forrige_virkedag(krav.a), krav.dag) >= 2 dager": lambda a, dag: dag - last_worked_before(a) >= 2,
    "dager_mellom(krav.dag, virkedag_fra(krav.a)) > 2 dager": lambda a, dag: first_worked_from(a) - dag > 2,
    "max(forrige_virkedag(krav.a), krav.dag) > 2026-05-14": lambda a, dag: (
        max(last_worked_before(a), dag) > date(2026, 5, 14).toordinal()
    ),
    "pluss_dager(2026-05-14, dager_mellom(krav.a, krav.dag)) < 2026-05-20": lambda a, dag: dag - a < 6,
}
#: Days around Easter, 1 and 17 May on weekdays and Sundays, Christmas and New Year, and the end of February.
AROUND = [
    "2021-05-17",
    "2022-04-17",
    "2024-02-29",
    "2025-05-01",
    "2026-04-05",
    "2026-05-17",
    "2026-12-27",
    "2027-01-01",
]


def one_open(expression: str, dag: str) -> Core:
    """A case where `a` and `b` are open and `rett` is the expression; `b` comes first in the order of splitting."""
    concepts = {"rett": {"type": "boolsk", "er": expression}, "beloepet": {"type": "beloep", "er": 0}}
    return solved({"b": "dato", "a": "dato"}, concepts, {"dag": dag})


@pytest.mark.parametrize("expression", OF_ONE)
def test_the_cuts_are_the_days_where_the_answer_changes(expression: str, figures: Figures) -> None:
    truth, rng, days, changes = OF_ONE[expression], Random(expression), 0, 0
    drawn = [date.fromordinal(rng.randint(*_span(2016, 2030))).isoformat() for _ in range(12)]
    for text in (*AROUND, *drawn):
        dag, core = date.fromisoformat(text).toordinal(), one_open(expression, text)
        (fact,) = [fact for fact in core.evaluator.facts.open_facts if fact.name == "a"]
        window = range(min(dag, date(2026, 5, 14).toordinal()) - 90, max(dag, date(2026, 5, 14).toordinal()) + 90)
        answers = [truth(a, dag) for a in window]
        expected = [a for a, one, other in zip(window[1:], answers, answers[1:], strict=False) if one != other]
        found = CutFinder(core.evaluator, fact).below([(core.posts[0].instance, "rett")])
        if "max" not in expression:  # both sides of it give a cut
            assert found == expected
        assert set(expected) <= set(found)
        assert per_post(core.node)[0].outcomes == _outcomes(set(answers))
        days, changes = days + len(window), changes + len(expected)
    assert changes
    figures(f"{days} dager, {changes} skifter")


def _outcomes(answers: set[bool]) -> int:
    return (GRANTED if True in answers else 0) | (REFUSED if False in answers else 0)


def _span(first: int, last: int) -> tuple[int, int]:
    return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()


A, B = (FactRef(Route(), "krav", name, DATE) for name in "ab")
FUNCTIONS: dict[str, tuple[Expr, Callable[[int, int], int]]] = {
    "forrige_virkedag": (WorkingDay("before", A), lambda a, _: last_worked_before(a)),
    "virkedag_fra": (WorkingDay("from", A), lambda a, _: first_worked_from(a)),
    "pluss_dager": (AddDays(A, Const(9, number("dager"))), lambda a, _: a + 9),
    "pluss_dager_mellom": (AddDays(A, DaysBetween(B, B, number("dager"))), lambda a, b: a + b - b),
    "pluss_maaneder": (AddMonths(A, Const(1, number("maaneder"))), lambda a, _: months_later(a, 1)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_values_of_a_stretch_of_days_are_those_of_its_ends(name: str) -> None:
    expr, function = FUNCTIONS[name]
    core, rng = one_open("sann", "2026-05-04"), Random(name)
    indices = {fact.name: fact.index for fact in core.evaluator.facts.open_facts}
    for _ in range(400):
        low = rng.randint(*_span(2016, 2030))
        high, b = low + rng.choice((0, 1, 2, 3, 4, 10, 40)), rng.randint(*_span(2016, 2030))
        cell = replace(core.evaluator, restricted={indices["a"]: (low, high), indices["b"]: (b, b)}, memo={})
        values = [function(a, b) for a in range(low, high + 1)]
        assert cell.evaluate(expr, cell.facts.root)[0] == (min(values), max(values))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_ends_of_the_calendar_of_facts_are_no_hindrance(name: str) -> None:
    core = one_open("sann", "2026-05-04")
    (low, high), support = core.evaluator.evaluate(FUNCTIONS[name][0], core.evaluator.facts.root)  # type: ignore[misc]
    assert low <= FIRST_DAY + 40
    assert high >= LAST_DAY - 10
    assert support


def test_an_unbounded_number_of_days_ends_within_what_a_date_can_be() -> None:
    core = one_open("sann", "2026-05-04")
    far = AddDays(A, Const(10**24, number("dager")))
    (low, high), _ = core.evaluator.evaluate(WorkingDay("before", far), core.evaluator.facts.root)  # type: ignore[misc]
    assert LAST_DAY < low <= high < date.max.toordinal()


def _may(day: int) -> int:
    return date(2026, 5, day).toordinal()


#: Expressions on two open dates; some say of both together what no single pass can see. 16 May 2026 is a Saturday, and
#: 17 May the Sunday after.
OF_TWO: dict[str, Truth] = {
    "krav.b <= forrige_virkedag(krav.a)": lambda a, b: b <= last_worked_before(a),
    "pluss_dager(virkedag_fra(krav.b), 2 dager) < krav.a": lambda a, b: first_worked_from(b) + 2 < a,
    "krav.a >= 2026-05-16 og krav.a <= 2026-05-18 og krav.b <= forrige_virkedag(krav.a) og "
    "forrige_virkedag(krav.a) < krav.b": lambda a, b: (
        _may(16) <= a <= _may(18) and b <= last_worked_before(a) and last_worked_before(a) < b
    ),
    "krav.a > 2026-05-15 og krav.a <= 2026-05-18 og forrige_virkedag(krav.a) == krav.b og krav.b != 2026-05-15": (
        lambda a, b: _may(15) < a <= _may(18) and last_worked_before(a) == b and b != _may(15)
    ),
    "krav.a >= 2026-05-16 og krav.a <= 2026-05-19 og krav.b >= virkedag_fra(krav.a) og krav.b < 2026-05-18": (
        lambda a, b: _may(16) <= a <= _may(19) and b >= first_worked_from(a) and b < _may(18)
    ),
    "krav.a >= 2026-05-16 og krav.a <= 2026-05-17 og (virkedag_fra(krav.a) < krav.b eller "
    "krav.b <= pluss_dager(virkedag_fra(krav.a), 1 dager))": lambda a, b: (
        _may(16) <= a <= _may(17) and (first_worked_from(a) < b or b <= first_worked_from(a) + 1)
    ),
}


@pytest.mark.parametrize("expression", OF_TWO)
def test_two_open_dates_are_told_apart_as_by_trying_every_pair(expression: str) -> None:
    core, truth = one_open(expression, "2026-05-04"), OF_TWO[expression]
    indices = {fact.name: fact.index for fact in core.evaluator.facts.open_facts}
    for first, last in (("2026-05-10", "2026-05-24"), ("2026-05-16", "2026-05-17"), ("2026-05-14", "2026-05-15")):
        low, high = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
        cell = replace(core.evaluator, restricted=dict.fromkeys(indices.values(), (low, high)), memo={})
        node = Splitter(cell, core.posts).solve()
        answers = {truth(a, b) for a in range(low, high + 1) for b in range(low, high + 1)}
        assert per_post(node)[0].outcomes == _outcomes(answers), (first, last)


def test_comparing_on_both_sides_of_a_holiday() -> None:
    for bestilt, ja in (("2026-05-15", True), ("2026-05-16", False), ("2026-05-18", False)):
        concepts = {
            "rett": {"type": "boolsk", "er": "krav.a <= forrige_virkedag(krav.dag)"},
            "beloepet": {"type": "beloep", "er": 0},
        }
        core = solved({"a": "dato"}, concepts, {"dag": "2026-05-18", "a": bestilt})
        assert core.evaluator.concept(core.posts[0].instance, "rett") == (YES if ja else NO, 0)
