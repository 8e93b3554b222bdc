"""What the rules in force in a case refer to, without working anything out: every node a trace of it would have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from reiseregel.engine.evaluate import version_for
from reiseregel.engine.outline import Each, Outline, Reference, outlines
from reiseregel.facts import FactTree, Instance
from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook import tree as t

Key: TypeAlias = tuple[str, str]


def references_in_force(
    book: RuleBook, facts: FactTree, concepts: Iterable[Key]
) -> Iterator[tuple[Reference, Instance]]:
    """Each reference of some concepts, on every entity they stand on, with the entity it is read on."""
    by_entity: dict[str, list[Instance]] = {}
    for instance in _everywhere(facts.instances):
        by_entity.setdefault(instance.entity, []).append(instance)
    shown = outlines(book)
    for key in concepts:
        for instance in by_entity.get(key[0], ()):
            version = version_for(instance, book.concepts[key])
            if version is not None:
                yield from _flat(shown[id(version)], instance)


def naming(book: RuleBook, name: Key | str) -> frozenset[Key]:
    """The concepts that name a fact (entity and name) or a reading in some version."""
    return _named(book).get(name, frozenset())


@once_for_each
def _named(book: RuleBook) -> dict[Key | str, frozenset[Key]]:
    found: dict[Key | str, set[Key]] = {}
    shown = outlines(book)
    for key, concept in book.concepts.items():
        for version in concept.versions:
            for reference in _all(shown[id(version)]):
                if isinstance(reference, t.FactRef):
                    found.setdefault((reference.entity, reference.name), set()).add(key)
                elif isinstance(reference, t.ReadingRef):
                    found.setdefault(reference.name, set()).add(key)
    return {name: frozenset(keys) for name, keys in found.items()}


def _everywhere(instances: Iterable[Instance]) -> Iterator[Instance]:
    """Those that were given, and those that stand for what unknown lists may hold."""
    for instance in instances:
        yield instance
        yield from _everywhere(instance.nameless.values())


def _flat(outline: Outline, instance: Instance) -> Iterator[tuple[Reference, Instance]]:
    for reference in outline:
        if isinstance(reference, Each):
            aggregate = reference.aggregate
            owner = instance.follow(aggregate.route.up, aggregate.route.down)
            children = owner.lists[aggregate.entity]
            for child in (owner.nameless[aggregate.entity],) if children is None else children:
                yield from _flat(reference.within, child)
        elif isinstance(reference, t.FactRef):
            yield reference, instance.follow(reference.route.up, reference.route.down)
        else:
            yield reference, instance


def _all(outline: Outline) -> Iterator[Reference]:
    for reference in outline:
        yield reference
        if isinstance(reference, Each):
            yield from _all(reference.within)
