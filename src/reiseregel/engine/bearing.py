"""Which of the references in a concept's rule bear its value: the rest of what the trace lists made no difference.

Of a condition that holds or fails, what it takes to decide it (`because`); of an amount, the terms that are not zero.
An exception that was not made bears when it would have changed the answer to a yes/no.
"""

from __future__ import annotations

from collections.abc import Iterator

from reiseregel.engine.because import deciding_clause
from reiseregel.engine.evaluate import Evaluator, version_for
from reiseregel.engine.trace import node_id
from reiseregel.facts import Instance
from reiseregel.rulebook import Clause, Concept
from reiseregel.rulebook import tree as t
from reiseregel.sets import EITHER, NO, YES, Values


def bearing(evaluator: Evaluator, instance: Instance, concept: Concept) -> frozenset[str]:
    """The ids of the trace nodes directly below a concept that bear its value; `sats.x` and `lesning.x` undated."""
    version = version_for(instance, concept)
    if version is None:
        return frozenset()
    decided = deciding_clause(evaluator, instance, version)
    values = evaluator.concept(instance, concept.name)[0]
    return frozenset(_Reader(evaluator).clauses(version.clauses, decided, values, instance))


class _Reader:
    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator

    def clauses(
        self, clauses: tuple[Clause, ...], decided: Clause | None, values: Values, instance: Instance
    ) -> Iterator[str]:
        for clause in clauses:
            condition = YES if clause.condition is None else self.evaluator.evaluate(clause.condition, instance)[0]
            bears = clause is decided if decided is not None else condition != NO
            if clause.condition is not None and (bears or self._would_change(clause, values, instance)):
                yield from self.condition(clause.condition, instance)
            if bears:
                yield from self.value(clause.value, instance)
            if condition == YES:
                return

    def _would_change(self, clause: Clause, values: Values, instance: Instance) -> bool:
        return clause.value.type.kind == "boolsk" and self.evaluator.evaluate(clause.value, instance)[0] != values

    def value(self, expr: t.Expr, instance: Instance) -> Iterator[str]:
        return self.condition(expr, instance) if expr.type.finite else self._terms(expr, instance)

    def condition(self, expr: t.Expr, instance: Instance) -> Iterator[str]:
        """What decides a yes/no or a code; of an open one, what is open."""
        values = self.evaluator.evaluate(expr, instance)[0]
        match expr:
            case t.All(items):
                yield from self._junction(items, values, NO, instance)
            case t.AnyOf(items):
                yield from self._junction(items, values, YES, instance)
            case t.Aggregate():
                yield from self._over_list(expr, instance)
            case _:
                yield from self._terms(expr, instance)

    def _junction(self, items: tuple[t.Expr, ...], values: Values, settles: int, instance: Instance) -> Iterator[str]:
        wanted = EITHER if values == EITHER else values
        for item in items:
            if self.evaluator.evaluate(item, instance)[0] == wanted:
                yield from self.condition(item, instance)
                if wanted == settles:
                    return

    def _terms(self, expr: t.Expr, instance: Instance) -> Iterator[str]:
        match expr:
            case t.FactRef(route, entity, name):
                yield node_id(instance.follow(route.up, route.down), f"{entity}.{name}")
            case t.ConceptRef(route, entity, name):
                concept = self.evaluator.book.concepts[entity, name]
                yield node_id(instance.follow(route.up, route.down), concept.id)
            case t.RateRef(name):
                yield f"sats.{name}"
            case t.ReadingRef(name):
                yield f"lesning.{name}"
            case t.LawDate():
                yield node_id(instance, "lovdato")
            case t.Aggregate():
                yield from self._over_list(expr, instance)
            case t.Not(item):
                yield from self.condition(item, instance)
            case _:
                yield from self._parts(expr, instance)

    def _parts(self, expr: t.Expr, instance: Instance) -> Iterator[str]:
        if isinstance(expr, t.DaySum):
            yield f"sats.{expr.rate}"
        for part in t.operands(expr):
            if not self._adds_nothing(part, expr, instance):
                yield from self._terms(part, instance)

    def _adds_nothing(self, part: t.Expr, whole: t.Expr, instance: Instance) -> bool:
        """A zero in a sum that is not zero itself."""
        if not isinstance(whole, t.Add | t.Subtract) or self.evaluator.evaluate(whole, instance)[0] == (0, 0):
            return False
        return self.evaluator.evaluate(part, instance)[0] == (0, 0)

    def _over_list(self, expr: t.Aggregate, instance: Instance) -> Iterator[str]:
        owner = instance.follow(expr.route.up, expr.route.down)
        children = owner.lists[expr.entity]
        if children is None:
            member = self.evaluator.book.vocabulary.entities[expr.entity].member
            yield node_id(owner, f"{owner.entity}.{member}")
            return
        for child in children:
            where = YES if expr.where is None else self.evaluator.evaluate(expr.where, child)[0]
            if expr.where is not None and where != NO:
                yield from self.condition(expr.where, child)
            if where != NO:
                yield from self.value(expr.body, child)
