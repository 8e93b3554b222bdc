"""The signals of feature facts by the reference evaluator: what it says is what the signals mean.

The rules that hold on a day, and the facts they read, are all that a signal hangs on (`book` refuses a condition that
compares dates): so facts that are alike in these are worked out once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.control.model import FeatureFact, FeatureValue, Raised
from reiseregel.control.signals import ControlBook
from reiseregel.control.values import fits
from reiseregel.engine import Evaluator
from reiseregel.facts import build_facts
from reiseregel.sets import NO, YES

#: So many different facts are remembered; then it begins again. Memory stays flat however many there are.
MOST_KEPT: Final = 20_000

_Key: TypeAlias = tuple[object, ...]


class BadFact(ValueError):
    """A feature fact is not of the control book: an entity or a fact it does not know, a value of another type, no day.

    The message names the entity and the fact, never the value.
    """


class ReferenceExecutor:
    """Runs every signal of a fact's entity through `engine.Evaluator`.

    An open fact may have any value: a signal it can raise is among `maybe`. The plain pass decides; where one condition
    reads an open fact twice, that may be wider than the truth, never narrower.
    """

    def __init__(self, book: ControlBook) -> None:
        self._entities = {name: _Entity(book, name) for name in book.entities}

    @property
    def name(self) -> str:
        """`referanse`."""
        return "referanse"

    def raised(self, facts: Sequence[FeatureFact]) -> list[Raised]:
        """The signals of each fact, in the order of the facts. Raises BadFact."""
        found = []
        for fact in facts:
            entity = self._entities.get(fact.entity)
            if entity is None:
                raise BadFact("the control book has no such entity")
            found.append(entity.raised(fact.values))
        return found

    def close(self) -> None:
        """Forget what was worked out."""
        for entity in self._entities.values():
            entity.forget()


class _Entity:
    """The rules of one entity, and what facts seen before raised. `turns` are the days when its rules change."""

    def __init__(self, book: ControlBook, name: str) -> None:
        self.rules, self.name = book.rules, name
        law_time = self.rules.vocabulary.entities[name].law_time
        assert law_time is not None, "the book refuses an entity without a day"
        self.day = law_time.fact
        self.definitions = {fact.name: fact for fact in self.rules.vocabulary.facts_of(name)}
        self.concepts = [self.rules.concept(name, signal.id) for signal in book.signals_of(name)]
        read = {fact for signal in book.signals_of(name) for version in signal.versions for fact in version.facts}
        self.read = tuple(fact for fact in self.definitions if fact in read)
        self.turns = book.turns(name)
        self.known: dict[_Key, Raised] = {}
        self.stretches: dict[str, int] = {}

    def forget(self) -> None:
        self.known.clear()
        self.stretches.clear()

    def raised(self, values: Mapping[str, FeatureValue]) -> Raised:
        day = values.get(self.day)
        stretch = self.stretches.get(day) if isinstance(day, str) else None
        if stretch is None:
            stretch = self._stretch(day)
        key = (stretch, *[values.get(name) for name in self.read])
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= MOST_KEPT:
                self.forget()
            found = self.known[key] = self._evaluated(values)
        return found

    def _stretch(self, day: object) -> int:
        """Which stretch between two turns a day is in."""
        try:
            ordinal = date.fromisoformat(day).toordinal() if isinstance(day, str) else 0
        except ValueError:
            ordinal = 0
        if not FIRST_DAY <= ordinal <= LAST_DAY:
            raise self._bad(self.day)
        assert isinstance(day, str)
        stretch = self.stretches[day] = bisect_right(self.turns, ordinal)
        return stretch

    def _evaluated(self, values: Mapping[str, FeatureValue]) -> Raised:
        for name, value in values.items():
            definition = self.definitions.get(name)
            if definition is None:
                raise BadFact(f"{self.name} has a fact that the control book does not know")
            if not fits(definition, value):
                raise self._bad(name)
        tree = build_facts(self.name, values, self.rules.vocabulary, {})
        evaluator = Evaluator(self.rules, tree, {})
        surely: list[str] = []
        maybe: list[str] = []
        for concept in self.concepts:
            if concept.version_on(tree.root.law_day) is None:
                continue  # the signal did not exist
            result, _ = evaluator.concept(tree.root, concept.name)
            assert isinstance(result, int)
            if result & YES:
                (maybe if result & NO else surely).append(concept.name)
        return Raised(tuple(surely), tuple(maybe))

    def _bad(self, name: str) -> BadFact:
        return BadFact(f"{self.name}.{name} has no value of its type")
