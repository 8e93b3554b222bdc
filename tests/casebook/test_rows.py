"""The rows of practice: every one is a case, or says why it cannot be; and what is said when that is not so."""

from __future__ import annotations

import pytest

from reiseregel.casebook import Rows, read_cases, read_rows, row_faults
from reiseregel.casebook.load import Case
from reiseregel.errors import Place
from reiseregel.resources import rules_folder
from reiseregel.rulebook.practice_file import read_sources
from reiseregel.yamlfile import parse, read_folder

RULES = read_folder(rules_folder())
TEXT = "{nb: a, nn: a, en: a}"


def numbered(prefix: str, *names: str | range) -> list[str]:
    return [f"{prefix}{number}" for item in names for number in ([item] if isinstance(item, str) else item)]


#: Every row there is, as the sources number them.
WANTED = [
    *numbered("attest-A", range(1, 12)),
    *numbered("attest-R", range(1, 17)),
    *numbered("treA-A", range(4)),
    *numbered("treB-B", "0", "1", "2", "2a", "2b", range(3, 7)),
    *numbered("best-B", range(1, 15)),
    *numbered("serv-V", range(1, 10)),
    *numbered("klage-C", range(1, 18)),
    *numbered("sak-C", range(2, 69, 2)),
]


def test_every_row_is_listed() -> None:
    rows, faults = read_rows(RULES)
    assert faults == []
    assert sorted(rows.rows) == sorted(WANTED)


def test_every_row_has_a_case_or_a_reason_and_not_both() -> None:
    rows, faults = read_rows(RULES)
    cases, of_cases = read_cases(RULES)
    files = {name: parse(name, text) for name, text in RULES.items() if name.startswith("praksis/kilder")}
    assert faults + of_cases == []
    assert [str(fault) for fault in row_faults(rows, cases, read_sources(files, []))] == []


# --- what is said ---

FILES = {
    "praksis/rader.yaml": f"""rader:
  best-B1: {{tekst: {TEXT}, kilde: side}}
  best-B2: {{tekst: {TEXT}, hjemmel: {{paragraf: "16", kilde: side}}}}
  sak-C2: {{tekst: {TEXT}, lenke: https://example.org}}
""",
    "praksis/rader_proeve.yaml": f"""ikke_modellert:
  best-B2: {TEXT}
""",
}


def case(*names: str) -> Case:
    places = tuple(Place("rekvisisjon/frist.saker.yaml", 9, number) for number in range(1, len(names) + 1))
    return Case(
        "rekvisisjon/frist.saker.yaml",
        Place("rekvisisjon/frist.saker.yaml", 3, 5),
        "a",
        {},
        {},
        rows=names,
        row_places=places,
    )


def rows_of(**changes: str) -> tuple[Rows, list[str]]:
    texts = FILES | {f"praksis/{name}.yaml": text for name, text in changes.items()}
    rows, faults = read_rows(texts)
    return rows, [str(fault) for fault in faults]


def told(cases: list[Case], sources: tuple[str, ...] = ("side",)) -> list[str]:
    rows, faults = rows_of()
    assert faults == []
    return [str(fault) for fault in row_faults(rows, cases, sources)]


def test_nothing_is_said_of_rows_that_are_answered() -> None:
    assert told([case("best-B1"), case("best-B1", "sak-C2")]) == []


def test_a_row_without_an_answer() -> None:
    assert told([case("best-B1")]) == [
        "praksis/rader.yaml:4:3: rad_uten_sak: ingen sak dekker raden «sak-C2», og den står ikke under ikke_modellert"
    ]


def test_a_row_with_both_answers() -> None:
    said = "rad_med_sak: raden «best-B2» er dekket av en sak i rekvisisjon/frist.saker.yaml, linje 3"
    assert told([case("best-B1", "sak-C2"), case("best-B2")]) == [f"praksis/rader_proeve.yaml:2:3: {said}"]


def test_a_case_with_a_row_that_does_not_exist() -> None:
    assert told([case("best-B1", "sak-C2", "best-B11")]) == [
        "rekvisisjon/frist.saker.yaml:9:3: ukjent_navn: raden «best-B11» finnes ikke. Mente du «best-B1»?"
    ]


def test_a_row_with_a_source_that_does_not_exist() -> None:
    assert told([case("best-B1", "sak-C2")], ("sider",)) == [
        f"praksis/rader.yaml:{line}:3: ukjent_kilde: kilden «side» finnes ikke i praksis/kilder.yaml. Mente du «sider»?"
        for line in (2, 3)
    ]


def test_a_reason_for_a_row_that_does_not_exist() -> None:
    _, faults = rows_of(rader_mer=f"ikke_modellert:\n  best-B3: {TEXT}\n")
    assert faults == ["praksis/rader_mer.yaml:2:3: ukjent_navn: raden «best-B3» finnes ikke. Mente du «best-B2»?"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"rader:\n  best-B1: {{tekst: {TEXT}, kilde: side}}\n", "praksis/rader.yaml:2:3"),
        (f"ikke_modellert:\n  best-B2: {TEXT}\n", "praksis/rader_proeve.yaml:2:3"),
    ],
)
def test_the_same_row_twice(text: str, line: str) -> None:
    """The files are read by name, so the second is the one that is told of."""
    name = "rader_zz" if "ikke" in text else "rader_aa"
    _, faults = rows_of(**{name: text})
    assert len(faults) == 1
    assert "navn_opptatt" in faults[0]
    assert f"står alt i {line.partition(':')[0]}" in faults[0]


def test_a_file_with_the_wrong_shape_is_told_of_and_not_read() -> None:
    rows, faults = rows_of(rader_proeve="ikke_modellert: {best-B2: bare sms}\n")
    assert faults == ["praksis/rader_proeve.yaml:1:27: form: her skal det stå nøkler med innhold (nb, nn, en)"]
    assert rows == Rows({}, {})


def test_cases_say_which_rows_they_show_and_where() -> None:
    text = """utgangspunkt: {a: {type: krav}}
saker:
  - navn: a
    rad: [best-B1, sak-C2]
    utgangspunkt: a
    forventet: {utfall: avslag, hjemmel: [{paragraf: "8"}]}
"""
    found, faults = read_cases({"rekvisisjon/frist.saker.yaml": text})
    assert faults == []
    assert found[0].rows == ("best-B1", "sak-C2")
    assert [str(place) for place in found[0].row_places] == [
        "rekvisisjon/frist.saker.yaml:4:11",
        "rekvisisjon/frist.saker.yaml:4:20",
    ]
