"""A program starts with what it needs: no command waits for another's parts."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import reiseregel
from reiseregel.cachefolder import VARIABLE
from reiseregel.cli import COMMANDS, SHORT_HELP
from reiseregel.version import ENGINE

ROOT = Path(__file__).resolve().parents[2]
CLAIM = ROOT / "examples/01_egen_bil_100_km/krav.json"
Modules = Callable[..., set[str]]
RUN = """
import contextlib, io, json, sys
from reiseregel.cli import run
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
    code = run(sys.argv[1:])
print(json.dumps(sorted(sys.modules)))
sys.exit(code)
"""


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Modules:
    """Every module that is imported by a run of the command line; the rules are read once."""
    environment = os.environ | {VARIABLE: str(tmp_path_factory.mktemp("cache"))}

    def found(*arguments: str) -> set[str]:
        call = [sys.executable, "-c", RUN, *arguments]
        done = subprocess.run(
            call, cwd=ROOT / "src", env=environment, capture_output=True, text=True, timeout=60, check=True
        )
        return set(json.loads(done.stdout))

    return found


def test_the_list_of_commands_has_the_words_of_each() -> None:
    found = {
        name: getattr(importlib.import_module(f"reiseregel.cli.{module}"), module).short_help
        for name, module in COMMANDS.items()
    }

    assert found == SHORT_HELP


def test_help_imports_no_command_and_nothing_they_need(modules: Modules) -> None:
    found = modules("--help")

    assert "reiseregel.cli" in found
    assert not found & {f"reiseregel.cli.{module}" for module in COMMANDS.values()}
    assert not found & {"reiseregel.case", "reiseregel.rulebook", "reiseregel.decision", "pydantic_core", "babel"}
    assert "importlib.metadata" not in found


def test_a_sound_claim_is_decided_without_what_tells_faults_or_writes_text(modules: Modules) -> None:
    found = modules("vurder", "--format", "json", str(CLAIM))

    assert {"reiseregel.decision", "pydantic_core"} <= found
    assert not found & {"pydantic", "babel", "reiseregel.explain", "reiseregel.attest", "reiseregel.case.models"}
    assert not found & {"numpy", "pyarrow", "polars"}


def test_a_decision_as_text_waits_for_no_explanation(modules: Modules) -> None:
    found = modules("vurder", str(CLAIM))

    assert "reiseregel.explain.decision_text" in found
    assert not found & {"reiseregel.explain.readers.patient", "reiseregel.explain.readers.jurist", "pydantic"}


def test_every_public_name_is_there_when_it_is_asked_for() -> None:
    for name in reiseregel.__all__:
        assert getattr(reiseregel, name) is not None
    assert set(reiseregel.__all__) <= set(dir(reiseregel))
    with pytest.raises(AttributeError, match="ingenting"):
        _ = reiseregel.ingenting


def test_the_version_is_that_of_the_package() -> None:
    assert importlib.metadata.version("reiseregel") == ENGINE
    assert reiseregel.__version__ == ENGINE
