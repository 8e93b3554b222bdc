"""One entity of a portfolio while it is made: a row for each instance, a column for each fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias, TypeVar

import numpy as np

from reiseregel.synthetic.assumption import Assumption, Share, Spread, Weights
from reiseregel.synthetic.draws import Draw, Flags, Ints, Keys, child_keys, draw
from reiseregel.vocabulary import FactDef, Vocabulary

Kind = TypeVar("Kind", Share, Weights, Spread)
_At: TypeAlias = Ints | slice
_Find: TypeAlias = Callable[[Draw, _At], Ints | Flags]


@dataclass(frozen=True, slots=True)
class Made:
    """A fact over the rows: what is true, and where it is told. Codes are places in the list of codes."""

    value: Ints
    told: Flags


@dataclass
class Rows:
    """The instances of one entity.

    `parent` is the row of each one's parent and `position` its place among the parent's children; rows stand in that
    order. `key` draws what is true of this instance only; `place`, what is true of the place it went to, which several
    trips may share. `lists_told` has the lists that may be unknown.
    """

    entity: str
    vocabulary: Vocabulary
    table: Mapping[str, Assumption]
    key: Keys
    place: Keys
    parent: Ints
    position: Ints
    facts: dict[str, Made] = field(default_factory=dict)
    children: dict[str, Rows] = field(default_factory=dict)
    lists_told: dict[str, Flags] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.key)

    @cached_property
    def all(self) -> Flags:
        """True of every row."""
        return np.ones(len(self), np.bool_)

    # --- making facts; each gives back what is true, told or not ---

    def yes_no(
        self, name: str, where: Flags | None = None, *, share: str = "", by_row: Ints | None = None, own: bool = False
    ) -> Flags:
        """A yes or no, by the share of its name or of another, or by a share (in a thousand) for each row."""
        given = 0 if by_row is not None else self.per_mille(share or self._name(name))
        made = self._make(name, where, lambda drawn, at: drawn.below(given if by_row is None else by_row[at]), own)
        found: Flags = made != 0
        return found

    def code(self, name: str, where: Flags | None = None, *, weights: str = "", own: bool = False) -> Ints:
        """A code, by the weights of its name or of another."""
        given, codes = self._given(weights or self._name(name), Weights).weights, self._definition(name).type.codes
        places = np.array([codes.index(code) for code in given], np.int64)
        return self._make(name, where, lambda drawn, _: places[drawn.weighted(tuple(given.values()))], own)

    def number(self, name: str, where: Flags | None = None, *, spread: str = "", own: bool = False) -> Ints:
        """A number, by the spread of its name or of another."""
        points = self._given(spread or self._name(name), Spread).points
        return self._make(name, where, lambda drawn, _: drawn.spread(points), own)

    def known(self, name: str, value: Ints | Flags | int, where: Flags | None = None, *, own: bool = False) -> None:
        """A fact whose value is settled already, told as often as such facts are."""
        column = self._column(value)
        self._make(name, where, lambda _, at: column[at], own)

    def content(self, name: str, value: Ints | int, where: Flags | None = None) -> None:
        """A fact that is always told: what is asked for."""
        self.facts[name] = Made(self._column(value), self.all if where is None else where)

    # --- draws that are not facts ---

    def per_mille(self, name: str) -> int:
        """The share of a name."""
        return self._given(name, Share).per_mille

    def share(self, name: str, *, own: bool = False) -> Flags:
        """True of the share of this name."""
        return self._draw(name, own=own).below(self._given(name, Share).per_mille)

    def spread(self, name: str, *, own: bool = False) -> Ints:
        """Numbers with the spread of this name."""
        return self._draw(name, own=own).spread(self._given(name, Spread).points)

    def choice(self, name: str, *, own: bool = False) -> Ints:
        """Places in the weights of this name."""
        return self._draw(name, own=own).weighted(tuple(self._given(name, Weights).weights.values()))

    def numbers(self, name: str, *, own: bool = False) -> Ints:
        """Numbers with the weights of this name, whose alternatives are numbers."""
        return np.array([int(text) for text in self._given(name, Weights).weights], np.int64)[
            self.choice(name, own=own)
        ]

    def up_to(self, name: str, limit: Ints | int) -> Ints:
        """A whole number below a limit, of this instance only."""
        return self._draw(name, own=True).up_to(limit)

    def told(self, name: str, per: str) -> Flags:
        """Where something that is not a fact is told."""
        return self._draw(name, own=False).told_by(self._given(per, Share).per_mille)

    # --- looking at what is made ---

    def value(self, name: str) -> Ints:
        """What is true of a fact, told or not."""
        return self.facts[name].value

    def yes(self, name: str) -> Flags:
        """Where a yes or no is yes."""
        found: Flags = self.facts[name].value != 0
        return found

    def is_(self, name: str, *codes: str) -> Flags:
        """Where a fact is one of some codes."""
        value, known = self.facts[name].value, self._definition(name).type.codes
        found = np.zeros(len(self), np.bool_)
        for code in codes:
            found |= value == known.index(code)
        return found

    def index(self, name: str, code: str) -> int:
        """The place of a code in the list of its fact."""
        return self._definition(name).type.codes.index(code)

    # --- children ---

    def child(self, entity: str, counts: Ints | Flags | None = None, told: Flags | None = None) -> Rows:
        """A child for each row, or as many as counted. `told` says where a list that may be unknown is told."""
        numbers = np.ones(len(self), np.int64) if counts is None else counts.astype(np.int64)
        if told is not None:
            numbers = np.where(told, numbers, 0)
        parent = np.repeat(np.arange(len(self)), numbers)
        position = np.arange(len(parent)) - np.repeat(np.cumsum(numbers) - numbers, numbers)
        return self.adopt(entity, parent, position, told)

    def adopt(self, entity: str, parent: Ints, position: Ints, told: Flags | None = None) -> Rows:
        """Children at the given rows, in order."""
        member = self.vocabulary.entities[entity].member
        made = Rows(
            entity,
            self.vocabulary,
            self.table,
            child_keys(self.key[parent], position, entity),
            child_keys(self.place[parent], position, entity),
            parent,
            position,
        )
        self.children[member] = made
        if told is not None:
            self.lists_told[member] = told
        return made

    def only(self, name: str, where: Flags) -> None:
        """Tell a fact only where it is asked for."""
        self.facts[name] = replace(self.facts[name], told=self.facts[name].told & where)

    # --- inside ---

    def _make(self, name: str, where: Flags | None, find: _Find, own: bool) -> Ints:
        """Draw a fact and keep it. What is asked of few is drawn for those alone, and is 0 for the others."""
        few = where is not None and 4 * np.count_nonzero(where) < len(self)
        at = np.flatnonzero(where) if few and where is not None else slice(None)
        drawn = draw((self.key if own else self.place)[at], self._name(name))
        value, told = np.zeros(len(self), np.int64), np.zeros(len(self), np.bool_)
        value[at], told[at] = find(drawn, at), drawn.told_by(self._told_share(name))
        self.facts[name] = Made(value, told if where is None else told & where)
        return value

    def _told_share(self, name: str) -> int:
        fact = f"kjent.{self._name(name)}"
        return self.per_mille(fact if fact in self.table else f"kjent.{self._definition(name).owner}")

    def _name(self, name: str) -> str:
        return f"{self.entity}.{name}"

    def _draw(self, name: str, *, own: bool) -> Draw:
        return draw(self.key if own else self.place, self._name(name))

    def _definition(self, name: str) -> FactDef:
        return self.vocabulary.facts[self.entity, name]

    def _given(self, name: str, kind: type[Kind]) -> Kind:
        found = self.table[name]
        assert isinstance(found, kind)
        return found

    def _column(self, value: Ints | Flags | int) -> Ints:
        return np.full(len(self), value, np.int64) if isinstance(value, int) else value.astype(np.int64, copy=False)
