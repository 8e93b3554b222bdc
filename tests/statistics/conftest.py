"""The command line called in this process; a line for the summary of the run, by a name no figure of a report has."""

from collections.abc import Callable
from typing import Any

import pytest

from reiseregel.cli import run


@pytest.fixture
def figures_note(figures: Callable[[str], None]) -> Callable[[str], None]:
    return figures


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Any:
    """A function that runs the command line; it gives the exit code, what was printed, and what was complained of."""

    def called(*arguments: Any) -> Any:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return called
