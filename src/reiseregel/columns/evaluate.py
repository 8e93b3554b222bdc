"""The rules worked out over columns: the reference's plain pass (`engine/evaluate.py`), a table at a time.

Every value here holds the value set that the reference finds on the same row, and is the same set wherever it holds
one value. What is asked for several times is kept, in every table by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from reiseregel.calendar import FIRST_DAY, LAST_DAY, add_days, add_months, whole_years
from reiseregel.columns import days, numbers
from reiseregel.columns.contexts import Context, Contexts, along
from reiseregel.columns.lists import aggregate
from reiseregel.columns.numbers import row_by_row, size_of
from reiseregel.columns.plan import Node, Plan, VersionPlan
from reiseregel.columns.rates import day_sums, on_days
from reiseregel.columns.values import (
    EITHER,
    LIMIT,
    NO,
    NONE,
    YES,
    Mask,
    Numbers,
    Value,
    between,
    both,
    by_row,
    chosen_codes,
    chosen_mask,
    chosen_numbers,
    equal,
    gathered,
    negated,
    one_of_two,
    patched,
    same_answer,
    same_code,
    taken,
)
from reiseregel.engine.evaluate import MOST_MONTHS
from reiseregel.rulebook import Concept


class Run:
    """One pass over a chunk under some readings: of each a mask of codes, for all documents or one each.

    With `base`, another pass over the same chunk, `moved` has the bits of the readings that differ from it: what does
    not hang on them is taken from there, and what comes out as it did there is the same object.
    """

    def __init__(
        self, plan: Plan, contexts: Contexts, readings: Mapping[str, Mask], base: Run | None = None, moved: int = 0
    ) -> None:
        self.plan, self.contexts, self.readings, self.base, self.moved = plan, contexts, readings, base, moved
        self.forced: dict[tuple[int, int], tuple[Any, Value]] = {}
        self.memo: list[dict[int, Value]] = [{} for _ in contexts.everything]

    def of(self, node: Node, context: Context) -> Value:
        """The column of an expression on a table."""
        if self.base is not None and not node.reads & self.moved:
            return self.base.of(node, context)
        memo = self.memo[context.number]
        found = memo.get(node.index)
        if found is None:
            found = _HANDLERS[node.op](self, node, context)
            if node.uses > 1 or node.op == "concept":
                memo[node.index] = found
        return found

    def concept(self, context: Context, name: str) -> Value:
        """The column of a concept of the entity of a table."""
        return self.of(self.plan.concepts[context.definition.name, name], context)

    def force(self, node: Node, context: Context, rows: Any, value: Value) -> None:
        """Give a concept other values in some rows of a table, whatever its rule says."""
        self.forced[node.index, context.number] = rows, value

    # --- concepts and references ------------------------------------------------------------------------------------

    def _concept(self, node: Node, context: Context) -> Value:
        if self.base is None:
            found = gathered(self._defined(node, context))
            return found if not self.forced else self._forced(found, node, context)
        before = self.base.of(node, context)
        if not self._touched(node, context):
            return before
        found = gathered(self._defined(node, context))
        return before if equal(found, before) else found

    def _forced(self, found: Value, node: Node, context: Context) -> Value:
        if (node.index, context.number) not in self.forced:
            return found
        rows, value = self.forced[node.index, context.number]
        if isinstance(found, tuple):
            return patched(found, rows, value, context.rows)
        column = np.array(np.broadcast_to(found, (context.rows,)), np.uint8)
        column[rows] = value
        return column

    def _touched(self, node: Node, context: Context) -> bool:
        """True when something the concept names has another value than in the base."""
        assert self.base is not None
        _, versions = node.data
        for item in versions:
            if self._in_force(item, context) == NO:
                continue
            if item.readings & self.moved:
                return True
            for steps, below in item.names:
                if below.reads & self.moved and any(
                    self.of(below, there) is not self.base.of(below, there) for there in along(steps, context)
                ):
                    return True
        return False

    def _in_force(self, item: VersionPlan, context: Context) -> Mask:
        """In which rows a version is the law; an int when it is one for all."""
        found = context.in_force(item.version.since, item.version.until)
        return found if isinstance(found, int) else EITHER

    def _defined(self, node: Node, context: Context) -> Value:
        concept, versions = node.data
        found: Value = None
        for item in versions:
            within = context.in_force(item.version.since, item.version.until)
            if isinstance(within, int):
                if within == YES:
                    return self._decided(item, concept, context)
                continue
            value = self._decided(item, concept, context)
            found = by_row(within == YES, value, _everything(concept) if found is None else found)
        return _everything(concept) if found is None else found

    def _decided(self, item: VersionPlan, concept: Concept, context: Context) -> Value:
        """The first clause whose condition is true decides; open conditions join what they may give and go on."""
        choose = _CHOOSE[concept.type.kind]
        live: list[tuple[Mask, Node]] = []
        found: Value = None
        for condition, value in item.clauses:
            holds = YES if condition is None else self.of(condition, context)
            if isinstance(holds, int):
                if holds == NO:
                    continue
                if holds == YES:
                    found = self.of(value, context)
                    break
            if live and live[-1][1] is value:
                live[-1] = one_of_two(live[-1][0], holds), value
            else:
                live.append((holds, value))
        for holds, value in reversed(live):
            found = choose(holds, self.of(value, context), found)
        return found

    def _const(self, node: Node, _: Context) -> Value:
        match node.type.kind:
            case "boolsk":
                return 2 * int(node.data)
            case "kode":
                return 1 << node.data
            case _:
                return node.data, node.data

    def _fact(self, node: Node, context: Context) -> Value:
        down, fact = node.data
        return context.down(down).fact(fact)

    def _down(self, node: Node, context: Context) -> Value:
        return self.of(node.items[0], context.down(node.data))

    def _lift(self, node: Node, context: Context) -> Value:
        found = self.of(node.items[0], context.up(node.data))
        if self.base is not None:
            memo = self.base.memo[context.number]
            before = memo.get(node.index)
            if before is not None and found is self.base.of(node.items[0], context.up(node.data)):
                return before
        return taken(found, context.rows_up(node.data))

    def _rate(self, node: Node, context: Context) -> Value:
        return on_days(node.data, context.law_date)

    def _reading(self, node: Node, context: Context) -> Value:
        found = self.readings[node.data]
        return found if isinstance(found, int) else taken(found, self.contexts.rows_of_documents(context))

    def _law_date(self, _: Node, context: Context) -> Value:
        day = context.law_date
        return (FIRST_DAY, LAST_DAY) if day is None else (day, day)

    # --- yes and no -------------------------------------------------------------------------------------------------

    def _all(self, node: Node, context: Context) -> Value:
        found: Mask = YES
        for item in node.items:
            found = both(found, self.of(item, context))
            if isinstance(found, int) and found == NO:
                break
        return found

    def _any(self, node: Node, context: Context) -> Value:
        found: Mask = NO
        for item in node.items:
            found = one_of_two(found, self.of(item, context))
            if isinstance(found, int) and found == YES:
                break
        return found

    def _not(self, node: Node, context: Context) -> Value:
        return negated(self.of(node.items[0], context))

    def _compare(self, node: Node, context: Context) -> Value:
        first, second = (self.of(item, context) for item in node.items)
        op, m, n = node.data
        kind = node.items[0].type.kind
        if kind == "kode":
            found = same_code(first, second)
            return negated(found) if op == "!=" else found
        if kind == "boolsk":
            found = same_answer(first, second)
            return negated(found) if op == "!=" else found
        first, second = numbers.scaled_numbers(first, m), numbers.scaled_numbers(second, n)
        return numbers.compared(op, first, second)

    def _one_of(self, node: Node, context: Context) -> Value:
        codes = self.of(node.items[0], context)
        if isinstance(codes, int):
            return int(not codes & ~node.data) + int(bool(codes & node.data))
        mask = codes.dtype.type(node.data)
        return between((codes & ~mask) == 0, (codes & mask) != 0)

    # --- numbers and dates ------------------------------------------------------------------------------------------

    def _two(self, node: Node, context: Context) -> tuple[Numbers, Numbers]:
        return self.of(node.items[0], context), self.of(node.items[1], context)

    def _scaled(self, node: Node, context: Context) -> tuple[Numbers, Numbers]:
        first, second = self._two(node, context)
        return numbers.scaled_numbers(first, node.data[0]), numbers.scaled_numbers(second, node.data[1])

    def _add(self, node: Node, context: Context) -> Value:
        return self._counted(node, context, numbers.add(*self._scaled(node, context)))

    def _subtract(self, node: Node, context: Context) -> Value:
        return self._counted(node, context, numbers.subtract(*self._scaled(node, context)))

    def _multiply(self, node: Node, context: Context) -> Value:
        first, second = self._two(node, context)
        if node.most >= LIMIT:
            self._refuse_beyond(context, size_of(first) * size_of(second))
        return numbers.multiply(first, second)

    def _counted(self, node: Node, context: Context, found: Numbers) -> Numbers:
        """A sum that the bounds of the facts do not keep below what can be counted is looked at."""
        if node.most >= LIMIT:
            self._refuse_beyond(context, size_of(found))
        return found

    def _refuse_beyond(self, context: Context, size: Any) -> None:
        beyond = np.asarray(size) >= float(LIMIT)
        if beyond.any():
            self.contexts.hand_over(context, beyond if beyond.ndim else True)

    def _extreme(self, node: Node, context: Context) -> Value:
        kind, factors = node.data
        parts = [
            numbers.scaled_numbers(self.of(item, context), factor)
            for item, factor in zip(node.items, factors, strict=True)
        ]
        return numbers.extreme(kind, parts)

    def _floor_divide(self, node: Node, context: Context) -> Value:
        return numbers.floor_divide(self.of(node.items[0], context), node.data)

    def _rounded(self, node: Node, context: Context) -> Value:
        return numbers.rounded(self.of(node.items[0], context), *node.data)

    def _whole_years(self, node: Node, context: Context) -> Value:
        (a, b), (c, d) = self._two(node, context)
        low = self._by_day(context, whole_years, days.whole_years, b, c)
        return (low, low) if a is b and c is d else (low, self._by_day(context, whole_years, days.whole_years, a, d))

    def _add_months(self, node: Node, context: Context) -> Value:
        (a, b), (c, d) = self._two(node, context)
        fixed = a is b and c is d
        c, d = (min(m, MOST_MONTHS) if isinstance(m, int) else np.minimum(m, MOST_MONTHS) for m in (c, d))
        low = self._by_day(context, add_months, days.add_months, a, c)
        return (low, low) if fixed else (low, self._by_day(context, add_months, days.add_months, b, d))

    def _add_days(self, node: Node, context: Context) -> Value:
        (a, b), (c, d) = self._two(node, context)
        low = row_by_row(add_days, days.add_days, a, c)
        return (low, low) if a is b and c is d else (low, row_by_row(add_days, days.add_days, b, d))

    def _working_day(self, node: Node, context: Context) -> Value:
        low, high = self.of(node.items[0], context)
        first = self._working(node.data, low, context)
        return (first, first) if low is high else (first, self._working(node.data, high, context))

    def _working(self, kind: str, day: Any, context: Context) -> Any:
        if isinstance(day, int):
            return int(days.working_day(kind, np.array([day]))[0])
        return days.working_day(kind, self._near(context, day))

    def _days_between(self, node: Node, context: Context) -> Value:
        first, second = self._two(node, context)
        return numbers.subtract(second, first)

    def _day_sum(self, node: Node, context: Context) -> Value:
        start, count = self._two(node, context)
        return day_sums(node.data, start, count, context.rows)

    def _near(self, context: Context, day: Any) -> Any:
        """Days within the tables of the calendar; rows with others are handed over."""
        if days.within(day):
            return day
        outside = (day < days.EARLIEST) | (day > days.LATEST)
        self.contexts.hand_over(context, outside)
        return np.where(outside, FIRST_DAY, day)

    def _months(self, context: Context, months: Any) -> Any:
        """Months that the tables of the calendar have room for from any day of a case."""
        outside = np.abs(months) > MOST_MONTHS
        if outside.any():
            self.contexts.hand_over(context, outside)
        return np.where(outside, 0, months)

    def _by_day(self, context: Context, one: Callable[[int, int], int], many: Any, first: Any, second: Any) -> Any:
        if isinstance(first, np.ndarray):
            first = self._near(context, first)
        if isinstance(second, np.ndarray):
            second = self._near(context, second) if many is days.whole_years else self._months(context, second)
        return row_by_row(one, many, first, second)

    # --- lists ------------------------------------------------------------------------------------------------------

    def _aggregate(self, node: Node, context: Context) -> Value:
        _, down, entity, _ = node.data
        owner = context.down(down)
        found = aggregate(node, owner.lists[entity], owner.rows, self.of)
        return found if node.type.finite or node.most < LIMIT else self._counted(node, context, found)


def _everything(concept: Concept) -> Value:
    """Every value of the type of a concept."""
    match concept.type.kind:
        case "boolsk":
            return EITHER
        case "kode":
            return concept.type.all_codes
        case "dato":
            return FIRST_DAY, LAST_DAY
        case _:
            return 0, NONE


_CHOOSE: dict[str, Callable[[Mask, Any, Any], Any]] = {
    "boolsk": chosen_mask,
    "kode": chosen_codes,
    "tall": chosen_numbers,
    "dato": chosen_numbers,
}
_HANDLERS: dict[str, Callable[[Run, Node, Context], Value]] = {
    name: getattr(Run, f"_{name}")
    for name in (
        "concept",
        "const",
        "fact",
        "down",
        "lift",
        "rate",
        "reading",
        "law_date",
        "all",
        "any",
        "not",
        "compare",
        "one_of",
        "add",
        "subtract",
        "multiply",
        "extreme",
        "floor_divide",
        "rounded",
        "whole_years",
        "add_months",
        "add_days",
        "working_day",
        "days_between",
        "day_sum",
        "aggregate",
    )
}
