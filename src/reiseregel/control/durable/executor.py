"""`DurableExecutor`: durable-rules decides what it can be trusted with, the reference the rest, and the run tells."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Final, TypeAlias

from reiseregel.control.durable.dated import Dated
from reiseregel.control.durable.flat import NotFlat
from reiseregel.control.durable.notes import NO_CHILD_HERE, NOT_INSTALLED, TOO_NEW_PYTHON, Reason, told
from reiseregel.control.durable.plan import Plan, plan_of
from reiseregel.control.durable.protocol import Row
from reiseregel.control.durable.supervise import Engine, Limits, Lost, command
from reiseregel.control.durable.trial import trial_values, written
from reiseregel.control.model import Executor, FeatureFact, Raised
from reiseregel.control.signals import ControlBook
from reiseregel.errors import Text

#: A plan, or why there is none.
_Planned: TypeAlias = Plan | Reason
#: The first Python that the library cannot be imported on.
_TOO_NEW: Final = (3, 13)


@dataclass(frozen=True, slots=True)
class Options:
    """`batch`: facts in one order. `compared`: one in so many facts is decided by the reference too, and the first that
    differs gives the engine up. `limits`: how far a child is trusted.
    """

    batch: int = 500
    compared: int = 97
    limits: Limits = field(default_factory=Limits)


class Disagreed(Exception):
    """durable-rules and the reference differ: the engine is given up for the rest of the run."""

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason
        super().__init__(reason)


class DurableExecutor:
    """Runs the signal rules on durable-rules in a child process, with `reference` for whatever that cannot answer.

    `words` starts the child; it is ours when left out. Nothing is started before the first fact that durable-rules can
    decide. Use from one thread; `close` ends the child.
    """

    def __init__(
        self,
        book: ControlBook,
        reference: Executor,
        options: Options | None = None,
        words: Sequence[str] | None = None,
    ) -> None:
        options = options or Options()
        self._entities = {entity: Dated(book, entity) for entity in book.entities}
        self._reference, self._options = reference, options
        self._engine = Engine(command(options.limits) if words is None else words, options.limits)
        self._plans: dict[tuple[str, int], _Planned] = {}
        # Where the library cannot be used, the reference decides everything, and the notes say why.
        self._absent = self.available() if words is None else None
        self._given_up: Reason | None = "absent" if self._absent else None
        self._decided = 0
        self._fallen: Counter[Reason] = Counter()

    @staticmethod
    def available() -> Text | None:
        """Why durable-rules cannot be used here; None when it can. Imports nothing."""
        if sys.version_info >= _TOO_NEW:
            return TOO_NEW_PYTHON
        if os.name != "posix" or not sys.executable:
            return NO_CHILD_HERE
        if find_spec("durable") is None or find_spec("durable_rules_engine") is None:
            return NOT_INSTALLED
        return None

    @property
    def name(self) -> str:
        """`durable`"""
        return "durable"

    @property
    def notes(self) -> tuple[Text, ...]:
        """How many facts each executor decided, and why some went to the reference; one sentence a reason."""
        return told(self._decided, self._fallen, self._engine.lost, self._absent)

    @property
    def decided(self) -> int:
        """How many facts durable-rules has decided."""
        return self._decided

    @property
    def fallen(self) -> dict[Reason, int]:
        """How many facts went to the reference, by reason."""
        return dict(self._fallen)

    @property
    def pid(self) -> int | None:
        """The process of the child there is, if any."""
        return self._engine.pid

    def raised(self, facts: Sequence[FeatureFact]) -> list[Raised]:
        """The signals of each fact, in the order of the facts. No fact is lost, whatever becomes of the child."""
        found: dict[int, Raised] = {}
        for plan, places, rows in self._batches(facts):
            answers = self._batch(plan, [facts[place] for place in places], rows)
            found.update(zip(places, answers, strict=True))
        left = [place for place in range(len(facts)) if place not in found]
        found.update(zip(left, self._reference.raised([facts[place] for place in left]), strict=True))
        return [found[place] for place in range(len(facts))]

    def close(self) -> None:
        """End the child. The executor can be used again."""
        self._engine.close()

    def _batches(self, facts: Sequence[FeatureFact]) -> Iterator[tuple[Plan, list[int], list[Row]]]:
        """What durable-rules can decide, plan by plan: the places of the facts, and their rows."""
        waiting: dict[int, tuple[Plan, list[int], list[Row]]] = {}
        for place, fact in enumerate(facts):
            planned = self._given_up or self._planned(fact)
            if not isinstance(planned, Plan):
                self._fallen[planned] += 1
                continue
            known = planned.known(fact.values)
            if known is None:
                self._fallen["open"] += 1
                continue
            _, places, rows = waiting.setdefault(planned.number, (planned, [], []))
            places.append(place)
            rows.append(planned.row(known))
            if len(places) == min(self._options.batch, self._options.limits.facts):
                yield waiting.pop(planned.number)
        yield from waiting.values()

    def _planned(self, fact: FeatureFact) -> _Planned:
        dated = self._entities.get(fact.entity)
        day = dated.day(fact.values) if dated else None
        if dated is None or day is None:
            return "not_flat"
        key = fact.entity, dated.period(day)
        planned = self._plans.get(key)
        if planned is None:
            try:
                planned = plan_of(len(self._plans), fact.entity, dated.conditions(day))
            except NotFlat:
                planned = "not_flat"
            self._plans[key] = planned
        return planned

    def _batch(self, plan: Plan, facts: list[FeatureFact], rows: list[Row]) -> list[Raised]:
        if self._given_up is None:
            try:
                answered = self._answered(plan, facts, rows)
            except Lost as lost:
                self._fallen[lost.why] += len(facts)
                self._given_up = "given_up" if self._engine.given_up else None
            except Disagreed as disagreed:
                self._given_up = disagreed.reason
                self._fallen[disagreed.reason] += len(facts)
                self._engine.close()
            else:
                self._decided += len(facts)
                return answered
        else:
            self._fallen[self._given_up] += len(facts)
        return self._reference.raised(facts)

    def _answered(self, plan: Plan, facts: list[FeatureFact], rows: list[Row]) -> list[Raised]:
        """What the engine says, where it says the same as the reference of those that are compared."""
        if not plan.rules:
            return [Raised(plan.raised(()))] * len(facts)
        self._engine.make_room(len(rows))
        if not self._engine.knows(plan):
            self._engine.define(plan)
            self._try(plan, facts[0])
        found = [Raised(plan.raised(rules)) for rules in self._engine.fired(plan, rows)]
        first = -self._decided % self._options.compared
        chosen = range(first, len(facts), self._options.compared)
        if self._reference.raised([facts[place] for place in chosen]) != [found[place] for place in chosen]:
            raise Disagreed("disagreed")
        return found

    def _try(self, plan: Plan, example: FeatureFact) -> None:
        """Facts that meet each rule and just miss it: the engine must say of them what the reference says."""
        values = trial_values(plan)
        law_fact = self._entities[plan.entity].law_fact
        facts = [
            FeatureFact(plan.entity, "", {law_fact: example.values[law_fact], **written(plan, known)})
            for known in values
        ]
        size = min(self._options.batch, self._options.limits.facts)
        for at in range(0, len(facts), size):
            rows = [plan.row(known) for known in values[at : at + size]]
            found = [Raised(plan.raised(rules)) for rules in self._engine.fired(plan, rows)]
            if found != self._reference.raised(facts[at : at + size]):
                raise Disagreed("self_test")
