"""Expressions as plain Python where every fact they touch is known: yes/no as bool, codes as text, numbers as int.

A fact that is not given, a list that is unknown, or a concept without rules raises, and set mode takes over.
"""

from __future__ import annotations

from reiseregel.compiled.by_code import by_code
from reiseregel.compiled.code import Code, Scope
from reiseregel.compiled.folding import Folding
from reiseregel.compiled.text import all_of, any_of, is_constant, local, negated, scaled, unbracketed
from reiseregel.quantities import ValueType
from reiseregel.rulebook import Clause, Concept, Version
from reiseregel.rulebook import tree as t

#: Stands for what cannot be known; raises when it is looked at.
UNKNOWN = "_unknown()"


class Known:
    """Writes concepts, and the expressions in them, into the code of one generator."""

    def __init__(self, code: Code, folding: Folding) -> None:
        self.code, self.folding = code, folding
        #: Concepts of the entity itself that are written where they are used, for they are used once.
        self.inline: dict[str, Version | None] = {}
        #: Concepts of the entity itself that can be but one value.
        self.constant: dict[str, str] = {}
        #: Folds over lists that were worked out on the way, whatever comes after.
        self.folds: dict[t.Aggregate, str] = {}
        #: Concepts of the entity itself that are surely numbers: what they are worked out from would have raised.
        self.numbers = set[str]()
        #: What each code that is read can be.
        self.codes: dict[str, tuple[str, ...]] = {}
        #: What each name of a yes/no stands for, where that is one expression.
        self.meaning: dict[str, str] = {}

    # --- concepts ---------------------------------------------------------------------------------------------------

    def concept(self, concept: Concept, version: Version | None, *, once: bool) -> None:
        """Work out a concept of the function's own entity; where it is used when that is but `once`."""
        name = local(concept.name)
        if version is not None and all(self._is_number(clause.value) for clause in version.clauses):
            self.numbers.add(concept.name)
        if once:
            self.inline[concept.name] = version
            return
        settled = self.folding.settled_value(0, concept.entity, concept.name)
        text = settled or ("_UNKNOWN" if version is None else self.decided(version.clauses, name))
        if is_constant(text):
            self.constant[concept.name] = text
        elif text != name:
            if concept.type.kind == "boolsk":
                text = self.meaning[name] = by_code(text, self.codes)
            self.code.add(f"{name} = {unbracketed(text)}")

    def decided(self, clauses: tuple[Clause, ...], into: str = "") -> str:
        """The first clause whose condition is true. What takes lines to work out is worked out where it is reached,
        and the value is then kept under a name (`into` if it is given).
        """
        code, first = self.code, clauses[0]
        if first.condition is None:
            return self.write(first.value, code.own)
        condition = self.write(first.condition, code.own)
        if condition == "False":
            return self.decided(clauses[1:], into)
        if condition == "True":
            return self.write(first.value, code.own)
        held = into or code.temp()
        for_value, value = code.apart(lambda: self.write(first.value, code.own))
        for_rest, text = code.apart(lambda: self.decided(clauses[1:], held))
        if value == text and not for_value and not for_rest:
            return text
        if value in ("True", "False"):
            return self._short_cut(condition if value == "True" else negated(condition), for_rest, text, held, value)
        if not for_value and not for_rest:
            return f"({value} if {condition} else {text})"
        for opening, lines, found in ((f"if {unbracketed(condition)}:", for_value, value), ("else:", for_rest, text)):
            with code.deeper(opening):
                code.place_lines(lines)
                if found != held:
                    code.add(f"{held} = {unbracketed(found)}")
        return held

    def _short_cut(self, before: str, lines: list[str], text: str, held: str, settles: str) -> str:
        """`before or text`, or `before and text` when a False `settles` it; the lines of the text only when needed."""
        join = any_of if settles == "True" else all_of
        if not lines or before == settles:
            return join([before, text])
        if before in ("True", "False"):
            self.code.place_here(lines)
            return text
        if before != held:
            self.code.add(f"{held} = {unbracketed(before)}")
        with self.code.deeper(f"if not {held}:" if settles == "True" else f"if {held}:"):
            self.code.place_lines(lines)
            if text != held:
                self.code.add(f"{held} = {unbracketed(text)}")
        return held

    def _all_or_any(self, items: tuple[t.Expr, ...], scope: Scope, settles: str) -> str:
        """`and`, or `or`: first what takes no lines, then what does, as long as it is not settled."""
        found = [self.code.apart(lambda item=item: self.write(item, scope)) for item in items]  # type: ignore[misc]
        text = (any_of if settles == "True" else all_of)([text for lines, text in found if not lines])
        held = ""
        for lines, more in found:
            if lines:
                held = held or self.code.temp()
                text = self._short_cut(text, lines, more, held, settles)
        return text

    def _is_number(self, expr: t.Expr) -> bool:
        """Not merely handed on from where it may be unknown."""
        if isinstance(expr, t.ConceptRef):
            return expr.route == t.Route() and expr.name in self.numbers
        if isinstance(expr, t.RateRef):
            return self.folding.rate(expr.name) is not None
        return expr.type.kind == "tall" and not isinstance(expr, t.Extreme)

    def amount(self, name: str) -> str:
        """A concept that is a number, cheap to write twice; what is not known raises here."""
        text = self._concept(self.code.own, name)
        return self.code.named(text if name in self.numbers else f"{text} + 0")

    def reached(self, version: Version, flagged: tuple[bool, ...]) -> str:
        """Is one of the flagged clauses looked at?"""
        found, before = [], list[str]()
        for clause, wanted in zip(version.clauses, flagged, strict=True):
            condition = "True" if clause.condition is None else self.write(clause.condition, self.code.own)
            if wanted:
                found.append(all_of([*before, condition]))
            before.append(negated(condition))
        return any_of(found)

    def stored(self, concept: Concept) -> list[tuple[str, str]]:
        """What is kept on the instance: under what name, and its value."""
        name = local(concept.name)
        return [(name, self.constant.get(concept.name, name))]

    def recorded(self, concept: Concept) -> str:
        """A local as the record has it."""
        name, value_type = self.constant.get(concept.name, local(concept.name)), concept.type
        if value_type.kind == "kode":
            return f"{self.folding.masks(concept.name, value_type)}[{name}]"
        if is_constant(name):
            return name
        return f"not not {name}" if value_type.kind == "boolsk" else f"{name} + 0"

    # --- expressions ------------------------------------------------------------------------------------------------

    def write(self, expr: t.Expr, scope: Scope) -> str:
        """The expression in Python."""
        code, write = self.code, self.write
        match expr:
            case t.Const(value, value_type):
                return self._constant(value, value_type)
            case t.FactRef(route, _, name, value_type):
                settled = self.folding.settled_as(expr) if scope is code.own else ""
                if settled:
                    return repr(settled)
                kept = code.handed_in(code.follow(scope, route), name, day=value_type.kind == "dato")
                if value_type.kind == "kode":
                    self.codes[kept] = value_type.codes
                return kept
            case t.ConceptRef(route, _, name):
                return self._concept(code.follow(scope, route), name)
            case t.RateRef(name):
                return self._rate(name, scope)
            case t.ReadingRef(name):
                return repr(self.folding.chosen(name))
            case t.LawDate():
                return code.law_date(scope)
            case t.All(items):
                return self._all_or_any(items, scope, "False")
            case t.AnyOf(items):
                return self._all_or_any(items, scope, "True")
            case t.Not(item):
                return negated(write(item, scope))
            case t.Compare():
                return self._compare(expr, scope)
            case t.OneOf(item, mask):
                return self._one_of(write(item, scope), mask, item.type)
            case t.Aggregate():
                return self._aggregate(expr, scope)
        return self._number(expr, scope)

    def _number(self, expr: t.Expr, scope: Scope) -> str:
        write = self.write
        match expr:
            case t.Add(left, right, m, n):
                return f"({scaled(write(left, scope), m)} + {scaled(write(right, scope), n)})"
            case t.Subtract(left, right, m, n):
                return f"({scaled(write(left, scope), m)} - {scaled(write(right, scope), n)})"
            case t.Multiply(left, right):
                return f"({write(left, scope)} * {write(right, scope)})"
            case t.Extreme(kind, items, factors):
                return self._extreme(kind, [scaled(write(i, scope), f) for i, f in zip(items, factors, strict=True)])
            case t.FloorDivide(item, divisor):
                return write(item, scope) if divisor == 1 else f"({write(item, scope)} // {divisor})"
            case t.Rounded(item, step):
                return rounded(write(item, scope), item.type.scale * step, step)
        return self._day(expr, scope)

    def _day(self, expr: t.Expr, scope: Scope) -> str:
        write = self.write
        match expr:
            case t.WholeYears(born, day):
                return f"_whole_years({write(born, scope)}, {write(day, scope)})"
            case t.AddMonths(day, months):
                return f"_add_months({write(day, scope)}, {write(months, scope)})"
            case t.AddDays(day, days):
                return f"_add_days({write(day, scope)}, {write(days, scope)})"
            case t.WorkingDay(kind, day):
                return f"_working_day_{'before' if kind == 'before' else 'from'}({write(day, scope)})"
            case t.DaysBetween(start, end):
                return f"({write(end, scope)} - {write(start, scope)})"
            case t.DaySum(rate, start, count):
                return f"_day_sum({rate!r}, {write(start, scope)}, {write(count, scope)})"
        raise TypeError(type(expr).__name__)

    def _constant(self, value: int, value_type: ValueType) -> str:
        if value_type.kind == "boolsk":
            return str(bool(value))
        return repr(value_type.codes[value]) if value_type.kind == "kode" else str(value)

    def _concept(self, scope: Scope, name: str) -> str:
        if scope.ref == "_r":
            if name not in self.inline:
                return self.constant.get(name, local(name))
            version, settled = self.inline[name], self.folding.settled_value(0, scope.entity, name)
            if settled:
                return settled
            return "_UNKNOWN" if version is None else self.decided(version.clauses)
        settled = self.folding.settled_value(self.code.steps(scope), scope.entity, name)
        if settled:
            return settled
        if scope.in_loop:
            return f"{scope.ref}.C_{local(name)}"
        return self.code.read(f"{scope.ref}C_{name}", f"{scope.ref}C_{name} = {scope.ref}.C_{local(name)}")

    def _rate(self, name: str, scope: Scope) -> str:
        if scope.ref != "_r":
            return f"_rate({name!r}, {self.code.law_date(scope)})"
        value = self.folding.rate(name)
        return UNKNOWN if value is None else str(value)

    def _compare(self, expr: t.Compare, scope: Scope) -> str:
        left, right = self.write(expr.left, scope), self.write(expr.right, scope)
        if expr.left.type.kind == "boolsk":
            for one, other in ((left, right), (right, left)):
                if other in ("True", "False"):
                    return one if (other == "True") == (expr.op == "==") else negated(one)
        if left[0] in "'\"" and right[0] in "'\"":
            return str((left == right) == (expr.op == "=="))
        return f"({scaled(left, expr.left_factor)} {expr.op} {scaled(right, expr.right_factor)})"

    def _one_of(self, item: str, mask: int, value_type: ValueType) -> str:
        codes = [code for number, code in enumerate(value_type.codes) if mask >> number & 1]
        if item[0] in "'\"":
            return str(item in [repr(code) for code in codes])
        return f"({item} in {{{', '.join(map(repr, codes))}}})" if codes else "False"

    def _extreme(self, kind: str, items: list[str]) -> str:
        sign, text = ("<=" if kind == "min" else ">="), items[0]
        for item in items[1:]:
            first, second = self.code.named(text), self.code.named(item)
            text = f"({first} if {first} {sign} {second} else {second})"
        return text

    def _aggregate(self, expr: t.Aggregate, scope: Scope) -> str:
        """A loop before the line; its name holds the result. The same fold again has the same name."""
        if scope is not self.code.own:
            return self._fold(expr, scope)
        if expr not in self.folds:
            if not self.code.always:
                return self._fold(expr, scope)
            if self.code.can_share and expr.route.up:
                with self.code.shared():
                    self.folds[expr] = self._fold(expr, scope)
            else:
                self.folds[expr] = self._fold(expr, scope)
        return self.folds[expr]

    def _fold(self, expr: t.Aggregate, scope: Scope) -> str:
        code = self.code
        owner = code.follow(scope, expr.route)
        member, found = code.member(owner, expr.entity), code.temp()
        total = expr.kind in ("sum", "antall")
        child = code.vocabulary.entities[expr.entity]
        if expr.kind == "antall" and expr.where is None and child.content:
            return f"len({code.listed(owner, child)})"
        code.add(f"{found} = {0 if total else expr.kind == 'alle'}")
        listed = code.listed(owner, child)
        if not child.content:
            code.add(f"if {listed} is None: {UNKNOWN}")
        with code.deeper(f"for {member.ref} in {listed}:"):
            where = "True" if expr.where is None else self.write(expr.where, member)
            if not total:
                body = self.write(expr.body, member)
                ends = all_of([where, body if expr.kind == "noen" else negated(body)])
                with code.deeper(f"if {unbracketed(ends)}:"):
                    code.add(f"{found} = {expr.kind == 'noen'}")
                    code.add("break")
            elif where == "True":
                code.add(f"{found} += {self.write(expr.body, member)}")
            else:
                with code.deeper(f"if {unbracketed(where)}:"):
                    code.add(f"{found} += {self.write(expr.body, member)}")
        return found


def rounded(text: str, parts: int, step: int) -> str:
    """To the nearest whole step, halves up."""
    whole = f"(2 * {text} + {parts}) // {2 * parts}" if parts % 2 else f"({text} + {parts // 2}) // {parts}"
    return f"({whole})" if step == 1 else f"({whole} * {step})"
