"""What to do now, and by what channel: the advice of the rule book that an answer surely calls for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reiseregel.calendar import LAST_DAY
from reiseregel.decision.clarify import owner_of
from reiseregel.decision.core import Core
from reiseregel.decision.model import Decision, NextStep, Outcome
from reiseregel.facts import Instance
from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.advice import Advice, Instruction
from reiseregel.sets import YES
from reiseregel.vocabulary.model import Owner


def next_steps(core: Core, answer: Decision) -> tuple[NextStep, ...]:
    """The steps of an answer: first what is to be done about open questions, in the order they should be asked; then
    the advice that is surely so, in the order of the rule files and of the document.

    Only the plain pass over the facts is looked at. For a patient who cannot use digital services a step with a digital
    channel is given in its other form, or left out when it has none; others keep theirs.
    """
    settled, automatic = answer.settled, answer.automatic
    given = [
        (advice, instance)
        for advice in _advice_for(core.book, answer.kind)
        if _fits(advice, answer.outcomes[0] if settled else None, automatic=automatic)
        for instance in core.evaluator.facts.of_entity(advice.entity)
        if _holds(core, advice, instance)
    ]
    steps = [*_open(core, answer), *(_Step(advice.told, item.path, item.law_day) for advice, item in given)]
    if any(advice.closes_digital for advice, _ in given):
        steps = [replace(step, told=told) for step in steps for told in _undigital(step.told)]
    return tuple(step.as_given() for step in steps)


@dataclass(frozen=True, slots=True)
class _Step:
    """What is said of a place, under the law of a day."""

    told: Instruction
    place: str
    law_day: int

    def as_given(self) -> NextStep:
        return NextStep(
            code=self.told.code,
            channel=self.told.channel,
            to=self.told.to,
            text=self.told.text,
            hjemmel=self.told.hjemmel_on(self.law_day),
            place=self.place,
            needs_person=self.told.needs_person,
        )


@once_for_each
def _advice_for(book: RuleBook, kind: str) -> tuple[Advice, ...]:
    """The advice that may be given in documents of one type, in the order of the rule files."""
    root = book.vocabulary.roots[kind].name
    return tuple(item for item in book.advice.advice if book.vocabulary.ancestors(item.entity)[-1] == root)


def _fits(advice: Advice, outcome: Outcome | None, *, automatic: bool) -> bool:
    """`outcome` is None while the answer is open."""
    return (
        (not advice.outcomes or outcome in advice.outcomes)
        and advice.open in (None, outcome is None)
        and advice.automatic in (None, automatic)
    )


def _holds(core: Core, advice: Advice, instance: Instance) -> bool:
    return advice.condition is None or core.evaluator.evaluate(advice.condition, instance)[0] == YES


def _open(core: Core, answer: Decision) -> Iterator[_Step]:
    """A step for each of those who own a question, while the answer is open. Its place in the law is that of the
    earliest day their questions are about: the document as a whole has no day of its own.
    """
    if answer.settled:
        return
    days: dict[Owner, int] = {}
    for item in answer.clarifications:
        day = LAST_DAY if item.fact is None else item.fact.instance.law_day
        owner = owner_of(item.fact)
        days[owner] = min(day, days.get(owner, LAST_DAY))
    for owner, day in days.items():
        told = core.book.advice.for_owner(answer.kind, owner)
        if told is not None:
            yield _Step(told, core.evaluator.facts.root.path, day)


def _undigital(told: Instruction) -> Iterator[Instruction]:
    if told.channel != "digital" or told.to != "pasient":
        yield told
    elif told.undigital is not None:
        yield replace(told, channel=told.undigital.channel, text=told.undigital.text)
