"""What building a case asks of a vocabulary, looked up once for each vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from reiseregel.facts.model import FactSlot
from reiseregel.quantities import UNBOUNDED
from reiseregel.remember import once_for_each
from reiseregel.sets import Values, of_value
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

#: So many values of one fact are kept: those that come again and again are few.
_KEPT: Final = 128


def possible_values(fact: FactDef) -> Values:
    """Every value a fact can have. The upper bound for input is no bound on what is possible: none is used."""
    if fact.type.finite:
        return fact.type.all_codes
    return (fact.low, fact.high if fact.type.kind == "dato" else UNBOUNDED)


def encode(fact: FactDef, value: Any) -> int:
    """A checked value as an int: usann 0, sann 1, a code by position, a date by ordinal."""
    if fact.type.kind == "kode":
        return fact.type.codes.index(value)
    return date.fromisoformat(value).toordinal() if fact.type.kind == "dato" else int(value)


class KnownSlots(dict[Any, FactSlot]):
    """A fact with each value it has been given: slots are immutable, so cases share them."""

    def __init__(self, fact: FactDef) -> None:
        super().__init__()
        self.fact = fact

    def __missing__(self, value: Any) -> FactSlot:
        if len(self) >= _KEPT:
            self.clear()
        slot = self[value] = FactSlot(self.fact, of_value(encode(self.fact, value), self.fact.type))
        return slot


@dataclass(frozen=True, slots=True)
class LawDateFrom:
    """Which list a law date is read from: so many entities up, the children of that name, the first or the last."""

    up: int
    child: str
    first: bool


@dataclass(frozen=True, slots=True)
class EntityTable:
    """One entity: its facts in file order with every value each can have, those that were given, its lists, and how its
    law date and its health trust are found.
    """

    by_name: dict[str, tuple[FactDef, Values]]
    known: dict[str, KnownSlots]
    names: frozenset[str]
    content: tuple[FactDef, ...]
    with_settings: frozenset[str]
    children: tuple[EntityDef, ...]
    lists: tuple[EntityDef, ...]
    #: What a path goes on with for everything that may be in an unknown list of this entity, itself first.
    nameless_paths: tuple[str, ...]
    #: How many entities up the health trust is told; None when nothing tells it.
    trust_above: int | None
    law_date_from: LawDateFrom | None


@once_for_each
def tables_of(vocabulary: Vocabulary) -> dict[str, EntityTable]:
    """The table of every entity, by name."""
    return {name: _table(entity, vocabulary) for name, entity in vocabulary.entities.items()}


def _table(entity: EntityDef, vocabulary: Vocabulary) -> EntityTable:
    facts, children = vocabulary.facts_of(entity.name), tuple(vocabulary.children_of(entity.name))
    known = {fact.name: KnownSlots(fact) for fact in facts}
    above, holder = vocabulary.ancestors(entity.name), vocabulary.trust_owner(entity.name)
    return EntityTable(
        by_name={fact.name: (fact, possible_values(fact)) for fact in facts},
        known=known,
        names=frozenset(known),
        content=tuple(fact for fact in facts if fact.content),
        with_settings=frozenset(fact.name for fact in facts if fact.setting),
        children=children,
        lists=tuple(child for child in children if child.many),
        nameless_paths=tuple(_nameless_paths(entity, vocabulary)),
        trust_above=None if holder is None else above.index(holder),
        law_date_from=_law_date_from(entity, vocabulary),
    )


def _nameless_paths(entity: EntityDef, vocabulary: Vocabulary) -> list[str]:
    path = f"/{entity.member}/-"
    below = (child for child in vocabulary.children_of(entity.name) if child.many)
    return [path, *(f"{path}{rest}" for child in below for rest in _nameless_paths(child, vocabulary))]


def _law_date_from(entity: EntityDef, vocabulary: Vocabulary) -> LawDateFrom | None:
    rule = entity.law_time
    if rule is None or rule.fact:
        return None
    owner, member = rule.list_of(entity.name)
    child = next(child for child in vocabulary.children_of(owner) if child.member == member)
    return LawDateFrom(vocabulary.ancestors(entity.name).index(owner), child.name, bool(rule.first_of))
