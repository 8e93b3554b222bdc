"""How an amount came about: the steps from facts and rates to the number, without what did not bear.

Left out are an exception that was not taken, a term of zero, and a ceiling that was not reached. Every step holds its
value as the rules work it out; `exact` works it out once more from the parts, so that the two can be held together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from reiseregel.engine.because import Term, deciding_clause
from reiseregel.engine.evaluate import Evaluator, version_for
from reiseregel.facts import Instance
from reiseregel.quantities import ValueType
from reiseregel.rulebook import Clause, Concept
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.model import MAIN, RateRow
from reiseregel.sets import YES, is_single, single


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """A value that is not worked out: a fact, a rate (with the row in force), a count, a number in the rule."""

    term: Term
    value: Fraction
    type: ValueType
    row: RateRow | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A concept: what its rule gives, by the clause that decided."""

    concept: Concept
    instance: Instance
    clause: Clause
    step: Step
    value: Fraction
    type: ValueType

    @property
    def by_exception(self) -> bool:
        """True when an exception decided."""
        return self.clause.id != MAIN


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """`left × right`; `per` of the unit of one goes to one of the other (1 000 metres, 60 minutes)."""

    left: Step
    right: Step
    per: int
    value: Fraction
    type: ValueType


@dataclass(frozen=True, slots=True, eq=False)
class Divided:
    """`step / by`, exact."""

    step: Step
    by: int
    value: Fraction
    type: ValueType


@dataclass(frozen=True, slots=True, eq=False)
class Total:
    """A sum, of terms or over the entries of a list; terms of zero are left out."""

    parts: tuple[Step, ...]
    value: Fraction
    type: ValueType


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """`left − right`. With `at_least_zero` it had come below zero, and zero is what counts."""

    left: Step
    right: Step
    at_least_zero: bool
    value: Fraction
    type: ValueType


@dataclass(frozen=True, slots=True, eq=False)
class Bounded:
    """A ceiling that was reached (`min`) or a floor (`max`): `wanted` is what would have counted, `bound` what does."""

    kind: Literal["min", "max"]
    wanted: Step
    bound: Step
    value: Fraction
    type: ValueType


@dataclass(frozen=True, slots=True, eq=False)
class Rounded:
    """To the nearest whole `to` of øre, halves up, where that changed the number."""

    step: Step
    to: int
    value: Fraction
    type: ValueType


@dataclass(frozen=True, slots=True, eq=False)
class Wholes:
    """How many whole `divisor` go into the step; the divisor is in the unit of the step."""

    step: Step
    divisor: Fraction
    value: Fraction
    type: ValueType


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The rate of each day in a row, added up: each row in force with the number of days it holds for."""

    rate: str
    start: int
    count: Step
    runs: tuple[tuple[RateRow, int], ...]
    value: Fraction
    type: ValueType


Step: TypeAlias = Given | Named | Product | Divided | Total | Difference | Bounded | Rounded | Wholes | Days


def arithmetic(evaluator: Evaluator, instance: Instance, name: str) -> Step | None:
    """How the number concept `name` of an instance came about; None while its value is open."""
    concept = evaluator.book.concepts[instance.entity, name]
    if not is_single(evaluator.concept(instance, name)[0]):
        return None
    try:
        return _Worker(evaluator).concept(instance, concept)
    except _Open:  # settled, though something it is worked out from is not: `0 kr` times an unknown
        return None


def exact(step: Step) -> Fraction:
    """The value of a step, worked out anew from its parts, in the unit of its type."""
    match step:
        case Given():
            return step.value
        case Named():
            return exact(step.step)
        case Product(left, right, per):
            return exact(left) * exact(right) / per
        case Divided(item, by):
            return exact(item) / by
        case Total(parts):
            return sum(map(exact, parts), Fraction(0))
        case Difference(left, right, at_least_zero):
            left_over = exact(left) - exact(right)
            return max(left_over, Fraction(0)) if at_least_zero else left_over
        case Bounded(kind, wanted, bound):
            return (min if kind == "min" else max)(exact(wanted), exact(bound))
        case Rounded(item, to):
            return Fraction((2 * exact(item) + to) // (2 * to) * to)
        case Wholes(item, divisor):
            return Fraction(exact(item) // divisor)
        case Days(runs=runs):
            return Fraction(sum(row.value * count for row, count in runs))


class _Open(Exception):
    """Something on the way is not known."""


class _Worker:
    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator, self.book = evaluator, evaluator.book

    def concept(self, instance: Instance, concept: Concept) -> Step:
        """A main rule that only passes on another concept's value is that concept."""
        version = version_for(instance, concept)
        clause = None if version is None else deciding_clause(self.evaluator, instance, version)
        if clause is None:
            raise _Open
        step = self.step(clause.value, instance)
        if isinstance(clause.value, t.ConceptRef) and clause.id == MAIN:
            return step
        return Named(concept, instance, clause, step, step.value, step.type)

    def step(self, expr: t.Expr, instance: Instance) -> Step:
        match expr:
            case t.ConceptRef(route, entity, name):
                return self.concept(instance.follow(route.up, route.down), self.book.concepts[entity, name])
            case t.Add():
                parts = [self.step(item, instance) for item in _terms(expr)]
                return self._total(parts, expr, instance)
            case t.Subtract(left, right):
                return self._difference(self.step(left, instance), self.step(right, instance), expr.type)
            case t.Multiply():
                return self._product(expr, instance)
            case t.Extreme(kind, items):
                return self._extreme(kind, items, expr.type, instance)
            case t.Rounded(item, to):
                step = self.step(item, instance)
                value = self._value(expr, instance)
                return step if step.value == value else Rounded(step, to, value, expr.type)
            case t.FloorDivide(item, divisor):
                step = self.step(item, instance)
                each = Fraction(divisor, item.type.scale)
                return Wholes(step, each, self._value(expr, instance), expr.type)
            case t.DaySum():
                return self._days(expr, instance)
            case t.Aggregate("sum"):
                return self._over_list(expr, instance)
            case _:
                return self._given(expr, instance)

    def _value(self, expr: t.Expr, instance: Instance) -> Fraction:
        values = self.evaluator.evaluate(expr, instance)[0]
        if not is_single(values):
            raise _Open
        return Fraction(single(values), expr.type.scale)

    def _given(self, expr: t.Expr, instance: Instance) -> Given:
        value, values = self._value(expr, instance), self.evaluator.evaluate(expr, instance)[0]
        row = self.book.rates[expr.name].on(instance.law_date or 0) if isinstance(expr, t.RateRef) else None
        if isinstance(expr, t.FactRef):
            instance = instance.follow(expr.route.up, expr.route.down)
        return Given(Term(expr, instance, values), value, expr.type, row)

    def _total(self, parts: list[Step], expr: t.Expr, instance: Instance) -> Step:
        """A sum without its zeros; one term left is that term, none is a plain zero."""
        bearing = [part for part in parts if part.value]
        if len(bearing) == 1:
            return bearing[0]
        if not bearing:
            return self._nothing(expr, instance)
        return Total(tuple(bearing), sum((part.value for part in bearing), Fraction(0)), expr.type)

    def _nothing(self, expr: t.Expr, instance: Instance) -> Given:
        zero = t.Const(0, expr.type)
        return Given(Term(zero, instance, (0, 0)), Fraction(0), expr.type)

    @staticmethod
    def _difference(left: Step, right: Step, value_type: ValueType) -> Step:
        if not right.value:
            return left
        return Difference(left, right, at_least_zero=False, value=left.value - right.value, type=value_type)

    def _product(self, expr: t.Multiply, instance: Instance) -> Step:
        left = self.step(expr.left, instance)
        by = expr.right.type.scale
        if isinstance(expr.right, t.Const) and expr.right.value == 1 and by > 1:
            return Divided(left, by, left.value / by, expr.type)
        per = expr.type.scale // (expr.left.type.scale * expr.right.type.scale)
        right = self.step(expr.right, instance)
        return Product(left, right, per, left.value * right.value / per, expr.type)

    def _extreme(
        self, kind: Literal["min", "max"], items: tuple[t.Expr, ...], value_type: ValueType, instance: Instance
    ) -> Step:
        """The first is what would count by itself; another that is lower (or higher) is the bound that was reached."""
        if kind == "max" and len(items) == 2 and isinstance(items[1], t.Const) and not items[1].value:
            return self._not_below_zero(items[0], instance)
        values = [self._value(item, instance) for item in items]
        best = (min if kind == "min" else max)(values)
        at = values.index(best)
        if at == 0:
            return self.step(items[0], instance)
        wanted, bound = self.step(items[0], instance), self.step(items[at], instance)
        return Bounded(kind, wanted, bound, best, value_type)

    def _not_below_zero(self, item: t.Expr, instance: Instance) -> Step:
        if self._value(item, instance) >= 0:
            return self.step(item, instance)
        assert isinstance(item, t.Subtract), "only what is taken from can come below zero"
        right = self.step(item.right, instance)
        if not right.value:
            return self._not_below_zero(item.left, instance)
        left = self.step(item.left, instance)
        return Difference(left, right, at_least_zero=True, value=Fraction(0), type=item.type)

    def _days(self, expr: t.DaySum, instance: Instance) -> Step:
        start, count = self._value(expr.start, instance), self._value(expr.count, instance)
        rate = self.book.rates[expr.rate]
        runs: list[tuple[RateRow, int]] = []
        for day in range(int(start), int(start + count)):
            row = rate.on(day)
            assert row is not None, "a rate, once in force, has no end"
            if runs and runs[-1][0] is row:
                runs[-1] = (row, runs[-1][1] + 1)
            else:
                runs.append((row, 1))
        days = self.step(expr.count, instance)
        return Days(expr.rate, int(start), days, tuple(runs), self._value(expr, instance), expr.type)

    def _over_list(self, expr: t.Aggregate, instance: Instance) -> Step:
        children = instance.follow(expr.route.up, expr.route.down).lists[expr.entity]
        if children is None:
            raise _Open
        return self._total(list(self._counted(expr, children)), expr, instance)

    def _counted(self, expr: t.Aggregate, children: tuple[Instance, ...]) -> Iterator[Step]:
        for child in children:
            if expr.where is None or self.evaluator.evaluate(expr.where, child)[0] == YES:
                yield self.step(expr.body, child)


def _terms(expr: t.Expr) -> Iterator[t.Expr]:
    """The terms of a sum, however they are nested."""
    if isinstance(expr, t.Add):
        yield from _terms(expr.left)
        yield from _terms(expr.right)
    else:
        yield expr


__all__ = [
    "Bounded",
    "Days",
    "Difference",
    "Divided",
    "Given",
    "Named",
    "Product",
    "Rounded",
    "Step",
    "Total",
    "Wholes",
    "arithmetic",
    "exact",
]
