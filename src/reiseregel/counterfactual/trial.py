"""Can these facts, each of them otherwise than now, reach the goal? If so, how?

The facts are left open and narrowed step by step. A cell whose answers all miss the goal is left at once; a point is
one whole document, checked and solved like any other. Yes/no and codes are tried in every way the rules tell apart,
numbers and dates upwards and downwards from the value now, nearest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any, TypeAlias

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.counterfactual.altered import changed, value_at
from reiseregel.counterfactual.candidates import Candidate
from reiseregel.counterfactual.ground import Goal, Solved
from reiseregel.counterfactual.model import shown
from reiseregel.counterfactual.variants import Variants
from reiseregel.engine import Evaluator
from reiseregel.facts import OpenFact
from reiseregel.facts.build import encode
from reiseregel.sets import Values, bits, single
from reiseregel.vocabulary import FactDef

#: So many evaluations are spent on the numbers of one set of facts before it is given up.
MOST_STEPS = 80
#: A document that reaches the goal but cannot be true is followed by few more.
MOST_REFUSED = 4

#: Values by pointer: a mask of one code, or an interval of one number.
Chosen: TypeAlias = dict[str, Values]


@dataclass(frozen=True, slots=True)
class Free:
    """A fact of the set, or (`within` a list) of the thing that would be one more in it."""

    open: OpenFact
    fact: FactDef
    now: int | None
    within: str = ""

    @property
    def pointer(self) -> str:
        """Where it stands in the document."""
        return self.open.pointer


@dataclass(slots=True)
class Way:
    """One way to reach the goal: the facts with their values, lists as they would be, and the answer.

    `stretches` are the numbers and dates with all values that are known to do. `new` are the facts that must be known
    of what is new in a list, `codes` those of them that are codes, with all that give the same answer. `drifts`: only a
    number moved, within the stretch that the rules treat alike.
    """

    values: Chosen
    lists: dict[str, list[Any]]
    solved: Solved
    drifts: bool = False
    stretches: dict[str, tuple[int, int]] = field(default_factory=dict)
    new: dict[str, FactDef] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)


class Trial:
    """One set of facts tried. `cut` is True when the search ended before it was done."""

    def __init__(self, variants: Variants, chosen: tuple[Candidate, ...], goal: Goal) -> None:
        self.variants, self.ground, self.chosen, self.goal = variants, variants.ground, chosen, goal
        self.cut = False
        self.steps = self.refused = 0

    def ways(self) -> Iterator[Way]:
        """Every way, as the numbers nearest to now and the groups of codes that rules tell apart have it."""
        lists = [item for item in self.chosen if item.fact is None]
        for options in product(*(self._options(item) for item in lists)):
            instead = {item.pointer: option for item, option in zip(lists, options, strict=True)}
            yield from _World(self, instead).ways()

    def _options(self, item: Candidate) -> list[list[Any]]:
        """The list as it could be: with one more thing in it, of which nothing is known yet; or empty."""
        assert item.listed is not None
        now = value_at(self.ground.document.data, item.pointer)
        inside = any(other.pointer.startswith(f"{item.pointer}/") for other in self.chosen)
        options = [[*now, {}]] if len(now) < item.listed.most else []
        return options + ([[]] if now and not inside else [])


class _World:
    """The set with each list of it in one state; what is left open are its facts, and what was unknown before."""

    def __init__(self, trial: Trial, lists: Mapping[str, list[Any]]) -> None:
        self.trial, self.ground, self.goal, self.lists = trial, trial.ground, trial.goal, dict(lists)
        mine = [item for item in trial.chosen if item.fact is not None]
        self.variant = trial.variants.of(lists)
        self.evaluator: Evaluator = self.variant.let_go(item.pointer for item in mine)
        self.splitter, self.posts = self.variant.splitter, list(self.variant.posts)
        self.free = self._free(mine)
        self.bits = sum(1 << item.open.index for item in self.free)
        self.keys = [(item.open.instance.entity, item.fact.name) for item in self.free]

    def _free(self, chosen: list[Candidate]) -> list[Free]:
        """What is chosen: the facts of the set, codes before numbers; then those of what is new in a list."""
        by_pointer = self.variant.open
        mine = [
            Free(by_pointer[item.pointer], item.fact, encode(item.fact, item.now))
            for item in chosen
            if item.fact is not None
        ]
        new = [
            Free(item, item.definition, None, pointer)
            for pointer, things in self.lists.items()
            for item in by_pointer.values()
            if things and item.pointer.startswith(f"{pointer}/{len(things) - 1}/") and item.definition is not None
        ]
        return [*sorted(mine, key=lambda item: not item.fact.type.finite), *new]

    def ways(self) -> Iterator[Way]:
        for way in self._assign(self.evaluator, 0, {}):
            self._spare(way)
            self._stretch(way)
            yield way

    # --- trying values ----------------------------------------------------------------------------------------------

    def _assign(self, cell: Evaluator, place: int, chosen: Chosen) -> Iterator[Way]:
        span = self.variant.span(cell)
        if not self.goal.may(span) or self.variant.refused(cell, self.keys):
            return
        if not self.goal.sure(span) and self.variant.falls_short(cell, self.goal, self.bits):
            return
        if place == len(self.free) or (self.free[place].within and self.goal.sure(span)):
            way = self._point(chosen, cell)
            if way is not None:
                yield way
            return
        free = self.free[place]
        found = self._listed(cell, place, chosen) if free.fact.type.finite else self._numbers(cell, place, chosen)
        if not free.within:
            yield from found
            return
        first = next(found, None)
        if first is not None:
            yield first

    def _listed(self, cell: Evaluator, place: int, chosen: Chosen) -> Iterator[Way]:
        """Each group of codes that the rules tell apart, by the first code in it."""
        free = self.free[place]
        now = 0 if free.now is None else 1 << free.now
        for group in self.splitter.dependencies.groups((free.open.instance.entity, free.fact.name)):
            others = group & ~now
            if others and group == others:
                first = others & -others
                narrowed = self.splitter.narrowed(cell, free.open, first)
                yield from self._assign(narrowed, place + 1, {**chosen, free.pointer: first})

    def _numbers(self, cell: Evaluator, place: int, chosen: Chosen) -> Iterator[Way]:
        free = self.free[place]
        low, high = limits(free.fact)
        now = low - 1 if free.now is None else free.now
        for far in (high, low) if free.now is not None else (high,):
            step = 1 if far >= now else -1
            if (far - now) * step > 0:
                way = self._nearest(cell, place, chosen, now, far)
                if way is not None:
                    yield way

    def _nearest(self, cell: Evaluator, place: int, chosen: Chosen, now: int, far: int) -> Way | None:
        """The way with the value nearest to now, in one direction. Stretches between two cuts are taken in turn."""
        free, up = self.free[place], far > now
        near = now + 1 if up else now - 1
        whole = self.splitter.narrowed(cell, free.open, _ordered(now if free.now is not None else near, far))
        stretches = [item for item in self.splitter.cells(whole, self.posts, free.open) if isinstance(item, tuple)]
        for number, (low, high) in enumerate(stretches if up else stretches[::-1]):
            bounds = (max(low, near), high) if up else (low, min(high, near))
            way = self._within(cell, place, chosen, bounds, up)
            if way is not None:
                alike = way.solved.outcomes == self.ground.now.outcomes
                way.drifts = number == 0 and alike and len(self.trial.chosen) == 1 and not free.within
                return way
        return None

    def _within(self, cell: Evaluator, place: int, chosen: Chosen, bounds: tuple[int, int], up: bool) -> Way | None:
        low, high = bounds
        if low > high:
            return None
        free = self.free[place]
        stretch = self.splitter.narrowed(cell, free.open, bounds)
        if not self.variant.may(stretch, self.goal):
            return None
        near = low if up else high
        point = self.splitter.narrowed(cell, free.open, (near, near))
        way = next(self._assign(point, place + 1, {**chosen, free.pointer: (near, near)}), None)
        if way is not None or low == high or self.variant.falls_short(stretch, self.goal, self.bits):
            return way
        self.trial.steps += 1
        if self.trial.steps > MOST_STEPS or self.trial.refused > MOST_REFUSED:
            self.trial.cut = True
            return None
        low, high = (low + 1, high) if up else (low, high - 1)
        middle = (low + high) // 2
        halves = ((low, middle), (middle + 1, high))
        for half in halves if up else halves[::-1]:
            way = self._within(cell, place, chosen, half, up)
            if way is not None:
                return way
        return None

    # --- one document -----------------------------------------------------------------------------------------------

    def _point(self, chosen: Chosen, cell: Evaluator | None = None) -> Way | None:
        """The way, when the document is one that can be true and reaches the goal. `cell` holds it, with no refusal."""
        solved = None if cell is None else self.variant.settled(cell)
        if solved is not None and not self.goal.reached(solved.span):
            return None
        document = self.document(chosen)
        if not self.ground.possible(document):
            self.trial.refused += 1
            return None
        solved = solved or self.ground.solved(document)
        if solved is None or not self.goal.reached(solved.span):
            return None
        return Way(chosen, self._things(chosen), solved)

    def document(self, chosen: Chosen) -> dict[str, Any]:
        """The whole document with the chosen values."""
        facts = {
            item.pointer: plain(item.fact, chosen[item.pointer])
            for item in self.free
            if item.pointer in chosen and not item.within
        }
        return self._changed(self.ground.document.data, {**self._things(chosen), **facts})

    def _changed(self, data: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        return changed(data, values, self.ground.root, self.ground.book.vocabulary)

    def _things(self, chosen: Chosen) -> dict[str, list[Any]]:
        """The lists, with what is chosen of the new thing in each."""
        found = {pointer: list(things) for pointer, things in self.lists.items()}
        for item in self.free:
            if item.within and item.pointer in chosen:
                *others, last = found[item.within]
                found[item.within] = [*others, {**last, item.fact.name: plain(item.fact, chosen[item.pointer])}]
        return found

    # --- no more than is needed -------------------------------------------------------------------------------------

    def _spare(self, way: Way) -> None:
        """Leave open what need not be known of a new thing in a list, and let codes in that give the same answer."""
        for free in self._new(way):
            less = {pointer: value for pointer, value in way.values.items() if pointer != free.pointer}
            found = self._point(less)
            if found is not None and found.solved == way.solved:
                way.values, way.lists, way.solved = found.values, found.lists, found.solved
        for free in self._new(way):
            way.new[free.pointer] = free.fact
            mask = way.values[free.pointer]
            if isinstance(mask, int):
                for code in bits(free.fact.type.all_codes & ~mask):
                    found = self._point({**way.values, free.pointer: 1 << code})
                    mask |= (found is not None and found.solved == way.solved) << code
                way.codes[free.pointer] = mask

    def _new(self, way: Way) -> list[Free]:
        return [item for item in self.free if item.within and item.pointer in way.values]

    def _stretch(self, way: Way) -> None:
        """For each number, how far from now it can go on while every value is known to do."""
        cell = self.evaluator
        for free in self.free:
            if free.pointer in way.values:
                cell = self.splitter.narrowed(cell, free.open, way.values[free.pointer])
        for free in self.free:
            value = way.values.get(free.pointer)
            if isinstance(value, tuple):
                bounds = self._as_far(cell, free, value[0])
                way.stretches[free.pointer] = bounds
                cell = self.splitter.narrowed(cell, free.open, bounds)

    def _as_far(self, cell: Evaluator, free: Free, value: int) -> tuple[int, int]:
        low, high = limits(free.fact)
        up = free.now is None or value > free.now
        point = self.variant.fulfilled(self.splitter.narrowed(cell, free.open, (value, value)), self.goal)
        if point is None:
            return value, value
        cell = replace(point, restricted={**point.restricted, free.open.index: (low, high)}, memo={})
        whole = self.splitter.narrowed(cell, free.open, (value, high) if up else (low, value))
        if self.goal.sure(self.variant.span(whole)):
            return (value, high) if up else (low, value)
        reached = value
        stretches = [item for item in self.splitter.cells(whole, self.posts, free.open) if isinstance(item, tuple)]
        for stretch in stretches if up else stretches[::-1]:
            if not self.goal.sure(self.variant.span(self.splitter.narrowed(cell, free.open, stretch))):
                break
            reached = stretch[1] if up else stretch[0]
        return (value, reached) if up else (reached, value)


def limits(fact: FactDef) -> tuple[int, int]:
    """What may be handed in of a number or date."""
    return (FIRST_DAY, LAST_DAY) if fact.type.kind == "dato" else (fact.low, fact.high)


def plain(fact: FactDef, values: Values) -> Any:
    """A set of one as JSON has it."""
    value = single(values)
    if fact.type.kind == "boolsk":
        return bool(value)
    return fact.type.codes[value] if fact.type.kind == "kode" else shown(fact, value)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)
