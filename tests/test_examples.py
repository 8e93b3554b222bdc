"""Every example and the README print what they say they print. `REISEREGEL_GODTA=1` writes new answers for review."""

import os
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from reiseregel.cli import run
from tests.accepted import accepted

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/kommando.txt"))
README = ROOT / "README.md"
pytestmark = pytest.mark.usefixtures("own_rules_once")
BLOCK = re.compile(r"(<!-- kjør: reiseregel (?P<command>[^\n]*) -->\n```\n)(?P<printed>.*?)(```\n)", re.DOTALL)


def printed_by(arguments: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    code = run(arguments)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_an_example_prints_its_answer(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    program, *arguments = shlex.split((folder / "kommando.txt").read_text(encoding="utf-8"))
    assert program == "reiseregel"

    code, out, err = printed_by(arguments, capsys)

    assert (code, err) == (0, "")
    assert out == accepted(folder / "svar.txt", out)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


def test_the_readme_shows_what_its_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = README.read_text(encoding="utf-8")
    found = list(BLOCK.finditer(text))
    assert found

    for match in found:
        code, out, _ = printed_by(shlex.split(match["command"]), capsys)
        assert code == 0
        if os.environ.get("REISEREGEL_GODTA"):
            text = text.replace(match[0], match[1] + out + match[4])
            README.write_text(text, encoding="utf-8")
        else:
            assert match["printed"] == out


def test_the_python_in_the_readme_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)

    assert code
    exec(compile(code[1], "README.md", "exec"), {})  # noqa: S102 - our own text

    assert capsys.readouterr().out.startswith("innvilget 29800\nAnswer to the claim\n")
