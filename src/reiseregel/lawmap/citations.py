"""Every place in the rules that cites the law, with the days it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import Place
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.model import MAIN
from reiseregel.rulebook.tree import Aggregate, Expr, FactRef, ReadingRef
from reiseregel.rulebook.walk import references
from reiseregel.vocabulary import EntityDef, Hjemmel
from reiseregel.vocabulary.model import Earlier

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Citation:
    """One hjemmel in the rules, with the days it holds. `rules` are the ids it may be named by in a placement."""

    hjemmel: Hjemmel
    since: int
    until: int
    place: Place
    rules: tuple[str, ...] = ()
    wording_read: bool = True


def of_rules(book: RuleBook) -> Iterator[Citation]:
    """Each definition and exception once, from the first to the last day it holds."""
    for concept in book.concepts.values():
        merged: dict[tuple[str, Place], Citation] = {}
        for version in concept.versions:
            for clause in version.clauses:
                key = (clause.id, clause.place)
                names = (concept.id,) if clause.id == MAIN else (concept.id, clause.id)
                earlier = merged.get(key)
                since = min(version.since, earlier.since) if earlier else version.since
                until = max(version.until, earlier.until) if earlier else version.until
                merged[key] = Citation(clause.hjemmel, since, until, clause.place, names, clause.wording_read)
        yield from merged.values()


def of_others(book: RuleBook) -> Iterator[Citation]:
    """Facts, lists and readings for as long as the rules use them, what they do not use as the law is now; rates row by
    row; documentation for as long as it is asked for and the map tells the law.
    """
    spans = _spans(book)
    now = (LAST_DAY, LAST_DAY)
    vocabulary = book.vocabulary
    for key, fact in vocabulary.facts.items():
        for since, until in spans.get(("fakta", *key), [now]):
            yield from _by_period(fact.hjemmel_on, fact.earlier, (since, until), fact.place)
    for name, entity in vocabulary.entities.items():
        if entity.hjemmel is not None:
            for since, until in spans.get(("lister", name), [now]):
                yield from _by_period(_of_list(entity), entity.earlier, (since, until), entity.place)
    for name, reading in book.readings.items():
        for span in spans.get(("lesninger", name), [now]):
            yield from _by_period(reading.hjemmel_on, reading.earlier, span, reading.place)
    for item in book.documentation:
        span = item.since, item.until
        yield from _by_period(item.hjemmel_on, item.earlier, span, item.place)
        yield from _by_period(item.waiver.hjemmel_on, item.waiver.earlier, span, item.place)
    for rate in book.rates.values():
        ends = [row.since - 1 for row in rate.rows[1:]] + [LAST_DAY]
        for row, end in zip(rate.rows, ends, strict=True):
            yield Citation(row.hjemmel, row.since, end, row.place)


def _of_list(entity: EntityDef) -> Callable[[int], Hjemmel]:
    def hjemmel_on(day: int) -> Hjemmel:
        found = entity.hjemmel_on(day)
        assert found is not None
        return found

    return hjemmel_on


def _by_period(hjemmel_on: Callable[[int], Hjemmel], earlier: Earlier, span: Span, place: Place) -> Iterator[Citation]:
    """A span cut where the hjemmel may be another."""
    start, last = span
    for end in [*(item.until for item in earlier if start <= item.until < last), last]:
        yield Citation(hjemmel_on(end), start, end, place)
        start = end + 1


def _spans(book: RuleBook) -> dict[tuple[str, ...], list[Span]]:
    """When the rules use each fact, list and reading: stretches that touch are one."""
    found: dict[tuple[str, ...], set[Span]] = {}
    for concept in book.concepts.values():
        for version in concept.versions:
            for _, node in references(version):
                name = _name(node)
                if name:
                    found.setdefault(name, set()).add((version.since, version.until))
    return {name: _joined(spans) for name, spans in found.items()}


def _name(node: Expr) -> tuple[str, ...]:
    match node:
        case FactRef(_, entity, name):
            return "fakta", entity, name
        case Aggregate(_, _, entity):
            return "lister", entity
        case ReadingRef(name):
            return "lesninger", name
        case _:
            return ()


def _joined(spans: set[Span]) -> list[Span]:
    joined: list[Span] = []
    for since, until in sorted(spans):
        if joined and since <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], until)
        else:
            joined.append((since, until))
    return joined
