"""Words, hjemmel and questions follow the day they are about, and a rule by guidance is told and not automatic."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from reiseregel import Decision
from reiseregel.casebook import Case
from reiseregel.cli import commands
from reiseregel.explain import render_decision, render_explanation
from reiseregel.pages import all_pages
from reiseregel.rulebook.shape import validator
from tests.decision.old_law import FILES, answer, answer_whole, book

FIRST, BEFORE, NOW = "2018-12-31", "2019-01-01", "2025-03-03"
LAST_BEFORE = "2025-03-02"


def hindrances(found: Decision) -> list[str]:
    return list(found.not_automatic)


def questions(found: Decision) -> list[tuple[str, dict[str, Any]]]:
    return [(item["spoersmaal"], item["hjemmel"]) for item in as_json(found)["avklaringer"]]


def as_json(found: Decision) -> dict[str, Any]:
    data: dict[str, Any] = found.to_json()
    validator("vedtak").validate(data)
    return data


# --- wording not read ---


@pytest.mark.parametrize(
    ("day", "hast", "codes"),
    [
        (LAST_BEFORE, False, ["ulest_ordlyd"]),
        (NOW, False, []),
        (NOW, True, ["ulest_ordlyd"]),
    ],
)
def test_an_answer_by_a_rule_whose_wording_was_not_read_is_not_automatic(
    day: str, hast: bool, codes: list[str]
) -> None:
    found = answer({"dato": day, "haster": hast, "behov": True})
    assert (found.status, hindrances(found)) == ("innvilget", codes)
    assert as_json(found)["kan_automatiseres"] == {"verdi": not codes, "hindringer": codes}


def test_one_journey_is_enough() -> None:
    found = answer({"dato": NOW, "haster": False, "behov": True}, {"dato": LAST_BEFORE, "behov": True})
    assert hindrances(found) == ["ulest_ordlyd"]


def test_the_operator_may_allow_it() -> None:
    assert hindrances(answer({"dato": LAST_BEFORE, "behov": True}, allow_unread=True)) == []


def test_an_open_condition_matters_when_the_answer_hangs_on_it() -> None:
    """Whether it was urgent is unknown: with the need the exception gives what the main rule gives."""
    assert hindrances(answer({"dato": NOW, "behov": True})) == ["ulest_ordlyd"]
    assert hindrances(answer({"dato": NOW})) == ["ikke_avgjort", "ulest_ordlyd"]


def test_what_the_answer_does_not_hang_on_is_no_hindrance() -> None:
    """The journey is refused because it was covered before; the right by guidance is unknown and without importance."""
    found = answer({"dato": LAST_BEFORE, "dekket_foer": True})
    assert (found.status, hindrances(found), len(found.clarifications)) == ("avslag", [], 0)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "lovteksten fra den tiden er ikke lest; regelen følger offisiell veiledning"),
        ("nn", "lovteksten frå den tida er ikkje lesen; regelen følgjer offisiell rettleiing"),
        ("en", "the law text of that time has not been read; the rule follows official guidance"),
    ],
)
def test_the_trace_marks_what_decided(language: str, words: str) -> None:
    old, new = ({"dato": day, "haster": False, "behov": True} for day in (LAST_BEFORE, NOW))
    answered = answer_whole(old, new, language=language)
    found = answered.decision
    marked = [name for name, node in found.trace.items() if node.get("ordlyd") == "ikke_lest"]
    assert marked == ["/reiser/0#par_08.rett"]
    assert render_explanation(answered).count(words) == 1
    validator("spor").validate({"type": "spor", "versjon": 1, "spor_sha256": found.receipt.trace, "noder": found.trace})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "en regel her følger veiledningen"),
        ("nn", "ein regel her følgjer rettleiinga"),
        ("en", "a rule here follows official guidance"),
    ],
)
def test_the_answer_says_why_a_person_must_look(language: str, words: str) -> None:
    found = answer({"dato": LAST_BEFORE, "behov": True}, language=language)
    assert words in render_decision(found, book()).splitlines()[-1]


def test_pages_and_listing_tell_which_rules(tmp_path: Any) -> None:
    words = "lovteksten fra den tiden er ikke lest"
    page = all_pages(book(), list[Case]())["par_08.md"]
    assert [line.partition(" (")[0] for line in page.splitlines() if words in line] == [
        "**Fra 1. oktober 2016 til 2. mars 2025**",
        "- `par_08.hast`",
    ]
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    shown = CliRunner().invoke(commands, ["regler", "8", "--regler", str(tmp_path)]).output
    assert [line.strip().partition(":")[0] for line in shown.splitlines() if words in line] == [
        "hovedregel",
        "par_08.hast",
    ]


# --- words that follow the law ---


@pytest.mark.parametrize(
    ("day", "behov", "sentence"),
    [
        ("2016-10-01", False, "Nei først."),
        (FIRST, False, "Nei først."),
        (FIRST, True, "Ja før."),  # the first period has no such sentence, so that of the next holds
        (BEFORE, False, "Nei før."),
        (LAST_BEFORE, True, "Ja før."),
        (NOW, True, "Ja nå."),
        (NOW, False, "Nei nå."),
    ],
)
def test_reasons_are_those_of_the_day(day: str, behov: bool, sentence: str) -> None:
    found = answer({"dato": day, "haster": False, "behov": behov})
    assert [item["tekst"] for item in as_json(found)["begrunnelse"]] == [sentence]
    assert f"1. {sentence}" in render_decision(found, book())


def test_each_journey_has_the_words_of_its_own_day() -> None:
    days = (FIRST, BEFORE, NOW)
    found = answer(*({"dato": day, "haster": False, "behov": False} for day in days), language="nn")
    texts = ["Nei fyrst.", "Nei før.", "Nei no."]
    assert [item["tekst"] for item in as_json(found)["begrunnelse"]] == texts
    assert [f"  {number}. {text}" in render_decision(found, book()) for number, text in enumerate(texts, 1)] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("day", "question", "hjemmel"),
    [
        (FIRST, "Behov først?", {"paragraf": "16"}),
        (BEFORE, "Behov nå?", {"paragraf": "16", "ledd": 2}),
        (LAST_BEFORE, "Behov nå?", {"paragraf": "16", "ledd": 2}),
        (NOW, "Behov nå?", {"paragraf": "12", "ledd": 4}),
    ],
)
def test_questions_and_their_hjemmel_are_those_of_the_day(day: str, question: str, hjemmel: dict[str, Any]) -> None:
    found = answer({"dato": day, "haster": False})
    assert questions(found) == [(question, {"lov": "pasientreiseforskriften", **hjemmel})]
    ledd = {1: " første ledd", 2: " andre ledd", 4: " fjerde ledd"}.get(hjemmel.get("ledd", 0), "")
    assert f"{question} (§\N{NO-BREAK SPACE}{hjemmel['paragraf']}{ledd};" in render_decision(found, book())


def test_alike_questions_of_different_days_stay_apart() -> None:
    found = answer({"dato": BEFORE}, {"dato": NOW, "haster": False})
    text = render_decision(found, book())
    assert (
        text.count("Behov nå? (§\N{NO-BREAK SPACE}16 andre ledd"),
        text.count("Behov nå? (§\N{NO-BREAK SPACE}12"),
    ) == (1, 1)


def test_the_tree_has_the_names_of_the_day() -> None:
    old, new = ({"dato": day, "haster": False, "behov": True} for day in (LAST_BEFORE, NOW))
    lines = [line.strip() for line in render_explanation(answer_whole(old, new)).splitlines()]
    assert [line.partition(":")[0] for line in lines if "Rett" in line] == ["✓ Rett før", "✓ Rett nå"]


def test_pages_have_the_words_of_both_periods() -> None:
    page = all_pages(book(), list[Case]())["par_08.md"]
    for line in (
        "- Til og med 31. desember 2018: Nei: Nei først\\.",
        "- Til og med 2. mars 2025: Navn: rett før",
        "- Ja, til pasienten: Kort ja nå\\.",
        "- Til og med 31. desember 2018: Nei, til pasienten: Kort nei først\\.",
        "  - Til og med 31. desember 2018: «Behov først?» §\N{NO-BREAK SPACE}16",
    ):
        assert line.replace("\\.", ".") in page.replace("\\.", "."), line


def test_words_of_a_day_are_found_directly() -> None:
    concept = book().concept("reise", "rett")
    days = [date.fromisoformat(day).toordinal() for day in (FIRST, LAST_BEFORE, NOW)]
    assert [text.en for day in days if (text := concept.label_on(day))] == ["right before", "right before", "right now"]
    assert [text.en for day in days if (text := concept.phrase_on("sann", day))] == ["Yes before."] * 2 + ["Yes now."]


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("sann", ["Short yes before.", "Short yes before.", "Short yes now."]),
        ("usann", ["Short no at first.", "Short no now.", "Short no now."]),
    ],
)
def test_the_sentence_for_the_patient_is_that_of_the_day(key: str, found: list[str]) -> None:
    concept = book().concept("reise", "rett")
    days = [date.fromisoformat(day).toordinal() for day in (FIRST, LAST_BEFORE, NOW)]
    assert [text.en for day in days if (text := concept.plain_on(key, day))] == found
    assert book().concept("reise", "dekning").plain_on(key, days[0]) is None
    assert {"pasient", "navn"}.isdisjoint(concept.phrases), "words for other uses are no values"
