"""Who judged what: each assessment behind an answer once, with value, momenter, reference and hjemmel."""

from __future__ import annotations

from reiseregel import decide, render_decision
from reiseregel.errors import Language
from reiseregel.explain.judgement import judgement_lines, judgements, momenter_lines
from tests.explain.answers import book, example, journeys


def lines(number: str, language: Language = "nb") -> list[str]:
    found = judgement_lines(decide(example(number), book()), book(), language)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in found]


def test_alike_assessments_of_two_journeys_are_one() -> None:
    (found,) = judgements(decide(example("07"), book()), book())

    assert (found.fact.key, found.value.nb, found.role) == (
        "reise.rutetransport_kan_benyttes",
        "nei",
        "saksbehandler",
    )
    assert (found.reference, found.time, found.posts) == ("V-2026-17", "2026-06-03T09:30:00Z", (0, 1))
    assert [text.nb for text in found.momenter] == [
        "hvor langt den reisende måtte gå til og fra holdeplassen",
        "om rutetabellen passet med timen",
    ]
    assert found.places == tuple(f"/turer/0/reisende/0/reiser/{number}" for number in (0, 1))


def test_assessments_that_differ_are_told_apart() -> None:
    claim = example("07")
    claim["vurderinger"][1]["momenter"] = []
    found = judgements(decide(claim, book()), book())

    assert [(item.posts, len(item.momenter)) for item in found] == [((0,), 2), ((1,), 0)]
    assert len(list(judgement_lines(decide(claim, book()), book(), "nb"))) == 1 + 2 + 1


def test_an_assessment_of_an_expense_is_not_told_of_the_journey_it_belongs_to() -> None:
    claim = example("01")
    freight = {"art": "bagasje_og_utstyr", "beloep_oere": 45000, "dokumentasjon": "foreligger"}
    next(iter(journeys(claim)))["utgifter"] = [freight | {"frakt_eller_rengjoering_noedvendig": True}]
    pointer = "/turer/0/reisende/0/reiser/0/utgifter/0/frakt_eller_rengjoering_noedvendig"
    claim["vurderinger"] = [example("07")["vurderinger"][0] | {"faktum": pointer, "momenter": []}]
    decision = decide(claim, book())
    (found,) = judgements(decision, book())

    assert [decision.posts[number].post.id for number in found.posts] == ["annen_utgift"]


def test_the_lines_say_value_hjemmel_reference_day_and_what_was_weighed() -> None:
    about = "Mulighet for å reise med rutetransport til minstetakst"
    assert lines("07") == [
        "Vurdert av saksbehandler",
        f"  1., 2. {about}: nei (§ 8 første ledd; V-2026-17, 3. juni 2026)",
        "     Lagt vekt på: hvor langt den reisende måtte gå til og fra holdeplassen; om rutetabellen passet med timen",
    ]
    assert lines("07", "nn")[0] == "Vurdert av saksbehandlar"
    assert lines("07", "en")[0] == "Assessed by the caseworker"


def test_a_code_is_told_in_words() -> None:
    assert any("forsett (" in line for line in lines("10"))


def test_a_claim_without_judgement_has_no_lines() -> None:
    assert lines("01") == []


def test_the_answer_tells_who_judged_what() -> None:
    shown = render_decision(decide(example("07"), book()), book()).replace("\N{NO-BREAK SPACE}", " ").splitlines()

    start = shown.index("Vurdert av saksbehandler")
    assert shown[start : start + 3] == lines("07")


def test_an_open_question_shows_the_momenter_numbered_from_1() -> None:
    claim = example("07")
    del claim["vurderinger"]
    for journey in journeys(claim):
        del journey["rutetransport_kan_benyttes"]
    decision = decide(claim, book())
    fact = book().vocabulary.facts["reise", "rutetransport_kan_benyttes"]

    found = list(momenter_lines(fact, "nb"))
    assert found[0] == "Momenter å vurdere (reise.rutetransport_kan_benyttes):"
    assert found[1] == "  1. hvor langt den reisende måtte gå til og fra holdeplassen"
    assert len(found) == 1 + len(fact.momenter)
    assert all(f"     {line}" in render_decision(decision, book()).splitlines() for line in found)
