"""Which conditions are shown never to hold at once. What is shown must be true: every pair is tried on every value."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from reiseregel.rulebook.exclusive import exclude_each_other
from reiseregel.rulebook.tree import All, AnyOf, Compare, ConceptRef, Const, Expr, FactRef, Not, OneOf
from tests.rulebook.small import expr

EXCLUSIVE = [
    ("kort", "ikke kort"),
    ("kort og hel", "reise.frikort og ikke hel"),
    ("reise.maate == bil", "reise.maate == fly"),
    ("reise.maate == bil", "reise.maate != bil"),
    ("reise.maate i {bil, fly}", "reise.maate ikke i {bil, fly}"),
    ("reise.maate i {bil, fly}", "buss == reise.maate"),
    ("lesning.grunnlag == alt", "lesning.grunnlag == noe"),
    ("reise.vei_m < 3 m", "reise.vei_m >= 3 m"),
    ("reise.vei_m <= 3 m", "3 m < reise.vei_m"),
    ("reise.vei_m == 3 m", "reise.vei_m > 3 m"),
    ("reise.vei_m > 1 m og reise.vei_m < 3 m", "reise.vei_m == 4 m"),
    ("reise.maate != bil og reise.maate != fly", "reise.maate i {bil, fly}"),
    ("lovdato < 2025-03-03 og kort", "ikke kort"),
]
POSSIBLE = [
    ("kort", "hel"),
    ("kort", "kort"),
    ("kort eller hel", "ikke kort"),
    ("reise.maate i {bil, fly}", "reise.maate i {buss, fly}"),
    ("reise.vei_m <= 3 m", "reise.vei_m >= 3 m"),
    ("reise.vei_m != 3 m", "reise.vei_m == 2 m"),
    ("reise.vei_m / 2 < 1 m", "reise.vei_m > 1 m"),
    ("reise.maate == bil", "reise.frikort"),
]
#: Never together, but more than what stands in plain sight is needed to see it.
NOT_SEEN = [
    ("kort eller hel", "ikke kort og ikke hel"),
    ("reise.vei_m != 3 m", "reise.vei_m == 3 m"),
    ("reise.vei_m / 2 < 1 m", "reise.vei_m >= 2 m"),
]


def holds(condition: Expr, world: dict[Expr, int]) -> bool:
    """The condition in a world where every reference has one value."""
    match condition:
        case All(items):
            return all(holds(item, world) for item in items)
        case AnyOf(items):
            return any(holds(item, world) for item in items)
        case Not(item):
            return not holds(item, world)
        case OneOf(item, mask):
            return bool(mask >> world[item] & 1)
        case FactRef() | ConceptRef():
            return bool(world[condition])
        case Compare(op, left, right):
            a, b = (side.value if isinstance(side, Const) else world[side] for side in (left, right))
            return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b, "!=": a != b}[op]
    raise AssertionError(condition)


@pytest.mark.parametrize("pair", EXCLUSIVE)
def test_shown_never_to_hold_at_once(pair: tuple[str, str]) -> None:
    first, second = (expr(text) for text in pair)
    assert exclude_each_other(first, second)
    assert exclude_each_other(second, first)


@pytest.mark.parametrize("pair", POSSIBLE + NOT_SEEN)
def test_everything_else_counts_as_possible(pair: tuple[str, str]) -> None:
    assert not exclude_each_other(*(expr(text) for text in pair))


def test_what_is_shown_is_true() -> None:
    references = {expr(text): range(size) for text, size in (("kort", 2), ("hel", 2), ("reise.frikort", 2))}
    references |= {expr("reise.maate"): range(3), expr("lesning.grunnlag"): range(2), expr("reise.vei_m"): range(6)}
    worlds = [dict(zip(references, values, strict=True)) for values in product(*references.values())]
    texts = {text for pair in EXCLUSIVE + POSSIBLE + NOT_SEEN for text in pair}
    conditions = [expr(text) for text in sorted(texts) if "/" not in text and "lovdato" not in text]
    possible = {condition: {n for n, world in enumerate(worlds) if holds(condition, world)} for condition in conditions}
    shown = 0
    for first, second in combinations(conditions, 2):
        if exclude_each_other(first, second):
            shown += 1
            assert possible[first].isdisjoint(possible[second]), (first, second)
    assert shown > 20
