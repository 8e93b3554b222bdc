"""Expressions as plain Python over sets of possible values.

Every value is a pair of Python expressions: for a number or date its lowest and highest, for yes/no whether it surely
is yes and whether it can be. A code is one bit mask. So `og`, `eller`, `<` and the rest are what they are on known
values, once for each end.
"""

from __future__ import annotations

from typing import TypeAlias

from reiseregel.compiled.code import Code, Scope
from reiseregel.compiled.folding import Folding
from reiseregel.compiled.given import table
from reiseregel.compiled.known import rounded
from reiseregel.compiled.text import (
    all_of,
    any_of,
    high,
    is_atom,
    local,
    negated,
    operator,
    scaled,
    unbracketed,
)
from reiseregel.quantities import ValueType
from reiseregel.rulebook import tree as t
from reiseregel.vocabulary import FactDef

#: The two ends of a value; of a code, its mask twice.
Ends: TypeAlias = tuple[str, str]


class SetExpressions:
    """Writes expressions into the code of one generator."""

    def __init__(self, code: Code, folding: Folding) -> None:
        self.code, self.folding = code, folding
        #: Concepts of the entity itself that are written where they are used, for they are used once.
        self.inline: dict[str, Ends] = {}
        #: Concepts of the entity itself that can be but one value, or are open whatever the facts.
        self.constant: dict[str, Ends] = {}
        #: Folds over lists that were worked out on the way, whatever comes after.
        self.folds: dict[t.Aggregate, Ends] = {}
        #: What each name of a yes/no stands for.
        self.meaning: dict[str, str] = {}

    # --- expressions ------------------------------------------------------------------------------------------------

    def write(self, expr: t.Expr, scope: Scope) -> Ends:
        """The two ends of the expression in Python."""
        code, write = self.code, self.write
        match expr:
            case t.Const(value, value_type):
                return self._constant(value, value_type)
            case t.FactRef(route, entity, name, value_type):
                settled = self.folding.settled_as(expr) if scope is code.own else ""
                if settled:
                    return (str(1 << value_type.codes.index(settled)),) * 2
                return self._fact(code.follow(scope, route), code.vocabulary.facts[entity, name])
            case t.ConceptRef(route, _, name, value_type):
                return self._concept(code.follow(scope, route), name, value_type)
            case t.RateRef(name):
                return self._rate(name, scope)
            case t.ReadingRef(name, value_type):
                return self._reading(name, value_type)
            case t.LawDate():
                return (code.law_date(scope),) * 2
            case t.All(items):
                ends = [write(item, scope) for item in items]
                return all_of([low for low, _ in ends]), all_of([top for _, top in ends])
            case t.AnyOf(items):
                ends = [write(item, scope) for item in items]
                return any_of([low for low, _ in ends]), any_of([top for _, top in ends])
            case t.Not(item):
                low, top = write(item, scope)
                return negated(top), negated(low)
            case t.Compare():
                return self._compare(expr, scope)
            case t.OneOf(item, mask):
                found = self._named(write(item, scope))[0]
                return self._is(found, mask, item.type.all_codes & ~mask)
            case t.Aggregate():
                return self._aggregate(expr, scope)
        return self._number(expr, scope)

    def _number(self, expr: t.Expr, scope: Scope) -> Ends:
        write = self.write
        match expr:
            case t.Add(left, right, m, n):
                (a, b), (c, d) = write(left, scope), write(right, scope)
                return f"({scaled(a, m)} + {scaled(c, n)})", f"({scaled(b, m)} + {scaled(d, n)})"
            case t.Subtract(left, right, m, n):
                (a, b), (c, d) = write(left, scope), write(right, scope)
                return f"({scaled(a, m)} - {scaled(d, n)})", f"({scaled(b, m)} - {scaled(c, n)})"
            case t.Multiply(left, right):
                return self._product(write(left, scope), write(right, scope))
            case t.Extreme(kind, items, factors):
                return self._extreme(kind, [write(item, scope) for item in items], factors)
            case t.FloorDivide(item, divisor):
                low, top = write(item, scope)
                return (low, top) if divisor == 1 else (f"({low} // {divisor})", f"({top} // {divisor})")
            case t.Rounded(item, step):
                low, top = write(item, scope)
                parts = item.type.scale * step
                return rounded(low, parts, step), rounded(top, parts, step)
        return self._day(expr, scope)

    def _day(self, expr: t.Expr, scope: Scope) -> Ends:
        write = self.write
        match expr:
            case t.WholeYears(born, day):
                (a, b), (c, d) = write(born, scope), write(day, scope)
                return f"_whole_years({b}, {c})", f"_whole_years({a}, {d})"
            case t.AddMonths(day, months):
                (a, b), (c, d) = write(day, scope), write(months, scope)
                return f"_add_months({a}, {c})", f"_add_months({b}, {d})"
            case t.AddDays(day, days):
                (a, b), (c, d) = write(day, scope), write(days, scope)
                return f"_add_days({a}, {c})", f"_add_days({b}, {d})"
            case t.WorkingDay(kind, day):
                low, top = write(day, scope)
                function = f"_working_day_{'before' if kind == 'before' else 'from'}"
                return f"{function}({low})", f"{function}({top})"
            case t.DaysBetween(start, end):
                (a, b), (c, d) = write(start, scope), write(end, scope)
                return f"({c} - {b})", f"({d} - {a})"
            case t.DaySum(rate, start, count):
                return self._day_sum(rate, write(start, scope), write(count, scope))
        raise TypeError(type(expr).__name__)

    def _named(self, ends: Ends) -> Ends:
        """Both ends cheap to write twice."""
        low = self.code.named(ends[0])
        return low, low if ends[0] == ends[1] else self.code.named(ends[1])

    def _answered(self, ends: Ends) -> Ends:
        """Both ends of a yes/no cheap to write twice."""
        if is_atom(ends[0]) and is_atom(ends[1]):
            return ends
        low = self.code.temp()
        self._keep(low, high(low), ends)
        return low, high(low)

    def _keep(self, low: str, top: str, ends: Ends) -> None:
        """Both ends of a yes/no under names. What is surely so is possible: often one end settles the other."""
        word = operator(ends[0])
        self.meaning |= {low: ends[0], top: ends[1]}
        if ends[0] == ends[1]:
            self.code.add(f"{low} = {top} = {unbracketed(ends[0])}")
        elif word:
            self.code.add(f"{top} = {unbracketed(ends[1])}")
            self.code.add(f"{low} = {all_of([top, ends[0]])[1:-1]}")
        else:
            self.code.add(f"{low} = {unbracketed(ends[0])}")
            self.code.add(f"{top} = {unbracketed(ends[1])}")

    def _constant(self, value: int, value_type: ValueType) -> Ends:
        text = str(bool(value)) if value_type.kind == "boolsk" else str(1 << value if value_type.finite else value)
        return text, text

    def _fact(self, scope: Scope, fact: FactDef) -> Ends:
        name = self._bare_fact(scope, fact) if scope.bare else self._laid_out(scope, fact, 0)
        if fact.type.kind == "boolsk":
            return f"({name} is True)", f"({name} is not False)"
        if fact.type.kind == "kode":
            return name, name
        return name, high(name) if scope.bare else self._laid_out(scope, fact, 1)

    def _laid_out(self, scope: Scope, fact: FactDef, end: int) -> str:
        given = self.folding.given
        place, name = given.place(fact.entity, fact.name) + end, high(fact.name) if end else fact.name
        return self.code.fact(scope, name, place, given.size(fact.entity))

    def _bare_fact(self, scope: Scope, fact: FactDef) -> str:
        """Read from the facts as handed in; in a loop where it stands, else before the lines."""
        name = self.code.temp() if scope.in_loop else f"{scope.ref}F_{fact.name}"
        given = f"{scope.ref}.get({fact.name!r})"
        if fact.type.kind == "kode":
            given = f"{table(fact)}[{given}]"
        lines = [f"{name} = {given}"]
        if not fact.type.finite:
            day = fact.type.kind == "dato"
            bounds = f"{fact.low}, {fact.high if day else '_NO_BOUND'}"
            lines = [
                f"{name} = {high(name)} = {f'_ORD[{given}]' if day else given}",
                f"if {name} is None: {name}, {high(name)} = {bounds}",
            ]
        if scope.in_loop:
            for line in lines:
                self.code.add(line)
        else:
            self.code.read(name, *lines)
        return name

    def _concept(self, scope: Scope, name: str, value_type: ValueType) -> Ends:
        low, top = local(name), high(name)
        code = value_type.kind == "kode"
        if scope.ref == "_r":
            if name in self.inline:
                return self.inline[name]
            if name in self.constant:
                return self.constant[name]
        elif settled := self.folding.settled_value(self.code.steps(scope), scope.entity, name):
            return settled, settled
        elif scope.in_loop:
            low, top = f"{scope.ref}.C_{low}", f"{scope.ref}.C_{top}"
        else:
            kept, ref = f"{scope.ref}C_{name}", scope.ref
            self.code.read(kept, f"{kept} = {ref}.C_{low}")
            if not code:
                self.code.read(high(kept), f"{high(kept)} = {ref}.C_{top}")
            low, top = kept, high(kept)
        return (low, low) if code else (low, top)

    def _rate(self, name: str, scope: Scope) -> Ends:
        if scope.ref != "_r":
            return (f"_rate({name!r}, {self.code.law_date(scope)})",) * 2
        value = self.folding.rate(name)
        return ("0", "_NO_BOUND") if value is None else (str(value), str(value))

    def _reading(self, name: str, value_type: ValueType) -> Ends:
        if name in self.folding.open_readings:
            text = self.code.read(f"_les_{name}", f"_les_{name} = _l[{self.folding.open_readings.index(name)}]")
        else:
            text = str(1 << value_type.codes.index(self.folding.chosen(name)))
        return text, text

    # --- operators --------------------------------------------------------------------------------------------------

    def _is(self, found: str, wanted: int, others: int) -> Ends:
        """Is a mask within some codes: surely, possibly."""
        if found.isdigit():
            return str(not int(found) & others), str(bool(int(found) & wanted))
        return f"({found} & {others} == 0)" if others else "True", f"({found} & {wanted} != 0)"

    def _compare(self, expr: t.Compare, scope: Scope) -> Ends:
        left, right = self.write(expr.left, scope), self.write(expr.right, scope)
        if expr.left.type.kind == "boolsk":
            low, top = _same(left, right)
        elif expr.left.type.kind == "kode":
            low, top = self._same_code(left[0], right[0], expr.left.type.all_codes)
        else:
            (a, b), (c, d) = self._scaled(left, expr.left_factor), self._scaled(right, expr.right_factor)
            if expr.op in ("==", "!="):
                (a, b), (c, d) = self._named((a, b)), self._named((c, d))
                low, top = f"({a} == {b} == {c} == {d})", f"({a} <= {d} and {c} <= {b})"
            else:
                upward = expr.op in ("<", "<=")
                low = f"({b} {expr.op} {c})" if upward else f"({a} {expr.op} {d})"
                top = f"({a} {expr.op} {d})" if upward else f"({b} {expr.op} {c})"
        return (negated(top), negated(low)) if expr.op == "!=" else (low, top)

    def _same_code(self, left: str, right: str, every: int) -> Ends:
        left, right = (right, left) if left.isdigit() else (left, right)
        if right.isdigit():
            found = self.code.named(left)
            return self._is(found, int(right), every & ~int(right))
        one, other = self.code.named(left), self.code.named(right)
        return f"({one} == {other} and not {one} & ({one} - 1))", f"({one} & {other} != 0)"

    @staticmethod
    def _scaled(ends: Ends, factor: int) -> Ends:
        return scaled(ends[0], factor), scaled(ends[1], factor)

    def _product(self, left: Ends, right: Ends) -> Ends:
        for (a, b), (c, d) in ((left, right), (right, left)):
            if c == d and c.isdigit():
                return f"({a} * {c})", f"({b} * {c})"
        low, top = self.code.temp(), self.code.temp()
        self.code.add(f"{low}, {top} = _product({', '.join((*left, *right))})")
        return low, top

    def _extreme(self, kind: str, items: list[Ends], factors: tuple[int, ...]) -> Ends:
        sign = "<=" if kind == "min" else ">="
        found = []
        for end in (0, 1):
            text = scaled(items[0][end], factors[0])
            for item, factor in zip(items[1:], factors[1:], strict=True):
                first, second = self.code.named(text), self.code.named(scaled(item[end], factor))
                text = f"({first} if {first} {sign} {second} else {second})"
            found.append(text)
        return found[0], found[1]

    def _day_sum(self, rate: str, start: Ends, count: Ends) -> Ends:
        low, top = self.code.temp(), self.code.temp()
        self.code.add(f"{low}, {top} = _day_sums({rate!r}, {', '.join((*start, *count))})")
        return low, top

    # --- lists ------------------------------------------------------------------------------------------------------

    def _aggregate(self, expr: t.Aggregate, scope: Scope) -> Ends:
        """A loop before the line; its names hold the result. The same fold again has the same names."""
        if scope is not self.code.own:
            return self._loop(expr, scope)
        if expr not in self.folds:
            if not self.code.always:
                return self._loop(expr, scope)
            if self.code.can_share and expr.route.up:
                with self.code.shared():
                    self.folds[expr] = self._loop(expr, scope)
            else:
                self.folds[expr] = self._loop(expr, scope)
        return self.folds[expr]

    def _loop(self, expr: t.Aggregate, scope: Scope) -> Ends:
        code = self.code
        owner, child = code.follow(scope, expr.route), code.vocabulary.entities[expr.entity]
        member, low = code.member(owner, expr.entity), code.temp()
        top = high(low)
        total = expr.kind in ("sum", "antall")
        code.add(f"{low} = {top} = {0 if total else expr.kind == 'alle'}")
        with code.deeper(f"for {member.ref} in {unbracketed(code.members(owner, child))}:"):
            sure, may = ("True", "True") if expr.where is None else self._answered(self.write(expr.where, member))
            if may == "True":
                self._fold(expr, member, low, top, sure)
            else:
                with code.deeper(f"if {may}:"):
                    self._fold(expr, member, low, top, sure)
        if not child.content:
            with code.deeper(f"if {code.listed(owner, child)} is None:"):
                if not total:
                    code.add(f"{low} = False" if expr.kind == "noen" else f"{top} = True")
                else:
                    code.add(f"{low} = 0 if {low} >= 0 else {low} * {child.most}")
                    code.add(f"{top} = _min({top} * {child.most}, _NO_BOUND) if {top} > 0 else 0")
        return low, top

    def _fold(self, expr: t.Aggregate, member: Scope, low: str, top: str, sure: str) -> None:
        """What one member adds that may count."""
        code = self.code
        body = self.write(expr.body, member)
        value, can = self._answered(body) if expr.kind in ("noen", "alle") else self._named(body)
        if expr.kind == "noen":
            with code.deeper(f"if {can}:"):
                code.add(f"{top} = True")
                with code.deeper(f"if {all_of([sure, value])}:"):
                    code.add(f"{low} = True")
                    code.add("break")
        elif expr.kind == "alle":
            with code.deeper(f"if {negated(value)}:"):
                code.add(f"{low} = False")
                with code.deeper(f"if {all_of([sure, negated(can)])}:"):
                    code.add(f"{top} = False")
                    code.add("break")
        elif sure == "True":
            code.add(f"{low} += {value}")
            code.add(f"{top} += {can}")
        else:
            code.add(f"if {sure} or {value} < 0: {low} += {value}")
            code.add(f"if {sure} or {can} > 0: {top} += {can}")


def _same(left: Ends, right: Ends) -> Ends:
    """Are two yes/no the same."""
    for (a, b), (c, d) in ((left, right), (right, left)):
        if c == d == "True":
            return a, b
        if c == d == "False":
            return negated(b), negated(a)
    (a, b), (c, d) = left, right
    return (
        any_of([all_of([a, c]), all_of([negated(b), negated(d)])]),
        any_of([all_of([b, d]), all_of([negated(a), negated(c)])]),
    )
