"""The forecast of the yearly ceiling: figures reasoned by hand, ranges that hold, and nothing of it in the decision.

The plain claim has 171 kr each way. The ceilings of 2025 and 2026 are 3 278 kr.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reiseregel import RuleBook, decide, load_rulebook, render_decision
from reiseregel.casebook import load_cases
from reiseregel.decision import Bounds, Decision, FrikortForecast
from reiseregel.rulebook.shape import validator
from tests.conftest import Figures

ROOT = Path(__file__).resolve().parents[2]
CLAIM = json.loads((ROOT / "examples/01_egen_bil_100_km/krav.json").read_text(encoding="utf-8"))
OUT, HOME = "/turer/0/reisende/0/reiser/0", "/turer/0/reisende/0/reiser/1"


@pytest.fixture(scope="module")
def book() -> Any:
    return load_rulebook()


def claim(*approved: tuple[str, int]) -> dict[str, Any]:
    """The plain claim on 4 May 2026, with charges of the year that are approved already."""
    document: dict[str, Any] = copy.deepcopy(CLAIM)
    document["pasient"]["godkjente_egenandeler"] = [{"dato": day, "beloep_oere": oere} for day, oere in approved]
    return document


def journeys(document: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document["turer"][0]["reisende"][0]["reiser"]
    return found


def only(decision: Decision) -> FrikortForecast:
    (found,) = decision.frikort
    return found


def exactly(oere: int) -> Bounds:
    return Bounds(oere, oere)


def test_the_journey_that_takes_the_sum_past_the_ceiling_is_named(book: RuleBook) -> None:
    found = only(decide(claim(("2026-02-01", 310_000)), book))

    # 3 100 + 171 = 3 271; + 171 = 3 442, which is 164 above 3 278
    assert (found.year, found.approved, found.counted) == (2026, 310_000, exactly(34_200))
    assert [(item.place, item.reaches) for item in found.journeys] == [(OUT, False), (HOME, True)]
    assert [item.before for item in found.journeys] == [exactly(310_000), exactly(327_100)]
    assert [item.after for item in found.journeys] == [exactly(327_100), exactly(344_200)]
    assert [item.above for item in found.journeys] == [exactly(0), exactly(16_400)]
    assert found.paid_back == exactly(16_400)


@pytest.mark.parametrize(
    ("approved", "reached", "paid_back"),
    [
        (0, [], 0),  # 342
        (293_599, [], 0),  # 3 277,99: one øre short
        (293_600, [HOME], 0),  # 3 278,00: reached with nothing above
        (293_601, [HOME], 1),
        (310_699, [HOME], 17_099),  # the way out ends at 3 277,99
        (310_700, [OUT], 17_100),  # the way out ends at 3 278,00, so all of the way home is above
        (327_799, [OUT], 34_199),
        (327_800, [], 34_200),  # reached before
    ],
)
def test_both_sides_of_the_ceiling(book: RuleBook, approved: int, reached: list[str], paid_back: int) -> None:
    found = only(decide(claim(("2026-01-15", approved)), book))

    assert [item.place for item in found.journeys if item.reaches] == reached
    assert found.paid_back == exactly(paid_back)


def test_charges_count_on_their_own_day(book: RuleBook) -> None:
    """The same sum, but later than the journeys: another charge reaches the ceiling, and as much comes back."""
    found = only(decide(claim(("2026-05-05", 320_000)), book))

    assert [item.after for item in found.journeys] == [exactly(17_100), exactly(34_200)]
    assert [item.reaches for item in found.journeys] == [False, False]
    assert found.paid_back == exactly(320_000 + 34_200 - 327_800)


def test_a_charge_of_the_same_day_counts_first(book: RuleBook) -> None:
    found = only(decide(claim(("2026-05-04", 320_000)), book))

    assert found.journeys[0].before == exactly(320_000)


def test_what_was_paid_back_already_is_not_paid_back_again(book: RuleBook) -> None:
    """The register holds 4 000 kr, of which 722 came back before: only the 342 of the journeys is new."""
    assert only(decide(claim(("2026-01-15", 400_000)), book)).paid_back == exactly(34_200)


def test_the_higher_charge_never_counts(book: RuleBook) -> None:
    case = next(case for case in load_cases() if case.file.endswith("par_24.saker.yaml") and _has_400(case.document))
    document = copy.deepcopy(case.document)
    document["pasient"]["godkjente_egenandeler"] = [{"dato": "2026-01-01", "beloep_oere": 327_700}]

    decision = decide(document, book)

    assert [post.own_share for post in decision.posts] == [exactly(40_000)] * 2
    found = only(decision)
    assert (found.counted, found.paid_back) == (exactly(0), exactly(0))


def _has_400(document: dict[str, Any]) -> bool:
    care = document["turer"][0]["behandling"]
    given = {"omfattet_av_par_2_4": True, "i_bostedsregion": False, "naermeste_sted": False}
    return all(care.get(name) is value for name, value in given.items()) and len(document["turer"]) == 1


def test_each_year_has_a_ceiling_and_a_sum_of_its_own(book: RuleBook) -> None:
    document = claim(("2025-03-10", 327_800), ("2026-01-01", 320_000))
    journeys(document)[0]["dato"], journeys(document)[1]["dato"] = "2025-12-31", "2026-01-02"

    first, second = decide(document, book).frikort

    # 2025: reached before; 2026: 3 200 + 171 = 3 371, 93 above
    assert (first.year, [item.place for item in first.journeys], first.paid_back) == (2025, [OUT], exactly(17_100))
    assert (second.year, [item.place for item in second.journeys], second.paid_back) == (2026, [HOME], exactly(9_300))
    assert second.journeys[0].reaches


def test_no_ceiling_is_carried_into_a_year_it_was_not_set_for(book: RuleBook) -> None:
    document = claim(("2026-12-01", 327_800))
    journeys(document)[0]["dato"], journeys(document)[1]["dato"] = "2026-12-31", "2027-01-01"
    document["fremsatt"] = "2027-01-02"

    decision = decide(document, book)
    known, unknown = decision.frikort

    assert known.paid_back == exactly(17_100)
    assert (unknown.year, unknown.ceiling, unknown.journeys, unknown.paid_back) == (2027, None, (), None)
    assert "2027: Taket for året er ikke kjent her" in render_decision(decision, book)
    shown = decision.to_json()["frikort_prognose"]
    assert isinstance(shown, list)
    assert (shown[1]["tak_oere"], shown[1]["tak_status"], shown[1]["betales_tilbake"]) == (None, "ukjent", None)


def test_an_open_charge_gives_a_range(book: RuleBook) -> None:
    document = claim(("2026-02-01", 310_000))
    for journey in journeys(document):
        del journey["frikort"]

    found = only(decide(document, book))

    # each way 0 or 171: from 3 100 to 3 442
    assert [item.counted for item in found.journeys] == [Bounds(0, 17_100)] * 2
    assert [item.after for item in found.journeys] == [Bounds(310_000, 327_100), Bounds(310_000, 344_200)]
    assert [item.reaches for item in found.journeys] == [False, None]
    assert found.paid_back == Bounds(0, 16_400)


def test_without_a_list_there_is_no_forecast_and_an_empty_list_means_none_so_far(book: RuleBook) -> None:
    assert decide(CLAIM, book).frikort == ()
    assert only(decide(claim(), book)).journeys[0].before == exactly(0)


def test_a_relative_has_a_ceiling_of_their_own(book: RuleBook) -> None:
    document = claim(("2026-02-01", 310_000))
    document["turer"][0]["reisende"][0]["rolle"] = "paaroerende"

    assert decide(document, book).frikort == ()


def test_two_trips_of_one_day_count_one_after_the_other(book: RuleBook) -> None:
    document = claim()
    document["turer"].append(copy.deepcopy(document["turer"][0]))
    document["turer"][0]["reisende"][0]["reiser"].reverse()

    places = [item.place for item in only(decide(document, book)).journeys]

    # the way home stands first in the list of the first trip, but comes after the way out
    first, second = "/turer/0/reisende/0/reiser", "/turer/1/reisende/0/reiser"
    assert places == [f"{first}/1", f"{first}/0", f"{second}/0", f"{second}/1"]


def test_it_changes_nothing_that_is_decided(book: RuleBook) -> None:
    plain, forecast = decide(CLAIM, book), decide(claim(("2026-02-01", 327_800)), book)

    assert (plain.posts, plain.clarifications, plain.not_automatic) == (
        forecast.posts,
        forecast.clarifications,
        forecast.not_automatic,
    )
    assert plain.receipt.trace == forecast.receipt.trace
    assert forecast.automatic


def test_no_rule_uses_the_approved_charges(book: RuleBook) -> None:
    facts = [fact for fact in book.vocabulary.facts.values() if fact.entity == "godkjent_egenandel"]

    assert facts
    assert all(fact.content for fact in facts)
    assert "godkjent_egenandel" not in json.dumps(decide(claim(("2026-02-01", 1)), book).trace)


@pytest.mark.parametrize(
    ("approved", "words"),
    [
        ([], "Taket blir ikke nådd."),
        ([("2026-02-01", 310_000)], "Taket nås med «Reise hjem 4. mai 2026». Betales tilbake: 164,00\u00a0kr."),
        ([("2026-02-01", 327_800)], "Taket er nådd før reisene her. Betales tilbake: 342,00\u00a0kr."),
        ([("2026-08-01", 327_800)], "Taket nås med en annen egenandel. Betales tilbake: 342,00\u00a0kr."),
    ],
)
def test_words(book: RuleBook, approved: list[tuple[str, int]], words: str) -> None:
    text = render_decision(decide(claim(*approved), book), book, "nb")

    assert "Prognose for frikort (registeret avgjør)" in text
    assert "2026: Taket er 3\u00a0278,00\u00a0kr (foreløpig tall)." in text
    assert words in text


def test_words_when_it_is_open(book: RuleBook) -> None:
    document = claim(("2026-02-01", 310_000))
    del journeys(document)[1]["frikort"]

    text = render_decision(decide(document, book), book, "en")

    assert "The ceiling may be reached. To be paid back: between NOK\u00a00.00 and NOK\u00a0164.00." in text


def test_json_says_that_it_is_a_forecast_and_where_the_ceiling_is_from(book: RuleBook) -> None:
    answer = json.loads(json.dumps(decide(claim(("2026-02-01", 310_000)), book).to_json("nb")))

    assert [error.message for error in validator("vedtak").iter_errors(answer)] == []
    (found,) = answer["frikort_prognose"]
    assert (found["avgjoeres_av"], found["tak_oere"], found["tak_status"]) == ("register", 327_800, "foreloepig")
    assert "budsjettvedtak for 2026" in found["tak_kilde"]
    assert found["naar_taket_ved"] == HOME
    assert [item["naar_taket"] for item in found["reiser"]] == ["nei", "ja"]
    assert found["betales_tilbake"] == {"laveste_oere": 16_400, "hoeyeste_oere": 16_400}


def test_the_range_holds_whatever_the_open_facts_turn_out_to_be(book: RuleBook, figures: Figures) -> None:
    """A complete claim, and the same with facts left out: the forecast of the first lies within that of the second."""
    counts: Counter[str] = Counter()
    for number in range(9):
        rng = Random(41_000_000 + number)
        full = claim(
            *((rng.choice(("2026-02-01", "2026-06-01")), rng.randrange(340_000)) for _ in range(rng.randrange(3)))
        )
        for journey in journeys(full):
            journey["frikort"] = rng.random() < 0.3
            journey["reisevei_m"] = rng.choice((9_999, 40_000, 53_438, 100_000))
            journey["egenandel_fritak"] = rng.choice(("ingen", "ingen", "yrkesskade"))
        thin = copy.deepcopy(full)
        for journey in journeys(thin):
            for name in rng.sample(
                ("frikort", "reisevei_m", "egenandel_fritak", "felles_takstsone"), rng.randint(0, 2)
            ):
                del journey[name]
        whole, loose = only(decide(full, book)), only(decide(thin, book))
        counts["krav"] += 1
        counts["åpne"] += loose.counted != whole.counted
        assert within(whole.counted, loose.counted)
        assert whole.paid_back is not None
        assert loose.paid_back is not None
        assert within(whole.paid_back, loose.paid_back)
        for one, other in zip(whole.journeys, loose.journeys, strict=True):
            assert one.place == other.place
            assert other.reaches in (None, one.reaches)
            assert within(one.after, other.after)
            assert within(one.above, other.above)
    figures(", ".join(f"{value} {name}" for name, value in counts.items()))
    assert counts["åpne"] > 5


def within(inner: Bounds, outer: Bounds) -> bool:
    assert inner.lowest is not None
    above = outer.highest is None or (inner.highest is not None and inner.highest <= outer.highest)
    return (outer.lowest or 0) <= inner.lowest and above
