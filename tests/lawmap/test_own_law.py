"""The map of the regulation itself: all of it placed, most of it encoded, and judgement tried both ways in cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from reiseregel import RuleBook, load_rulebook
from reiseregel.casebook import Case, load_cases
from reiseregel.lawmap import LawMap, Ledd, map_faults, placement_faults, read_maps, shares, written
from reiseregel.lawmap.citations import Citation, of_rules
from reiseregel.resources import rules_folder
from reiseregel.vocabulary import Vocabulary
from reiseregel.yamlfile import read_folder

#: What the machine must be able to decide, of the ledd that decide something.
LEAST_ENCODED = 60
NOT_DECIDED = ("mangler_opplysninger", "til_vurdering")


@cache
def own_maps() -> dict[str, LawMap]:
    """The map of each text by the day it began."""
    maps, faults = read_maps(read_folder(rules_folder()))
    assert [str(fault) for fault in faults] == []
    assert {found.law for found in maps} == {"pasientreiseforskriften"}
    return {date.fromordinal(found.since).isoformat(): found for found in maps}


@cache
def book() -> RuleBook:
    return load_rulebook()


@cache
def own_cases() -> list[Case]:
    return load_cases()


OLD, NEW = "2016-10-01", "2025-03-03"
both_texts = pytest.mark.parametrize("began", [OLD, NEW])


def test_the_two_texts_follow_each_other_through_all_the_time_the_rules_cover() -> None:
    root = book().vocabulary.root("krav")
    old, new = own_maps()[OLD], own_maps()[NEW]

    assert len(own_maps()) == 2
    assert root is not None
    assert root.covered is not None
    assert (old.since, old.until + 1) == (root.covered.since, new.since)
    assert new.until >= root.covered.until


def test_every_part_of_the_law_has_a_place_that_the_rules_bear_out() -> None:
    assert [str(fault) for fault in map_faults(own_maps().values(), book())] == []


@both_texts
def test_a_part_that_loses_its_place_is_told(began: str) -> None:
    """Each placement in turn."""
    found = own_maps()[began]
    for placement in found.placements:
        rest = tuple(other for other in found.placements if other is not placement)
        told = [fault.message for fault in placement_faults(replace(found, placements=rest))]
        assert told == [f"{written(placement.unit)} har ikke fått noen plass"]


@both_texts
def test_most_of_what_decides_something_is_encoded(began: str) -> None:
    counted = shares(own_maps()[began])

    assert counted.placed == counted.ledd
    assert 100 * counted.coded >= LEAST_ENCODED * counted.deciding, counted


@both_texts
def test_nothing_is_placed_for_the_time_being(began: str) -> None:
    assert [written(item.unit) for item in own_maps()[began].placements if item.reason.startswith("Foreløpig")] == []


@pytest.mark.parametrize(
    ("began", "day", "total", "paragraph", "of_it"),
    [
        (OLD, date(2016, 9, 30), 0, "19", 0),
        (OLD, date(2016, 10, 1), 66, "19", 2),
        (OLD, date(2018, 12, 31), 66, "19", 2),
        (OLD, date(2019, 1, 1), 67, "19", 3),
        (OLD, date(2025, 3, 2), 67, "17", 5),
        (NEW, date(2025, 3, 3), 81, "17", 5),
        (NEW, date(2025, 6, 1), 82, "17", 6),
        (NEW, date(2027, 1, 1), 82, "17", 6),
    ],
)
def test_the_structure_follows_the_law_in_time(began: str, day: date, total: int, paragraph: str, of_it: int) -> None:
    """§ 19 got its second ledd on 1 January 2019, § 17 on 1 June 2025."""
    found, at = own_maps()[began], day.toordinal()

    assert shares(found, at).ledd == total
    assert sum(bool(ledd.number_on(at)) for ledd in found.paragraphs[paragraph]) == of_it


def test_the_paragraphs_whose_wording_was_not_read_are_named() -> None:
    last, start = own_maps()[OLD].until, own_maps()[OLD].since
    unread = {day: {ledd.paragraf for ledd in own_maps()[OLD].ledd if not ledd.read_on(day)} for day in (start, last)}

    assert unread[last] == {"6", "14", "15", "16", "22", "23", "27"}
    assert unread[start] - unread[last] == {"24"}
    assert all(ledd.read_on(last + 1) for ledd in own_maps()[NEW].ledd)


def test_a_rule_by_guidance_rests_on_what_was_not_read() -> None:
    """A rule marked so cites a part of the old text whose wording is known to be missing, and nothing newer."""
    old = own_maps()[OLD]
    astray = [
        citation.rules[-1]
        for citation in of_rules(book())
        if not citation.wording_read and citation.hjemmel.lov == old.law
        if not old.tells(citation.since) or all(ledd.read_on(citation.since) for ledd in _at(old, citation))
    ]
    assert astray == []


def _at(found: LawMap, citation: Citation) -> tuple[Ledd, ...]:
    return found.ledd_of(citation.hjemmel, max(citation.since, found.since))


# --- judgement ---


def values_given(cases: Iterable[Case], vocabulary: Vocabulary) -> dict[str, set[Any]]:
    """What each fact is set to in the cases that are decided, as `entity.name`."""
    found: dict[str, set[Any]] = {}
    for case in cases:
        if case.expected.get("utfall") in NOT_DECIDED:
            continue
        for key, value in _facts(case.document["type"], case.document, vocabulary):
            found.setdefault(key, set()).add(value)
    return found


def first_day(document: dict[str, Any]) -> int:
    """The day of the first journey, or of the payment made in error."""
    if document["type"] == "tilbakekreving":
        return date.fromisoformat(str(document["utbetalt"])).toordinal()
    travellers = (traveller for trip in document["turer"] for traveller in trip["reisende"])
    days = (str(journey["dato"]) for traveller in travellers for journey in traveller["reiser"])
    return min(date.fromisoformat(day).toordinal() for day in days)


def _facts(entity: str, data: dict[str, Any], vocabulary: Vocabulary) -> Iterator[tuple[str, Any]]:
    for fact in vocabulary.facts_of(entity):
        if fact.name in data:
            yield fact.key, data[fact.name]
    for child in vocabulary.children_of(entity):
        below = data.get(child.member, [])
        for item in below if child.many else [below] if below else []:
            yield from _facts(child.name, item, vocabulary)


@both_texts
def test_what_is_judged_is_decided_both_ways_in_the_cases_of_each_text(began: str) -> None:
    """For yes/no both answers; for codes, amounts, distances and numbers at least two values."""
    found, vocabulary = own_maps()[began], book().vocabulary
    claims = (case for case in own_cases() if case.document["type"] in ("krav", "tilbakekreving"))
    cases = (case for case in claims if found.tells(first_day(case.document)))
    given = values_given(cases, vocabulary)
    facts = {fact.key: fact for fact in vocabulary.facts.values()}
    lacking = [
        f"{written(placement.unit)}: {name} er bare {sorted(map(str, given.get(name, set())))}"
        for placement in found.placements
        for name in placement.facts
        if facts[name].momenter and len(given.get(name, set())) < 2
    ]
    assert lacking == []
