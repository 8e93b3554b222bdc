"""The signals in `rules/kontroll/` on durable-rules: as the reference, on facts on and beside every limit."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest

from reiseregel.control.book import load_control_book
from reiseregel.control.durable.dated import Dated
from reiseregel.control.durable.executor import DurableExecutor
from reiseregel.control.durable.plan import MOST_IN_A_SET, plan_of
from reiseregel.control.model import FeatureFact, FeatureValue
from reiseregel.control.reference import ReferenceExecutor
from reiseregel.control.signals import ControlBook
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.walk import walk
from reiseregel.vocabulary import FactDef

UNAVAILABLE = DurableExecutor.available()
EACH = 700


@pytest.fixture(scope="module")
def control() -> ControlBook:
    return load_control_book()


def limits(control: ControlBook, entity: str) -> list[int]:
    """Every number that a condition of the entity names, on any day, with those beside it."""
    found = set[int]()
    for signal in control.signals_of(entity):
        for version in signal.versions:
            found |= {row.value for name in version.thresholds for row in control.rules.rates[name].rows}
            found |= {node.value for node in walk(version.condition) if isinstance(node, t.Const)}
    return sorted({0, *(value + step for value in found for step in (-1, 0, 1) if value + step >= 0)})


def random_value(rng: random.Random, fact: FactDef, numbers: list[int], days: list[str]) -> FeatureValue:
    match fact.type.kind:
        case "boolsk":
            return rng.random() < 0.5
        case "kode":
            return rng.choice(fact.type.codes)
        case "dato":
            return rng.choice(days)
    return rng.choice(numbers)


def random_facts(control: ControlBook, entity: str, rng: random.Random) -> list[FeatureFact]:
    turns = [day for day in control.turns(entity) if day > control.turns(entity)[0]]
    days = [date.fromordinal(day).isoformat() for turn in turns for day in (turn - 1, turn)] + ["2026-05-04"]
    numbers, facts = limits(control, entity), control.rules.vocabulary.facts_of(entity)
    return [
        FeatureFact(entity, str(number), {fact.name: random_value(rng, fact, numbers, days) for fact in facts})
        for number in range(EACH)
    ]


def test_every_signal_is_one_that_durable_rules_can_be_given(control: ControlBook) -> None:
    for entity in control.entities:
        dated = Dated(control, entity)
        for day in {*control.turns(entity), date(2026, 5, 4).toordinal()}:
            plan = plan_of(0, entity, dated.conditions(day))
            assert not plan.always
            assert set(plan.raises) == set(range(len(plan.signals)))
            assert all(len(rules) <= MOST_IN_A_SET for rules in plan.rulesets())


@pytest.mark.skipif(UNAVAILABLE is not None, reason=UNAVAILABLE.en if UNAVAILABLE else "")
def test_the_signals_are_those_of_the_reference(control: ControlBook, figures: Callable[[str], None]) -> None:
    rng = random.Random(8)
    reference = ReferenceExecutor(control)
    executor = DurableExecutor(control, reference)
    try:
        given = [fact for entity in control.entities for fact in random_facts(control, entity, rng)]
        rng.shuffle(given)
        found = executor.raised(given)
        assert found == reference.raised(given)
        assert (executor.decided, executor.fallen) == (len(given), {})
    finally:
        executor.close()
    raised = {signal for one in found for signal in one.surely}
    assert raised == set(control.signals)
    figures(
        f"durable-rules: {len(given)} feature facts raising the {len(raised)} "
        f"signals in rules/kontroll {sum(len(one.surely) for one in found)} times, as the reference"
    )
