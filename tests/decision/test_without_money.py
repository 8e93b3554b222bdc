"""Answers without money: words of their own, nothing to pay out, and a tree that is settled leaf by leaf."""

from __future__ import annotations

from typing import Any

import pytest

from reiseregel import answer, render_decision
from reiseregel.decision import Decision
from reiseregel.explain.decision_text import render_line
from reiseregel.rulebook.shape import validator
from tests.decision.without_money import ANSWERS, BUSES, SEAT, book, seat

SEATS, TREE = book(ANSWERS + SEAT), book(BUSES)


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
