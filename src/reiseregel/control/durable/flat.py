"""A condition on one feature fact as rules that each are a plain «and» of comparisons with a constant.

That is all durable-rules is given. Of its negation, its «or» and its comparison of two values in one message, the first
hangs, the second fires once for each side that holds, and the third is wrong. So `ikke` is pushed down to the
comparisons, `eller` becomes several rules, and two facts are compared by whoever builds the message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal, TypeAlias

from reiseregel.quantities import ValueType
from reiseregel.rulebook import tree as t

Op: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]

#: The most rules one signal may become. A signal that needs more is left to the reference.
MOST_RULES: Final = 32

#: What each comparison is when it does not hold.
NEGATED: Final[dict[Op, Op]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_MIRRORED: Final[dict[Op, Op]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Single:
    """`fact op value`, in the fact's own parts."""

    fact: str
    op: Op
    value: int


@dataclass(frozen=True, slots=True)
class Pair:
    """`left * left_factor op right * right_factor`: two facts of one entity, of one type."""

    left: str
    op: Op
    right: str
    left_factor: int = 1
    right_factor: int = 1


Term: TypeAlias = Single | Pair
Conjunction: TypeAlias = tuple[Term, ...]
#: Any of them. None at all is never; one that is empty is always.
Rules: TypeAlias = tuple[Conjunction, ...]

NEVER: Final[Rules] = ()
ALWAYS: Final[Rules] = ((),)


class NotFlat(Exception):
    """The condition is not made of comparisons of one fact with a constant, a threshold or another fact."""


@dataclass(frozen=True, slots=True)
class Flat:
    """Rules that together mean one condition, and the type of each fact they read."""

    rules: Rules
    types: dict[str, ValueType]


def flatten(condition: t.Expr, entity: str, threshold: Callable[[str], int]) -> Flat:
    """The rules for a condition standing on `entity`. `threshold` gives the value of a rate, in its own parts.

    Raises NotFlat when the condition has anything else in it, or becomes more than `MOST_RULES` rules.
    """
    reader = _Reader(entity, threshold, {})
    return Flat(reader.rules(condition, positive=True), reader.types)


def holds(term: Term, values: Mapping[str, int]) -> bool:
    """Whether a comparison is true of known values."""
    if isinstance(term, Single):
        return compared(values[term.fact], term.op, term.value)
    return compared(values[term.left] * term.left_factor, term.op, values[term.right] * term.right_factor)


def compared(left: int, op: Op, right: int) -> bool:
    """`left op right`."""
    match op:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "==":
            return left == right
        case "!=":
            return left != right


@dataclass(slots=True)
class _Reader:
    entity: str
    threshold: Callable[[str], int]
    types: dict[str, ValueType]

    def rules(self, expr: t.Expr, *, positive: bool) -> Rules:
        match expr:
            case t.Const(value):
                return ALWAYS if bool(value) is positive else NEVER
            case t.Not(item):
                return self.rules(item, positive=not positive)
            case t.All(items):
                parts = [self.rules(item, positive=positive) for item in items]
                return _both(parts) if positive else _either(parts)
            case t.AnyOf(items):
                parts = [self.rules(item, positive=positive) for item in items]
                return _either(parts) if positive else _both(parts)
            case t.FactRef(type=value_type) if value_type.kind == "boolsk":
                return ((Single(self.fact(expr), "==", int(positive)),),)
            case t.OneOf(item, mask):
                return self.one_of(item, mask if positive else item.type.all_codes & ~mask)
            case t.Compare():
                return self.compare(expr, expr.op if positive else NEGATED[expr.op])
        raise NotFlat(type(expr).__name__)

    def one_of(self, item: t.Expr, mask: int) -> Rules:
        """A set of codes is said by those that are not in it: one rule, however many there are."""
        side = self.side(item)
        codes = item.type.all_codes
        if isinstance(side, int):
            return ALWAYS if mask >> side & 1 else NEVER
        if not mask & codes:
            return NEVER
        inside = [code for code in range(codes.bit_length()) if mask >> code & 1]
        if len(inside) == 1:
            return ((Single(side, "==", inside[0]),),)
        return (tuple(Single(side, "!=", code) for code in range(codes.bit_length()) if code not in inside),)

    def compare(self, expr: t.Compare, op: Op) -> Rules:
        left, right = self.side(expr.left), self.side(expr.right)
        if isinstance(left, int) and isinstance(right, int):
            return ALWAYS if compared(left * expr.left_factor, op, right * expr.right_factor) else NEVER
        if isinstance(left, str) and isinstance(right, str):
            return ((Pair(left, op, right, expr.left_factor, expr.right_factor),),)
        if isinstance(left, str):
            assert isinstance(right, int)
            return _against(left, op, expr.left_factor, right * expr.right_factor)
        assert isinstance(right, str)
        return _against(right, _MIRRORED[op], expr.right_factor, left * expr.left_factor)

    def side(self, expr: t.Expr) -> int | str:
        """A constant, or the name of a fact."""
        match expr:
            case t.Const(value):
                return value
            case t.RateRef(name):
                return self.threshold(name)
            case t.FactRef():
                return self.fact(expr)
        raise NotFlat(type(expr).__name__)

    def fact(self, ref: t.FactRef) -> str:
        if ref.entity != self.entity or ref.route != t.Route():
            raise NotFlat("a fact of another entity")
        self.types[ref.name] = ref.type
        return ref.name


def _against(fact: str, op: Op, factor: int, limit: int) -> Rules:
    """`fact * factor op limit` (`factor` positive) with the factor moved over to the limit."""
    whole, rest = divmod(limit, factor)
    if rest == 0:
        return ((Single(fact, op, whole),),)
    match op:
        case "==":
            return NEVER
        case "!=":
            return ALWAYS
        case "<" | "<=":
            return ((Single(fact, "<=", whole),),)
        case ">" | ">=":
            return ((Single(fact, ">", whole),),)


def _either(parts: Iterable[Rules]) -> Rules:
    found = tuple(dict.fromkeys(rule for part in parts for rule in part))
    if () in found:
        return ALWAYS
    if len(found) > MOST_RULES:
        raise NotFlat("too many rules")
    return found


def _both(parts: list[Rules]) -> Rules:
    size = 1
    for part in parts:
        size *= len(part)
    if size > MOST_RULES:
        raise NotFlat("too many rules")
    return _either([tuple(_joined(chosen) for chosen in product(*parts))])


def _joined(chosen: tuple[Conjunction, ...]) -> Conjunction:
    return tuple(dict.fromkeys(term for conjunction in chosen for term in conjunction))
