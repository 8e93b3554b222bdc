"""A session: what is asked in turn, what is refused, going back, and a claim built up from nothing."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from reiseregel import decide
from reiseregel.errors import InvalidDocument
from reiseregel.guide import Guided, answer, back, skip, start
from tests.guide.cases import IDENTIFIER, one_open, own_book, plain_claim

HOME = "/turer/0/reisende/0/reiser/1"


def codes(error: pytest.ExceptionInfo[InvalidDocument]) -> list[str]:
    return [fault.code for fault in error.value.faults]


def answered(guided: Guided, *values: Any) -> Guided:
    for value in values:
        guided = answer(guided, value)
    return guided


def test_a_settled_case_asks_nothing() -> None:
    guided = start(plain_claim(), own_book())

    assert guided.settled
    assert (guided.question, guided.questions, guided.left) == (None, (), ())


def test_what_is_open_and_cannot_change_the_answer_is_not_asked() -> None:
    claim = plain_claim()
    claim["turer"][0]["behandling"]["annen_betaler"] = "nav_hjelpemidler"  # refused, whatever the rest is
    del claim["turer"][0]["reisende"][0]["reiser"][1]["frikort"]

    assert start(claim, own_book()).questions == ()


def test_the_answer_is_settled_the_moment_nothing_more_can_change_it() -> None:
    guided = start(one_open("frikort", "egenandel_fritak"), own_book())
    asked = [question.pointer for question in guided.questions]
    assert asked[0] == f"{HOME}/egenandel_fritak"
    assert f"{HOME}/frikort" in asked

    exempt = answer(guided, "krigsskade")

    assert exempt.settled
    assert exempt.question is None


def test_each_answer_does_what_was_told() -> None:
    guided = start(one_open("reisevei_m", "frikort"), own_book())
    question = guided.question
    assert question is not None
    told = guided.consequences(question)

    assert len(told) > 1
    for one in told:
        given = one.values[0] if one.values else one.low
        assert given is not None
        after = answer(guided, given).answered
        assert after is not None
        assert set(after.decision.outcomes) <= set(one.outcomes)
        if one.settled:
            assert (after.decision.outcomes, after.decision.bounds) == (one.outcomes, one.bounds)


def test_the_document_handed_in_is_never_changed() -> None:
    claim = one_open("frikort")
    before = copy.deepcopy(claim)

    guided = start(claim, own_book())
    document = copy.deepcopy(guided.document)
    answer(guided, False)

    assert (claim, guided.document) == (before, document)


def test_back_restores_what_was_before() -> None:
    guided = start(one_open("frikort", "felles_takstsone"), own_book())

    for after in (skip(guided), answer(guided, False)):
        returned = back(after)
        assert (returned.session, returned.document) == (guided.session, guided.document)
        assert returned.question == guided.question
    assert back(guided) is guided


def test_an_answer_that_contradicts_what_is_known_is_refused_and_nothing_changes() -> None:
    claim = plain_claim()
    del claim["pasient"]["foedselsdato"]
    guided = start(claim, own_book())
    assert guided.question is not None
    assert guided.question.pointer == "/pasient/foedselsdato"

    with pytest.raises(InvalidDocument) as error:
        answer(guided, "2026-05-05")  # the day after the journeys

    assert codes(error) == ["pasient.foedt_etter_reise"]
    assert guided.session.steps == ()
    assert answer(guided, "1970-05-05").settled


def test_an_answer_that_an_assessment_rules_out_is_refused_with_its_sentence() -> None:
    claim = plain_claim()
    treatment = claim["turer"][0]["behandling"]
    treatment["noedvendig_vurdert"] = False
    del treatment["registrert_eller_henvist"]
    assessment = {
        "faktum": "/turer/0/behandling/noedvendig_vurdert",
        "rolle": "saksbehandler",
        "referanse": "S-1",
        "tidspunkt": "2026-06-02T08:00:00Z",
        "momenter": [0],
        "begrunnelse_sha256": f"{1:064}",
    }
    guided = start({**claim, "vurderinger": [assessment]}, own_book())
    assert guided.question is not None
    assert guided.question.key == "behandling.registrert_eller_henvist"

    with pytest.raises(InvalidDocument) as error:
        answer(guided, True)  # then the care is presumed necessary

    assert codes(error) == ["krav.umulig_kombinasjon"]
    assert len(answer(guided, False).session.steps) == 1


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("frikort", 1, "krav.type"),
        ("frikort", IDENTIFIER, "krav.type"),
        ("egenandel_fritak", IDENTIFIER, "krav.kode"),
        ("egenandel_fritak", True, "krav.kode"),
        ("reisevei_m", True, "krav.type"),
        ("reisevei_m", -1, "krav.for_liten"),
        ("reisevei_m", int(IDENTIFIER), "krav.for_stor"),
        ("tilbud", 11, "krav.for_stor"),
        ("tilbud", "ja", "krav.type"),
    ],
)
def test_a_value_that_the_fact_cannot_have_is_refused_and_never_repeated(name: str, value: Any, code: str) -> None:
    guided = start(one_open(name), own_book())
    assert guided.question is not None
    assert guided.question.pointer.startswith(f"{HOME}/")

    with pytest.raises(InvalidDocument) as error:
        answer(guided, value)

    assert codes(error) == [code]
    assert IDENTIFIER not in f"{error.value.faults} {error.value}"


def test_what_is_passed_over_stays_open_and_is_told_with_who_can_settle_it() -> None:
    guided = skip(start(one_open("frikort"), own_book()))

    assert guided.question is None
    assert not guided.settled
    assert [(item.pointer, item.owner) for item in guided.left] == [(f"{HOME}/frikort", "register")]


def test_only_those_who_are_asked_get_questions() -> None:
    guided = start(one_open("frikort", "tilbud"), own_book(), owners=("helseforetak",))

    assert [question.owner for question in guided.questions] == ["helseforetak"]
    assert "register" in {item.owner for item in guided.left}


def test_judgement_is_told_of_and_never_asked() -> None:
    claim = plain_claim()
    claim["turer"][0]["behandling"]["registrert_eller_henvist"] = False
    guided = start(claim, own_book())

    assert not guided.settled
    assert "saksbehandler" not in {question.owner for question in guided.questions}
    assert "saksbehandler" in {item.owner for item in guided.left}


def test_there_is_one_question_of_how_many_and_then_of_each() -> None:
    guided = start(one_open("tilbud"), own_book())
    assert guided.question is not None
    assert guided.question.kind == "liste"

    none = answer(guided, 0)
    one = answer(guided, 1)

    assert none.settled
    assert none.document["turer"][0]["reisende"][0]["reiser"][1]["tilbud"] == []
    assert one.question is not None
    assert one.question.pointer.startswith(f"{HOME}/tilbud/0/")


def test_a_claim_is_built_up_from_nothing() -> None:
    guided = answered(start(None, own_book()), "2026-06-01", "pasient")
    assert guided.answered is None
    assert guided.question is not None
    assert (guided.question.pointer, guided.question.kind, guided.question.optional) == ("/turer", "liste", False)

    guided = answered(guided, 1, 1, "pasient", 1, "2026-05-04", "ut", "egen_bil")
    asked = []
    while guided.answered is None:
        question = guided.question
        assert question is not None
        asked.append(question.key)
        guided = skip(guided) if question.key == "reise.strekninger" else answer(guided, 0)

    assert asked == [
        "reise.strekninger",
        "reise.utgifter",
        "reisende.fellesutgifter",
        "reisende.opphold",
        "reisende.overnattinger",
        "reisende.inntektstap",
    ]
    assert guided.document["turer"][0]["reisende"][0]["reiser"][0] == {
        "dato": "2026-05-04",
        "retning": "ut",
        "fremkomstmiddel": "egen_bil",
        "utgifter": [],
    }
    assert guided.question is not None
    assert decide(guided.document, own_book()).outcomes == guided.answered.decision.outcomes


def test_what_is_claimed_must_be_said_and_must_agree() -> None:
    guided = answered(start(None, own_book()), "2026-06-01", "pasient", 1, 1, "pasient", 2, "2026-05-04", "ut")
    with pytest.raises(InvalidDocument) as error:
        skip(guided)
    assert codes(error) == ["veiledning.maa_besvares"]

    guided = answered(guided, "egen_bil", "2026-05-03")
    with pytest.raises(InvalidDocument) as error:
        answer(guided, "hjem")
    assert codes(error) == ["tur.hjem_foer_ut"]


def test_nothing_more_to_ask_takes_no_answer() -> None:
    with pytest.raises(InvalidDocument) as error:
        answer(start(plain_claim(), own_book()), True)

    assert codes(error) == ["veiledning.ferdig"]
