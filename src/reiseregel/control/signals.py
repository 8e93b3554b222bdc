"""A signal as data: when it is raised, what it stands on, and what a person is told. Never a sanction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from reiseregel.control.sentences import Sentence
from reiseregel.errors import Place, Text
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.tree import Expr, FactRef, RateRef
from reiseregel.rulebook.walk import walk
from reiseregel.vocabulary import Hjemmel

Severity = Literal["lav", "middels", "hoey"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
#: What it rests on that just this is looked at: the text of the law, a source of practice, or a choice made here.
BasisKind = Literal["lov", "praksis", "valgt"]


@dataclass(frozen=True, slots=True)
class SignalVersion:
    """The condition from `since` to `until` (ordinals, both included), typed and as written, with its places in law."""

    since: int
    until: int
    condition: Expr
    written: str
    hjemler: tuple[Hjemmel, ...]
    place: Place

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts the condition reads, in the order written, each once."""
        return tuple(dict.fromkeys(node.name for node in walk(self.condition) if isinstance(node, FactRef)))

    @property
    def thresholds(self) -> tuple[str, ...]:
        """The names of the thresholds the condition reads, in the order written, each once."""
        return tuple(dict.fromkeys(node.name for node in walk(self.condition) if isinstance(node, RateRef)))


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal of an entity. `because` has places for the values looked at; the other words never change."""

    id: str
    entity: str
    severity: Severity
    versions: tuple[SignalVersion, ...]
    basis: BasisKind
    name: Text
    because: Sentence
    stands_on: Text
    look_at: Text
    says_not: Text
    place: Place

    def version_on(self, day: int) -> SignalVersion | None:
        """The version in force on a day; None before the signal exists."""
        return next((version for version in self.versions if version.since <= day <= version.until), None)


@dataclass(frozen=True, slots=True)
class ControlBook:
    """The control book: what is counted, the thresholds, and the signals in order. Immutable; it pickles.

    `rules` is a rule book of the ordinary kind, in which every signal is a yes/no concept of its entity under its id:
    the reference evaluator runs it as it runs any other. Its rates are the thresholds.
    """

    rules: RuleBook
    signals: dict[str, Signal]

    @property
    def digest(self) -> str:
        """The control rules by content: everything but the cases."""
        return self.rules.digest

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities, in order."""
        return tuple(self.rules.vocabulary.entities)

    def signals_of(self, entity: str) -> tuple[Signal, ...]:
        """The signals of one entity, in order."""
        return tuple(signal for signal in self.signals.values() if signal.entity == entity)

    def conditions_on(self, entity: str, day: int) -> list[tuple[Signal, SignalVersion]]:
        """The signals of an entity that exist on a day, with the version in force."""
        found = ((signal, signal.version_on(day)) for signal in self.signals_of(entity))
        return [(signal, version) for signal, version in found if version is not None]

    def threshold_on(self, name: str, day: int) -> int:
        """The value of a threshold on a day, a whole number in its own unit. Raises KeyError where it has none."""
        row = self.rules.rates[name].on(day)
        if row is None:
            raise KeyError(name)
        return row.value

    def turns(self, entity: str) -> tuple[int, ...]:
        """The days on which anything changes for an entity, rising: a signal begins or reads otherwise, or a threshold
        it uses has a new value. Between two of them the same rules hold.
        """
        return tuple(sorted(set(self._turns(entity))))

    def _turns(self, entity: str) -> Iterator[int]:
        for signal in self.signals_of(entity):
            for version in signal.versions:
                yield version.since
                for name in version.thresholds:
                    yield from (row.since for row in self.rules.rates[name].rows)
