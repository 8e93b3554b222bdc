"""Several ways to do the same work, timed side by side: every round times each of them once, in turn.

So what else the machine does falls on all of them, and a ratio is taken within the round. Times are nanoseconds for one
decision (or one row), on two clocks: the time that passed, and the time the processor worked, on all its cores.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Literal, TypeAlias

Clock: TypeAlias = Literal["wall", "cpu"]
#: Processor time (ns) that processes of their own have spent on the work under way: each tells when it is done.
HELPED: list[int] = []
#: Work that is done sooner is done several times over, so that the clocks can tell.
SHORTEST_NS = 20_000_000


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some figures, and where nine of ten lie above and below."""

    p10: float
    median: float
    p90: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Spread:
        """Of one figure or more."""
        if len(figures) == 1:
            return cls(figures[0], figures[0], figures[0])
        tenths = quantiles(figures, n=10, method="inclusive")
        return cls(tenths[0], median(figures), tenths[-1])


@dataclass(frozen=True, slots=True)
class Work:
    """Something to time: one call of `run` makes `count` decisions. The note follows the figures."""

    name: str
    run: Callable[[], object]
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """What a work took in each round, in nanoseconds for one decision; `count` is how many were timed at a time."""

    name: str
    count: int
    wall: tuple[float, ...]
    cpu: tuple[float, ...]
    note: str = ""

    def samples(self, clock: Clock) -> tuple[float, ...]:
        """A figure a round."""
        return self.wall if clock == "wall" else self.cpu

    def spread(self, clock: Clock) -> Spread:
        """Over the rounds."""
        return Spread.of(self.samples(clock))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Works that were timed side by side."""

    title: str
    timings: tuple[Timing, ...]

    def __getitem__(self, name: str) -> Timing:
        """The timing of a work; KeyError when there is none."""
        for timing in self.timings:
            if timing.name == name:
                return timing
        raise KeyError(name)

    def ratio(self, name: str, base: str, clock: Clock) -> Spread:
        """How many times as long `name` took as `base`, round by round."""
        pairs = zip(self[name].samples(clock), self[base].samples(clock), strict=True)
        return Spread.of([one / other for one, other in pairs])


def side_by_side(title: str, works: Sequence[Work], rounds: int) -> Comparison:
    """Time every work in each of `rounds` rounds, after one that is not counted; each round begins with another."""
    repeats = {work.name: _repeats(work) for work in works}
    wall: Mapping[str, list[float]] = {work.name: [] for work in works}
    cpu: Mapping[str, list[float]] = {work.name: [] for work in works}
    for number in range(rounds):
        first = number % len(works)
        for work in (*works[first:], *works[:first]):
            passed, worked = _timed(work.run, repeats[work.name])
            decisions = work.count * repeats[work.name]
            wall[work.name].append(passed / decisions)
            cpu[work.name].append(worked / decisions)
    return Comparison(
        title,
        tuple(
            Timing(work.name, work.count * repeats[work.name], tuple(wall[work.name]), tuple(cpu[work.name]), work.note)
            for work in works
        ),
    )


def _repeats(work: Work) -> int:
    """How many calls take long enough to be timed. The first call warms up."""
    work.run()
    passed, _ = _timed(work.run, 1)
    return max(1, -(-SHORTEST_NS // max(passed, 1)))


def _timed(run: Callable[[], object], repeats: int) -> tuple[int, int]:
    gc.collect()
    HELPED.clear()
    worked, passed = time.process_time_ns(), time.perf_counter_ns()
    for _ in range(repeats):
        run()
    return time.perf_counter_ns() - passed, time.process_time_ns() - worked + sum(HELPED)
