"""Where a number or date matters: the points at which some comparison, minimum or step changes its answer.

A cut at `c` parts the values below `c` from `c` and above. Thresholds are pushed down from each comparison through
concepts, exceptions, sums with what is known, products with a known rate, min/max, rounding, whole years and days
reckoned on the calendar, to the one open fact. A point that cannot be reached this way gives no cut: the cell stays
wider, never wrong.
"""

from __future__ import annotations

from collections.abc import Iterable

from reiseregel.calendar import (
    FIRST_DAY,
    LAST_DAY,
    first_birth_younger_than,
    first_reaching,
    next_working_day,
    previous_working_day,
)
from reiseregel.engine.dependencies import dependencies
from reiseregel.engine.evaluate import MOST_MONTHS, Evaluator, Result, version_for
from reiseregel.facts import Instance, OpenFact
from reiseregel.quantities import UNBOUNDED, ceil_div
from reiseregel.rulebook import tree as t
from reiseregel.sets import NO, YES

#: A day so far outside the calendar of facts parts no fact from another; a century is the most a rule adds to a day.
_FAR = 36_600


class CutFinder:
    """Finds the cuts of one open fact below some concepts, in the cell of the evaluator."""

    def __init__(
        self, evaluator: Evaluator, fact: OpenFact, found: dict[tuple[int, int], Result] | None = None
    ) -> None:
        """`found` holds what was found for other facts in the same cell, and takes what is found for this one."""
        self.evaluator, self.fact, self.bit = evaluator, fact, 1 << fact.index
        static = dependencies(evaluator.book)
        self.reads, self.below_of = static.reads, static.operands
        self.named = static.fact_bit((fact.instance.entity, fact.name))
        self.cuts: set[int] = set()
        self.seen: set[tuple[int, str, str]] = set()
        #: Results by expression (which lives as long as the rule book) and instance: each is looked at many times.
        self.found: dict[tuple[int, int], Result] = {} if found is None else found

    def below(self, roots: Iterable[tuple[Instance, str]]) -> list[int]:
        """The cuts strictly inside the fact's interval, rising."""
        for instance, name in roots:
            self._concept(instance, instance.entity, name)
        values = self.evaluator.restricted.get(self.fact.index, self.fact.values)
        assert isinstance(values, tuple)
        return sorted(cut for cut in self.cuts if values[0] < cut <= values[1])

    def _result(self, expr: t.Expr, instance: Instance) -> Result:
        key = (id(expr), instance.number)
        found = self.found.get(key)
        if found is None:
            found = self.found[key] = self.evaluator.evaluate(expr, instance)
        return found

    def _hangs(self, expr: t.Expr, instance: Instance) -> bool:
        return bool(self._result(expr, instance)[1] & self.bit)

    def _known(self, expr: t.Expr, instance: Instance) -> int | None:
        values, _ = self._result(expr, instance)
        return values[0] if isinstance(values, tuple) and values[0] == values[1] else None

    # --- finding comparisons ----------------------------------------------------------------------------------------

    def _concept(self, instance: Instance, entity: str, name: str) -> None:
        if (instance.number, entity, name) in self.seen:
            return
        self.seen.add((instance.number, entity, name))
        version = version_for(instance, self.evaluator.book.concepts[entity, name])
        for clause in version.clauses if version else ():
            if clause.condition is not None:
                self._scan(clause.condition, instance)
                condition = self._result(clause.condition, instance)[0]
                if condition == NO:
                    continue
            self._scan(clause.value, instance)
            if clause.condition is not None and condition == YES:
                break

    def _scan(self, expr: t.Expr, instance: Instance) -> None:
        """Look for comparisons below; conditions and values that do not hang on the fact are passed over."""
        key = (id(expr), instance.number)
        result = self.found.get(key)
        if result is None:
            result = self.found[key] = self.evaluator.evaluate(expr, instance)
        if not result[1] & self.bit:
            return
        if isinstance(expr, t.ConceptRef):
            self._concept(instance.follow(expr.route.up, expr.route.down), expr.entity, expr.name)
            return
        if isinstance(expr, t.Aggregate):
            for child in self._children(expr, instance):
                for part in t.operands(expr):
                    self._scan(part, child)
            return
        if isinstance(expr, t.Compare):
            if not expr.left.type.finite:
                self._comparison(expr, instance)
        elif isinstance(expr, t.Extreme):
            self._extreme(expr, instance)
        # What hangs on the fact has had every operand worked out: one that no rule lets hang on it need not be again.
        # (Members of a list may have been passed over. They are worked out above in any case: what has been looked at
        # tells which concepts may be split.)
        for operand in self.below_of(expr, self.named):
            self._scan(operand, instance)

    def _children(self, expr: t.Aggregate, instance: Instance) -> tuple[Instance, ...]:
        return instance.follow(expr.route.up, expr.route.down).lists[expr.entity] or ()

    def _comparison(self, expr: t.Compare, instance: Instance) -> None:
        sides = [(expr.left, expr.left_factor, expr.right, expr.right_factor, expr.op in ("<=", ">"))]
        sides.append((expr.right, expr.right_factor, expr.left, expr.left_factor, expr.op in (">=", "<")))
        for side, factor, other, other_factor, above in sides:
            limit = self._known(other, instance)
            if limit is None or not self.reads(side) & self.named or not self._hangs(side, instance):
                continue
            at, after = ceil_div(limit * other_factor, factor), limit * other_factor // factor + 1
            both = expr.op in ("==", "!=")
            for threshold in (at, after) if both else ((after,) if above else (at,)):
                self._push(side, instance, threshold)

    def _extreme(self, expr: t.Extreme, instance: Instance) -> None:
        for item, factor in zip(expr.items, expr.factors, strict=True):
            limit = self._known(item, instance)
            if limit is None:
                continue
            for other, other_factor in zip(expr.items, expr.factors, strict=True):
                if other is not item:
                    self._push(other, instance, ceil_div(limit * factor, other_factor))

    # --- pushing a threshold down to the fact -----------------------------------------------------------------------

    def _push(self, expr: t.Expr, instance: Instance, cut: int) -> None:
        """Find where `expr >= cut` begins, in values of the fact."""
        if abs(cut) >= UNBOUNDED or not self.reads(expr) & self.named or not self._hangs(expr, instance):
            return
        match expr:
            case t.FactRef():
                self.cuts.add(cut)
            case t.ConceptRef(route, entity, name):
                self._push_concept(instance.follow(route.up, route.down), entity, name, cut)
            case t.Add(left, right, m, n) | t.Subtract(left, right, m, n):
                self._push_sum(expr, instance, cut, left, right, m, n)
            case t.Multiply(left, right):
                for side, other in ((left, right), (right, left)):
                    by = self._known(other, instance)
                    if by is not None and by > 0:
                        self._push(side, instance, ceil_div(cut, by))
            case t.Extreme(_, items, factors):
                for item, factor in zip(items, factors, strict=True):
                    self._push(item, instance, ceil_div(cut, factor))
            case t.FloorDivide(item, divisor):
                self._push(item, instance, cut * divisor)
            case t.Rounded(item, step):
                parts = item.type.scale * step
                self._push(item, instance, ceil_div((2 * ceil_div(cut, step) - 1) * parts, 2))
            case t.WholeYears() | t.AddMonths() | t.AddDays() | t.WorkingDay() | t.DaysBetween():
                self._push_calendar(expr, instance, cut)
            case t.Aggregate(kind="sum"):
                self._push_total(expr, instance, cut)
            case _:
                pass

    def _push_calendar(self, expr: t.Expr, instance: Instance, cut: int) -> None:
        """Through what is reckoned on the calendar. A day far outside the calendar of facts parts nothing."""
        near = FIRST_DAY - _FAR < cut < LAST_DAY + _FAR
        match expr:
            case t.WholeYears(born, day):
                on = self._known(day, instance)
                if on is not None and 0 < cut < 200:
                    self._push(born, instance, first_birth_younger_than(cut, on))
            case t.DaysBetween(start, end):
                self._push_span(start, end, instance, cut)
            case t.AddDays(day, later):
                since, days = self._known(day, instance), self._known(later, instance)
                if days is not None:
                    self._push(day, instance, cut - days)
                elif since is not None:
                    self._push(later, instance, cut - since)
            case t.WorkingDay(kind, day) if near:
                last_before = next_working_day(cut) if kind == "before" else previous_working_day(cut)
                self._push(day, instance, last_before + 1)
            case t.AddMonths(day, later) if near:
                months = self._known(later, instance)
                if months is not None and months <= MOST_MONTHS:
                    self._push(day, instance, first_reaching(months, cut))

    def _push_span(self, start: t.Expr, end: t.Expr, instance: Instance, cut: int) -> None:
        """Through the days from one day to another, one of them known."""
        since, until = self._known(start, instance), self._known(end, instance)
        if since is not None:
            self._push(end, instance, since + cut)
        elif until is not None:
            self._push(start, instance, until - cut + 1)

    def _push_concept(self, instance: Instance, entity: str, name: str, cut: int) -> None:
        version = version_for(instance, self.evaluator.book.concepts[entity, name])
        for clause in version.clauses if version else ():
            condition = None if clause.condition is None else self._result(clause.condition, instance)[0]
            if condition != NO:
                self._push(clause.value, instance, cut)

    def _push_sum(
        self, expr: t.Expr, instance: Instance, cut: int, left: t.Expr, right: t.Expr, m: int, n: int
    ) -> None:
        sign = -1 if isinstance(expr, t.Subtract) else 1
        first, second = self._known(left, instance), self._known(right, instance)
        if second is not None:
            self._push(left, instance, ceil_div(cut - sign * n * second, m))
        elif first is not None and sign > 0:
            self._push(right, instance, ceil_div(cut - m * first, n))
        elif first is not None:
            self._push(right, instance, (m * first - cut) // n + 1)

    def _push_total(self, expr: t.Aggregate, instance: Instance, cut: int) -> None:
        rest, hanging = 0, []
        for child in self._children(expr, instance):
            if expr.where is not None and self._result(expr.where, child)[0] == NO:
                continue
            value = self._known(expr.body, child)
            if value is None:
                hanging.append(child)
            else:
                rest += value
        if len(hanging) == 1:
            self._push(expr.body, hanging[0], cut - rest)
