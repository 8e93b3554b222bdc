"""The rules of a paragraph on two dates: what changed is told once, what did not in one line."""

from __future__ import annotations

from datetime import date

import pytest

from reiseregel.errors import Language
from reiseregel.explain.comparison import Comparison, compare
from reiseregel.explain.comparison_text import comparison_lines
from tests.explain.small import book

OLD, NEW = date(2025, 3, 2).toordinal(), date(2025, 3, 3).toordinal()


def found(paragraph: str, then: int = OLD, now: int = NEW) -> Comparison:
    return compare(book(), paragraph, then, now)


def changes(paragraph: str, then: int = OLD, now: int = NEW) -> dict[str, str]:
    return {item.concept.name: item.change for item in found(paragraph, then, now).concepts}


def lines(paragraph: str, language: Language = "nb") -> list[str]:
    told = comparison_lines(found(paragraph), book(), language)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in told]


def block(paragraph: str, first: str) -> list[str]:
    """The lines of one concept."""
    told = lines(paragraph)
    start = told.index(first)
    return told[start : told.index("", start)]


def test_each_concept_is_unchanged_changed_new_or_gone() -> None:
    assert changes("12") == {
        "samme": "uendret",
        "flyttet": "endret",
        "annerledes": "endret",
        "ny_av_aaret": "ny",
        "borte_naa": "borte",
    }


@pytest.mark.parametrize("days", [(OLD - 1, OLD), (NEW, NEW + 1)])
def test_within_a_period_nothing_changes(days: tuple[int, int]) -> None:
    assert set(changes("12", *days).values()) == {"uendret"}
    assert found("12", *days).rates == ()


def test_a_paragraph_also_finds_what_stood_in_it_before() -> None:
    """With only the lines that rest on it: the exception of § 16, not the main rule of § 12 that it is made in."""
    told = found("16").concepts
    assert [(item.concept.name, item.main and item.main.id) for item in told] == [
        ("flyttet", "hovedregel"),
        ("annerledes", None),
    ]
    assert [(line.id, line.change) for line in told[1].exceptions] == [("par_12.opphoerer", "borte")]


@pytest.mark.parametrize("paragraph", ["8", "par_08"])
def test_a_rule_file_may_be_named(paragraph: str) -> None:
    assert set(changes(paragraph).values()) == {"uendret"}


def test_nothing_stands_in_an_unknown_paragraph() -> None:
    assert found("99").concepts == ()


def test_heading_and_counts() -> None:
    assert lines("12")[:3] == [
        "§ 12 den 2. mars 2025 og den 3. mars 2025",
        "uendret: 1 · endret: 2 · ny: 1 · borte: 1",
        "",
    ]
    assert lines("12", "nn")[1] == "uendra: 1 · endra: 2 · ny: 1 · borte: 1"
    assert lines("12", "en")[:2] == [
        "§ 12 on 2 March 2025 and on 3 March 2025",
        "unchanged: 1 · changed: 2 · new: 1 · gone: 1",
    ]


def test_what_is_unchanged_takes_one_line() -> None:
    assert block("12", "samme (par_12.samme): uendret")[1:] == ["  § 12 første ledd"]


def test_a_rule_that_only_moved_is_told_once_with_both_places() -> None:
    assert block("12", "forlengelse → forlenget (par_12.flyttet): endret")[1:] == [
        "  2. mars 2025: § 16; lovteksten fra den tiden er ikke lest; regelen følger offisiell veiledning",
        "  3. mars 2025: § 12 fjerde ledd; samme regel",
        "    «syk»",
    ]


def test_a_changed_rule_is_told_on_both_dates_with_its_exceptions() -> None:
    assert block("12", "annerledes (par_12.annerledes): endret")[1:] == [
        "  2. mars 2025: § 12 andre ledd",
        "    «haster»",
        "  3. mars 2025: § 12 andre ledd",
        "    «haster» og «vei» er mindre enn «grensen» (10 km)",
        "  unntak par_12.blir: uendret (§ 12 andre ledd andre punktum)",
        "  unntak par_12.kommer: ny",
        "    2. mars 2025: fantes ikke",
        "    3. mars 2025: § 12 tredje ledd",
        "      når: «noe vist»",
        "      er: nei",
        "  unntak par_12.opphoerer: borte",
        "    2. mars 2025: § 16",
        "      når: «alt vist»",
        "      er: ja",
        "    3. mars 2025: finnes ikke",
    ]


def test_new_and_gone() -> None:
    assert block("12", "ny av aaret (par_12.ny_av_aaret): ny")[1:] == [
        "  2. mars 2025: fantes ikke",
        "  3. mars 2025: § 12 femte ledd",
        "    «syk»",
    ]
    assert block("12", "borte naa (par_12.borte_naa): borte")[1:] == [
        "  2. mars 2025: § 12 femte ledd",
        "    «syk»",
        "  3. mars 2025: finnes ikke",
    ]


def test_rates_that_differ_come_last() -> None:
    assert lines("12")[-4:] == [
        "Satser som er forskjellige",
        "  grensen (sats.grense)",
        "    2. mars 2025: 9,999 km (§ 9)",
        "    3. mars 2025: 10 km (§ 8; satsen er foreløpig)",
    ]
