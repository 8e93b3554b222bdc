"""The report against a count of its own in SQL, and as it was last looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reiseregel import RuleBook, load_rulebook
from reiseregel.errors import Language
from reiseregel.statistics.measures import load_measures
from reiseregel.statistics.model import ALL
from reiseregel.statistics.periods import Grid
from reiseregel.statistics.report import Figure, quantile, share
from reiseregel.statistics.run import Asked, Done, contents, run
from tests.accepted import accepted
from tests.statistics.portfolio import Row, cases, register, write_register, write_run

HERE = Path(__file__).parent
MEASURES = load_measures()
GRID = Grid("treuker", MEASURES.anchor)
COUNT, SEED = 900, 8
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rulebook()


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return cases(SEED, COUNT)


@pytest.fixture(scope="module")
def beside(rows: list[Row]) -> list[dict[str, str]]:
    return register(SEED, rows, "svar")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, rows: list[Row], beside: list[dict[str, str]]) -> Asked:
    folder = tmp_path_factory.mktemp("portfolio")
    source = write_run(folder / "svar", rows, "parquet")
    table = write_register(folder / "register.csv", beside)
    return Asked([str(source)], [str(table)], GRID, "avgjort", MEASURES.least, "nb")


@pytest.fixture(scope="module")
def done(asked: Asked, book: RuleBook) -> Done:
    return run(asked, book, MEASURES, lambda fault: pytest.fail(str(fault)))


# --- counted once more, by another ---

_SCHEMA = """
CREATE TABLE doc (sak PRIMARY KEY, gjelder, utfall, beloep, laveste, hoeyeste, auto);
CREATE TABLE fact (sak, nr, eier, faktum);
CREATE TABLE code (sak, slag, kode);
CREATE TABLE reg (sak PRIMARY KEY, trust, kanal, mottatt, avgjort, grunnlag, kostnad);
CREATE VIEW joined AS SELECT doc.*, coalesce(trust, 'ukjent') AS trust, coalesce(kanal, 'ukjent') AS kanal,
    coalesce(grunnlag, 'ukjent') AS grunnlag, kostnad, julianday(avgjort) - julianday(mottatt) AS dager,
    utfall IN ('mangler_opplysninger', 'til_vurdering') AS aapen,
    date('2023-01-02',
        cast(cast((julianday(avgjort) - julianday('2023-01-02')) / 21 AS INTEGER) * 21 AS TEXT) || ' days') AS fra
    FROM doc LEFT JOIN reg USING (sak);
"""
_INDEXED = """
CREATE TABLE d AS SELECT * FROM joined;
CREATE INDEX d_group ON d (fra, gjelder, trust);
CREATE INDEX fact_sak ON fact (sak);
CREATE INDEX code_sak ON code (sak, kode);
"""
_CLASS = """CASE WHEN {0} IS NULL THEN 'ukjent' WHEN {0} <= 0 THEN 'ingen' WHEN {0} <= 100000 THEN 'til_1000'
    WHEN {0} <= 300000 THEN 'til_3000' WHEN {0} <= 1000000 THEN 'til_10000' ELSE 'over_10000' END"""
_LOW, _HIGH = _CLASS.format("laveste"), _CLASS.format("hoeyeste")
_EXCLUSIVE = {
    "vei": """CASE WHEN aapen THEN (SELECT eier FROM fact WHERE fact.sak = d.sak ORDER BY nr LIMIT 1)
        WHEN gjelder = 'rekvisisjon' AND utfall = 'til_kontoret' OR gjelder = 'bestilling' AND utfall = 'ring'
        THEN 'helseforetak' WHEN auto THEN 'automatisk' ELSE 'saksbehandler' END""",
    "utfall": "utfall",
    "kanal": "kanal",
    "grunnlag": "grunnlag",
    "kostnadsklasse": f"""CASE WHEN gjelder <> 'krav' THEN {_CLASS.format("kostnad")} WHEN NOT aapen THEN
        {_CLASS.format("beloep")} WHEN {_LOW} = {_HIGH} THEN {_LOW} ELSE 'ukjent' END""",
    "lesning": "CASE WHEN aapen THEN 'aapen' WHEN EXISTS (SELECT 1 FROM code WHERE code.sak = d.sak AND kode LIKE "
    "'lesning:%') THEN 'ja' ELSE 'nei' END",
}
_SEVERAL = {
    "aapne_eiere": "SELECT DISTINCT sak, eier AS kode FROM fact",
    "aapne_fakta": "SELECT DISTINCT sak, eier || ':' || faktum AS kode FROM fact",
    "hindringer": "SELECT sak, kode FROM code WHERE slag = 'h' AND kode NOT LIKE 'lesning:%' AND kode <> "
    "'ikke_avgjort'",
    "lesninger": "SELECT sak, substr(kode, 9) AS kode FROM code JOIN d USING (sak) WHERE NOT aapen AND kode LIKE "
    "'lesning:%'",
    "grunner": "SELECT sak, kode FROM code WHERE slag = 'g'",
}
_SUMS = {
    "utbetalt": "sum(beloep)",
    "aapent_minst": "sum(CASE WHEN aapen THEN laveste END)",
    "aapent_hoeyst": "sum(CASE WHEN aapen THEN hoeyeste END)",
}
_DAYS = {"behandlingstid": "1", "behandlingstid_automatisk": "auto", "behandlingstid_manuell": "NOT auto"}


class Oracle:
    """The same decisions in a database, and what each number must be."""

    def __init__(self, rows: list[Row], beside: list[dict[str, str]]) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.executescript(_SCHEMA)
        for row in rows:
            known = ("sak", "gjelder", "utfall", "beloep_oere", "laveste_oere", "hoeyeste_oere", "kan_automatiseres")
            self.db.execute("INSERT INTO doc VALUES (?,?,?,?,?,?,?)", [row[name] for name in known])
            facts = [(row["sak"], nr, f["eier"], f["faktum"]) for nr, f in enumerate(row["aapne_fakta"])]
            self.db.executemany("INSERT INTO fact VALUES (?,?,?,?)", facts)
            codes = [(row["sak"], "h", code) for code in row["hindringer"]]
            codes += [(row["sak"], "g", code) for code in row["grunner"]]
            self.db.executemany("INSERT INTO code VALUES (?,?,?)", codes)
        for item in beside:
            names = ("helseforetak", "kanal", "mottatt", "avgjort", "grunnlag")
            cost = int(item["kostnad_oere"]) if item["kostnad_oere"] else None
            self.db.execute(
                "INSERT INTO reg VALUES (?,?,?,?,?,?,?)", [int(item["sak"]), *(item[n] or None for n in names), cost]
            )

        self.db.executescript(_INDEXED)

    def value(self, figure: Figure) -> int | None:
        """The number, hidden or not; None when there is nothing to take it of."""
        first = figure.period.first.isoformat() if figure.period else None
        where, given = "fra IS ? AND gjelder = ?", [first, figure.kind]
        if figure.trust != ALL:
            where, given = f"{where} AND trust = ?", [*given, figure.trust]
        if figure.measure == "dokumenter":
            return self._one("count(*)", "d", where, given)
        if figure.measure in _EXCLUSIVE:
            where = f"{where} AND ({_EXCLUSIVE[figure.measure]}) = ?"
            return self._one("count(*)", "d", where, [*given, figure.category])
        if figure.measure in _SEVERAL:
            source = f"d JOIN ({_SEVERAL[figure.measure]}) s USING (sak)"
            return self._one("count(*)", source, f"{where} AND s.kode = ?", [*given, figure.category])
        if figure.measure in _SUMS:
            return self._one(_SUMS[figure.measure], "d", where, given)
        where = f"{where} AND dager IS NOT NULL AND {_DAYS[figure.measure]} ORDER BY dager"
        days = [int(day) for (day,) in self._all("dager", "d", where, given)]
        rank = 0.5 if figure.category == "median" else 0.9
        return next((day for nr, day in enumerate(days, 1) if nr / len(days) >= rank), None)

    def documents(self, figure: Figure) -> int | None:
        """How many documents the row has."""
        return self.value(Figure(figure.period, figure.kind, figure.trust, "dokumenter", "", "antall", None))

    def _one(self, what: str, source: str, where: str, given: list[Any]) -> int | None:
        found = self._all(what, source, where, given)[0][0]
        return None if found is None else int(found)

    def _all(self, what: str, source: str, where: str, given: list[Any]) -> list[tuple[Any, ...]]:
        query = f"SELECT {what} FROM {source} WHERE {where}"  # noqa: S608 - parts of this file alone
        return self.db.execute(query, given).fetchall()


def test_every_number_is_that_of_a_count_in_sql(
    done: Done, rows: list[Row], beside: list[dict[str, str]], figures_note: Callable[[str], None]
) -> None:
    oracle = Oracle(rows, beside)
    shown = hidden = 0
    measures = set()
    for figure in done.report.figures:
        if figure.unit == "promille" or figure.category == "*":
            continue
        wanted = oracle.value(figure)
        assert wanted is not None
        if figure.value is None:
            hidden += 1
            assert wanted > 0 or figure.unit == "dager", figure
            continue
        shown += 1
        measures.add(figure.measure)
        assert figure.value == wanted, figure
        if figure.share is not None:
            documents = oracle.documents(figure)
            assert documents is not None
            tenths = 1000 * wanted / documents
            assert abs(figure.share - tenths) <= 0.5, figure
    assert {measure.id for measure in MEASURES.all} - measures == {"attest_mot_rekvisisjon"}
    assert shown > 300
    assert hidden > 100
    figures_note(f"statistics: {shown} numbers equal to SQL, {hidden} hidden")


def test_no_small_number_of_documents_is_shown(done: Done) -> None:
    for figure in done.report.figures:
        if figure.unit == "antall" and figure.value is not None:
            assert figure.value == 0 or figure.value >= MEASURES.least, figure


def test_a_change_is_the_difference_of_two_numbers_that_are_shown(done: Done) -> None:
    shown = {(figure.period, *figure.key): figure for figure in done.report.figures}
    changes = 0
    for figure in done.report.figures:
        if figure.change is None:
            continue
        assert figure.period is not None
        assert figure.value is not None
        before = shown.get((GRID.before(figure.period), *figure.key))
        was = before.value if before is not None else 0
        assert was is not None
        assert figure.change == figure.value - was
        changes += 1
    assert changes > 50


def test_attests_against_requisitions(done: Done) -> None:
    figures = {(f.period, f.kind, f.trust, f.measure): f.value for f in done.report.figures if not f.category}
    found = [(key, value) for key, value in figures.items() if key[3] == "attest_mot_rekvisisjon"]
    assert any(value is not None for _, value in found)
    for (period, _, trust, _), value in found:
        one, other = (figures.get((period, kind, trust, "dokumenter")) for kind in ("attest", "rekvisisjon"))
        if one and other:
            assert value == share(one, one + other)


def test_shares_are_exact_and_half_goes_up() -> None:
    assert [share(1, 3), share(2, 3), share(0, 5), share(5, 5)] == [333, 667, 0, 1000]
    assert [share(1, 2000), share(1, 2001)] == [1, 0]
    assert share(0, 0) is None
    assert share(10**30 + 1, 2 * 10**30) == 500


def test_percentiles_are_numbers_that_occur() -> None:
    assert quantile({1: 1, 4: 1, 9: 1, 30: 1}, 50) == 4
    assert quantile({1: 9, 30: 1}, 90) == 1
    assert quantile({1: 8, 30: 2}, 90) == 30
    assert quantile({7: 1}, 50) == 7


# --- as it was last looked at ---


def written(done: Done, asked: Asked, book: RuleBook, language: Language) -> dict[str, str]:
    own = Asked(asked.sources, asked.registers, asked.grid, asked.placed, asked.least, language)
    return contents(done, own, book, MEASURES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_the_one_last_accepted(done: Done, asked: Asked, book: RuleBook, language: Language) -> None:
    made = written(done, asked, book, language)
    assert accepted(HERE / "golden" / f"statistikk.{language}.txt", made["statistikk.txt"]) == made["statistikk.txt"]
    if language == "nb":
        newest = [line for line in made["statistikk.csv"].splitlines(True) if line.startswith(("fra", "2026-11-09"))]
        made["statistikk.csv"] = "".join(newest)
        for name in ("statistikk.csv", "vei_krav.svg", "vei_krav_helseforetak.svg"):
            assert accepted(HERE / "golden" / name, made[name]) == made[name]


def test_the_numbers_are_the_same_in_every_language(done: Done, asked: Asked, book: RuleBook) -> None:
    made = [written(done, asked, book, language) for language in LANGUAGES]
    assert len({one["statistikk.csv"] for one in made}) == 1
    assert len({one["statistikk.txt"] for one in made}) == 3
