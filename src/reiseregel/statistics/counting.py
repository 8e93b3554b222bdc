"""Adding decisions up: whole numbers by period, type of document and health trust. Order makes no difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias

from reiseregel.statistics.answers import OUTCOMES, plain_hindrances, readings_of
from reiseregel.statistics.hiding import Mark
from reiseregel.statistics.measures import Measure, Measures
from reiseregel.statistics.model import UNKNOWN, Beside, Decision
from reiseregel.statistics.periods import Grid, Period

#: The day that places a document: when it was decided, or when it came.
Placed = Literal["avgjort", "mottatt"]
#: In place of a health trust in a measure that is not taken for each.
EVERY: Final = "*"
#: A period (None: the day is not known) and a type of document.
GroupKey: TypeAlias = tuple[Period | None, str]


@dataclass(slots=True)
class Group:
    """What is counted of one type of document in one period.

    `kinds` are the documents by health trust and marks, for each set of measures that hang together; `national` the
    counts of measures that are not taken by trust. `sums` by measure and trust: how many documents, and øre. `days` by
    measure and trust.
    """

    documents: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, dict[str, dict[frozenset[Mark], int]]] = field(default_factory=dict)
    national: dict[Mark, int] = field(default_factory=dict)
    sums: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    days: dict[str, dict[str, dict[int, int]]] = field(default_factory=dict)


class Counting:
    """The counts so far."""

    def __init__(self, measures: Measures, grid: Grid, placed: Placed) -> None:
        self.measures, self.grid, self.placed = measures, grid, placed
        self.groups: dict[GroupKey, Group] = {}
        self._periods: dict[int, Period] = {}

    def add(self, decision: Decision, beside: Beside) -> None:
        """Count one document."""
        day = beside.decided if self.placed == "avgjort" else beside.received
        group = self.groups.setdefault((self._period(day), decision.kind), Group())
        trust = beside.trust or UNKNOWN
        group.documents[trust] = group.documents.get(trust, 0) + 1
        marks: dict[str, list[Mark]] = {}
        for measure in self.measures.all:
            if not measure.is_for(decision.kind) or measure.kind == "forhold":
                continue
            if measure.kind in ("varighet", "beloep"):
                self._add_up(group, measure, trust if measure.by_trust else EVERY, decision, beside)
                continue
            found = [(measure.id, category) for category in self._categories(measure, decision, beside)]
            if measure.by_trust:
                marks.setdefault(together(measure), []).extend(found)
            else:
                for mark in found:
                    group.national[mark] = group.national.get(mark, 0) + 1
        for name, several in marks.items():
            kinds = group.kinds.setdefault(name, {}).setdefault(trust, {})
            kind = frozenset(several)
            kinds[kind] = kinds.get(kind, 0) + 1

    def _add_up(self, group: Group, measure: Measure, row: str, decision: Decision, beside: Beside) -> None:
        if measure.kind == "varighet":
            days = _DAYS[measure.field](decision, beside)
            if days is not None:
                found = group.days.setdefault(measure.id, {}).setdefault(row, {})
                found[days] = found.get(days, 0) + 1
        else:
            amount = _AMOUNTS[measure.field](decision)
            if amount:
                sums = group.sums.setdefault(measure.id, {})
                number, total = sums.get(row, (0, 0))
                sums[row] = number + 1, total + amount

    def _categories(self, measure: Measure, decision: Decision, beside: Beside) -> Iterable[str]:
        if measure.kind == "fordeling":
            return (_ONE[measure.field](decision, beside, self.measures),)
        return dict.fromkeys(_SEVERAL[measure.field](decision))

    def _period(self, day: int | None) -> Period | None:
        if day is None:
            return None
        if day not in self._periods:
            self._periods[day] = self.grid.of(date.fromordinal(day))
        return self._periods[day]


def together(measure: Measure) -> str:
    """The set of measures it belongs to. What the register alone tells may go with any answer, and stands by itself."""
    return measure.field if measure.field in ("kanal", "grunnlag") else ""


def way(decision: Decision, measures: Measures) -> str:
    """Who settles it: the machine, the owner of the next question, the office when the answer says so, a caseworker."""
    if decision.is_open:
        return decision.open_facts[0][0] if decision.open_facts else "saksbehandler"
    if decision.outcome in measures.to_office.get(decision.kind, ()):
        return "helseforetak"
    return "automatisk" if decision.automatic else "saksbehandler"


def _cost(decision: Decision, beside: Beside, measures: Measures) -> str:
    """By the amount where the type has one; an open one when both bounds are of one class. Else by the register."""
    if decision.kind not in OUTCOMES:
        return measures.cost_class(beside.cost)
    if decision.amount is not None:
        return measures.cost_class(decision.amount)
    if decision.lowest is None or decision.highest is None:
        return measures.cost_class(None)
    lowest, highest = measures.cost_class(decision.lowest), measures.cost_class(decision.highest)
    return lowest if lowest == highest else measures.cost_class(None)


_ONE: Final[dict[str, Callable[[Decision, Beside, Measures], str]]] = {
    "vei": lambda decision, _, measures: way(decision, measures),
    "utfall": lambda decision, _, __: decision.outcome,
    "kanal": lambda _, beside, __: beside.channel or UNKNOWN,
    "grunnlag": lambda _, beside, __: beside.ground or UNKNOWN,
    "kostnadsklasse": _cost,
    "lesning": lambda decision, _, __: "aapen" if decision.is_open else "ja" if readings_of(decision) else "nei",
}
_SEVERAL: Final[dict[str, Callable[[Decision], Iterable[str]]]] = {
    "eiere": lambda decision: (owner for owner, _ in decision.open_facts),
    "aapne_fakta": lambda decision: (f"{owner}:{fact}" for owner, fact in decision.open_facts),
    "hindringer": plain_hindrances,
    "lesninger": readings_of,
    "grunner": lambda decision: decision.reasons,
}
_DAYS: Final[dict[str, Callable[[Decision, Beside], int | None]]] = {
    "dager": lambda _, beside: beside.days,
    "dager_automatisk": lambda decision, beside: beside.days if decision.automatic else None,
    "dager_manuell": lambda decision, beside: None if decision.automatic else beside.days,
}
_AMOUNTS: Final[dict[str, Callable[[Decision], int | None]]] = {
    "utbetalt": lambda decision: decision.amount,
    "aapent_minst": lambda decision: decision.lowest if decision.is_open else None,
    "aapent_hoeyst": lambda decision: decision.highest if decision.is_open else None,
}
