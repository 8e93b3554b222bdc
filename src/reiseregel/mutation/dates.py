"""Dates of versions and exceptions moved by a day. The decision lists are put together again as when the rules are
read, so a version that begins a day later leaves no gap: the one before it lasts a day longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from reiseregel.calendar import LAST_DAY
from reiseregel.mutation.model import Change, Identity, Mutant, Reach
from reiseregel.mutation.written import WrittenConcept, WrittenDate
from reiseregel.rulebook import Concept, RuleBook, Version
from reiseregel.rulebook.model import MAIN
from reiseregel.rulebook.timeline import DatedException, Definition, Timeline, iso
from reiseregel.rulebook.tree import ConceptRef, DaySum, RateRef
from reiseregel.rulebook.walk import references

STEPS = (1, -1)


class Calendar:
    """What the rules as they are need on which day."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._needed: dict[int, frozenset[tuple[str, str]]] = {}

    @cached_property
    def first_day(self) -> int:
        """The day the rules begin to tell the law. What begins then has no date of its own that the law gave it."""
        covered = [entity.covered.since for entity in self.book.vocabulary.entities.values() if entity.covered]
        return min(covered or [concept.versions[0].since for concept in self.book.concepts.values()])

    def first_day_of(self, entity: str) -> int:
        """The day the rules begin to tell the law of the documents that an entity belongs to."""
        vocabulary = self.book.vocabulary
        covered = vocabulary.entities[vocabulary.ancestors(entity)[-1]].covered
        return covered.since if covered else self.first_day

    def needed(self, day: int) -> frozenset[tuple[str, str]]:
        """The concepts (entity, name) and rates (`sats`, name) that some rule in force on a day, or a post, names."""
        if day not in self._needed:
            found = {key for concept in self.book.concepts.values() for key in _named(concept.version_on(day))}
            for post in self.book.posts:
                columns = (post.right, post.computed, post.own_share, post.payable, post.frikort, post.interest)
                found |= {(post.entity, name) for name in (*columns, *post.reduced)}
                found |= {(reason.entity, reason.concept) for reason in post.reasons}
            self._needed[day] = frozenset(found)
        return self._needed[day]


def _named(version: Version | None) -> Iterator[tuple[str, str]]:
    for _, node in references(version) if version else ():
        if isinstance(node, ConceptRef):
            yield node.entity, node.name
        elif isinstance(node, RateRef):
            yield "sats", node.name
        elif isinstance(node, DaySum):
            yield "sats", node.rate


def date_mutants(written: WrittenConcept, calendar: Calendar) -> Iterator[Mutant]:
    """Each `fra` and `til` of a concept and its exceptions a day later and a day earlier."""
    concept = written.concept
    begins = {definition.since for definition in written.definitions}
    for item in written.dates:
        joined = item.key == "til" and item.exception is None and item.day + 1 in begins
        if item.day <= calendar.first_day_of(concept.entity) or joined:
            continue  # where one version ends and the next begins is one date
        version, rule = _clause_of(written, item)
        for step in STEPS:
            day = _other_law(item, step)
            changed, refused = _moved(written, item, step)
            if changed == concept and not refused:
                continue  # an exception from before there is anything to make one from
            added = concept.version_on(day) is None and changed.version_on(day) is not None
            if added and (concept.entity, concept.name) not in calendar.needed(day):
                continue  # there a day more, when nobody asks for it
            before, after = (f"{item.key} {iso(item.day + moved)}" for moved in (0, step))
            yield Mutant(
                Identity(concept.id, "dato", version, rule, before, after),
                item.place,
                item.paragraph,
                Change(concepts=(changed,)),
                Reach(concepts=(concept.id,), days=(day, day)),
                refused,
            )


def _other_law(item: WrittenDate, step: int) -> int:
    """The only day whose law is another: the old last or first day, or the new one."""
    return item.day + min(0, step) if item.key == "fra" else item.day + max(0, step)


def _clause_of(written: WrittenConcept, item: WrittenDate) -> tuple[str, str]:
    """The version (by its first day) and the clause that a date belongs to."""
    if item.definition < 0:
        assert item.exception is not None
        found = written.elsewhere[item.exception]
        return iso(found.since), found.clause.id
    definition = written.definitions[item.definition]
    rule = MAIN if item.exception is None else definition.exceptions[item.exception].clause.id
    return iso(definition.since), rule


def _moved(written: WrittenConcept, item: WrittenDate, step: int) -> tuple[Concept, str]:
    """The concept with one date moved, and what the checks say of it."""
    definitions, elsewhere = list(written.definitions), list(written.elsewhere)
    if item.exception is not None:
        if item.definition < 0:
            elsewhere[item.exception] = _shifted(elsewhere[item.exception], item.key, step)
        else:
            own = list(definitions[item.definition].exceptions)
            own[item.exception] = _shifted(own[item.exception], item.key, step)
            definitions[item.definition] = replace(definitions[item.definition], exceptions=tuple(own))
    elif item.key == "til":
        definitions[item.definition] = replace(definitions[item.definition], until=item.day + step)
    else:
        definitions[item.definition] = _begun(definitions[item.definition], step)
        for index, other in enumerate(definitions):
            if other.until == item.day - 1:
                definitions[index] = replace(other, until=other.until + step)
    return rebuilt(written, definitions, elsewhere)


def _begun(definition: Definition, step: int) -> Definition:
    """A version begun another day, with the exceptions that begin with it."""
    own = tuple(
        replace(item, since=item.since + step) if item.since == definition.since else item
        for item in definition.exceptions
    )
    return replace(definition, since=definition.since + step, exceptions=own)


def _shifted(item: DatedException, key: str, step: int) -> DatedException:
    if key == "fra":
        return replace(item, since=item.since + step)
    return replace(item, until=min(item.until + step, LAST_DAY))


def rebuilt(
    written: WrittenConcept, definitions: list[Definition], elsewhere: list[DatedException]
) -> tuple[Concept, str]:
    """The concept made anew from dated definitions and exceptions, and the first fault in its time, if any."""
    begins = min(definition.since for definition in definitions)
    exists_from = begins if written.exists_from is None else written.exists_from
    timeline = Timeline(written.concept.id, exists_from, written.concept.place)
    versions = timeline.versions(definitions, elsewhere)
    return replace(written.concept, versions=versions), timeline.faults[0].code if timeline.faults else ""
