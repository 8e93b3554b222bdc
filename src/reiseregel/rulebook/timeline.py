"""Dated definitions and exceptions from several files → one decision list per stretch of time.

Exceptions are sorted by `gaar_foran`, then as written. A gap, an overlap, an exception that beats nothing, and two
exceptions that can both apply with different values and no order between them, are faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from graphlib import CycleError, TopologicalSorter

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import Place, RuleFault
from reiseregel.rulebook.exclusive import exclude_each_other
from reiseregel.rulebook.model import Clause, Version


@dataclass(frozen=True, slots=True)
class DatedException:
    """An exception with the time it holds. `whole` when both its expressions were read."""

    clause: Clause
    since: int
    until: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Definition:
    """What a concept is from one date on, unless an exception holds. `until` is set only when the text ends it."""

    main: Clause
    since: int
    until: int | None
    exceptions: tuple[DatedException, ...] = ()


@dataclass(slots=True)
class Timeline:
    """Builds the versions of one concept and notes the faults. `place` is where it says from when it exists."""

    concept: str
    exists_from: int
    place: Place
    known: set[str] = field(default_factory=set)
    faults: list[RuleFault] = field(default_factory=list)

    def versions(self, definitions: list[Definition], elsewhere: list[DatedException]) -> tuple[Version, ...]:
        """One version for each stretch in which the same definition and exceptions hold."""
        result: list[Version] = []
        own = [item for definition in definitions for item in definition.exceptions]
        self.known |= {item.clause.id for item in [*own, *elsewhere]}
        stretches = list(self._stretches(definitions))
        for definition, since, until in stretches:
            exceptions = [*definition.exceptions, *elsewhere]
            for start, end in _pieces(since, until, exceptions):
                active = [item for item in exceptions if item.since <= start and end <= item.until]
                result.append(Version(start, end, (*self._ordered(active), definition.main)))
        if not self.faults:
            for definition, since, until in stretches:
                self._beats_nothing(definition.exceptions, [(since, until)], "versjonen")
            self._beats_nothing(elsewhere, [(since, until) for _, since, until in stretches], f"«{self.concept}»")
        return tuple(result)

    def _stretches(self, definitions: list[Definition]) -> Iterator[tuple[Definition, int, int]]:
        ordered = sorted(definitions, key=lambda item: item.since)
        if ordered and ordered[0].since > self.exists_from:
            self._gap(self.place, self.exists_from, ordered[0].since)
        for index, definition in enumerate(ordered):
            following = ordered[index + 1].since if index + 1 < len(ordered) else LAST_DAY + 1
            until = definition.until if definition.until is not None else following - 1
            if definition.until is not None and until < definition.since:
                self._backwards(definition.main.place)
            elif definition.since == following or until >= following:
                message = f"«{self.concept}» har alt en versjon som gjelder {iso(following)}"
                self.faults.append(RuleFault(ordered[index + 1].main.place, "overlapp", message))
                until = following - 1
            elif until + 1 < following <= LAST_DAY:
                self._gap(ordered[index + 1].main.place, until + 1, following)
            if until >= definition.since:
                yield definition, definition.since, until

    def _gap(self, place: Place, first: int, following: int) -> None:
        message = f"«{self.concept}» mangler en versjon fra {iso(first)} til {iso(following - 1)}"
        self.faults.append(RuleFault(place, "hull_i_tid", message))

    def _backwards(self, place: Place) -> None:
        self.faults.append(RuleFault(place, "rekkefoelge", "«til» er før «fra»"))

    def _beats_nothing(self, exceptions: Sequence[DatedException], stretches: list[tuple[int, int]], what: str) -> None:
        for item in exceptions:
            if item.until < item.since:
                self._backwards(item.clause.place)
            elif not any(since <= item.until and item.since <= until for since, until in stretches):
                message = f"unntaket «{item.clause.id}» slår ingenting: {what} gjelder ikke da"
                self.faults.append(RuleFault(item.clause.place, "slaar_ingenting", message))

    def _ordered(self, exceptions: list[DatedException]) -> list[Clause]:
        clauses: dict[str, DatedException] = {}
        for item in exceptions:
            if item.clause.id in clauses:
                message = f"unntaket «{item.clause.id}» finnes alt på linje {clauses[item.clause.id].clause.place.line}"
                self.faults.append(RuleFault(item.clause.place, "navn_opptatt", message))
            clauses.setdefault(item.clause.id, item)
        order: TopologicalSorter[str] = TopologicalSorter()
        for name, item in clauses.items():
            order.add(name)
            for other in item.clause.before:
                if other in clauses:
                    order.add(other, name)
        try:
            order.prepare()
        except CycleError as error:
            ring: list[str] = error.args[1]
            first = min((clauses[name].clause for name in ring), key=lambda clause: clause.place)
            message = f"«gaar_foran» går i ring: {' → '.join(turned(ring, first.id))}"
            self.faults.append(RuleFault(first.place, "sirkel", message))
            return [item.clause for item in exceptions]
        result: list[str] = []
        while order.is_active():
            ready = sorted(order.get_ready(), key=list(clauses).index)
            result += ready
            order.done(*ready)
        self._clashes([item for item in clauses.values() if item.whole and self.known.issuperset(item.clause.before)])
        return [clauses[name].clause for name in result]

    def _clashes(self, exceptions: list[DatedException]) -> None:
        """An exception is held up against those written before it."""
        above = {item.clause.id: set(item.clause.before) for item in exceptions}
        for _ in exceptions:
            for name, below in above.items():
                above[name] = below | {deeper for other in below for deeper in above.get(other, ())}
        for index, item in enumerate(exceptions):
            clause = item.clause
            clashing = [
                other.clause.id
                for other in exceptions[:index]
                if other.clause.id not in above[clause.id] and clause.id not in above[other.clause.id]
                if _clash(other.clause, clause)
            ]
            if clashing:
                names = " og ".join(f"«{name}»" for name in clashing)
                rest = "og gir en annen verdi; ordne dem med gaar_foran"
                message = f"«{clause.id}» kan gjelde samtidig som {names} {rest}"
                self.faults.append(RuleFault(clause.place, "unntak_kolliderer", message))


def _clash(first: Clause, second: Clause) -> bool:
    assert first.condition is not None
    assert second.condition is not None
    return first.value != second.value and not exclude_each_other(first.condition, second.condition)


def _pieces(since: int, until: int, exceptions: list[DatedException]) -> Iterator[tuple[int, int]]:
    starts = {since}
    for item in exceptions:
        starts |= {day for day in (item.since, item.until + 1) if since < day <= until}
    ordered = sorted(starts)
    yield from zip(ordered, [day - 1 for day in ordered[1:]] + [until], strict=True)


def turned(ring: list[str], first: str) -> list[str]:
    """A closed ring (first name also last) begun at `first`."""
    names = ring[:-1]
    start = names.index(first)
    return [*names[start:], *names[:start], first]


def iso(day: int) -> str:
    """An ordinal as written in the rule files."""
    return date.fromordinal(day).isoformat()
