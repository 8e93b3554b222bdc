"""Every code has its sentence, and some document that gets it at the right place."""

from __future__ import annotations

import string

import pytest

from reiseregel.case import check_document
from reiseregel.case.messages import ALLOWED_KEYS, CATALOGUE, KINDS, OWNERS, fault, limited
from reiseregel.errors import LANGUAGES, InvalidDocument, Text
from tests.case.contradictory import FAULTY
from tests.case.faulty import PLAIN, Faulty
from tests.strategies.vocabulary import rules_vocabulary


def test_the_plain_claim_has_no_fault() -> None:
    assert check_document(PLAIN, rules_vocabulary()).kind == "krav"


@pytest.mark.parametrize("faulty", FAULTY, ids=lambda faulty: f"{faulty.code}{faulty.pointer}")
def test_one_fault_with_its_place_and_sentence(faulty: Faulty) -> None:
    with pytest.raises(InvalidDocument) as raised:
        check_document(faulty.document, rules_vocabulary())

    (found,) = raised.value.faults
    assert (found.code, found.pointer) == (faulty.code, faulty.pointer)
    assert found.message.nb == faulty.sentence


def test_every_code_but_those_shown_elsewhere_is_shown_above() -> None:
    unforeseen = {"krav.ugyldig", "dokument.flere_feil"}
    of_new_assessments = {"vurdering.alt_oppgitt"}  # test_assessments.py
    assert {faulty.code for faulty in FAULTY} == set(CATALOGUE) - unforeseen - of_new_assessments


def test_sentences_for_the_unforeseen() -> None:
    assert fault("/x", "krav.ugyldig").message.nb == (
        "Verdien følger ikke kontrakten. Se hva kontrakten sier om dette feltet."
    )
    assert fault("", "dokument.flere_feil", hoeyst=100).message.nb == (
        "Det er flere feil enn de 100 som vises. Rett dem og prøv igjen."
    )


@pytest.mark.parametrize("text", [*CATALOGUE.values(), *KINDS.values(), *OWNERS.values(), ALLOWED_KEYS])
def test_three_languages_with_the_same_blanks(text: Text) -> None:
    sentences = [text.in_language(language) for language in LANGUAGES]

    assert all(sentences)
    if text not in (*KINDS.values(), *OWNERS.values()):
        assert all(sentence.endswith(".") for sentence in sentences)
        blanks = [{name for _, name, _, _ in string.Formatter().parse(sentence) if name} for sentence in sentences]
        assert blanks[0] == blanks[1] == blanks[2]


def test_faults_are_limited_and_it_is_said() -> None:
    faults = [fault(f"/turer/{index:03}", "krav.mangler") for index in range(7)]

    assert limited(reversed(faults), 7) == tuple(faults)
    assert limited(faults * 2, 7) == tuple(faults)
    assert [item.code for item in limited(faults, 5)] == ["krav.mangler"] * 5 + ["dokument.flere_feil"]
