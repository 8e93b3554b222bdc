"""Answers without money: words of their own, nothing to pay out, and a tree that is settled leaf by leaf."""

from __future__ import annotations

from typing import Any

import pytest

from reiseregel import answer, decide, load_rulebook, render_decision, render_explanation
from reiseregel.casebook import read_cases
from reiseregel.counterfactual import counterfactuals
from reiseregel.counterfactual.model import Counterfactuals
from reiseregel.decision import Decision
from reiseregel.explain.decision_text import render_line
from reiseregel.explain.what_if_text import what_if
from reiseregel.letter import letter_page
from reiseregel.resources import rules_folder
from reiseregel.rulebook.shape import validator
from reiseregel.yamlfile import read_folder
from tests.decision.without_money import ANSWERS, BUSES, SEAT, book, seat

SEATS, TREE = book(ANSWERS + SEAT), book(BUSES)
#: Case files with documents where a reading of the law bears the answer.
READ = ("rekvisisjon/attest_bruk", "rekvisisjon/rekvisisjon_avstand.saker.yaml")


def decided(**facts: bool | str) -> Decision:
    return answer(seat(**facts), SEATS).decision


@pytest.mark.parametrize(
    ("facts", "status", "paid"),
    [
        ({"har_plass": True, "ved_disken": False, "frikort": False}, "ja", 17100),
        ({"har_plass": True, "ved_disken": True, "frikort": True}, "disken", 0),
        ({"har_plass": False, "frikort": True}, "nei", 0),
    ],
)
def test_the_words_are_those_of_the_document(facts: dict[str, bool], status: str, paid: int) -> None:
    decision = decided(**facts)
    told: dict[str, Any] = decision.to_json()

    assert (decision.status, decision.amount, told["beloep_oere"]) == (status, None, None)
    assert list(validator("vedtak").iter_errors(told)) == []
    (post,) = told["poster"]
    assert post["utfall"] == status
    assert post["rett"] is (status != "nei")
    assert post["egenandel_oere"] == paid
    assert "utbetales_oere" not in post


def test_an_open_charge_keeps_the_answer_open_and_says_what_is_sure() -> None:
    decision = decided(har_plass=True, ved_disken=False)

    assert (decision.status, decision.outcomes) == ("mangler_opplysninger", ("ja",))
    assert [item.fact.key for item in decision.clarifications if item.fact] == ["plass.frikort"]
    assert "Svaret er sikkert: ja. Det som avgjør egenandelen: frikort." in render_decision(decision, SEATS)
    assert render_line(decision) == "Mangler opplysninger · Må avklares: 1"


def test_a_refusal_costs_nothing_and_no_charge_is_told() -> None:
    refused = answer(seat(har_plass=False, frikort=True), SEATS)

    assert "egenandel" not in render_decision(refused.decision, SEATS)
    assert "egenandel" not in render_explanation(refused, "saksbehandler")


def test_readings_with_answers_of_the_document_follow_the_contract() -> None:
    texts = read_folder(rules_folder())
    wanted = ("rekvisisjon/felles_", *READ)
    cases, faults = read_cases({name: text for name, text in texts.items() if name.startswith(wanted)})
    rules, codes = load_rulebook(), dict[str, set[str]]()
    for case in cases:
        decision = decide(case.document, rules, dict(case.readings))
        told = decision.to_json()
        assert list(validator("vedtak").iter_errors(told)) == []
        for item in decision.rests_on:
            codes.setdefault(decision.kind, set()).update(item.outcomes)
        as_claim = validator("vedtak").iter_errors(told | {"gjelder": "krav"})
        wrong = {fault.absolute_path[1] for fault in as_claim if fault.absolute_path[0] == "hviler_paa_lesning"}
        assert wrong == {*range(len(decision.rests_on))}  # those are no words of a claim

    assert faults == []
    assert codes["attest"] >= {"gyldig", "ikke_gyldig", "gyldig_med_begrensning"}
    assert codes["rekvisisjon"] == {"kan_bestilles", "kan_ikke_bestilles"}


def test_no_amount_is_told_where_there_is_none() -> None:
    text = render_decision(answer(seat(buss="roed"), TREE).decision, TREE)

    assert text.startswith("FUNNET\n\nSvar\n  1. Rød 1. juni 2026  denne")
    assert "kr" not in text.replace("krav", "")


def test_a_leaf_that_is_not_reached_is_neither_told_nor_a_refusal() -> None:
    decision = answer(seat(buss="roed"), TREE).decision

    assert "Blå" not in render_decision(decision, TREE)
    assert decision.automatic


def test_no_is_for_a_person_unless_the_operator_says_otherwise() -> None:
    assert decided(har_plass=False, frikort=True).not_automatic == ("avslag",)
    assert decided(har_plass=True, ved_disken=False, frikort=True).automatic
    assert "svaret er nei på noe" in render_decision(decided(har_plass=False, frikort=True), SEATS)


def test_a_tree_is_open_until_its_leaf_is_known() -> None:
    """Some leaf holds whatever the answer, so the whole has one word; the leaves have not."""
    decision = answer(seat(), TREE).decision

    assert decision.outcomes == ("funnet",)
    assert not decision.settled
    assert decision.status == "mangler_opplysninger"
    assert [item.fact.key for item in decision.clarifications if item.fact] == ["plass.buss"]


@pytest.mark.parametrize(("bus", "words"), [("roed", ["denne", "ikke_denne"]), ("blaa", ["ikke_denne", "denne"])])
def test_each_leaf_is_a_post(bus: str, words: list[str]) -> None:
    told: dict[str, Any] = answer(seat(buss=bus), TREE).decision.to_json()

    assert told["utfall"] == "funnet"
    assert [post["utfall"] for post in told["poster"]] == words


def test_a_post_without_money_rests_on_its_first_reason() -> None:
    def ledd(**facts: bool) -> int:
        return decided(**facts).posts[0].hjemmel.ledd

    assert ledd(har_plass=True, ved_disken=True, frikort=True) == 2
    assert ledd(har_plass=True, ved_disken=False, frikort=True) == 1


def test_what_is_made_for_money_refuses_an_answer_without() -> None:
    answered = answer(seat(har_plass=False, frikort=True), SEATS)
    nothing = Counterfactuals("nb", (), (), largest=3, exhausted=True, larger_possible=False)
    for made in (
        lambda: counterfactuals(answered.document, SEATS, answered.decision),
        lambda: what_if(nothing, answered.decision, SEATS),
        lambda: letter_page(answered),
    ):
        with pytest.raises(ValueError, match=r"^[^\n]*answer without money[^\n]*$"):
            made()
