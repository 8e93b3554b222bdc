"""Events → what is counted for a patient, a requester and a carrier in a period, and which period a day is in."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from reiseregel.control.book import load_control_book
from reiseregel.control.signals import ControlBook
from reiseregel.control.windows import WINDOWS, window_of
from tests.control.counted import BARE, ENGINES, features, values
from tests.control.made_events import Event, event


@pytest.fixture(scope="module")
def book() -> ControlBook:
    return load_control_book()


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
            "trafikale": 0, "attester": 0, "median_attester": 0, "tre_ganger_median_attester": 0,
        }),  # nobody to compare with: that share is open
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
