"""Checked data → `FactTree`. Open facts are numbered parents first, then document order, then file order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from reiseregel.facts.model import NONE_IN_LIST, SOME_IN_LIST, FactSlot, FactTree, Instance, OpenFact, Origin
from reiseregel.quantities import UNBOUNDED
from reiseregel.sets import Values, of_value
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary
from reiseregel.vocabulary.settings_by_trust import SETTING, TRUST_FACT


def build_facts(kind: str, data: Mapping[str, Any], vocabulary: Vocabulary, origins: Mapping[str, Origin]) -> FactTree:
    """The fact tree of a document of type `kind`. `data` has passed shape and consistency; origins are by pointer."""
    root = vocabulary.root(kind)
    assert root is not None
    return _Builder(vocabulary, origins).build(root, data)


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


class _Builder:
    def __init__(self, vocabulary: Vocabulary, origins: Mapping[str, Origin]) -> None:
        self.vocabulary, self.origins = vocabulary, origins
        self.instances: list[Instance] = []
        self.nameless_made = 0
        self.given: dict[int, Mapping[str, Any]] = {}

    def build(self, root: EntityDef, data: Mapping[str, Any]) -> FactTree:
        top = self._instance(root, data, None, "")
        for instance in reversed(self.instances):
            self._law_date(instance, from_above=False)
        for instance in self.instances:
            self._law_date(instance, from_above=True)
        for instance in self.instances:
            if instance.law_date is None and instance.parent is not None:
                instance.law_date = instance.parent.law_date
            if root.covered is not None and instance.law_date is not None:
                instance.covered = root.covered.has(instance.law_date)
        open_facts = self._open_facts()
        return FactTree(top, tuple(self.instances), tuple(open_facts))

    def _instance(self, definition: EntityDef, data: Mapping[str, Any], parent: Instance | None, path: str) -> Instance:
        instance = Instance(definition, path, len(self.instances), parent, parent.depth + 1 if parent else 0)
        self.instances.append(instance)
        self.given[instance.number] = data
        for child in self.vocabulary.children_of(definition.name):
            below = f"{path}/{child.member}"
            if not child.many:
                instance.singles[child.name] = self._instance(child, data.get(child.member, {}), instance, below)
            elif child.member in data or child.content:
                items = data.get(child.member, ())
                made = [self._instance(child, item, instance, f"{below}/{n}") for n, item in enumerate(items)]
                instance.lists[child.name] = tuple(made)
            else:
                instance.lists[child.name] = None
        return instance

    def _open_facts(self) -> list[OpenFact]:
        found: list[OpenFact] = []
        for instance in sorted(self.instances, key=lambda item: item.depth):
            for fact in self.vocabulary.facts_of(instance.entity):
                pointer = f"{instance.path}/{fact.name}"
                data = self.given[instance.number]
                if fact.name in data:
                    values = of_value(encode(fact, data[fact.name]), fact.type)
                    instance.facts[fact.name] = FactSlot(fact, values, origin=self.origins.get(pointer))
                    continue
                fixed = self._fixed_by_setting(instance, fact) if fact.setting else None
                if fixed is not None:
                    instance.facts[fact.name] = fixed
                    continue
                values = possible_values(fact)
                instance.facts[fact.name] = FactSlot(fact, values, 1 << len(found))
                found.append(OpenFact(len(found), instance, fact.name, values, fact))
            for name, items in instance.lists.items():
                if items is None:
                    child = self.vocabulary.entities[name]
                    bit = 1 << len(found)
                    instance.list_bits[name] = bit
                    instance.nameless[name] = self._nameless(child, instance, bit)
                    found.append(OpenFact(len(found), instance, child.member, NONE_IN_LIST | SOME_IN_LIST, None, child))
        return found

    def _fixed_by_setting(self, instance: Instance, fact: FactDef) -> FactSlot | None:
        """What the trust of the case, else the country, had fixed on the law date; None when nobody had."""
        holder = self.vocabulary.trust_owner(instance.entity)
        if holder is None or instance.law_date is None:
            return None
        above = instance.follow(self.vocabulary.ancestors(instance.entity).index(holder), ())
        row = self.vocabulary.settings[fact.setting].on(self.given[above.number][TRUST_FACT], instance.law_date)
        if row is None or row.value is None:
            return None
        origin = Origin(SETTING, f"{row.owner}:{date.fromordinal(row.since).isoformat()}")
        return FactSlot(fact, of_value(encode(fact, row.value), fact.type), origin=origin)

    def _nameless(self, definition: EntityDef, parent: Instance, bit: int) -> Instance:
        """The child that stands for any child of an unknown list: every fact open, hanging on the list itself."""
        path = f"{parent.path}/{definition.member}/-" if definition.many else f"{parent.path}/{definition.member}"
        self.nameless_made += 1
        instance = Instance(
            definition, path, -self.nameless_made, parent, parent.depth + 1, parent.law_date, parent.covered
        )
        for fact in self.vocabulary.facts_of(definition.name):
            instance.facts[fact.name] = FactSlot(fact, possible_values(fact), bit, own=False)
        for child in self.vocabulary.children_of(definition.name):
            if child.many:
                instance.lists[child.name] = None
                instance.list_bits[child.name] = bit
                instance.nameless[child.name] = self._nameless(child, instance, bit)
            else:
                instance.singles[child.name] = self._nameless(child, instance, bit)
        return instance

    def _law_date(self, instance: Instance, from_above: bool) -> None:
        rule = instance.definition.law_time
        if rule is None or rule.from_above != from_above:
            return
        if rule.fact:
            instance.law_date = date.fromisoformat(self.given[instance.number][rule.fact]).toordinal()
            return
        owner, member = rule.list_of(instance.entity)
        holder = instance.follow(self.vocabulary.ancestors(instance.entity).index(owner), ())
        child = next(c for c in self.vocabulary.children_of(owner) if c.member == member)
        dates = [item.law_date for item in holder.lists[child.name] or () if item.law_date is not None]
        instance.law_date = min(dates) if rule.first_of else max(dates)
