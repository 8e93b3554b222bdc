"""What to do now, and by what channel: the advice of the rule book that an answer surely calls for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reiseregel.decision.clarify import owner_of
from reiseregel.decision.core import Core
from reiseregel.decision.model import Decision, NextStep, Outcome
from reiseregel.facts import Instance
from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.advice import Advice, Instruction
from reiseregel.sets import YES


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
    steps = [*_open(core, answer), *((advice.told, instance) for advice, instance in given)]
    if any(advice.closes_digital for advice, _ in given):
        steps = [(told, instance) for step, instance in steps for told in _undigital(step)]
    return tuple(_step(told, instance) for told, instance in steps)


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


def _open(core: Core, answer: Decision) -> Iterator[tuple[Instruction, Instance]]:
    """A step for each of those who own a question, while the answer is open."""
    if answer.settled:
        return
    for owner in dict.fromkeys(owner_of(item.fact) for item in answer.clarifications):
        told = core.book.advice.for_owner(answer.kind, owner)
        if told is not None:
            yield told, core.evaluator.facts.root


def _undigital(told: Instruction) -> Iterator[Instruction]:
    if told.channel != "digital" or told.to != "pasient":
        yield told
    elif told.undigital is not None:
        yield replace(told, channel=told.undigital.channel, text=told.undigital.text)


def _step(told: Instruction, instance: Instance) -> NextStep:
    return NextStep(
        code=told.code,
        channel=told.channel,
        to=told.to,
        text=told.text,
        hjemmel=told.hjemmel_on(instance.law_day),
        place=instance.path,
        needs_person=told.needs_person,
    )
