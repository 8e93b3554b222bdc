"""The order in which a trace comes to facts: it follows from the law in force and from what the document lists, never
from a value. So it is found once for all documents that list alike under the same law.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from threading import Lock
from typing import Final, TypeAlias

from reiseregel.engine.evaluate import Evaluator, version_for
from reiseregel.engine.references import References, ToMembers, ToNode, layout
from reiseregel.facts import FactTree, Instance
from reiseregel.remember import once_for_each
from reiseregel.rulebook import Concept, RuleBook
from reiseregel.vocabulary import Owner

#: So many orders are kept for each rule book.
_KEPT: Final = 256
#: Of an entity: what it is and where, the period of law it is under, and its lists that are not given.
_Form: TypeAlias = tuple[str, str, int, tuple[str, ...]]


def facts_in_order(evaluator: Evaluator, owner: Owner) -> tuple[tuple[str, str], ...]:
    """Every fact of one owner that the rules in force look at, as place and name, in the order of the trace."""
    return _orders(evaluator.book, owner).of(evaluator.facts)


@once_for_each
def _orders(book: RuleBook, owner: Owner) -> _Orders:
    return _Orders(book, owner)


class _Orders:
    def __init__(self, book: RuleBook, owner: Owner) -> None:
        self.book, self.owner = book, owner
        self.breaks = {entity: _breaks(concepts) for entity, concepts in layout(book).of_entity.items()}
        self.kept: dict[tuple[_Form, ...], tuple[tuple[str, str], ...]] = {}
        self.changing = Lock()

    def of(self, facts: FactTree) -> tuple[tuple[str, str], ...]:
        form = tuple(self._form(instance) for instance in facts.instances)
        found = self.kept.get(form)
        if found is None:
            found = tuple(_Walk(self.book, self.owner).over(facts))
            with self.changing:
                while len(self.kept) >= _KEPT:
                    del self.kept[next(iter(self.kept))]
                self.kept[form] = found
        return found

    def _form(self, instance: Instance) -> _Form:
        period = bisect_right(self.breaks.get(instance.entity, ()), instance.law_day) if instance.covered else -1
        unknown = tuple(name for name, items in instance.lists.items() if items is None)
        return instance.entity, instance.path, period, unknown


def _breaks(concepts: tuple[Concept, ...]) -> tuple[int, ...]:
    days = {day for concept in concepts for item in concept.versions for day in (item.since, item.until + 1)}
    return tuple(sorted(days))


class _Walk:
    """As the trace is made, with no node made."""

    def __init__(self, book: RuleBook, owner: Owner) -> None:
        self.owned = {fact.key for fact in book.vocabulary.facts.values() if fact.owner == owner}
        self.layout = layout(book)
        self.seen: set[tuple[int, str]] = set()

    def over(self, facts: FactTree) -> dict[tuple[str, str], None]:
        found: dict[tuple[str, str], None] = {}
        for instance in facts.instances:
            found.update(dict.fromkeys(self._all_of(instance)))
        return found

    def _all_of(self, instance: Instance) -> Iterator[tuple[str, str]]:
        for concept in self.layout.of_entity.get(instance.entity, ()):
            yield from self._concept(instance, concept)
        for child in instance.nameless.values():
            yield from self._all_of(child)

    def _concept(self, instance: Instance, concept: Concept) -> Iterator[tuple[str, str]]:
        key = (instance.number, concept.id)
        version = None if key in self.seen else version_for(instance, concept)
        self.seen.add(key)
        if version is not None:
            yield from self._references(self.layout.references[id(version)], instance)

    def _references(self, references: References, instance: Instance) -> Iterator[tuple[str, str]]:
        for to in references:
            match to:
                case ToNode(concept=Concept() as concept):
                    yield from self._concept(instance.follow(to.up, to.down), concept)
                case ToNode(mark=mark) if mark[1:] in self.owned:
                    yield instance.follow(to.up, to.down).path, to.fact
                case ToMembers(up, down, _, entity, within):
                    owner = instance.follow(up, down)
                    members = owner.lists[entity]
                    for member in (owner.nameless[entity],) if members is None else members:
                        yield from self._references(within, member)
                case _:
                    pass
