"""A session put away and taken up again; what is wrong with a file is told as faults, and never repeated."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from reiseregel.errors import InvalidDocument
from reiseregel.guide import Guided, answer, from_json, resume, skip, start, to_json
from reiseregel.rulebook.shape import validator
from tests.guide.cases import IDENTIFIER, one_open, own_book

SAVED = to_json(skip(answer(start(one_open("frikort", "felles_takstsone", "tilbud"), own_book()), False)).session)


def taken_up(data: Any) -> Guided:
    return resume(from_json(data, own_book()), own_book())


def faults(data: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidDocument) as error:
        taken_up(data)
    assert IDENTIFIER not in f"{error.value.faults} {error.value}"
    return [(fault.pointer, fault.code) for fault in error.value.faults]


def changed(**parts: Any) -> dict[str, Any]:
    return {**copy.deepcopy(SAVED), **parts}


def from_nothing() -> Guided:
    guided = start(None, own_book(), language="nn")
    for value in ("2026-06-01", "pasient", 1):
        guided = answer(guided, value)
    return guided


def test_it_goes_on_where_it_was() -> None:
    for guided in (from_nothing(), taken_up(SAVED)):
        text = json.dumps(to_json(guided.session))
        again = taken_up(text)

        assert (again.session, again.document) == (guided.session, guided.document)
        assert again.questions == guided.questions
        assert [error.message for error in validator("lagret_veiledning").iter_errors(json.loads(text))] == []


def test_the_envelope_is_not_saved() -> None:
    claim = {**one_open("frikort"), "konvolutt": {"saksreferanse": IDENTIFIER}}

    assert IDENTIFIER not in json.dumps(to_json(start(claim, own_book()).session))


def test_a_file_of_another_kind() -> None:
    assert faults(b"{") == [("", "json.syntaks")]
    assert faults(b"[1]") == [("", "veiledning.fil")]
    assert faults(one_open("frikort")) == [("", "veiledning.fil")]
    assert faults('{"type": "lagret_veiledning", "versjon": 1.5}') == [("/versjon", "json.desimaltall")]


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"versjon": 2}, "/versjon"),
        ({"spoer": ["saksbehandler"]}, "/spoer/0"),
        ({"svar": [{"sted": f"/{IDENTIFIER} Kari"}]}, "/svar/0"),
        ({"svar": [{"sted": "/turer", "verdi": 1, "vet_ikke": True}]}, "/svar/0"),
        ({"svar": [{"sted": "/turer", "verdi": [IDENTIFIER]}]}, "/svar/0/verdi"),
        ({IDENTIFIER: 1}, ""),
        ({"fra_begynnelsen": True}, "/dokument"),
    ],
)
def test_a_file_that_has_been_changed_by_hand(parts: dict[str, Any], place: str) -> None:
    found = faults(changed(**parts))

    assert {code for _, code in found} == {"veiledning.form"}
    assert place in {pointer for pointer, _ in found}


@pytest.mark.parametrize(
    "place", ["/turer/0/navn", "/turer/7/behandling/i_norge", "/turer/reisende", "/turer/0/reisende/0/rolle", "/type"]
)
def test_an_answer_to_what_is_not_there_or_is_given(place: str) -> None:
    assert faults(changed(svar=[{"sted": place, "verdi": IDENTIFIER}])) == [("/svar/0", "veiledning.ukjent_sted")]


def test_a_value_that_the_fact_cannot_have() -> None:
    place = "/turer/0/reisende/0/reiser/1/frikort"

    assert faults(changed(svar=[{"sted": place, "verdi": IDENTIFIER}])) == [(place, "krav.type")]


def test_judgement_cannot_come_in_this_way() -> None:
    place = "/turer/0/behandling/noedvendig_vurdert"

    assert faults(changed(svar=[{"sted": place, "verdi": True}])) == [(place, "vurdering.mangler")]


def test_the_faults_of_its_document_are_told_with_their_place() -> None:
    document = {**copy.deepcopy(SAVED["dokument"]), "fremsatt": IDENTIFIER}

    assert faults(changed(dokument=document)) == [("/dokument/fremsatt", "krav.dato")]


def test_a_type_the_rules_do_not_know() -> None:
    assert faults(changed(fra_begynnelsen=True, dokument={"type": "reiseregning", "versjon": 1})) == [
        ("/dokument/type", "veiledning.type")
    ]
