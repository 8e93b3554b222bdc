"""The cases beside the signals hold, and between them show every side of every signal."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from reiseregel.control.book import control_texts, load_control_book
from reiseregel.control.case_coverage import uncovered
from reiseregel.control.cases import (
    SignalCase,
    load_signal_cases,
    read_signal_cases,
    run_signal_cases,
)
from reiseregel.control.checked import check_control, control_folder, has_control
from reiseregel.control.reference import ReferenceExecutor
from reiseregel.control.signals import ControlBook
from reiseregel.errors import LANGUAGES
from reiseregel.resources import rules_folder
from tests.conftest import Figures
from tests.control.small_book import small_book

CASE_TEXT = """
entitet: tur
utgangspunkt:
  vanlig: {dato: 2024-05-01, antall: 3, grense: 9, alene: false, svar: nei}
saker:
  - {navn: En., utgangspunkt: vanlig, gir: [mange]}
  - {navn: To., utgangspunkt: vanlig, endringer: {antall: 2, alene: null}, gir: []}
"""


@cache
def own() -> tuple[ControlBook, tuple[SignalCase, ...]]:
    book = load_control_book()
    return book, tuple(load_signal_cases(book))


def small_cases(text: str) -> tuple[list[SignalCase], list[str]]:
    book = small_book()
    cases, faults = read_signal_cases({"signaler/tur.saker.yaml": text}, book)
    return cases, [str(fault) for fault in faults]


# --- the cases that come along ---


@pytest.mark.parametrize("entity", own()[0].entities)
def test_every_case_holds(entity: str) -> None:
    book, cases = own()
    chosen = [case for case in cases if case.entity == entity]
    assert chosen
    results = run_signal_cases(chosen, book, ReferenceExecutor(book))
    assert [(str(item.case.place), item.differences) for item in results if item.differences] == []


def test_every_side_of_every_signal_is_shown(figures: Figures) -> None:
    book, cases = own()
    assert [str(fault) for fault in uncovered(book, cases)] == []
    missed = sum(bool(uncovered(book, cases[:at] + cases[at + 1 :])) for at in range(0, len(cases), 8))
    figures(f"{len(cases)} saker for {len(book.signals)} signaler; {missed} av hver åttende er alene om å vise noe")
    assert missed > len(cases) // 16


def test_the_reason_of_every_signal_is_shown_word_for_word() -> None:
    book, cases = own()
    shown = {(name, language) for case in cases for name in case.says for language in LANGUAGES}
    assert shown == {(name, language) for name in book.signals for language in LANGUAGES}


def test_the_whole_is_checked_at_once() -> None:
    texts = {f"kontroll/{name}": text for name, text in control_texts().items() if not name.startswith("praksis/")}
    texts |= {name: text for name, text in control_texts().items() if name.startswith("praksis/")}
    found = check_control(texts)
    assert found.faults == ()
    assert (found.book, found.cases) == own()
    assert has_control(texts)
    assert not has_control(["pasientreiseforskriften/par_08.yaml", "kontroll/oppgjoer/koder.yaml"])
    assert control_folder() == rules_folder() / "kontroll"
    assert control_folder(rules_folder() / "fakta") is None


@pytest.mark.parametrize("step", [-1, 1])
def test_a_threshold_one_up_or_down_is_noticed(step: int) -> None:
    book, cases = own()
    for name, rate in book.rules.rates.items():
        rows = tuple(replace(row, value=row.value + step) for row in rate.rows)
        rates = book.rules.rates | {name: replace(rate, rows=rows)}
        moved = replace(book, rules=replace(book.rules, rates=rates))
        results = run_signal_cases(list(cases), moved, ReferenceExecutor(moved), words=False)
        assert any(result.differences for result in results), name


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("terskler/ikke_moett_minst", "verdi: 3", "verdi: 4", "gir: ventet gjentatt_ikke_moett, fikk ingen"),
        (
            "signaler/krevd_reise",
            "samme_retning >= 1",
            "samme_retning >= 2",
            "gir: ventet krevd_flere_ganger, fikk ingen",
        ),
        (
            "signaler/krevd_reise",
            "{andre_krav_samme_retning|annet|andre}",
            "andre",
            "sier krevd_flere_ganger (nb): ventet",
        ),
    ],
)
def test_a_slip_in_the_rules_is_noticed(file: str, old: str, new: str, told: str) -> None:
    texts = control_texts()
    name = f"{file}.yaml"
    assert old in texts[name]
    found = check_control(_below_rules(texts | {name: texts[name].replace(old, new, 1)}))
    assert found.book is not None
    results = run_signal_cases(list(found.cases), found.book, ReferenceExecutor(found.book))
    assert any(told in difference for result in results for difference in result.differences)


def _below_rules(texts: dict[str, str]) -> dict[str, str]:
    return {name if name.startswith("praksis/") else f"kontroll/{name}": text for name, text in texts.items()}


# --- what no case shows ---


def test_what_no_case_shows_is_told() -> None:
    book = small_book()
    cases, faults = small_cases(CASE_TEXT)
    assert faults == []
    told = [fault.message for fault in uncovered(book, cases) if "«mange»" in fault.message]
    wanted = [
        "ingen sak viser at «mange» kan gis når noe er åpent",
        "ingen sak viser «mange» der det kommer an på at antall er 2",
        "ingen sak viser «mange» der det kommer an på at alene er sann",
        *(
            f"ingen sak viser «mange» der det kommer an på at {side}"
            for limit in (3, 5)
            for side in (
                f"antall er {limit}",
                f"antall er {limit - 1}",
                "antall er lik grense pluss 1",
                "antall er lik grense",
                "svar er ja",
                "svar er en annen kode",
            )
        ),
        "ingen sak viser «mange» den første dagen, 2020-01-01",
        "ingen sak viser at «mange» ikke gis 2019-12-31, dagen før det finnes",
        "ingen sak viser «mange» den første dagen, 2025-01-01",
        "ingen sak viser «mange» 2024-12-31, dagen før en endring",
        "ingen sak viser «mange» den første dagen, 2026-01-01",
        "ingen sak viser «mange» 2025-12-31, dagen før en endring",
    ]
    assert told == list(dict.fromkeys(wanted))


@pytest.mark.parametrize(("trips", "shows"), [(3, True), (2, False)])
def test_a_case_shows_a_side_only_where_it_alone_decides(trips: int, shows: bool) -> None:
    """Alone in the car keeps the signal away at three trips. At two there is none whoever else is there."""
    case = f"  - {{navn: Alene., utgangspunkt: vanlig, endringer: {{antall: {trips}, alene: true}}, gir: []}}\n"
    cases, faults = small_cases(CASE_TEXT + case)
    assert faults == []
    told = any("alene er sann" in fault.message for fault in uncovered(small_book(), cases))
    assert told is not shows


# --- faults in the cases ---


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("entitet: tur", "entitet: tog", "2:10: ukjent_entitet: entiteten «tog» finnes ikke."),
        ("gir: [mange]", "gir: [mange, faa]", "6:52: ukjent_navn: signalet «faa» finnes ikke for tur."),
        ("endringer: {antall: 2", "endringer: {antal: 2", "7:51: ukjent_navn: opplysningen «antal» finnes ikke her."),
        (
            "endringer: {antall: 2",
            "endringer: {antall: 1001",
            "7:59: verdi: verdien må være et helt tall fra 0 til 1000",
        ),
        ("endringer: {antall: 2", "endringer: {antall: true", "7:59: verdi"),
        ("svar: nei", "svar: aldri", "4:72: verdi: verdien må være en av kodene ja, nei"),
        ("2024-05-01", "'2024-5-1'", "4:19: verdi: verdien må være en dato i kalenderen"),
        ("alene: null", "dato: null", "7:5: mangler: «dato» kan ikke være åpen"),
        (
            "utgangspunkt: vanlig, gir",
            "utgangspunkt: vanleg, gir",
            "6:31: ukjent_navn: utgangspunktet «vanleg» finnes ikke.",
        ),
        ("navn: To.", "navn: En.", "7:12: navn_opptatt: en sak med samme navn står lenger opp"),
        ("gir: []", "gir: [], sier: {mange: {nb: a, nn: a, en: a}}", "saken gir ikke «mange»"),
        ("gir: []", "gire: []", "mangler: «gir» mangler"),
    ],
)
def test_a_fault_in_a_case_is_told_with_its_place(old: str, new: str, told: str) -> None:
    assert old in CASE_TEXT
    _, faults = small_cases(CASE_TEXT.replace(old, new, 1))
    assert any(told in line for line in faults), faults
    assert all(line.startswith("kontroll/signaler/tur.saker.yaml:") for line in faults)


def test_a_case_that_does_not_hold_says_what_came_instead() -> None:
    book = small_book()
    said = "sier: {mange: {nb: Ti., nn: Ti., en: Ten.}}"
    cases, faults = small_cases(
        CASE_TEXT.replace("gir: [mange]", f"gir: [mange], {said}").replace("gir: []", "gir: [mange]")
    )
    assert faults == []
    results = run_signal_cases(cases, book, ReferenceExecutor(book))
    assert results[0].differences[0] == (
        "sier mange (nb): ventet «Ti.», fikk «3\u00a0turer, grense 3, svar nei, del 0,3\u00a0prosent.»".replace(
            "3\u00a0t", "3 t"
        )
    )
    assert results[1].differences == ("gir: ventet mange, fikk ingen",)
