"""Rows → a plan and the cases drawn: two passes over the file, and memory that follows the number drawn."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reiseregel.sampling.allocate import Allocation, BudgetTooSmall, allocate
from reiseregel.sampling.draw import draw
from reiseregel.sampling.expected import Spread, catch, faults
from reiseregel.sampling.model import Case, Frame, SamplingStop, count
from reiseregel.sampling.rows import Cases, RowFault, Told
from reiseregel.sampling.rules import SamplingRules


@dataclass(frozen=True, slots=True)
class Line:
    """One stratum of a plan."""

    cases: int
    oere: int
    allocation: Allocation
    minutes: int
    cost_oere: int
    faults: Spread
    catch: Spread

    @property
    def chance(self) -> Fraction:
        """The chance that each case of the stratum had of being drawn; 0 without cases."""
        return Fraction(self.allocation.checks, self.cases) if self.cases else Fraction(0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn, by stratum in the order of the rules, and what was left out."""

    seed: int
    budget_minutes: int
    frame: Frame
    lines: tuple[Line, ...]
    drawn: tuple[tuple[Case, ...], ...]

    @property
    def checks(self) -> int:
        """All cases drawn."""
        return sum(line.allocation.checks for line in self.lines)

    @property
    def minutes(self) -> int:
        """The time all checks take."""
        return sum(line.minutes for line in self.lines)

    @property
    def cost_oere(self) -> int:
        """What all checks cost."""
        return sum(line.cost_oere for line in self.lines)

    @property
    def faults(self) -> Spread:
        """The faults all checks are expected to find."""
        return sum((line.faults for line in self.lines), Spread())

    @property
    def catch(self) -> Spread:
        """The øre of fault all checks are expected to find."""
        return sum((line.catch for line in self.lines), Spread())


def make_plan(cases: Cases, rules: SamplingRules, seed: int, budget_minutes: int, told: Told) -> Plan:
    """The plan and the draw.

    Raises:
        SamplingStop: the file cannot be read, has no case, or the budget is less than the floor takes.

    """
    found = _Heard(told)
    frame = count(cases.read(found, found.still_open), rules)
    frame.faulty_rows, frame.open_cases = found.faulty, found.waiting
    if not frame.cases:
        raise SamplingStop("Det er ingen avgjorte saker å trekke blant.")
    try:
        allocations = allocate(frame.sizes, rules, budget_minutes)
    except BudgetTooSmall as small:
        sentence = (
            f"Budsjettet rekker ikke til det minste antallet i hvert stratum. Det må være {small.needed} minutter."
        )
        raise SamplingStop(sentence, 2) from None
    quiet = _Heard(lambda _: None)
    drawn = draw(cases.read(quiet, quiet.still_open), rules, [item.checks for item in allocations], seed)
    lines = []
    for size, stratum, allocation in zip(frame.sizes, rules.strata, allocations, strict=True):
        minutes = allocation.checks * stratum.minutes
        lines.append(
            Line(
                size.cases,
                size.oere,
                allocation,
                minutes,
                minutes * rules.oere_a_minute,
                faults(allocation.checks, stratum),
                catch(allocation.checks, size, stratum),
            )
        )
    return Plan(seed, budget_minutes, frame, tuple(lines), tuple(map(tuple, drawn)))


class _Heard:
    """Counts what is left out, and passes faults on."""

    def __init__(self, told: Told) -> None:
        self.told, self.faulty, self.waiting = told, 0, 0

    def __call__(self, fault: RowFault) -> None:
        self.faulty += 1
        self.told(fault)

    def still_open(self) -> None:
        self.waiting += 1
