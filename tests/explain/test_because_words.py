"""The conditions that decided, in words: a value with its limit, a fact, a list; and the one that leads a refusal."""

from __future__ import annotations

import random
from typing import Any

import pytest

from reiseregel import InvalidDocument, answer
from reiseregel.casebook import load_cases
from reiseregel.engine.because import because
from reiseregel.errors import Language
from reiseregel.explain.readers.because_words import condition_sentences, leading_sentence
from reiseregel.explain.readers.told import why
from reiseregel.explain.readers.voice import Voice
from tests.conftest import Figures
from tests.engine.small_case import KNOWN
from tests.explain.explained import book as real_book
from tests.explain.small import book

CASES, SEED = 200, 8
REFUSED = ("avslag", "kreves_ikke_tilbake")


def said(name: str, language: Language = "nb", *, refused: bool, **changed: Any) -> list[str]:
    facts = {key: value for key, value in {**KNOWN, **changed}.items() if value is not None}
    answered = answer({"type": "krav", "versjon": 1, "reiser": [facts]}, book())
    (reise,) = answered.evaluator.facts.of_entity("reise")
    found = because(answered.evaluator, reise, name)
    return [sentence.text for sentence in condition_sentences(found, Voice(answered, language), refused=refused)]


@pytest.mark.parametrize(
    ("language", "missed", "met"),
    [
        ("nb", "Vei: 9\u00a0km. Det må være minst 10\u00a0km.", "Vei: 9\u00a0km, mindre enn 10\u00a0km."),
        ("nn", "Vei nn: 9\u00a0km. Det må vere minst 10\u00a0km.", "Vei nn: 9\u00a0km, mindre enn 10\u00a0km."),
        (
            "en",
            "Vei en: 9\u00a0km. It must be at least 10\u00a0km.",
            "Vei en: 9\u00a0km, less than 10\u00a0km.",
        ),
    ],
)
def test_a_limit_is_what_was_required_or_what_it_was(language: Language, missed: str, met: str) -> None:
    assert said("kort", language, refused=True, vei_m=9_000) == [missed]
    assert said("kort", language, refused=False, vei_m=9_000) == [met]


def test_a_day_has_a_last_day() -> None:
    assert said("tidlig", refused=True)[0].endswith("Det måtte være før 1. februar 2020.")


def test_a_day_reckoned_on_the_calendar_is_a_limit_like_any_other() -> None:
    missed = said("bestilt", refused=True, dato="2026-05-18", foedt="2026-05-16")
    assert missed == ["Født: 16. mai 2026. Siste frist var 15. mai 2026."]
    met = said("purring", refused=False, dato="2026-05-04", foedt="2026-05-20")
    assert met == ["Født: 20. mai 2026, etter 18. mai 2026."]


def test_facts_and_codes_are_told_by_value() -> None:
    assert said("flere_maater", refused=False, syk=True) == ["Syk: ja.", "Måte: egen bil."]


def test_an_unknown_fact_is_told_as_unknown() -> None:
    assert said("maaten", refused=False, maate=None) == ["Måte: ukjent."]


def test_readings_are_told_elsewhere() -> None:
    assert said("etter_lesning", refused=False) == []


@pytest.mark.parametrize(
    ("expenses", "words"),
    [
        ([], "Utgift: ingen."),
        ([{"beloep": 5, "vist": False}], "Utgift: ingen som oppfyller vilkårene."),
        ([{"beloep": 5, "vist": True}], "Vist: ja."),
    ],
)
def test_a_list_is_told_by_what_is_in_it(expenses: Any, words: str) -> None:
    assert said("noe_vist", refused=False, utgifter=expenses)[0] == words


def test_a_refusal_opens_with_a_condition_and_its_value(figures: Figures) -> None:
    told = 0
    for case in random.Random(SEED).sample(load_cases(), CASES):
        try:
            answered = answer(case.document, real_book(), dict(case.readings))
        except InvalidDocument:
            continue
        voice = Voice(answered, "nb")
        for item, post in zip(answered.posts, answered.decision.posts, strict=True):
            if post.settled and post.outcomes[0] in REFUSED and post.grounds:
                leading = leading_sentence(why(voice, item, post.grounds[0]), voice)
                assert leading is not None, (case.name, post.grounds[0].code)
                assert ": " in leading.text
                assert leading.references
                told += 1
    figures(f"{told} avslag")
    assert told > CASES // 6
