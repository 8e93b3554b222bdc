"""What to do now: only advice that is surely so, in every state of an answer, and no channel one cannot use."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from reiseregel import RuleBook, decide
from reiseregel.casebook import Case, load_cases
from reiseregel.decision import Decision
from reiseregel.rulebook.advice import AdviceRules, OpenAdvice
from reiseregel.rulebook.load import load_files
from reiseregel.vocabulary.model import EarlierPlace, Hjemmel
from tests.decision.without_money import ANSWERS, FILES, SEAT, seat
from tests.explain.explained import book

ADVICE = """\
raad:
  lukket:
    gjelder: plass
    naar: plass.ved_disken
    kanal: telefon_05515
    til: pasient
    trenger_menneske: true
    stenger_digitalt: true
    tekst: {nb: Ring., nn: Ring., en: Call.}
    hjemmel: {paragraf: "16", ledd: 1}
  bestill:
    gjelder: plass
    utfall: [ja, disken]
    kanal: digital
    til: pasient
    tekst: {nb: Bestill., nn: Bestill., en: Order.}
    ellers: {kanal: brev, tekst: {nb: Skriv., nn: Skriv., en: Write.}}
    hjemmel: {paragraf: "16", ledd: 2}
    tidligere: [{til: 2026-06-01, hjemmel: {paragraf: "22"}}]
  se_paa_nett:
    gjelder: plass
    naar: kan_bestilles
    kanal: digital
    til: pasient
    tekst: {nb: Se her., nn: Sjå her., en: Look here.}
    hjemmel: {paragraf: "16"}
  i_systemet:
    gjelder: plass
    naar: plass.ved_disken og plass.frikort
    kanal: digital
    til: rekvirent
    tekst: {nb: Skriv inn., nn: Skriv inn., en: Enter it.}
    hjemmel: {paragraf: "16"}
  avgjort:
    gjelder: plass
    aapent: false
    automatisk: false
    kanal: kontor
    til: saksbehandler
    tekst: {nb: Avgjør., nn: Avgjer., en: Decide.}
    hjemmel: {paragraf: "16"}
  vent:
    gjelder: plass
    aapent: true
    naar: ikke plass.frikort
    kanal: kontor
    til: avdeling
    tekst: {nb: Vent., nn: Vent., en: Wait.}
    hjemmel: {paragraf: "16"}
ved_aapent:
  alle:
    register:
      kanal: kontor
      til: saksbehandler
      tekst: {nb: Slå opp., nn: Slå opp., en: Look up.}
      hjemmel: {paragraf: "26"}
    pasient: {kanal: digital, til: pasient, tekst: {nb: Svar., nn: Svar., en: Answer.}, hjemmel: {paragraf: "26"}}
  plassbestilling:
    register: {kanal: brev, til: rekvirent, tekst: {nb: Spør., nn: Spør., en: Ask.}, hjemmel: {paragraf: "26"}}
"""


@cache
def seats() -> RuleBook:
    loaded = load_files(
        {**FILES, "rekvisisjon/poster.yaml": ANSWERS + SEAT, "rekvisisjon/raad_plass.yaml": ADVICE}, demand_words=False
    )
    assert loaded.book is not None, [str(fault) for fault in loaded.faults]
    return loaded.book


def told(**facts: Any) -> list[tuple[str, str]]:
    """Code and channel of each step."""
    return [(step.code, step.channel) for step in decide(seat(**facts), seats()).next_steps]


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        (
            {"har_plass": True, "ved_disken": False, "frikort": False},
            [("bestill", "digital"), ("se_paa_nett", "digital")],
        ),
        ({"har_plass": False, "ved_disken": False, "frikort": False}, [("avgjort", "kontor")]),
        # who goes to the desk has no digital channel: one step has another form, the other falls away
        ({"har_plass": True, "ved_disken": True, "frikort": False}, [("lukket", "telefon_05515"), ("bestill", "brev")]),
        # open: one step for each who owns a question, the type's own before the common; unknown is not surely so
        ({"ved_disken": False, "frikort": False}, [("aapent_register", "brev"), ("vent", "kontor")]),
        ({"ved_disken": False}, [("aapent_register", "brev")]),
        ({"har_plass": True, "frikort": True}, [("aapent_pasient", "digital"), ("se_paa_nett", "digital")]),
        # those who work with it keep their digital channel
        (
            {"ved_disken": True, "frikort": True},
            [("aapent_register", "brev"), ("lukket", "telefon_05515"), ("i_systemet", "digital")],
        ),
    ],
)
def test_the_steps_are_those_that_are_surely_so(facts: dict[str, bool], steps: list[tuple[str, str]]) -> None:
    assert told(**facts) == steps


def test_a_question_in_no_digital_form_falls_away_with_the_channel() -> None:
    both = dict.fromkeys(code for code, _ in told())
    assert list(both) == ["aapent_register", "aapent_pasient"]
    assert ("aapent_pasient", "digital") in told()
    assert "aapent_pasient" not in dict(told(ved_disken=True))


def test_the_place_in_the_law_is_that_of_the_day() -> None:
    facts = {"har_plass": True, "ved_disken": False, "frikort": False}
    before, after = (
        decide(seat(**facts) | {"dato": day}, seats()).next_steps[0] for day in ("2026-06-01", "2026-06-02")
    )
    assert (before.hjemmel.paragraf, after.hjemmel.paragraf) == ("22", "16")


def test_what_is_said_of_open_questions_stands_where_it_stood_on_the_day_they_are_about() -> None:
    case = next(case for case in load_cases() if case.document["type"] == "krav" and _asks_the_practitioner(case))
    earlier = (EarlierPlace(date(2025, 3, 2).toordinal(), Hjemmel("22")),)
    told = replace(book().advice.when_open[0].told, hjemmel=Hjemmel("26"), earlier=earlier)
    moved = replace(book(), advice=AdviceRules((), (OpenAdvice("krav", "behandler", told),)))
    today = json.dumps(case.document)
    for document, paragraf in ((today, "26"), (today.replace("2026-", "2024-"), "22")):
        (step,) = decide(json.loads(document), moved, dict(case.readings)).next_steps
        assert step.hjemmel.paragraf == paragraf


def _asks_the_practitioner(case: Case) -> bool:
    return case.expected.get("raad") == ["aapent_behandler"]


def test_a_person_is_needed_when_some_step_says_so() -> None:
    assert decide(seat(ved_disken=True), seats()).needs_person
    assert not decide(seat(ved_disken=False), seats()).needs_person
    answer = decide(seat(ved_disken=True), seats()).to_json("en")
    assert answer["trenger_menneske"] is True
    assert {"kode": "lukket", "kanal": "telefon_05515", "til": "pasient", "tekst": "Call."}.items() <= dict(
        next(step for step in answer["neste_steg"] if step["kode"] == "lukket")  # type: ignore[attr-defined]
    ).items()


def claims() -> list[Case]:
    """Some of the cases that the rules are tried with, spread over the files."""
    return [case for case in load_cases() if case.document["type"] == "krav"][::60]


def test_a_protected_address_changes_no_answer_and_closes_every_digital_channel() -> None:
    tried = digital = 0
    for case in claims():
        plain = decided(case, {})
        shielded = decided(case, {"skjermet_adresse": True})
        if plain is None or shielded is None:
            continue
        tried += 1
        digital += any(step.channel == "digital" for step in plain.next_steps)
        assert [step.channel for step in shielded.next_steps if step.channel == "digital"] == []
        assert shielded.needs_person
        assert {step.code for step in plain.next_steps} <= {step.code for step in shielded.next_steps}
        for name in ("outcomes", "bounds", "status", "not_automatic", "trace"):
            assert getattr(plain, name) == getattr(shielded, name), case.name
        assert [item.fact and item.fact.key for item in plain.clarifications] == [
            item.fact and item.fact.key for item in shielded.clarifications
        ]
    print(f"{tried} krav, {digital} med en digital kanal uten skjermet adresse")
    assert digital > 10


def decided(case: Case, more: dict[str, bool]) -> Decision | None:
    """The decision with more facts on the patient; None where the document already says something of them."""
    document = copy.deepcopy(case.document)
    patient = document.setdefault("pasient", {})
    if {"skjermet_adresse", "klarer_ikke_digitalt"} & set(patient):
        return None
    return decide(document | {"pasient": patient | more}, book(), dict(case.readings))
