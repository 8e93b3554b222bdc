"""The page on the programme has every measure, and every rule, command and file it names exists."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path

import click

from reiseregel.cli import COMMANDS
from tests.conftest import own_rules

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "programmet.md"
MEASURES = (
    *(f"1{letter}" for letter in "abcdefg"),
    "2 Brukerstøtte",
    "3 Serviceparametere",
    *(f"4{letter}" for letter in "abcd"),
    "5 Ny rekvisisjonspraksis",
    "5 Rekvirentveileder",
    "6 Drosjemarked",
    "7 Samordning",
    "8a",
    "8b",
    "9 Planlegging",
    "Kontrollstrategi MP1–MP4",
    "Attestløsning i NISSY",
    "Gevinster og risiko MP1–MP6",
    "Målepunkter",
    "Retningslinjer og opplæring",
    "Mottak og innføring",
    "Nettverk og eiere",
    "DVH og Radar",
    "Avklaring med Helsedirektoratet",
    "Risiko ved kontorene",
    "Målbilde med rekvisisjon: aktiv pasient",
    "Målbilde: digital rekvirering",
    "Målbilde: transporten sett samlet",
    "Målbilde uten rekvisisjon",
    "Felles mål",
    "Effekt 1–4",
    "Bidrag til målene",
    "002",
    "003",
    "004",
)
ANSWERS = ("Bygd", "Delvis", "Ikke bygd")
_RULE = re.compile(r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")


def rows() -> list[tuple[str, str, str, str]]:
    """The four columns of every row that tells of a measure."""
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and not line.startswith("| Tiltak"):
            measure, what, answer, basis = (cell.strip() for cell in line.strip("|").split(" | "))
            found.append((measure, what, answer, basis))
    return found


def named() -> set[str]:
    """What stands between backticks anywhere on the page, but for the names of the columns."""
    return set(re.findall(r"`([^`]+)`", PAGE.read_text(encoding="utf-8"))) - {"fil.begrep", "reiseregel"}


def test_every_measure_has_one_row() -> None:
    measures = [row[0] for row in rows()]

    for measure in MEASURES:
        assert len([name for name in measures if name.startswith(measure)]) == 1, measure
    assert len(measures) == len(MEASURES)


def test_every_row_has_an_answer_with_something_that_answers_or_a_reason() -> None:
    for measure, what, answer, basis in rows():
        assert answer in ANSWERS, measure
        assert what
        if answer == "Ikke bygd":
            assert len(re.sub(r"`[^`]+`", "", basis).split()) >= 5, f"{measure}: no reason"
        else:
            assert "`" in basis, f"{measure}: nothing that answers"


def test_every_rule_it_names_exists() -> None:
    rules = {concept.id for concept in own_rules().concepts.values()}
    shown = {name for name in named() if _RULE.match(name)}

    assert shown
    assert shown - rules == set()


def test_every_command_it_names_exists_with_its_options() -> None:
    rule_files = {concept.id.partition(".")[0] for concept in own_rules().concepts.values()}
    commands = [shlex.split(name) for name in named() if name.startswith("reiseregel ")]

    assert commands
    for _, name, *rest in commands:
        command = getattr(import_module(f"reiseregel.cli.{COMMANDS[name]}"), COMMANDS[name])
        assert isinstance(command, click.Command)
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= known, name
        if name in {"regler", "test"}:
            assert {word for word in rest if not word.startswith("--")} <= rule_files


def test_every_file_it_names_exists() -> None:
    files = {name for name in named() if "/" in name and not name.startswith("reiseregel ")}

    assert files
    assert [name for name in sorted(files) if not (ROOT / name).exists()] == []


def test_nothing_else_stands_between_backticks() -> None:
    for name in named():
        assert _RULE.match(name) or name.startswith("reiseregel ") or "/" in name, name
