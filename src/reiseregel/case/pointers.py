"""Which facts a document gives, by JSON pointer: what assessments and sources point at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reiseregel.remember import once_for_each
from reiseregel.vocabulary import EntityDef, Owner, Vocabulary


@dataclass(frozen=True, slots=True)
class GivenFact:
    """A fact that has a value in the document. A list that is no content is a fact too: how many, and none else."""

    entity: str
    name: str
    owner: Owner
    momenter: int = 0


def given_facts(data: dict[str, Any], root: EntityDef, vocabulary: Vocabulary) -> dict[str, GivenFact]:
    """Pointer -> fact, for every fact given in a document of the right shape."""
    found: dict[str, GivenFact] = {}
    _give(found, data, "", _layouts(vocabulary)[root.name])
    return found


def survey(data: dict[str, Any], root: EntityDef, vocabulary: Vocabulary) -> tuple[int, bool]:
    """How many keys the entities of a document of the right shape have, and whether some fact in them is judged.

    A part that is no entity, as `kilder`, is one key.
    """
    judging: list[str] = []
    return _count(data, _layouts(vocabulary)[root.name], judging), bool(judging)


@dataclass(frozen=True, slots=True)
class _Layout:
    """What may stand in one entity: its facts by key, the children with their layouts, the keys of what is judged."""

    entity: str
    facts: dict[str, GivenFact]
    children: tuple[tuple[EntityDef, _Layout], ...]
    judged: frozenset[str]


@once_for_each
def _layouts(vocabulary: Vocabulary) -> dict[str, _Layout]:
    found: dict[str, _Layout] = {}
    for name in reversed(vocabulary.entities):  # parents come first, and need the layouts below them
        children = vocabulary.children_of(name)
        owners = {child.member: child.owner for child in children if child.many and not child.content}
        facts = {}
        for fact in vocabulary.facts_of(name):
            facts[fact.name] = GivenFact(name, fact.name, fact.owner, len(fact.momenter))
            owners[fact.name] = fact.owner
        judged = frozenset(key for key, owner in owners.items() if owner == "saksbehandler")
        found[name] = _Layout(name, facts, tuple((child, found[child.name]) for child in children), judged)
    return found


def _give(found: dict[str, GivenFact], data: dict[str, Any], at: str, layout: _Layout) -> None:
    facts = layout.facts
    for name in data:
        if name in facts:
            found[f"{at}/{name}"] = facts[name]
    for child, below in layout.children:
        if child.member not in data:
            continue
        place, items = f"{at}/{child.member}", data[child.member]
        if not child.many:
            _give(found, items, place, below)
            continue
        if not child.content:
            found[place] = GivenFact(layout.entity, child.member, child.owner)
        for index, item in enumerate(items):
            _give(found, item, f"{place}/{index}", below)


def _count(data: dict[str, Any], layout: _Layout, judging: list[str]) -> int:
    """The number of keys in an entity and below it. An entity with something judged is added to `judging`."""
    keys = len(data)
    if not layout.judged.isdisjoint(data):
        judging.append(layout.entity)
    for child, below in layout.children:
        found = data.get(child.member)
        if not found:
            continue
        if child.many:
            for item in found:
                keys += _count(item, below, judging)
        else:
            keys += _count(found, below, judging)
    return keys
