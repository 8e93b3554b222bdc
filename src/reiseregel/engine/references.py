"""What each version of a concept refers to, with the names the trace has for it: laid out once for each rule book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from reiseregel.engine.outline import Each, Outline, outlines
from reiseregel.remember import once_for_each
from reiseregel.rulebook import Concept, RuleBook
from reiseregel.rulebook import tree as t


@dataclass(frozen=True, slots=True)
class ToNode:
    """A concept, a fact or the law date at the end of a route; `mark` is what its name in the trace ends with, from `#`
    on. It is of `concept`, or of a `fact` by name, or else the law date.
    """

    up: int
    down: tuple[str, ...]
    mark: str
    concept: Concept | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class ToMembers:
    """What is referred to for each member of a list; `mark` is for the list itself."""

    up: int
    down: tuple[str, ...]
    mark: str
    entity: str
    within: References


#: Rates, sums over days and readings have names of their own, by the day.
To: TypeAlias = ToNode | ToMembers | t.RateRef | t.DaySum | t.ReadingRef
References: TypeAlias = tuple[To, ...]
LAW_DATE = "lovdato"


@dataclass(frozen=True, slots=True)
class Layout:
    """The references of every version by its identity, the concepts of each entity in order, and all by their ids."""

    references: dict[int, References]
    of_entity: dict[str, tuple[Concept, ...]]
    by_id: dict[str, Concept]


@once_for_each
def layout(book: RuleBook) -> Layout:
    """Of a whole rule book."""
    of_entity: dict[str, list[Concept]] = {}
    for concept in book.concepts.values():
        of_entity.setdefault(concept.entity, []).append(concept)
    return Layout(
        {version: _references(outline, book) for version, outline in outlines(book).items()},
        {entity: tuple(concepts) for entity, concepts in of_entity.items()},
        {concept.id: concept for concept in book.concepts.values()},
    )


def _references(outline: Outline, book: RuleBook) -> References:
    found: list[To] = []
    for reference in outline:
        match reference:
            case t.FactRef(route, entity, name):
                key = book.vocabulary.facts[entity, name].key
                found.append(ToNode(route.up, route.down, f"#{key}", fact=name))
            case t.ConceptRef(route, entity, name):
                concept = book.concepts[entity, name]
                found.append(ToNode(route.up, route.down, f"#{concept.id}", concept))
            case t.LawDate():
                found.append(ToNode(0, (), f"#{LAW_DATE}"))
            case Each(aggregate, within):
                child = book.vocabulary.entities[aggregate.entity]
                route, mark = aggregate.route, f"#{child.parent}.{child.member}"
                found.append(ToMembers(route.up, route.down, mark, child.name, _references(within, book)))
            case t.RateRef() | t.DaySum() | t.ReadingRef():
                found.append(reference)
    return tuple(found)
