"""What each answer to a question would do: the outcomes and amounts left, and how much could still change them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reiseregel.decision import Answered
from reiseregel.decision.core import bounds, outcomes_of, solve_with
from reiseregel.engine import effects
from reiseregel.facts import OpenFact
from reiseregel.facts.model import NONE_IN_LIST
from reiseregel.guide.model import Consequence, Question, Value
from reiseregel.quantities import UNBOUNDED
from reiseregel.sets import NO, Values, bits


def consequences(answered: Answered, question: Question) -> tuple[Consequence, ...]:
    """For each answer an open fact can get that the rules tell apart: what would then come.

    Answers that what is known makes impossible are left out. Empty for a question about what is claimed.
    """
    core, fact = answered.core, question.open_fact
    if fact is None:
        return ()
    found, by_post = [], answered.decision.answer is not None
    for values in core.splitter.cells(core.evaluator, list(core.posts), fact):
        if not core.splitter.possible({fact.index: values}):
            continue
        cell = solve_with(core.splitter.narrowed(core.evaluator, fact, values))
        left = len(effects(cell.node, cell.splitter.possible))
        named, low, high = _answers(values, fact)
        found.append(Consequence(named, low, high, outcomes_of(cell), bounds(cell.whole.amount), left, by_post))
    return tuple(found)


def _answers(values: Values, fact: OpenFact) -> tuple[tuple[Value, ...], int | None, int | None]:
    """The values of a cell as answers: a few by name, or a stretch."""
    if isinstance(values, tuple):
        low, high = values
        return (), low, None if high >= UNBOUNDED else high
    if fact.listed is not None:
        return ((), 0, 0) if values == NONE_IN_LIST else ((), 1, fact.listed.most)
    assert fact.definition is not None
    if fact.definition.type.kind == "boolsk":
        return tuple(bit != NO for bit in _bits(values)), None, None
    return tuple(fact.definition.type.codes[place] for place in bits(values)), None, None


def _bits(mask: int) -> Iterator[int]:
    return (1 << place for place in bits(mask))


def as_answer(number: int, question: Question) -> Value:
    """A bound of a stretch as it is answered: a date as ISO text, any other number as itself."""
    return date.fromordinal(number).isoformat() if question.kind == "dato" else number
