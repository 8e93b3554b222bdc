"""New assessments put into a document: what is added, what is refused, and that the written reason stays outside."""

from __future__ import annotations

import hashlib
import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from reiseregel.case import NewAssessment, check_document, fact_at, given_facts, with_assessments
from reiseregel.errors import InvalidDocument
from tests.case.faulty import PLAIN, put
from tests.strategies.vocabulary import rules_vocabulary

VOCABULARY = rules_vocabulary()
POINTER = "/turer/0/reisende/0/reiser/0/rutetransport_kan_benyttes"
NEW = NewAssessment(POINTER, False, "Ingen buss. Ola Nordmann ringte.", "V-9", "2026-05-22T10:00:00Z", (0, 4))


def faults(*added: NewAssessment, document: Any = PLAIN) -> list[str]:
    with pytest.raises(InvalidDocument) as raised:
        with_assessments(document, added, VOCABULARY)
    return [f"{fault.pointer} {fault.code}" for fault in raised.value.faults]


def test_the_value_and_the_assessment_are_added_and_nothing_else() -> None:
    document = {**PLAIN, "konvolutt": {"saksreferanse": "A-1"}}
    before = deepcopy(document)

    found = with_assessments(document, [NEW], VOCABULARY)

    assert document == before
    entry = found["vurderinger"].pop()
    assert entry == {
        "faktum": POINTER,
        "rolle": "saksbehandler",
        "referanse": "V-9",
        "tidspunkt": "2026-05-22T10:00:00Z",
        "momenter": [0, 4],
        "begrunnelse_sha256": hashlib.sha256(NEW.reason.encode()).hexdigest(),
    }
    assert found["turer"][0]["reisende"][0]["reiser"][0].pop("rutetransport_kan_benyttes") is False
    assert found == before


def test_the_reason_is_in_neither_document_nor_representation() -> None:
    found = with_assessments(json.dumps(PLAIN), [NEW], VOCABULARY)

    assert "Nordmann" not in json.dumps(found)
    assert "Nordmann" not in repr(NEW)


def test_text_bytes_and_dict_give_the_same_checked_document() -> None:
    documents = [
        with_assessments(data, [NEW], VOCABULARY) for data in (PLAIN, json.dumps(PLAIN), json.dumps(PLAIN).encode())
    ]

    assert documents[0] == documents[1] == documents[2]
    assert check_document(documents[0], VOCABULARY).assessments[1].pointer == POINTER


def test_a_document_without_assessments_gets_its_first() -> None:
    bare = deepcopy(PLAIN)
    del bare["vurderinger"], bare["turer"][0]["behandling"]["noedvendig_vurdert"]

    assert [item["faktum"] for item in with_assessments(bare, [NEW], VOCABULARY)["vurderinger"]] == [POINTER]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"pointer": "/turer/9/behandling/noedvendig_vurdert"}, " vurdering.ukjent_faktum"),
        ({"pointer": "/turer/0/behandling"}, " vurdering.ukjent_faktum"),
        ({"pointer": "/turer/0/Ola Nordmann"}, " vurdering.ukjent_faktum"),
        ({"pointer": ""}, " vurdering.ukjent_faktum"),
        ({"pointer": "/turer"}, " vurdering.ukjent_faktum"),
        ({"pointer": "/turer/00/behandling/kontinuitet_noedvendig"}, " vurdering.ukjent_faktum"),
        ({"pointer": "/turer/٠/behandling/kontinuitet_noedvendig"}, " vurdering.ukjent_faktum"),
        (
            {"pointer": "/turer/0/reisende/0/reiser/0/felles_takstsone"},
            "/turer/0/reisende/0/reiser/0/felles_takstsone vurdering.feil_eier",
        ),
        ({"pointer": "/pasient/foedselsdato"}, "/pasient/foedselsdato vurdering.feil_eier"),
        (
            {"pointer": "/turer/0/behandling/noedvendig_vurdert"},
            "/turer/0/behandling/noedvendig_vurdert vurdering.alt_oppgitt",
        ),
        ({"reason": ""}, f"{POINTER} vurdering.uten_begrunnelse"),
        ({"reason": " \n\u00a0"}, f"{POINTER} vurdering.uten_begrunnelse"),
        ({"value": 1}, f"{POINTER} krav.type"),
        ({"value": "nei"}, f"{POINTER} krav.type"),
        ({"reference": "Ola Nordmann"}, "/vurderinger/1/referanse krav.referanse"),
        ({"reference": "010170-12345"}, "/vurderinger/1/referanse referanse.personnummer"),
        ({"time": "i dag"}, "/vurderinger/1/tidspunkt krav.tidspunkt"),
        ({"momenter": (99,)}, "/vurderinger/1/momenter/0 vurdering.ukjent_moment"),
        ({"momenter": (1, 1)}, "/vurderinger/1/momenter/1 vurdering.dobbelt_moment"),
        ({"role": "pasient"}, f"{POINTER} vurdering.feil_eier"),
    ],
    ids=str,
)
def test_what_cannot_be_an_assessment_is_refused(changed: Any, fault: str) -> None:
    assert faults(replace(NEW, **changed)) == [fault]


def test_two_of_one_fact_are_refused() -> None:
    assert faults(NEW, replace(NEW, value=True)) == [f"{POINTER} vurdering.dobbel"]


def test_every_refusal_is_told_at_once() -> None:
    assert faults(replace(NEW, reason=""), replace(NEW, pointer="/pasient/foedselsdato")) == [
        "/pasient/foedselsdato vurdering.feil_eier",
        f"{POINTER} vurdering.uten_begrunnelse",
    ]


def test_a_faulty_document_tells_its_own_faults() -> None:
    assert faults(NEW, document=put(("versjon",), 2)) == ["/versjon krav.versjon"]
    assert faults(NEW, document=b"\xff\xfe{\x00}\x00") == [" json.koding"]


def test_fact_at_knows_every_given_fact_and_no_list() -> None:
    root = VOCABULARY.root("krav")
    assert root is not None
    tried = 0
    for pointer, given in given_facts(PLAIN, root, VOCABULARY).items():
        fact = fact_at(pointer, PLAIN, VOCABULARY)
        if (given.entity, given.name) in VOCABULARY.facts:
            assert fact is VOCABULARY.facts[given.entity, given.name]
            tried += 1
        else:
            assert fact is None
    assert tried > 20
