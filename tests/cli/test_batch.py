"""`reiseregel batch`: what it says, and its exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from reiseregel.batch.reached import Reached
from reiseregel.cli.run_progress import Lines
from reiseregel.resources import schemas_folder
from tests.batch.conftest import SECRETS, as_jsonl, claims, documents

pytestmark = pytest.mark.usefixtures("own_rules_once")
SCHEMA = json.loads((schemas_folder() / "v1" / "oppsummering.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "inn.jsonl"
    path.write_bytes(as_jsonl([*documents(), {SECRETS[0]: 1}, b"{"]))
    return path


def test_the_summary_is_said_and_written_and_adds_up(call: Any, tmp_path: Path, source: Path) -> None:
    target, copy = tmp_path / "ut", tmp_path / "o.json"
    code, out, err = call("batch", source, "-o", target, "--arbeidere", 1, "--oppsummering", copy)

    assert (code, err) == (0, "")
    assert out == (target / "oppsummering.txt").read_text(encoding="utf-8")
    summary = json.loads(copy.read_bytes())
    assert copy.read_bytes() == (target / "oppsummering.json").read_bytes()
    assert list(Draft202012Validator(SCHEMA).iter_errors(summary)) == []

    cases, posts = (pq.read_table(target / f"{name}.parquet").to_pylist() for name in ("saker", "poster"))
    faults = [json.loads(line) for line in (target / "feil.jsonl").read_text(encoding="utf-8").splitlines()]
    assert summary["dokumenter"] == summary["besvart"] + summary["feil"] == len(documents()) + 2
    assert summary["besvart"] == len(cases) == sum(row["antall"] for row in summary["utfall"])
    assert summary["feil"] == len({row["sak"] for row in faults}) == 2
    assert sum(row["beloep_oere"] for row in summary["utfall"]) == sum(case["beloep_oere"] or 0 for case in cases)
    assert sum(row["laveste_oere"] for row in summary["utfall"]) == sum(case["laveste_oere"] or 0 for case in cases)
    assert sum(row["utbetales_oere"] for row in summary["poster"]) == sum(post["utbetales_oere"] or 0 for post in posts)
    assert sum(row["antall"] for row in summary["poster"]) == len(posts)
    assert summary["kan_automatiseres"]["antall"] == sum(case["kan_automatiseres"] for case in cases)
    for row in summary["aapne_fakta"]:
        waiting = [case for case in cases if any(fact["eier"] == row["eier"] for fact in case["aapne_fakta"])]
        assert row["saker"] == len(waiting)
        for fact in row["fakta"]:
            named = [case for case in waiting if any(item["faktum"] == fact["faktum"] for item in case["aapne_fakta"])]
            assert fact["saker"] == len(named)
    assert {row["hindring"] for row in summary["hindringer"]} == {name for case in cases for name in case["hindringer"]}
    shared = summary["utfoerere"]
    assert shared["kolonner"]["antall"] + shared["enkeltvis"]["antall"] == len(cases)
    assert shared["kolonner"]["antall"] > 0, "the columns settled none of the examples"
    assert summary["programfeil"] == 0


def test_the_summary_in_words(call: Any, tmp_path: Path) -> None:
    source = tmp_path / "inn.jsonl"
    source.write_bytes(as_jsonl([*claims()[:2] * 2, claims()[5], b"{"]))
    said = {
        language: call("batch", source, "-o", tmp_path / language, "--arbeidere", 1, "--spraak", language)[1]
        for language in ("nb", "nn", "en")
    }
    lines = said["nb"].splitlines()
    assert lines[:3] == ["Dokumenter: 6", "Besvart: 5", "Med feil, se filen «feil»: 1"]
    assert "krav:" in lines
    assert "  2  Innvilget, 596,00\u00a0kr" in lines
    assert "  venter på register: 1" in lines
    assert "  1  json.syntaks" in lines
    assert "  2  Granted, NOK\u00a0596.00" in said["en"].splitlines()
    assert "  2  Innvilga, 596,00\u00a0kr" in said["nn"].splitlines()
    told = {
        language: json.loads((tmp_path / language / "feil.jsonl").read_text(encoding="utf-8"))["melding"]
        for language in said
    }
    assert len(set(told.values())) == 3


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_no_national_id_is_said_or_written(call: Any, tmp_path: Path, source: Path, form: str) -> None:
    named = source.rename(tmp_path / f"{SECRETS[0]} {SECRETS[0]}.jsonl")
    code, out, err = call("batch", named, "-o", tmp_path / "ut", "--format", form, "--arbeidere", 1)
    everything = b"".join(path.read_bytes() for path in (tmp_path / "ut").iterdir())
    assert code == 0
    assert SECRETS[0] not in out + err
    assert SECRETS[0].encode() not in everything
    assert b"***********" in everything


def test_standard_input(tmp_path: Path, call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(as_jsonl(claims()[:3]))))
    code, out, _ = call("batch", "-", "-o", tmp_path / "ut", "--arbeidere", 1, "--bit", 2)
    assert code == 0
    assert out.startswith("Dokumenter: 3\n")
    assert pq.ParquetFile(tmp_path / "ut" / "saker.parquet").metadata.num_row_groups == 2


def test_faults_fail_the_run_when_asked_to(call: Any, tmp_path: Path, source: Path) -> None:
    assert call("batch", source, "-o", tmp_path / "ut", "--arbeidere", 1, "--krev-feilfri")[0] == 1


def test_what_is_said_when_it_cannot_begin(call: Any, tmp_path: Path, source: Path) -> None:
    assert call("batch", tmp_path / f"{SECRETS[0]}.jsonl", "-o", tmp_path / "ut") == (
        2,
        "",
        "Inndata kan ikke leses. Se at navnet er riktig og at du har tilgang.\n",
    )
    assert call("batch", source, "-o", source)[0] == 2
    assert call("batch", source, "-o", tmp_path / "ut", "--fortsett", "--overskriv")[2] == (
        "Bruk enten --fortsett eller --overskriv.\n"
    )
    assert call("batch", source)[0] == 2
    assert call("batch", source, "-o", tmp_path / "ut", "--lesning", "x=y")[0] == 2
    assert not (tmp_path / "ut").exists()


def test_the_summary_is_written_over_no_input_and_no_answers(call: Any, tmp_path: Path, source: Path) -> None:
    target, folder = tmp_path / "ut", tmp_path / "mappe"
    folder.mkdir()
    held = source.rename(folder / "inn.jsonl")
    before = held.read_bytes()
    for given, name in ((held, held), (folder, held), (folder, target / "poster.parquet")):
        code, out, err = call("batch", given, "-o", target, "--oppsummering", name)
        assert (code, out) == (2, "")
        assert err.startswith("Oppsummeringen må skrives til en annen fil")
    assert held.read_bytes() == before
    assert not target.exists()
    beside = folder / "oppsummering.json"
    assert call("batch", folder, "-o", target, "--arbeidere", 1, "--oppsummering", beside)[0] == 0
    assert beside.read_bytes() == (target / "oppsummering.json").read_bytes()


def test_without_the_extra_it_says_how_to_get_it(
    call: Any, tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reiseregel.cli.batch.find_spec", lambda name: None if name == "pyarrow" else object())
    assert call("batch", source, "-o", tmp_path / "ut") == (
        2,
        "",
        "Kjøring av mange dokumenter trenger mer: pip install 'reiseregel[batch]'\n",
    )


def test_interrupted_says_how_to_go_on_and_does(
    call: Any, tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("batch", source, "-o", tmp_path / "ut", "--arbeidere", 1, "--bit", 9)
    with monkeypatch.context() as patch:
        patch.setattr(Lines, "__call__", _interrupt)
        code, out, err = call(*arguments)
    assert (code, out) == (130, "")
    assert err == "Stanset. Det som er gjort, er tatt vare på: kjør den samme kommandoen med --fortsett.\n"

    code, out, err = call(*arguments)
    assert code == 2
    assert "--fortsett" in err
    code, out, err = call(*arguments, "--fortsett")
    assert (code, err) == (0, "")
    assert out.startswith(f"Dokumenter: {len(documents()) + 2}\n")


def _interrupt(_: Any, reached: Reached) -> None:
    if reached.done:
        raise KeyboardInterrupt


def test_a_document_that_the_program_fails_on_is_told_and_the_rest_goes_on(
    call: Any, tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise RuntimeError(SECRETS[0])

    monkeypatch.setattr("reiseregel.batch.execute.decide", fails)
    monkeypatch.setattr("reiseregel.batch.execute.decide_frames", fails)
    code, out, err = call("batch", source, "-o", tmp_path / "ut", "--arbeidere", 1)
    assert code == 70
    assert "Programmet sviktet" in out
    assert "intern" in out
    assert SECRETS[0] not in out + err + (tmp_path / "ut" / "feil.jsonl").read_text(encoding="utf-8")
    assert "Traceback" not in err


def test_several_processes_stop_and_say_the_same(tmp_path: Path, call: Any, source: Path) -> None:
    """Two processes give the bytes that one gives; the first time they are stopped on the way."""
    one = ("batch", source, "-o", tmp_path / "en", "--arbeidere", 1, "--bit", 4)
    two = ("batch", source, "-o", tmp_path / "to", "--arbeidere", 2, "--bit", 4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lines, "__call__", _interrupt)
        assert call(*two)[0] == 130
    assert call(*one)[1] == call(*two, "--fortsett")[1]
    for path in (tmp_path / "en").iterdir():
        assert path.read_bytes() == (tmp_path / "to" / path.name).read_bytes(), path.name


def test_help_needs_neither_arrow_nor_numpy(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in ("pyarrow", "numpy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert call("batch", "--hjelp")[0] == 0
