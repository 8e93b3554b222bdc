"""How far a run has come, to standard error: a bar for each step on a terminal, or a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import click

if TYPE_CHECKING:
    from reiseregel.batch.reached import Progress, Reached

#: Where there is no terminal to draw on, a line is written when so many seconds have gone.
PAUSE: Final = 15
Clock: TypeAlias = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Named:
    """What a step is called, and what it counts in the plural; a step may count nothing."""

    label: str
    unit: str = ""


#: The steps of a command, in order.
Steps: TypeAlias = Mapping[str, Named]


@contextmanager
def shown(steps: Steps) -> Iterator[Progress]:
    """What the run tells how far it has come."""
    display = Bars(steps) if sys.stderr is not None and sys.stderr.isatty() else Lines(steps)
    try:
        yield display
    finally:
        display.close()


@dataclass(slots=True)
class _Rate:
    """So many a second in this step of this run, and the seconds left; what an earlier run did counts for neither."""

    clock: Clock = time.monotonic
    begun: float = 0.0
    step: str = ""

    def enter(self, step: str) -> bool:
        """Whether the step is a new one."""
        if step == self.step:
            return False
        self.step, self.begun = step, self.clock()
        return True

    def words(self, reached: Reached, unit: str) -> str:
        if not unit:
            return ""
        gone = max(self.clock() - self.begun, 1e-3)
        here = reached.done - reached.earlier
        found = f"{number(reached.done)} {unit}, {number(round(here / gone))} i sekundet"
        weight = reached.weight - reached.earlier_weight
        if reached.total < 0 or not weight:
            return found
        return f"{found}, {duration(max(0, reached.total - reached.weight) * gone / weight)} igjen"


@dataclass(slots=True)
class _Display:
    steps: Steps
    rate: _Rate = field(default_factory=_Rate)

    def _words(self, reached: Reached) -> str:
        return self.rate.words(reached, self.steps[reached.step].unit)

    def _label(self, reached: Reached, between: str) -> str:
        """Which step it is, where there are several."""
        return f"{self.steps[reached.step].label}{between}" if len(self.steps) > 1 else ""


@dataclass(slots=True)
class Lines(_Display):
    """Plain lines, for a file or another program."""

    last: float = field(default_factory=time.monotonic)

    def __call__(self, reached: Reached) -> None:
        self.rate.enter(reached.step)
        now = self.rate.clock()
        if now - self.last < PAUSE:
            return
        self.last = now
        share = f"{100 * reached.weight // max(1, reached.total)} %, " if reached.total >= 0 else ""
        click.echo(f"{self._label(reached, ': ')}{share}{self._words(reached)}".rstrip(": "), err=True)

    def close(self) -> None:
        """Every line is whole already."""


@dataclass(slots=True)
class Bars(_Display):
    """A bar for each step, with rate and time left; a step of which nobody knows the length is a line that changes."""

    bar: Any = None
    drawn: bool = False

    def __call__(self, reached: Reached) -> None:
        if self.rate.enter(reached.step):
            self.close()
        if reached.total < 0:
            click.echo(f"\r{self._label(reached, '  ')}{self._words(reached)} ", err=True, nl=False)
            self.drawn = True
            return
        if self.bar is None:
            self.bar = click.progressbar(
                length=max(1, reached.total),
                label=self.steps[reached.step].label,
                file=sys.stderr,
                show_eta=False,
                item_show_func=lambda item: "" if item is None else self._words(item),
            )
            self.bar.__enter__()
        self.bar.update(min(reached.weight, reached.total) - self.bar.pos, reached)

    def close(self) -> None:
        """Leave the line."""
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
        elif self.drawn:
            click.echo(err=True)
        self.bar, self.drawn = None, False


def number(count: int) -> str:
    """Thousands apart."""
    return f"{count:,}".replace(",", " ")


def duration(seconds: float) -> str:
    """`40 s`, `12 min` or `3 t 5 min`."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{round(seconds)} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} t {minutes % 60} min"
