"""Events → feature facts: what each query counts and matches, on both engines, in whatever order the lines come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reiseregel.batch.model import InputFile
from reiseregel.control.book import load_control_book
from reiseregel.control.features import Features, count_features, load_queries
from reiseregel.control.ingest import ingest, prepare, settle_repeated
from reiseregel.control.model import FeatureFact
from reiseregel.control.reading import blocks
from reiseregel.control.signals import ControlBook
from reiseregel.control.store import Engine, Store, has_duckdb, opened
from reiseregel.control.values import fits
from reiseregel.control.windows import WINDOWS, WindowKind, window_of
from reiseregel.errors import InvalidRules
from tests.control.made_events import Event, as_lines, event

ENGINES: tuple[Engine, ...] = ("sqlite", "duckdb") if has_duckdb() else ("sqlite",)


@pytest.fixture(scope="module")
def book() -> ControlBook:
    return load_control_book()


@contextmanager
def counted(
    book: ControlBook, folder: Path, events: list[Event], engine: Engine = "sqlite", window: WindowKind = "maaned"
) -> Iterator[Store]:
    """A database in which the features of some events are counted."""
    folder.mkdir(exist_ok=True)
    source = folder / "inn.jsonl"
    source.write_bytes(as_lines(events))
    with opened(folder, engine) as store:
        prepare(store)
        inputs = (InputFile(str(source), source.name, "jsonl", source.stat().st_size, ""),)
        ingest(store, blocks(inputs, 7), "nb", lambda *_: None)
        settle_repeated(store, "nb")
        count_features(store, book, load_queries(None, book), window)
        yield store
    for path in folder.iterdir():
        path.unlink()


def features(
    book: ControlBook, folder: Path, events: list[Event], engine: Engine = "sqlite", window: WindowKind = "maaned"
) -> list[FeatureFact]:
    """Every fact, three at a time."""
    with counted(book, folder, events, engine, window) as store:
        found = Features(store, book)
        return [
            fact
            for entity, count in found.counts().items()
            for first in range(0, count, 3)
            for fact in found.read(entity, first, 3)
        ]


def values(facts: list[FeatureFact], entity: str) -> dict[str, dict[str, Any]]:
    return {fact.subject: dict(fact.values) for fact in facts if fact.entity == entity}


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
BARE = ("rekvisisjon", "attest")

#: Events around the journey j1 of p1 on 10 May, and what they change. `None` is open.
AROUND: list[tuple[list[Event], dict[str, Any]]] = [
    ([], {}),
    ([event("gjennomfoering")], {"gjennomfoert": "kjoert", "egenandel_tatt": True}),
    ([event("gjennomfoering", egenandel_oere=0, resultat="ikke_moett")], {"gjennomfoert": "ikke_moett"}),
    ([event("gjennomfoering", reise="j2")], {}),
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
    ([event("innleggelse", inn="2026-05-10"), event("innleggelse", ut="2026-05-10")], {}),
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


def test_a_patient_in_a_month(tmp_path: Path, book: ControlBook) -> None:
    def journey(name: str, day: str, result: str | None, **more: Any) -> list[Event]:
        booked = event("bestilling", *BARE, reise=name, dato=day, **more)
        return [booked, *([event("gjennomfoering", reise=name, resultat=result)] if result else [])]

    events = [
        *journey("j1", "2026-05-01", "kjoert"),
        *journey("j2", "2026-05-31", "ikke_moett"),
        *journey("j3", "2026-06-01", "kjoert"),
        *journey("j4", "2026-05-20", None),
        event("avbestilling", reise="j4", etter_utsending=True),
        event("avbestilling", reise="j4", etter_utsending=False),
        *journey("j5", "2026-05-20", None, pasient="p2"),
        event("avbestilling", reise="j5", etter_utsending=False),
        event("kravreise"),
        event("kravreise"),
        event("kravreise", krav="k2"),
        event("attest", attesttype="egen_bil", gyldig_fra="2026-05-31", gyldig_til="2026-06-30"),
        event("attest_tilbakekalt", fra="2026-06-01"),
    ]
    nothing = {"organiserte_reiser": 0, "ikke_moett": 0, "avbestilt_etter_utsending": 0, "krevde_reiser": 0}
    for engine in ENGINES:
        found = [fact for fact in features(book, tmp_path, events, engine) if fact.entity == "pasient_i_perioden"]
        assert [(fact.subject, fact.values) for fact in found] == [
            (
                "p1",
                {
                    "dato": "2026-05-01", "organiserte_reiser": 1, "ikke_moett": 1, "avbestilt_etter_utsending": 1,
                    "krevde_reiser": 2, "bilattest": True,
                },
            ),
            ("p1", nothing | {"dato": "2026-06-01", "organiserte_reiser": 1, "bilattest": False}),
            ("p2", nothing | {"dato": "2026-05-01", "bilattest": False}),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until", "revoked", "held"),
    [
        ("2026-01-01", "2026-04-30", None, False),
        ("2026-01-01", "2026-05-01", None, True),
        ("2026-06-01", "2026-06-30", None, False),
        ("2026-05-31", "2026-06-30", None, True),
        ("2026-01-01", "2026-12-31", "2026-05-01", False),
        ("2026-01-01", "2026-12-31", "2026-05-02", True),
        ("2026-05-20", "2026-12-31", "2026-05-20", False),
    ],
)
def test_a_car_attest_held_on_some_day_of_the_month(
    tmp_path: Path, book: ControlBook, since: str, until: str, revoked: str | None, held: bool
) -> None:
    events = [event("bestilling", *BARE), event("attest", attesttype="egen_bil", gyldig_fra=since, gyldig_til=until)]
    events += [event("attest_tilbakekalt", fra=revoked)] if revoked else []
    found = values(features(book, tmp_path, events), "pasient_i_perioden")
    assert found["p1"]["bilattest"] is held


def test_requesters_and_those_to_compare_with(tmp_path: Path, book: ControlBook) -> None:
    def written(who: str, alone: int, others: int, attests: int) -> list[Event]:
        orders = [
            event("rekvisisjon", rekvisisjon=f"{who}-{at}", rekvirent=who, alene_i_bil=at < alone, grunn="helse")
            for at in range(alone + others)
        ]
        orders[:1] = [orders[0] | {"grunn": "trafikk"}] if orders else []
        return orders + [event("attest", attest=f"{who}-{at}", rekvirent=who) for at in range(attests)]

    events = [*written("q1", 2, 1, 5), *written("q2", 1, 5, 2), *written("q3", 0, 0, 1), *written("q4", 0, 1, 9)]
    events.append(event("rekvisisjon", rekvisisjon="x", rekvirent="q1", tid="2026-04-30T23:59", alene_i_bil=True))
    facts = {"trafikale": 1, "median_attester": 2, "tre_ganger_median_attester": 6, "dato": "2026-05-01"}
    expected = [
        ("q1", {
            "dato": "2026-04-01", "rekvisisjoner": 1, "alene_i_bil": 1, "alene_promille": 1000,
            "andres_alene_promille": 0, "trafikale": 0, "attester": 0, "median_attester": 0,
            "tre_ganger_median_attester": 0,
        }),
        ("q1", facts | {
            "rekvisisjoner": 3, "alene_i_bil": 2, "alene_promille": 666, "andres_alene_promille": 142, "attester": 5,
        }),
        ("q2", facts | {
            "rekvisisjoner": 6, "alene_i_bil": 1, "alene_promille": 166, "andres_alene_promille": 500, "attester": 2,
        }),
        ("q3", facts | {
            "rekvisisjoner": 0, "alene_i_bil": 0, "alene_promille": 0, "andres_alene_promille": 300, "attester": 1,
            "trafikale": 0,
        }),
        ("q4", facts | {
            "rekvisisjoner": 1, "alene_i_bil": 0, "alene_promille": 0, "andres_alene_promille": 333, "attester": 9,
        }),
    ]  # fmt: skip
    for engine in ENGINES:
        found = [fact for fact in features(book, tmp_path, events, engine) if fact.entity == "rekvirent_i_perioden"]
        assert [(fact.subject, fact.values) for fact in found] == expected


def test_a_carrier_in_a_month(tmp_path: Path, book: ControlBook) -> None:
    results = ["kjoert", "kjoert", "feil_levert", "ikke_kontakt", "ikke_kontakt", "ikke_moett", "kjoert"]
    events = [event("bestilling", *BARE, reise=f"j{at}") for at in range(len(results))]
    events += [event("gjennomfoering", reise=f"j{at}", resultat=result) for at, result in enumerate(results)]
    events += [
        event("gjennomfoering", reise="j0", transportoer="t2", resultat="ikke_kontakt"),
        event("gjennomfoering", reise="j3", resultat="kjoert", tid="2026-05-09T00:00"),  # a correction
        event("gjennomfoering", reise="j99"),  # of no booking, so of no day
        event("bestilling", *BARE, reise="j100", dato="2026-06-01"),
        event("gjennomfoering", reise="j100", resultat="feil_levert"),
    ]

    def counts(day: str, *numbers: int) -> dict[str, Any]:
        names = ("turer", "ikke_kontakt", "ikke_kontakt_promille", "feil_levert", "feil_levert_promille")
        return {"dato": day, **dict(zip(names, numbers, strict=True))}

    for engine in ENGINES:
        found = [fact for fact in features(book, tmp_path, events, engine) if fact.entity == "transportoer_i_perioden"]
        assert [(fact.subject, fact.values) for fact in found] == [
            ("t1", counts("2026-05-01", 7, 1, 142, 1, 142)),
            ("t1", counts("2026-06-01", 1, 0, 0, 1, 1000)),
            ("t2", counts("2026-05-01", 1, 1, 1000, 0, 0)),
        ]


def test_an_issued_attest(tmp_path: Path, book: ControlBook) -> None:
    events = [
        event("attest", attest="a1", gyldig_fra="2024-01-01", gyldig_til="2024-12-31", rolle="utpekt"),
        event("attest", attest="a2", gyldig_fra="2026-01-01", gyldig_til="2026-01-01"),
    ]
    assert values(features(book, tmp_path, events), "utstedt_attest") == {
        "a1": {"dato": "2024-01-01", "rolle": "utpekt", "varighet_dager": 366},
        "a2": {"dato": "2026-01-01", "rolle": "behandler", "varighet_dager": 1},
    }


# --- windows ---


def test_windows_part_the_calendar() -> None:
    """Each day is in one window, and the windows follow one another."""
    for kind in WINDOWS:
        day = date(2024, 1, 1)
        while day < date(2028, 1, 1):
            first, last = window_of(day, kind)
            assert first <= day <= last
            assert window_of(first, kind) == window_of(last, kind) == (first, last)
            assert window_of(last + timedelta(1), kind)[0] == last + timedelta(1)
            assert first.weekday() == 0 if kind == "uke" else first.day == 1
            assert kind != "kvartal" or first.month in (1, 4, 7, 10)
            day += timedelta(3)


def test_a_window_chosen(tmp_path: Path, book: ControlBook) -> None:
    events = [event("bestilling", *BARE, reise=day, dato=day) for day in ("2026-05-10", "2026-05-11", "2026-07-01")]
    found = {
        kind: [
            fact.values["dato"]
            for fact in features(book, tmp_path, events, window=kind)
            if fact.entity == "pasient_i_perioden"
        ]
        for kind in WINDOWS
    }
    assert found == {
        "uke": ["2026-05-04", "2026-05-11", "2026-06-29"],
        "maaned": ["2026-05-01", "2026-07-01"],
        "kvartal": ["2026-04-01", "2026-07-01"],
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
