"""The tree of entities in one case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from reiseregel.calendar import LAST_DAY
from reiseregel.sets import Values, bits
from reiseregel.vocabulary import EntityDef, FactDef

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reiseregel.facts.filling import Filling

#: Values of the open question «is there anything in this list?»
NONE_IN_LIST, SOME_IN_LIST = 1, 2


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact comes from: a source, an opaque reference, and for judgement the momenter that were weighed."""

    source: str
    reference: str = ""
    role: str = ""
    time: str = ""
    momenter: tuple[int, ...] = ()
    reason_hash: str = ""


class FactSlot(NamedTuple):
    """A fact of one instance. `bit` is 0 when it is known; else the open question it hangs on: itself (`own`), or the
    unknown list it is a nameless part of.
    """

    definition: FactDef
    values: Values
    bit: int = 0
    own: bool = True
    origin: Origin | None = None


@dataclass(slots=True, eq=False)
class Instance:
    """One entity in the case. `path` is its JSON pointer; `number` its place in document order.

    A list that is not given holds None in `lists`, and a nameless child in `nameless`, on which everything is open.
    The law of one that is not `covered` is outside the time the rules tell. Facts, and what unknown lists may hold, are
    made when they are first looked at: many a decision looks at few of them.
    """

    definition: EntityDef
    path: str
    number: int
    parent: Instance | None
    depth: int
    law_date: int | None = None
    covered: bool = True
    #: The facts as the document has them; nothing for one in an unknown list.
    given: Mapping[str, Any] = field(default_factory=dict, repr=False)
    singles: dict[str, Instance] = field(default_factory=dict)
    lists: dict[str, tuple[Instance, ...] | None] = field(default_factory=dict)
    #: What makes the rest; None once it is made.
    filling: Filling | None = field(default=None, repr=False)
    made_facts: dict[str, FactSlot] | None = field(default=None, init=False, repr=False)
    made_nameless: dict[str, Instance] | None = field(default=None, init=False, repr=False)
    made_list_bits: dict[str, int] | None = field(default=None, init=False, repr=False)

    @property
    def facts(self) -> dict[str, FactSlot]:
        """Every fact of the entity, by name in file order."""
        if self.made_facts is None:
            assert self.filling is not None
            self.made_facts = self.filling.slots_of(self)
        return self.made_facts

    @property
    def nameless(self) -> dict[str, Instance]:
        """What stands for any member of each unknown list."""
        if self.made_nameless is None:
            self._fill_lists()
        assert self.made_nameless is not None
        return self.made_nameless

    @property
    def list_bits(self) -> dict[str, int]:
        """The open question of each unknown list."""
        if self.made_list_bits is None:
            self._fill_lists()
        assert self.made_list_bits is not None
        return self.made_list_bits

    def _fill_lists(self) -> None:
        assert self.filling is not None
        self.filling.fill_lists()

    @property
    def entity(self) -> str:
        """The name of the entity."""
        return self.definition.name

    @property
    def law_day(self) -> int:
        """The date whose law is read: its own; the newest where it has none, for there only aggregates stand."""
        return LAST_DAY if self.law_date is None else self.law_date

    def follow(self, up: int, down: tuple[str, ...]) -> Instance:
        """The instance at the end of a route."""
        found = self
        for _ in range(up):
            assert found.parent is not None
            found = found.parent
        for name in down:
            found = found.singles[name]
        return found

    def __getstate__(self) -> dict[str, Any]:
        """All of it, made; what makes it stays behind, for it holds the whole vocabulary."""
        made = {"made_facts": self.facts, "made_nameless": self.nameless, "made_list_bits": self.list_bits}
        kept = {name: getattr(self, name) for name in self.__slots__ if name != "filling"}
        return kept | made | {"filling": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)


@dataclass(frozen=True, slots=True)
class OpenFact:
    """An open question: a fact without a value, or a list that was not given. `index` is its bit and its order."""

    index: int
    instance: Instance
    name: str
    values: Values
    definition: FactDef | None
    listed: EntityDef | None = None

    @property
    def key(self) -> str:
        """`entity.name`, as in rules and answers."""
        return f"{self.instance.entity}.{self.name}"

    @property
    def pointer(self) -> str:
        """The JSON pointer where the answer belongs."""
        return f"{self.instance.path}/{self.name}"


class FactTree:
    """A case ready for evaluation: instances in document order, open facts in the fixed order of splitting."""

    __slots__ = ("_by_entity", "_by_place", "_filling", "_open_facts", "instances", "root")

    def __init__(self, root: Instance, instances: tuple[Instance, ...], filling: Filling) -> None:
        self.root, self.instances, self._filling = root, instances, filling
        self._open_facts: tuple[OpenFact, ...] | None = None
        self._by_entity: dict[str, list[Instance]] | None = None
        self._by_place: dict[str, Instance] | None = None

    @property
    def open_facts(self) -> tuple[OpenFact, ...]:
        """Every open question, by index."""
        if self._open_facts is None:
            self._open_facts = tuple(self._filling.open_facts())
        return self._open_facts

    @property
    def outside_law_bit(self) -> int:
        """The bit for «no rule in force on this date»; never split on."""
        return 1 << self._filling.open_count

    @property
    def has_origins(self) -> bool:
        """True when the document says where some fact comes from."""
        return bool(self._filling.origins)

    def open_in(self, support: int) -> tuple[OpenFact, ...]:
        """The open questions among some bits, in order."""
        if not support:
            return ()
        every = self.open_facts
        return tuple(every[index] for index in bits(support) if index < len(every))

    def of_entity(self, entity: str) -> list[Instance]:
        """The instances of one entity that were given, in document order."""
        if self._by_entity is None:
            found: dict[str, list[Instance]] = {}
            for instance in self.instances:
                found.setdefault(instance.entity, []).append(instance)
            self._by_entity = found
        return self._by_entity.get(entity, [])

    @property
    def by_place(self) -> Mapping[str, Instance]:
        """The instances that were given, by their JSON pointers."""
        if self._by_place is None:
            self._by_place = {instance.path: instance for instance in self.instances}
        return self._by_place
