"""One version of a concept, or one expression, as a Python function of an evaluator and an instance: what the reference
evaluator does with it, node by node, written out. No shortcut is taken that the reference does not take, so that the
same is looked at: values, what they hang on, and which readings and rates were reached.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from reiseregel.calendar import (
    FIRST_DAY,
    LAST_DAY,
    add_days,
    add_months,
    next_working_day,
    previous_working_day,
    whole_years,
)
from reiseregel.engine.evaluate import MOST_MONTHS, Evaluator
from reiseregel.quantities import UNBOUNDED, half_up
from reiseregel.rulebook import RuleBook, Version
from reiseregel.rulebook import tree as t

#: What an expression comes to, as names in the source or numbers: (mask, support), or (lowest, highest, support).
Found: TypeAlias = tuple[str, ...]
Worker: TypeAlias = Callable[[Evaluator, Any], Any]

#: Python takes twenty loops within each other; what lies deeper is a call.
_DEEPEST: Final = 14

GLOBALS: Final[dict[str, object]] = {
    "add_days": add_days,
    "add_months": add_months,
    "half_up": half_up,
    "next_working_day": next_working_day,
    "previous_working_day": previous_working_day,
    "whole_years": whole_years,
    "day_sum": Evaluator._day_sum,  # noqa: SLF001 - this is that evaluator, written out
    "aggregate": Evaluator._aggregate,  # noqa: SLF001
}
_ORDER: Final = {
    "<": ("{a} < {d}", "{b} >= {c}"),
    "<=": ("{a} <= {d}", "{b} > {c}"),
    ">": ("{c} < {b}", "{d} >= {a}"),
    ">=": ("{b} >= {c}", "{a} < {d}"),
    "==": ("{a} <= {d} and {c} <= {b}", "not {a} == {b} == {c} == {d}"),
    "!=": ("not {a} == {b} == {c} == {d}", "{a} <= {d} and {c} <= {b}"),
}


class Source:
    """The source of one function, and the objects it names."""

    def __init__(self, book: RuleBook, worker: Callable[[tuple[str, str]], Worker]) -> None:
        self.book, self.worker = book, worker
        self.lines: list[str] = []
        self.names: dict[str, object] = dict(GLOBALS)
        self._depth, self._loops, self._count = 1, 0, 0
        self._kept: dict[int, str] = {}

    def version(self, version: Version) -> str:
        """`made(ev, at)`: the clauses from the first, as `Evaluator.decide`; the result is settled."""
        finite = version.clauses[0].value.type.finite
        self._line("joined, support = 0, 0" if finite else "lowest, highest, support = None, None, 0")
        for clause in version.clauses:
            if clause.condition is None:
                self._clause(clause.value, finite)
                self._given(finite)
                break
            mask, hangs_on = self.expr(clause.condition, "at")
            self._line(f"if {mask} != 1:")
            self._depth += 1
            self._line(f"support |= {hangs_on}")
            self._clause(clause.value, finite)
            self._line(f"if {mask} == 2:")
            self._depth += 1
            self._given(finite)
            self._depth -= 2
        else:
            self._line('raise AssertionError("a decision list ends with the main rule")')
        return self._text()

    def expression(self, expr: t.Expr) -> str:
        """`made(ev, at)`: the result of an expression, as `Evaluator.evaluate`."""
        found = self.expr(expr, "at")
        self._line(
            f"return {found[0]}, {found[1]}" if len(found) == 2 else f"return ({found[0]}, {found[1]}), {found[2]}"
        )
        return self._text()

    def _text(self) -> str:
        head = "def made(ev, at):\n memo, restricted = ev.memo, ev.restricted\n"
        return head + "\n".join(self.lines) + "\n"

    def _clause(self, value: t.Expr, finite: bool) -> None:
        found = self.expr(value, "at")
        self._line(f"support |= {found[-1]}")
        if finite:
            self._line(f"joined |= {found[0]}")
            return
        low, high, _ = found
        self._line("if lowest is None:")
        self._line(f" lowest, highest = {low}, {high}")
        self._line("else:")
        self._line(f" if {low} < lowest: lowest = {low}")
        self._line(f" if {high} > highest: highest = {high}")

    def _given(self, finite: bool) -> None:
        if finite:
            self._line("return joined, support if joined & (joined - 1) else 0")
        else:
            self._line("return (lowest, highest), support if lowest != highest else 0")

    # --- writing ----------------------------------------------------------------------------------------------------

    def _line(self, text: str) -> None:
        self.lines.append(" " * self._depth + text)

    def _fresh(self, finite: bool) -> Found:
        self._count += 1
        number = self._count
        return (f"m{number}", f"s{number}") if finite else (f"a{number}", f"b{number}", f"s{number}")

    def _name(self, thing: object) -> str:
        """The name that an object has in the source."""
        name = self._kept.get(id(thing))
        if name is None:
            name = self._kept[id(thing)] = f"k{len(self._kept)}"
            self.names[name] = thing
        return name

    def _span(self, low: str, high: str, *supports: str) -> Found:
        """A number between two ends; one that is known hangs on nothing."""
        a, b, s = found = self._fresh(False)
        hangs_on = " | ".join(support for support in supports if support != "0")
        self._line(f"{a} = {low}; {b} = {high}")
        self._line(
            f"{s} = {hangs_on} if {a} != {b} else 0"
            if " " in hangs_on
            else f"{s} = 0 if {a} == {b} else {hangs_on or 0}"
        )
        return found

    @staticmethod
    def _at(start: str, route: t.Route) -> str:
        return start + ".parent" * route.up + "".join(f".singles[{name!r}]" for name in route.down)

    def _taken_apart(self, finite: bool, result: str) -> Found:
        found = self._fresh(finite)
        self._line(
            f"{found[0]}, {found[1]} = {result}" if finite else f"({found[0]}, {found[1]}), {found[2]} = {result}"
        )
        return found

    # --- expressions ------------------------------------------------------------------------------------------------

    def expr(self, expr: t.Expr, at: str) -> Found:
        """Write what works an expression out, standing on the instance that has the name `at`."""
        finite = expr.type.finite
        match expr:
            case t.Const(value):
                return (str(1 << value), "0") if finite else (f"({value})", f"({value})", "0")
            case t.FactRef(route, _, name):
                return self._fact(self._at(at, route), name, finite)
            case t.ConceptRef(route, entity, name):
                return self._concept(self._at(at, route), (entity, name), finite)
            case t.RateRef(name):
                return self._rate(name, at)
            case t.ReadingRef(name, value_type):
                codes = self._name({code: 1 << number for number, code in enumerate(value_type.codes)})
                mask, support = found = self._fresh(True)
                self._line(f"ev.reached.add({name!r}); {mask} = {codes}[ev.readings[{name!r}]]; {support} = 0")
                return found
            case t.LawDate():
                low, high, support = found = self._fresh(False)
                self._line(f"{low} = {high} = {at}.law_date; {support} = 0")
                self._line(
                    f"if {low} is None: {low}, {high}, {support} = {FIRST_DAY}, {LAST_DAY}, ev.facts.outside_law_bit"
                )
                return found
            case t.All(items):
                return self._fold(items, at, ends=1, else_=2, expr=expr)
            case t.AnyOf(items):
                return self._fold(items, at, ends=2, else_=1, expr=expr)
            case t.Not(item):
                mask, support = self.expr(item, at)
                turned, _ = self._fresh(True)
                self._line(f"{turned} = (0, 2, 1, 3)[{mask}]")
                return turned, support
            case t.Compare():
                return self._compare(expr, at)
            case t.OneOf(item, among):
                inner, hangs_on = self.expr(item, at)
                mask, support = found = self._fresh(True)
                self._line(f"{mask} = (2 if {inner} & {among} else 0) | (1 if {inner} & {~among} else 0)")
                self._line(f"{support} = {hangs_on} if {mask} == 3 else 0")
                return found
            case t.Aggregate():
                return self._aggregate(expr, at)
            case t.DaySum():
                return self._taken_apart(False, f"day_sum(ev, {self._name(expr)}, {at})")
            case _:
                return self._number(expr, at)

    def _fact(self, at: str, name: str, finite: bool) -> Found:
        found = self._fresh(finite)
        slot, values, support = f"f{self._count}", f"v{self._count}", found[-1]
        self._line(f"{slot} = {at}.facts[{name!r}]; {values} = {slot}[1]; {support} = {slot}[2]")
        self._line(f"if {support}:")
        self._line(f" if restricted and {slot}[3]: {values} = restricted.get({support}.bit_length() - 1, {values})")
        single = f"not {values} & ({values} - 1)" if finite else f"{values}[0] == {values}[1]"
        self._line(f" if {single}: {support} = 0")
        self._line(f"{found[0]} = {values}" if finite else f"{found[0]}, {found[1]} = {values}")
        return found

    def _concept(self, at: str, key: tuple[str, str], finite: bool) -> Found:
        target, result = f"t{self._count}", f"r{self._count}"
        if not at.isidentifier():
            self._line(f"{target} = {at}")
            at = target
        self._line(f"{result} = memo[{self._name(key)}].get({at}.number)")
        self._line(f"if {result} is None: {result} = {self._name(self.worker(key))}(ev, {at})")
        return self._taken_apart(finite, result)

    def _rate(self, name: str, at: str) -> Found:
        low, high, support = found = self._fresh(False)
        row = f"w{self._count}"
        self._line(f"{row} = {self._name(self.book.rates[name])}.on({at}.law_date or 0)")
        self._line(f"if {row} is None: {low} = 0; {high} = {UNBOUNDED}; {support} = ev.facts.outside_law_bit")
        self._line("else:")
        self._line(f" if {row}.status == 'foreloepig': ev.provisional.add({name!r})")
        self._line(f" {low} = {high} = {row}.value; {support} = 0")
        return found

    def _fold(self, items: tuple[t.Expr, ...], at: str, ends: int, else_: int, expr: t.Expr) -> Found:
        """`og` (a certain no ends it) and `eller` (a certain yes does): what follows is not looked at then."""
        if self._loops >= _DEEPEST:
            return self._taken_apart(True, f"ev.evaluate({self._name(expr)}, {at})")
        mask, support = found = self._fresh(True)
        self._line(f"{support} = 0")
        self._line("while True:")
        self._depth, self._loops = self._depth + 1, self._loops + 1
        for item in items:
            inner, hangs_on = self.expr(item, at)
            self._line(f"if {inner} == {ends}: {mask} = {ends}; {support} = 0; break")
            if hangs_on != "0":
                self._line(f"if {inner} != {else_}: {support} |= {hangs_on}")
        self._line(f"{mask} = 3 if {support} else {else_}")
        self._line("break")
        self._depth, self._loops = self._depth - 1, self._loops - 1
        return found

    def _compare(self, expr: t.Compare, at: str) -> Found:
        left, right = self.expr(expr.left, at), self.expr(expr.right, at)
        mask, support = found = self._fresh(True)
        if len(left) == 2:
            one, other = left[0], right[0]
            yes, no = f"{one} & {other}", f"({one} | {other}) & (({one} | {other}) - 1)"
            if expr.op == "!=":
                yes, no = no, yes
        else:
            m, n = expr.left_factor, expr.right_factor
            ends = dict(zip("abcd", (*_times(left[:2], m), *_times(right[:2], n)), strict=True))
            yes, no = (text.format(**ends) for text in _ORDER[expr.op])
        self._line(f"{mask} = (2 if {yes} else 0) | (1 if {no} else 0)")
        self._line(f"{support} = {_either(left[-1], right[-1])} if {mask} == 3 else 0")
        return found

    def _number(self, expr: t.Expr, at: str) -> Found:
        match expr:
            case t.Add(left, right, m, n):
                (a, b, s), (c, d, u) = self.expr(left, at), self.expr(right, at)
                (a, b), (c, d) = _times((a, b), m), _times((c, d), n)
                return self._span(f"{a} + {c}", f"{b} + {d}", s, u)
            case t.Subtract(left, right, m, n):
                (a, b, s), (c, d, u) = self.expr(left, at), self.expr(right, at)
                (a, b), (c, d) = _times((a, b), m), _times((c, d), n)
                return self._span(f"{a} - {d}", f"{b} - {c}", s, u)
            case t.Multiply(left, right):
                (a, b, s), (c, d, u) = self.expr(left, at), self.expr(right, at)
                corners = f"{a} * {c}, {a} * {d}, {b} * {c}, {b} * {d}"
                return self._span(f"min({corners})", f"max({corners})", s, u)
            case t.Extreme(kind, items, factors):
                found = [self.expr(item, at) for item in items]
                lows = ", ".join(_times((low,), factor)[0] for (low, _, _), factor in zip(found, factors, strict=True))
                highs = ", ".join(
                    _times((high,), factor)[0] for (_, high, _), factor in zip(found, factors, strict=True)
                )
                return self._span(f"{kind}(({lows},))", f"{kind}(({highs},))", *(item[2] for item in found))
            case t.FloorDivide(item, divisor):
                a, b, s = self.expr(item, at)
                return self._span(f"{a} // {divisor}", f"{b} // {divisor}", s)
            case t.Rounded(item, step):
                parts = item.type.scale * step
                a, b, s = self.expr(item, at)
                return self._span(f"half_up({a}, {parts}) * {step}", f"half_up({b}, {parts}) * {step}", s)
            case t.WorkingDay(kind, day):
                function = "previous_working_day" if kind == "before" else "next_working_day"
                a, b, s = self.expr(day, at)
                return self._span(f"{function}({a})", f"{function}({b})", s)
            case t.WholeYears(born, day):
                (a, b, s), (c, d, u) = self.expr(born, at), self.expr(day, at)
                return self._span(f"whole_years({b}, {c})", f"whole_years({a}, {d})", s, u)
            case t.AddMonths(day, months):
                (a, b, s), (c, d, u) = self.expr(day, at), self.expr(months, at)
                low, high = f"add_months({a}, min({c}, {MOST_MONTHS}))", f"add_months({b}, min({d}, {MOST_MONTHS}))"
                return self._span(low, high, s, u)
            case t.AddDays(day, days):
                (a, b, s), (c, d, u) = self.expr(day, at), self.expr(days, at)
                return self._span(f"add_days({a}, {c})", f"add_days({b}, {d})", s, u)
            case t.DaysBetween(start, end):
                (a, b, s), (c, d, u) = self.expr(start, at), self.expr(end, at)
                return self._span(f"{c} - {b}", f"{d} - {a}", s, u)
            case _:
                raise AssertionError(type(expr))

    # --- lists ------------------------------------------------------------------------------------------------------

    def _aggregate(self, expr: t.Aggregate, at: str) -> Found:
        """Over the children that were given; an unknown list is left to the reference."""
        if self._loops >= _DEEPEST:
            return self._taken_apart(expr.type.finite, f"ev.evaluate({self._name(expr)}, {at})")
        finite = expr.kind in ("noen", "alle")
        found = self._fresh(finite)
        children, child = f"l{self._count}", f"c{self._count}"
        self._line(f"{children} = {self._at(at, expr.route)}.lists[{expr.entity!r}]")
        self._line(f"if {children} is None:")
        result = f"aggregate(ev, {self._name(expr)}, {at})"
        self._line(
            f" {found[0]}, {found[1]} = {result}" if finite else f" ({found[0]}, {found[1]}), {found[2]} = {result}"
        )
        self._line("else:")
        self._depth += 1
        self._line(f"{' = '.join(found)} = 0")
        self._line(f"for {child} in {children}:")
        self._depth, self._loops = self._depth + 1, self._loops + 1
        where: Found | None = None
        before = self._depth
        if expr.where is not None:
            where = self.expr(expr.where, child)
            self._line(f"if {where[0]} != 1:")
            self._depth += 1
        body = self.expr(expr.body, child)
        if finite:
            self._counted(expr.kind, found, where, body)
        else:
            self._added(found, where, body)
        self._depth, self._loops = before - 1, self._loops - 1
        if finite:
            settled, other = (2, 1) if expr.kind == "noen" else (1, 2)
            mask, support = found
            self._line(f"if {mask}: {mask} = {settled}; {support} = 0")
            self._line(f"else: {mask} = 3 if {support} else {other}")
        else:
            self._line(f"if {found[0]} == {found[1]}: {found[2]} = 0")
        self._depth -= 1
        return found

    def _counted(self, kind: str, found: Found, where: Found | None, body: Found) -> None:
        """One child of `noen` or `alle`: the mask says, until the end, whether some child settles it."""
        (mask, support), (value, hangs_on) = found, body
        none, one = (1, 2) if kind == "noen" else (2, 1)
        self._line(f"if {value} != {none}:")
        open_here = f"({hangs_on} if {value} != {one} else 0)"
        if where is not None:
            open_here += f" | ({where[1]} if {where[0]} != 2 else 0)"
        self._line(f" o = {open_here}")
        self._line(f" if o: {support} |= o")
        self._line(f" else: {mask} = 1")

    def _added(self, found: Found, where: Found | None, body: Found) -> None:
        """One child of `sum` or `antall`."""
        (low, high, support), (least, greatest, hangs_on) = found, body
        if where is not None:
            self._line(f"if {where[0]} != 2:")
            self._line(f" {low} += min({least}, 0); {high} += max({greatest}, 0); {support} |= {where[1]}")
            self._line(f"else: {low} += {least}; {high} += {greatest}")
        else:
            self._line(f"{low} += {least}; {high} += {greatest}")
        if hangs_on != "0":
            self._line(f"{support} |= {hangs_on}")


def _times(ends: tuple[str, ...], factor: int) -> tuple[str, ...]:
    return ends if factor == 1 else tuple(f"{end} * {factor}" for end in ends)


def _either(one: str, other: str) -> str:
    return " | ".join(support for support in (one, other) if support != "0") or "0"
