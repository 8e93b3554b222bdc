"""Typed values: what is taken, what is refused, and that every value written out is read back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reiseregel.case.typed import Value, how_to_write, read_typed, written
from reiseregel.errors import LANGUAGES, Fault, Place
from reiseregel.quantities import NUMBER_TYPES, named_type, number
from reiseregel.vocabulary import FactDef, Hjemmel
from tests.strategies.vocabulary import rules_vocabulary

VOCABULARY = rules_vocabulary()
FACTS = sorted(VOCABULARY.facts.values(), key=lambda fact: fact.key)


def fact(kind: str, low: int = 0, high: int = 50_000_000) -> FactDef:
    type_ = number(kind) if kind not in ("boolsk", "dato") else named_type(kind)
    return FactDef("reise", "x", type_, "saksbehandler", Hjemmel("8"), Place("a.yaml", 1, 1), low=low, high=high)


TAKEN: dict[str, dict[str, Value]] = {
    "boolsk": {"ja": True, " JA ": True, "j": True, "yes": True, "nei": False, "N": False, "no": False},
    "m": {
        "12500": 12500,
        "12 500": 12500,
        "12\u00a0500 m": 12500,
        "12,5 km": 12500,
        "12.5km": 12500,
        "12,500 km": 12500,
        "0,001 km": 1,
        "9,999 KM": 9999,
        "10 kilometer": 10000,
        "1,25 mil": 12500,
        "0": 0,
    },
    "oere": {
        "150,00": 15000,
        "150 kr": 15000,
        "150kr": 15000,
        "kr 150": 15000,
        "kr. 150,50": 15050,
        "150 kr.": 15000,
        "150,-": 15000,
        "1 280,5 kroner": 128050,
        "NOK 1 280": 128000,
        "150.5 kr": 15050,
        "15000 øre": 15000,
        "0 kr": 0,
        "0,07": 7,
    },
    "oere_per_time": {"250 kr per time": 25000, "250,50 kr/t": 25050, "250 kr i timen": 25000, "250,00": 25000},
    "min": {
        "2 t 30 min": 150,
        "2t30min": 150,
        "2 timer og 30 minutter": 150,
        "2 timar 5 minutt": 125,
        "2:30": 150,
        "150": 150,
        "1 440": 1440,
        "1,5 t": 90,
        "1 døgn 2 t": 1560,
        "2 hours and 1 minute": 121,
        "13 t": 780,
    },
    "aar": {"12": 12, "12 år": 12},
    "antall": {"7": 7, "0": 0},
    "dato": {
        "2026-05-04": "2026-05-04",
        "4.5.2026": "2026-05-04",
        "04.05.2026": "2026-05-04",
        "4. mai 2026": "2026-05-04",
        "4 May 2026": "2026-05-04",
        "29. februar 2024": "2024-02-29",
        "1. des. 2025": "2025-12-01",
    },
}
REFUSED = {
    "boolsk": ["", "kanskje", "1", "ja nei"],
    "m": ["", "12.500", "12.500 km", "12,3456 km", "-5", "12 50 km", "12 miles", "1e3", "٣ km", "12,5 km og 3 m", "km"],
    "oere": ["", "150", "1.250 kr", "150,005", "0,5 øre", "kr", "150 euro", "-150 kr", "150 kr 50 øre", "½ kr"],
    "oere_per_time": ["", "250", "250 kr per dag", "per time"],
    "min": ["", "2:60", "30 min 2 t", "2 t 3 t", "1,1 min", "to timer", "2 t 30", "min", "2 t -3 min"],
    "aar": ["", "12,5", "12 km"],
    "antall": ["", "7 stk", "7,5", "sju"],
    "dato": [
        "",
        "2026-02-29",
        "4.5.26",
        "31. november 2026",
        "1899-12-31",
        "2101-01-01",
        "4. thermidor 2026",
        "5/2026",
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in TAKEN.items() for text in texts])
def test_taken(kind: str, text: str) -> None:
    found = read_typed(text, fact(kind))

    assert found == TAKEN[kind][text]
    assert type(found) is type(TAKEN[kind][text])


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in REFUSED.items() for text in texts])
def test_refused_with_how_to_write_it(kind: str, text: str) -> None:
    found = read_typed(text, fact(kind), "/turer/0/x")

    assert isinstance(found, Fault)
    assert (found.code, found.pointer, found.message) == ("verdi.form", "/turer/0/x", how_to_write(fact(kind)))


@pytest.mark.parametrize("text", ["3000,001 km", "3 000 001", "999999999999"])
def test_beyond_the_bound_says_the_bound(text: str) -> None:
    found = read_typed(text, fact("m", high=3_000_000))

    assert isinstance(found, Fault)
    assert (found.code, found.message.nb) == ("verdi.for_stor", "Verdien kan ikke være større enn 3000 km.")


def test_below_the_bound_says_the_bound() -> None:
    found = read_typed("0,01 kr", fact("oere", low=2))

    assert isinstance(found, Fault)
    assert (found.code, found.message.nb) == ("verdi.for_liten", "Verdien kan ikke være mindre enn 0,02 kr.")


MEANS = VOCABULARY.facts["reise", "fremkomstmiddel"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("egen_bil", "egen_bil"),
        ("Egen bil", "egen_bil"),
        ("privat bil", "egen_bil"),
        ("snøscooter", "snoescooter"),
        ("buss, tog eller annen rutetransport", "rutegaaende"),
        ("ambulansebåt", "ambulansebaat"),
    ],
)
def test_a_code_or_its_words(text: str, code: str) -> None:
    assert read_typed(text, MEANS) == code


def test_words_that_two_codes_begin_with_are_refused() -> None:
    statement = VOCABULARY.facts["reisende", "legeuttalelse_to_uker"]

    assert read_typed("ja", statement) == "foreligger"
    found = read_typed("nei", statement)
    assert isinstance(found, Fault)
    assert found.message.nb == "Svar med en av: foreligger, kortere_behandling, finnes_ikke."


def test_every_code_and_its_words_in_three_languages_are_read_back() -> None:
    tried = 0
    for item in FACTS:
        for code, words in item.codes.items():
            assert read_typed(code, item) == code
            for language in LANGUAGES:
                assert words is not None
                assert read_typed(words.in_language(language), item) == code, (item.key, language)
                tried += 1
    assert tried > 300


@given(st.sampled_from([item for item in FACTS if item.type.kind == "tall"]), st.data())
@settings(max_examples=300, deadline=None)
def test_every_number_written_is_read_back(item: FactDef, data: Any) -> None:
    value = data.draw(st.integers(item.low, item.high))

    assert read_typed(written(value, item.type.unit), item) == value


@given(st.sampled_from(FACTS), st.text(max_size=40) | st.from_regex(r"[0-9 ,.:krtmin]{1,12}", fullmatch=True))
@settings(max_examples=1000, deadline=None)
def test_any_text_gives_a_value_within_bounds_or_a_fault_that_holds_none_of_it(item: FactDef, text: str) -> None:
    found = read_typed(text, item)

    if isinstance(found, Fault):
        bound = {"verdi.for_liten": item.low, "verdi.for_stor": item.high}.get(found.code)
        assert written(bound, item.type.unit) in found.message.nb if bound else found.message == how_to_write(item)
    elif item.type.kind == "tall":
        assert type(found) is int
        assert item.low <= found <= item.high
    else:
        assert type(found) is (bool if item.type.kind == "boolsk" else str)


def test_a_text_far_too_long_is_refused() -> None:
    assert isinstance(read_typed("1" * 100_000, fact("antall")), Fault)


def test_every_kind_of_number_has_a_way_to_write_it() -> None:
    for unit in NUMBER_TYPES.values():
        sentence = how_to_write(fact(unit))
        assert all(sentence.in_language(language).endswith(".") for language in LANGUAGES)
