"""`regler --innstillinger`: what is fixed, whose it is, since when and by what source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reiseregel.cli.praksis import show_rows
from tests.lawmap.small import FILES, WORDS, book

pytestmark = pytest.mark.usefixtures("own_rules_once")


def shown(call: Any, *options: str) -> dict[str, list[dict[str, Any]]]:
    """The rows by setting, as data."""
    code, out, err = call("regler", "--innstillinger", "--format", "json", *options)
    assert (code, err) == (0, "")
    return {item["innstilling"]: item["rader"] for item in json.loads(out)}


def test_text_marks_the_national_value_and_gives_source_and_day(call: Any) -> None:
    code, out, err = call("regler", "--innstillinger")
    lines = out.replace("\u00a0", " ").splitlines()
    assert (code, err) == (0, "")
    start = lines.index("bestillingsfrist_klokken_min: klokkeslettet en planlagt reise senest må være bestilt")
    assert lines[start + 1].startswith("  nasjonal standard: kl. 13.00 (fra 21. desember 2023; bekreftet; praksis/")
    assert lines[start + 2].startswith(
        "    kilde: Rekvirentveileder: bestille, endre og avbestille, 2023-12-21, https:"
    )
    wanted = "  Helgelandssykehuset HF: kl. 13.00 (fra 1. oktober 2016; lokal praksis; "
    assert [line for line in lines if line.startswith(wanted)]


def test_what_nobody_has_fixed_is_told_with_the_reason(call: Any) -> None:
    _, out, _ = call("regler", "--innstillinger")
    lines = out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("omvei_hoeyst_min"))
    assert lines[start + 1].startswith("  nasjonal standard: ikke fastsatt (fra ")
    assert (
        lines[start + 2] == "    Serviceerklæringen har avsnitt om dette, men ingen kilde som er lest, oppgir et tall."
    )


def test_all_rows_and_when_they_end(call: Any) -> None:
    rows = shown(call)["reiseattest_i_bruk"]
    assert [(row["fra"], row["til"], row["verdi"]) for row in rows] == [
        ("2016-10-01", "2024-02-18", False),
        ("2024-02-19", None, None),
    ]
    assert set(rows[1]["grunn"]) == {"nb", "nn", "en"}
    assert rows[0]["grunn"] is None


@pytest.mark.parametrize(("day", "value"), [("2024-02-18", False), ("2024-02-19", None)])
def test_one_day(call: Any, day: str, value: object) -> None:
    assert [row["verdi"] for row in shown(call, "--dato", day)["reiseattest_i_bruk"]] == [value]


def test_one_trust_has_its_own_or_the_national_one(call: Any) -> None:
    found = shown(call, "--helseforetak", "helgeland", "--dato", "2026-05-01")
    assert [row["helseforetak"] for row in found["bestillingsfrist_dag"]] == ["helgeland"]
    assert [row["helseforetak"] for row in found["bekreftelsesfrist_klokken_min"]] == ["nasjonal"]
    assert [row["nasjonal"] for row in found["bekreftelsesfrist_klokken_min"]] == [True]
    every = shown(call, "--helseforetak", "helgeland")
    assert [row["helseforetak"] for row in every["bestillingsfrist_dag"]] == ["nasjonal", "helgeland"]


def test_a_day_before_anything_was_fixed(call: Any) -> None:
    code, out, _ = call("regler", "--innstillinger", "--dato", "2016-09-30")
    assert code == 0
    assert out.count("  ingen sier noe om dette den dagen") == len(shown(call))


def test_a_trust_that_does_not_exist(call: Any) -> None:
    code, out, err = call("regler", "--innstillinger", "--helseforetak", "helgelan")
    assert (code, out) == (2, "")
    assert "Kodene er: ahus, bergen" in err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--helseforetak", "bergen"], "--helseforetak brukes bare med --innstillinger."),
        (["--innstillinger", "--praksis"], "--innstillinger og --praksis kan ikke brukes sammen"),
        (["--innstillinger", "--dekning"], "kan ikke brukes sammen, eller med --dekning"),
        (["--praksis", "--dokumentasjon"], "kan ikke brukes sammen, eller med --dekning"),
        (["16", "--praksis"], "gjelder ikke én paragraf"),
        (["--praksis", "--dato", "2026-01-01"], "--praksis kan ikke brukes sammen med --dato."),
        (["8", "--signaler"], "--signaler kan bare brukes sammen med --spraak og --format."),
    ],
)
def test_options_that_do_not_go_together(call: Any, options: list[str], said: str) -> None:
    code, out, err = call("regler", *options)
    assert (code, out) == (2, "")
    assert said in err


# --- `regler --praksis` ---


def test_rows_with_their_answers(call: Any) -> None:
    code, out, _ = call("regler", "--praksis", "--format", "json")
    found = json.loads(out)
    rows = {row["rad"]: row for row in found["rader"]}
    assert code == 0
    assert rows["attest-A2"]["hjemmel"] == {"lov": "pasientreiseforskriften", "paragraf": "16", "ledd": 2}
    assert rows["klage-C5"]["kilder"] == ["klage_helsenorge"]
    assert rows["klage-C16"]["lenke"]
    answered = [row for row in rows.values() if row["saker"]]
    explained = [row for row in rows.values() if not row["saker"] and row["ikke_modellert"]]
    assert found["antall"] == {
        "rader": len(rows),
        "med_sak": len(answered),
        "ikke_modellert": len(explained),
        "uten_svar": len(rows) - len(answered) - len(explained),
    }


ROWS = f"""rader:
  best-B1: {{tekst: {{nb: Frist, nn: Frist, en: Deadline}}, kilde: side}}
  best-B2: {{tekst: {WORDS}, hjemmel: {{paragraf: "16", kilde: side}}}}
  best-B3: {{tekst: {WORDS}, lenke: https://example.org}}
ikke_modellert:
  best-B2: {{nb: Bare en sms, nn: Berre ein sms, en: A text message}}
"""
CASES = """utgangspunkt: {a: {type: krav}}
saker:
  - {navn: a, rad: [best-B1], utgangspunkt: a, forventet: {utfall: avslag, hjemmel: [{paragraf: "8"}]}}
  - {navn: b, rad: [best-B1], utgangspunkt: a, forventet: {utfall: avslag, hjemmel: [{paragraf: "8"}]}}
"""


def test_text_of_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = book(FILES | {"praksis/kilder.yaml": f"kilder: {{side: {{tittel: {WORDS}, status: lokal}}}}"})
    for name, text in {"praksis/rader.yaml": ROWS, "rekvisisjon/frist.saker.yaml": CASES}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert show_rows(small, tmp_path, "tekst") == 0
    assert capsys.readouterr().out.replace("\u00a0", " ").splitlines() == [
        "best-B1: Frist (a)",
        "  2 saker i frist",
        "best-B2: a (§ 16; a)",
        "  ikke modellert: Bare en sms",
        "best-B3: a (https://example.org)",
        "  verken sak eller grunn",
        "3 rader: 1 (33 %) har saker, 1 (33 %) er ikke modellert med grunn,",
        "1 (33 %) har verken sak eller grunn.",
    ]


def test_rows_with_faults_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "praksis").mkdir()
    (tmp_path / "praksis/rader.yaml").write_text("rader: {best-B1: {}}\n", encoding="utf-8")
    assert show_rows(book(FILES), tmp_path, "tekst") == 4
    assert "praksis/rader.yaml:1:9: mangler: «tekst» mangler" in capsys.readouterr().err
