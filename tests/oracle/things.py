"""A document as plain objects with plain values, for the oracle. No sets: what is not given is missing.

Yes/no is 0 or 1, a code its position in the list, a date its ordinal; øre, metres and minutes are themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

#: The law that an entity without a date of its own, and without a parent that has one, is read under.
NEWEST_LAW = date(2100, 12, 31).toordinal()


class Missing(Exception):
    """The rules asked for a fact or a list that the case does not give."""

    def __init__(self, thing: Thing, name: str, of_list: bool) -> None:
        super().__init__(f"{thing.path}/{name}")
        self.thing, self.name, self.of_list = thing, name, of_list


class Facts(dict[str, int]):
    """The facts of one thing; asking for one that is not given raises Missing."""

    def __init__(self, thing: Thing) -> None:
        super().__init__()
        self.thing = thing

    def __missing__(self, name: str) -> int:
        raise Missing(self.thing, name, of_list=False)


class Lists(dict[str, "list[Thing]"]):
    """The lists of one thing by child entity; asking for one that is not given raises Missing."""

    def __init__(self, thing: Thing) -> None:
        super().__init__()
        self.thing = thing

    def __missing__(self, name: str) -> list[Thing]:
        raise Missing(self.thing, name, of_list=True)


class Thing:
    """One entity of the case. `memo` holds the concepts already worked out under the present facts."""

    __slots__ = ("day", "entity", "facts", "lists", "memo", "parent", "path", "singles")

    def __init__(self, entity: str, path: str, parent: Thing | None) -> None:
        self.entity, self.path, self.parent = entity, path, parent
        self.facts, self.lists = Facts(self), Lists(self)
        self.singles: dict[str, Thing] = {}
        self.memo: dict[int, int] = {}
        self.day = NEWEST_LAW


def plain_value(fact: FactDef, value: Any) -> int:
    """A value of the document as an int."""
    if fact.type.kind == "kode":
        return fact.type.codes.index(value)
    return date.fromisoformat(value).toordinal() if fact.type.kind == "dato" else int(value)


def things_of(data: Mapping[str, Any], vocabulary: Vocabulary, kind: str = "krav") -> Thing:
    """The document as a tree of things."""
    root = vocabulary.root(kind)
    assert root is not None
    thing = _thing(root, data, None, "", vocabulary)
    _date(thing, None, vocabulary)
    _settle(thing, None, vocabulary)
    return thing


def _settle(thing: Thing, trust: str | None, vocabulary: Vocabulary) -> None:
    """What the trust of the case, or else the country, has fixed by the law date, where the case does not say it."""
    facts = vocabulary.facts_of(thing.entity)
    for fact in facts:
        if fact.name == "helseforetak":
            trust = fact.type.codes[thing.facts[fact.name]]
    for fact in facts if trust is not None else ():
        if fact.setting and fact.name not in thing.facts:
            rows = [row for row in vocabulary.settings[fact.setting].rows if row.since <= thing.day]
            own = [row for row in rows if row.owner == trust] or [row for row in rows if row.owner == "nasjonal"]
            newest = max(own, key=lambda row: row.since, default=None)
            if newest is not None and newest.value is not None:
                thing.facts[fact.name] = plain_value(fact, newest.value)
    for child in (*thing.singles.values(), *(item for items in thing.lists.values() for item in items)):
        _settle(child, trust, vocabulary)


def _thing(
    definition: EntityDef, data: Mapping[str, Any], parent: Thing | None, path: str, vocabulary: Vocabulary
) -> Thing:
    thing = Thing(definition.name, path, parent)
    for fact in vocabulary.facts_of(definition.name):
        if fact.name in data:
            thing.facts[fact.name] = plain_value(fact, data[fact.name])
    for child in vocabulary.children_of(definition.name):
        below = f"{path}/{child.member}"
        if not child.many:
            thing.singles[child.name] = _thing(child, data.get(child.member, {}), thing, below, vocabulary)
        elif child.member in data or child.content:
            items = enumerate(data.get(child.member, ()))
            thing.lists[child.name] = [_thing(child, item, thing, f"{below}/{n}", vocabulary) for n, item in items]
    return thing


def _date(thing: Thing, inherited: int | None, vocabulary: Vocabulary) -> None:
    """Law time: a date of its own, or the first or last in one list, or the parent's."""
    rule = vocabulary.entities[thing.entity].law_time
    own = inherited if rule is None else _own_day(thing, vocabulary)
    if own is not None:
        thing.day = own
    for child in (*thing.singles.values(), *(item for items in thing.lists.values() for item in items)):
        _date(child, own, vocabulary)


def _own_day(thing: Thing, vocabulary: Vocabulary) -> int:
    """The date of a thing, or the first or last among those of the list it goes by, however far down that is."""
    rule = vocabulary.entities[thing.entity].law_time
    assert rule is not None
    if rule.fact:
        return thing.facts[rule.fact]
    holder, member = thing, rule.first_of or rule.last_of
    if "." in member:
        above, member = member.split(".")
        while holder.entity != above:
            assert holder.parent is not None
            holder = holder.parent
    listed = next(c for c in vocabulary.children_of(holder.entity) if c.member == member)
    days = [_own_day(child, vocabulary) for child in holder.lists[listed.name]]
    return min(days) if rule.first_of else max(days)
