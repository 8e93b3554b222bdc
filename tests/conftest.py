"""Figures: what a property test counted, printed after the run. Works with several workers too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Figures = Callable[[str], None]


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Figures:
    """A function that takes one line to be printed in the summary of the run."""

    def note(line: str) -> None:
        record_property("tall", line)

    return note


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
