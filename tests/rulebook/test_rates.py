"""Every rate on random dates against a table written apart from the rule files, and where each value stood."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from reiseregel import RuleBook, load_rulebook
from reiseregel.vocabulary import Hjemmel
from tests.conftest import Figures

FIRST, LAST = date(2016, 10, 1), date(2028, 12, 31)
REWRITE = date(2025, 3, 3)

#: Øre in force from 1 January (2016: 1 October), in the order of `YEARLY`.
YEARLY = (
    "standardsats", "egenandel_ordinaer", "kost_per_doegn", "overnatting_tak", "inntekt_ledsager_time",
    "leid_hjelp_time", "inntekt_yrkesskade_time", "inntekt_yrkesskade_dag", "egenandelstak",
)  # fmt: skip
BY_YEAR = {
    2016: (220, 146_00, 210_00, 535_00, 120_00, 40_00, 65_00, 335_00, 2185_00),
    2017: (230, 146_00, 215_00, 550_00, 125_00, 40_00, 65_00, 345_00, 2205_00),
    2018: (240, 149_00, 220_00, 565_00, 130_00, 45_00, 70_00, 355_00, 2258_00),
    2019: (250, 149_00, 225_00, 580_00, 135_00, 45_00, 70_00, 365_00, 2369_00),
    2020: (260, 159_00, 232_00, 598_00, 139_00, 46_00, 72_00, 376_00, 2460_00),
    2021: (270, 159_00, 238_00, 614_00, 143_00, 48_00, 74_00, 386_00, 2460_00),
    2022: (280, 159_00, 244_00, 631_00, 147_00, 49_00, 76_00, 396_00, 2921_00),
    2023: (290, 164_00, 253_00, 655_00, 153_00, 51_00, 79_00, 411_00, 3040_00),
    2024: (300, 171_00, 264_00, 683_00, 160_00, 53_00, 82_00, 429_00, 3165_00),
    2025: (310, 171_00, 275_00, 711_00, 167_00, 55_00, 85_00, 447_00, 3278_00),
    2026: (320, 171_00, 284_00, 734_00, 172_00, 57_00, 88_00, 461_00, 3278_00),
}
#: What does not change each year: the value from each day.
OTHER: dict[str, dict[date, int]] = {
    "egenandel_valg": {FIRST: 400_00},
    "minsteutbetaling": {FIRST: 100_00, REWRITE: 0},
    "inntekt_politi_time": {REWRITE: 481_00, date(2026, 1, 1): 496_00},
    "reiseregulativ_baat": {FIRST: 7_50},
    "reiseregulativ_snoescooter_atv": {FIRST: 7_50, date(2023, 1, 1): 10_00},
    "minste_reisevei": {FIRST: 10_000},
    "grense_rutegaaende": {FIRST: 300_000},
    "frist_maaneder": {FIRST: 6},
    "frist_unntak_maaneder": {FIRST: 36},
    "rentetillegg_prosent": {FIRST: 10},
    "klagefrist_dager": {FIRST: 28},
    "klagefrist_eoes_dager": {FIRST: 21},
}
#: The rates with a yearly regulation. What it has not set yet is the value before, and provisional.
ADJUSTED = {*YEARLY, "inntekt_politi_time", "egenandel_valg"} - {"egenandelstak"}
NOT_CONFIRMED = {"reiseregulativ_baat", "reiseregulativ_snoescooter_atv"}
#: The yearly ceiling is read from the regulation until 2020 and from an official page for 2023.
CEILING_CONFIRMED = {2016, 2017, 2018, 2019, 2020, 2023}
#: Where the value stood until 2 March 2025, when that was another place than today.
MOVED = {
    "egenandel_valg": Hjemmel("24", 1),
    "inntekt_yrkesskade_time": Hjemmel("14", 1),
    "inntekt_yrkesskade_dag": Hjemmel("14", 1),
}


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rulebook()


def value_in_table(name: str, day: date) -> int | None:
    """The value of a rate on a day by the tables above, in whole øre, metres, months or per cent."""
    if name in YEARLY:
        return BY_YEAR[min(day.year, 2026)][YEARLY.index(name)]
    return next((value for since, value in reversed(OTHER[name].items()) if since <= day), None)


def confirmed_in_table(name: str, day: date) -> bool:
    """Whether the value was set for that day in a text that was read."""
    if name == "egenandelstak":
        return day.year in CEILING_CONFIRMED
    return name not in NOT_CONFIRMED and not (name in ADJUSTED and day.year > 2026)


def days() -> list[date]:
    """200 random days, and both sides of every day on which a rate may change."""
    rng = Random(4)
    drawn = [FIRST + timedelta(rng.randrange((LAST - FIRST).days + 1)) for _ in range(200)]
    breaks = [REWRITE, *(date(year, 1, 1) for year in range(2017, LAST.year + 1))]
    return [FIRST, *drawn, *breaks, *(day - timedelta(1) for day in breaks)]


def test_the_table_names_every_rate(book: RuleBook) -> None:
    assert set(book.rates) == {*YEARLY, *OTHER}


def test_every_rate_on_random_days(book: RuleBook, figures: Figures) -> None:
    compared = 0
    for name, rate in book.rates.items():
        for day in days():
            row = rate.on(day.toordinal())
            assert (row.value if row else None) == value_in_table(name, day), (name, day)
            if row is not None:
                assert (row.status == "bekreftet") == confirmed_in_table(name, day), (name, day)
            compared += 1
    figures(f"{compared} satser på en dato sammenliknet med tabellen")


def test_each_value_names_the_ledd_it_stood_in(book: RuleBook) -> None:
    for name, rate in book.rates.items():
        for day in days():
            row = rate.on(day.toordinal())
            if row is None:
                continue
            wanted = MOVED.get(name, rate.hjemmel) if day < REWRITE else rate.hjemmel
            if name == "egenandelstak" and day.year <= 2020:
                wanted = Hjemmel("4", lov="egenandelstak_1")
            assert row.hjemmel == wanted, (name, day)


def test_there_is_no_rate_before_the_regulation(book: RuleBook) -> None:
    before = (FIRST - timedelta(1)).toordinal()
    assert {name for name, rate in book.rates.items() if rate.on(before)} == {"egenandelstak"}
