"""The shortest way that explains a difference: from what decided to each cause, without the sums in between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from reiseregel.changes.model import Chain, FactChange, Step


def shortened(chain: Chain, place: str, facts: Mapping[str, FactChange]) -> Chain:
    """The chain of a post at a place with one way to each cause, the shortest from the first root that leads to it.

    A cause elsewhere that is like one of the post's own, and what stands in a list that is itself a cause, is left out.
    On a way the roots, the conditions and what the cause stands under are kept; amounts and numbers between them are
    not. `facts` are the changed facts by pointer.
    """
    return _Shortening(chain, place, facts).chain()


@dataclass(slots=True)
class _Kept:
    """What is kept of a step; each way is joined to it."""

    below: dict[str, None] = field(default_factory=dict)
    facts: dict[str, None] = field(default_factory=dict)
    rates: dict[str, None] = field(default_factory=dict)
    readings: dict[str, None] = field(default_factory=dict)
    rule: bool = False


class _Shortening:
    def __init__(self, chain: Chain, place: str, facts: Mapping[str, FactChange]) -> None:
        self.whole, self.place, self.facts = chain, place, facts
        self.steps = {step.node: step for step in chain.steps}
        self.kept: dict[str, _Kept] = {}
        self.covered: set[object] = set()
        self.lists = tuple(f"{pointer}/" for step in chain.steps for pointer in step.facts if facts[pointer].listed)

    def chain(self) -> Chain:
        for own in (True, False):
            for root in self.whole.roots:
                for way in self._ways(root):
                    self._cover(way, own=own)
        steps = tuple(self._step(step) for step in self.whole.steps if step.node in self.kept)
        return Chain(tuple(root for root in self.whole.roots if root in self.kept), steps)

    def _ways(self, root: str) -> Iterator[tuple[str, ...]]:
        """The shortest way from a root to each step below it, the nearest first."""
        seen: set[str] = {root}
        waiting: list[tuple[str, ...]] = [(root,)]
        while waiting:
            way = waiting.pop(0)
            yield way
            for node in self.steps[way[-1]].below:
                if node not in seen:
                    seen.add(node)
                    waiting.append((*way, node))

    def _cover(self, way: tuple[str, ...], *, own: bool) -> None:
        """Keep a way to the causes under its last step that no other way leads to."""
        step = self.steps[way[-1]]
        near = self._near(step.node.partition("#")[0])
        for pointer in step.facts:
            change = self.facts[pointer]
            here = near and self._near(change.place)
            if here is own and not pointer.startswith(self.lists) and self._first(_likeness(change)):
                self._keep(way, passed=_only_passes(step, change)).facts[pointer] = None
        if near is not own:
            return
        for name in step.rates:
            if self._first(("rate", name)):
                self._keep(way).rates[name] = None
        for name in step.readings:
            if self._first(("reading", name)):
                self._keep(way).readings[name] = None
        if step.rule is not None and self._first(("rule", step.rule.concept, step.rule.before, step.rule.after)):
            self._keep(way).rule = True

    def _near(self, place: str) -> bool:
        """True of what the post is about, or is part of, or has as a part."""
        return f"{self.place}/".startswith(f"{place}/") or place.startswith(f"{self.place}/")

    def _first(self, cause: object) -> bool:
        new = cause not in self.covered
        self.covered.add(cause)
        return new

    def _keep(self, way: tuple[str, ...], *, passed: bool = False) -> _Kept:
        """The step a cause is told under, when all on the way that is worth telling is kept."""
        *before, last = way
        told = [node for number, node in enumerate(before) if not number or _is_condition(self.steps[node])]
        if not (passed and before):
            told.append(last)
        for above, below in pairwise(told):
            self.kept.setdefault(above, _Kept()).below[below] = None
        return self.kept.setdefault(told[-1], _Kept())

    def _step(self, step: Step) -> Step:
        kept = self.kept[step.node]
        return replace(
            step,
            below=tuple(kept.below),
            facts=tuple(kept.facts),
            rates=tuple(kept.rates),
            readings=tuple(kept.readings),
            rule=step.rule if kept.rule else None,
        )


def _likeness(change: FactChange) -> object:
    states = (change.before, change.after)
    return change.key, change.listed, *(state and (repr(state.value), state.given) for state in states)


def _only_passes(step: Step, change: FactChange) -> bool:
    """True when the value of a step is that of the fact, and no more is said by it."""
    if step.causes != 1 or change.listed or change.before is None or change.after is None:
        return False
    return repr((step.before, step.after)) == repr((change.before.value, change.after.value))


def _is_condition(step: Step) -> bool:
    """A yes or no, or a code; the rest are numbers on the way."""
    return any(_is_code(value) for value in (step.before, step.after))


def _is_code(value: Any) -> bool:
    return isinstance(value, bool | str) or (isinstance(value, dict) and "mulige" in value)
