"""The facts in which two cases differ: by place and name, lists by how many, and what only one of them has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reiseregel.changes.model import FactChange, FactState
from reiseregel.engine import show_value
from reiseregel.facts import FactSlot, FactTree, Instance

#: Who owns what is asked for: nobody settles it.
CONTENT = "innhold"


@dataclass(frozen=True, slots=True)
class Pair:
    """One entity of both cases by its place; None where a case does not have it."""

    before: Instance | None
    after: Instance | None

    @property
    def one(self) -> Instance:
        """Either of them."""
        found = self.after or self.before
        assert found is not None
        return found


def pairs(before: FactTree, after: FactTree) -> dict[str, Pair]:
    """The entities of both cases by place, those that may be in unknown lists too."""
    first, second = _by_place(before), _by_place(after)
    return {place: Pair(first.get(place), second.get(place)) for place in {**first, **second}}


def fact_changes(places: dict[str, Pair]) -> dict[str, FactChange]:
    """Every difference by pointer, in document order. What a nameless part of an unknown list lacks is no fact."""
    found = (change for place, pair in places.items() if not is_nameless(place) for change in _of(place, pair))
    return {change.pointer: change for change in found}


def is_nameless(place: str) -> bool:
    """True of what stands for any member of a list that is not given."""
    return "-" in place.split("/")


def list_above(place: str, places: dict[str, Pair]) -> str:
    """The pointer of the list that makes the difference, for an entity that only one of the cases has."""
    steps = place.split("/")
    for number in range(2, len(steps) + 1):
        pair = places.get("/".join(steps[:number]))
        if pair is not None and (pair.before is None or pair.after is None):
            return "/".join(steps[: number - 1])
    return ""


def _by_place(tree: FactTree) -> dict[str, Instance]:
    found: dict[str, Instance] = {}

    def add(instance: Instance) -> None:
        found[instance.path] = instance
        for child in (*instance.nameless.values(), *(instance.singles.values() if instance.number < 0 else ())):
            add(child)

    for instance in tree.instances:
        add(instance)
    return found


def _of(place: str, pair: Pair) -> Iterator[FactChange]:
    some = pair.one
    for name, slot in some.facts.items():
        before, after = _state(pair.before, name), _state(pair.after, name)
        if before is None and after is not None and not after.given:
            continue
        if after is None and before is not None and not before.given:
            continue
        if _told(before) != _told(after):
            fact = slot.definition
            yield FactChange(
                f"{place}/{name}", place, fact.key, _owner(slot), fact.type.unit, before=before, after=after
            )
    for entity in some.lists:
        counts = [_count(pair.before, entity), _count(pair.after, entity)]
        if pair.before is None or pair.after is None or counts[0] == counts[1]:
            continue
        listed = _member(pair, entity).definition
        states = [FactState(count, count is not None) for count in counts]
        owner = CONTENT if listed.content else listed.owner
        pointer, key = f"{place}/{listed.member}", f"{some.entity}.{listed.member}"
        yield FactChange(pointer, place, key, owner, "", before=states[0], after=states[1], listed=True)


def _member(pair: Pair, entity: str) -> Instance:
    """Some member of a list that is not the same in both, or what stands for one."""
    for instance in (pair.before, pair.after):
        if instance is not None and (items := instance.lists[entity] or tuple(instance.nameless.values())):
            found = next((item for item in items if item.entity == entity), None)
            if found is not None:
                return found
    raise AssertionError("two lists that differ cannot both be empty")


def _owner(slot: FactSlot) -> str:
    return CONTENT if slot.definition.content else slot.definition.owner


def _state(instance: Instance | None, name: str) -> FactState | None:
    if instance is None:
        return None
    slot = instance.facts[name]
    return FactState(show_value(slot.values, slot.definition.type), not slot.bit, slot.origin)


def _told(state: FactState | None) -> object:
    """What makes two states alike. The moment of an assessment is none of it."""
    if state is None:
        return None
    origin = state.origin
    behind = origin and (origin.source, origin.reference, origin.role, origin.momenter, origin.reason_hash)
    return state.given, repr(state.value), behind


def _count(instance: Instance | None, entity: str) -> int | None:
    items = instance.lists[entity] if instance is not None else None
    return None if items is None else len(items)
