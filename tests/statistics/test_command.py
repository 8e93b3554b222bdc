"""`reiseregel statistikk` as it is typed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from reiseregel.resources import rules_folder, schemas_folder
from reiseregel.statistics.lines import json_rows
from reiseregel.statistics.measures import FILE
from tests.statistics.portfolio import cases, register, write_register, write_run

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a run, `svar`, and its register."""
    folder = tmp_path_factory.mktemp("statistikk")
    rows = cases(5, 400)
    write_run(folder / "svar", rows, "parquet")
    write_register(folder / "register.csv", register(5, rows, "svar"))
    return folder


def given(made: Path) -> list[Any]:
    return ["statistikk", made / "svar", "--register", made / "register.csv"]


def test_claims_decided_by_batch_end_in_a_report(call: Any, tmp_path: Path) -> None:
    claims, answers, decided = tmp_path / "krav.jsonl", tmp_path / "svar.jsonl", tmp_path / "kjoering"
    assert call("syntetisk", "--antall", 5, "--seed", 4, "-o", claims)[0] == 0
    assert call("batch", claims, "-o", decided, "--arbeidere", 1)[0] == 0
    documents = [json.dumps(row) for _, row in json_rows(claims)]
    lines = []
    for number, document in enumerate(documents[:1]):
        (tmp_path / "ett.json").write_text(document, encoding="utf-8")
        lines.append(call("vurder", tmp_path / "ett.json", "--format", "json")[1].rstrip() or str(number))
    answers.write_text("\n".join(lines), encoding="utf-8")
    code, out, _ = call("statistikk", decided, answers, "--format", "csv")
    figures = list(csv.DictReader(io.StringIO(out)))
    documents_row = next(row for row in figures if (row["maal"], row["helseforetak"]) == ("dokumenter", "alle"))
    assert (code, documents_row["gjelder"], documents_row["verdi"]) == (0, "krav", "6")
    assert not [row for row in figures if row["kategori"] == "annet"]


def test_text_is_printed_and_everything_written(call: Any, made: Path, tmp_path: Path) -> None:
    code, out, said = call(*given(made), "-o", tmp_path / "ut")
    assert code == 0
    assert out == (tmp_path / "ut/statistikk.txt").read_text(encoding="utf-8")
    assert said.startswith("Lest 400 rader, talt 400 dokumenter;")
    names = {path.name for path in (tmp_path / "ut").iterdir()}
    assert {"statistikk.csv", "statistikk.json", "feil.jsonl", "kjoering.json", "vei_krav.svg"} <= names
    assert {path.suffix for path in (tmp_path / "ut").iterdir()} == {".txt", ".csv", ".json", ".jsonl", ".svg"}
    assert (tmp_path / "ut/feil.jsonl").read_bytes() == b""


def test_the_json_keeps_its_contract_and_says_what_the_csv_says(call: Any, made: Path) -> None:
    _, out, _ = call(*given(made), "--format", "json", "--spraak", "en")
    report = json.loads(out)
    schema = json.loads((schemas_folder() / "v1/statistikk.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(report)) == []
    assert report["maal"][0]["navn"] == "Who settles it"
    _, table, _ = call(*given(made), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == len(report["tall"]) > 300
    for row, figure in zip(rows, report["tall"], strict=True):
        assert row["skjult"] == ("ja" if figure["skjult"] else "nei")
        assert [row[key] or None for key in ("verdi", "endring")] == [
            None if figure[key] is None else str(figure[key]) for key in ("verdi", "endring")
        ]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_chart_tells_its_numbers_and_needs_no_colour(
    call: Any, made: Path, tmp_path: Path, language: str
) -> None:
    call(*given(made), "-o", tmp_path / "ut", "--spraak", language)
    charts = sorted((tmp_path / "ut").glob("*.svg"))
    assert len(charts) > 5
    for path in charts:
        drawn = ET.parse(path).getroot()  # noqa: S314 - our own file
        title, description = drawn.find(f"{SVG}title"), drawn.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        assert title.text == drawn.get("aria-label")
        bars = [text.text for text in drawn.iter(f"{SVG}text") if text.get("text-anchor") == "end"]
        assert bars
        assert all(f"{bar}: " in (description.text or "") for bar in bars)
        patterns = [ET.tostring(pattern[1]) if len(pattern) > 1 else b"" for pattern in drawn.iter(f"{SVG}pattern")]
        assert len(set(patterns)) == len(patterns)  # each fill has lines or dots of its own
        segments = [rect for rect in drawn.iter(f"{SVG}rect") if rect.get("class") in ("part", "hidden")]
        assert all(int(rect.get("width", "")) >= 0 for rect in segments)


def test_periods_and_the_least_number(call: Any, made: Path) -> None:
    def starts(*options: Any) -> set[str]:
        _, out, _ = call(*given(made), "--format", "csv", *options)
        return {row["fra"] for row in csv.DictReader(io.StringIO(out))}

    assert {"2026-10-19", "2026-11-09", ""} <= starts()
    assert {"2026-10-12", "2026-11-02"} <= starts("--fra", "2026-11-02")
    assert {"2026-10-01", "2026-11-01"} <= starts("--periode", "maaned")
    assert starts("--etter", "mottatt") != starts()
    _, some, _ = call(*given(made), "--format", "csv")
    _, fewer, _ = call(*given(made), "--format", "csv", "--minste-celle", 20)
    assert 0 < fewer.count(",nei,") < some.count(",nei,")


def test_bad_rows_are_told_and_the_run_goes_on(call: Any, tmp_path: Path) -> None:
    folder = write_run(tmp_path / "svar", cases(5, 30), "jsonl")
    with (folder / "saker.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"sak": "01017012345"}\n' * 12)
    code, _, said = call("statistikk", folder)
    assert code == 0
    assert said.count("svar/saker.jsonl:") == 10
    assert "12 rader med feil" in said
    code, _, said = call("statistikk", folder, "-o", tmp_path / "ut", "--krev-feilfri", "--spraak", "en")
    lines = [json.loads(line) for line in (tmp_path / "ut/feil.jsonl").read_text(encoding="utf-8").splitlines()]
    assert code == 1
    assert [line["rad"] for line in lines] == list(range(31, 43))
    assert lines[0]["melding"] == "The row is no answer as «vurder» or «batch» writes it."
    assert "0101" not in said + json.dumps(lines)


def test_a_report_is_replaced_only_when_asked_and_nothing_else_is_touched(
    call: Any, made: Path, tmp_path: Path
) -> None:
    target = tmp_path / "ut"
    target.mkdir()
    (target / "vei_nord.svg").write_text("<svg/>", encoding="utf-8")  # what an earlier report had
    (target / "mitt.svg").write_text("<svg/>", encoding="utf-8")
    code, _, said = call(*given(made), "-o", target)
    assert (code, said) == (2, "Mappen har en rapport fra før. Velg en annen, eller bruk --overskriv.\n")
    assert call(*given(made), "-o", target, "--overskriv")[0] == 0
    assert not (target / "vei_nord.svg").exists()
    assert (target / "mitt.svg").exists()
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    assert call("statistikk", tmp_path / "borte", "-o", target, "--overskriv")[0] == 2
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert call(*given(made), "-o", target, "--overskriv")[0] == 0
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--fra", "2026-11-03"], "Dagen i --fra må være en mandag."),
        (["--minste-celle", 4], "Grensen kan ikke settes lavere enn 5."),
        (["--register", "borte.csv"], "En fil eller mappe kan ikke leses."),
        (["--register", "register.xlsx"], "Registeret må hete .csv, .jsonl eller .ndjson."),
    ],
)
def test_wrong_usage(call: Any, made: Path, options: list[Any], said: str) -> None:
    code, out, complaint = call("statistikk", made / "svar", *options)
    assert (code, out) == (2, "")
    assert complaint.startswith(said)


def test_faults_in_the_measures_are_told_by_place(call: Any, made: Path, tmp_path: Path) -> None:
    text = (rules_folder() / FILE).read_text(encoding="utf-8")
    for old, new, said in (
        ("anker: 2023-01-02", "anker: 2023-01-03", "anker: dagen er ikke en mandag"),
        ("minste_celle: 5", "minste_celle: 4", "form: står ikke slik"),
        ("felt: kanal", "felt: eiere", "maal.felt: feltet hører ikke til slaget"),
        ("foelger: aapne_eiere", "foelger: grunner", "maal.foelger: det finnes ikke noe slikt mål lenger opp"),
        ("kilde: saksbehandlingstider", "kilde: ingen", "maal.kilde: kilden står ikke under"),
        ("id: utfall", "id: vei", "maal.id: målet «vei» står alt lenger opp"),
        ("til_oere: 0", "til_oere: 100000", "kostnadsklasser: grensene må stige"),
        ("  lesning:\n    ja", "  lest:\n    ja", "koder: feltet «lesning» mangler koder"),
    ):
        assert old in text
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("reiseregel.statistics.measures.rules_folder", lambda: tmp_path)
            (tmp_path / FILE).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
            code, out, complaint = call("statistikk", made / "svar")
        assert (code, out) == (4, "")
        assert complaint.startswith(f"{FILE}:")
        assert said in complaint
