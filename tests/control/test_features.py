"""Events → the facts of one journey or attest, and all of them in whatever order the lines come, on both engines."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from reiseregel.control.book import load_control_book
from reiseregel.control.features import count_features, load_queries
from reiseregel.control.ingest import prepare
from reiseregel.control.signals import ControlBook
from reiseregel.control.store import opened
from reiseregel.control.values import fits
from reiseregel.errors import InvalidRules
from tests.control.counted import BARE, ENGINES, features, values
from tests.control.made_events import Event, event


@pytest.fixture(scope="module")
def book() -> ControlBook:
    return load_control_book()


# --- one organised journey ---

#: What is so of one journey with nothing around it.
ALONE = {
    "dato": "2026-05-10",
    "retning": "til",
    "formaal": "behandling",
    "transport": "drosje",
    "bestilt_av": "behandler",
    "gjennomfoert": "ukjent",
    "krav_samme_retning": 0,
    "dekkede_behandlinger": 0,
    "behandlinger_med_ukjent_dekning": 0,
    "egenandel_tatt": False,
    "frikort": False,
    "innlagt": False,
    "grunn": "ingen",
    "rekvisisjonsrolle": "ingen",
    "attest": "ingen",
    "attest_tilbakekalt": False,
    "attest_omfang": "ingen",
    "attesttype": "ingen",
}
VALID = {"attest": "gyldig", "attest_omfang": "innenfor", "attesttype": "tilrettelagt_transport"}

#: Events around the journey j1 of p1 on 10 May, and what they change. `None` is open.
AROUND: list[tuple[list[Event], dict[str, Any]]] = [
    ([], {}),
    ([event("gjennomfoering")], {"gjennomfoert": "kjoert", "egenandel_tatt": True}),
    ([event("gjennomfoering", egenandel_oere=0, resultat="ikke_moett")], {"gjennomfoert": "ikke_moett"}),
    ([event("gjennomfoering", reise="j2")], {}),
    # The high charge, one way and both, which an exemption card does not exempt from; and beside it.
    ([event("gjennomfoering", egenandel_oere=40_000)], {"gjennomfoert": "kjoert", "egenandel_tatt": None}),
    ([event("gjennomfoering", egenandel_oere=80_000)], {"gjennomfoert": "kjoert", "egenandel_tatt": None}),
    ([event("gjennomfoering", egenandel_oere=40_001)], {"gjennomfoert": "kjoert", "egenandel_tatt": True}),
    ([event("avbestilling")], {"gjennomfoert": "avbestilt"}),
    ([event("avbestilling"), event("gjennomfoering")], {"gjennomfoert": "kjoert", "egenandel_tatt": True}),
    (
        [
            event("gjennomfoering", tid="2026-05-11T10:00"),
            event("gjennomfoering", resultat="feil_levert", egenandel_oere=0),
        ],
        {"gjennomfoert": "kjoert", "egenandel_tatt": True},
    ),
    (
        [
            event("gjennomfoering"),
            event("gjennomfoering", transportoer="t2", resultat="ikke_kontakt", tid="2026-06-01T00:00"),
        ],
        {"gjennomfoert": "ikke_kontakt", "egenandel_tatt": True},
    ),
    ([event("kravreise"), event("kravreise"), event("kravreise", krav="k2")], {"krav_samme_retning": 2}),
    ([event("kravreise", retning="fra"), event("kravreise", dato="2026-05-11"), event("kravreise", pasient="p2")], {}),
    ([event("behandling"), event("behandling", dekket=False)], {"dekkede_behandlinger": 1}),
    ([event("behandling", "dekket")], {"behandlinger_med_ukjent_dekning": 1}),
    ([event("behandling", dato="2026-05-11"), event("behandling", pasient="p2")], {}),
    ([event("frikort", fra="2026-05-10", til="2026-05-10")], {"frikort": True}),
    ([event("frikort", fra="2026-05-11"), event("frikort", til="2026-05-09"), event("frikort", pasient="p2")], {}),
    ([event("innleggelse")], {"innlagt": True}),
    ([event("innleggelse", "ut"), event("innleggelse", "ut")], {"innlagt": True}),
    ([event("innleggelse", ut="2026-05-10")], {}),
    ([event("innleggelse", inn="2026-05-10")], {"behandlinger_med_ukjent_dekning": 1}),
    (
        [event("innleggelse", "ut", inn="2026-05-10"), event("behandling"), event("behandling", "dekket")],
        {"dekkede_behandlinger": 1, "behandlinger_med_ukjent_dekning": 2},
    ),
    ([event("innleggelse", pasient="p2")], {}),
]
#: The same of a journey that names attest a1, requisition r1, or both.
NAMED: list[tuple[tuple[str, ...], list[Event], dict[str, Any]]] = [
    (("rekvisisjon",), [], {"attest": None, "attest_tilbakekalt": None, "attest_omfang": None, "attesttype": None}),
    (("rekvisisjon",), [event("attest")], VALID),
    (("rekvisisjon",), [event("attest", gyldig_fra="2026-05-11")], VALID | {"attest": "ikke_begynt"}),
    (("rekvisisjon",), [event("attest", gyldig_fra="2026-05-10", gyldig_til="2026-05-10")], VALID),
    (("rekvisisjon",), [event("attest", gyldig_til="2026-05-09")], VALID | {"attest": "utloept"}),
    (("rekvisisjon",), [event("attest"), event("attest_tilbakekalt")], VALID),
    (
        ("rekvisisjon",),
        [event("attest"), event("attest_tilbakekalt"), event("attest_tilbakekalt", fra="2026-05-10")],
        VALID | {"attest_tilbakekalt": True},
    ),
    (("rekvisisjon",), [event("attest", omfang="eget_behandlingssted")], VALID),
    (
        ("rekvisisjon",),
        [event("attest", omfang="eget_behandlingssted", behandlingssted="s2")],
        VALID | {"attest_omfang": "annet_sted"},
    ),
    (("rekvisisjon",), [event("attest", behandlingssted="s2")], VALID),
    (
        ("rekvisisjon",),
        [event("attest", attesttype="egen_bil"), event("attest", tid="2026-01-01T00:00")],
        VALID | {"attesttype": "egen_bil"},
    ),
    (("attest",), [], {"grunn": None, "rekvisisjonsrolle": None}),
    (("attest",), [event("rekvisisjon", grunn="trafikk")], {"grunn": "trafikk", "rekvisisjonsrolle": "behandler"}),
    (
        ("attest",),
        [event("rekvisisjon", rolle="utpekt"), event("rekvisisjon", rekvisisjon="r2"), event("attest")],
        {"grunn": "helse", "rekvisisjonsrolle": "utpekt"},
    ),
]


def test_each_fact_of_an_organised_journey(tmp_path: Path, book: ControlBook) -> None:
    """Each set of events around a journey, all in one run: every set has a patient, a journey and papers of its own."""
    cases = [(BARE, *around) for around in AROUND] + NAMED
    events = [
        item
        for number, (without, around, _) in enumerate(cases)
        for item in _of_its_own([event("bestilling", *without), *around], number)
    ]
    expected = {
        f"j1x{number}": {name: value for name, value in (ALONE | changed).items() if value is not None}
        for number, (*_, changed) in enumerate(cases)
    }
    for engine in ENGINES:
        found = values(features(book, tmp_path, events, engine), "organisert_reise")
        assert {name: found[name] for name in expected} == expected


def _of_its_own(events: list[Event], number: int) -> list[Event]:
    ids = ("id", "pasient", "reise", "rekvisisjon", "attest", "krav")
    return [{key: f"{value}x{number}" if key in ids else value for key, value in item.items()} for item in events]


def test_a_booking_that_was_changed_is_as_it_was_last(tmp_path: Path, book: ControlBook) -> None:
    events = [
        event("bestilling", *BARE, id="b", dato="2026-05-11"),
        event("bestilling", *BARE, id="a", dato="2026-05-12"),
        event("bestilling", *BARE, id="z", dato="2026-06-01", tid="2026-05-07T00:00"),
    ]
    found = features(book, tmp_path, events)
    assert [fact.values["dato"] for fact in found if fact.entity == "organisert_reise"] == ["2026-05-11"]


# --- the others ---


def test_a_claimed_journey(tmp_path: Path, book: ControlBook) -> None:
    events = [
        event("kravreise"),
        event("kravreise", transport="drosje"),
        event("kravreise", krav="k2"),
        event("kravreise", retning="fra"),
        event("kravreise", pasient="p2"),
        event("innleggelse"),
    ]
    for engine in ENGINES:
        found = values(features(book, tmp_path, events, engine), "krevd_reise")
        day = {"dato": "2026-05-10", "retning": "til", "transport": "egen_bil"}
        assert found == {
            "k1/p1/2026-05-10/til": {
                "dato": "2026-05-10", "retning": "til", "andre_krav_samme_retning": 1, "innlagt": True,
            },  # two means of transport on one way: neither is the one
            "k2/p1/2026-05-10/til": day | {"andre_krav_samme_retning": 1, "innlagt": True},
            "k1/p1/2026-05-10/fra": day | {"retning": "fra", "andre_krav_samme_retning": 0, "innlagt": True},
            "k1/p2/2026-05-10/til": day | {"andre_krav_samme_retning": 0, "innlagt": False},
        }  # fmt: skip


def test_an_issued_attest(tmp_path: Path, book: ControlBook) -> None:
    events = [
        event("attest", attest="a1", gyldig_fra="2024-01-01", gyldig_til="2024-12-31", rolle="utpekt"),
        event("attest", attest="a2", gyldig_fra="2026-01-01", gyldig_til="2026-01-01"),
    ]
    assert values(features(book, tmp_path, events), "utstedt_attest") == {
        "a1": {"dato": "2024-01-01", "rolle": "utpekt", "varighet_dager": 366},
        "a2": {"dato": "2026-01-01", "rolle": "behandler", "varighet_dager": 1},
    }


# --- the whole ---


def test_the_order_of_lines_and_the_engine_make_no_difference(tmp_path: Path, book: ControlBook) -> None:
    random = Random(1)
    events = [
        event(kind, **{key: f"{value}{random.randrange(5)}" for key, value in item.items() if key in _KEYS})
        for kind in _EXAMPLE_KINDS
        for item in [event(kind)]
        for _ in range(15)
    ]
    first = features(book, tmp_path, events)
    assert len(first) > 30
    random.shuffle(events)
    for engine in ENGINES:
        assert features(book, tmp_path, events, engine) == first
    facts = {entity: book.rules.vocabulary.facts_of(entity) for entity in book.entities}
    for fact in first:
        for definition in facts[fact.entity]:
            if definition.name in fact.values:
                assert fits(definition, fact.values[definition.name])


_KEYS = ("pasient", "reise", "krav", "attest", "rekvisisjon", "rekvirent", "transportoer")
_EXAMPLE_KINDS = ("bestilling", "gjennomfoering", "avbestilling", "attest", "rekvisisjon", "kravreise", "behandling")


def test_a_query_that_cannot_be_used_is_told_by_its_file(tmp_path: Path, book: ControlBook) -> None:
    folder = tmp_path / "regler" / "kontroll" / "grunnlag"
    (folder / "felles").mkdir(parents=True)
    with pytest.raises(InvalidRules) as missing:
        load_queries(tmp_path / "regler", book)
    assert len(missing.value.faults) == 11
    queries = load_queries(None, book)
    for entity, query, said in (
        (
            "utstedt_attest",
            "select attest as subjekt, gyldig_fra as dato from gjeldende_attest",
            "rolle, varighet_",
        ),
        ("krevd_reise", "select noe from ingensteds", "forstår ikke"),
        ("krevd_reise", "hent alt", "forstår ikke"),
    ):
        for engine in ENGINES:
            with opened(tmp_path, engine) as store:
                prepare(store)
                changed = type(queries)(queries.texts | {entity: query}, "")
                with pytest.raises(InvalidRules, match=said) as told:
                    count_features(store, book, changed, "maaned")
                assert [fault.place.file for fault in told.value.faults] == [f"kontroll/grunnlag/{entity}.sql"]
            for path in tmp_path.glob("hendelser.*"):
                path.unlink()
