"""Feature facts → the signals each raises, by one executor or by two that are held against each other.

Facts of an entity that are alike in all that its conditions read, on days between which no rule changes, raise the same
signals: they are decided once. What is remembered has a limit, so memory is flat however many facts there are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from reiseregel.control.durable.executor import DurableExecutor
from reiseregel.control.model import Executor, FeatureFact, Raised
from reiseregel.control.reference import ReferenceExecutor
from reiseregel.control.signals import ControlBook
from reiseregel.errors import Text

ExecutorName: TypeAlias = Literal["referanse", "durable", "begge"]
EXECUTORS: Final[tuple[ExecutorName, ...]] = get_args(ExecutorName)
#: So many different facts are remembered; then it begins again.
MOST_KEPT: Final = 50_000

_Key: TypeAlias = tuple[object, ...]


class Decided(NamedTuple):
    """What a fact raises, and the signals that a second executor said otherwise of."""

    raised: Raised
    differing: tuple[str, ...]


class Chosen(NamedTuple):
    """The executors of a run, the first of which holds, and what must be said of the choice."""

    executors: tuple[Executor, ...]
    notes: tuple[Text, ...] = ()


def chosen_executors(name: ExecutorName, book: ControlBook) -> Chosen:
    """The executors a name stands for. Where durable-rules cannot be used the reference decides, and it is said."""
    reference = ReferenceExecutor(book)
    if name == "referanse":
        return Chosen((reference,))
    missing = DurableExecutor.available()
    if missing is not None:
        return Chosen((reference,), (missing,))
    durable = DurableExecutor(book, ReferenceExecutor(book))
    return Chosen((durable,)) if name == "durable" else Chosen((reference, durable))


class Decider:
    """Asks the executors, each fact that is unlike the others once."""

    def __init__(self, book: ControlBook, executors: Sequence[Executor], most_kept: int = MOST_KEPT) -> None:
        self._executors, self._most = executors, most_kept
        self._keys = {entity: _Keys(book, entity) for entity in book.entities}
        self._known: dict[_Key, Decided] = {}
        self.asked = 0

    def decide(self, facts: Sequence[FeatureFact]) -> list[Decided]:
        """For each fact, in order. `asked` counts those that the executors were given."""
        keys = [self._keys[fact.entity].key(fact) for fact in facts]
        # Whom a fact is about is left out: no executor need know.
        missing = {
            key: FeatureFact(fact.entity, "", fact.values)
            for key, fact in zip(keys, facts, strict=True)
            if key not in self._known
        }
        fresh = dict(zip(missing, self._ask(list(missing.values())), strict=True))
        found = [fresh.get(key) or self._known[key] for key in keys]
        if len(self._known) + len(fresh) > self._most:
            self._known.clear()
        self._known.update(list(fresh.items())[: self._most])
        return found

    def _ask(self, facts: list[FeatureFact]) -> list[Decided]:
        if not facts:
            return []
        self.asked += len(facts)
        first, *others = [executor.raised(facts) for executor in self._executors]
        differing = [
            sorted({name for other in others for name in _between(raised, other[at])})
            for at, raised in enumerate(first)
        ]
        return [Decided(raised, tuple(names)) for raised, names in zip(first, differing, strict=True)]

    def close(self) -> None:
        """Let go of what the executors hold."""
        for executor in self._executors:
            executor.close()


def _between(one: Raised, other: Raised) -> set[str]:
    """The signals of which two answers say different things."""
    return (set(one.surely) ^ set(other.surely)) | (set(one.maybe) ^ set(other.maybe))


class _Keys:
    """What the signals of an entity hang on: the facts their conditions read, and the stretch of days."""

    def __init__(self, book: ControlBook, entity: str) -> None:
        law_time = book.rules.vocabulary.entities[entity].law_time
        assert law_time is not None, "the book refuses an entity without a day"
        self.entity, self.day = entity, law_time.fact
        self.turns = book.turns(entity)
        versions = (version for signal in book.signals_of(entity) for version in signal.versions)
        self.read = tuple(sorted({name for version in versions for name in version.facts}))
        self.stretches: dict[object, int] = {}

    def key(self, fact: FeatureFact) -> _Key:
        day = fact.values[self.day]
        stretch = self.stretches.get(day)
        if stretch is None:
            stretch = self.stretches[day] = bisect_right(self.turns, date.fromisoformat(str(day)).toordinal())
        return (self.entity, stretch, *[fact.values.get(name) for name in self.read])
