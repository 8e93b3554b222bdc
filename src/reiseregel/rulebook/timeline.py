"""Dated definitions and exceptions from several files → one decision list per stretch of time.

Exceptions are sorted by `gaar_foran`, then as written. A gap, an overlap, an exception that beats nothing, and two
exceptions that can both apply with different values and no order between them, are faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import Place, RuleFault
from reiseregel.rulebook.exclusive import exclude_each_other
from reiseregel.rulebook.model import Clause, Version

ALWAYS = (FIRST_DAY, LAST_DAY)


@dataclass(frozen=True, slots=True)
class Exception_:
    """An exception with the time it holds and the exceptions it goes before."""

    clause: Clause
    since: int
    until: int
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """What a concept is from one date on, unless an exception holds. `until` is set only when the text ends it."""

    main: Clause
    since: int
    until: int | None
    exceptions: tuple[Exception_, ...] = ()


@dataclass(slots=True)
class Timeline:
    """Builds the versions of one concept and notes the faults."""

    concept: str
    exists_from: int
    place: Place
    faults: list[RuleFault] = field(default_factory=list)

    def versions(self, definitions: list[Definition], elsewhere: list[Exception_]) -> tuple[Version, ...]:
        """One version for each stretch in which the same definition and exceptions hold."""
        result: list[Version] = []
        for definition, since, until in self._stretches(definitions):
            exceptions = [*definition.exceptions, *elsewhere]
            for start, end in _pieces(since, until, exceptions):
                active = [item for item in exceptions if item.since <= start and end <= item.until]
                clauses = (*self._ordered(active), definition.main)
                result.append(Version(start, end, clauses))
        for item in elsewhere:
            if not any(version.since <= item.until and item.since <= version.until for version in result):
                message = f"unntaket «{item.clause.id}» slår ingenting: «{self.concept}» finnes ikke da"
                self.faults.append(RuleFault(item.clause.place, "slaar_ingenting", message))
        return tuple(result)

    def _stretches(self, definitions: list[Definition]) -> Iterator[tuple[Definition, int, int]]:
        ordered = sorted(definitions, key=lambda item: item.since)
        if ordered and ordered[0].since > self.exists_from:
            self._gap(ordered[0].main.place, "begrepet finnes fra en dato før den første versjonen")
        for index, definition in enumerate(ordered):
            following = ordered[index + 1].since if index + 1 < len(ordered) else None
            until = definition.until if definition.until is not None else (following or LAST_DAY + 1) - 1
            if following is not None and until + 1 < following:
                self._gap(ordered[index + 1].main.place, "det er et hull i tid før denne versjonen")
            if following is not None and until >= following:
                self.faults.append(RuleFault(ordered[index + 1].main.place, "overlapp", "to versjoner gjelder samtidig"))
                until = following - 1
            if until >= definition.since:
                yield definition, definition.since, until

    def _gap(self, place: Place, message: str) -> None:
        self.faults.append(RuleFault(place, "hull_i_tid", f"«{self.concept}»: {message}"))

    def _ordered(self, exceptions: list[Exception_]) -> list[Clause]:
        clauses = {item.clause.id: item for item in exceptions}
        order: TopologicalSorter[str] = TopologicalSorter()
        for item in exceptions:
            order.add(item.clause.id)
            for other in item.before:
                if other in clauses:
                    order.add(other, item.clause.id)
        try:
            order.prepare()
        except CycleError:
            self.faults.append(RuleFault(self.place, "sirkel", f"«gaar_foran» går i ring for «{self.concept}»"))
            return [item.clause for item in exceptions]
        result: list[str] = []
        while order.is_active():
            ready = sorted(order.get_ready(), key=list(clauses).index)
            result += ready
            order.done(*ready)
        self._clashes(exceptions)
        return [clauses[name].clause for name in result]

    def _clashes(self, exceptions: list[Exception_]) -> None:
        above = {item.clause.id: set(item.before) for item in exceptions}
        for _ in exceptions:
            for name, below in above.items():
                above[name] = below | {deeper for other in below for deeper in above.get(other, ())}
        for first, second in combinations(exceptions, 2):
            a, b = first.clause, second.clause
            if a.value == b.value or b.id in above[a.id] or a.id in above[b.id]:
                continue
            assert a.condition is not None and b.condition is not None
            if not exclude_each_other(a.condition, b.condition):
                message = f"unntakene «{a.id}» og «{b.id}» kan gjelde samtidig med ulik verdi; ordne dem med gaar_foran"
                self.faults.append(RuleFault(b.place, "unntak_kolliderer", message))


def _pieces(since: int, until: int, exceptions: list[Exception_]) -> Iterator[tuple[int, int]]:
    starts = {since}
    for item in exceptions:
        starts |= {day for day in (item.since, item.until + 1) if since < day <= until}
    ordered = sorted(starts)
    yield from zip(ordered, [day - 1 for day in ordered[1:]] + [until], strict=True)
