"""Can two conditions hold at once? Shown impossible only from what stands in plain sight: two demands on the same fact,
concept, rate or reading that no value meets. Everything else counts as possible.
"""

from __future__ import annotations

from reiseregel.quantities import UNBOUNDED
from reiseregel.rulebook.tree import All, Compare, ConceptRef, Const, Expr, FactRef, Not, OneOf, RateRef, ReadingRef

Demands = dict[Expr, tuple[int, int]]  # reference → (mask of allowed codes) or (low, high)

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def exclude_each_other(first: Expr, second: Expr) -> bool:
    """True only when the two can be seen never to be true together."""
    demands = _demands(first)
    for reference, wanted in _demands(second).items():
        if reference in demands and _empty(reference, demands[reference], wanted):
            return True
    return False


def _empty(reference: Expr, first: tuple[int, int], second: tuple[int, int]) -> bool:
    if reference.type.finite:
        return not first[0] & second[0]
    return max(first[0], second[0]) > min(first[1], second[1])


def _demands(condition: Expr) -> Demands:
    """What must hold of single references for the condition to be true."""
    if isinstance(condition, All):
        found: Demands = {}
        for item in condition.items:
            for reference, wanted in _demands(item).items():
                found[reference] = _both(reference, found[reference], wanted) if reference in found else wanted
        return found
    if isinstance(condition, FactRef | ConceptRef):
        return {condition: (2, 0)}
    if isinstance(condition, Not) and isinstance(condition.item, FactRef | ConceptRef):
        return {condition.item: (1, 0)}
    if isinstance(condition, OneOf) and _is_reference(condition.item):
        return {condition.item: (condition.mask, 0)}
    if isinstance(condition, Not) and isinstance(condition.item, OneOf) and _is_reference(condition.item.item):
        return {condition.item.item: (condition.item.item.type.all_codes & ~condition.item.mask, 0)}
    return _comparison(condition) if isinstance(condition, Compare) else {}


def _comparison(condition: Compare) -> Demands:
    left, right, op = condition.left, condition.right, condition.op
    if isinstance(left, Const):
        left, right, op = right, left, _FLIPPED[op]  # type: ignore[assignment]
    if not _is_reference(left) or not isinstance(right, Const):
        return {}
    if left.type.finite:
        bit = 1 << right.value
        return {left: (bit if op == "==" else left.type.all_codes & ~bit, 0)}
    if condition.left_factor != condition.right_factor:
        return {}
    value = right.value
    ranges = {
        "<": (-UNBOUNDED, value - 1),
        "<=": (-UNBOUNDED, value),
        ">": (value + 1, UNBOUNDED),
        ">=": (value, UNBOUNDED),
    }
    return {left: (value, value) if op == "==" else ranges.get(op, (-UNBOUNDED, UNBOUNDED))}


def _both(reference: Expr, first: tuple[int, int], second: tuple[int, int]) -> tuple[int, int]:
    if reference.type.finite:
        return first[0] & second[0], 0
    return max(first[0], second[0]), min(first[1], second[1])


def _is_reference(expr: Expr) -> bool:
    return isinstance(expr, FactRef | ConceptRef | RateRef | ReadingRef)
