"""Which clause of a version decided, told from its conditions alone."""

from __future__ import annotations

from reiseregel.engine.evaluate import Evaluator
from reiseregel.engine.remembering import Remembering
from reiseregel.facts import Instance
from reiseregel.rulebook import Clause, Version
from reiseregel.sets import NO, YES


def clause_that_decided(evaluator: Evaluator, instance: Instance, version: Version) -> tuple[Clause, bool]:
    """The clause that decided alone; the main rule, and False, where an exception that is open may have had a say.

    As `Evaluator.decide` tells it, without working out what the clauses would give.
    """
    if not isinstance(evaluator, Remembering):
        return _clause_that_decided(evaluator, instance, version)
    place = (id(version), id(instance))
    found = evaluator.decided.get(place)
    if found is None:
        found = evaluator.decided[place] = _clause_that_decided(evaluator, instance, version)
    return found


def _clause_that_decided(evaluator: Evaluator, instance: Instance, version: Version) -> tuple[Clause, bool]:
    for clause in version.clauses:
        holds = YES if clause.condition is None else evaluator.evaluate(clause.condition, instance)[0]
        if holds == YES:
            return clause, True
        if holds != NO:
            break
    return version.clauses[-1], False
