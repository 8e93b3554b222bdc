"""Figures that property tests counted, printed after the run (with several workers too), and the rules loaded once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import reiseregel.cli
from reiseregel import RuleBook, load_rulebook, yamlfile
from reiseregel.cachefolder import VARIABLE

os.environ[VARIABLE] = ""  # no test, and no program that a test starts, meets the cache of whoever runs the tests

Figures = Callable[[str], None]


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Figures:
    """A function that takes one line to be printed in the summary of the run."""

    def note(line: str) -> None:
        record_property("tall", line)

    return note


@pytest.fixture(scope="session", autouse=True)
def _each_text_parsed_once() -> Iterator[None]:
    """Trials change one rule file of many; the others give the same nodes each time, and nobody changes those."""
    remembered = cache(yamlfile.parse)
    with pytest.MonkeyPatch.context() as patch:
        for module in ("rulebook.load", "casebook.load", "lawmap.load", "mutation.written"):
            patch.setattr(f"reiseregel.{module}.parse", remembered)
        yield


@cache
def own_rules() -> RuleBook:
    """The rules that come along, loaded once in each process."""
    return load_rulebook()


@pytest.fixture
def own_rules_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line gets the rules that come along from memory; any other folder is read each time."""

    def load(folder: Path | None, *, cache: bool = False) -> RuleBook:  # noqa: ARG001 - from memory
        return load_rulebook(folder) if folder else own_rules()

    monkeypatch.setattr(sys.modules[reiseregel.cli.__name__ + ".output"], "load_rulebook", load)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The lines of every test that counted something, by test."""
    lines = [
        f"{report.nodeid.rsplit('/', 1)[-1]}: {line}"
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        for name, line in report.user_properties
        if name == "tall"
    ]
    if lines:
        terminalreporter.section("tall fra egenskapstestene")
        for line in sorted(lines):
            terminalreporter.line(line)
