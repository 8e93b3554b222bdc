"""The command from rows and signals to a plan, and from what was checked to an estimate."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reiseregel.cli import run
from reiseregel.rulebook.shape import validator

PERSON = "01010112345"


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["utvalg", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def write(path: Path, rows: list[Any]) -> Path:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def decisions(number: int) -> list[dict[str, Any]]:
    dice = random.Random(4)
    return [
        {
            "sak": index,
            "gjelder": "krav",
            "utfall": dice.choice(("innvilget", "innvilget", "avslag", "til_vurdering")),
            "beloep_oere": dice.choice((None, dice.randrange(900_000))),
            "kan_automatiseres": dice.random() < 0.7,
        }
        for index in range(number)
    ]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write(tmp_path / "saker.jsonl", decisions(600))


@pytest.fixture
def signals(tmp_path: Path) -> Path:
    severities = ("lav", "middels", "hoey")
    return write(
        tmp_path / "signaler.jsonl",
        [
            {"signal": "krevd_flere_ganger", "subjekt": str(index), "alvor": severities[index % 3], "sikkert": True}
            for index in range(60)
        ],
    )


def test_a_plan_ties_out_and_keeps_its_contract(
    rows: Path, signals: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "ut"

    code, out, err = told(capsys, rows, "--signaler", signals, "-o", target, "--format", "json", "--seed", 3)

    plan = json.loads(out)
    assert (code, err) == (0, "")
    Draft202012Validator.check_schema(validator("utvalg").schema)
    assert list(validator("utvalg").iter_errors(plan)) == []
    assert plan == json.loads((target / "plan.json").read_text(encoding="utf-8"))
    assert plan["saker"] + plan["utelatt"]["aapne"] == 600
    assert plan["ukjent"]["egenerklaert"] == plan["saker"]
    drawn = [json.loads(line) for line in (target / "utvalg.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(drawn) == plan["i_alt"]["kontrolleres"] == sum(row["kontrolleres"] for row in plan["strata"])
    assert sum(row["minutter"] for row in drawn) == plan["i_alt"]["minutter"] <= plan["budsjett_minutter"]
    # Each case stands for as many as its weight says: together they are all the cases drawn from.
    assert sum(Fraction(row["vekt"]) for row in drawn) == plan["saker"]
    assert all(Fraction(row["vekt"]) * Fraction(row["sannsynlighet"]) == 1 for row in drawn)
    assert all(set(row["grunn"]) == {"nb", "nn", "en"} for row in drawn)
    assert {"hoeyt_signal", "annet_signal"} <= {row["stratum"] for row in drawn}


def test_the_same_rows_in_another_order_and_form_give_the_same_draw(
    rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.csv
    import pyarrow.parquet

    shuffled = random.Random(1).sample(decisions(600), 600)
    table = pa.Table.from_pylist(shuffled)
    (tmp_path / "kjoering").mkdir()
    pyarrow.parquet.write_table(table, tmp_path / "kjoering" / "saker.parquet")
    pyarrow.csv.write_csv(table, tmp_path / "saker.csv")

    contents = set()
    for index, source in enumerate((rows, tmp_path / "kjoering", tmp_path / "saker.csv")):
        assert told(capsys, source, "-o", tmp_path / f"ut{index}")[::2] == (0, "")
        contents.add((tmp_path / f"ut{index}" / "utvalg.jsonl").read_bytes())
    assert len(contents) == 1


def test_signals_alone_can_be_drawn_from(signals: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "--signaler", signals, "--format", "json")
    plan = json.loads(out)
    assert (code, plan["saker"]) == (0, 60)
    assert [row["saker"] for row in plan["strata"][:2]] == [20, 40]


def test_what_arrow_holds_and_python_cannot_is_a_fault_of_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet

    table = pa.Table.from_pylist(decisions(50))
    texts = pa.array([b"\xff", *(word.encode() for word in table.column("utfall").to_pylist()[1:])])
    broken = pa.Array.from_buffers(pa.string(), 50, texts.buffers())
    table = table.set_column(table.column_names.index("utfall"), "utfall", broken)
    pyarrow.parquet.write_table(table, tmp_path / "saker.parquet")

    code, _, err = told(capsys, tmp_path / "saker.parquet")

    assert code == 0
    assert [line.split(": ")[:2] for line in err.splitlines()] == [["1", "utvalg.verdi"]]


def test_bad_rows_are_told_of_by_number_and_never_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = ["{", {"id": PERSON}, {"sak": 1, "beloep_oere": "mye"}, {"utfall": "innvilget"}, *decisions(50)[10:]]
    name = write(tmp_path / "saker.jsonl", bad)

    code, out, err = told(capsys, name)

    assert code == 0
    assert [line.split(": ")[:2] for line in err.splitlines()] == [
        ["1", "utvalg.json"],
        ["2", "utvalg.id"],
        ["3", "utvalg.verdi"],
        ["4", "utvalg.id"],
    ]
    assert "og 4 rader med feil" in out
    assert PERSON not in out + err
    assert told(capsys, name, "--krev-feilfri")[0] == 1


def test_wrong_usage_is_said(rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys)[0] == 2
    assert told(capsys, tmp_path / "borte.jsonl")[0] == 2
    code, _, err = told(capsys, rows, "--budsjett", 10)
    assert code == 2
    assert "Det må være" in err
    target = tmp_path / "ut"
    assert told(capsys, rows, "-o", target)[0] == 0
    assert told(capsys, rows, "-o", target)[0] == 2
    assert told(capsys, rows, "-o", target, "--overskriv")[0] == 0


# --- what was found ---


@pytest.fixture
def plan(rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, list[dict[str, Any]]]:
    target = tmp_path / "ut"
    assert told(capsys, rows, "-o", target, "--seed", 9)[0] == 0
    drawn = [json.loads(line) for line in (target / "utvalg.jsonl").read_text(encoding="utf-8").splitlines()]
    return target, drawn


def test_the_estimate_weighs_up_what_was_checked(
    plan: tuple[Path, list[dict[str, Any]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, drawn = plan
    checked = [
        {"id": row["id"], "feil": index % 4 == 0, "feil_oere": 1000 if index % 4 == 0 else 0}
        for index, row in enumerate(drawn)
    ]
    name = write(tmp_path / "resultat.jsonl", checked)

    code, out, err = told(capsys, target, "--resultat", name, "--format", "json")

    found = json.loads(out)
    assert [error.message for error in validator("utvalgsresultat").iter_errors(found)] == []
    total = sum(Fraction(row["vekt"]) for row in drawn)
    share = sum(Fraction(row["vekt"]) for index, row in enumerate(drawn) if index % 4 == 0) / total
    assert (code, err) == (0, "")
    assert found["feilandel_milliondeler"]["verdi"] == int(share * 10**6 + Fraction(1, 2))
    assert found["feil_oere"]["verdi"] == int(share * total * 1000 + Fraction(1, 2))
    assert found["feilandel_milliondeler"]["lavest"] < found["feilandel_milliondeler"]["verdi"]
    for some in (checked[:1], []):  # too few for a figure of everything
        write(tmp_path / "faa.jsonl", some)
        few = json.loads(told(capsys, target, "--resultat", tmp_path / "faa.jsonl", "--format", "json")[1])
        assert few["feil_oere"]["verdi"] is None
        assert [error.message for error in validator("utvalgsresultat").iter_errors(few)] == []
    for language, word in (("nb", "Feilandel"), ("nn", "Feildel"), ("en", "Fault share")):
        assert word in told(capsys, target, "--resultat", name, "--spraak", language)[1]


def test_results_of_others_and_twice_are_refused(
    plan: tuple[Path, list[dict[str, Any]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, drawn = plan
    first = {"id": drawn[0]["id"], "feil": True}
    rows = [first, first, {"id": "ukjent", "feil": True}, {"id": drawn[1]["id"], "feil": "ja"}]
    name = write(tmp_path / "resultat.jsonl", rows)

    code, out, err = told(capsys, target, "--resultat", name)

    assert code == 0
    assert [line.split(": ")[:2] for line in err.splitlines()] == [
        ["2", "utvalg.to_ganger"],
        ["3", "utvalg.ikke_trukket"],
        ["4", "utvalg.verdi"],
    ]
    assert f"1 av {len(drawn)} saker" in out
    assert "kan ikke regnes ut" in out


def test_a_file_that_is_no_table_stops_with_a_sentence(
    plan: tuple[Path, list[dict[str, Any]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = tmp_path / "resultat.csv"
    for content in (b"id;feil\n\xff\xfe;true\n", b"id;feil\n" + b"x" * 200_000 + b";true\n", b"navn\n"):
        name.write_bytes(content)
        code, out, err = told(capsys, plan[0], "--resultat", name)
        assert (code in (1, 2), out) == (True, "")
        assert err.count("\n") == 1


def test_a_plan_that_is_not_whole_is_refused(
    plan: tuple[Path, list[dict[str, Any]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, drawn = plan
    results = write(tmp_path / "resultat.csv", ["id;feil;feil_oere", f"{drawn[0]['id']};true;500"])
    assert told(capsys, target, "--resultat", results)[0] == 0
    write(target / "utvalg.jsonl", drawn[1:])
    assert told(capsys, target, "--resultat", results)[0] == 1
    (target / "plan.json").write_text("{}", encoding="utf-8")
    assert told(capsys, target, "--resultat", results)[0] == 1
    assert told(capsys, tmp_path, "--resultat", results)[0] == 2


def test_the_id_may_have_a_column_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = write(tmp_path / "saker.csv", ["krav_id,sak,beloep_oere", "K-1,0,100", "K-2,1,200"])
    assert told(capsys, name, "--id", "krav_id", "-o", tmp_path / "ut")[0] == 0
    drawn = (tmp_path / "ut" / "utvalg.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(json.loads(line)["id"] for line in drawn) == ["K-1", "K-2"]
    assert told(capsys, name, "--id", "borte")[0] == 1


def test_a_signal_about_a_journey_is_one_about_its_claim(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = write(tmp_path / "saker.jsonl", [{"id": f"K{index}", "beloep_oere": 100} for index in range(9)])
    about = {"signal": "krevd_flere_ganger", "subjekt": "K3/P77/2026-05-10/til", "alvor": "hoey", "sikkert": True}
    signals = write(tmp_path / "signaler.jsonl", [about, about | {"subjekt": f"K4/{PERSON}/2026-05-10/til"}])

    code, out, err = told(capsys, rows, "--signaler", signals, "--format", "json")

    assert code == 0
    assert err.startswith("2: utvalg.signal")
    assert PERSON not in out + err
    assert json.loads(out)["strata"][0]["saker"] == 1
    alone = json.loads(told(capsys, "--signaler", signals, "--format", "json", "-o", str(tmp_path / "ut"))[1])
    assert alone["saker"] == 1
    assert json.loads((tmp_path / "ut" / "utvalg.jsonl").read_text(encoding="utf-8"))["id"] == about["subjekt"]
