"""`python -m reiseregel.pages`: says what is old, writes it, and takes away only what it has made itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from reiseregel.errors import InvalidRules, Place, RuleFault
from reiseregel.pages import __main__ as command
from reiseregel.pages.markdown import MADE_BY

PAGES = {"README.md": f"{MADE_BY}\n\n# En\n", "par_08.md": f"{MADE_BY}\n\n# To\n"}


@pytest.fixture(autouse=True)
def _few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "load_rulebook", lambda: None)
    monkeypatch.setattr(command, "load_cases", list)
    monkeypatch.setattr(command, "all_pages", lambda _book, _cases: dict(PAGES))


def test_it_says_what_is_old_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "regler"
    assert command.main(["--mappe", str(folder)]) == 1
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["README.md", "par_08.md"]
    assert not folder.exists()


def test_it_writes_what_is_old_and_is_then_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "docs" / "regler"
    assert command.main(["--skriv", "--mappe", str(folder)]) == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == PAGES
    (folder / "par_08.md").write_text("endret", encoding="utf-8")
    capsys.readouterr()
    assert command.main(["--mappe", str(folder)]) == 1
    assert command.main(["--skriv", "--mappe", str(folder)]) == 0
    assert "README.md" not in capsys.readouterr().out
    assert command.main(["--mappe", str(folder)]) == 0


def test_only_pages_it_has_made_are_taken_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["--skriv", "--mappe", str(tmp_path)])
    (tmp_path / "par_99.md").write_text(f"{MADE_BY}\n\n# Borte\n", encoding="utf-8")
    (tmp_path / "egen.md").write_text("# Skrevet for hånd\n", encoding="utf-8")
    assert command.main(["--mappe", str(tmp_path)]) == 1
    capsys.readouterr()
    assert command.main(["--skriv", "--mappe", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "par_99.md: slettet\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "egen.md", "par_08.md"]


def test_faults_in_the_rules_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty() -> None:
        raise InvalidRules([RuleFault(Place("par_08.yaml", 3, 4), "ukjent_navn", "navnet finnes ikke")])

    monkeypatch.setattr(command, "load_rulebook", faulty)
    assert command.main(["--skriv", "--mappe", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "par_08.yaml:3:4: ukjent_navn: navnet finnes ikke\n"
    assert list(tmp_path.iterdir()) == []


def test_the_pages_stand_in_the_docs_of_the_checkout() -> None:
    assert command.pages_folder() == Path(__file__).resolve().parents[2] / "docs" / "regler"
