"""`reiseregel syntetisk` as it is typed."""

import json
import os
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from reiseregel.cli import run
from reiseregel.columns.to_documents import documents


def made(capsysbinary: Any, *arguments: object) -> tuple[int, bytes]:
    code = run(["syntetisk", *map(str, arguments)])
    return code, capsysbinary.readouterr().out


def test_lines_to_standard_output(capsysbinary: Any) -> None:
    code, out = made(capsysbinary, "--antall", 5, "--seed", 1)
    assert code == 0
    assert [json.loads(line)["type"] for line in out.splitlines()] == ["krav"] * 5
    assert made(capsysbinary, "--antall", 5, "--seed", 1)[1] == out
    assert made(capsysbinary, "--antall", 2, "--seed", 1, "--foerste", 3)[1] == b"".join(out.splitlines(True)[3:])


def test_parquet_in_a_file_and_in_a_folder(capsysbinary: Any, tmp_path: Path) -> None:
    _, out = made(capsysbinary, "--antall", 4, "--seed", 1)
    wanted = [json.loads(line) for line in out.splitlines()]
    for target, file in (
        (tmp_path / "krav.parquet", "krav.parquet"),
        (f"{tmp_path / 'ny'}{os.sep}", "ny/del-00000.parquet"),
    ):
        assert made(capsysbinary, "--antall", 4, "--seed", 1, "-o", target)[0] == 0
        assert documents(pq.read_table(tmp_path / file), range(4)) == wanted


def test_days_from_and_to(call: Any) -> None:
    _, out, _ = call("syntetisk", "--antall", 3, "--seed", 1, "--fra", "2019-05-01", "--til", "2019-05-31")
    days = {
        r["dato"]
        for line in out.splitlines()
        for tur in json.loads(line)["turer"]
        for who in tur["reisende"]
        for r in who["reiser"]
    }
    assert days
    assert all(day.startswith("2019-05") for day in days)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "parquet"], "Parquet skrives til en fil eller en mappe. Si hvor med -o."),
        (["-o", "krav.txt"], "Filen må hete .jsonl, .ndjson eller .parquet"),
        (["--fra", "2026-02-02", "--til", "2026-02-01"], "Dagen i --til er før dagen i --fra."),
        (["--fra", "2016-09-30"], "Reglene dekker ikke alle dagene fra --fra til --til."),
        (["-o", "ikke/her/krav.parquet"], "Filen eller mappen kan ikke skrives."),
    ],
)
def test_wrong_usage(call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, error = call("syntetisk", "--antall", 2, "--seed", 1, *arguments)
    assert (code, out) == (2, "")
    assert said in error
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it(call: Any, tmp_path: Path) -> None:
    (tmp_path / "annet").touch()
    assert call("syntetisk", "--antall", 2, "--seed", 1, "-o", tmp_path)[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["annet"]
