"""Every signal explains itself in three languages: with the values looked at, and without anybody in it."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from reiseregel.control.book import load_control_book
from reiseregel.control.cases import SignalCase, load_signal_cases
from reiseregel.control.model import FeatureFact
from reiseregel.control.sentences import BadSentence, Slot, parts_of
from reiseregel.control.signals import ControlBook
from reiseregel.control.told import Told, tell
from reiseregel.errors import LANGUAGES, Language
from reiseregel.identifiers import mask
from tests.control.small_book import changed, small_book

SUBJECT = "PSEUDONYM-7781"
#: What no control says: it judges nobody.
NEVER = re.compile(r"straff|sanksjon|anmeld|bedrag|svindel|juks|snyt|utesteng|fraud|cheat|sanction|penalt|punish|crime")
SAYS_NOT = {"nb": "Signalet sier ikke", "nn": "Signalet seier ikkje", "en": "The signal does not say"}


@cache
def own() -> tuple[ControlBook, tuple[SignalCase, ...]]:
    book = load_control_book()
    return book, tuple(load_signal_cases(book))


def everything() -> list[tuple[Told, SignalCase]]:
    """Every signal of every case, in every language."""
    book, cases = own()
    return [
        (tell(book, name, FeatureFact(case.entity, SUBJECT, case.values), language, sure=name in case.surely), case)
        for case in cases
        for name in (*case.surely, *case.maybe)
        for language in LANGUAGES
    ]


def test_every_signal_says_all_it_must_in_each_language_and_names_nobody() -> None:
    said = set()
    for told, case in everything():
        language, signal = told.language, told.signal
        said.add((signal.id, told.sure, language))
        whole = told.text + json.dumps(told.to_json(), ensure_ascii=False)
        assert SUBJECT not in whole
        assert str(case.values["dato"]) not in told.text
        assert "dato" not in told.values
        assert mask(whole) == whole
        assert not NEVER.search(whole.lower())
        assert "{" not in told.text
        assert "§\u00a026" in told.text
        assert told.because.endswith(".")
        assert told.because[0].isupper() or told.because[0].isdigit()
        assert signal.says_not.in_language(language).startswith(SAYS_NOT[language])
        for part in (told.name, told.because, signal.stands_on, signal.look_at, signal.says_not):
            assert (part if isinstance(part, str) else part.in_language(language)) in told.text
    book, _ = own()
    assert said == {(name, sure, language) for name in book.signals for sure in (True, False) for language in LANGUAGES}


def test_the_languages_are_three() -> None:
    """No text of a signal stands for another language than its own."""
    book, _ = own()
    for signal in book.signals.values():
        for text in (signal.name, signal.stands_on, signal.look_at, signal.says_not):
            assert len({text.nb, text.nn, text.en}) == 3


def test_json_has_the_values_looked_at_and_the_thresholds_used() -> None:
    book, cases = own()
    case = next(case for case in cases if case.surely == ("mange_attester",))
    found = tell(book, "mange_attester", case.fact, "en").to_json()
    assert list(found) == [
        "signal",
        "entitet",
        "sikkert",
        "alvor",
        "spraak",
        "navn",
        "fordi",
        "grunnlag",
        "hjemmel",
        "se_paa",
        "ikke",
        "opplysninger",
        "aapne",
        "terskler",
    ]
    assert found["opplysninger"] == {"attester": 20, "tre_ganger_median_attester": 6, "median_attester": 2}
    assert found["hjemmel"][0] == {"lov": "pasientreiseforskriften", "paragraf": "26", "ledd": 3}
    assert found["terskler"] == [
        {
            "terskel": "attester_minst",
            "verdi": 10,
            "fra": "2024-02-19",
            "kilde": "valgt her; ingen kilde gir et tall",
            "status": "foreloepig",
        }
    ]
    assert (found["sikkert"], found["alvor"], found["aapne"]) == (True, "lav", [])


def small(**more: Any) -> FeatureFact:
    values: dict[str, Any] = {"dato": "2026-05-04", "antall": 5, "grense": 1, "alene": False, "svar": "ja", **more}
    return FeatureFact("tur", SUBJECT, {name: value for name, value in values.items() if value is not None})


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [
        (1, "nb", "1 tur, grense 5, svar ja, del 0,1\u00a0prosent."),
        (2, "nb", "2 turer, grense 5, svar ja, del 0,2\u00a0prosent."),
        (0, "nn", "0 turar, grense 5, svar ja, del 0\u00a0prosent."),
        (1, "en", "1 trip, limit 5, answer yes, share 0.1\u00a0per cent."),
        (1000, "nb", "1\u00a0000 turer, grense 5, svar ja, del 100\u00a0prosent."),
        (1000, "en", "1,000 trips, limit 5, answer yes, share 100\u00a0per cent."),
        (523, "nn", "523 turar, grense 5, svar ja, del 52,3\u00a0prosent."),
    ],
)
def test_words_go_with_their_number(count: int, language: Language, said: str) -> None:
    assert tell(small_book(), "mange", small(antall=count), language).because == said


def test_the_threshold_told_is_that_of_the_day() -> None:
    assert "grense 3" in tell(small_book(), "mange", small(dato="2025-12-31"), "nb").because
    assert "grense 5" in tell(small_book(), "mange", small(dato="2026-01-01"), "nb").because


def test_what_is_open_is_told_by_name() -> None:
    told = tell(small_book(), "mange", small(svar=None, antall=None), "nn", sure=False)
    wanted = "Det kan ikkje avgjerast om signalet gjeld, for dette er ikkje kjent: antall nn og svar nn."
    assert (told.because, told.open_facts) == (wanted, ("antall", "svar"))
    assert told.text.splitlines()[0] == "Mange turar (kanskje)"
    sure = tell(small_book(), "mange", small(svar=None), "nb")
    assert sure.because == "5 turer, grense 5, svar svar nb (ukjent), del 0,5\u00a0prosent."


def test_a_sentence_begins_with_a_capital_letter_also_when_a_value_does() -> None:
    text = changed(
        "signaler/tur.yaml", "{antall} {antall|tur|turer}, grense", "{svar} {antall|tur|turer}, {antall}, grense"
    )
    assert tell(small_book(text), "mange", small(), "nb").because.startswith("Ja turer, 5")


@pytest.mark.parametrize(("signal", "fact"), [("annet", small()), ("mange", small(dato="2019-12-31"))])
def test_nothing_is_told_of_a_signal_that_is_not_there(signal: str, fact: FeatureFact) -> None:
    with pytest.raises(ValueError, match="the signal"):
        tell(small_book(), signal, fact, "nb")


@pytest.mark.parametrize("text", ["{}", "{a b}", "{a|b}", "{a|b|c|d}", "{a:promille}", "{A}", "a}", "{a", "{{a}}"])
def test_what_is_no_place_for_a_value_is_refused(text: str) -> None:
    with pytest.raises(BadSentence):
        list(parts_of(text))


def test_places_are_read() -> None:
    assert list(parts_of("I {a} {sats.b|en|to} av {c:prosent}.")) == [
        "I ",
        Slot("a"),
        " ",
        Slot("sats.b", "en", "to"),
        " av ",
        Slot("c", share=True),
        ".",
    ]
