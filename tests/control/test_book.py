"""The control book: whole as it comes along, and refused with the place of every fault in it."""

from __future__ import annotations

import pickle
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reiseregel.control.book import load_control_book
from reiseregel.control.places import hjemmel_faults
from reiseregel.control.signals import ControlBook
from reiseregel.errors import InvalidRules
from reiseregel.lawmap import read_maps
from reiseregel.resources import rules_folder
from reiseregel.yamlfile import read_folder
from tests.control.small_book import TEXTS, changed, loaded, small_book

#: What is looked at, and in which order (the contract of the events and features).
SIGNALS = {
    "organisert_reise": (
        "organisert_og_krevd",
        "attest_utenfor_omfang",
        "attest_utloept_eller_ikke_begynt",
        "attest_tilbakekalt_foer_reisen",
        "uten_dekket_behandling",
        "trafikal_grunn_fra_behandler",
        "egenandel_tross_frikort",
        "reise_under_innleggelse",
    ),
    "krevd_reise": ("krevd_flere_ganger", "krevd_under_innleggelse"),
    "pasient_i_perioden": (
        "gjentatt_ikke_moett",
        "gjentatt_avbestilt_etter_utsending",
        "bilattest_og_organiserte_reiser",
    ),
    "rekvirent_i_perioden": ("hoey_andel_alene", "mange_attester"),
    "transportoer_i_perioden": ("mange_uten_kontakt", "mange_feil_levert"),
    "utstedt_attest": ("attest_over_ett_aar", "attest_fra_uvedkommende"),
}


@cache
def own_book() -> ControlBook:
    return load_control_book()


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


# --- the book that comes along ---


def test_every_signal_is_there_in_order() -> None:
    book = own_book()
    assert {name: tuple(item.id for item in book.signals_of(name)) for name in book.entities} == SIGNALS
    assert list(book.signals) == [signal for signals in SIGNALS.values() for signal in signals]


def test_it_is_plain_data_that_pickles() -> None:
    book = own_book()
    assert pickle.loads(pickle.dumps(book)) == book  # noqa: S301 - written the line before
    assert _plain(book) > 1_000


def _plain(value: Any) -> int:
    """How many parts there are; each is a frozen record, a map, a tuple or a plain value."""
    assert not callable(value)
    if is_dataclass(value):
        assert vars(type(value))["__dataclass_params__"].frozen
        return 1 + sum(_plain(getattr(value, part.name)) for part in fields(value))
    if isinstance(value, dict):
        return 1 + sum(_plain(item) for item in value.values())
    if isinstance(value, tuple):
        return 1 + sum(map(_plain, value))
    assert isinstance(value, str | int | None)
    return 1


def test_every_threshold_says_that_it_is_chosen_here() -> None:
    for rate in own_book().rules.rates.values():
        for row in rate.rows:
            assert row.status == "foreloepig"
            assert "valgt her" in row.source


def test_every_place_in_the_law_exists_when_it_is_cited() -> None:
    maps, faults = read_maps(read_folder(rules_folder()))
    assert faults == []
    assert list(hjemmel_faults(maps, own_book())) == []
    assert {text.law for text in maps} >= {"pasientreiseforskriften"}


def test_a_place_that_does_not_exist_is_told() -> None:
    maps, _ = read_maps(read_folder(rules_folder()))
    book = small_book(changed("signaler/tur.yaml", '{paragraf: "7"}', '{paragraf: "7", ledd: 9}'))
    place = "kontroll/signaler/tur.yaml:11:9: ukjent_ledd: § 7 ledd 9 finnes ikke i loven"
    assert {str(fault) for fault in hjemmel_faults(maps, book)} == {f"{place} 2025-01-01", f"{place} 2025-03-03"}


def test_the_digest_is_of_the_rules_and_not_of_the_cases() -> None:
    own = small_book()
    assert small_book(TEXTS | {"signaler/tur.saker.yaml": "entitet: annen"}).digest == own.digest
    assert small_book(changed("signaler/tur.yaml", "alvor: lav", "alvor: hoey")).digest != own.digest


# --- time ---


def test_a_version_and_a_threshold_hold_from_their_day() -> None:
    book = small_book()
    turns = ("2020-01-01", "2025-01-01", "2026-01-01")
    assert book.turns("tur") == tuple(map(day, turns))
    assert book.turns("annen") == (day("2020-01-01"),)
    assert book.conditions_on("tur", day("2019-12-31")) == []
    written = [book.conditions_on("tur", day(turn))[0][1].written for turn in turns]
    assert written[0].endswith("og ikke tur.alene")
    assert written[1] == written[2]
    assert "tur.grense" in written[1]
    limits = [book.threshold_on("minst", day(iso)) for iso in ("2020-01-01", "2025-12-31", "2026-01-01")]
    assert limits == [3, 3, 5]
    with pytest.raises(KeyError):
        book.threshold_on("minst", day("2019-12-31"))


# --- faults ---

SIGNAL, CONDITION = "signaler/tur.yaml", "tur.antall >= sats.minst og ikke tur.alene"
FAULTS = [
    (
        SIGNAL,
        "tur.antall >=",
        "tur.antal >=",
        ["9:15 ukjent_navn: navnet «tur.antal» finnes ikke. Mente du «tur.antall»?"],
    ),
    (SIGNAL, "tur.antall >=", "annen.antall >=", ["9:15 utilgjengelig"]),
    (SIGNAL, CONDITION, "tur.antall + 1 >= sats.minst", ["9:15 vilkaar: et vilkår sammenlikner bare opplysninger"]),
    (SIGNAL, CONDITION, "tur.antall >= max(tur.grense, 2)", ["9:15 vilkaar: et vilkår sammenlikner bare opplysninger"]),
    (SIGNAL, CONDITION, "sats.minst <= tur.antall", ["9:15 vilkaar: skriv opplysningen først"]),
    (SIGNAL, CONDITION, "3 > 2", ["9:15 vilkaar: et vilkår sammenlikner bare opplysninger"]),
    (SIGNAL, CONDITION, "tur.antall > tur.antall", ["9:15 vilkaar: «antall» sammenliknes med seg selv"]),
    (SIGNAL, CONDITION, "tur.dato > 2025-01-01", ["9:15 vilkaar: en dato kan ikke sammenliknes"]),
    (SIGNAL, CONDITION, "tur.slutt < tur.dato", ["9:15 vilkaar: en dato kan ikke sammenliknes"]),
    (SIGNAL, CONDITION, "tur.slutt < lovdato", ["9:15 vilkaar: bruk «fra»", "9:15 vilkaar: en dato kan ikke"]),
    (SIGNAL, CONDITION, "sann", ["9:15 vilkaar: et vilkår som alltid eller aldri holder"]),
    (SIGNAL, CONDITION, "tur.antall == tur.alene", ["9:29 type"]),
    (SIGNAL, CONDITION, "tur.svar == aldri", ["9:27 ukjent_kode"]),
    (SIGNAL, CONDITION, "tur.antall", ["9:15 type"]),
    (
        SIGNAL,
        "fra: 2020-01-01",
        "fra: 2019-12-31",
        ["7:5 hull_i_tid: satsen «minst» begynner 2020-01-01, men «kontroll.mange» trenger det fra 2019-12-31"],
    ),
    (SIGNAL, "fra: 2025-01-01", "fra: 2019-01-01", ["rekkefoelge: versjonene må stå i stigende tid"]),
    (
        SIGNAL,
        '[{paragraf: "26", ledd: 3}]',
        '[{paragraf: "7"}]',
        ["10:18 hjemmel: den første hjemmelen må være plikten"],
    ),
    (SIGNAL, 'ledd: 3}, {paragraf: "7"}', "ledd: 3, kilde: huske}", ["ukjent_kilde: kilden «huske» finnes ikke"]),
    (SIGNAL, "en: Many trips", "eng: Many trips", ["5:5 mangler_en", "ukjent_noekkel"]),
    (SIGNAL, "    se_paa:", "    se_ved:", ["4:3 mangler: «se_paa» mangler", "ukjent_noekkel"]),
    (
        SIGNAL,
        "svar {svar}, del",
        "svar {svr}, del",
        ["16:12 ukjent_navn: «svr» er ingen opplysning eller terskel her."],
    ),
    (SIGNAL, "svar {svar}, del", "svar {svar:prosent}, del", ["16:12 type: «svar» er ikke et tall"]),
    (SIGNAL, "svar {svar}, del", "dag {dato}, del", ["16:12 personvern"]),
    (SIGNAL, "svar {svar}, del", "svar {svar|a}, del", ["plassholder: her må det stå"]),
    (SIGNAL, "svar {svar}, del", "svar svar}, del", ["plassholder: her må det stå"]),
    (SIGNAL, ", answer {svar}", "", ["18:12 plassholder: språkene nevner ikke de samme"]),
    (SIGNAL, "entitet: tur", "entitet: tog", ["2:10 ukjent_entitet", "mangler: «tur» har ingen signaler"]),
    (SIGNAL, "entitet: tur", "entitet: annen", ["2:10 navn: filen må hete det samme"]),
    (SIGNAL, "alvor: lav", "alvor: straff", ["6:12 verdi: verdien må være en av: lav, middels, hoey."]),
    ("signaler/annen.yaml", "  annet:", "  mange:", ["4:3 navn_opptatt: signalet «mange» står alt i"]),
    ("fakta/entiteter.yaml", "    lovtid: {faktum: dato}\n", "", ["lovtid: «tur» mangler lovtid"]),
    (
        "fakta/entiteter.yaml",
        "    rot: annen",
        "    forelder: tur\n    en: annen",
        ["form: «annen» må stå for seg selv"],
    ),
    ("terskler/minst.yaml", "sats: minst", "sats: mest", ["navn: satsen må hete det samme som filen"]),
    ("terskler/minst.yaml", "fra: 2026-01-01", "fra: 2019-01-01", ["rekkefoelge: verdiene må stå i stigende tid"]),
    ("terskler/minst.yaml", "verdi: 3", "verdi: 3.5", ["desimaltall"]),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), FAULTS)
def test_a_fault_is_told_with_its_place(file: str, old: str, new: str, expected: list[str]) -> None:
    found = loaded(changed(file, old, new))
    assert found.book is None
    told = [str(fault).replace(": ", " ", 1) for fault in found.faults]
    assert all(line.startswith("kontroll/") for line in told)
    for words in expected:
        assert any(words in line for line in told), told


def test_a_signal_is_asked_for_wherever_there_are_facts() -> None:
    found = loaded({name: text for name, text in TEXTS.items() if name != "signaler/annen.yaml"})
    assert [str(fault) for fault in found.faults] == [
        "kontroll/fakta/entiteter.yaml:7:3: mangler: «annen» har ingen signaler"
    ]


def test_signals_without_cases_beside_them_are_told() -> None:
    (fault,) = loaded({name: text for name, text in TEXTS.items() if name != "signaler/tur.saker.yaml"}).faults
    assert str(fault) == (
        "kontroll/signaler/tur.yaml:2:1: mangler_saker: regelfilen har ingen saker ved siden av seg "
        "(signaler/tur.saker.yaml)"
    )


def test_a_threshold_nobody_uses_is_told() -> None:
    other = TEXTS["terskler/minst.yaml"].replace("sats: minst", "sats: mest")
    (fault,) = loaded(TEXTS | {"terskler/mest.yaml": other}).faults
    assert str(fault) == "kontroll/terskler/mest.yaml:7:5: ubrukt: ingen signaler bruker terskelen «mest»"


def test_a_file_in_no_folder_of_the_book_is_told() -> None:
    assert [fault.code for fault in loaded(TEXTS | {"signaler/ta bort.yaml": "a: 1"}).faults] == ["ukjent_fil"]


def test_an_entity_has_no_more_than_sixty_signals() -> None:
    body = TEXTS["signaler/annen.yaml"].partition("  annet:\n")[2]
    texts = [
        TEXTS
        | {"signaler/annen.yaml": "entitet: annen\nsignaler:\n" + "".join(f"  s{n}:\n{body}" for n in range(most))}
        for most in (60, 61)
    ]
    assert loaded(texts[0]).faults == []
    (fault,) = loaded(texts[1]).faults
    assert fault.message == "her kan det ikke stå mer enn 60 av nøklene"


def test_a_folder_without_a_control_book_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidRules) as caught:
        load_control_book(tmp_path)
    assert [str(fault) for fault in caught.value.faults] == [
        "kontroll/fakta/entiteter.yaml:1:1: mangler_fil: filen som sier hvilke entiteter som finnes, mangler"
    ]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        path = tmp_path / "kontroll" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert load_control_book(tmp_path) == small_book()
    (tmp_path / "kontroll" / "terskler" / "minst.yaml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InvalidRules, match=r"^kontroll/terskler/minst\.yaml:1:1: fil: "):
        load_control_book(tmp_path)
