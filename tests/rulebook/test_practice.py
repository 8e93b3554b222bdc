"""The sources of practice, and the settings of the health trusts, as they stand in the rules."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import RuleFault
from reiseregel.resources import rules_folder
from reiseregel.rulebook.practice import PracticeSource
from reiseregel.rulebook.practice_file import read_sources
from reiseregel.vocabulary.settings_by_trust import NATIONAL, Setting
from reiseregel.vocabulary.settings_file import read_settings
from reiseregel.yamlfile import parse, read_folder

FILES = {name: parse(name, text) for name, text in read_folder(rules_folder()).items() if name.startswith("praksis/")}


@pytest.fixture(scope="module")
def sources() -> dict[str, PracticeSource]:
    faults: list[RuleFault] = []
    found = read_sources(FILES, faults)
    assert faults == []
    return found


@pytest.fixture(scope="module")
def settings() -> dict[str, Setting]:
    faults: list[RuleFault] = []
    found, trusts = read_settings(FILES, faults)
    assert faults == []
    assert len(trusts) == 19
    return found


# --- sources ---


def test_every_source_has_an_address_but_the_report_nobody_has_one_for(sources: dict[str, PracticeSource]) -> None:
    assert [key for key, source in sources.items() if not source.link] == ["utskrivningsrapport"]
    for source in sources.values():
        if source.link:
            assert urlsplit(source.link).scheme in ("http", "https")
            assert "." in urlsplit(source.link).netloc


def test_no_source_stands_twice(sources: dict[str, PracticeSource]) -> None:
    links = [source.link for source in sources.values() if source.link]
    assert len(links) == len(set(links))


@pytest.mark.parametrize(
    ("key", "date", "status"),
    [
        ("rekvirentveileder_bestille", "2023-12-21", "nasjonal"),
        ("ny_praksis_bilattest", "2024-02", "nasjonal"),
        ("rekvirere_2016", "", "historisk"),
        ("vestfold", "", "lokal"),
    ],
)
def test_date_and_status(sources: dict[str, PracticeSource], key: str, date: str, status: str) -> None:
    assert (sources[key].date, sources[key].status) == (date, status)


# --- settings ---

#: Each value a source gives, by setting and owner. Times of the day are minutes after midnight.
GIVEN = {
    ("bestillingsfrist_dag", "nasjonal"): ["dagen_foer"],
    ("bestillingsfrist_dag", "innlandet"): ["siste_virkedag"],
    ("bestillingsfrist_dag", "helgeland"): ["siste_virkedag"],
    ("bestillingsfrist_klokken_min", "nasjonal"): [13 * 60],
    ("bestillingsfrist_klokken_min", "innlandet"): [13 * 60],
    ("bestillingsfrist_klokken_min", "helgeland"): [13 * 60],
    ("bekreftelsesfrist_klokken_min", "nasjonal"): [13 * 60],
    ("aapner_klokken_min", "stavanger"): [8 * 60],
    ("aapner_klokken_min", "helgeland"): [8 * 60],
    ("stenger_klokken_min", "stavanger"): [15 * 60 + 30],
    ("stenger_klokken_min", "helgeland"): [16 * 60],
    ("samkjoering", "nasjonal"): ["naar_mulig"],
    ("samkjoering", "bergen"): ["lange_reiser_foerst"],
    ("reiseattest_i_bruk", "nasjonal"): [False],
    ("henviser_bestiller_begge_veier", "nasjonal"): [False],
    ("henviser_bestiller_begge_veier", "vestfold"): [True],
    ("venting_paa_avdeling_over_min", "bergen"): [150],
}


def test_there_is_no_value_that_no_source_gives(settings: dict[str, Setting]) -> None:
    found: dict[tuple[str, str], list[object]] = {}
    for setting in settings.values():
        for row in setting.rows:
            if row.value is not None:
                found.setdefault((setting.name, row.owner), []).append(row.value)
    assert found == GIVEN


@pytest.mark.parametrize(
    "name",
    ["ventetid_hoeyst_min", "omvei_hoeyst_min", "hentevindu_min", "aapner_klokken_min", "stenger_klokken_min"],
)
def test_what_no_source_gives_nationally_is_unset_with_a_reason(settings: dict[str, Setting], name: str) -> None:
    row = settings[name].owned(NATIONAL, LAST_DAY)
    assert row is not None
    assert row.value is None
    assert row.reason is not None


def test_the_pilot_ends_what_is_known_of_attests(settings: dict[str, Setting]) -> None:
    """Nobody used them before 19 February 2024; from then on the sources do not say which trusts do."""
    start = ordinal_of("2024-02-19")
    before, after = (settings["reiseattest_i_bruk"].on("oslo", day) for day in (start - 1, start))
    assert before is not None
    assert after is not None
    assert (before.value, after.value) == (False, None)


def test_a_row_of_a_dated_source_does_not_begin_before_it(
    settings: dict[str, Setting], sources: dict[str, PracticeSource]
) -> None:
    rows = [row for setting in settings.values() for row in setting.rows if row.value is not None]
    dated = [row for row in rows if len(sources[row.source].date) == len("2023-12-21")]
    assert dated
    for row in dated:
        assert row.since >= ordinal_of(sources[row.source].date), row
    assert all(FIRST_DAY <= row.since <= LAST_DAY for row in rows)


def ordinal_of(day: str) -> int:
    return date.fromisoformat(day).toordinal()
