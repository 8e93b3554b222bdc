"""What a case has besides its tree: the facts of each entity, the open questions, and what unknown lists may hold.

Made when it is first looked at. Open facts are numbered parents first, then document order, then file order; what the
numbers are does not hang on what was looked at first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from reiseregel.facts.model import NONE_IN_LIST, SOME_IN_LIST, FactSlot, Instance, OpenFact, Origin
from reiseregel.facts.slots import Slots
from reiseregel.facts.tables import EntityTable, tables_of
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary
from reiseregel.vocabulary.settings_by_trust import SETTING, TRUST_FACT

_EITHER: Final = NONE_IN_LIST | SOME_IN_LIST


class Filling:
    """Of one case. `instances` are those given, in document order; origins are by pointer."""

    def __init__(self, vocabulary: Vocabulary, origins: Mapping[str, Origin]) -> None:
        self.vocabulary, self.origins = vocabulary, origins
        self.tables = tables_of(vocabulary)
        self.instances: list[Instance] = []
        self._starts: list[int] = []
        self._open_count = 0
        self._nameless_made = 0

    @property
    def open_count(self) -> int:
        """How many open questions there are."""
        if not self._starts:
            self._number()
        return self._open_count

    def slots_of(self, instance: Instance) -> dict[str, FactSlot]:
        """The facts of an instance, given or nameless."""
        table, path = self.tables[instance.entity], instance.path
        if instance.number < 0:
            return Slots(table, path, {}, {}, self._list_bit(instance), own=False, origins={})
        fixed = {}
        for name in table.with_settings.difference(instance.given):
            slot = self._fixed_by_setting(instance, table.by_name[name][0], table)
            if slot is not None:
                fixed[name] = slot
        bit = 1 << self._start(instance)
        return Slots(table, path, instance.given, fixed, bit, own=True, origins=self.origins)

    def open_facts(self) -> Iterator[OpenFact]:
        """Every open question, by index."""
        index = 0
        for instance in self._in_order():
            table = self.tables[instance.entity]
            for fact, values in table.by_name.values():
                if self._is_open(instance, fact, table):
                    yield OpenFact(index, instance, fact.name, values, fact)
                    index += 1
            for child in self._unknown_lists(instance, table):
                yield OpenFact(index, instance, child.member, _EITHER, None, child)
                index += 1

    def fill_lists(self) -> None:
        """The bit and the nameless member of every unknown list of the case, all at once: they are numbered as made."""
        for instance in self._in_order():
            table = self.tables[instance.entity]
            bit = 1 << self._start(instance) + self._open_facts_of(instance, table)
            instance.made_nameless, instance.made_list_bits = {}, {}
            for child in self._unknown_lists(instance, table):
                instance.made_list_bits[child.name] = bit
                instance.made_nameless[child.name] = self._nameless(child, instance, bit)
                bit <<= 1

    # --- the order of open questions --------------------------------------------------------------------------------

    def _in_order(self) -> list[Instance]:
        return sorted(self.instances, key=lambda item: item.depth)

    def _start(self, instance: Instance) -> int:
        """The index of the first open question of an instance."""
        if not self._starts:
            self._number()
        return self._starts[instance.number]

    def _number(self) -> None:
        starts, count = [0] * len(self.instances), 0
        for instance in self._in_order():
            table = self.tables[instance.entity]
            starts[instance.number] = count
            count += self._open_facts_of(instance, table)
            count += sum(1 for _ in self._unknown_lists(instance, table))
        self._starts, self._open_count = starts, count

    def _open_facts_of(self, instance: Instance, table: EntityTable) -> int:
        left = table.names.difference(instance.given)
        if table.with_settings and not left.isdisjoint(table.with_settings):
            return sum(self._is_open(instance, fact, table) for fact, _ in table.by_name.values())
        return len(left)

    def _is_open(self, instance: Instance, fact: FactDef, table: EntityTable) -> bool:
        if fact.name in instance.given:
            return False
        return not fact.setting or self._fixed_by_setting(instance, fact, table) is None

    @staticmethod
    def _unknown_lists(instance: Instance, table: EntityTable) -> Iterator[EntityDef]:
        return (child for child in table.lists if instance.lists[child.name] is None)

    # --- where a value comes from -----------------------------------------------------------------------------------

    def _fixed_by_setting(self, instance: Instance, fact: FactDef, table: EntityTable) -> FactSlot | None:
        """What the trust of the case, else the country, had fixed on the law date; None when nobody had."""
        if table.trust_above is None or instance.law_date is None:
            return None
        trust: Any = instance.follow(table.trust_above, ()).given[TRUST_FACT]
        row = self.vocabulary.settings[fact.setting].on(trust, instance.law_date)
        if row is None or row.value is None:
            return None
        origin = Origin(SETTING, f"{row.owner}:{date.fromordinal(row.since).isoformat()}")
        return table.known[fact.name][row.value]._replace(origin=origin)

    # --- what unknown lists may hold --------------------------------------------------------------------------------

    def _nameless(self, definition: EntityDef, parent: Instance, bit: int) -> Instance:
        """The child that stands for any child of an unknown list: every fact open, hanging on the list itself."""
        path = f"{parent.path}/{definition.member}/-" if definition.many else f"{parent.path}/{definition.member}"
        self._nameless_made += 1
        instance = Instance(
            definition,
            path,
            -self._nameless_made,
            parent,
            parent.depth + 1,
            parent.law_date,
            parent.covered,
            filling=self,
        )
        instance.made_nameless, instance.made_list_bits = {}, {}
        for child in self.vocabulary.children_of(definition.name):
            if child.many:
                instance.lists[child.name] = None
                instance.made_list_bits[child.name] = bit
                instance.made_nameless[child.name] = self._nameless(child, instance, bit)
            else:
                instance.singles[child.name] = self._nameless(child, instance, bit)
        return instance

    @staticmethod
    def _list_bit(instance: Instance) -> int:
        """The bit of the unknown list that a nameless instance is part of."""
        while instance.parent is not None and instance.parent.number < 0:
            instance = instance.parent
        assert instance.parent is not None
        return instance.parent.list_bits[instance.entity]
