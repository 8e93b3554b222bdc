"""Every command in the caseworker's pages runs, and prints what the page says. `REISEREGEL_GODTA=1` renews it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from reiseregel.cli import COMMANDS, run
from tests.docs.console import steps, with_new_output

pytestmark = pytest.mark.usefixtures("own_rules_once")
ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "saksbehandler.md"
PAGES = (PAGE, ROOT / "docs" / "rekvirering.md")
LONGEST = 400


@pytest.mark.parametrize("page_file", PAGES, ids=lambda path: path.stem)
def test_every_command_prints_what_the_page_shows(
    page_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One after the other in one folder, as the reader types them: what one writes, a later one reads."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reiseregel.cli.assess.now", lambda: "2026-06-03T09:30:00Z")
    page = page_file.read_text(encoding="utf-8")
    printed, wrong = [], []
    for step in steps(page):
        program, *arguments = shlex.split(step.command)
        assert program == "reiseregel"
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", Terminal(step.typed))
        code = run(_expanded(arguments))
        out, err = capsys.readouterr()
        printed.append(err + out)
        if code != step.code:
            wrong.append(f"{step.command}\n  ends with {code}, not {step.code}: {err}")
        elif not os.environ.get("REISEREGEL_GODTA") and not step.matches(err + out):
            wrong.append(f"{step.command}\n  prints\n{err + out}")
    assert not wrong, "\n".join(wrong)
    if os.environ.get("REISEREGEL_GODTA"):
        page_file.write_text(with_new_output(page, printed), encoding="utf-8")


class Terminal(StringIO):
    """Somebody at a terminal, which shows what is typed."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline(-1 if size is None else size)
        sys.stdout.write(line)
        return line


def _expanded(arguments: list[str]) -> list[str]:
    """File names as a shell would fill them in."""
    found: list[str] = []
    for argument in arguments:
        matches = sorted(str(path) for path in Path().glob(argument)) if "*" in argument else []
        found += matches or [argument]
    return found


#: For developers and operators, and for those who control and count: they have pages of their own.
ELSEWHERE = {"sjekk", "test", "batch", "syntetisk", "kontroll", "oppgjoer", "utvalg", "statistikk"}


def test_the_page_shows_every_command_a_caseworker_has() -> None:
    used = {shlex.split(step.command)[1] for step in steps(PAGE.read_text(encoding="utf-8"))}

    assert used >= set(COMMANDS) - ELSEWHERE


def test_the_page_is_short_and_its_links_lead_somewhere() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert len(page.splitlines()) < LONGEST
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page)
    assert links
    assert [link for link in links if not (PAGE.parent / link).exists()] == []


def test_no_command_stands_outside_what_is_run() -> None:
    """A command in another kind of block would be one nobody runs."""
    page = PAGE.read_text(encoding="utf-8")
    run_here = {step.written[0] for step in steps(page)}

    for line in re.findall(r"^\$? ?(reiseregel .*)$", page, re.MULTILINE):
        assert line in run_here


def a_page(*lines: Any) -> str:
    return "".join(f"{line}\n" for line in ("før", "```console", *lines, "```", "etter"))


def test_what_is_shown_must_be_what_is_printed() -> None:
    (step,) = steps(a_page("$ reiseregel x", "a", "b"))

    assert step.matches("a\nb\n")
    assert not step.matches("a\nc\n")
    assert not step.matches("a\nb\nc\n")
    assert steps(a_page("$ reiseregel x"))[0].matches("anything")


def test_lines_may_be_left_out() -> None:
    (step,) = steps(a_page("$ reiseregel x", "a", "…", "y", "z"))

    assert step.matches("a\nb\nc\ny\nz\n")
    assert not step.matches("a\nb\nc\nz\nz\n")
    assert not step.matches("b\nb\nc\ny\nz\n")


def test_what_is_typed_stands_after_the_prompt() -> None:
    assert steps(a_page("$ reiseregel x", "Spørsmål?", "> ja", "Takk"))[0].typed == ("ja",)


def test_new_output_is_put_in_its_place() -> None:
    page = a_page("$ reiseregel x", "old", "$ reiseregel y", "$ reiseregel z", "a", "…")

    assert with_new_output(page, ["new\nlines\n", "unseen\n", "b\nc\nd\n"]) == a_page(
        "$ reiseregel x", "new", "lines", "$ reiseregel y", "$ reiseregel z", "b", "…"
    )


def test_a_command_may_take_several_lines() -> None:
    page = a_page("$ reiseregel x \\", "    --y z", "a")

    assert [(step.command, step.shown) for step in steps(page)] == [("reiseregel x --y z", ("a",))]
    assert with_new_output(page, ["a\n"]) == page


def test_the_exit_code_stands_on_the_fence() -> None:
    page = "```console utgang=3\n$ reiseregel x\n```\n"

    assert [step.code for step in steps(page)] == [3]
    assert with_new_output(page, ["x"]) == page
