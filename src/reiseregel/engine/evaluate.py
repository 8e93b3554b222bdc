"""The reference evaluator: one expression over sets of possible values. Small and slow on purpose; it is the meaning.

Every result is a pair `(values, support)`: what is possible, and which open facts (a bit each) it still hangs on. A set
of one hangs on nothing. The set always holds every value the expression can take (sound); it may hold more where one
open fact is used twice, which is what splitting (`split`) is for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reiseregel.calendar import (
    FIRST_DAY,
    LAST_DAY,
    add_days,
    add_months,
    next_working_day,
    previous_working_day,
    whole_years,
)
from reiseregel.engine.lists import count_of, every, some, total_of
from reiseregel.facts import FactTree, Instance
from reiseregel.quantities import UNBOUNDED, ValueType, half_up
from reiseregel.rulebook import Concept, RuleBook, Version
from reiseregel.rulebook import tree as t
from reiseregel.sets import EITHER, NO, YES, Values, is_single, join, negated, of_value

Result: TypeAlias = tuple[Values, int]
ConceptKey: TypeAlias = tuple[str, str]
Memo: TypeAlias = dict[ConceptKey, dict[int, Result]]


_NOTHING: dict[int, Result] = {}
#: The most months that are added to a day; an open number of them has no other bound.
MOST_MONTHS = 1200
#: The most days that a rate is added up over: a century. More than that have no bound.
MOST_DAYS = 36_600


def settle(values: Values, support: int) -> Result:
    """A result; one that is known hangs on nothing."""
    return (values, 0) if is_single(values) else (values, support)


def full_set(value_type: ValueType) -> Values:
    """Every value of a type."""
    if value_type.finite:
        return value_type.all_codes
    return (FIRST_DAY, LAST_DAY) if value_type.kind == "dato" else (0, UNBOUNDED)


def version_for(instance: Instance, concept: Concept) -> Version | None:
    """The version in force for an entity; None where the rules do not tell the law of its date."""
    return concept.version_on(instance.law_day) if instance.covered else None


@dataclass(slots=True)
class Evaluator:
    """Evaluates concepts of one case under chosen readings, within a cell: `restricted` narrows open facts by index,
    `forced` fixes concepts by number of instance.
    """

    book: RuleBook
    facts: FactTree
    readings: Mapping[str, str]
    restricted: Mapping[int, Values] = field(default_factory=dict)
    forced: Mapping[tuple[int, ConceptKey], Values] = field(default_factory=dict)
    memo: Memo = field(default_factory=dict)
    #: The readings an answer has looked at, in this cell or any narrowed from it; what was never reached cannot matter.
    reached: set[str] = field(default_factory=set)
    #: The rates an answer has used at a row that is not confirmed.
    provisional: set[str] = field(default_factory=set)
    #: The concepts an answer has looked at whose version rests on a text of the law that was not read.
    unread: dict[tuple[int, ConceptKey], Instance] = field(default_factory=dict)

    def concept(self, instance: Instance, name: str) -> Result:
        """The value set of a concept of one instance."""
        return self._concept(instance, self.book.concepts[instance.entity, name])

    def _concept(self, instance: Instance, concept: Concept) -> Result:
        key = (concept.entity, concept.name)
        known = self.memo.setdefault(key, {})
        found = known.get(instance.number)
        if found is None:
            forced = self.forced.get((instance.number, key)) if self.forced else None
            found = known[instance.number] = (forced, 0) if forced is not None else self.defined(instance, concept)
        return found

    def defined(self, instance: Instance, concept: Concept) -> Result:
        """The value set of a concept by its rules, worked out anew."""
        version = version_for(instance, concept)
        if version is None:
            return full_set(concept.type), self.facts.outside_law_bit
        values, support, _ = self.decide(instance, version)
        if not version.wording_read and self._unread_reached(instance, version):
            self.unread[instance.number, (concept.entity, concept.name)] = instance
        return settle(values, support)

    def _unread_reached(self, instance: Instance, version: Version) -> bool:
        for clause in version.clauses:
            condition = YES if clause.condition is None else self.evaluate(clause.condition, instance)[0]
            if condition != NO and not clause.wording_read:
                return True
            if condition == YES:
                break
        return False

    def decide(self, instance: Instance, version: Version) -> tuple[Values, int, str | None]:
        """The first clause whose condition is true decides; open conditions join what they may give and go on.

        Returns values, support, and the id of the clause when one alone decided.
        """
        joined: Values | None = None
        support = 0
        for clause in version.clauses:
            condition = YES
            if clause.condition is not None:
                found, hangs_on = self.evaluate(clause.condition, instance)
                assert isinstance(found, int)
                condition = found
                if condition == NO:
                    continue
                support |= hangs_on
            values, hangs_on = self.evaluate(clause.value, instance)
            support |= hangs_on
            alone = joined is None
            joined = values if joined is None else join(joined, values)
            if condition == YES:
                return joined, support, clause.id if alone else None
        raise AssertionError("a decision list ends with the main rule")

    def evaluate(self, expr: t.Expr, instance: Instance) -> Result:
        """The value set of an expression standing on `instance`."""
        return _HANDLERS[type(expr)](self, expr, instance)

    # --- cells ------------------------------------------------------------------------------------------------------

    def without(self, bit: int) -> Memo:
        """What is known and does not hang on the open fact with this bit: the same in every cell that narrows it."""
        return {
            name: {number: result for number, result in known.items() if not result[1] & bit}
            for name, known in self.memo.items()
        }

    def unmoved(self, moved: Set[ConceptKey]) -> Memo:
        """What is known of the other concepts, for a cell where these come out anew."""
        return {name: dict(known) for name, known in self.memo.items() if name not in moved}

    def beside(self, moved: Set[ConceptKey]) -> Memo:
        """As `unmoved`, shared with this cell: what a concept hangs on that cannot move is the same in both."""
        return {name: known for name, known in self.memo.items() if name not in moved}

    # --- references -------------------------------------------------------------------------------------------------

    def _const(self, expr: t.Const, _: Instance) -> Result:
        return of_value(expr.value, expr.type), 0

    def _fact(self, expr: t.FactRef, instance: Instance) -> Result:
        slot = instance.follow(expr.route.up, expr.route.down).facts[expr.name]
        if not slot.bit:
            return slot.values, 0
        values = self.restricted.get(slot.bit.bit_length() - 1, slot.values) if slot.own else slot.values
        return settle(values, slot.bit)

    def _concept_ref(self, expr: t.ConceptRef, instance: Instance) -> Result:
        target = instance.follow(expr.route.up, expr.route.down)
        key = (expr.entity, expr.name)
        found = self.memo.get(key, _NOTHING).get(target.number)
        return found if found is not None else self._concept(target, self.book.concepts[key])

    def _rate(self, expr: t.RateRef, instance: Instance) -> Result:
        row = self.book.rates[expr.name].on(instance.law_date or 0)
        if row is None:
            return (0, UNBOUNDED), self.facts.outside_law_bit
        if row.status == "foreloepig":
            self.provisional.add(expr.name)
        return (row.value, row.value), 0

    def _reading(self, expr: t.ReadingRef, _: Instance) -> Result:
        self.reached.add(expr.name)
        return 1 << expr.type.codes.index(self.readings[expr.name]), 0

    def _law_date(self, _: t.LawDate, instance: Instance) -> Result:
        day = instance.law_date
        return ((FIRST_DAY, LAST_DAY), self.facts.outside_law_bit) if day is None else ((day, day), 0)

    # --- yes and no -------------------------------------------------------------------------------------------------

    def _all(self, expr: t.All, instance: Instance) -> Result:
        return every(self.evaluate(item, instance) for item in expr.items)

    def _any(self, expr: t.AnyOf, instance: Instance) -> Result:
        return some(self.evaluate(item, instance) for item in expr.items)

    def _not(self, expr: t.Not, instance: Instance) -> Result:
        values, support = self.evaluate(expr.item, instance)
        assert isinstance(values, int)
        return negated(values), support

    def _compare(self, expr: t.Compare, instance: Instance) -> Result:
        (left, left_support), (right, right_support) = self._both(expr.left, expr.right, instance)
        if isinstance(left, int) and isinstance(right, int):
            equal = (YES if left & right else 0) | (0 if is_single(left | right) else NO)
        else:
            assert isinstance(left, tuple)
            assert isinstance(right, tuple)
            a, b, m, n = *left, expr.left_factor, expr.right_factor
            c, d = right
            a, b, c, d = a * m, b * m, c * n, d * n
            equal = _ORDER[expr.op](a, b, c, d)
        result = negated(equal) if expr.op == "!=" else equal
        return settle(result, left_support | right_support)

    def _one_of(self, expr: t.OneOf, instance: Instance) -> Result:
        values, support = self.evaluate(expr.item, instance)
        assert isinstance(values, int)
        return settle((YES if values & expr.mask else 0) | (NO if values & ~expr.mask else 0), support)

    # --- numbers and dates ------------------------------------------------------------------------------------------

    def _both(self, left: t.Expr, right: t.Expr, instance: Instance) -> tuple[Result, Result]:
        return self.evaluate(left, instance), self.evaluate(right, instance)

    def _numbers(self, left: t.Expr, right: t.Expr, instance: Instance) -> tuple[int, int, int, int, int]:
        (first, s1), (second, s2) = self._both(left, right, instance)
        assert isinstance(first, tuple)
        assert isinstance(second, tuple)
        return (*first, *second, s1 | s2)

    def _add(self, expr: t.Add, instance: Instance) -> Result:
        a, b, c, d, support = self._numbers(expr.left, expr.right, instance)
        m, n = expr.left_factor, expr.right_factor
        return settle((a * m + c * n, b * m + d * n), support)

    def _subtract(self, expr: t.Subtract, instance: Instance) -> Result:
        a, b, c, d, support = self._numbers(expr.left, expr.right, instance)
        m, n = expr.left_factor, expr.right_factor
        return settle((a * m - d * n, b * m - c * n), support)

    def _multiply(self, expr: t.Multiply, instance: Instance) -> Result:
        a, b, c, d, support = self._numbers(expr.left, expr.right, instance)
        corners = (a * c, a * d, b * c, b * d)
        return settle((min(corners), max(corners)), support)

    def _extreme(self, expr: t.Extreme, instance: Instance) -> Result:
        pick = min if expr.kind == "min" else max
        found = [self.evaluate(item, instance) for item in expr.items]
        lows, highs, support = [], [], 0
        for (values, hangs_on), factor in zip(found, expr.factors, strict=True):
            assert isinstance(values, tuple)
            lows.append(values[0] * factor)
            highs.append(values[1] * factor)
            support |= hangs_on
        return settle((pick(lows), pick(highs)), support)

    def _monotone(self, item: t.Expr, instance: Instance, function: Callable[[int], int]) -> Result:
        values, support = self.evaluate(item, instance)
        assert isinstance(values, tuple)
        return settle((function(values[0]), function(values[1])), support)

    def _floor_divide(self, expr: t.FloorDivide, instance: Instance) -> Result:
        return self._monotone(expr.item, instance, lambda value: value // expr.divisor)

    def _rounded(self, expr: t.Rounded, instance: Instance) -> Result:
        parts = expr.item.type.scale * expr.step
        return self._monotone(expr.item, instance, lambda value: half_up(value, parts) * expr.step)

    def _whole_years(self, expr: t.WholeYears, instance: Instance) -> Result:
        a, b, c, d, support = self._numbers(expr.born, expr.day, instance)
        return settle((whole_years(b, c), whole_years(a, d)), support)

    def _add_months(self, expr: t.AddMonths, instance: Instance) -> Result:
        a, b, c, d, support = self._numbers(expr.day, expr.months, instance)
        return settle((add_months(a, min(c, MOST_MONTHS)), add_months(b, min(d, MOST_MONTHS))), support)

    def _add_days(self, expr: t.AddDays, instance: Instance) -> Result:
        a, b, c, d, support = self._numbers(expr.day, expr.days, instance)
        return settle((add_days(a, c), add_days(b, d)), support)

    def _working_day(self, expr: t.WorkingDay, instance: Instance) -> Result:
        return self._monotone(expr.day, instance, previous_working_day if expr.kind == "before" else next_working_day)

    def _days_between(self, expr: t.DaysBetween, instance: Instance) -> Result:
        a, b, c, d, support = self._numbers(expr.start, expr.end, instance)
        return settle((c - b, d - a), support)

    def _day_sum(self, expr: t.DaySum, instance: Instance) -> Result:
        a, b, c, d, support = self._numbers(expr.start, expr.count, instance)
        rate = self.book.rates[expr.rate]
        if a != b or rate.on(a) is None:
            return (0, UNBOUNDED), support | (0 if a != b else self.facts.outside_law_bit)
        return settle((self._days(expr.rate, a, c), self._days(expr.rate, a, d)), support)

    def _days(self, name: str, start: int, count: int) -> int:
        """The rate of each day, added up."""
        if count > MOST_DAYS:
            return UNBOUNDED
        rows = [self.book.rates[name].on(start + day) for day in range(count)]
        assert all(rows), "a rate, once in force, has no end"
        if any(row.status == "foreloepig" for row in rows if row is not None):
            self.provisional.add(name)
        return sum(row.value for row in rows if row is not None)

    # --- lists ------------------------------------------------------------------------------------------------------

    def _aggregate(self, expr: t.Aggregate, instance: Instance) -> Result:
        owner = instance.follow(expr.route.up, expr.route.down)
        children = owner.lists[expr.entity]
        unknown = None
        if children is None:
            bit = owner.list_bits[expr.entity]
            state = self.restricted.get(bit.bit_length() - 1, EITHER) if owner.number >= 0 else EITHER
            assert isinstance(state, int)
            unknown = (state, bit)
            children = (owner.nameless[expr.entity],)
        parts = []
        for child in children:
            where: Result = (YES, 0) if expr.where is None else self.evaluate(expr.where, child)
            body: Result = self.evaluate(expr.body, child) if where[0] != NO else (_neutral(expr), 0)
            parts.append((where, body))
        if expr.kind in ("noen", "alle"):
            return count_of(expr.kind, parts, unknown)
        most = self.book.vocabulary.entities[expr.entity].most
        return total_of(parts, unknown, most)


def _neutral(expr: t.Aggregate) -> Values:
    """What a child outside the `hvor` adds: nothing."""
    return NO if expr.kind in ("noen", "alle") else (0, 0)


def _less(a: int, b: int, c: int, d: int) -> int:
    return (YES if a < d else 0) | (NO if b >= c else 0)


_ORDER: dict[str, Callable[[int, int, int, int], int]] = {
    "<": _less,
    "<=": lambda a, b, c, d: (YES if a <= d else 0) | (NO if b > c else 0),
    ">": lambda a, b, c, d: _less(c, d, a, b),
    ">=": lambda a, b, c, d: (YES if b >= c else 0) | (NO if a < d else 0),
    "==": lambda a, b, c, d: (YES if a <= d and c <= b else 0) | (0 if a == b == c == d else NO),
}
_ORDER["!="] = _ORDER["=="]

_HANDLERS: dict[type, Callable[[Evaluator, Any, Instance], Result]] = {
    t.Const: Evaluator._const,
    t.FactRef: Evaluator._fact,
    t.ConceptRef: Evaluator._concept_ref,
    t.RateRef: Evaluator._rate,
    t.ReadingRef: Evaluator._reading,
    t.LawDate: Evaluator._law_date,
    t.All: Evaluator._all,
    t.AnyOf: Evaluator._any,
    t.Not: Evaluator._not,
    t.Compare: Evaluator._compare,
    t.OneOf: Evaluator._one_of,
    t.Add: Evaluator._add,
    t.Subtract: Evaluator._subtract,
    t.Multiply: Evaluator._multiply,
    t.Extreme: Evaluator._extreme,
    t.FloorDivide: Evaluator._floor_divide,
    t.Rounded: Evaluator._rounded,
    t.WholeYears: Evaluator._whole_years,
    t.AddMonths: Evaluator._add_months,
    t.AddDays: Evaluator._add_days,
    t.WorkingDay: Evaluator._working_day,
    t.DaysBetween: Evaluator._days_between,
    t.DaySum: Evaluator._day_sum,
    t.Aggregate: Evaluator._aggregate,
}
