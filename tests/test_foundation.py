"""The parts around the code agree with each other: Makefile, CI, pyproject.toml and the folders on disk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = dict(re.findall(r"^([a-z]+):([^#\n]*)", MAKEFILE, flags=re.MULTILINE))


@pytest.mark.parametrize("target", ["help", "demo", "test", "check", "grundig", "bench", "schemas", "docs"])
def test_target_exists_and_help_tells_of_it(target: str) -> None:
    assert re.search(rf"^{target}:[^#\n]*## \S", MAKEFILE, flags=re.MULTILINE)


def test_every_target_that_runs_something_sets_up_first() -> None:
    steps = TARGETS["check"].split()
    assert steps[-1] == "test"
    for target in ("demo", "test", "grundig", "bench", *steps):
        assert "$(READY)" in TARGETS[target], target


def test_ci_runs_make_check_and_nothing_else() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = [line for line in script.read_text(encoding="utf-8").splitlines() if "make" in line and line[0] != "#"]
    assert len(commands) == 1
    assert re.search(r"\bcheck\b", commands[0])


def test_layers_are_the_modules_on_disk() -> None:
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    (stages,) = [contract for contract in contracts if contract["type"] == "layers"]
    named = [name for layer in stages["layers"] for name in re.findall(r"\w+", layer)]
    package = ROOT / "src" / "reiseregel"
    on_disk = [path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    assert sorted(named) == sorted(name for name in on_disk if name != "__init__")


def test_no_folder_is_empty() -> None:
    assert [str(folder.relative_to(ROOT)) for folder in _folders(ROOT) if not any(_contents(folder))] == []


def test_wheel_takes_folders_that_exist() -> None:
    wheel = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert sorted(wheel["only-include"]) == sorted(wheel["sources"])
    for folder in wheel["only-include"]:
        assert (ROOT / folder).is_dir(), folder


def test_every_dependency_is_accounted_for() -> None:
    record = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8")
    project = PYPROJECT["project"]
    wanted = [
        *project["dependencies"],
        *(part for extra in project["optional-dependencies"].values() for part in extra),
    ]
    names = [re.match(r"[\w.-]+", requirement) for requirement in wanted]
    assert [name[0] for name in names if name and name[0] not in record] == []


def test_decision_records_are_short_and_carry_a_status() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9][0-9][0-9][0-9]-*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(len(records)))
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert re.match(r"---\nstatus: \S", text), record.name
        assert text.count("\n") <= 45, record.name


def test_cli_runs_from_a_checkout_without_the_package_installed() -> None:
    """-S leaves out the environment's .pth files, and with them the editable install; the libraries are put back."""
    libraries = os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))
    run = subprocess.run(
        [sys.executable, "-S", "cli.py", "--help"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": libraries},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "vurder" in run.stdout


def _contents(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.name != "__pycache__")


def _folders(folder: Path) -> Iterator[Path]:
    """Every folder of the checkout that git would see."""
    for path in _contents(folder):
        if path.is_dir() and (path.name == ".ci" or not path.name.startswith(".")):
            yield path
            yield from _folders(path)
