"""The guide for practitioners, walked answer by answer: every way ends in one leaf, asked in a sensible order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from reiseregel import decide
from reiseregel.errors import LANGUAGES
from reiseregel.explain.guide_text import question_page, standing_page
from reiseregel.explain.sources_text import sources_page
from reiseregel.guide import Guided, answer, back, plan_to_json, skip, start
from reiseregel.prose import as_text
from reiseregel.rulebook.shape import validator
from tests.conftest import Figures
from tests.guide.cases import own_book

#: What was asked and answered, in order.
Given = tuple[tuple[str, Any], ...]
LEAVES = (
    "veileder_reise_selv",
    "veileder_bilattest",
    "veileder_tilrettelagt_attest",
    "veileder_rekvisisjon",
    "veileder_ring_05515",
    "veileder_privat_grunn",
)
HEALTH = ("nedsatt_orienteringsevne", "nedsatt_allmenntilstand", "psykiske_problemer", "nedsatt_forflytningsevne")
#: No trust's row says whether attests are in use from this day on.
NEW, OLD = "2026-05-04", "2024-02-18"


def begun(day: str = NEW, **facts: Any) -> Guided:
    document = {"type": "rekvirentveileder", "versjon": 1, "dato": day, "helseforetak": "innlandet", **facts}
    return start(document, own_book())


def asked(guided: Guided) -> str:
    question = guided.question
    return question.key.partition(".")[2] if question is not None else ""


def leaves(guided: Guided) -> list[str]:
    assert guided.answered is not None
    return [post.post.id for post in guided.answered.decision.posts if not post.refused]


def answers(guided: Guided) -> tuple[Any, ...]:
    question = guided.question
    assert question is not None
    assert question.fact is not None
    return (True, False) if question.kind == "boolsk" else tuple(question.fact.codes)


def ways(guided: Guided, given: Given = ()) -> Iterator[tuple[Given, Guided]]:
    """Every way through, as what was asked and answered, with where it ends."""
    if guided.question is None:
        yield given, guided
        return
    for value in answers(guided):
        yield from ways(answer(guided, value), (*given, (asked(guided), value)))


@cache
def every_way(day: str) -> tuple[tuple[Given, Guided], ...]:
    return tuple(ways(begun(day)))


@pytest.mark.parametrize("day", [OLD, NEW])
def test_every_way_ends_in_one_leaf_with_its_source_and_what_to_do(day: str, figures: Figures) -> None:
    ended: Counter[str] = Counter()
    for given, guided in every_way(day):
        assert guided.settled, given
        assert guided.answered is not None
        decision = guided.answered.decision
        (leaf,) = leaves(guided)
        ended[leaf] += 1
        (post,) = (post for post in decision.posts if post.post.id == leaf)
        assert decision.status == "raad_funnet"
        assert post.grounds[0].hjemmel == post.hjemmel
        assert own_book().sources[post.hjemmel.kilde].date
        assert any(step.to == "rekvirent" for step in decision.next_steps), given
        assert decision.needs_person == (post.outcomes == ("dette_passer_med_hjelp",))
    attests = {"veileder_bilattest", "veileder_tilrettelagt_attest"}
    assert set(ended) == set(LEAVES) - (attests if day == OLD else set())
    figures(f"rekvirentveileder {day}: {sum(ended.values())} ways")


@pytest.mark.parametrize("day", [OLD, NEW])
def test_the_gate_comes_first_and_nothing_is_asked_twice_or_in_vain(day: str) -> None:
    for given, guided in every_way(day):
        names = [name for name, _ in given]
        facts = dict(given)
        assert names[0] == "reisemaate"
        assert len(names) == len(facts)
        assert ("annen_grunn" in facts) == (
            facts["reisemaate"] == "ikke_alene" and facts["helsegrunn"] == "ingen_helsegrunn"
        )
        assert "kan_bestille_selv" not in facts or leaves(guided) == ["veileder_tilrettelagt_attest"]
        if day == OLD:
            assert len(names) <= 3
            assert not {"reiseattest_i_bruk", "behov_varer", "bil_framover"} & set(names)


def expected(facts: dict[str, Any]) -> str:
    """The two trees once more, written as a person would read them."""
    health, attests = facts.get("helsegrunn") in HEALTH, facts.get("reiseattest_i_bruk", False)
    period = attests and health and facts.get("behov_varer") == "en_periode"
    if facts["reisemaate"] == "med_rutetransport" or (facts["reisemaate"] == "bare_med_bil" and not period):
        return "veileder_reise_selv"
    if period:
        return "veileder_bilattest" if facts["bil_framover"] == "de_aller_fleste" else "veileder_tilrettelagt_attest"
    if health:
        return "veileder_rekvisisjon"
    missing = facts["annen_grunn"] in ("ikke_rutetilbud", "ikke_rutetilbud_og_kort_vei")
    return "veileder_ring_05515" if missing else "veileder_privat_grunn"


@pytest.mark.parametrize("day", [OLD, NEW])
def test_the_leaf_is_the_one_of_the_trees(day: str) -> None:
    for given, guided in every_way(day):
        assert leaves(guided) == [expected(dict(given))]
        assert leaves(begun(day, **dict(given))) == leaves(guided)


@pytest.mark.parametrize(
    ("row", "facts", "leaf", "code"),
    [
        ("sak-C2", {"annen_grunn": "ikke_rutetilbud"}, "veileder_ring_05515", "mangler_rutetilbud"),
        ("sak-C6", {"annen_grunn": "ikke_penger_til_reisen"}, "veileder_privat_grunn", "har_ikke_penger"),
        ("sak-C8", {"annen_grunn": "bare_ruset"}, "veileder_privat_grunn", "rus_er_ikke_nok"),
    ],
)
def test_the_worked_cases_are_reached_by_asking(row: str, facts: dict[str, Any], leaf: str, code: str) -> None:
    said = {"reisemaate": "ikke_alene", "helsegrunn": "ingen_helsegrunn", **facts}
    guided = begun()
    while guided.question is not None:
        guided = answer(guided, said[asked(guided)])

    assert leaves(guided) == [leaf], row
    assert guided.answered is not None
    assert code in {ground.code for post in guided.answered.decision.posts for ground in post.grounds}


def test_doubt_ends_in_no_leaf() -> None:
    guided = answer(begun(), "ikke_alene")
    assert asked(guided) == "helsegrunn"
    doubted = skip(guided)
    while doubted.question is not None:
        doubted = skip(doubted)

    assert not doubted.settled
    assert len(leaves(doubted)) > 1
    assert {item.owner for item in doubted.left} == {"behandler", "helseforetak"}
    assert asked(back(answer(guided, HEALTH[0]))) == "helsegrunn"


def test_what_an_answer_would_do_is_settled_only_when_one_leaf_is_left() -> None:
    guided = begun()
    question = guided.question
    assert question is not None
    told = {one.values: one for one in guided.consequences(question)}

    assert {values: one.settled for values, one in told.items()} == {
        ("med_rutetransport",): True,
        ("bare_med_bil",): False,
        ("ikke_alene",): False,
    }
    for values, one in told.items():
        assert answer(guided, values[0]).settled == one.settled


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_follows_its_contract_and_says_which_leaves_are_left(language: Any) -> None:
    for guided in (start(None, own_book(), kind="rekvirentveileder"), begun(), answer(begun(), "med_rutetransport")):
        plan = plan_to_json(guided, language)
        assert [error.message for error in validator("veiledning").iter_errors(plan)] == []
        if guided.answered is not None:
            possible = [post["post"] for post in plan["svar"]["poster"] if post["mulige_utfall"] != ["ikke_aktuelt"]]
            assert possible == leaves(guided)
            assert plan["svar"]["grenser"] == {"laveste_oere": None, "hoeyeste_oere": None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_not_those_of_a_claim(language: Any) -> None:
    empty = start(None, own_book(), kind="rekvirentveileder", language=language)
    for guided in (empty, begun(), answer(begun(), "ikke_alene"), answer(begun(), "med_rutetransport")):
        pages = [standing_page(guided, None, language)]
        if guided.answered is not None:
            pages.append(sources_page(guided.answered.decision, guided.book, language))
        if guided.question is not None:
            pages.append(question_page(guided, guided.question, 1, language))
        text = "\n".join(as_text(page, 0) for page in pages if page is not None)
        for money in ("krav", "dekk", "beløp", "claim must", "covered", "amount", "kr\u00a0", "NOK"):
            assert money not in text


def test_only_the_leaf_that_is_reached_is_sourced() -> None:
    answered = answer(begun(), "med_rutetransport").answered
    assert answered is not None
    page = sources_page(answered.decision, own_book(), "nb")
    assert page is not None

    assert as_text(page, 0).count("pasientreiser.no") == 1
    assert "Datert 21. desember 2023." in as_text(page, 0)


def test_a_kind_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        start(None, own_book(), kind="finnes_ikke")


def test_every_kind_can_be_begun_from_nothing() -> None:
    for kind in own_book().vocabulary.roots:
        guided = start(None, own_book(), kind=kind)
        assert guided.document["type"] == kind
        assert guided.question is not None
        assert guided.question.content


def test_a_day_before_the_guide_gives_no_leaf() -> None:
    days = {"2023-12-20": True, "2023-12-21": False, "2027-12-31": False, "2028-01-01": True}
    for day, outside in days.items():
        document = {"type": "rekvirentveileder", "versjon": 1, "dato": day, "helseforetak": "oslo"}
        facts = {"reisemaate": "med_rutetransport"}
        decision = decide({**document, **facts}, own_book())
        assert decision.status == ("til_vurdering" if outside else "raad_funnet")
