"""In what order the entities have their turns, so that those there are most of have few.

Each turn works out all that an entity has ready. Which of them goes first decides how often it must come back: the
search keeps the best few orders of each length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

Key: TypeAlias = tuple[str, str]
#: So many orders of each length are gone on with, and what a concept that is done weighs against the cost of a turn.
_KEPT, _DONE = 12, 12


@dataclass(frozen=True, slots=True)
class Needs:
    """The concepts a concept reads: on its own entity itself, and on other entities (its siblings in a list too)."""

    here: frozenset[Key]
    elsewhere: frozenset[Key]


Turn: TypeAlias = tuple[str, tuple[Key, ...]]


@dataclass(frozen=True, slots=True)
class _Order:
    """Turns so far, what is done with them, and what they cost."""

    turns: tuple[Turn, ...]
    done: frozenset[Key]
    cost: int

    @property
    def promise(self) -> int:
        return self.cost - len(self.done) * _DONE


def turns(needs: Mapping[Key, Needs], costs: Mapping[str, int]) -> tuple[Turn, ...]:
    """Entity by entity, with the concepts it works out in each turn, every one after those it needs.

    Args:
        needs: of each concept, in the order they are told in.
        costs: what a turn of each entity costs.

    Raises:
        ValueError: concepts in a circle.

    """
    of_entity = {name: [key for key in needs if key[0] == name] for name in costs}
    orders, best = [_Order((), frozenset(), 0)], None
    while orders:
        further: dict[Set[Key], _Order] = {}
        for order in orders:
            for made in _next(order, of_entity, needs, costs):
                if made.done not in further or further[made.done].cost > made.cost:
                    further[made.done] = made
        for order in further.values():
            if len(order.done) == len(needs) and (best is None or order.cost < best.cost):
                best = order
        left = [order for order in further.values() if best is None or order.cost < best.cost]
        orders = sorted((order for order in left if len(order.done) < len(needs)), key=lambda order: order.promise)
        del orders[_KEPT:]
    if best is None and needs:
        raise ValueError("concepts in a circle: the loader refuses such rules")
    return best.turns if best is not None else ()


def _next(
    order: _Order, of_entity: Mapping[str, Sequence[Key]], needs: Mapping[Key, Needs], costs: Mapping[str, int]
) -> list[_Order]:
    """The order, with one turn more of each entity that has something ready."""
    found = []
    for entity, keys in of_entity.items():
        ready = _ready([key for key in keys if key not in order.done], needs, order.done)
        if ready:
            turn = (entity, tuple(ready))
            found.append(_Order((*order.turns, turn), order.done.union(ready), order.cost + costs[entity]))
    return found


def _ready(left: list[Key], needs: Mapping[Key, Needs], done: Set[Key]) -> list[Key]:
    """What can be worked out on an entity now, each after those it needs."""
    waiting = [key for key in left if needs[key].elsewhere <= done]
    known, found, before = set(done), list[Key](), -1
    while before != len(found):
        before, still = len(found), list[Key]()
        for key in waiting:
            if needs[key].here <= known:
                found.append(key)
                known.add(key)
            else:
                still.append(key)
        waiting = still
    return found
