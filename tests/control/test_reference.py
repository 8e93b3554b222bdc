"""The reference executor: sound where facts are open, the same whether it has seen the like before, and strict."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from random import Random

import pytest

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.control import reference
from reiseregel.control.book import load_control_book
from reiseregel.control.case_coverage import holds
from reiseregel.control.model import FeatureFact, FeatureValue, Raised
from reiseregel.control.reference import BadFact, ReferenceExecutor
from reiseregel.control.signals import ControlBook
from reiseregel.facts.build import encode
from reiseregel.vocabulary import FactDef
from tests.conftest import Figures
from tests.control.small_book import small_book

#: Near these all thresholds and constants stand.
NEAR = (0, 1, 2, 3, 4, 5, 9, 10, 11, 19, 20, 21, 49, 50, 366, 367, 499, 500, 501)
#: Before, on and after the days on which signals begin or change.
DAYS = ("2016-09-30", "2016-10-01", "2020-12-31", "2021-01-01", "2024-02-18", "2024-02-19", "2025-03-03", "2026-05-04")


@cache
def own_book() -> ControlBook:
    return load_control_book()


def any_value(random: Random, fact: FactDef) -> FeatureValue:
    match fact.type.kind:
        case "boolsk":
            return random.random() < 0.5
        case "kode":
            return random.choice(fact.type.codes)
        case "dato":
            return random.choice(DAYS)
        case "tall":
            return max(fact.low, min(fact.high, random.choice(NEAR)))


def some_facts(random: Random, entity: str, open_share: float) -> dict[str, FeatureValue]:
    facts = own_book().rules.vocabulary.facts_of(entity)
    return {fact.name: any_value(random, fact) for fact in facts if fact.content or random.random() >= open_share}


def one(executor: ReferenceExecutor, entity: str, values: dict[str, FeatureValue]) -> Raised:
    return executor.raised([FeatureFact(entity, "x", values)])[0]


def test_what_is_open_may_be_anything_and_nothing_else(figures: Figures) -> None:
    """Each way to fill in the open facts raises what is sure, and nothing that was not among what may be."""
    random, executor, book = Random(8), ReferenceExecutor(own_book()), own_book()
    tried = perhaps = both = 0
    for _ in range(400):
        entity = random.choice(book.entities)
        values = some_facts(random, entity, 0.3)
        told = one(executor, entity, values)
        assert set(told.surely).isdisjoint(told.maybe)
        perhaps += bool(told.maybe)
        seen: set[str] = set()
        missed: set[str] = set()
        for _ in range(25):
            tried += 1
            whole = one(executor, entity, some_facts(random, entity, 0) | values)
            assert whole.maybe == ()
            assert set(told.surely) <= set(whole.surely) <= {*told.surely, *told.maybe}
            seen |= set(whole.surely)
            missed |= set(told.maybe) - set(whole.surely)
        both += bool(told.maybe) and set(told.maybe) <= seen & missed
    figures(f"{tried} utfyllinger av 400 fakta; {perhaps} kunne gi mer, og {both} av dem ble vist begge veier")
    assert perhaps > 100
    assert both > 0.9 * perhaps


def test_order_is_that_of_the_book_and_of_the_facts() -> None:
    random, executor, book = Random(5), ReferenceExecutor(own_book()), own_book()
    facts = [
        FeatureFact(entity, f"x{n}", some_facts(random, entity, 0.2)) for n, entity in enumerate(book.entities * 20)
    ]
    order = list(book.signals)
    for fact, found in zip(facts, executor.raised(facts), strict=True):
        assert found == one(executor, fact.entity, dict(fact.values))
        for told in (found.surely, found.maybe):
            assert sorted(told, key=order.index) == list(told)
            assert all(book.signals[name].entity == fact.entity for name in told)


def test_what_was_seen_before_is_as_if_it_was_not(monkeypatch: pytest.MonkeyPatch) -> None:
    random, book = Random(6), own_book()
    facts = [
        FeatureFact(entity, "x", some_facts(random, entity, 0.2)) for entity in book.entities * 30 for _ in range(2)
    ]
    fresh = [ReferenceExecutor(book).raised([fact])[0] for fact in facts]
    executor = ReferenceExecutor(book)
    assert executor.raised([*facts, *facts]) == fresh * 2
    monkeypatch.setattr(reference, "MOST_KEPT", 3)
    forgetful = ReferenceExecutor(book)
    assert forgetful.raised([*facts, *facts]) == fresh * 2
    executor.close()
    assert executor.raised(facts) == fresh


def test_the_day_of_the_fact_says_which_rules_hold() -> None:
    executor = ReferenceExecutor(small_book())
    values: dict[str, FeatureValue] = {"antall": 4, "grense": 3, "alene": True, "svar": "ja"}

    def raised(iso: str, **more: FeatureValue) -> bool:
        return one(executor, "tur", values | {"dato": iso} | more) == Raised(("mange",))

    assert [raised(iso) for iso in ("2019-12-31", "2020-01-01", "2025-01-01")] == [False, False, True]
    assert [raised(iso, grense=4) for iso in ("2025-12-31", "2026-01-01")] == [True, False]
    assert [raised(iso, alene=False) for iso in ("2019-12-31", "2020-01-01", "2024-12-31")] == [False, True, True]


def test_days_of_one_stretch_give_the_same() -> None:
    """What makes it right to work out facts once that differ only in their day."""
    random, book = Random(7), own_book()
    for entity in book.entities:
        turns = (FIRST_DAY, *book.turns(entity), LAST_DAY)
        for first, after in pairwise(turns):
            values = some_facts(random, entity, 0.2)
            days = (first, (first + after) // 2, after - 1)
            found = [one(ReferenceExecutor(book), entity, values | {"dato": _iso(day)}) for day in days]
            assert found[0] == found[1] == found[2]


def _iso(day: int) -> str:
    return (date.fromordinal(1) + timedelta(day - 1)).isoformat()


@pytest.mark.parametrize(
    ("entity", "change", "said"),
    [
        ("tog", {}, "no such entity"),
        ("tur", {"antal": 3}, "tur has a fact that the control book does not know"),
        ("tur", {"antall": "3"}, "tur.antall has no value of its type"),
        ("tur", {"antall": True}, "tur.antall has no value of its type"),
        ("tur", {"alene": 1}, "tur.alene has no value of its type"),
        ("tur", {"svar": "kanskje"}, "tur.svar has no value of its type"),
        ("tur", {"dato": "2026-02-30"}, "tur.dato has no value of its type"),
        ("tur", {"dato": 3}, "tur.dato has no value of its type"),
        ("tur", {"slutt": "i morgen"}, "tur.slutt has no value of its type"),
    ],
)
def test_what_is_no_fact_of_the_book_is_refused(entity: str, change: dict[str, FeatureValue], said: str) -> None:
    executor = ReferenceExecutor(small_book())
    with pytest.raises(BadFact, match=re.escape(said)) as caught:
        one(executor, entity, {"dato": "2026-01-01", **change})
    assert not any(str(value) in str(caught.value) for value in change.values() if isinstance(value, str))


def test_a_fact_without_a_day_is_refused() -> None:
    with pytest.raises(BadFact, match=r"tur\.dato"):
        one(ReferenceExecutor(small_book()), "tur", {"antall": 3})


def test_it_is_called_the_reference() -> None:
    assert ReferenceExecutor(small_book()).name == "referanse"


def test_it_agrees_with_what_the_cases_are_held_to(figures: Figures) -> None:
    """`case_coverage` reads the conditions over known values in a way of its own."""
    random, book, executor = Random(9), own_book(), ReferenceExecutor(own_book())
    compared = raised = 0
    for _ in range(150):
        for entity in book.entities:
            values = some_facts(random, entity, 0)
            found = one(executor, entity, values).surely
            day = date.fromisoformat(str(values["dato"])).toordinal()
            definitions = {fact.name: fact for fact in book.rules.vocabulary.facts_of(entity)}
            for signal, version in book.conditions_on(entity, day):
                known = {name: encode(definitions[name], values[name]) for name in version.facts}
                limits = {name: book.threshold_on(name, day) for name in version.thresholds}
                assert holds(version.condition, known, limits) is (signal.id in found)
                compared, raised = compared + 1, raised + (signal.id in found)
    figures(f"{compared} signaler prøvd på to måter, {raised} gitt")
    assert raised > compared // 10
