"""The tree of entities in one case."""

from __future__ import annotations

from dataclasses import dataclass, field

from reiseregel.calendar import LAST_DAY
from reiseregel.sets import Values
from reiseregel.vocabulary import EntityDef, FactDef

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


@dataclass(frozen=True, slots=True)
class FactSlot:
    """A fact of one instance. `bit` is 0 when it is known; else the open question it hangs on: itself (`own`), or the
    unknown list it is a nameless part of.
    """

    definition: FactDef
    values: Values
    bit: int = 0
    own: bool = True
    origin: Origin | None = None


@dataclass(slots=True)
class Instance:
    """One entity in the case. `path` is its JSON pointer; `number` its place in document order.

    A list that is not given holds None in `lists`, and a nameless child in `nameless`, on which everything is open.
    The law of one that is not `covered` is outside the time the rules tell.
    """

    definition: EntityDef
    path: str
    number: int
    parent: Instance | None
    depth: int
    law_date: int | None = None
    covered: bool = True
    facts: dict[str, FactSlot] = field(default_factory=dict)
    singles: dict[str, Instance] = field(default_factory=dict)
    lists: dict[str, tuple[Instance, ...] | None] = field(default_factory=dict)
    nameless: dict[str, Instance] = field(default_factory=dict)
    list_bits: dict[str, int] = field(default_factory=dict)

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


@dataclass(slots=True)
class FactTree:
    """A case ready for evaluation: instances in document order, open facts in the fixed order of splitting."""

    root: Instance
    instances: tuple[Instance, ...]
    open_facts: tuple[OpenFact, ...]

    @property
    def outside_law_bit(self) -> int:
        """The bit for «no rule in force on this date»; never split on."""
        return 1 << len(self.open_facts)

    def of_entity(self, entity: str) -> list[Instance]:
        """The instances of one entity that were given, in document order."""
        return [instance for instance in self.instances if instance.entity == entity]
