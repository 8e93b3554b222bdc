"""What `batch` and `kontroll` have in common: no input is lost, and faults of files are told."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reiseregel.batch.manifest import OutputFolder
from reiseregel.batch.reached import Reached
from reiseregel.cli.run_progress import Lines
from tests.batch.conftest import as_jsonl, claims
from tests.control.made_events import as_lines
from tests.control.made_runs import lines

pytestmark = pytest.mark.usefixtures("own_rules_once")
COMMANDS = {"batch": ("--arbeidere", "1", "--bit", "1"), "kontroll": ("--motor", "sqlite", "--bit", "50")}
#: A name that each writes itself, of a form that each reads.
OWN = {"batch": "saker.jsonl", "kontroll": "signaler.jsonl"}
BOTH = pytest.mark.parametrize("command", COMMANDS)
UNWRITABLE = (
    "Svarene kan ikke skrives i mappen. Se at det er plass og at du har tilgang, og gå videre med --fortsett.\n"
)
UNREADABLE = "Filen kan ikke leses. Se at du har tilgang, og gå videre med --fortsett.\n"
OWN_INPUT = "Inndata er blant filene som kjøringen selv skriver eller fjerner. Velg en annen mappe for svarene.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(call: Any, command: str) -> Run:
    """The command with what every run of it here has."""
    return lambda *arguments: call(command, *arguments, *COMMANDS[command])


@pytest.fixture
def source(tmp_path: Path, command: str) -> Path:
    path = tmp_path / "inn.jsonl"
    path.write_bytes(as_jsonl([*claims()[:3], b"{"]) if command == "batch" else as_lines(lines()))
    return path


def content(folder: Path) -> dict[str, bytes]:
    """Every file but the one that tells how a run went."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    found.pop("kjoering.json", None)
    return found


# --- the input stays ---


@BOTH
def test_a_file_that_the_run_would_remove_is_no_input(run: Run, tmp_path: Path, source: Path, command: str) -> None:
    target = tmp_path / "ut"
    target.mkdir()
    own = source.rename(target / OWN[command])
    before = own.read_bytes()
    for how in ((), ("--overskriv",), ("--fortsett",)):
        assert run(own, "-o", target, *how) == (2, "", OWN_INPUT)
    assert [path.name for path in target.iterdir()] == [own.name]
    (target / "deler").mkdir()
    part = own.rename(target / "deler" / "ferdig-1.jsonl")
    assert run(part, "-o", target, "--overskriv") == (2, "", OWN_INPUT)
    assert part.read_bytes() == before


@BOTH
@pytest.mark.usefixtures("source")
def test_a_folder_of_input_takes_the_answers_once(run: Run, tmp_path: Path, command: str) -> None:
    form = ("--format", "jsonl") if command == "batch" else ()
    assert run(tmp_path, "-o", tmp_path, *form)[0] == 0
    before = content(tmp_path)
    for how in ("--overskriv", "--fortsett"):
        assert run(tmp_path, "-o", tmp_path, *form, how) == (2, "", OWN_INPUT)
    assert content(tmp_path) == before


@BOTH
def test_no_name_is_not_this_folder(run: Run, tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(source, "-o", "") == (2, "", "Mappen for svarene kan ikke lages eller skrives i.\n")
    assert run("", "-o", "ut") == (2, "", "Inndata kan ikke leses. Se at navnet er riktig og at du har tilgang.\n")
    assert [path.name for path in tmp_path.iterdir()] == [source.name]


# --- files that fail ---


@BOTH
def test_a_full_disk_and_on_when_there_is_room(
    run: Run, tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")
    assert run(source, "-o", tmp_path / "hel")[0] == 0
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def filled(_: Lines, reached: Reached) -> None:
        if reached.step == "avgjoer":  # as if the disk were full: the system refuses what grows beyond
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))

    monkeypatch.setattr(Lines, "__call__", filled)
    try:
        said = run(source, "-o", tmp_path / "ut")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        monkeypatch.undo()
    assert said == (2, "", UNWRITABLE)
    assert not list((tmp_path / "ut").rglob(".*")), "what has no room takes none"
    assert run(source, "-o", tmp_path / "ut", "--fortsett")[0] == 0
    assert content(tmp_path / "ut") == content(tmp_path / "hel")


@BOTH
@pytest.mark.parametrize("name", ["deler", "feil.jsonl"])
def test_something_else_has_a_name_that_the_run_needs(run: Run, tmp_path: Path, source: Path, name: str) -> None:
    taken = tmp_path / "ut" / name
    if name == "deler":
        taken.parent.mkdir()
        taken.write_bytes(b"mitt")
    else:
        taken.mkdir(parents=True)
    code, out, err = run(source, "-o", tmp_path / "ut")
    assert (code, out) == (2, "")
    assert err.startswith("I mappen for svarene har noe annet et navn som kjøringen trenger. Flytt det og gå videre")
    taken.rename(tmp_path / "flyttet")
    assert run(source, "-o", tmp_path / "ut", "--fortsett")[0] == 0


@BOTH
def test_standard_input_that_is_closed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run("-", "-o", tmp_path / "ut") == (1, "", f"-: {UNREADABLE}")


@BOTH
def test_input_that_goes_away_meanwhile(
    run: Run, tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = source.with_name("borte")
    real = OutputFolder.write_manifest

    def going(self: OutputFolder, manifest: dict[str, Any]) -> None:
        real(self, manifest)
        if source.exists():
            source.rename(away)

    monkeypatch.setattr(OutputFolder, "write_manifest", going)
    assert run(source, "-o", tmp_path / "ut") == (1, "", f"inn.jsonl: {UNREADABLE}")
    away.rename(source)
    monkeypatch.undo()
    assert run(source, "-o", tmp_path / "ut", "--fortsett")[0] == 0


@BOTH
def test_parquet_that_is_broken_in_the_middle(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inn.parquet"
    table = pa.table({"type": ["krav"] * 2000, "id": [f"x{at}" for at in range(2000)]})
    pq.write_table(table, path, use_dictionary=False)
    data = path.read_bytes()
    half = len(data) // 2
    path.write_bytes(data[:200] + b"\x5a" * (half - 200) + data[half:])
    assert run(path, "-o", tmp_path / "ut") == (1, "", f"inn.parquet: {UNREADABLE}")


# --- what stands in the folder ---


@BOTH
def test_answers_of_nobody_knows_which_run(run: Run, tmp_path: Path, source: Path) -> None:
    """As after a kill while `--overskriv` was removing what was there."""
    target = tmp_path / "ut"
    assert run(source, "-o", target)[0] == 0
    whole = content(target)
    (target / "manifest.json").unlink()
    code, out, err = run(source, "-o", target, "--fortsett")
    assert (code, out) == (2, "")
    assert err.startswith("Mappen har svar fra før, men det står ikke hva slags kjøring de er fra.")
    assert run(source, "-o", target, "--overskriv")[0] == 0
    assert content(target) == whole


@BOTH
def test_a_manifest_that_somebody_changed(run: Run, tmp_path: Path, source: Path, command: str) -> None:
    target = tmp_path / "ut"
    assert run(source, "-o", target)[0] == 0
    manifest = json.loads((target / "manifest.json").read_bytes())
    size = {"batch": "rader_i_hver_del", "kontroll": "linjer_om_gangen"}[command]
    for changed in ({size: "alt"}, {size: 0}, {"ferdig": False, size: None}):
        (target / "manifest.json").write_text(json.dumps(manifest | changed), encoding="utf-8")
        assert run(source, "-o", target, "--fortsett")[0] == 2
    (target / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (target / "oppsummering.json").unlink()
    code, _, err = run(source, "-o", target, "--fortsett")
    assert (code, err) == (2, "Kjøringen er ferdig, men oppsummeringen mangler. Begynn på nytt med --overskriv.\n")


@BOTH
def test_an_input_that_is_empty_is_a_run_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "inn.jsonl").write_bytes(b"")
    assert run(tmp_path / "inn.jsonl", "-o", tmp_path / "ut")[0] == 0
    assert (tmp_path / "ut" / "feil.jsonl").read_bytes() == b""
    assert json.loads((tmp_path / "ut" / "manifest.json").read_bytes())["ferdig"] is True
