"""What is drawn from: one case as far as risk goes, and what is counted of a stratum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reiseregel.sampling.rules import SamplingRules

#: The severities of signals; 0 is a case without one.
SEVERITIES: Final = {"lav": 1, "middels": 2, "hoey": 3}
FAULT_IN_INPUT: Final = 1


class SamplingStop(Exception):
    """The run cannot go on. The sentence is for the terminal and repeats nothing that stood in a file."""

    def __init__(self, sentence: str, exit_code: int = FAULT_IN_INPUT) -> None:
        self.sentence, self.exit_code = sentence, exit_code
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Case:
    """A decided case. None is not known; `severity` is that of its most severe signal."""

    id: str
    oere: int
    automatic: bool | None = None
    self_declared: bool | None = None
    severity: int = 0


@dataclass(slots=True)
class Size:
    """The cases of a stratum: how many, the sum of their øre, and of the squares of their øre."""

    cases: int = 0
    oere: int = 0
    squares: int = 0

    def add(self, oere: int) -> None:
        """Count one case more."""
        self.cases += 1
        self.oere += oere
        self.squares += oere * oere


@dataclass(slots=True)
class Frame:
    """All that is drawn from, by stratum; and how many cases have something that is not known."""

    sizes: list[Size]
    unknown_automatic: int = 0
    unknown_self_declared: int = 0
    open_cases: int = 0
    faulty_rows: int = 0

    @property
    def cases(self) -> int:
        """How many cases are drawn from."""
        return sum(size.cases for size in self.sizes)


def count(cases: Iterable[Case], rules: SamplingRules) -> Frame:
    """The sizes of the strata, in one pass and flat memory."""
    frame = Frame([Size() for _ in rules.strata])
    for case in cases:
        frame.sizes[rules.stratum_of(case)].add(case.oere)
        frame.unknown_automatic += case.automatic is None
        frame.unknown_self_declared += case.self_declared is None
    return frame
