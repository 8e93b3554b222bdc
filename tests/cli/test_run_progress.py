"""How far `batch` and `kontroll` have come: rate and time left of each step, never of what an earlier run did."""

from __future__ import annotations

import io
import sys

import pytest

from reiseregel.batch.reached import Reached
from reiseregel.cli import batch, kontroll, run_progress
from reiseregel.cli.run_progress import Bars, Lines, duration, shown
from reiseregel.control.run import STEPS


class Clock:
    """Stands still until it is set on."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def steps(clock: Clock, display: Lines | Bars) -> None:
    for reached in (
        Reached("leser", 1000, 1000, 10_000, 10_000, 40_000),
        Reached("leser", 2000, 1000, 20_000, 10_000, 40_000),
        Reached("teller"),
        Reached("avgjoer", 500, 0, 500, 0, 1500),
        Reached("avgjoer", 1500, 0, 1500, 0, 1500),
    ):
        display(reached)
        clock.now += 20
    display.close()


@pytest.mark.parametrize("kind", [Lines, Bars])
def test_rate_and_time_left_of_each_step(
    kind: type[Lines | Bars], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click._termui_impl.isatty", lambda _: True)
    clock = Clock(100.0)
    display = kind(kontroll.STEPS, run_progress._Rate(clock))
    if isinstance(display, Lines):
        display.last = clock()
    steps(clock, display)
    shown_text = capsys.readouterr().err
    assert "2 000 linjer, 50 i sekundet, 40 s igjen" in shown_text
    assert "1 500 grunnlag, 75 i sekundet" in shown_text
    assert "Teller og matcher" in shown_text
    assert shown_text.endswith("\n")


def test_lines_now_and_then_when_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = Lines(batch.STEPS, run_progress._Rate(clock), last=0.0)
    for second in range(0, 60, 5):
        clock.now = float(second)
        lines(Reached("avgjoer", 1000 + 100 * second, 1000, 1000 + 10 * second, 1000, 10_000))
    err = capsys.readouterr().err.splitlines()
    assert err[0] == "11 %, 2 500 dokumenter, 100 i sekundet, 15 min igjen"
    assert len(err) == 3


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, clock = Terminal(), Clock()
    monkeypatch.setattr(sys, "stderr", terminal)
    with shown(batch.STEPS) as bar:
        assert isinstance(bar, Bars)
        bar.rate.clock = clock
        bar(Reached("avgjoer", total=100))
        assert "Avgjør" in terminal.getvalue(), "it stands there from the start"
        clock.now = 10.0
        bar(Reached("avgjoer", 500, 0, 50, 0, 100))
        bar(Reached("avgjoer", 1000, 0, 100, 0, 100))
    assert "500 dokumenter, 50 i sekundet, 10 s igjen" in terminal.getvalue()
    assert "1 000 dokumenter, 100 i sekundet" in terminal.getvalue()
    assert "\x1b[3" not in terminal.getvalue(), "no colour"


def test_of_standard_input_nobody_knows_the_length(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, clock = Terminal(), Clock()
    monkeypatch.setattr(sys, "stderr", terminal)
    for command, words in ((batch, "\r500 dokumenter, 50 i sekundet "), (kontroll, "\rPrøver  500 grunnlag, 50 i")):
        clock.now = 0.0
        with shown(command.STEPS) as bar:
            assert isinstance(bar, Bars)
            bar.rate.clock = clock
            bar(Reached("avgjoer"))
            clock.now = 10.0
            bar(Reached("avgjoer", 500, 0, 50))
        assert words in terminal.getvalue()
        assert terminal.getvalue().endswith("\n")


def test_piped_it_is_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with shown(kontroll.STEPS) as display:
        assert isinstance(display, Lines)
        display(Reached("leser", 1, 0, 1, 0, 2))
    assert capsys.readouterr().err == ""


def test_every_step_that_a_run_tells_of_has_a_name() -> None:
    from reiseregel.batch.run import STEP

    assert list(batch.STEPS) == [STEP]
    assert list(kontroll.STEPS) == list(STEPS)


def test_time_left_in_words() -> None:
    assert [duration(second) for second in (0.4, 89, 91, 3599, 11_000)] == [
        "0 s",
        "89 s",
        "2 min",
        "1 t 0 min",
        "3 t 3 min",
    ]
