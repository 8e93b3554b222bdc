"""The catalogue of documents covers what the rules ask to see, agrees with them, and is told in three languages."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from reiseregel import RuleBook, decide, load_rulebook
from reiseregel.casebook.load import Case, change, load_cases
from reiseregel.errors import LANGUAGES, Language
from reiseregel.explain.documentation import (
    ISSUERS,
    entries_by_post,
    facts_words,
    issuers_words,
    status_words,
    waiver_words,
)
from reiseregel.resources import schemas_folder
from reiseregel.rulebook.model import Documentation

SCHEMA: dict[str, Any] = json.loads((schemas_folder() / "v1" / "dokumentasjon.schema.json").read_text(encoding="utf-8"))


@cache
def book() -> RuleBook:
    return load_rulebook()


@cache
def cases() -> list[Case]:
    return load_cases()


def entry(name: str) -> Documentation:
    return next(item for item in book().documentation if item.id == name)


# --- what it covers ---


#: The first is the day from which a confirmation by health personnel could give a right.
DAYS = ("2019-01-01", "2021-05-04", "2025-03-02", "2025-03-03", "2026-05-04")


@pytest.mark.parametrize("day", DAYS)
def test_every_fact_about_a_document_is_settled_by_one(day: str) -> None:
    on = date.fromisoformat(day).toordinal()
    shown = {key for item in book().documentation if item.holds_on(on) for key in item.facts}
    asked = [fact.key for fact in book().vocabulary.facts.values() if set(fact.codes) == {"foreligger", "finnes_ikke"}]
    assert asked
    assert [key for key in asked if key not in shown] == []


@pytest.mark.parametrize(
    "fact",
    [
        "attest.skrevet_av",
        "behandling.spesialist_art",
        "behandling.tjenesten_i_kapittel_5",
        "behandling.pasienten_valgte_stedet",
        "reisende.ansatt_i_hjemmesykepleien",
        "inntektstap.dagpenger_eller_sykepenger",
        "tilbakeholdt.beloep_oere",
    ],
)
def test_what_only_the_old_law_asks_for_is_shown_for_old_journeys_alone(fact: str) -> None:
    entries = [item for item in book().documentation if fact in item.facts]
    last = date(2025, 3, 2).toordinal()
    assert entries
    assert {item.until for item in entries} == {last}


def test_a_document_goes_with_the_law_it_was_asked_for_under() -> None:
    """Where it stood is another place than where it stands; else there is nothing to say."""
    for item in book().documentation:
        for part in (item, item.waiver):
            assert all(earlier.hjemmel not in (None, part.hjemmel) for earlier in part.earlier), item.id


def test_every_assessment_after_paragraph_26_is_a_waiver() -> None:
    waivers = {key for item in book().documentation for key in item.waiver.facts}
    assessments = [
        fact.key
        for fact in book().vocabulary.facts.values()
        if fact.owner == "saksbehandler" and fact.hjemmel.paragraf == "26"
    ]
    assert assessments
    assert [key for key in assessments if key not in waivers] == []


def test_who_can_give_a_document_has_words_for_all_in_the_contract() -> None:
    assert list(ISSUERS) == SCHEMA["$defs"]["utsteder"]["enum"]


def test_each_post_shows_its_own_documents() -> None:
    found = {post.id: [item.id for item in entries] for post, entries in entries_by_post(book())}
    assert list(found) == [post.id for post in book().posts if post.id in found]
    assert "ingen_dokumentasjon_av_kost" in found["kost"]
    assert "kvittering_for_bom_og_parkering" in found["tillegg"]
    assert "kvittering_for_bom_og_parkering" not in found["reise"]


# --- that it is what the rules do ---


def decided_without(kind: str) -> tuple[str, set[str]]:
    """What becomes of ferry, toll and parking when the traveller has no document for one of them."""
    case = next(case for case in cases() if case.name == WITH_EXTRAS)
    document = json.loads(json.dumps(case.document))
    expense = {
        "art": kind,
        "beloep_oere": 5000,
        "dokumentasjon": "finnes_ikke",
        "paa_beregnet_reisevei": True,
    }
    assert change(document, "/turer/0/reisende/0/reiser/0/utgifter", [expense])
    answer = decide(document, book()).to_json("nb")
    post = next(post for post in answer["poster"] if post["post"] == "tillegg")  # type: ignore[attr-defined]
    return post["utfall"], {item["faktum"] for item in answer["avklaringer"]}  # type: ignore[attr-defined]


WITH_EXTRAS = "Egenandelen tar hele stønaden for en kort reise med attest, også bompenger og parkering."


@pytest.mark.parametrize("kind", ["bomvei", "parkering"])
def test_toll_and_parking_are_never_paid_without_a_receipt(kind: str) -> None:
    assert entry("kvittering_for_bom_og_parkering").waiver.rule == "aldri"
    assert decided_without(kind) == ("avslag", set())


def test_a_ferry_without_a_ticket_waits_for_the_caseworker() -> None:
    outcome, asked = decided_without("ferge")
    assert outcome == "aapen"
    assert asked <= set(entry("kvittering_for_ferge").waiver.facts)
    assert asked


def test_no_fact_asks_to_see_what_food_cost() -> None:
    assert entry("ingen_dokumentasjon_av_kost").waiver.rule == "kreves_ikke"
    assert [fact.key for fact in book().vocabulary.facts_of("opphold") if "dokument" in fact.name] == []


# --- how it is told ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_each_rule_of_waiving(language: Language) -> None:
    said = {
        rule: waiver_words(replace(found, waiver=replace(found.waiver, rule=rule)), book(), language)
        for found in [entry("kvittering_for_ferge")]
        for rule in SCHEMA["$defs"]["fritak"]["properties"]["regel"]["enum"]
    }
    assert len(set(said.values())) == 4
    fact = book().vocabulary.facts["utgift", "dokumentasjon_kan_unnlates"]
    assert fact.label is not None
    assert [rule for rule, words in said.items() if fact.label.in_language(language) in words] == ["etter_vurdering"]
    assert all("§\u00a026" in words for words in said.values())


def test_words_in_three_languages() -> None:
    found = entry("helseattest_for_kort_reise")
    assert issuers_words(found, "nb") == "pasientens behandler eller en person helseforetaket har pekt ut"
    assert issuers_words(found, "en") == "the patient's practitioner or a person named by the health trust"
    assert [status_words(found, language) for language in LANGUAGES] == [
        "står i loven",
        "står i lova",
        "stated in the law",
    ]


def test_two_facts_of_one_name_are_named_once() -> None:
    keys = ("utgift.dokumentasjon", "fellesutgift.dokumentasjon")
    assert facts_words(keys, book(), "nb") == "dokumentasjon på utgiften"
