"""What the rules of a concept tell of one entity they tell of every entity that is alike: of which everything that the
version in force refers to has the same value. So what decided is found once for all of them, in this case and the next.

Kept for each rule book, so many. Nothing in it is of a case: only values, and how far apart entities stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import get_ident
from typing import Any, Final, TypeAlias, TypeVar

from reiseregel.engine.evaluate import ConceptKey, Evaluator, version_for
from reiseregel.engine.references import References, ToMembers, ToNode, layout
from reiseregel.engine.remembering import Asked, Remembering
from reiseregel.facts import Instance
from reiseregel.remember import once_for_each
from reiseregel.rulebook import Concept, RuleBook, Version
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.model import Rate, Reading
from reiseregel.vocabulary.model import place_on

#: So many are kept for each rule book.
_KEPT: Final = 8_192
#: From an entity: so many up, then down by the entity and, in a list, the number of the member (-1 where there is one).
Way: TypeAlias = tuple[int, tuple[tuple[str, int], ...]]
#: Nobody has looked, or answered.
_OPEN: Final[Any] = object()
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Entities that a version of a concept tells the same of; `told` is what has been found of them, by whom."""

    told: dict[Hashable, Any] = field(default_factory=dict)


def alike(evaluator: Remembering, instance: Instance, version: Version) -> Alike | None:
    """Those that an entity is alike under a version. None of what stands for any member of an unknown list, and in a
    cell, where more than the values tell what is possible.
    """
    place = (id(version), id(instance))
    found: Alike | None = evaluator.alike.get(place, _OPEN)
    if found is _OPEN:
        found = evaluator.alike[place] = _alike(evaluator, instance, version)
    if evaluator.asked and get_ident() in evaluator.asked:
        evaluator.asked[get_ident()].append((instance, version, found))
    return found


def _alike(evaluator: Remembering, instance: Instance, version: Version) -> Alike | None:
    if instance.number < 0 or evaluator.restricted or evaluator.forced:
        return None
    kept = _kept(evaluator.book)
    values: list[Any] = [id(version)]
    kept.of(version).put(evaluator, instance, instance.number, kept.days, values)
    key = tuple(values)
    found = kept.found.get(key)
    if found is None:
        if len(kept.found) >= _KEPT:
            kept.found.clear()
        found = kept.found.setdefault(key, Alike())
    return found


class _Kept:
    """Of one rule book: what each version looks at, and the entities that are alike by the values of that."""

    def __init__(self, book: RuleBook) -> None:
        self.book, self.references = book, layout(book).references
        #: The last days of the periods in which the law, and what it is called, was the same.
        self.days = _days(book)
        self.concepts = {id(version): concept for concept in book.concepts.values() for version in concept.versions}
        self.answers = 0
        self.looked: dict[int, _Looked] = {}
        self.found: dict[tuple[Any, ...], Alike] = {}

    def of(self, version: Version) -> _Looked:
        """What a version looks at."""
        found = self.looked.get(id(version))
        if found is None:
            found = self.looked[id(version)] = _looked(self.references[id(version)], self.book)
        return found


def _days(book: RuleBook) -> list[int]:
    concepts = book.concepts.values()
    called = {item.until for concept in concepts for item in concept.earlier}
    in_force = {day for item in concepts for version in item.versions for day in (version.since - 1, version.until)}
    return sorted(called | in_force)


@once_for_each
def _kept(book: RuleBook) -> _Kept:
    return _Kept(book)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a version looks at, by the way to it; `law_date`: also the date itself."""

    nodes: tuple[tuple[int, tuple[str, ...], tuple[ConceptKey, ...], tuple[str, ...]], ...]
    members: tuple[tuple[int, tuple[str, ...], str, _Looked], ...]
    rates: tuple[Rate, ...]
    readings: tuple[Reading, ...]
    law_date: bool

    def put(self, evaluator: Remembering, instance: Instance, asking: int, days: list[int], found: list[Any]) -> None:
        """Put the values of all of it into `found`. Members are told by how far they are from the entity `asking`, so
        that a member which is that entity is told from the others; every entity with its period among `days`.
        """
        memo = evaluator.memo
        found.append(bisect_left(days, instance.law_day) if instance.covered else -1)
        for up, down, concepts, facts in self.nodes:
            target = instance
            if up or down:
                target = instance.follow(up, down)
                found.append(bisect_left(days, target.law_day) if target.covered else -1)
            number = target.number
            try:
                found += [memo[key][number][0] for key in concepts]
            except KeyError:  # not every one has been looked at
                found += [evaluator.concept(target, key[1])[0] for key in concepts]
            if facts:
                slots = target.facts
                found += [slots[name][1] for name in facts]
        for rate in self.rates:
            row = rate.on(instance.law_date or 0)
            found.append(row and row.since)
        for reading in self.readings:
            found.append((evaluator.readings[reading.name], place_on(instance.law_day, reading.earlier)))
        if self.law_date:
            found.append(instance.law_date)
        for up, down, entity, within in self.members:
            owner = instance.follow(up, down)
            members = owner.lists[entity]
            found.append(None if members is None else len(members))
            for member in (owner.nameless[entity],) if members is None else members:
                found.append(None if members is None else member.number - asking)
                within.put(evaluator, member, asking, days, found)


def _looked(references: References, book: RuleBook) -> _Looked:
    nodes: dict[tuple[int, tuple[str, ...]], tuple[list[ConceptKey], list[str]]] = {}
    members: list[tuple[int, tuple[str, ...], str, _Looked]] = []
    rates: list[Rate] = []
    readings: list[Reading] = []
    law_date = False
    for to in references:
        match to:
            case ToNode(up, down, _, concept, fact):
                concepts, facts = nodes.setdefault((up, down), ([], []))
                if concept is not None:
                    concepts.append((concept.entity, concept.name))
                elif fact:
                    facts.append(fact)
                else:
                    law_date = True
            case ToMembers(up, down, _, entity, within):
                inside = _looked(within, book)
                members.append((up, down, entity, inside))
                rates += inside.rates  # what is told of a list is told on the day of whoever has it
            case t.RateRef(name) | t.DaySum(name):
                rates.append(book.rates[name])
            case t.ReadingRef(name):
                readings.append(book.readings[name])
    return _Looked(
        tuple((up, down, tuple(concepts), tuple(facts)) for (up, down), (concepts, facts) in nodes.items()),
        tuple(members),
        tuple(rates),
        tuple(readings),
        law_date,
    )


# --- from one entity to another ---------------------------------------------------------------------------------------


def way_to(end: Instance, start: Instance) -> Way:
    """The way from one entity of a case to another."""
    down: list[tuple[str, int]] = []
    while end.depth > start.depth:
        end = _stepped_up(end, down)
    up = 0
    while end is not start:
        if start.depth == end.depth:
            end = _stepped_up(end, down)
        assert start.parent is not None
        start, up = start.parent, up + 1
    return up, tuple(reversed(down))


def at(instance: Instance, way: Way) -> Instance | None:
    """The entity at the end of a way; None when a list on it is shorter."""
    up, down = way
    if up:
        instance = instance.follow(up, ())
    for entity, number in down:
        if number < 0:
            instance = instance.singles[entity]
            continue
        members = instance.lists[entity]
        if members is None or number >= len(members):
            return None
        instance = members[number]
    return instance


def _stepped_up(end: Instance, down: list[tuple[str, int]]) -> Instance:
    above = end.parent
    assert above is not None
    members = above.lists.get(end.entity)
    down.append((end.entity, -1 if members is None else members.index(end)))
    return above


# --- answers that look further ----------------------------------------------------------------------------------------


class _Question:
    """What an answer looks at next, and where each finding leads; or the answer, when it looks at nothing more."""

    __slots__ = ("about", "answer", "leads_to")

    def __init__(self) -> None:
        self.about: tuple[Way, Concept] | None = None
        self.leads_to: dict[Alike, _Question] = {}
        self.answer: Any = _OPEN


def once_for_alike(
    evaluator: Evaluator, instance: Instance, concept: Concept, name: Hashable, answer: Callable[[], T]
) -> T:
    """What `answer` gives, found once for all entities that are alike as far as it looks: under the version of a
    concept, and then under every version that it asks `alike` about. What it looks at next follows from what it has
    seen, so those who lead to the same lead to the same answer.

    It gives nothing but values and words of the rules, all at once, and has them from the evaluator only. `name` tells
    it from other answers about the concept.
    """
    version = version_for(instance, concept)
    if version is None or not isinstance(evaluator, Remembering) or get_ident() in evaluator.asked:
        return answer()
    first = alike(evaluator, instance, version)
    if first is None:
        return answer()
    begun = question = first.told.setdefault(name, _Question())
    while question.answer is _OPEN and question.about is not None:
        same = _at(evaluator, instance, *question.about)
        if same not in question.leads_to:
            break
        question = question.leads_to[same]
    if question.answer is not _OPEN:
        known: T = question.answer
        return known
    asked = evaluator.asked[get_ident()] = []
    try:
        found = answer()
    finally:
        del evaluator.asked[get_ident()]
    _remember(_kept(evaluator.book), begun, instance, asked, found)
    return found


def _at(evaluator: Remembering, instance: Instance, way: Way, concept: Concept) -> Alike | None:
    target = at(instance, way)
    version = None if target is None else version_for(target, concept)
    return None if target is None or version is None else alike(evaluator, target, version)


def _remember(kept: _Kept, question: _Question, instance: Instance, asked: list[Asked], answer: object) -> None:
    each_once = {(id(target), id(version)): (target, version, same) for target, version, same in asked}
    for target, version, same in each_once.values():
        if same is None:
            return
        way, concept = way_to(target, instance), kept.concepts[id(version)]
        if question.about is None:
            question.about = way, concept
        elif question.about[0] != way or question.about[1] is not concept:
            return
        question = question.leads_to.setdefault(same, _Question())
    question.answer = answer
    kept.answers += 1
    if kept.answers > _KEPT:
        kept.found.clear()
        kept.answers = 0
