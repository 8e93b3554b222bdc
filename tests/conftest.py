"""Figures that property tests counted, printed after the run (with several workers too), and the rules loaded once."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest

import reiseregel.cli
from reiseregel import RuleBook, load_rulebook, yamlfile
from reiseregel.cachefolder import VARIABLE
from reiseregel.errors import RuleFault
from reiseregel.rulebook import load, shape, syntax
from reiseregel.yamlfile import YamlFile

os.environ[VARIABLE] = ""  # no test, and no program that a test starts, meets the cache of whoever runs the tests
gc.set_threshold(
    50_000, 20, 50
)  # the rules, and what is remembered of them, stay to the end: looked through less often

Figures = Callable[[str], None]


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Figures:
    """A function that takes one line to be printed in the summary of the run."""

    def note(line: str) -> None:
        record_property("tall", line)

    return note


@pytest.fixture(scope="session", autouse=True)
def _each_text_read_once() -> Iterator[None]:
    """Trials change one rule file of many; the others give the same nodes each time, and nobody changes those.

    What a test imports by name, as `load_files`, is the real reader of everything above a single file and expression.
    """
    remembered = cache(yamlfile.parse)
    with pytest.MonkeyPatch.context() as patch:
        for module in ("rulebook.load", "casebook.load", "lawmap.load", "mutation.written"):
            patch.setattr(f"reiseregel.{module}.parse", remembered)
        for module in ("rulebook.load", "casebook.load", "casebook.rows", "lawmap.load", "mutation.equivalent"):
            patch.setattr(f"reiseregel.{module}.shape_faults", _shape_faults_once())
        patch.setattr("reiseregel.rulebook.expressions.parse_expression", cache(syntax.parse_expression))
        patch.setattr(load, "load_files", _loaded_once())
        yield


def _shape_faults_once() -> Callable[[YamlFile], list[RuleFault]]:
    """`shape_faults`, run once for each file that was parsed."""
    found: dict[int, tuple[YamlFile, list[RuleFault]]] = {}

    def once(file: YamlFile) -> list[RuleFault]:
        if id(file) not in found:
            found[id(file)] = file, list(shape.shape_faults(file))
        return found[id(file)][1]

    return once


def _loaded_once() -> Callable[..., load.Loaded]:
    """`load_files` for `load_rulebook`: the same texts in the same order give the same book."""
    really = load.load_files

    @lru_cache(maxsize=4)
    def kept(texts: tuple[tuple[str, str], ...], demand_words: bool) -> load.Loaded:
        return really(dict(texts), demand_words=demand_words)

    def once(texts: dict[str, str], *, demand_words: bool = True) -> load.Loaded:
        loaded = kept(tuple(texts.items()), demand_words)
        return load.Loaded(loaded.book, [*loaded.faults], [*loaded.warnings])

    return once


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
