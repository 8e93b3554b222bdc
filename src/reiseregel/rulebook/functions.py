"""The functions of the language, each as a way to type a call. The list is closed: rule files cannot add to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Literal

from reiseregel.quantities import DATE, ValueType, common_scale, number
from reiseregel.rulebook.tree import (
    AddDays,
    AddMonths,
    Const,
    DaysBetween,
    DaySum,
    Expr,
    Extreme,
    FloorDivide,
    RateRef,
    Rounded,
    Subtract,
    WholeYears,
    WorkingDay,
)

if TYPE_CHECKING:
    from reiseregel.rulebook.resolve import Resolver


@dataclass(frozen=True, slots=True)
class Call:
    """One call as written: the resolver to type the arguments with, and the entity it stands on."""

    resolver: Resolver
    tree: Any
    entity: str
    arguments: tuple[Any, ...]

    def typed(self, *expected: ValueType) -> list[Expr]:
        """The arguments, checked for number and type (unit for numbers; only øre may come in parts)."""
        if len(self.arguments) != len(expected):
            raise self.resolver.fail(self.tree, "type", f"«{self.tree.children[0]}» tar {len(expected)} verdier")
        found = self.resolver.all_of(self.arguments, self.entity, expected)
        for argument, expr, wanted in zip(self.arguments, found, expected, strict=True):
            if (expr.type.kind, expr.type.unit) != (wanted.kind, wanted.unit):
                raise self.resolver.fail(argument, "enhet", f"her trengs {wanted}, ikke {expr.type}")
            if expr.type.scale != 1 and wanted.unit != "oere":
                raise self.resolver.fail(argument, "enhet", f"her trengs hele {wanted}, ikke deler")
        return found


def _extreme(kind: Literal["min", "max"]) -> Callable[[Call], Expr]:
    def typed(call: Call) -> Expr:
        items = call.resolver.all_of(call.arguments, call.entity)
        if len(items) < 2:
            raise call.resolver.fail(call.tree, "type", f"«{kind}» tar minst to verdier")
        unit = next((item.type for item in items if item.type.unit != "antall"), items[0].type)
        items = [
            Const(0, number(unit.unit)) if isinstance(item, Const) and item.value == 0 and unit.kind == "tall" else item
            for item in items
        ]
        for item, argument in zip(items, call.arguments, strict=True):
            if item.type.finite:
                raise call.resolver.fail(argument, "type", f"«{kind}» tar tall eller datoer, ikke {item.type}")
            if (item.type.kind, item.type.unit) != (unit.kind, unit.unit):
                message = f"enhetene passer ikke sammen: {unit} og {item.type}"
                raise call.resolver.fail(argument, "enhet", message)
        scale = reduce(common_scale, (item.type.scale for item in items))
        result = DATE if unit.kind == "dato" else number(unit.unit, scale)
        return Extreme(kind, tuple(items), tuple(scale // item.type.scale for item in items), result)

    return typed


def _floor_divide(call: Call) -> Expr:
    if len(call.arguments) != 2:
        raise call.resolver.fail(call.tree, "type", "«heltallsdel» tar to verdier")
    item, divisor = call.resolver.all_of(call.arguments, call.entity)
    if item.type.kind != "tall":
        raise call.resolver.fail(call.arguments[0], "type", f"«heltallsdel» tar tall, ikke {item.type}")
    if not isinstance(divisor, Const) or divisor.value <= 0 or divisor.type.unit != item.type.unit:
        message = f"her trengs et fast tall over null i {item.type}"
        raise call.resolver.fail(call.arguments[1], "enhet", message)
    return FloorDivide(item, divisor.value * item.type.scale, number("antall"))


def _rounded(step: int) -> Callable[[Call], Expr]:
    def typed(call: Call) -> Expr:
        (item,) = call.typed(number("oere"))
        return Rounded(item, step, number("oere"))

    return typed


def _whole_years(call: Call) -> Expr:
    born, day = call.typed(DATE, DATE)
    return WholeYears(born, day, number("aar"))


def _add_months(call: Call) -> Expr:
    day, months = call.typed(DATE, number("maaneder"))
    return AddMonths(day, months)


def _add_days(call: Call) -> Expr:
    day, days = call.typed(DATE, number("dager"))
    return AddDays(day, days)


def _subtract_days(call: Call) -> Expr:
    day, days = call.typed(DATE, number("dager"))
    return AddDays(day, Subtract(Const(0, days.type), days, 1, 1, days.type))


def _working_day(kind: Literal["before", "from"]) -> Callable[[Call], Expr]:
    def typed(call: Call) -> Expr:
        (day,) = call.typed(DATE)
        return WorkingDay(kind, day)

    return typed


def _days_between(call: Call) -> Expr:
    start, end = call.typed(DATE, DATE)
    return DaysBetween(start, end, number("dager"))


def _day_sum(call: Call) -> Expr:
    rate, start, count = call.typed(number("oere"), DATE, number("antall"))
    if not isinstance(rate, RateRef):
        raise call.resolver.fail(call.arguments[0], "type", "«doegnsum» tar en sats først")
    return DaySum(rate.name, start, count, rate.type)


FUNCTIONS: dict[str, Callable[[Call], Expr]] = {
    "min": _extreme("min"),
    "max": _extreme("max"),
    "heltallsdel": _floor_divide,
    "avrund_oere": _rounded(1),
    "avrund_kroner": _rounded(100),
    "hele_aar": _whole_years,
    "pluss_maaneder": _add_months,
    "pluss_dager": _add_days,
    "minus_dager": _subtract_days,
    "forrige_virkedag": _working_day("before"),
    "virkedag_fra": _working_day("from"),
    "dager_mellom": _days_between,
    "doegnsum": _day_sum,
}
