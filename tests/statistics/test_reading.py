"""Files in any order, in any of their forms, whole or with bad rows: each document once, and nothing lost unseen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reiseregel import RuleBook, load_rulebook
from reiseregel.statistics.measures import load_measures
from reiseregel.statistics.model import ROW_FAULTS, RowFault, StatisticsStop
from reiseregel.statistics.periods import Grid
from reiseregel.statistics.run import Asked, Done, contents, run
from tests.statistics.portfolio import Row, cases, register, write_register, write_run

MEASURES = load_measures()
GRID = Grid("treuker", MEASURES.anchor)
TYPED = "01017012345"  # never in what is said


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rulebook()


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return cases(3, 250)


class Made:
    def __init__(self, done: Done, faults: list[RowFault], files: dict[str, str]) -> None:
        self.seen, self.report, self.faults, self.files = done.seen, done.report, faults, files

    @property
    def codes(self) -> list[tuple[str, int, str]]:
        return [(fault.file, fault.row, fault.fault.code) for fault in self.faults]


@pytest.fixture
def make(book: RuleBook) -> Any:
    def made(sources: list[Any], registers: list[Any] | None = None) -> Made:
        names = [str(source) for source in sources]
        asked = Asked(names, [str(path) for path in registers or []], GRID, "avgjort", MEASURES.least, "nb")
        faults: list[RowFault] = []
        done = run(asked, book, MEASURES, faults.append)
        return Made(done, faults, contents(done, asked, book, MEASURES))

    return made


def answer(row: Row, number: int = 0) -> Row:
    """The answer of `vurder` that a row of `saker` is of, as far as it is read."""
    return {
        "type": "vedtak",
        "gjelder": row["gjelder"],
        "utfall": row["utfall"],
        "beloep_oere": row["beloep_oere"],
        "grenser": {"laveste_oere": row["laveste_oere"], "hoeyeste_oere": row["hoeyeste_oere"]},
        "begrunnelse": [{"kode": code} for code in row["grunner"]],
        "avklaringer": row["aapne_fakta"],
        "kan_automatiseres": {"verdi": row["kan_automatiseres"], "hindringer": row["hindringer"]},
        "kvittering": {"vedtak_sha256": f"{number:064x}"},
    }


def write_lines(path: Path, lines: list[Any]) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


# --- the same report ---


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_every_form_gives_the_same_report(make: Any, tmp_path: Path, rows: list[Row], form: str) -> None:
    beside = register(3, rows, "svar")
    first = make([write_run(tmp_path / "en" / "svar", rows, "parquet")], [write_register(tmp_path / "r.csv", beside)])
    table = write_register(tmp_path / ("r.jsonl" if form == "csv" else "s.csv"), beside, ";")
    other = make([write_run(tmp_path / "to" / "svar", rows, form)], [table])
    assert first.files == other.files
    assert first.seen.counted == 250
    assert first.seen.register_used == len(beside)


def test_answers_one_by_one_give_what_the_run_gives(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    beside = register(3, rows, "svar")
    by_id = [{"id": f"d{row['sak']}"} | row for row in beside]
    for row in by_id:
        del row["kjoering"], row["sak"]
    lines = [{"id": f"d{row['sak']}", "vedtak": answer(row)} for row in rows]
    first = make([write_run(tmp_path / "svar", rows, "jsonl")], [write_register(tmp_path / "r.csv", beside)])
    other = make([write_lines(tmp_path / "svar.jsonl", lines)], [write_register(tmp_path / "id.csv", by_id)])
    assert {k: v for k, v in first.files.items() if k != "kjoering.json"} == {
        k: v for k, v in other.files.items() if k != "kjoering.json"
    }


def test_the_order_of_files_makes_no_difference(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    parts = [rows[:100], rows[100:180], rows[180:]]
    runs = [write_run(tmp_path / f"k{n}", part, "parquet", str(n)) for n, part in enumerate(parts[:2])]
    loose = write_lines(tmp_path / "svar.jsonl", [answer(row, row["sak"]) for row in parts[2]])
    registers = [write_register(tmp_path / f"r{n}.csv", register(n, part, f"k{n}")) for n, part in enumerate(parts[:2])]
    first = make([*runs, loose], registers)
    other = make([loose, *reversed(runs)], list(reversed(registers)))
    folder = make([tmp_path], registers)
    assert first.files == other.files == folder.files
    assert first.seen.counted == 250


def test_the_same_run_or_file_twice_is_read_once(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    one = write_run(tmp_path / "en", rows, "parquet")
    same = write_run(tmp_path / "to", rows, "csv")
    file = write_lines(tmp_path / "svar.jsonl", [answer(row, row["sak"]) for row in rows[:9]])
    (tmp_path / "kopi.jsonl").write_bytes(file.read_bytes())
    made = make([one, same, one, file, tmp_path / "kopi.jsonl"])
    assert made.seen.counted == 259
    assert '"gjentatte_filer": 3' in made.files["kjoering.json"]


def test_an_answer_twice_is_counted_once(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    lines = [
        answer(rows[0], 1),
        answer(rows[0], 1),  # the same receipt: the same document
        {"id": "a", "vedtak": answer(rows[1], 2)},
        {"id": "b", "vedtak": answer(rows[1], 2)},  # two documents that are alike
        {"id": "a", "vedtak": answer(rows[1], 2)},
        {"id": "a", "vedtak": answer(rows[2], 3)},  # another answer with an id that is used
        {"fil": "krav.json", "feil": [{"kode": "krav.kode"}]},
    ]
    made = make([write_lines(tmp_path / "svar.jsonl", lines)])
    assert (made.seen.counted, made.seen.repeated, made.seen.without_answer) == (3, 2, 1)
    assert made.codes == [("svar.jsonl", 6, "statistikk.id_brukt")]


def test_a_row_of_the_register_for_a_whole_run_fills_in(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    path = tmp_path / "r.csv"
    path.write_text("kjoering,sak,kanal,avgjort\nsvar,,digital,2026-11-12\nsvar,0,telefon,\n", encoding="utf-8")
    made = make([write_run(tmp_path / "svar", rows, "parquet")], [path])
    found = [f for f in made.report.figures if f.measure == "dokumenter" and f.kind == rows[0]["gjelder"]]
    assert {str(f.period.first) for f in found if f.period} == {"2026-11-09"}
    assert made.faults == []


def test_what_is_not_said_is_unknown(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    made = make([write_run(tmp_path / "svar", rows, "parquet")])
    assert {figure.period for figure in made.report.figures} == {None}
    assert {figure.trust for figure in made.report.figures} == {"alle", "ukjent"}
    channels = {f.category: f.share for f in made.report.figures if f.measure == "kanal" and f.trust == "alle"}
    assert channels == {"ukjent": 1000}


def test_codes_of_other_rules_are_counted_without_their_names(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    some = [row | {"grunner": ["finnes_ikke"], "hindringer": ["skjoenn", TYPED]} for row in rows]
    made = make([write_run(tmp_path / "svar", some, "jsonl")])
    assert "annet" in made.files["statistikk.csv"]
    assert "finnes_ikke" not in "".join(made.files.values())
    assert TYPED not in "".join(made.files.values())


# --- bad rows ---

BAD: dict[str, Any] = {
    "statistikk.json": "{",
    "statistikk.vedtak": {"sak": 5, "kan_automatiseres": "ja"},
    "statistikk.gjelder": {"sak": 5, "gjelder": TYPED},
    "statistikk.utfall": {"sak": 5, "gjelder": "attest", "utfall": "innvilget"},
    "statistikk.beloep": {"sak": 5, "laveste_oere": 10, "hoeyeste_oere": 9},
    "statistikk.eier": {"sak": 5, "aapne_fakta": [{"eier": TYPED, "faktum": "reise.endepunkt"}]},
    "statistikk.rekkefoelge": {"sak": 3},
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_row_is_told_by_its_line_and_the_rest_is_counted(
    make: Any, tmp_path: Path, rows: list[Row], code: str
) -> None:
    folder = write_run(tmp_path / "svar", rows[:5], "jsonl")
    bad = BAD[code] if isinstance(BAD[code], str) else json.dumps(rows[6] | BAD[code])
    good = json.dumps(rows[7])
    text = (folder / "saker.jsonl").read_text(encoding="utf-8")
    (folder / "saker.jsonl").write_text(f"{text}\n{bad}\n{good}\n", encoding="utf-8")
    made = make([folder])
    assert made.codes == [("svar/saker.jsonl", 7, code)]
    assert made.seen.counted == 6
    assert TYPED not in "".join(made.files.values()) + str(made.faults)


def test_what_arrow_holds_and_python_cannot_is_a_fault_of_its_row(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    folder = write_run(tmp_path / "svar", rows[:5], "parquet")
    table = pq.read_table(folder / "saker.parquet")
    texts = pa.array([*(row["gjelder"].encode() for row in rows[:2]), b"\xff", b"krav", b"krav"])
    broken = pa.Array.from_buffers(pa.string(), 5, texts.buffers())
    pq.write_table(table.set_column(table.column_names.index("gjelder"), "gjelder", broken), folder / "saker.parquet")
    made = make([folder])
    assert ("svar/saker.parquet", 3, "statistikk.vedtak") in made.codes
    assert made.seen.counted == 5 - len(made.codes)


REGISTER = "kjoering,sak,helseforetak,kanal,grunnlag,mottatt,avgjort,kostnad_oere"
BAD_REGISTER = {
    f"svar,1,{TYPED},,,,,": "register.helseforetak",
    f"svar,1,,{TYPED},,,,": "register.kode",
    "svar,1,,,,2026-02-30,,": "register.dato",
    "svar,1,,,,1999-12-31,,": "register.dato",
    "svar,1,,,,2026-02-02,2026-02-01,": "register.datoer",
    "svar,1,,,,,,12.50": "register.kostnad",
    "svar,-1,,,,,,": "register.noekkel",
    ",,oslo,,,,,": "register.noekkel",
    "svar,1,oslo": "register.form",
    'svar,1,"os"lo,,,,,': "register.form",
    "svar,0,unn,,,,,": "register.brukt",
}


@pytest.mark.parametrize(("row", "code"), BAD_REGISTER.items())
def test_a_bad_row_of_the_register_is_told_and_left_out(
    make: Any, tmp_path: Path, rows: list[Row], row: str, code: str
) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"{REGISTER}\nsvar,0,oslo,,,,,\n{row}\nsvar,2,oslo,,,,,\n", encoding="utf-8")
    made = make([write_run(tmp_path / "svar", rows[:5], "jsonl")], [path])
    assert made.codes == [("r.csv", 3, code)]
    assert (made.seen.register_rows, made.seen.register_used) == (2, 2)
    assert TYPED not in str(made.faults)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"id": TYPED}, "statistikk.id"),
        ({"id": "a", "sak": 1}, "register.noekkel"),
        ({"id": "a", "navn": "x"}, "register.ukjent"),
        ({"kjoering": "svar", "sak": "1"}, "register.noekkel"),
        ({"id": "a", "kostnad_oere": True}, "register.kostnad"),
    ],
)
def test_a_bad_row_of_a_register_in_json(make: Any, tmp_path: Path, rows: list[Row], row: Row, code: str) -> None:
    path = write_lines(tmp_path / "r.jsonl", [row])
    made = make([write_run(tmp_path / "svar", rows[:5], "jsonl")], [path])
    assert made.codes == [("r.jsonl", 1, code)]


def test_every_fault_has_been_tried() -> None:
    tried = {*BAD, *BAD_REGISTER.values(), "statistikk.id", "statistikk.id_brukt", "register.ukjent"}
    assert set(ROW_FAULTS) - tried == {"statistikk.lang"}


def test_a_line_without_end_is_told_and_passed_over(
    make: Any, tmp_path: Path, rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reiseregel.statistics.lines._LONGEST", 3000)
    path = tmp_path / "svar.jsonl"
    path.write_text(f"{'x' * 10_000}\n{json.dumps(answer(rows[0]))}\n", encoding="utf-8")
    made = make([path])
    assert made.codes == [("svar.jsonl", 1, "statistikk.lang")]
    assert made.seen.counted == 1


# --- what stops a run ---


def test_two_runs_of_the_same_documents_by_other_rules_are_refused(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    one, other = write_run(tmp_path / "en", rows[:5], "csv"), write_run(tmp_path / "to", rows[:5], "csv")
    manifest = json.loads((other / "manifest.json").read_text(encoding="utf-8"))
    (other / "manifest.json").write_text(json.dumps(manifest | {"regler_sha256": "1" * 64}), encoding="utf-8")
    with pytest.raises(StatisticsStop, match="de samme dokumentene"):
        make([one, other])


def test_runs_of_one_name_need_names(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    one, other = (write_run(tmp_path / name / "svar", rows[:5], "csv", name) for name in ("a", "b"))
    with pytest.raises(StatisticsStop, match="NAVN=MAPPE"):
        make([one, other])
    assert make([f"a={one}", f"b={other}"]).seen.counted == 10


@pytest.mark.parametrize(
    ("change", "said"),
    [({"ferdig": False}, "ikke ferdig"), ({"inn": [{}]}, "ikke en mappe med svar"), ({"format": "xml"}, "ikke ferdig")],
)
def test_a_run_that_is_not_whole_is_refused(make: Any, tmp_path: Path, rows: list[Row], change: Row, said: str) -> None:
    folder = write_run(tmp_path / "svar", rows[:5], "csv")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | change), encoding="utf-8")
    with pytest.raises(StatisticsStop, match=said) as stop:
        make([folder])
    assert stop.value.exit_code == 1


def test_what_is_no_table_of_cases_is_refused(make: Any, tmp_path: Path, rows: list[Row]) -> None:
    folder = write_run(tmp_path / "svar", rows[:5], "parquet")
    (folder / "saker.parquet").write_bytes(b"PAR1")
    with pytest.raises(StatisticsStop, match="ikke slik «batch» skriver"):
        make([folder])
    path = tmp_path / "r.csv"
    path.write_text("kjoering,personnummer\n", encoding="utf-8")
    with pytest.raises(StatisticsStop, match="Første linje"):
        make([write_run(tmp_path / "ny", rows[:5], "csv")], [path])
    for nothing in (tmp_path / "r.csv", tmp_path / "borte.jsonl", tmp_path / "borte"):
        with pytest.raises(StatisticsStop):
            make([nothing])
