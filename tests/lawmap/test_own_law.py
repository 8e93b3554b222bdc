"""The map of the regulation itself: all of it placed, most of it encoded, and judgement tried both ways in cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from reiseregel import load_rulebook
from reiseregel.casebook import Case, load_cases
from reiseregel.lawmap import LawMap, map_faults, placement_faults, read_maps, shares, written
from reiseregel.resources import rules_folder
from reiseregel.vocabulary import Vocabulary
from reiseregel.yamlfile import read_folder

#: What the machine must be able to decide, of the ledd that decide something.
LEAST_ENCODED = 60
NOT_DECIDED = ("mangler_opplysninger", "til_vurdering")


@cache
def own_map() -> LawMap:
    maps, faults = read_maps(read_folder(rules_folder()))
    assert [str(fault) for fault in faults] == []
    assert [found.law for found in maps] == ["pasientreiseforskriften"]
    return maps[0]


def test_every_part_of_the_law_has_a_place_that_the_rules_bear_out() -> None:
    assert [str(fault) for fault in map_faults([own_map()], load_rulebook())] == []


def test_a_part_that_loses_its_place_is_told() -> None:
    """Each placement in turn."""
    found = own_map()
    for placement in found.placements:
        rest = tuple(other for other in found.placements if other is not placement)
        told = [fault.message for fault in placement_faults(replace(found, placements=rest))]
        assert told == [f"{written(placement.unit)} har ikke fått noen plass"]


def test_most_of_what_decides_something_is_encoded() -> None:
    counted = shares(own_map())

    assert counted.placed == counted.ledd
    assert 100 * counted.coded >= LEAST_ENCODED * counted.deciding, counted


def test_nothing_is_placed_for_the_time_being() -> None:
    assert [written(item.unit) for item in own_map().placements if item.reason.startswith("Foreløpig")] == []


@pytest.mark.parametrize(
    ("day", "total", "of_paragraph_17"),
    [(date(2025, 3, 2), 5, 0), (date(2025, 3, 3), 81, 5), (date(2025, 6, 1), 82, 6), (date(2027, 1, 1), 82, 6)],
)
def test_the_structure_follows_the_law_in_time(day: date, total: int, of_paragraph_17: int) -> None:
    """Before the rewriting only §§ 26, 28 and 29 read as now; § 17 got its second ledd on 1 June 2025."""
    found, at = own_map(), day.toordinal()

    assert shares(found, at).ledd == total
    assert sum(bool(ledd.number_on(at)) for ledd in found.paragraphs["17"]) == of_paragraph_17


# --- judgement ---


def values_given(cases: list[Case], vocabulary: Vocabulary) -> dict[str, set[Any]]:
    """What each fact is set to in the cases that are decided, as `entity.name`."""
    found: dict[str, set[Any]] = {}
    for case in cases:
        if case.expected.get("utfall") in NOT_DECIDED:
            continue
        for key, value in _facts(case.document["type"], case.document, vocabulary):
            found.setdefault(key, set()).add(value)
    return found


def _facts(entity: str, data: dict[str, Any], vocabulary: Vocabulary) -> Iterator[tuple[str, Any]]:
    for fact in vocabulary.facts_of(entity):
        if fact.name in data:
            yield fact.key, data[fact.name]
    for child in vocabulary.children_of(entity):
        below = data.get(child.member, [])
        for item in below if child.many else [below] if below else []:
            yield from _facts(child.name, item, vocabulary)


def test_what_is_judged_is_decided_both_ways_in_the_cases() -> None:
    """For yes/no both answers; for codes, amounts, distances and numbers at least two values."""
    book = load_rulebook()
    given = values_given(load_cases(), book.vocabulary)
    facts = {fact.key: fact for fact in book.vocabulary.facts.values()}
    lacking = [
        f"{written(placement.unit)}: {name} er bare {sorted(map(str, given.get(name, set())))}"
        for placement in own_map().placements
        for name in placement.facts
        if facts[name].momenter and len(given.get(name, set())) < 2
    ]
    assert lacking == []
