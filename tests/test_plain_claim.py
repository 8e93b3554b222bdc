"""The plain claim is settled by a short published list of facts, none of them the caseworker's."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from reiseregel import RuleBook, decide, load_rulebook

ROOT = Path(__file__).resolve().parent.parent
CLAIM = json.loads((ROOT / "examples/01_egen_bil_100_km/krav.json").read_text(encoding="utf-8"))

PLAIN = {
    "pasient": ["foedselsdato", "tilknytning"],
    "behandling": [
        "tjeneste",
        "finansiert_av_rhf",
        "i_bostedsregion",
        "oppmoete_bekreftet",
        "registrert_eller_henvist",
        "unntatt_formaal",
        "i_norge",
        "annen_betaler",
    ],
    "reise": [
        "allerede_dekket",
        "i_norge",
        "endepunkt",
        "reisevei_m",
        "felles_takstsone",
        "opplyst_gratis_transport",
        "tilbud",
        "frikort",
        "egenandel_fritak",
    ],
}


@pytest.fixture(scope="module")
def book() -> Any:
    return load_rulebook()


def entities(claim: Any) -> Any:
    trip = claim["turer"][0]
    return {"pasient": [claim["pasient"]], "behandling": [trip["behandling"]], "reise": trip["reisende"][0]["reiser"]}


def test_the_list_is_short_and_all_that_is_given(book: RuleBook) -> None:
    content = {fact.name for fact in book.vocabulary.facts.values() if fact.content}
    for name, given in entities(CLAIM).items():
        for item in given:
            assert {key for key in item if key not in content} == set(PLAIN[name])
    assert sum(len(names) for names in PLAIN.values()) <= 20


def test_none_of_them_is_the_caseworkers(book: RuleBook) -> None:
    for entity, names in PLAIN.items():
        for name in names:
            fact = book.vocabulary.facts.get((entity, name))
            assert fact is None or fact.owner != "saksbehandler"


def test_it_is_settled_and_automatic(book: RuleBook) -> None:
    decision = decide(CLAIM, book)

    assert (decision.status, decision.amount, decision.clarifications) == ("innvilget", 29800, ())
    assert decision.automatic
    assert decision.rests_on == ()


#: Follows from the place lying in the home region: the other answer is an impossible combination.
IMPLIED = ("behandling", "i_norge")
EACH = [(entity, name) for entity, names in PLAIN.items() for name in names if (entity, name) != IMPLIED]


@pytest.mark.parametrize(("entity", "name"), EACH)
def test_each_of_them_is_needed(book: RuleBook, entity: str, name: str) -> None:
    claim = copy.deepcopy(CLAIM)
    for item in entities(claim)[entity]:
        del item[name]

    decision = decide(claim, book)

    assert not decision.settled or decision.rests_on or not decision.automatic
    asked = {item.fact.key for item in decision.clarifications if item.fact}
    assert f"{entity}.{name}" in asked or decision.rests_on


def test_what_follows_from_another_fact_is_not_asked_for(book: RuleBook) -> None:
    claim = copy.deepcopy(CLAIM)
    del claim["turer"][0]["behandling"]["i_norge"]

    decision = decide(claim, book)

    assert (decision.amount, decision.clarifications) == (29800, ())
    pointers = {fact.pointer for post in decision.posts for fact in post.by_splitting}
    assert "/turer/0/behandling/i_norge" in pointers
