"""How far a batch has come, to standard error: a bar with rate and time left on a terminal, or a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from reiseregel.batch.run import Reached

#: Where there is no terminal to draw on, a line is written when so many seconds have gone.
PAUSE = 15
Clock = Callable[[], float]


@contextmanager
def shown() -> Iterator[Callable[[Reached], None]]:
    """What the run tells how far it has come."""
    display = _Bar() if sys.stderr is not None and sys.stderr.isatty() else _Lines()
    try:
        yield display
    finally:
        display.close()


@dataclass(slots=True)
class _Rate:
    """Documents a second in this run, and the seconds left; what an earlier run did counts for neither."""

    clock: Clock = time.monotonic
    begun: float = field(default_factory=time.monotonic)

    def words(self, reached: Reached) -> str:
        gone = max(self.clock() - self.begun, 1e-3)
        here = reached.documents - reached.earlier
        return f"{number(reached.documents)} dokumenter, {number(round(here / gone))} i sekundet"

    def left(self, reached: Reached) -> str:
        gone, here = self.clock() - self.begun, reached.weight - reached.earlier_weight
        if reached.total < 0 or not here:
            return ""
        return f", {duration((reached.total - reached.weight) * gone / here)} igjen"


@dataclass(slots=True)
class _Lines:
    rate: _Rate = field(default_factory=_Rate)
    last: float = field(default_factory=time.monotonic)

    def __call__(self, reached: Reached) -> None:
        now = self.rate.clock()
        if now - self.last >= PAUSE:
            self.last = now
            share = f"{100 * reached.weight // max(1, reached.total)} %, " if reached.total >= 0 else ""
            click.echo(f"{share}{self.rate.words(reached)}{self.rate.left(reached)}", err=True)

    def close(self) -> None:
        """Every line is whole already."""


@dataclass(slots=True)
class _Bar:
    rate: _Rate = field(default_factory=_Rate)
    bar: Any = None
    drawn: bool = False

    def __call__(self, reached: Reached) -> None:
        if reached.total < 0:  # nobody knows how long the bar would be
            click.echo(f"\r{self.rate.words(reached)} ", err=True, nl=False)
            self.drawn = True
            return
        if self.bar is None:
            self.bar = click.progressbar(
                length=max(1, reached.total),
                label="Avgjør",
                file=sys.stderr,
                show_eta=False,
                item_show_func=lambda item: "" if item is None else self.rate.words(item) + self.rate.left(item),
            )
            self.bar.__enter__()
        self.bar.update(reached.weight - self.bar.pos, reached)

    def close(self) -> None:
        """Leave the line."""
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
        elif self.drawn:
            click.echo(err=True)


def number(count: int) -> str:
    """Thousands apart."""
    return f"{count:,}".replace(",", " ")


def duration(seconds: float) -> str:
    """`40 s`, `12 min` or `3 t 5 min`."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{round(seconds)} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} t {minutes % 60} min"
