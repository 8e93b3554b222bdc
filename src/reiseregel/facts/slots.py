"""The facts of one entity in a case, each made when it is asked for; whoever goes through them sees all, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reiseregel.facts.model import FactSlot, Origin
from reiseregel.facts.tables import EntityTable


class Slots(dict[str, FactSlot]):
    """Of an instance. `fixed` are those a setting has fixed; the open ones hang on bits of their own from `bit` on, or,
    of a nameless instance, all on that one.
    """

    __slots__ = ("_all", "_bit", "_fixed", "_given", "_open", "_origins", "_own", "_path", "_table")

    def __init__(
        self,
        table: EntityTable,
        path: str,
        given: Mapping[str, Any],
        fixed: Mapping[str, FactSlot],
        bit: int,
        *,
        own: bool,
        origins: Mapping[str, Origin],
    ) -> None:
        super().__init__()
        self._table, self._path, self._given, self._fixed = table, path, given, fixed
        self._bit, self._own, self._origins = bit, own, origins
        self._open: dict[str, int] | None = None
        self._all = False

    def __missing__(self, name: str) -> FactSlot:
        slot = self[name] = self._made(name)
        return slot

    def _made(self, name: str) -> FactSlot:
        if name in self._given:
            slot = self._table.known[name][self._given[name]]
            origin = self._origins.get(f"{self._path}/{name}") if self._origins else None
            return slot if origin is None else FactSlot(slot.definition, slot.values, origin=origin)
        if name in self._fixed:
            return self._fixed[name]
        fact, values = self._table.by_name[name]
        return FactSlot(fact, values, self._bit_of(name), self._own)

    def _bit_of(self, name: str) -> int:
        if not self._own:
            return self._bit
        if self._open is None:
            names = (name for name in self._table.by_name if name not in self._given and name not in self._fixed)
            self._open = {name: self._bit << place for place, name in enumerate(names)}
        return self._open[name]

    def _fill(self) -> None:
        if not self._all:
            made = {name: self[name] for name in self._table.by_name}
            self.clear()
            self.update(made)
            self._all = True

    def __iter__(self) -> Iterator[str]:
        self._fill()
        return super().__iter__()

    def __len__(self) -> int:
        return len(self._table.by_name)

    def __contains__(self, name: object) -> bool:
        return name in self._table.by_name

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self._table.by_name else default

    def keys(self) -> Any:
        self._fill()
        return super().keys()

    def values(self) -> Any:
        self._fill()
        return super().values()

    def items(self) -> Any:
        self._fill()
        return super().items()

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self.items()),)
