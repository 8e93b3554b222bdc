"""`reiseregel sjekk` reads what `oppgjoer`, `utvalg` and `statistikk` read, and tells a fault in it with its place."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from reiseregel.resources import rules_folder

#: Each gets a key that no contract has.
FILES = ("oppgjoer/takstkoder.yaml", "utvalg/plan.yaml", "statistikk/maal.yaml")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("regler") / "rules"
    shutil.copytree(rules_folder(), folder)
    for name in FILES:
        file = folder / "kontroll" / name
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        first = next(place for place, line in enumerate(lines) if not line.startswith("#"))
        file.write_text("".join([*lines[:first], "ukjent_del: 1\n", *lines[first:]]), encoding="utf-8")
    return folder


def test_a_fault_in_each_is_told_with_its_place(call: Any, rules: Path) -> None:
    code, out, err = call("sjekk", "--regler", rules)
    assert (code, out) == (4, "")
    for name in FILES:
        assert f"kontroll/{name}:" in err
