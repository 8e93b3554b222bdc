"""How far a control has come: rate and time left of each step, never of what an earlier run did."""

from __future__ import annotations

import pytest

from reiseregel.cli import kontroll_progress
from reiseregel.cli.kontroll_progress import Bars, Lines, shown
from reiseregel.control.run import Reached


class Clock:
    """Goes ten seconds each time it is set on."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def steps(clock: Clock, display: Lines | Bars) -> None:
    for reached in (
        Reached("leser", 1000, 1000, 10_000, 10_000, 40_000),
        Reached("leser", 2000, 1000, 20_000, 10_000, 40_000),
        Reached("teller", 0, 0, 0, 0, -1),
        Reached("avgjoer", 500, 0, 500, 0, 1500),
        Reached("avgjoer", 1500, 0, 1500, 0, 1500),
    ):
        display(reached)
        clock.now += 20
    display.close()


@pytest.mark.parametrize("kind", [Lines, Bars])
def test_rate_and_time_left(
    kind: type[Lines | Bars], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click._termui_impl.isatty", lambda _: True)
    clock = Clock()
    display = kind(kontroll_progress._Rate(clock))
    if isinstance(display, Lines):
        display.last = clock()
    steps(clock, display)
    shown_text = capsys.readouterr().err
    assert "2 000 linjer, 50 i sekundet, 40 s igjen" in shown_text
    assert "1 500 grunnlag, 75 i sekundet" in shown_text
    assert "Teller og matcher" in shown_text
    assert shown_text.endswith("\n")


def test_piped_it_is_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with shown() as display:
        assert isinstance(display, Lines)
        display(Reached("leser", 1, 0, 1, 0, 2))
    assert capsys.readouterr().err == ""
