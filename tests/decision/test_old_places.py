"""Where the law had a reading, a list and a post at the time: trace, answer, text and pages."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from reiseregel import Answered, Decision, RuleBook
from reiseregel import answer as answered_by
from reiseregel.casebook import Case
from reiseregel.explain import render_decision, render_explanation
from reiseregel.pages import all_pages
from reiseregel.rulebook import load_files
from reiseregel.rulebook.shape import validator
from tests.decision.old_law import ASSESSED, FILES, RULES

FIRST, BEFORE, NOW = "2018-12-31", "2025-03-02", "2025-03-03"
FIRST_PLACE, OLD_PLACE, NEW_PLACE = {"paragraf": "3"}, {"paragraf": "4", "ledd": 2}, {"paragraf": "5", "ledd": 1}
POSTS = "pasientreiseforskriften/poster.yaml"
W = "{nb: a, nn: a, en: a}"
READINGS = f"""\
lesninger:
  prisen:
    spoersmaal: {{nb: Hva er prisen?, nn: Kva er prisen?, en: What is the price?}}
    hjemmel: {{paragraf: "5", ledd: 1}}
    tidligere:
      - {{til: 2018-12-31, hjemmel: {{paragraf: "3"}}}}
      - {{til: 2025-03-02, hjemmel: {{paragraf: "4", ledd: 2}}}}
    valgt: hundre
    alternativer:
      hundre: {{nb: hundre, nn: hundre, en: hundred}}
      to_hundre: {{nb: to hundre, nn: to hundre, en: two hundred}}
    grunnlag: {W}
    status: aapen
"""
PRICE = "{fra: 2016-10-01, hjemmel: {}, er: 100 kr}"
DEARER = (
    "{{fra: 2016-10-01, hjemmel: {{}}, er: 100 kr, "
    "unntak: [{{id: dyrere, naar: {} lesning.prisen == to_hundre, er: 200 kr, hjemmel: {{}}}}]}}"
)
ALWAYS, IN_HASTE = DEARER.format(""), DEARER.format("reise.haster og")


@cache
def book(price: str = ALWAYS) -> RuleBook:
    old_list = """tidligere: [{til: 2025-03-02, hjemmel: {paragraf: "8"}, spoersmaal: {nb: Da?, nn: Da?, en: Then?}}]"""
    old_name = "tidligere: [{til: 2025-03-02, navn: {nb: Tur før, nn: Tur før, en: Trip before}}]"
    changes = {
        "fakta/entiteter.yaml": ("    eier: register\n", f"    eier: register\n    {old_list}\n"),
        RULES: (PRICE, price),
        POSTS: (f"    navn: {W}\n", f"    navn: {W}\n    {old_name}\n"),
    }
    assert all(FILES[name].count(old) == 1 for name, (old, _) in changes.items())
    texts = FILES | {name: FILES[name].replace(*change) for name, change in changes.items()}
    loaded = load_files(texts | {"praksis/lesninger.yaml": READINGS}, demand_words=False)
    assert loaded.book is not None, loaded.faults
    return loaded.book


def answer(*journeys: dict[str, Any], price: str = ALWAYS) -> Decision:
    """The answer to a claim for journeys that there is a right to."""
    return answer_whole(*journeys, price=price).decision


def answer_whole(*journeys: dict[str, Any], price: str = ALWAYS) -> Answered:
    """The same with the case it came from."""
    given = {"tilbud": [], "dekket_foer": False, "haster": False, "behov": True}
    claim = {
        "type": "krav",
        "versjon": 1,
        "reiser": [
            {name: value for name, value in {**given, **journey}.items() if value is not None} for journey in journeys
        ],
        "vurderinger": [{"faktum": f"/reiser/{number}/behov", **ASSESSED} for number in range(len(journeys))],
    }
    return answered_by(claim, book(price))


def as_json(found: Decision) -> dict[str, Any]:
    data: dict[str, Any] = found.to_json()
    validator("vedtak").validate(data)
    return data


def resting(found: Decision) -> dict[str, Any]:
    (item,) = as_json(found)["hviler_paa_lesning"]
    assert isinstance(item, dict)
    return item


def place(parts: dict[str, Any]) -> dict[str, Any]:
    return {"lov": "pasientreiseforskriften", **parts}


# --- readings ---


@pytest.mark.parametrize(
    ("day", "where", "node", "words"),
    [
        (FIRST, FIRST_PLACE, "lesning.prisen@2018-12-31", "§\N{NO-BREAK SPACE}3"),
        ("2019-01-01", OLD_PLACE, "lesning.prisen@2025-03-02", "§\N{NO-BREAK SPACE}4 andre ledd"),
        (BEFORE, OLD_PLACE, "lesning.prisen@2025-03-02", "§\N{NO-BREAK SPACE}4 andre ledd"),
        (NOW, NEW_PLACE, "lesning.prisen", "§\N{NO-BREAK SPACE}5 første ledd"),
    ],
)
def test_an_answer_names_the_place_of_the_time(day: str, where: dict[str, Any], node: str, words: str) -> None:
    found = answer({"dato": day})
    item = resting(found)
    assert (item["hjemmel"], "hjemler" in item) == (place(where), False)
    assert [name for name in found.trace if name.startswith("lesning.")] == [node]
    assert found.trace[node]["hjemmel"] == place(where)
    assert f"({words}; prisen)" in render_decision(found, book())
    assert f"({words})." in render_explanation(answer_whole({"dato": day}))


def test_both_places_when_it_changes_something_under_both() -> None:
    found = answer({"dato": NOW}, {"dato": BEFORE})
    item = resting(found)
    assert item["hjemler"] == [place(OLD_PLACE), place(NEW_PLACE)]
    assert item["hjemmel"] == place(NEW_PLACE)
    words = "§\N{NO-BREAK SPACE}4 andre ledd og §\N{NO-BREAK SPACE}5 første ledd"
    assert f"({words}; prisen)" in render_decision(found, book())
    assert {name for name in found.trace if name.startswith("lesning.")} == {
        "lesning.prisen",
        "lesning.prisen@2025-03-02",
    }
    validator("spor").validate({"type": "spor", "versjon": 1, "spor_sha256": found.receipt.trace, "noder": found.trace})


@pytest.mark.parametrize(("hasty", "where"), [(BEFORE, OLD_PLACE), (NOW, NEW_PLACE)])
def test_the_place_of_the_journey_that_comes_out_otherwise(hasty: str, where: dict[str, Any]) -> None:
    journeys = ({"dato": day, "haster": day == hasty} for day in (BEFORE, NOW))
    item = resting(answer(*journeys, price=IN_HASTE))
    assert (item["hjemmel"], "hjemler" in item) == (place(where), False)


def test_every_place_when_the_law_of_the_journey_does_not_use_it() -> None:
    """A claim has no law time of its own: the newest law reads the text, for an old journey too."""
    price = DEARER.format("dyrt og").replace("dyrt og lesning.prisen == to_hundre", "dyrt") + (
        "\n  dyrt: {gjelder: krav, type: boolsk, hjemmel: {}, er: lesning.prisen == to_hundre}"
    )
    item = resting(answer({"dato": BEFORE}, price=price))
    assert item["hjemmel"] == place(NEW_PLACE)


# --- lists and posts ---


@pytest.mark.parametrize(("day", "asked", "paragraph"), [(BEFORE, "Da?", "8"), (NOW, "a", "9")])
def test_a_list_is_asked_for_as_at_the_time(day: str, asked: str, paragraph: str) -> None:
    found = answer({"dato": day, "tilbud": None})
    (item,) = as_json(found)["avklaringer"]
    assert (item["spoersmaal"], item["hjemmel"]) == (asked, place({"paragraf": paragraph}))
    assert f"{asked} (§\N{NO-BREAK SPACE}{paragraph}; " in render_decision(found, book())


@pytest.mark.parametrize(("day", "name"), [(BEFORE, "Tur før"), (NOW, "a")])
def test_a_post_is_called_as_at_the_time(day: str, name: str) -> None:
    found = answer({"dato": day})
    assert [post["navn"] for post in as_json(found)["poster"]] == [name]
    assert f"1. {name} " in render_decision(found, book())
    assert f"\n1. {name} " in render_explanation(answer_whole({"dato": day}))


# --- pages ---


def test_pages_have_the_places_of_all_periods() -> None:
    page = all_pages(book(), list[Case]())["par_08.md"]
    for line in (
        "- Til og med 31. desember 2018: §\N{NO-BREAK SPACE}3",
        "- Til og med 2. mars 2025: §\N{NO-BREAK SPACE}4 andre ledd",
        "  - Til og med 2. mars 2025: «Da?» §\N{NO-BREAK SPACE}8",
        "- Posten a (til og med 2. mars 2025 «Tur før»): det beregnede beløpet, det som utbetales",
    ):
        assert line in page.splitlines(), line
