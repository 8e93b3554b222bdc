"""Which facts could have been otherwise and change the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from reiseregel.case import given_facts
from reiseregel.counterfactual.altered import value_at, without
from reiseregel.counterfactual.ground import Ground
from reiseregel.engine import Evaluator, post_result, posts_of
from reiseregel.facts import Instance
from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.tree import ConceptRef, Expr, FactRef
from reiseregel.rulebook.walk import references, walk
from reiseregel.sets import bits
from reiseregel.vocabulary import EntityDef, FactDef
from reiseregel.vocabulary.model import CHANGEABLE

Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One fact or one list of the document that may be tried otherwise; `now` is its value as JSON has it."""

    pointer: str
    fact: FactDef | None
    listed: EntityDef | None
    now: Any
    law_day: int

    @property
    def definition(self) -> FactDef | EntityDef:
        """What is known of the fact or the list."""
        found = self.fact or self.listed
        assert found is not None
        return found


@once_for_each
def fixed_facts(book: RuleBook) -> frozenset[Key]:
    """The facts that are never tried otherwise: those that say what is asked for.

    That is content nobody can change, the dates that decide the law, and what the existence of a post hangs on.
    """
    vocabulary = book.vocabulary
    found = {(item.name, item.law_time.fact) for item in vocabulary.entities.values() if item.law_time}
    found |= {key for key, fact in vocabulary.facts.items() if fact.content and fact.changeable == "nei"}
    todo: list[Expr] = [post.exists for post in book.posts if post.exists is not None]
    seen: set[Key] = set()
    while todo:
        for node in walk(todo.pop()):
            if isinstance(node, FactRef):
                found.add((node.entity, node.name))
            elif isinstance(node, ConceptRef) and (node.entity, node.name) not in seen:
                seen.add((node.entity, node.name))
                versions = book.concepts[node.entity, node.name].versions
                todo += [part for version in versions for _, part in references(version)]
    return frozenset(found)


def candidates(ground: Ground) -> list[Candidate]:
    """Every fact and list given that the answer could hang on if nothing that may be tried were known.

    What can be proved comes first, then what can be done another time; otherwise in the order of the document.
    """
    book, data = ground.book, ground.document.data
    fixed = fixed_facts(book)
    given = given_facts(data, ground.root, book.vocabulary)
    days = dict(_days(ground.tree(data).root))
    lists, facts = [], []
    for pointer, item in given.items():
        fact = book.vocabulary.facts.get((item.entity, item.name))
        if fact is None:
            lists.append(pointer)
        elif (item.entity, item.name) not in fixed:
            facts.append(pointer)
    reached = _reached(ground, facts) | _reached(ground, [*facts, *lists])
    found = []
    for pointer, item in given.items():
        if pointer not in reached:
            continue
        value = value_at(data, pointer)
        day = days[pointer.rpartition("/")[0]]
        fact = book.vocabulary.facts.get((item.entity, item.name))
        listed = None if fact else next(_children(book, item.entity, item.name))
        found.append(Candidate(pointer, fact, listed, len(value) if listed else value, day))
    return sorted(found, key=lambda item: CHANGEABLE.index(item.definition.changeable))


def _children(book: RuleBook, entity: str, member: str) -> Iterator[EntityDef]:
    return (child for child in book.vocabulary.children_of(entity) if child.member == member)


def _days(instance: Instance) -> Iterator[tuple[str, int]]:
    yield instance.path, instance.law_day
    for single in instance.singles.values():
        yield from _days(single)
    for items in instance.lists.values():
        for item in items or ():
            yield from _days(item)


def _reached(ground: Ground, pointers: list[str]) -> set[str]:
    """The pointers of the open facts and lists that some post hangs on when none of `pointers` is known, and of those
    that cannot be what they are together with one of them.
    """
    evaluator: Evaluator = ground.evaluator(without(ground.document.data, pointers))
    open_facts, support = evaluator.facts.open_facts, 0
    for item in posts_of(evaluator):
        support |= post_result(evaluator, item).support
    bonds = [
        evaluator.evaluate(item.condition, instance)[1]
        for item in (*ground.book.impossible, *ground.book.contradictions)
        for instance in evaluator.facts.of_entity(item.entity)
    ]
    before = -1
    while before != support:
        before = support
        for bond in bonds:
            support |= bond if bond & support else 0
    return {open_facts[index].pointer for index in bits(support) if index < len(open_facts)}
