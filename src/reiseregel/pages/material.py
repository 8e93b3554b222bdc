"""What one rule file is made of: its concepts, its exceptions, and the facts, rates and readings they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from reiseregel.casebook.load import Case
from reiseregel.rulebook import Clause, Concept, Rate, Reading, RuleBook
from reiseregel.rulebook.model import MAIN, Documentation, Section
from reiseregel.rulebook.tree import Aggregate, ConceptRef, DaySum, Expr, FactRef, RateRef, ReadingRef
from reiseregel.rulebook.walk import clause_parts, walk
from reiseregel.vocabulary import EntityDef, FactDef


@dataclass(frozen=True, slots=True)
class ForeignException:
    """An exception that one rule file makes in a concept of another, with the time it holds (both days included)."""

    concept: Concept
    clause: Clause
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Material:
    """Everything on one page. Facts and lists are in the order of the vocabulary, the rest in file order."""

    section: Section
    concepts: tuple[Concept, ...]
    exceptions: tuple[ForeignException, ...]
    facts: tuple[FactDef, ...]
    lists: tuple[EntityDef, ...]
    rates: tuple[Rate, ...]
    readings: tuple[Reading, ...]
    documentation: tuple[Documentation, ...]
    cases: tuple[Case, ...]


def stem_of(concept: Concept) -> str:
    """The name of the rule file a concept stands in."""
    return concept.id.partition(".")[0]


def made_by(clause: Clause, concept: Concept) -> str:
    """The name of the rule file a line of a decision list stands in."""
    return stem_of(concept) if clause.id == MAIN else clause.id.partition(".")[0]


def gather(book: RuleBook, section: Section, cases: Iterable[Case]) -> Material:
    """What stands on the page of one rule file. `cases` are those beside it."""
    nodes = list(_nodes(book, section))
    facts = {(node.entity, node.name) for node in nodes if isinstance(node, FactRef)}
    lists = {node.entity for node in nodes if isinstance(node, Aggregate)}
    rates = {node.name for node in nodes if isinstance(node, RateRef)}
    rates |= {node.rate for node in nodes if isinstance(node, DaySum)}
    readings = {node.name for node in nodes if isinstance(node, ReadingRef)}
    keys = {f"{entity}.{name}" for entity, name in facts}
    return Material(
        section=section,
        concepts=tuple(concept for concept in book.concepts.values() if stem_of(concept) == section.name),
        exceptions=tuple(_exceptions(book, section)),
        facts=tuple(fact for key, fact in book.vocabulary.facts.items() if key in facts),
        lists=tuple(entity for name, entity in book.vocabulary.entities.items() if name in lists),
        rates=tuple(rate for name, rate in book.rates.items() if name in rates),
        readings=tuple(reading for name, reading in book.readings.items() if name in readings),
        documentation=tuple(entry for entry in book.documentation if keys & {*entry.facts, *entry.waiver.facts}),
        cases=tuple(cases),
    )


def concepts_used(book: RuleBook, concept: Concept) -> list[Concept]:
    """The concepts that a concept or an exception from it refers to, itself left out."""
    nodes = (node for version in concept.versions for clause in version.clauses for node in _below(clause))
    keys = dict.fromkeys((node.entity, node.name) for node in nodes if isinstance(node, ConceptRef))
    return [book.concepts[key] for key in keys if book.concepts[key] is not concept]


def beside(sections: Iterable[Section], cases: Iterable[Case]) -> dict[str, list[Case]]:
    """The cases by the rule file they belong to: the one whose name theirs is, or begins with. "" for the others."""
    names = [section.name for section in sections]
    found: dict[str, list[Case]] = {}
    for case in cases:
        own = [name for name in names if case.paragraph == name or case.paragraph.startswith(f"{name}_")]
        found.setdefault(max(own, key=len, default=""), []).append(case)
    return found


def in_order(sections: Iterable[Section], laws: Iterable[str]) -> list[Section]:
    """Sections by law, then as paragraphs are numbered: 1, 1a, 2, … 2-6."""
    order = list(laws)

    def key(section: Section) -> tuple[int, list[tuple[int, str]], str]:
        parts = [_number(part) for part in section.hjemmel.paragraf.split("-")]
        return order.index(section.hjemmel.lov), parts, PurePosixPath(section.file).stem

    return sorted(sections, key=key)


def _number(part: str) -> tuple[int, str]:
    digits = part.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits), part.removeprefix(digits)


def _exceptions(book: RuleBook, section: Section) -> Iterator[ForeignException]:
    for concept in book.concepts.values():
        if stem_of(concept) == section.name:
            continue
        spans: dict[Clause, tuple[int, int]] = {}
        for version in concept.versions:
            for clause in version.clauses:
                if made_by(clause, concept) == section.name:
                    first, _ = spans.get(clause, (version.since, 0))
                    spans[clause] = first, version.until
        for clause, (since, until) in spans.items():
            yield ForeignException(concept, clause, since, until)


def _nodes(book: RuleBook, section: Section) -> Iterator[Expr]:
    """Every node of what stands in the rule file itself; exceptions that others make are theirs."""
    for concept in book.concepts.values():
        for version in concept.versions:
            for clause in version.clauses:
                if made_by(clause, concept) == section.name:
                    yield from _below(clause)


def _below(clause: Clause) -> Iterator[Expr]:
    for part in clause_parts(clause):
        yield from walk(part)
