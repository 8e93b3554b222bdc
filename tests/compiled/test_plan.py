"""The order of the turns, what a code settles of other entities, and what a run leaves behind."""

from __future__ import annotations

import gc
from collections import Counter
from random import Random

import pytest

from benchmarks.handwritten.cases import complete_claims
from reiseregel.compiled import program
from reiseregel.compiled.order import Key, Needs, turns
from reiseregel.compiled.plan import plan_for
from reiseregel.compiled.settled import settled_by
from reiseregel.engine import Evaluator
from reiseregel.facts import Instance, build_facts
from reiseregel.sets import NO, YES
from tests.conftest import Figures
from tests.differential.agreement import checked
from tests.property.real_cases import real_book


def random_needs(rng: Random, entities: str, count: int) -> dict[Key, Needs]:
    """Concepts that read some of those before them, told in any order."""
    found: dict[Key, Needs] = {}
    for number in range(count):
        entity = rng.choice(entities)
        read = rng.sample(sorted(found), k=min(len(found), rng.randint(0, 3)))
        here = frozenset(key for key in read if key[0] == entity and rng.random() < 0.8)
        found[entity, f"c{number}"] = Needs(here, frozenset(read) - here)
    told = list(found)
    rng.shuffle(told)
    return {key: found[key] for key in told}


def test_each_concept_has_its_turn_after_those_it_needs(figures: Figures) -> None:
    rng, count = Random(9), 0
    for _ in range(40):
        needs = random_needs(rng, "abcd", rng.randint(1, 40))
        done, read = list[Key](), set[Key]()
        for entity, keys in turns(needs, dict.fromkeys("abcd", 10)):
            for key in keys:
                assert key[0] == entity
                assert needs[key].here <= {*done, *read}
                assert needs[key].elsewhere <= set(done)
                read.add(key)
            done += keys
            count += 1
        assert sorted(done) == sorted(needs)
    figures(f"{count} turer")


def test_concepts_in_a_circle_have_no_order() -> None:
    one, other = ("a", "x"), ("b", "y")
    needs = {one: Needs(frozenset(), frozenset([other])), other: Needs(frozenset(), frozenset([one]))}
    with pytest.raises(ValueError, match="circle"):
        turns(needs, {"a": 1, "b": 1})


def test_what_there_are_most_of_comes_back_least() -> None:
    """Two on `a` that could go at once or wait for one on `b`: it is `b` that goes twice when `a` costs more."""
    needs = {
        ("a", "early"): Needs(frozenset(), frozenset()),
        ("b", "first"): Needs(frozenset(), frozenset()),
        ("a", "late"): Needs(frozenset(), frozenset([("b", "first")])),
    }
    assert [entity for entity, _ in turns(needs, {"a": 50, "b": 50})] == ["b", "a"]
    needs["b", "last"] = Needs(frozenset(), frozenset([("a", "early")]))
    for costly in "ab":
        order = Counter(entity for entity, _ in turns(needs, {"a": 10, "b": 10} | {costly: 100}))
        assert order[costly] == 1


def test_journeys_have_few_turns() -> None:
    turned = Counter(block.entity for block in plan_for(real_book(), "krav").blocks)
    assert turned["reise"] <= 6
    assert turned["reisende"] <= 5


def role_of(instance: Instance | None) -> object:
    """The role of the traveller that an instance is, or stands below."""
    while instance is not None and instance.entity != "reisende":
        instance = instance.parent
    return instance.given.get("rolle") if instance is not None else None


def test_what_the_role_settles_is_what_the_reference_finds(figures: Figures) -> None:
    """In the law of any day, whatever else is known of a claim."""
    rng, book, counts = Random(23), real_book(), Counter[str]()
    readings = {name: reading.chosen for name, reading in book.readings.items()}
    below = {name for name in book.vocabulary.entities if "reisende" in book.vocabulary.ancestors(name)}
    for claim in complete_claims(23, 24, book.vocabulary):
        day = rng.choice(("2017-03-01", "2021-06-10", "2025-02-28", "2026-05-04"))
        claim["fremsatt"] = "2027-06-01"
        for traveller in (person for trip in claim["turer"] for person in trip["reisende"]):
            traveller["rolle"] = rng.choice(("pasient", "ledsager", "paaroerende"))
            for listed in ("overnattinger", "opphold", "inntektstap"):
                traveller.pop(listed, None)
            for journey in traveller["reiser"]:
                journey["dato"] = day
                for fact in rng.sample(sorted(journey.keys() - {"dato", "retning", "fremkomstmiddel"}), k=5):
                    del journey[fact]
        facts = build_facts("krav", claim, book.vocabulary, {})
        evaluator = Evaluator(book, facts, readings)
        for entity, name in (key for key in book.concepts if key[0] in below):
            for instance in facts.of_entity(entity):
                settled = settled_by(book, "reisende", "rolle", str(role_of(instance))).value(entity, name)
                if settled is not None:
                    assert evaluator.concept(instance, name)[0] == (YES if settled else NO), (entity, name)
                    counts[str(role_of(instance))] += 1
    assert min(counts[role] for role in ("pasient", "ledsager", "paaroerende")) > 100
    figures(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))


@pytest.mark.parametrize("sets_only", [False, True])
def test_what_a_run_leaves_is_freed_at_once(sets_only: bool) -> None:
    book = real_book()
    made = program(book, "krav")
    claims = [found.data for claim in complete_claims(2, 12, book.vocabulary) if (found := checked(claim, book))]
    for claim in claims:
        made.run(claim, sets_only=sets_only)
    gc.collect()
    gc.disable()
    try:
        for claim in claims:
            assert made.run(claim, sets_only=sets_only) is not None
        assert gc.collect() == 0
    finally:
        gc.enable()
