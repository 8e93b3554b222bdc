"""Entities and facts as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from reiseregel.errors import Place, Text
from reiseregel.quantities import ValueType
from reiseregel.remember import once_for_each
from reiseregel.vocabulary.settings_by_trust import TRUST_FACT, Setting

Owner = Literal["pasient", "register", "behandler", "helseforetak", "saksbehandler"]
#: Who is asked first when two questions settle equally soon: a look-up costs nobody anything, judgement most.
OWNERS: tuple[Owner, ...] = ("register", "pasient", "helseforetak", "behandler", "saksbehandler")

#: What the claimant can do about a fact: prove it, do otherwise another time, or nothing. The first is nearest at hand.
Changeable = Literal["dokumenteres", "neste_gang", "nei"]
CHANGEABLE: tuple[Changeable, ...] = ("dokumenteres", "neste_gang", "nei")

LAWS = {
    "pasientreiseforskriften": "https://lovdata.no/forskrift/2015-06-25-793",
    "pbrl": "https://lovdata.no/lov/1999-07-02-63",
    "egenandelstak": "https://lovdata.no/forskrift/2020-12-18-2990",
    "egenandelstak_1": "https://lovdata.no/forskrift/1997-04-18-334",
    "folketrygdloven": "https://lovdata.no/lov/1997-02-28-19",
    "tannhelsetjenesteloven": "https://lovdata.no/lov/1983-06-03-54",
    "barneforskriften": "https://lovdata.no/forskrift/2000-12-01-1217",
    "eoes_stoenad": "https://lovdata.no/forskrift/2010-11-22-1466",
    "uten_fast_opphold": "https://lovdata.no/forskrift/2011-12-16-1255",
    "helsepersonelloven": "https://lovdata.no/lov/1999-07-02-64",
    "spesialisthelsetjenesteloven": "https://lovdata.no/lov/1999-07-02-61",
    "forvaltningsloven": "https://lovdata.no/lov/1967-02-10",
    "domstolloven": "https://lovdata.no/lov/1915-08-13-5",
    "utskrivningsforskriften": "https://lovdata.no/forskrift/2011-11-18-1115",
    "akuttmedisinforskriften": "https://lovdata.no/forskrift/2015-03-20-231",
    "registerforskriften": "https://lovdata.no/forskrift/2016-06-03-573",
}


@dataclass(frozen=True, slots=True)
class Hjemmel:
    """Where in the law something stands. `ledd` counts from 1; 0 means the whole paragraph.

    `kilde` is the key of the practice source that tells how the place is followed, of those the rules list; empty when
    the law says it all. Two that differ only in it are the same place in the law.
    """

    paragraf: str
    ledd: int = 0
    bokstav: str = ""
    punktum: int = 0
    lov: str = "pasientreiseforskriften"
    kilde: str = field(default="", compare=False)

    @property
    def link(self) -> str:
        """The paragraph at Lovdata."""
        return f"{LAWS[self.lov]}/§{self.paragraf}"

    def to_json(self) -> dict[str, str | int]:
        """Only the parts that are set, in a fixed order."""
        parts: dict[str, str | int] = {"lov": self.lov, "paragraf": self.paragraf}
        if self.ledd:
            parts["ledd"] = self.ledd
        if self.bokstav:
            parts["bokstav"] = self.bokstav
        if self.punktum:
            parts["punktum"] = self.punktum
        if self.kilde:
            parts["kilde"] = self.kilde
        return parts


@dataclass(frozen=True, slots=True)
class EarlierPlace:
    """Where the law had something until a day (included), and how it was asked for, where that was otherwise."""

    until: int
    hjemmel: Hjemmel | None = None
    question: Text | None = None


Earlier: TypeAlias = tuple[EarlierPlace, ...]


def place_on(day: int, earlier: Earlier) -> EarlierPlace | None:
    """The first period that lasts to the day and says where it stood; None when that is where it stands now."""
    return next((item for item in earlier if day <= item.until and item.hjemmel), None)


def places(earlier: Earlier) -> list[tuple[EarlierPlace, Hjemmel]]:
    """The periods that say where it stood, each with the place."""
    return [(item, item.hjemmel) for item in earlier if item.hjemmel]


def hjemmel_on(day: int, earlier: Earlier, now: Hjemmel) -> Hjemmel:
    """Where it stood in the law of a day."""
    found = place_on(day, earlier)
    return found.hjemmel if found and found.hjemmel else now


def question_on(day: int, earlier: Earlier, now: Text | None) -> Text | None:
    """How it is asked for under the law of a day."""
    return next((item.question for item in earlier if day <= item.until and item.question), now)


@dataclass(frozen=True, slots=True)
class FactDef:
    """One fact: what it is, who can settle it, and the question that settles it.

    `low` and `high` bound what may be handed in (øre, metres, minutes, count). `content` facts say what is asked for
    and are never open. `not_modelled` marks a fact that stands in for law without rules yet: only a caseworker sets it.
    `changeable` is what the claimant can do about it; one `hidden_from_patient` invites an untruth nobody checks, and
    is never told to a patient as something that would change the answer. `setting` names what fixes it when the
    document does not: the setting of the health trust, or the national one.
    """

    entity: str
    name: str
    type: ValueType
    owner: Owner
    hjemmel: Hjemmel
    place: Place
    content: bool = False
    low: int = 0
    high: int = 0
    label: Text | None = None
    question: Text | None = None
    codes: dict[str, Text | None] = field(default_factory=dict)
    momenter: tuple[Text, ...] = ()
    not_modelled: Text | None = None
    earlier: Earlier = ()
    changeable: Changeable = "nei"
    hidden_from_patient: bool = False
    setting: str = ""

    @property
    def key(self) -> str:
        """`entity.name`, as written in rules."""
        return f"{self.entity}.{self.name}"

    def hjemmel_on(self, day: int) -> Hjemmel:
        """Where it stood in the law of a day."""
        return hjemmel_on(day, self.earlier, self.hjemmel)

    def question_on(self, day: int) -> Text | None:
        """How it is asked for under the law of a day."""
        return question_on(day, self.earlier, self.question)


@dataclass(frozen=True, slots=True)
class LawTime:
    """Which date governs an entity: its own content fact, or the first or last date in a list.

    The list is one of its children (`reiser`) or of an entity above it (`reisende.reiser`).
    """

    fact: str = ""
    first_of: str = ""
    last_of: str = ""

    @property
    def listed(self) -> str:
        """The list that has the date; empty when the entity has it."""
        return self.first_of or self.last_of

    @property
    def from_above(self) -> bool:
        """True when the list belongs to an entity above."""
        return "." in self.listed

    def list_of(self, entity: str) -> tuple[str, str]:
        """The entity that has the list, and the list's key there."""
        above, dot, member = self.listed.rpartition(".")
        return (above if dot else entity), member


@dataclass(frozen=True, slots=True)
class Covered:
    """The time that the rules for one type of document tell the law of: both days included."""

    since: int
    until: int

    def has(self, day: int) -> bool:
        """True on a day with rules."""
        return self.since <= day <= self.until

    def to_json(self) -> dict[str, str]:
        """`{fra, til}`"""
        return {"fra": date.fromordinal(self.since).isoformat(), "til": date.fromordinal(self.until).isoformat()}


@dataclass(frozen=True, slots=True)
class EntityDef:
    """One entity. `member` is its key in the parent: one object, or (`many`) a list of `least` to `most`.

    A `content` list says what is asked for: left out means nothing is asked. Any other list is a fact with an owner:
    present is complete, left out is an unknown count. `changeable` and `hidden_from_patient` are as for a fact.
    `document` is the `type` of the documents that a root entity is the whole of.
    """

    name: str
    parent: str
    member: str
    place: Place
    many: bool = False
    content: bool = True
    least: int = 0
    most: int = 1
    law_time: LawTime | None = None
    owner: Owner = "pasient"
    hjemmel: Hjemmel | None = None
    label: Text | None = None
    question: Text | None = None
    covered: Covered | None = None
    earlier: Earlier = ()
    changeable: Changeable = "nei"
    hidden_from_patient: bool = False
    document: str = ""

    def hjemmel_on(self, day: int) -> Hjemmel | None:
        """Where it stood in the law of a day; None for what is always given."""
        return hjemmel_on(day, self.earlier, self.hjemmel) if self.hjemmel else None

    def question_on(self, day: int) -> Text | None:
        """How it is asked for under the law of a day."""
        return question_on(day, self.earlier, self.question)


@dataclass(frozen=True, slots=True, repr=False)
class Vocabulary:
    """Every entity (parents first) and every fact (in file order), every setting by name, the health trusts by code."""

    entities: dict[str, EntityDef]
    facts: dict[tuple[str, str], FactDef]
    settings: dict[str, Setting] = field(default_factory=dict)
    trusts: dict[str, Text] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Short: it is passed around everywhere, and the whole would drown what it is shown with."""
        return f"<Vocabulary of {len(self.entities)} entities and {len(self.facts)} facts>"

    def facts_of(self, entity: str) -> list[FactDef]:
        """The facts of one entity, in file order."""
        return _facts_by_entity(self).get(entity, [])

    def children_of(self, entity: str) -> list[EntityDef]:
        """The entities directly below one entity, in file order."""
        return _children_by_entity(self).get(entity, [])

    @property
    def roots(self) -> dict[str, EntityDef]:
        """The root entity of each type of document, by that `type`, in file order."""
        return {entity.document: entity for entity in self.entities.values() if not entity.parent}

    def root(self, kind: str) -> EntityDef | None:
        """The root entity of documents of one `type`."""
        return self.roots.get(kind)

    def ancestors(self, entity: str) -> list[str]:
        """The entity itself, its parent, and so on up to the root."""
        chain = [entity]
        while self.entities[chain[-1]].parent:
            chain.append(self.entities[chain[-1]].parent)
        return chain

    def law_time_owner(self, entity: str) -> str | None:
        """The entity whose date governs `entity`: itself or its nearest parent with a law time; None when none has."""
        return next((name for name in self.ancestors(entity) if self.entities[name].law_time is not None), None)

    def trust_owner(self, entity: str) -> str | None:
        """The entity that says which health trust `entity` is under: itself or the nearest above it, if any does."""
        return next((name for name in self.ancestors(entity) if (name, TRUST_FACT) in self.facts), None)


@once_for_each
def _facts_by_entity(vocabulary: Vocabulary) -> dict[str, list[FactDef]]:
    found: dict[str, list[FactDef]] = {}
    for (entity, _), fact in vocabulary.facts.items():
        found.setdefault(entity, []).append(fact)
    return found


@once_for_each
def _children_by_entity(vocabulary: Vocabulary) -> dict[str, list[EntityDef]]:
    found: dict[str, list[EntityDef]] = {}
    for child in vocabulary.entities.values():
        found.setdefault(child.parent, []).append(child)
    return found
