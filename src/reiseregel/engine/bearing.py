"""Which of the references in a concept's rule bear its value: the rest of what the trace lists made no difference.

Of a condition that holds or fails, what it takes to decide it (`because`); of an amount, the terms that are not zero.
An exception that was not made bears when it would have changed the answer to a yes/no.
"""

from __future__ import annotations

from collections.abc import Set

from reiseregel.engine.because import deciding_clause
from reiseregel.engine.evaluate import Evaluator, version_for
from reiseregel.engine.trace import node_id
from reiseregel.facts import Instance
from reiseregel.rulebook import Clause, Concept
from reiseregel.rulebook import tree as t
from reiseregel.sets import EITHER, NO, YES, Values


def bearing(evaluator: Evaluator, instance: Instance, concept: Concept) -> Set[str]:
    """The ids of the trace nodes directly below a concept that bear its value; `sats.x` and `lesning.x` undated."""
    version = version_for(instance, concept)
    if version is None:
        return frozenset()
    decided = deciding_clause(evaluator, instance, version)
    reader = _Reader(evaluator)
    reader.clauses(version.clauses, decided, evaluator.concept(instance, concept.name)[0], instance)
    return reader.found


class _Reader:
    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator, self.found = evaluator, set[str]()

    def clauses(self, clauses: tuple[Clause, ...], decided: Clause | None, values: Values, instance: Instance) -> None:
        for clause in clauses:
            condition = YES if clause.condition is None else self.evaluator.evaluate(clause.condition, instance)[0]
            bears = clause is decided if decided is not None else condition != NO
            if clause.condition is not None and (bears or self._would_change(clause, values, instance)):
                self.condition(clause.condition, instance)
            if bears:
                self.value(clause.value, instance)
            if condition == YES:
                return

    def _would_change(self, clause: Clause, values: Values, instance: Instance) -> bool:
        return clause.value.type.kind == "boolsk" and self.evaluator.evaluate(clause.value, instance)[0] != values

    def value(self, expr: t.Expr, instance: Instance) -> None:
        if expr.type.finite:
            self.condition(expr, instance)
        else:
            self._terms(expr, instance)

    def condition(self, expr: t.Expr, instance: Instance) -> None:
        """What decides a yes/no or a code; of an open one, what is open."""
        if isinstance(expr, t.All | t.AnyOf):
            values = self.evaluator.evaluate(expr, instance)[0]
            self._junction(expr.items, values, NO if isinstance(expr, t.All) else YES, instance)
        else:
            self._terms(expr, instance)

    def _junction(self, items: tuple[t.Expr, ...], values: Values, settles: int, instance: Instance) -> None:
        wanted = EITHER if values == EITHER else values
        for item in items:
            if self.evaluator.evaluate(item, instance)[0] == wanted:
                self.condition(item, instance)
                if wanted == settles:
                    return

    def _terms(self, expr: t.Expr, instance: Instance) -> None:
        match expr:
            case t.Const():
                return
            case t.FactRef(route, entity, name):
                self.found.add(node_id(instance.follow(route.up, route.down), f"{entity}.{name}"))
            case t.ConceptRef(route, entity, name):
                concept = self.evaluator.book.concepts[entity, name]
                self.found.add(node_id(instance.follow(route.up, route.down), concept.id))
            case t.Not(item):
                self.condition(item, instance)
            case t.RateRef(name):
                self.found.add(f"sats.{name}")
            case t.ReadingRef(name):
                self.found.add(f"lesning.{name}")
            case t.LawDate():
                self.found.add(node_id(instance, "lovdato"))
            case t.Aggregate():
                self._over_list(expr, instance)
            case _:
                self._parts(expr, instance)

    def _parts(self, expr: t.Expr, instance: Instance) -> None:
        if isinstance(expr, t.DaySum):
            self.found.add(f"sats.{expr.rate}")
        for part in t.operands(expr):
            if not self._adds_nothing(part, expr, instance):
                self._terms(part, instance)

    def _adds_nothing(self, part: t.Expr, whole: t.Expr, instance: Instance) -> bool:
        """A zero in a sum that is not zero itself."""
        if not isinstance(whole, t.Add | t.Subtract) or self.evaluator.evaluate(whole, instance)[0] == (0, 0):
            return False
        return self.evaluator.evaluate(part, instance)[0] == (0, 0)

    def _over_list(self, expr: t.Aggregate, instance: Instance) -> None:
        owner = instance.follow(expr.route.up, expr.route.down)
        children = owner.lists[expr.entity]
        if children is None:
            member = self.evaluator.book.vocabulary.entities[expr.entity].member
            self.found.add(node_id(owner, f"{owner.entity}.{member}"))
            return
        for child in children:
            where = YES if expr.where is None else self.evaluator.evaluate(expr.where, child)[0]
            if expr.where is not None and where != NO:
                self.condition(expr.where, child)
            if where != NO:
                self.value(expr.body, child)
