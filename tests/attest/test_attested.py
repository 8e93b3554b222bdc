"""A claim with travel attests: what they change, what they leave open, and that hand-written facts give the same."""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reiseregel import InvalidDocument, decide
from reiseregel.attest import GivenAttest, attest_lines, with_attests
from tests.conftest import Figures, own_rules

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "15_reiseattest"
REFERENCE = "RA-1"
#: Facts that may be missing on an attest without making it another one.
MAY_BE_MISSING = (
    "utsteder",
    "foert_av",
    "forhold_til_pasienten",
    "grunn",
    "behov_over_tid",
    "reiseattest_i_bruk",
    "hendelser",
)


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLE / name).read_text(encoding="utf-8"))
    return found


@pytest.fixture
def claim() -> dict[str, Any]:
    """7.5 km each way with parking, no attest: refused."""
    return read("krav.json")


@pytest.fixture
def attest() -> dict[str, Any]:
    """From the GP: a wheelchair, adapted transport, all care at home, valid to the end of 2026."""
    return read("attest.json")


def attested(claim: dict[str, Any], *attests: dict[str, Any], **readings: str) -> Any:
    return with_attests(claim, [GivenAttest(item, REFERENCE) for item in attests], own_rules(), readings)


def outcome(claim: dict[str, Any]) -> tuple[str, int | None]:
    decision = decide(claim, own_rules())
    return decision.status, decision.amount


def test_a_short_journey_is_refused_without_and_granted_with_the_attest(
    claim: dict[str, Any], attest: dict[str, Any]
) -> None:
    before = copy.deepcopy(claim)

    found = attested(claim, attest)

    assert outcome(claim) == ("avslag", 0)
    assert outcome(found.document) == ("innvilget", 2400 + 10000 + 2400)  # 2 × 7.5 km × 3.20, and parking
    assert claim == before
    (answer,) = found.answers
    assert (answer.trip, answer.attest, answer.reference) == (0, 0, REFERENCE)
    assert (answer.standing, answer.written, answer.grounds, answer.missing) == ("valid", True, (), ())


def test_the_receipt_is_that_of_the_facts_written_by_hand(claim: dict[str, Any], attest: dict[str, Any]) -> None:
    facts = {"grunn": "helsetilstand", "utsteder": "behandler", "gyldig_for_turen": True}
    by_hand = copy.deepcopy(claim)
    by_hand["turer"][0]["attester"] = [facts]
    by_hand["kilder"] = [
        {"faktum": f"/turer/0/attester/0/{name}", "kilde": "attest", "referanse": REFERENCE} for name in facts
    ]

    found = attested(claim, attest).document

    assert found == by_hand
    assert decide(found, own_rules()).receipt == decide(by_hand, own_rules()).receipt


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"gyldig_til": "2026-05-03", "hendelser": []}, "Turen er etter den siste dagen attesten gjelder (§ 22)."),
        (
            {"hendelser": [{"nummer": 1, "slag": "tilbakekalt", "dato": "2026-05-04"}]},
            "Attesten var trukket tilbake da turen ble gjort (§ 22).",
        ),
        ({"omfang": "primaerhelsetjenesten"}, "Attesten omfatter ikke denne turen (§ 22)."),
        ({"gyldig_fra": "2026-05-05"}, "Turen er før den første dagen på attesten (§ 22)."),
        ({"forhold_til_pasienten": "naer_familie"}, "Utstederen er inhabil og skal ikke gi attest"),
        ({"utsteder": "andre"}, "Utstederen kan ikke attestere denne grunnen"),
    ],
    ids=["expired", "withdrawn", "outside its scope", "not begun", "to family", "wrong issuer"],
)
def test_an_attest_that_is_not_valid_changes_nothing_and_says_why(
    claim: dict[str, Any], attest: dict[str, Any], changes: dict[str, Any], words: str
) -> None:
    found = attested(claim, attest | changes)

    assert found.document["turer"][0]["attester"][0]["gyldig_for_turen"] is False
    assert outcome(found.document) == outcome(claim)
    assert found.answers[0].standing == "not_valid"
    assert any(text.nb.startswith(words) for text in found.answers[0].grounds)


def test_the_day_before_it_is_withdrawn_it_is_valid(claim: dict[str, Any], attest: dict[str, Any]) -> None:
    attest["hendelser"] = [{"nummer": 1, "slag": "tilbakekalt", "dato": "2026-05-05"}]

    assert outcome(attested(claim, attest).document)[0] == "innvilget"


def test_what_is_open_is_left_out_and_stays_a_question(claim: dict[str, Any], attest: dict[str, Any]) -> None:
    del attest["hendelser"]

    found = attested(claim, attest)

    assert found.document["turer"][0]["attester"] == [{"grunn": "helsetilstand", "utsteder": "behandler"}]
    decision = decide(found.document, own_rules())
    assert decision.status == "mangler_opplysninger"
    assert [item.fact.key for item in decision.clarifications if item.fact] == ["attest.gyldig_for_turen"]
    assert found.answers[0].standing == "open"
    assert "Er attesten endret eller trukket tilbake etter at den ble utstedt?" in [
        text.nb for text in found.answers[0].missing
    ]


def test_an_own_practitioner_is_open_until_the_trip_of_the_attest_tells(
    claim: dict[str, Any], attest: dict[str, Any]
) -> None:
    own = attest | {
        "utsteder": "behandler",
        "behandlers_tjeneste": "spesialisthelsetjenesten",
        "omfang": "eget_behandlingssted",
    }
    trip = {"proeves": "egen_bil", "dato": "2026-05-04", "hos_utstederen": True}

    assert attested(claim, own).answers[0].standing == "open"
    assert attested(claim, own | {"tur": trip}).answers[0].standing == "valid"
    assert attested(claim, own | {"tur": trip | {"hos_utstederen": False}}).answers[0].standing == "not_valid"
    assert attested(claim, own | {"tur": trip | {"dato": "2026-05-06"}}).answers[0].standing == "open"


def test_facts_of_the_trip_of_the_attest_are_used_only_when_it_is_surely_that_trip(
    claim: dict[str, Any], attest: dict[str, Any]
) -> None:
    own = {"utsteder": "behandler", "behandlers_tjeneste": "spesialisthelsetjenesten", "omfang": "eget_behandlingssted"}
    trip = {"proeves": "egen_bil", "dato": "2026-05-04", "hos_utstederen": True}
    claim["turer"].append(copy.deepcopy(claim["turer"][0]))

    twice = attested(claim, attest | own | {"tur": trip}).answers
    claim["turer"].pop()
    other = attested(claim, attest | own | {"tur": trip | {"tjeneste": "primaerhelsetjenesten"}}).answers

    assert [item.standing for item in twice] == ["open", "open"]
    assert [item.standing for item in other] == ["open"]


def test_a_source_of_a_fact_about_another_trip_goes_with_the_fact(
    claim: dict[str, Any], attest: dict[str, Any]
) -> None:
    attest["tur"] = {"proeves": "egen_bil", "dato": "2026-06-04", "hos_utstederen": True}
    attest["kilder"] = [
        {"faktum": "/tur/hos_utstederen", "kilde": "register"},
        {"faktum": "/utsteder", "kilde": "register", "referanse": "hpr"},
    ]

    assert attested(claim, attest).answers[0].standing == "valid"


def test_specialist_care_may_be_addiction_treatment_so_that_attest_is_open(
    claim: dict[str, Any], attest: dict[str, Any]
) -> None:
    staff = attest | {"utsteder": "ansatt_i_helse_og_omsorgstjenesten", "omfang": "rusbehandling"}
    trip = {"proeves": "organisert_reise", "dato": "2026-05-04", "tjeneste": "rusbehandling"}

    assert attested(claim, staff, attest_rusansatt="ogsaa_bil").answers[0].standing == "open"
    assert attested(claim, staff | {"tur": trip}, attest_rusansatt="ogsaa_bil").answers[0].standing == "valid"
    assert attested(claim, staff).answers[0].standing == "not_valid"  # not for one's own car, as § 16 is read here


def test_a_trip_that_outlasts_the_attest_is_open(claim: dict[str, Any], attest: dict[str, Any]) -> None:
    attest["gyldig_til"], attest["hendelser"] = "2026-05-04", []
    claim["turer"][0]["reisende"][0]["reiser"][1]["dato"] = "2026-05-05"

    (answer,) = attested(claim, attest).answers

    assert answer.standing == "open"
    assert [text.nb for text in answer.grounds] == ["Turen er etter den siste dagen attesten gjelder (§ 22)."]


def test_attests_are_added_beside_those_of_the_claim(claim: dict[str, Any], attest: dict[str, Any]) -> None:
    written = {"grunn": "manglende_rutetilbud", "utsteder": "annen", "gyldig_for_turen": False}
    claim["turer"][0]["attester"] = [written]

    found = attested(claim, attest, attest | {"omfang": "primaerhelsetjenesten"}).document

    listed = found["turer"][0]["attester"]
    assert listed[0] == written
    assert [item["gyldig_for_turen"] for item in listed] == [False, True, False]
    assert {item["faktum"] for item in found["kilder"]} >= {"/turer/0/attester/2/gyldig_for_turen"}


def test_a_claim_that_does_not_say_which_attests_there_are_only_gets_a_valid_one(
    claim: dict[str, Any], attest: dict[str, Any]
) -> None:
    del claim["turer"][0]["attester"]

    refused = attested(claim, attest | {"omfang": "primaerhelsetjenesten"})

    assert refused.document == claim
    assert not refused.answers[0].written
    assert outcome(refused.document)[0] == "mangler_opplysninger"
    assert outcome(attested(claim, attest).document)[0] == "innvilget"


def test_each_trip_is_tested_for_itself(claim: dict[str, Any], attest: dict[str, Any]) -> None:
    second = copy.deepcopy(claim["turer"][0])
    for journey in second["reisende"][0]["reiser"]:
        journey["dato"] = "2026-01-12"
    claim["turer"].append(second)
    attest |= {"gyldig_fra": "2026-02-02", "utstedt": "2026-02-02"}

    assert [item.standing for item in attested(claim, attest).answers] == ["valid", "not_valid"]


def test_the_position_of_the_issuer_goes_along_for_trips_before_2025(claim: dict[str, Any]) -> None:
    old = read("attest.json") | {
        "utstedt": "2024-05-06",
        "gyldig_fra": "2024-05-06",
        "gyldig_til": "2025-05-06",
        "hendelser": [],
        "yrke": "lege",
    }
    for journey in claim["turer"][0]["reisende"][0]["reiser"]:
        journey["dato"] = "2024-06-03"
    claim["fremsatt"] = "2024-07-01"

    found = attested(claim, old).document

    assert found["turer"][0]["attester"][0]["skrevet_av"] == "lege"
    assert decide(found, own_rules()).status == "innvilget"


def test_a_missing_route_is_no_health_ground(claim: dict[str, Any], attest: dict[str, Any]) -> None:
    route = attest | {
        "utsteder": "helseforetaket",
        "grunn": "manglende_rutetilbud",
        "omfang": "spesialisthelsetjenesten",
    }

    found = attested(claim, route).document

    facts = {"grunn": "manglende_rutetilbud", "utsteder": "helseforetaket", "gyldig_for_turen": True}
    assert found["turer"][0]["attester"] == [facts]
    assert outcome(found)[0] == "avslag"  # § 8 second ledd is for health alone


def test_a_reference_that_could_name_someone_becomes_a_fingerprint(
    claim: dict[str, Any], attest: dict[str, Any]
) -> None:
    marks = {
        with_attests(claim, [GivenAttest(attest, wanted)], own_rules()).answers[0].reference
        for wanted in ("01017012345", "Kari Nordmann", "", "x" * 65, "12345\n")
    }

    assert len(marks) == 1
    assert marks.pop().startswith("attest-")


def test_other_documents_are_refused(claim: dict[str, Any], attest: dict[str, Any]) -> None:
    with pytest.raises(InvalidDocument) as not_a_claim:
        attested(attest, attest)
    with pytest.raises(InvalidDocument) as not_an_attest:
        attested(claim, claim)

    assert [item.code for item in not_a_claim.value.faults] == ["attest.ikke_krav"]
    assert [item.code for item in not_an_attest.value.faults] == ["attest.ikke_attest"]


def test_text_and_a_dict_give_the_same(claim: dict[str, Any], attest: dict[str, Any]) -> None:
    text = with_attests(json.dumps(claim), [GivenAttest(json.dumps(attest).encode(), REFERENCE)], own_rules())

    assert text.document == attested(claim, attest).document


def test_lines_are_in_three_languages(claim: dict[str, Any], attest: dict[str, Any]) -> None:
    answers = attested(claim, attest, attest | {"omfang": "primaerhelsetjenesten"}).answers

    assert list(attest_lines(answers, "nb")) == [
        "Reiseattester",
        "  Tur 1, attest 1 (RA-1): gjelder for turen.",
        "  Tur 1, attest 2 (RA-1): gjelder ikke for turen.",
        "    – Attesten omfatter ikke denne turen (§ 22).",
    ]
    assert list(attest_lines(answers, "nn"))[-1] == "    – Attesten omfattar ikkje denne turen (§ 22)."
    assert list(attest_lines(answers, "en"))[2] == "  Trip 1, attest 2 (RA-1): does not cover the trip."
    assert list(attest_lines((), "nb")) == []


def test_a_missing_fact_never_gives_an_answer_the_whole_attest_does_not(figures: Figures) -> None:
    """Random attests with facts taken out: what is then said of the trip is what the whole attest says, or nothing."""
    choose = random.Random(20260219)
    counted: Counter[str] = Counter()
    for _ in range(40):
        whole = read("attest.json") | {
            "utsteder": choose.choice([*["fastlege"] * 5, "helseforetaket"]),
            "grunn": choose.choice([*["nedsatt_bevegelighet"] * 5, "manglende_rutetilbud"]),
            "gyldig_til": choose.choice(["2026-05-03", *["2027-02-02"] * 4]),
            "foert_av": choose.choice(["utstederen_selv", "sekretaer"]),
            "utstederen_attesterer": choose.random() < 0.8,
            "forhold_til_pasienten": choose.choice([*["ingen_tilknytning"] * 7, "naer_familie"]),
            "behov_over_tid": choose.random() < 0.9,
            "hendelser": choose.choice([[], [], [], [{"nummer": 1, "slag": "tilbakekalt", "dato": "2026-05-04"}]]),
        }
        gone = {name for name in MAY_BE_MISSING if choose.random() < 0.15}
        part = {name: item for name, item in whole.items() if name not in gone}

        said, sure = (attested(read("krav.json"), item).answers[0].standing for item in (part, whole))

        assert sure != "open"
        assert said in ("open", sure)
        counted[said] += 1
    figures(f"attester med hull i kravet: {dict(sorted(counted.items()))}")
    assert min(counted[name] for name in ("open", "not_valid", "valid")) > 0
