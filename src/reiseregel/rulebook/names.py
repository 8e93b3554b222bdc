"""What an expression may refer to, and the way there from the entity it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from reiseregel.errors import nearest
from reiseregel.quantities import ValueType
from reiseregel.rulebook.tree import Route
from reiseregel.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Names:
    """Facts and entities, and the types of concepts, rates and readings.

    `withheld` are names and ids of concepts that could not be declared: their fault is noted where they stand, so those
    who refer to them are left in peace.
    """

    vocabulary: Vocabulary
    concepts: dict[tuple[str, str], ValueType]
    rates: dict[str, ValueType]
    readings: dict[str, ValueType]
    withheld: frozenset[str] = frozenset()

    def known(self) -> list[str]:
        """Every name, as it is written, for suggestions."""
        facts = [f"{entity}.{name}" for entity, name in self.vocabulary.facts]
        concepts = [written for entity, name in self.concepts for written in (name, f"{entity}.{name}")]
        rates, readings = [f"sats.{name}" for name in self.rates], [f"lesning.{name}" for name in self.readings]
        return facts + concepts + rates + readings

    def unknown(self, name: str) -> str:
        """What to say of a name nobody has heard of."""
        return f"navnet «{name}» finnes ikke.{nearest(name, self.known())}"

    def lists(self) -> dict[tuple[str, str], str]:
        """The entity of each list, by the entity above and the key of the list."""
        entities = self.vocabulary.entities.values()
        return {(child.parent, child.member): child.name for child in entities if child.many}

    def find_concept(self, name: str, entity: str) -> str | None:
        """The nearest entity with a concept of that name: the entity itself, its single children, its parent …"""
        for ancestor in self.vocabulary.ancestors(entity):
            singles = [child.name for child in self.vocabulary.children_of(ancestor) if not child.many]
            for owner in (ancestor, *singles):
                if (owner, name) in self.concepts:
                    return owner
        return None

    def route(self, entity: str, target: str) -> Route | None:
        """The way from one entity to another through parents and single children; None when there is none."""
        down: list[str] = []
        while target not in (chain := self.vocabulary.ancestors(entity)):
            definition = self.vocabulary.entities.get(target)
            if definition is None or definition.many or not definition.parent:
                return None
            down.insert(0, target)
            target = definition.parent
        return Route(chain.index(target), tuple(down))
