"""What is no contradiction, and contradictions told together. Each fault by itself: `faulty.py`."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from reiseregel.case import check_document
from reiseregel.errors import InvalidDocument
from tests.case.faulty import HJEM, PLAIN, UT, put
from tests.strategies.documents import minimal_document, valid_documents
from tests.strategies.mutations import removed, replaced
from tests.strategies.vocabulary import rules_vocabulary

VOCABULARY = rules_vocabulary()


def codes(document: Any) -> list[str]:
    try:
        check_document(document, VOCABULARY)
    except InvalidDocument as error:
        return [f"{fault.pointer} {fault.code}" for fault in error.faults]
    return []


@given(valid_documents(VOCABULARY))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_documents_made_consistent_are(document: dict[str, Any]) -> None:
    assert codes(document) == []


def test_minimal_document_is_consistent() -> None:
    assert codes(minimal_document(VOCABULARY)) == []


@pytest.mark.parametrize(
    "document",
    [
        put((*HJEM, "dato"), "2026-05-10"),
        put(("turer", 0, "reisende", 0, "opphold", 0, "avreise"), "2026-05-11"),
        put(("turer", 0, "reisende", 0, "overnattinger", 0, "dato"), "2026-05-11"),
        put(("fremsatt",), "2026-05-11"),
        put(("pasient", "foedselsdato"), "2026-05-10"),
        put((*UT, "reisevei_endepunkt_m"), 10),
        replaced(put((*UT, "strekninger", 1, "lengde_m"), 90000), (*UT, "reisevei_endepunkt_m"), 150000),
        removed(put((*UT, "strekninger", 1, "lengde_m"), 3000000), (*UT, "reisevei_m")),
        replaced(put((*UT, "strekninger", 1, "lengde_m"), 3000000), (*UT, "endepunkt"), "arbeid"),
        put(("kilder", 0, "faktum"), "/turer/0/attester"),
        put(("kilder", 0, "referanse"), "9b2f8a54-7c1e-4d3a-9f00-123456789012"),
        put(("vurderinger", 0, "momenter"), []),
        {**PLAIN, "turer": [PLAIN["turer"][0]], "kilder": []},
    ],
)
def test_no_contradiction(document: dict[str, Any]) -> None:
    assert codes(document) == []


LOSS = {"dato": "2026-05-10", "fravaer_min": 60}


def test_each_traveller_has_a_loss_for_each_day() -> None:
    document = put((*UT[:4], "inntektstap"), [LOSS, {**LOSS, "dato": "2026-05-11"}])
    document["turer"][0]["reisende"].append(
        {**document["turer"][0]["reisende"][0], "rolle": "ledsager", "inntektstap": [LOSS]}
    )

    assert codes(document) == []


@pytest.mark.parametrize(("role", "faults"), [("pasient", True), ("ledsager", False)])
def test_patient_is_one_person_in_every_trip_and_a_companion_need_not_be(role: str, faults: bool) -> None:
    document = removed(put((*UT[:4], "inntektstap"), [LOSS]), ("vurderinger",))
    del document["turer"][0]["behandling"]["noedvendig_vurdert"]
    document["turer"][0]["reisende"][0]["rolle"] = role
    document["turer"].append(deepcopy(document["turer"][0]))

    twice = [
        "/turer/1/reisende/0/inntektstap/0/dato inntektstap.samme_dag",
        "/turer/1/reisende/0/opphold/0/avreise opphold.samme_dato",
        "/turer/1/reisende/0/overnattinger/0/dato overnatting.samme_dato",
    ]
    assert codes(document) == (twice if faults else [])


def test_one_night_follows_another() -> None:
    nights = [{"dato": f"2026-05-{day}", "beloep_oere": 50000} for day in (10, 11)]

    assert codes(put((*UT[:4], "overnattinger"), nights)) == []


def test_income_can_be_lost_on_the_day_of_the_claim() -> None:
    assert codes(put((*UT[:4], "inntektstap"), [{**LOSS, "dato": "2026-05-20"}])) == []


def test_journey_only_home_sets_no_first_day() -> None:
    document = removed(put(("turer", 0, "reisende", 0, "opphold", 0, "avreise"), "2026-05-01"), UT)

    assert codes(document) == []


def test_length_at_elsewhere_is_compared_when_it_is_given() -> None:
    document = replaced(put((*UT, "strekninger", 1, "lengde_m"), 90000), (*UT, "endepunkt"), "arbeid")
    document["turer"][0]["reisende"][0]["reiser"][0]["reisevei_endepunkt_m"] = 120000

    assert codes(document) == ["/turer/0/reisende/0/reiser/0/strekninger reise.strekninger_for_lange"]


@pytest.mark.parametrize(
    "target",
    ["/turer/00/behandling/noedvendig_vurdert", "/turer/0", "/turer", "/turer/0/reisende/0/reiser/0/dato/x", "/x"],
)
def test_pointers_are_exact(target: str) -> None:
    assert codes(put(("vurderinger", 0, "faktum"), target)) == [
        "/turer/0/behandling/noedvendig_vurdert vurdering.mangler",
        "/vurderinger/0/faktum vurdering.ukjent_faktum",
    ]


def test_every_contradiction_is_told_at_once() -> None:
    document = deepcopy(PLAIN)
    second = deepcopy(document["turer"][0])
    second["reisende"][0]["reiser"][1]["dato"] = "2026-06-09"
    second["reisende"][0]["opphold"][0]["avreise"] = "2026-07-01"
    second["reisende"][0]["reiser"][0]["strekninger"][0]["lengde_m"] = 60001
    document["turer"].append(second)
    document["pasient"]["foedselsdato"] = "2026-05-31"
    document["kilder"][0]["faktum"] = "/pasient/navn"
    document["vurderinger"] *= 2

    assert codes(document) == [
        "/fremsatt krav.fremsatt_foer_reise",
        "/kilder/0/faktum kilde.ukjent_faktum",
        "/pasient/foedselsdato pasient.foedt_etter_reise",
        "/turer/1/behandling/noedvendig_vurdert vurdering.mangler",
        "/turer/1/reisende/0/opphold/0/avreise opphold.etter_hjemreise",
        "/turer/1/reisende/0/overnattinger/0/dato overnatting.samme_dato",
        "/turer/1/reisende/0/reiser/0/strekninger reise.strekninger_for_lange",
        "/vurderinger/1/faktum vurdering.dobbel",
    ]
