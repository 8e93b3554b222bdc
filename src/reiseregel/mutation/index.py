"""From what each case uses → the cases that could catch a mutant, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from reiseregel.casebook import Case
from reiseregel.decision.frikort import CEILING
from reiseregel.errors import Place
from reiseregel.mutation.model import Mutant
from reiseregel.mutation.used import Used, named_by
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.tree import DaySum, RateRef
from reiseregel.rulebook.walk import references

#: A case by number, with the law date on which it used something.
Use = tuple[int, int]


class Index:
    """The cases, by number, under all that they use."""

    def __init__(self, cases: Sequence[Case], used: Iterable[Used], book: RuleBook) -> None:
        self.cases = cases
        self._clauses: dict[Place, set[Use]] = {}
        self._named: dict[str, set[Use]] = {}
        self._facts: dict[str, set[int]] = {}
        for number, item in enumerate(used):
            for place, day in item.clauses:
                self._clauses.setdefault(place, set()).add((number, day))
            for name, day in (*item.concepts, *item.roots):
                self._named.setdefault(name, set()).add((number, day))
            for fact in item.facts:
                self._facts.setdefault(fact, set()).add(number)
        self._rates = set(_rates(book))
        self._forecasts = tuple(number for number, case in enumerate(cases) if "frikort_tak" in case.expected)

    def candidates(self, mutant: Mutant) -> list[int]:
        """First the cases that expect a value of the very concept, then those beside the rule file, then the rest."""
        stem = PurePosixPath(mutant.place.file).stem
        return sorted(set(self._reached(mutant)), key=lambda number: (*_far(self.cases[number], mutant, stem), number))

    def _reached(self, mutant: Mutant) -> Iterator[int]:
        reach = mutant.reach
        yield from self._facts.get(reach.fact, ())
        if reach.clause is not None:
            yield from (number for number, _ in self._clauses.get(reach.clause, ()))
        if reach.days is None:
            return
        first, last = reach.days
        for name in (*reach.concepts, reach.root):
            yield from (number for number, day in self._named.get(name, ()) if first <= day <= last)
        if CEILING in reach.rates:  # the forecast looks it up, and no clause
            yield from self._forecasts
        for rate, place, summed in self._rates:
            if rate in reach.rates:
                uses = self._clauses.get(place, ())
                yield from (number for number, day in uses if summed or first <= day <= last)


def _rates(book: RuleBook) -> Iterator[tuple[str, Place, bool]]:
    """Each rate with each clause that names it, and whether it is summed there, over days that are no law date."""
    for concept in book.concepts.values():
        for version in concept.versions:
            for clause, node in references(version):
                if isinstance(node, RateRef):
                    yield node.name, clause.place, False
                elif isinstance(node, DaySum):
                    yield node.rate, clause.place, True


def _far(case: Case, mutant: Mutant, stem: str) -> tuple[bool, bool]:
    named = mutant.identity.subject in named_by(case)
    return not named, not f"{case.paragraph}_".startswith(f"{stem}_")
