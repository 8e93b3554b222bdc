"""Random documents of any type, from one seed: near the cases beside the rules, with values that crowd around the
points where some rule changes its mind.

Every fact is given, but for what a setting of the health trust may fix: that is left to the setting now and then,
whether there is one or not.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary
from tests.oracle.points import Constants
from tests.strategies.claims import Document, assessed

#: How far a date lies from the day whose law is read, each as often as it stands here.
STEPS = (*(0, 0, 0, 1, -1, 1, -1, 2, -2, 3, -3, 4, -4, 5, -7, 7, -8, 8), *(-14, 14, -15, -30, -60, 60, -364, -365, 365))
#: How often what a setting fixes is not said in the document itself.
LEFT_TO_THE_SETTING = 0.6
#: How many children in a list that no case gives.
COUNTS = (0, 0, 1, 1, 2)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: What a document has besides its facts.
AROUND = ("vurderinger", "kilder", "konvolutt", "spraak")


@dataclass(frozen=True, slots=True)
class Near:
    """What documents of one type are drawn near: documents of that type, numbers and dates that stand in the rules."""

    vocabulary: Vocabulary
    root: EntityDef
    examples: tuple[Document, ...]
    constants: Constants

    @property
    def law_date(self) -> str:
        """The fact of the root that is the day whose law is read."""
        assert self.root.law_time is not None
        return self.root.law_time.fact


def full_document(rng: Random, near: Near) -> Document:
    """A document of the right shape; its parts may contradict each other."""
    drawn = _Drawn(rng, near, keep=rng.choice((0.6, 0.85, 0.95, 0.99)))
    return assessed({"type": near.root.document, "versjon": 1, **drawn.document()}, near.vocabulary)


def redrawn(rng: Random, document: Document, facts: Mapping[str, FactDef], near: Near) -> Document:
    """The document with some facts (by pointer) drawn again; what is content stays."""
    result, drawn = copy.deepcopy(document), _Drawn(rng, near, keep=0)
    drawn.day = date.fromisoformat(document[near.law_date]).toordinal()
    for pointer, fact in sorted(facts.items()):
        if not fact.content:
            *above, name = pointer.strip("/").split("/")
            holder: Any = result
            for step in above:
                holder = holder[int(step) if step.isdigit() else step]
            holder[name] = drawn.value(fact)
    return assessed(result, near.vocabulary)


class _Drawn:
    def __init__(self, rng: Random, near: Near, keep: float) -> None:
        self.rng, self.near, self.keep = rng, near, keep
        self.day = 0

    def document(self) -> Document:
        """A case beside the rules, moved in time or not, with some of it drawn again and the rest filled in."""
        examples, law_date = self.near.examples, self.near.law_date
        example: Document = {}
        if examples and self.rng.random() < 0.9:
            example = {key: item for key, item in self.rng.choice(examples).items() if key not in AROUND}
        days = self._law_days()
        if law_date in example and self.rng.random() < 0.6:
            self.day = min(max(date.fromisoformat(example[law_date]).toordinal(), days[0]), days[-1])
        else:
            self.day = self.rng.choice(days)
        if law_date in example:
            example = self._moved(example, self.day - date.fromisoformat(example[law_date]).toordinal())
        return {**self.entity(self.near.root, example), law_date: date.fromordinal(self.day).isoformat()}

    def _law_days(self) -> list[int]:
        """Days that the rules cover: its ends, days around those that stand in a rule or a rate, and some more."""
        covered = self.near.root.covered
        assert covered is not None
        points = {covered.since, covered.until, *self.near.constants.get("dato", ())}
        points |= {self.rng.randint(covered.since, covered.until) for _ in range(6)}
        around = {point + step for point in points for step in (-1, 0, 1)}
        return sorted(day for day in around if covered.since <= day <= covered.until)

    def _moved(self, value: Any, days: int) -> Any:
        if isinstance(value, dict):
            return {key: self._moved(item, days) for key, item in value.items()}
        if isinstance(value, list):
            return [self._moved(item, days) for item in value]
        if isinstance(value, str) and DAY.fullmatch(value):
            return date.fromordinal(date.fromisoformat(value).toordinal() + days).isoformat()
        return value

    def entity(self, definition: EntityDef, example: Document) -> Document:
        """Every fact of one entity, and everything below it."""
        result: Document = {}
        for fact in self.near.vocabulary.facts_of(definition.name):
            if fact.name in example and self.rng.random() < self.keep:
                result[fact.name] = example[fact.name]
            elif not fact.setting or self.rng.random() >= LEFT_TO_THE_SETTING:
                result[fact.name] = self.value(fact)
        for child in self.near.vocabulary.children_of(definition.name):
            below = example.get(child.member)
            if not child.many:
                result[child.member] = self.entity(child, below or {})
                continue
            items = list(below) if below is not None and self.rng.random() < self.keep else self._items(child, below)
            result[child.member] = [self.entity(child, item) for item in items]
        return result

    def _items(self, child: EntityDef, below: list[Document] | None) -> list[Document]:
        count = min(max(self.rng.choice(COUNTS), child.least), child.most)
        return [self.rng.choice(below) if below and self.rng.random() < 0.5 else {} for _ in range(count)]

    def value(self, fact: FactDef) -> Any:
        """A value of one fact; dates lie around the day whose law is read."""
        match fact.type.kind:
            case "boolsk":
                return self.rng.random() < 0.5
            case "kode":
                return self.rng.choice(fact.type.codes)
            case "dato":
                points = (self.day, self.day, self.day, *sorted(self.near.constants.get("dato", ())))
                return date.fromordinal(self.rng.choice(points) + self.rng.choice(STEPS)).isoformat()
        points = (fact.low, fact.high, *sorted(self.near.constants.get(fact.type.unit, ())))
        inside = [point for point in points if fact.low <= point <= fact.high]
        return min(max(self.rng.choice(inside) + self.rng.choice((-1, 0, 0, 1)), fact.low), fact.high)
