"""The rules of a paragraph on two dates: each concept unchanged, changed, new or gone, with what it says on each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reiseregel.rulebook import Clause, Concept, Rate, RuleBook, Version
from reiseregel.rulebook.model import MAIN, RateRow
from reiseregel.rulebook.tree import DaySum, RateRef
from reiseregel.rulebook.walk import clause_parts, walk

Change = Literal["uendret", "endret", "ny", "borte"]


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """The main rule or one exception on the first date and on the second; None where it did not stand."""

    id: str
    change: Change
    then: Clause | None
    now: Clause | None


@dataclass(frozen=True, slots=True)
class ConceptChange:
    """A concept on both dates, as far as the paragraph says anything of it: the main rule (None when that rests on
    another paragraph), then the exceptions in the order they are tried.
    """

    concept: Concept
    change: Change
    main: ClauseChange | None
    exceptions: tuple[ClauseChange, ...]

    @property
    def lines(self) -> tuple[ClauseChange, ...]:
        """The main rule, when there is one, and the exceptions."""
        return self.exceptions if self.main is None else (self.main, *self.exceptions)


@dataclass(frozen=True, slots=True)
class RateChange:
    """A rate that the rules use, with another value or another place in the law on the second date."""

    rate: Rate
    then: RateRow | None
    now: RateRow | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a paragraph was on `then` and is on `now` (ordinals)."""

    paragraph: str
    then: int
    now: int
    concepts: tuple[ConceptChange, ...]
    rates: tuple[RateChange, ...]


def compare(book: RuleBook, paragraph: str, then: int, now: int) -> Comparison:
    """The rules that stood in a paragraph, or in the rule file it names, on either of two dates."""
    laws = {section.hjemmel.lov for section in book.sections if section.hjemmel.paragraf == paragraph}
    laws = laws or {"pasientreiseforskriften"}

    def cites(clause: Clause | None) -> bool:
        return clause is not None and clause.hjemmel.paragraf == paragraph and clause.hjemmel.lov in laws

    changes = []
    for concept in book.concepts.values():
        lines = _lines(concept, then, now)
        stem = concept.id.partition(".")[0]
        if paragraph not in (stem, paragraph_of(stem)):
            lines = [line for line in lines if cites(line.then) or cites(line.now)]
        if lines:
            changes.append(_concept(concept, lines))
    return Comparison(paragraph, then, now, tuple(changes), tuple(_rates(book, changes, then, now)))


def paragraph_of(stem: str) -> str:
    """The paragraph a rule file is named after: `par_08` → `8`, `par_01a` → `1a`."""
    return stem.removeprefix("par_").lstrip("0")


def _lines(concept: Concept, then: int, now: int) -> list[ClauseChange]:
    before, after = concept.version_on(then), concept.version_on(now)
    return [_clause(name, _find(before, name), _find(after, name)) for name in _ids(before, after)]


def _concept(concept: Concept, lines: list[ClauseChange]) -> ConceptChange:
    main = next((line for line in lines if line.id == MAIN), None)
    exceptions = tuple(line for line in lines if line.id != MAIN)
    change: Change = "uendret" if all(line.change == "uendret" for line in lines) else "endret"
    if main is not None and main.change in ("ny", "borte"):
        change = main.change
    return ConceptChange(concept, change, main, exceptions)


def _ids(before: Version | None, after: Version | None) -> list[str]:
    """The lines of both versions, those of the second first in their order."""
    lines = [clause.id for version in (after, before) if version for clause in version.clauses]
    return list(dict.fromkeys(lines))


def _find(version: Version | None, name: str) -> Clause | None:
    return next((clause for clause in version.clauses if clause.id == name), None) if version else None


def _clause(name: str, then: Clause | None, now: Clause | None) -> ClauseChange:
    if then is None or now is None:
        return ClauseChange(name, "ny" if then is None else "borte", then, now)
    return ClauseChange(name, "uendret" if _substance(then) == _substance(now) else "endret", then, now)


def _substance(clause: Clause) -> tuple[object, ...]:
    """What a line says: not where in the files it stands."""
    return clause.condition, clause.value, clause.hjemmel, clause.wording_read


def _rates(book: RuleBook, changes: list[ConceptChange], then: int, now: int) -> Iterator[RateChange]:
    names = {name for item in changes for line in item.lines for name in _rate_names(line)}
    for name, rate in book.rates.items():
        before, after = rate.on(then), rate.on(now)
        if name in names and _shown(before) != _shown(after):
            yield RateChange(rate, before, after)


def _shown(row: RateRow | None) -> tuple[object, ...] | None:
    return None if row is None else (row.value, row.hjemmel, row.status)


def _rate_names(line: ClauseChange) -> Iterator[str]:
    for clause in (line.then, line.now):
        for part in clause_parts(clause) if clause else ():
            for node in walk(part):
                if isinstance(node, RateRef):
                    yield node.name
                elif isinstance(node, DaySum):
                    yield node.rate
