"""`reiseregel regler --signaler`: every signal, in three languages and as JSON; a fault in the rules is told."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from reiseregel.control.book import load_control_book
from reiseregel.errors import LANGUAGES, Language
from reiseregel.resources import rules_folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_signal_is_shown(call: Any, language: Language) -> None:
    code, out, _ = call("regler", "--signaler", "--spraak", language)
    assert code == 0
    for signal in load_control_book().signals.values():
        assert signal.id in out
        assert signal.name.in_language(language) in out


def test_the_same_as_json(call: Any) -> None:
    code, out, _ = call("regler", "--signaler", "--format", "json")
    assert code == 0
    assert json.loads(out)["spraak"] == "nb"


def test_a_fault_in_the_signals_is_told_with_its_place(call: Any, tmp_path: Path) -> None:
    shutil.copytree(rules_folder() / "kontroll", tmp_path / "kontroll")
    file = tmp_path / "kontroll" / "signaler" / "organisert_reise.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("alvor: hoey", "alvor: hoyest"), encoding="utf-8")
    code, out, err = call("regler", "--signaler", "--regler", tmp_path)
    assert (code, out) == (4, "")
    assert "kontroll/signaler/organisert_reise.yaml:" in err
