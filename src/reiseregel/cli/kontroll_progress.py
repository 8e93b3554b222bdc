"""How far a control has come, to standard error: a bar for each step on a terminal, or a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import click

from reiseregel.cli.batch_progress import PAUSE, Clock, duration, number

if TYPE_CHECKING:
    from reiseregel.control.run import Reached, Step

#: What each step is called, and what it counts.
_LABELS: Final[dict[Step, str]] = {"leser": "Leser", "teller": "Teller og matcher", "avgjoer": "Prøver"}
_UNITS: Final[dict[Step, str]] = {"leser": "linjer", "teller": "", "avgjoer": "grunnlag"}


@contextmanager
def shown() -> Iterator[Callable[[Reached], None]]:
    """What the run tells how far it has come."""
    display = Bars() if sys.stderr is not None and sys.stderr.isatty() else Lines()
    try:
        yield display
    finally:
        display.close()


@dataclass(slots=True)
class _Rate:
    """So many a second in this step of this run, and the seconds left; what an earlier run did counts for neither."""

    clock: Clock = time.monotonic
    begun: float = 0.0
    step: Step | None = None

    def enter(self, step: Step) -> bool:
        """Whether the step is a new one."""
        if step == self.step:
            return False
        self.step, self.begun = step, self.clock()
        return True

    def words(self, reached: Reached) -> str:
        gone, unit = max(self.clock() - self.begun, 1e-3), _UNITS[reached.step]
        if not unit:
            return ""
        here = reached.done - reached.earlier
        found = f"{number(reached.done)} {unit}, {number(round(here / gone))} i sekundet"
        weight = reached.weight - reached.earlier_weight
        if reached.total < 0 or not weight:
            return found
        return f"{found}, {duration(max(0, reached.total - reached.weight) * gone / weight)} igjen"


@dataclass(slots=True)
class Lines:
    """Plain lines, for a file or another program."""

    rate: _Rate = field(default_factory=_Rate)
    last: float = field(default_factory=time.monotonic)

    def __call__(self, reached: Reached) -> None:
        self.rate.enter(reached.step)
        now = self.rate.clock()
        if now - self.last < PAUSE:
            return
        self.last = now
        share = f"{100 * reached.weight // max(1, reached.total)} %, " if reached.total >= 0 else ""
        click.echo(f"{_LABELS[reached.step]}: {share}{self.rate.words(reached)}".rstrip(": "), err=True)

    def close(self) -> None:
        """Every line is whole already."""


@dataclass(slots=True)
class Bars:
    """A bar for each step, with rate and time left; a step of which nobody knows the length is a line that changes."""

    rate: _Rate = field(default_factory=_Rate)
    bar: Any = None
    drawn: bool = False

    def __call__(self, reached: Reached) -> None:
        if self.rate.enter(reached.step):
            self.close()
        if reached.total < 0:
            click.echo(f"\r{_LABELS[reached.step]}  {self.rate.words(reached)} ", err=True, nl=False)
            self.drawn = True
            return
        if self.bar is None:
            self.bar = click.progressbar(
                length=max(1, reached.total),
                label=_LABELS[reached.step],
                file=sys.stderr,
                show_eta=False,
                item_show_func=lambda item: "" if item is None else self.rate.words(item),
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
