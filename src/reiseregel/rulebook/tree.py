"""The typed rule tree: what every executor reads. Plain data, no Python callables, no positions.

Numbers in the tree are whole parts at a fixed scale (`quantities`); yes/no, codes and dates are ints too: usann 0,
sann 1, a code by its position in the list, a date by its ordinal. `*_factor` brings both sides of an operator to one
scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reiseregel.quantities import BOOLEAN, DATE, ValueType


@dataclass(frozen=True, slots=True)
class Route:
    """From an entity to another: `up` parents, then `down` through single children. `Route()` is the entity itself."""

    up: int = 0
    down: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Const:
    """A value written in the rule."""

    value: int
    type: ValueType


@dataclass(frozen=True, slots=True)
class FactRef:
    """A fact of the entity at the end of the route."""

    route: Route
    entity: str
    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class ConceptRef:
    """A concept of the entity at the end of the route."""

    route: Route
    entity: str
    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class RateRef:
    """The rate in force on the law date of the entity."""

    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class ReadingRef:
    """The chosen reading, as a code."""

    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class LawDate:
    """The law date of the entity."""

    type: ValueType = DATE


@dataclass(frozen=True, slots=True)
class All:
    """`a og b og …`"""

    items: tuple[Expr, ...]
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`a eller b eller …`"""

    items: tuple[Expr, ...]
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Not:
    """`ikke a`"""

    item: Expr
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Compare:
    """`left op right` on numbers or dates (all operators) or on codes and yes/no (`==`, `!=`)."""

    op: Literal["<", "<=", ">", ">=", "==", "!="]
    left: Expr
    right: Expr
    left_factor: int = 1
    right_factor: int = 1
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class OneOf:
    """`code i {…}`; `mask` has a bit for each code in the set."""

    item: Expr
    mask: int
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Add:
    """`left + right`"""

    left: Expr
    right: Expr
    left_factor: int
    right_factor: int
    type: ValueType


@dataclass(frozen=True, slots=True)
class Subtract:
    """`left - right`"""

    left: Expr
    right: Expr
    left_factor: int
    right_factor: int
    type: ValueType


@dataclass(frozen=True, slots=True)
class Multiply:
    """`left * right`; the type carries the product of the scales."""

    left: Expr
    right: Expr
    type: ValueType


@dataclass(frozen=True, slots=True)
class Extreme:
    """`min(…)` or `max(…)`"""

    kind: Literal["min", "max"]
    items: tuple[Expr, ...]
    factors: tuple[int, ...]
    type: ValueType


@dataclass(frozen=True, slots=True)
class FloorDivide:
    """`heltallsdel(a, n)`: how many whole `divisor` (in parts of the item's scale) go into the item."""

    item: Expr
    divisor: int
    type: ValueType


@dataclass(frozen=True, slots=True)
class Rounded:
    """`avrund_oere` / `avrund_kroner`: to the nearest whole step of øre, halves up."""

    item: Expr
    step: int
    type: ValueType


@dataclass(frozen=True, slots=True)
class WholeYears:
    """`hele_aar(fra, til)`"""

    born: Expr
    day: Expr
    type: ValueType


@dataclass(frozen=True, slots=True)
class AddMonths:
    """`pluss_maaneder(dato, n)`"""

    day: Expr
    months: Expr
    type: ValueType = DATE


@dataclass(frozen=True, slots=True)
class AddDays:
    """`pluss_dager(dato, n)`"""

    day: Expr
    days: Expr
    type: ValueType = DATE


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """`forrige_virkedag(dato)` (`before`): the last working day before the day.

    `virkedag_fra(dato)` (`from`): the day itself, or the next working day.
    """

    kind: Literal["before", "from"]
    day: Expr
    type: ValueType = DATE


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """`dager_mellom(fra, til)`"""

    start: Expr
    end: Expr
    type: ValueType


@dataclass(frozen=True, slots=True)
class DaySum:
    """`doegnsum(sats.x, start, antall)`: the rate of each of `count` days from `start`, each at its own date."""

    rate: str
    start: Expr
    count: Expr
    type: ValueType


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`sum`, `noen`, `alle`, `antall` over the children in list `entity` of the entity at the end of the route."""

    kind: Literal["sum", "noen", "alle", "antall"]
    route: Route
    entity: str
    body: Expr
    where: Expr | None
    type: ValueType


Expr: TypeAlias = (
    Const
    | FactRef
    | ConceptRef
    | RateRef
    | ReadingRef
    | LawDate
    | All
    | AnyOf
    | Not
    | Compare
    | OneOf
    | Add
    | Subtract
    | Multiply
    | Extreme
    | FloorDivide
    | Rounded
    | WholeYears
    | AddMonths
    | AddDays
    | WorkingDay
    | DaysBetween
    | DaySum
    | Aggregate
)


def operands(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly below `expr`, in the order they are written."""
    match expr:
        case All(items) | AnyOf(items):
            return items
        case Extreme(_, items):
            return items
        case Not(item) | OneOf(item) | FloorDivide(item) | Rounded(item):
            return (item,)
        case Compare(_, left, right) | Add(left, right) | Subtract(left, right) | Multiply(left, right):
            return (left, right)
        case WholeYears(left, right) | AddMonths(left, right) | AddDays(left, right) | DaysBetween(left, right):
            return (left, right)
        case WorkingDay(_, day):
            return (day,)
        case DaySum(_, left, right):
            return (left, right)
        case Aggregate(_, _, _, body, where):
            return (body,) if where is None else (where, body)
        case _:
            return ()
