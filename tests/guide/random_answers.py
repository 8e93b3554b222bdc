"""Values to answer with, drawn at random, and documents filled in."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from reiseregel.guide import Question
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

Document = dict[str, Any]
DAYS = ("1998-12-31", "2004-02-29", "2012-01-01", "2019-12-01")


def random_value(rng: Random, fact: FactDef) -> Any:
    """A value the fact can have."""
    if fact.type.kind == "boolsk":
        return rng.random() < 0.5
    if fact.type.kind == "kode":
        return rng.choice(fact.type.codes)
    return rng.choice(DAYS) if fact.type.kind == "dato" else rng.randint(fact.low, fact.high)


def random_answer(rng: Random, question: Question) -> Any:
    """An answer to a question: a value, or how many there are in a list."""
    if question.listed is not None:
        return rng.randint(question.listed.least, min(question.listed.most, 2))
    assert question.fact is not None
    return random_value(rng, question.fact)


def filled(rng: Random, document: Document, vocabulary: Vocabulary) -> Document:
    """The document with a random value for everything it leaves open."""
    root = vocabulary.root(str(document["type"]))
    assert root is not None
    return _filled(rng, document, root, vocabulary)


def _filled(rng: Random, data: Document, entity: EntityDef, vocabulary: Vocabulary) -> Document:
    result = copy.deepcopy(data)
    for fact in vocabulary.facts_of(entity.name):
        result.setdefault(fact.name, random_value(rng, fact))
    for child in vocabulary.children_of(entity.name):
        if not child.many:
            result[child.member] = _filled(rng, result.get(child.member, {}), child, vocabulary)
        elif child.member in result or not child.content:
            items = result.get(child.member, [{} for _ in range(rng.randint(0, min(child.most, 2)))])
            result[child.member] = [_filled(rng, item, child, vocabulary) for item in items]
    return result
