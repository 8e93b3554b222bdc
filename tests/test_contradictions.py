"""Facts that cannot stand together are refused when both are given; a contradiction says nothing of what is unknown.

A presumption settles the plain case. An assessment that says the opposite of it is a fault in what was handed in. It
must not answer for the fact the presumption rests on, though: that one is still asked of its owner.
"""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from reiseregel import InvalidDocument, RuleBook, decide, load_rulebook
from tests.contradictory_facts import CONTRADICTIONS, IMPOSSIBLE, Row

ROOT = Path(__file__).resolve().parent.parent
CLAIM = json.loads((ROOT / "examples/01_egen_bil_100_km/krav.json").read_text(encoding="utf-8"))


each = pytest.mark.parametrize("row", CONTRADICTIONS, ids=lambda row: row.id)


@pytest.fixture(scope="module")
def book() -> Any:
    return load_rulebook()


def place(document: Any, pointer: str) -> Any:
    """What stands at a pointer. A list or an item that is missing is put there, empty."""
    found = document
    for step in pointer.split("/")[1:]:
        if isinstance(found, list):
            found.extend({} for _ in range(len(found), int(step) + 1))
            found = found[int(step)]
        else:
            found = found.setdefault(step, [])
    return found


def claim(row: Row, *without: str) -> Any:
    """The plain claim with the clashing facts except those left out. An expense counts because the care is urgent."""
    document = copy.deepcopy(CLAIM)
    trip = document["turer"][0]
    document["pasient"] |= {"foedselsdato": row.born} if row.born else {}
    trip["attester"] = []
    trip["behandling"]["oeyeblikkelig_hjelp"] = row.urgent or row.entity in ("utgift", "fellesutgift")
    trip["behandling"]["godkjent_klinisk_studie"] = False
    for pointer, facts in row.elsewhere.items():
        place(document, pointer).update(facts)
    place(document, row.pointer).update({key: value for key, value in row.facts.items() if key not in without})
    for key in without:
        place(document, row.pointer).pop(key, None)
    if row.assessment not in without:
        document["vurderinger"] = [
            {
                "faktum": f"{row.pointer}/{row.assessment}",
                "rolle": "saksbehandler",
                "referanse": "V-1",
                "tidspunkt": "2026-06-02T10:00:00Z",
                "momenter": [0],
                "begrunnelse_sha256": f"{1:064}",
            }
        ]
    return document


def asked(decision: Any) -> dict[str, str]:
    """The open facts that matter, with their owners."""
    return {item["faktum"]: item["eier"] for item in decision.to_json("nb")["avklaringer"]}


def test_every_rule_that_refuses_is_tried_here(book: RuleBook) -> None:
    about_claims = {name for name in book.vocabulary.entities if book.vocabulary.ancestors(name)[-1] == "krav"}
    contradictions = [item.id for item in book.contradictions if item.entity in about_claims]
    assert contradictions == [row.id for row in CONTRADICTIONS]
    assert {item.id for item in book.impossible if item.entity in about_claims} == set(IMPOSSIBLE)


@each
def test_both_given_is_refused_where_they_stand(row: Row, book: RuleBook) -> None:
    text = next(item.text for item in book.contradictions if item.id == row.id)

    with pytest.raises(InvalidDocument) as refused:
        decide(claim(row), book)

    assert [(item.pointer, item.code, item.message) for item in refused.value.faults] == [
        (row.pointer, "krav.umulig_kombinasjon", text)
    ]


@each
def test_an_unknown_fact_is_still_asked_of_its_owner(row: Row, book: RuleBook) -> None:
    for name in row.basis:
        decision = decide(claim(row, name), book)

        assert decision.status == "mangler_opplysninger"
        owner = book.vocabulary.facts[row.entity, name].owner
        assert owner != "saksbehandler"
        assert asked(decision).get(f"{row.entity}.{name}") == owner
        assert decision.amount is None


@each
def test_the_facts_without_the_assessment_are_settled_by_the_presumption(row: Row, book: RuleBook) -> None:
    decision = decide(claim(row, row.assessment), book)

    assert decision.amount is not None
    assert asked(decision) == {}


@each
def test_the_reading_that_asks_each_time_takes_the_assessment(row: Row, book: RuleBook) -> None:
    decision = decide(claim(row), book, {row.reading: "spoer_hver_gang"})

    assert asked(decision) == {}


@each
def test_an_assessment_that_agrees_with_the_presumption_is_no_fault(row: Row, book: RuleBook) -> None:
    document = claim(row)
    place(document, row.pointer)[row.assessment] = True

    assert asked(decide(document, book)) == {}


@pytest.mark.parametrize(("name", "facts"), IMPOSSIBLE.items(), ids=list(IMPOSSIBLE))
def test_an_impossible_combination_is_refused_too(name: str, facts: dict[str, bool | str], book: RuleBook) -> None:
    document = copy.deepcopy(CLAIM)
    document["turer"][0]["behandling"].update(facts)

    with pytest.raises(InvalidDocument) as refused:
        decide(document, book)

    text = next(item.text for item in book.impossible if item.id == name)
    assert [(item.pointer, item.code, item.message) for item in refused.value.faults] == [
        ("/turer/0/behandling", "krav.umulig_kombinasjon", text)
    ]


def test_what_is_impossible_narrows_but_a_contradiction_does_not(book: RuleBook) -> None:
    """A place in the home region answers whether it is in Norway; an assessment does not answer for the register."""
    narrowed = copy.deepcopy(CLAIM)
    del narrowed["turer"][0]["behandling"]["i_norge"]

    assert asked(decide(narrowed, book)) == {}
    assert asked(decide(claim(CONTRADICTIONS[0], "registrert_eller_henvist"), book)) == {
        "behandling.registrert_eller_henvist": "register"
    }


def test_an_assessment_does_not_rule_out_where_the_journey_began(book: RuleBook) -> None:
    """From lodgings at 150 km: 480,00 − 171 out and 149,00 home. The assessment would leave 149,00 each way."""
    document = claim(CONTRADICTIONS[2], "endepunkt")
    place(document, CONTRADICTIONS[2].pointer)["reisevei_vurdert_m"] = 50000
    document["vurderinger"].append({**document["vurderinger"][0], "momenter": []})
    document["vurderinger"][1]["faktum"] = f"{CONTRADICTIONS[2].pointer}/reisevei_vurdert_m"

    assert decide(document, book).to_json("nb")["grenser"] == {"laveste_oere": 14900, "hoeyeste_oere": 45800}


def test_every_clash_is_named_at_once(book: RuleBook) -> None:
    document = claim(CONTRADICTIONS[4])
    document["turer"][0]["behandling"].update(IMPOSSIBLE["i_regionen_men_utlandet"])
    document["turer"][0]["reisende"][0]["reiser"][0]["utgifter"].append(
        dict(document["turer"][0]["reisende"][0]["reiser"][0]["utgifter"][0])
    )
    document["vurderinger"].append(
        {**document["vurderinger"][0], "faktum": "/turer/0/reisende/0/reiser/0/utgifter/1/noedvendig_vurdert"}
    )

    with pytest.raises(InvalidDocument) as refused:
        decide(document, book)

    assert sorted(item.pointer for item in refused.value.faults) == [
        "/turer/0/behandling",
        "/turer/0/reisende/0/reiser/0/utgifter/0",
        "/turer/0/reisende/0/reiser/0/utgifter/1",
    ]
