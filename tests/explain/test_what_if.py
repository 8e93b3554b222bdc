"""What would have given a better answer, told to the three readers in the three languages."""

from __future__ import annotations

from typing import get_args

import pytest

from reiseregel.errors import LANGUAGES, Language
from reiseregel.explain.readers import Reader
from reiseregel.explain.what_if_text import what_if
from reiseregel.explain.what_if_words import WORDS
from reiseregel.prose import as_html, as_json, as_markdown, as_text
from tests.counterfactual.found import of_example
from tests.explain.answers import book

READERS: tuple[Reader, ...] = get_args(Reader)


def told(number: str, reader: Reader = "saksbehandler", language: Language = "nb") -> str:
    decision, result = of_example(number)
    return as_text(what_if(result, decision, book(), reader, language)).replace("\N{NO-BREAK SPACE}", " ")


def test_the_patient_is_told_of_the_attestation_and_nothing_else() -> None:
    assert told("02", "pasient").splitlines() == [
        "Hva som ville gitt et bedre svar",
        "Dette kan du legge fram",
        (
            "  – Legg fram attest på at pasientens helsetilstand gjør bil eller drosje nødvendig, gyldig for turen "
            "(§ 22 første ledd). Du får det fra pasientens behandler eller en person helseforetaket har pekt ut. "
            "Da ville utfallet blitt innvilget, 0,00 kr."
        ),
        "",
        "Opplysningene du gir, må være riktige.",
        "",
        "Det kan finnes mer som ville gitt et bedre svar.",
    ]


def test_the_patient_is_told_what_to_do_next_time() -> None:
    lines = told("08", "pasient", "nn").splitlines()
    assert lines[1:3] == [
        "Dette kan du gjere neste gong",
        (
            "  – Bestilling av drosjen (Reise heim 4. mai 2026): bestilt av helseføretaket eller avtalt med "
            "helseføretaket, i staden for bestilt på eiga hand utan avtale (§ 22a andre ledd). "
            "Då ville utfallet blitt innvilga, 2 608,00 kr."
        ),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["01", "02", "06", "08", "10", "11"])
def test_nothing_hidden_reaches_a_patient(number: str, language: Language) -> None:
    """No name of a fact that a register settled, that invites an untruth or that cannot be changed."""
    text = told(number, "pasient", language)
    _, result = of_example(number)
    for item in (*result.better, *result.worse):
        if not item.shown_to_patient:
            for change in item.changes:
                label = change.definition.label
                assert label is not None
                assert label.in_language(language).lower() not in text.lower() or any(
                    other.definition is change.definition for told in result.for_patient for other in told.changes
                )


def test_the_caseworker_reads_the_three_groups_with_owner_document_and_posts() -> None:
    text = told("02")
    headings = ["Dette kan dokumenteres", "Dette kan ikke endres", "Dette hviler svaret på"]
    assert [line for line in text.splitlines() if line in headings] == headings
    assert "minst 10 km, i stedet for 9,999 km (§ 20 første ledd). Den som kan svare: register." in text
    assert "Dokument: bekreftelse på at helsehjelpen var øyeblikkelig hjelp, fra pasientens behandler." in text
    assert "– Reise ut 4. mai 2026: innvilget, 0,00 kr, i stedet for avslag, 0,00 kr." in text
    assert "Lovens ordlyd" not in text


def test_the_jurist_reads_the_day_of_the_law() -> None:
    text = told("02", "jurist", "en")
    assert "Emergency care: yes, instead of no (§ 8 second paragraph). Who can answer: the practitioner." in text
    assert "The law as of 4 May 2026." in text
    assert "2100" not in text


def test_a_set_that_stays_open_is_said_to_be_possible() -> None:
    text = told("11")
    assert "Da kunne utfallet blitt innvilget eller avslag. Beløp: mellom 0,00 kr og 48,00 kr." in text


def test_a_demand_has_words_of_its_own() -> None:
    assert "Da ville svaret vært: kreves ikke tilbake, 0,00 kr." in told("10")
    assert told("10", "pasient").splitlines()[1] == (
        "Vi fant ikke noe du kan legge fram eller gjøre annerledes som ville gitt et bedre svar."
    )


@pytest.mark.parametrize("reader", READERS)
def test_every_form_can_be_written(reader: Reader) -> None:
    decision, result = of_example("08")
    for language in LANGUAGES:
        page = what_if(result, decision, book(), reader, language)
        assert as_markdown(page)
        assert as_html(page).startswith(f'<section lang="{language}">')
        assert as_json(page)["spraak"] == language


def test_every_phrase_has_the_same_parts_in_every_language() -> None:
    for name, text in WORDS.items():
        counts = {text.in_language(language).count("{}") for language in LANGUAGES}
        assert len(counts) == 1, name
        assert all(text.in_language(language) for language in LANGUAGES)
