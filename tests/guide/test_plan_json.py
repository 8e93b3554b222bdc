"""The plan as JSON follows its contract, and says what the library says."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from reiseregel.errors import LANGUAGES, Language
from reiseregel.guide import Guided, answer, plan_to_json, skip, start
from reiseregel.rulebook.shape import validator
from tests.guide.cases import one_open, own_book, plain_claim


def plan(guided: Guided, language: Language = "nb") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(plan_to_json(guided, language)))
    assert [error.message for error in validator("veiledning").iter_errors(found)] == []
    return found


@cache
def states() -> tuple[Guided, ...]:
    """Sessions that between them have every kind of question, and what is left for every reason."""
    opened = [start(one_open(name), own_book()) for name in ("egenandel_fritak", "reisevei_m", "tilbud")]
    unregistered = plain_claim()
    unregistered["turer"][0]["behandling"]["registrert_eller_henvist"] = False
    judged = start(unregistered, own_book())
    return (start(None, own_book()), start(plain_claim(), own_book()), *opened, skip(opened[0]), judged)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_follows_the_contract(language: Language) -> None:
    plans = [plan(state, language) for state in states()]

    asked = [item for found in plans for item in found["spoersmaal"]]
    assert {item["svartype"]["type"] for item in asked} == {"dato", "boolsk", "tall", "kode", "liste"}
    assert {item["fordi"] for found in plans for item in found["gjenstaar"]} == {"vet_ikke", "andre"}


def test_the_first_question_tells_what_each_answer_would_do() -> None:
    found = plan(start(one_open("frikort"), own_book()))

    (question,) = found["spoersmaal"]
    assert (question["faktum"], question["eier"], question["svartype"]) == (
        "reise.frikort",
        "register",
        {"type": "boolsk"},
    )
    assert question["gjelder"][-1]["innhold"] == {
        "dato": "2026-05-04",
        "retning": "hjem",
        "fremkomstmiddel": "egen_bil",
    }
    assert [(item["verdier"], item["grenser"]["laveste_oere"], item["avgjort"]) for item in question["foelger"]] == [
        ([False], 29800, True),
        ([True], 46900, True),
    ]


def test_a_number_is_told_by_the_stretches_in_which_something_else_comes() -> None:
    (question,) = plan(start(one_open("reisevei_m"), own_book()))["spoersmaal"][:1]

    assert [(item["fra"], item["til"]) for item in question["foelger"]][:2] == [(0, 9_999), (10_000, 300_000)]
    assert question["foelger"][-1]["til"] is None


def test_a_settled_case_has_no_questions() -> None:
    found = plan(start(plain_claim(), own_book()))

    assert (found["avgjort"], found["spoersmaal"], found["gjenstaar"]) == (True, [], [])
    assert found["svar"]["beloep_oere"] == 29800


def test_before_it_is_said_what_is_claimed_there_is_no_answer() -> None:
    found = plan(answer(start(None, own_book()), "2026-06-01"))

    assert found["svar"] is None
    assert [(item["faktum"], item["maa_besvares"]) for item in found["spoersmaal"]] == [("fremsetter.rolle", True)]
