"""Answers without money told to three readers: own words, no amounts, the sources of practice and the next steps."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest

from reiseregel import Answered, InvalidDocument, answer, render_explanation
from reiseregel.casebook import Case, load_cases
from reiseregel.decision.model import PostDecision
from reiseregel.errors import LANGUAGES
from reiseregel.explain import READERS
from reiseregel.explain.readers.answer_words import TITLES, TO_PRACTITIONER
from reiseregel.explain.words import outcome_word
from reiseregel.prose import FORMS
from tests.decision.without_money import ANSWERS, BUSES, SEAT, seat
from tests.decision.without_money import book as small_book
from tests.explain.explained import book

SEATS, TREE = small_book(ANSWERS + SEAT), small_book(BUSES)
MONEY = ("krav", "tilbakekreving")
EACH, SEED = 3, 20


@cache
def sampled() -> dict[str, list[tuple[Case, Answered]]]:
    """Some cases of each type of document without money, answered."""
    found: dict[str, list[tuple[Case, Answered]]] = {}
    cases = [case for case in load_cases() if case.document["type"] not in MONEY]
    for case in random.Random(SEED).sample(cases, len(cases)):
        about = found.setdefault(case.document["type"], [])
        if len(about) < EACH:
            try:
                about.append((case, answer(case.document, book(), dict(case.readings))))
            except InvalidDocument:
                continue
    return found


def pages(reader: Any, language: Any = "nb", form: Any = "tekst") -> list[tuple[Answered, str]]:
    """A page for each sampled case."""
    return [
        (answered, render_explanation(answered, reader, language, form))
        for items in sampled().values()
        for _, answered in items
    ]


def told_of(answered: Answered) -> list[PostDecision]:
    """The posts that are told of: of the leaves of a tree those that may be reached."""
    words = answered.decision.answer
    assert words is not None
    return [post for post in answered.decision.posts if not (words.of_leaves and post.refused)]


def test_every_type_of_document_has_a_title_of_its_own() -> None:
    kinds = {kind for kind in book().vocabulary.roots if kind not in MONEY}
    assert set(sampled()) == kinds == set(TITLES) | set(TO_PRACTITIONER)


@pytest.mark.parametrize("reader", READERS)
def test_every_page_can_be_written_in_every_form_and_language(reader: Any, figures: Any) -> None:
    count = 0
    for language in LANGUAGES:
        for form in FORMS:
            for _, text in pages(reader, language, form):
                count += 1
                assert "{}" not in text
                assert "None" not in text
    figures(f"{reader}: {count} sider")


@pytest.mark.parametrize("reader", READERS)
def test_no_amount_is_told_but_what_the_patient_pays(reader: Any) -> None:
    for answered, text in pages(reader):
        if not any(post.post.payable for post in answered.decision.posts):
            assert "0,00\u00a0kr" not in text
            assert "Beløp" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_comes_first_in_the_words_of_the_document(language: Any) -> None:
    for answered, text in pages("saksbehandler", language):
        words = outcome_word(answered.decision.status, answered.decision.answer, language)
        assert text.startswith(f"{words}\n=")


@pytest.mark.parametrize("reader", ["saksbehandler", "jurist"])
def test_the_sources_of_practice_are_named_with_their_addresses(reader: Any) -> None:
    named = 0
    for answered, text in pages(reader, "nb", "html"):
        grounds = (ground.hjemmel for post in told_of(answered) for ground in post.grounds)
        for place in (*grounds, *(step.hjemmel for step in answered.decision.next_steps)):
            if place.kilde:
                source = book().sources[place.kilde]
                named += 1
                assert f'<a href="{source.link}">' in text or not source.link
    assert named > 20


def test_every_step_is_told_to_the_caseworker_and_the_jurist() -> None:
    for reader in ("saksbehandler", "jurist"):
        for answered, text in pages(reader):
            for step in answered.decision.next_steps:
                assert step.text.nb.rstrip(".!?") in text


def test_a_patient_is_spoken_to_and_a_practitioner_told_of_the_patient() -> None:
    for kind, items in sampled().items():
        for _, answered in items:
            text = render_explanation(answered, "pasient", "nb")
            assert text.splitlines()[0] == (TO_PRACTITIONER.get(kind) or TITLES[kind]).nb
            if kind in TO_PRACTITIONER:
                assert "den som behandlet deg" not in text
            for step in answered.decision.next_steps:
                assert (step.text.nb.rstrip(".!?") in text) is (step.to != "saksbehandler")


def test_the_patient_is_told_the_answer_the_reason_and_the_charge() -> None:
    answered = answer(seat(har_plass=True, ved_disken=False, frikort=False), SEATS)
    lines = render_explanation(answered, "pasient", "nb").splitlines()

    assert lines[:4] == ["Svar", "====", "", "Ja."]
    assert (
        lines[-1]
        == "Ja (§\u00a016 første ledd). Du betaler 171,00\u00a0kr i egenandel for reisen (§\u00a016 fjerde ledd)."
    )


def test_no_charge_is_told_where_the_answer_is_no() -> None:
    text = render_explanation(answer(seat(har_plass=False, frikort=False), SEATS), "pasient", "nb")
    assert "egenandel" not in text
    assert text.splitlines()[3] == "Nei. En saksbehandler må se på svaret før det gjelder."


def test_an_open_answer_says_what_it_can_be_and_who_is_asked() -> None:
    text = render_explanation(answer(seat(frikort=True), SEATS), "pasient", "nb")

    assert "Svaret kan bli: ja, gå til disken eller nei." in text
    assert "Dette må du svare på\n  – ved_disken (§\u00a016)" in text
    assert "Vi sjekker i registeret: har_plass" in text


@pytest.mark.parametrize("reader", READERS)
def test_only_the_leaf_that_is_reached_is_told(reader: Any) -> None:
    text = render_explanation(answer(seat(buss="roed"), TREE), reader, "nb")

    assert "Rød 1. juni 2026" in text
    assert "Blå 1. juni 2026" not in text


def test_leaves_that_are_left_are_numbered_from_one() -> None:
    text = render_explanation(answer(seat(), TREE), "saksbehandler", "nb")

    assert [line for line in text.splitlines() if line[:2] in ("1.", "2.")] == [
        "1. Rød 1. juni 2026",
        "2. Blå 1. juni 2026",
    ]
    assert "Kan endre utfallet av post 1 og 2." in text
