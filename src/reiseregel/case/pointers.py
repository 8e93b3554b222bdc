"""Which facts a document gives, by JSON pointer: what assessments and sources point at."""

from __future__ import annotations

from collections.abc import Iterator
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
    return dict(_given(data, "", root.name, _layout(vocabulary)))


Layout = dict[str, tuple[dict[str, GivenFact], list[EntityDef]]]


@once_for_each
def _layout(vocabulary: Vocabulary) -> Layout:
    """The facts and children of each entity, ready to look up."""
    return {
        name: (
            {
                fact.name: GivenFact(name, fact.name, fact.owner, len(fact.momenter))
                for fact in vocabulary.facts_of(name)
            },
            vocabulary.children_of(name),
        )
        for name in vocabulary.entities
    }


def _given(data: dict[str, Any], at: str, entity: str, layout: Layout) -> Iterator[tuple[str, GivenFact]]:
    facts, children = layout[entity]
    for name in data:
        if name in facts:
            yield f"{at}/{name}", facts[name]
    for child in children:
        if child.member not in data:
            continue
        below = f"{at}/{child.member}"
        if not child.many:
            yield from _given(data[child.member], below, child.name, layout)
            continue
        if not child.content:
            yield below, GivenFact(entity, child.member, child.owner)
        for index, item in enumerate(data[child.member]):
            yield from _given(item, f"{below}/{index}", child.name, layout)
