"""What is claimed, asked for step by step: what every document must say, then what may be claimed but need not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from reiseregel.guide.model import Question
from reiseregel.guide.places import spots_of
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary


def missing_content(document: Mapping[str, Any], root: EntityDef, vocabulary: Vocabulary) -> Question | None:
    """The first thing that must be said of what is claimed, and is not; parents before what they hold."""
    return next(_questions(_missing(document, "", root, vocabulary), document, root, vocabulary), None)


def more_content(
    document: Mapping[str, Any], root: EntityDef, vocabulary: Vocabulary, passed: Collection[str]
) -> Question | None:
    """The first list of what may be claimed that is neither given nor in `passed` (pointers)."""
    lists = ((at, child) for at, child in _lists(document, "", root, vocabulary) if at not in passed)
    return next(_questions(lists, document, root, vocabulary), None)


def _questions(
    places: Iterator[tuple[str, FactDef | EntityDef]],
    document: Mapping[str, Any],
    root: EntityDef,
    vocabulary: Vocabulary,
) -> Iterator[Question]:
    for pointer, asked in places:
        yield Question(pointer, asked, spots_of(document, pointer, root, vocabulary), content=True)


def _missing(
    data: Mapping[str, Any], at: str, entity: EntityDef, vocabulary: Vocabulary
) -> Iterator[tuple[str, FactDef | EntityDef]]:
    for fact in vocabulary.facts_of(entity.name):
        if fact.content and fact.name not in data:
            yield f"{at}/{fact.name}", fact
    for child in vocabulary.children_of(entity.name):
        below = f"{at}/{child.member}"
        if not child.many:
            yield from _missing(data.get(child.member, {}), below, child, vocabulary)
        elif child.member in data:
            for index, item in enumerate(data[child.member]):
                yield from _missing(item, f"{below}/{index}", child, vocabulary)
        elif child.least:
            yield below, child


def _lists(
    data: Mapping[str, Any], at: str, entity: EntityDef, vocabulary: Vocabulary
) -> Iterator[tuple[str, EntityDef]]:
    for child in vocabulary.children_of(entity.name):
        below = f"{at}/{child.member}"
        if not child.many:
            yield from _lists(data.get(child.member, {}), below, child, vocabulary)
        elif child.member in data:
            for index, item in enumerate(data[child.member]):
                yield from _lists(item, f"{below}/{index}", child, vocabulary)
        elif child.content and _claimed_by_people(child, vocabulary):
            yield below, child


def _claimed_by_people(entity: EntityDef, vocabulary: Vocabulary) -> bool:
    """False for what only a register would add, such as the approved charges of the year."""
    content = [fact for fact in vocabulary.facts_of(entity.name) if fact.content]
    return not content or any(fact.owner != "register" for fact in content)


def completed(document: dict[str, Any], root: EntityDef, vocabulary: Vocabulary) -> dict[str, Any]:
    """The document with an empty object for each thing it must have one of, at any depth; a copy."""
    result = dict(document)
    for child in vocabulary.children_of(root.name):
        if not child.many:
            result[child.member] = completed(result.get(child.member, {}), child, vocabulary)
        elif child.member in result:
            result[child.member] = [completed(item, child, vocabulary) for item in result[child.member]]
    return result
