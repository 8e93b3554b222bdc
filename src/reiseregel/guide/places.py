"""Places in a document by JSON pointer: reading, setting in a copy, and what stands on the way there."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from reiseregel.guide.model import Spot, Value
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

Document = dict[str, Any]


def steps_of(pointer: str) -> list[str]:
    """The parts of a pointer, the root left out."""
    return pointer.split("/")[1:]


def with_value(document: Document, pointer: str, value: Any) -> Document:
    """A copy of the document with one value set; single things on the way are made when they are not there."""
    result = copy.deepcopy(document)
    *above, name = steps_of(pointer)
    holder: Any = result
    for step in above:
        holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
    holder[name] = value
    return result


def found(document: Mapping[str, Any], pointer: str) -> Any:
    """The value at a pointer; None where there is none."""
    holder: Any = document
    for step in steps_of(pointer):
        if isinstance(holder, list):
            holder = holder[int(step)] if step.isdecimal() and int(step) < len(holder) else None
        else:
            holder = holder.get(step) if isinstance(holder, dict) else None
    return holder


def asked_at(
    document: Mapping[str, Any], pointer: str, root: EntityDef, vocabulary: Vocabulary
) -> FactDef | EntityDef | None:
    """The fact or list that a pointer into the document is about; None when it is about neither."""
    entity, holder = root, ""
    *above, name = steps_of(pointer) or [""]
    steps = iter(above)
    for step in steps:
        child = next((item for item in vocabulary.children_of(entity.name) if item.member == step), None)
        if child is None:
            return None
        holder, entity = f"{holder}/{step}", child
        if child.many:
            holder = f"{holder}/{next(steps, '')}"
            if not isinstance(found(document, holder), dict):
                return None
    listed = (item for item in vocabulary.children_of(entity.name) if item.many and item.member == name)
    return vocabulary.facts.get((entity.name, name)) or next(listed, None)


def spots_of(document: Mapping[str, Any], pointer: str, root: EntityDef, vocabulary: Vocabulary) -> tuple[Spot, ...]:
    """What stands on the way to a pointer, below the root, each with what is claimed there."""
    spots: list[Spot] = []
    entity, at = root, ""
    steps = iter(steps_of(pointer)[:-1])
    for step in steps:
        entity = next(item for item in vocabulary.children_of(entity.name) if item.member == step)
        at, number, of = f"{at}/{step}", 0, 0
        if entity.many:
            index = next(steps)
            of = len(found(document, at))
            at, number = f"{at}/{index}", int(index) + 1
        spots.append(Spot(entity, number, of, _claimed(found(document, at) or {}, entity, vocabulary)))
    return tuple(spots)


def _claimed(data: Mapping[str, Value], entity: EntityDef, vocabulary: Vocabulary) -> dict[str, Value]:
    return {
        fact.name: data[fact.name] for fact in vocabulary.facts_of(entity.name) if fact.content and fact.name in data
    }
