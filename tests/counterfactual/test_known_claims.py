"""Claims whose counterfactuals a person can tell beforehand."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from reiseregel.counterfactual import Change, Counterfactual, Counterfactuals
from tests.counterfactual.found import decided, of_example
from tests.explain.answers import example

OUT, HOME = "/turer/0/reisende/0/reiser/0", "/turer/0/reisende/0/reiser/1"
CARE = "/turer/0/behandling"


def found(document: dict[str, Any] | str) -> Counterfactuals:
    """Of a document, or of an example by its number."""
    return (of_example(document) if isinstance(document, str) else decided(document))[1]


def alone(items: tuple[Counterfactual, ...], pointer: str) -> list[tuple[Counterfactual, Change]]:
    """The counterfactuals that change one fact only."""
    return [(item, item.changes[0]) for item in items if [change.pointer for change in item.changes] == [pointer]]


def journeys(document: dict[str, Any], **facts: Any) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    for journey in changed["turer"][0]["reisende"][0]["reiser"]:
        journey.update(facts)
    return changed


def test_a_metre_short_of_ten_kilometres() -> None:
    result = found("02")
    ((item, change),) = alone(result.better, f"{OUT}/reisevei_m")
    assert (change.condition.at_least, change.condition.at_most) == (10_000, None)
    assert (item.outcomes, item.direction, item.group) == (("innvilget",), "bare_utfall", "nei")
    assert not item.shown_to_patient


def test_the_length_from_which_something_is_paid() -> None:
    """171 kr are held back; at 3.20 kr a kilometre there is an øre from 53.440 km on, once rounded to whole øre."""
    ((item, change),) = alone(found("02").better, f"{HOME}/reisevei_m")
    assert change.condition.at_least is not None
    assert 53_437 < change.condition.at_least <= 53_440
    assert item.direction == "bedre"
    assert item.bounds.lowest == 1


def test_a_longer_road_that_only_pays_more_is_not_told() -> None:
    assert alone(found("01").better, f"{OUT}/reisevei_m") == []


def test_over_three_hundred_kilometres_the_cheapest_route_counts() -> None:
    document = journeys(example("01"), reisevei_m=300_001, billigste_rute_oere=40_000)
    ((item, change),) = alone(found(document).better, f"{OUT}/reisevei_m")
    assert change.condition.at_most == 300_000
    assert change.condition.at_least is not None
    assert change.condition.at_least > 125_000  # 400 kr at 3.20 kr a kilometre
    assert item.direction == "bedre"


def test_a_taxi_without_agreement() -> None:
    result = found("08")
    ((item, change),) = alone(result.better, f"{HOME}/drosjebestilling")
    assert change.condition.codes == ("bestilt_av_helseforetaket", "avtalt")
    assert (item.group, item.direction, item.outcomes) == ("neste_gang", "bedre", ("innvilget",))
    assert item.shown_to_patient
    assert [post.number for post in item.posts] == [1]


def test_a_late_claim() -> None:
    """Six months from the end of the last journey."""
    document = example("01") | {"fremsatt": "2026-12-01"}
    judged = ("ikke_i_stand_til_aa_kreve", "misvisende_opplysninger", "aapenbart_ikke_i_stand_til_aa_kreve")
    document["turer"][0]["reisende"][0] |= dict.fromkeys(judged, False)
    document["vurderinger"] = [assessment(f"/turer/0/reisende/0/{name}") for name in judged]
    result = found(document)
    ((item, change),) = alone(result.better, "/fremsatt")
    assert change.to_json()["vilkaar"] == {"til": "2026-11-04"}
    assert (item.group, item.outcomes, item.shown_to_patient) == ("neste_gang", ("innvilget",), True)
    # That one could not claim, or was misled, is nothing to put into anybody's mouth.
    for told in result.for_patient:
        assert all("kreve" not in change.pointer and "misvisende" not in change.pointer for change in told.changes)


def assessment(pointer: str) -> dict[str, Any]:
    return {
        "faktum": pointer,
        "rolle": "saksbehandler",
        "referanse": "v-1",
        "tidspunkt": "2026-12-02T10:00:00Z",
        "momenter": [0],
        "begrunnelse_sha256": "a" * 64,
    }


def test_a_missing_attestation_is_told_with_the_facts_it_needs() -> None:
    ((item, change),) = alone(found("02").better, "/turer/0/attester")
    within = {fact.name: condition.codes for fact, condition in change.condition.within}
    assert within == {
        "grunn": ("helsetilstand",),
        "utsteder": ("behandler", "utpekt_av_helseforetaket"),
        "gyldig_for_turen": ("ja",),
    }
    assert (item.group, item.shown_to_patient) == ("dokumenteres", True)


def test_what_invites_an_untruth_or_stands_in_a_register_is_not_for_the_patient() -> None:
    result = found("02")
    for pointer in (f"{CARE}/oeyeblikkelig_hjelp", f"{HOME}/egenandel_fritak", f"{HOME}/frikort"):
        assert [item.shown_to_patient for item, _ in alone(result.better, pointer)] == [False], pointer
    assert [item.changes[0].pointer for item in result.for_patient] == ["/turer/0/attester"]


def test_a_looked_up_fact_is_not_for_the_patient_whoever_owns_it() -> None:
    document = example("08")
    document["kilder"] = [{"faktum": f"{HOME}/drosjebestilling", "kilde": "register"}]
    ((item, _),) = alone(found(document).better, f"{HOME}/drosjebestilling")
    assert not item.shown_to_patient


def test_a_refusal_that_something_unknown_could_still_keep() -> None:
    """The journeys are too short and the attendance is unknown: an attestation would not settle it, but give hope."""
    ((item, change),) = alone(found("11").better, "/turer/0/attester")
    assert item.direction == "kan_bli_bedre"
    assert item.outcomes == ("innvilget", "avslag")
    assert change.condition.more


def test_two_things_that_only_do_together() -> None:
    """A journey too short for support, and no attendance: neither alone gives anything."""
    document = journeys(example("01"), reisevei_m=9_000)
    document["turer"][0]["attester"] = []
    document["turer"][0]["behandling"] |= {
        "oppmoete_bekreftet": False,
        "oppmoetebekreftelse_vedlagt": "finnes_ikke",
        "oppmoete_kan_godtas": False,
        "oeyeblikkelig_hjelp": False,
    }
    document["vurderinger"] = [assessment(f"{CARE}/oppmoete_kan_godtas")]
    result = found(document)
    sets = {frozenset(change.pointer for change in item.changes) for item in result.better}
    assert {f"{CARE}/oppmoete_bekreftet", "/turer/0/attester"} in sets
    assert {f"{CARE}/oppmoete_bekreftet", f"{OUT}/reisevei_m"} in sets
    assert not sets & {frozenset({pointer}) for pointer in (f"{CARE}/oppmoete_bekreftet", "/turer/0/attester")}


def test_what_a_grant_hangs_on_is_kept_apart() -> None:
    result = found("01")
    assert result.worse
    assert all(item.direction == "daarligere" and not item.shown_to_patient for item in result.worse)
    names = {change.pointer for item in result.worse for change in item.changes}
    assert f"{CARE}/finansiert_av_rhf" in names


def test_a_demand_is_better_the_less_is_demanded() -> None:
    result = found("10")
    assert result.better
    for item in result.better:
        assert item.bounds.lowest is not None
        assert item.bounds.lowest < 1_100_000
        assert not item.shown_to_patient


def test_json_says_everything_once() -> None:
    data = found("02").to_json()
    assert data["type"] == "hva_om"
    assert data["flest_endringer"] == 3
    (attest,) = [item for item in data["bedre"] if item["endringer"][0]["faktum"] == "attest[]"]
    assert attest["endringer"][0]["vilkaar"]["en_til"]["grunn"] == {"en_av": ["helsetilstand"]}
    assert attest["poster"] == [
        {
            "nummer": 1,
            "mulige_utfall": ["innvilget"],
            "utbetales": {"laveste_oere": 0, "hoeyeste_oere": 0},
        }
    ]


def test_the_document_is_left_as_it_was() -> None:
    document = example("10")
    before = copy.deepcopy(document)
    assert found(document).better
    assert document == before


def test_a_search_that_is_cut_short_says_so_and_tells_what_can_be_proved_first(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = found("02")
    monkeypatch.setattr("reiseregel.counterfactual.find.MOST_DECIDED", 1)
    monkeypatch.setattr("reiseregel.counterfactual.find.LEAST_TOLD", 2)
    some = found(example("02"))
    monkeypatch.setattr("reiseregel.counterfactual.find.MOST_SPENT_ALONE", 2)
    nothing = found(example("02"))

    assert [item.group for item in some.better] == ["dokumenteres", "dokumenteres"]
    assert len(some.worse) == 2
    assert all(item in everything.better for item in some.better)
    assert not some.exhausted
    assert (nothing.better, nothing.worse, nothing.exhausted) == ((), (), False)
