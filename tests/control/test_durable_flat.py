"""Conditions as rules without `ikke` and `eller`, against the meaning of the tree worked out the plain way."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from reiseregel.control.durable.flat import ALWAYS, MOST_RULES, NEVER, Flat, NotFlat, Op, Pair, Single, flatten, holds
from reiseregel.control.durable.plan import MOST_IN_A_SET, plan_of
from reiseregel.control.durable.trial import trial_values, written
from reiseregel.quantities import BOOLEAN, ValueType, number
from reiseregel.rulebook import tree as t

ENTITY = "maaling"
COUNT = number("antall")
CODE = ValueType("kode", codes=("a", "b", "c", "d"))
NUMBERS: tuple[t.Expr, ...] = tuple(t.FactRef(t.Route(), ENTITY, name, COUNT) for name in ("m", "n"))
KINDS: tuple[t.Expr, ...] = tuple(t.FactRef(t.Route(), ENTITY, name, CODE) for name in ("k", "l"))
YES_NO = tuple(t.FactRef(t.Route(), ENTITY, name, BOOLEAN) for name in ("p", "q"))
THRESHOLDS = {"lav": 2, "hoey": 5}
OPERATORS: tuple[Op, ...] = ("<", "<=", ">", ">=", "==", "!=")


def meaning(expr: t.Expr, values: dict[str, int]) -> int:
    """The tree read the plain way, with Python's own words."""
    match expr:
        case t.Const(value):
            return value
        case t.RateRef(name):
            return THRESHOLDS[name]
        case t.FactRef(name=name):
            return values[name]
        case t.Not(item):
            return int(not meaning(item, values))
        case t.All(items):
            return int(all(meaning(item, values) for item in items))
        case t.AnyOf(items):
            return int(any(meaning(item, values) for item in items))
        case t.OneOf(item, mask):
            return mask >> meaning(item, values) & 1
        case t.Compare(op, left, right, left_factor, right_factor):
            a, b = meaning(left, values) * left_factor, meaning(right, values) * right_factor
            return int({"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b, "!=": a != b}[op])
    raise AssertionError(expr)


def compare(rng: random.Random, op: Op, sides: Sequence[t.Expr], most_factor: int) -> t.Compare:
    left, right = rng.sample(sides, 2)
    return t.Compare(op, left, right, rng.randint(1, most_factor), rng.randint(1, most_factor))


def random_condition(rng: random.Random, depth: int) -> t.Expr:
    kind = rng.randrange(7 if depth else 4)
    if kind == 0:
        return rng.choice(YES_NO)
    if kind == 1:
        return t.OneOf(rng.choice(KINDS), rng.randrange(16))
    if kind == 2:
        code = t.Const(rng.randrange(4), CODE)
        return compare(rng, rng.choice(OPERATORS[4:]), [rng.choice(KINDS), rng.choice((*KINDS, code))], 1)
    if kind == 3:
        constant = t.Const(rng.randint(-1, 14), COUNT)
        rate = t.RateRef(rng.choice(list(THRESHOLDS)), COUNT)
        sides: list[t.Expr] = [rng.choice((*NUMBERS, constant)), rng.choice((*NUMBERS, constant, rate))]
        return compare(rng, rng.choice(OPERATORS), sides, 3)
    if kind == 4:
        return t.Not(random_condition(rng, depth - 1))
    items = tuple(random_condition(rng, depth - 1) for _ in range(rng.randint(1, 3)))
    return t.All(items) if kind == 5 else t.AnyOf(items)


def random_values(rng: random.Random) -> dict[str, int]:
    return {
        **{name: rng.randint(0, 14) for name in "mn"},
        **{name: rng.randrange(4) for name in "kl"},
        **{name: rng.randrange(2) for name in "pq"},
    }


def flat(expr: t.Expr) -> Flat:
    return flatten(expr, ENTITY, THRESHOLDS.__getitem__)


def test_the_rules_mean_what_the_condition_means(figures: Callable[[str], None]) -> None:
    rng = random.Random(5)
    tried = wide = 0
    outcomes = {0: 0, 1: 0}
    for _ in range(700):
        expr = random_condition(rng, 3)
        try:
            rules = flat(expr).rules
        except NotFlat:
            wide += 1
            continue
        for _ in range(12):
            values = random_values(rng)
            expected = meaning(expr, values)
            assert any(all(holds(term, values) for term in rule) for rule in rules) == bool(expected), expr
            outcomes[expected] += 1
            tried += 1
    assert wide < 70
    assert min(outcomes.values()) > tried // 5
    figures(f"durable-rules: {tried} random conditions read as rules, {outcomes[1]} of them true; {wide} too wide")


def test_what_is_sent_has_neither_or_nor_negation_nor_a_second_key(figures: Callable[[str], None]) -> None:
    rng = random.Random(6)
    seen = 0
    for _ in range(200):
        try:
            conditions = [(f"s{place}", flat(random_condition(rng, 2))) for place in range(8)]
        except NotFlat:
            continue
        plan = plan_of(0, ENTITY, conditions)
        names: list[str] = []
        for ruleset in plan.rulesets():
            assert len(ruleset) <= MOST_IN_A_SET
            names += [name for name in ruleset if name != "w"]
            for rule in ruleset.values():
                ((_, [message]),) = rule.items()  # type: ignore[attr-defined]
                condition = message["m"]
                for comparison in condition.get("$and", [condition]):
                    ((key, operand),) = comparison.items()
                    if key.startswith("$"):
                        assert key in ("$lt", "$lte", "$gt", "$gte", "$neq")
                        ((key, operand),) = operand.items()
                    assert key == "w" or key[1:].isdigit()
                    assert type(operand) is int
                    seen += 1
        assert names == [f"r{place}" for place in range(len(plan.rules))]
    assert seen > 1000
    figures(f"durable-rules: {seen} comparisons sent, each of one key with one whole number")


@pytest.mark.parametrize(
    ("op", "factor", "limit", "expected"),
    [
        ("<", 3, 7, ((Single("m", "<=", 2),),)),
        ("<=", 3, 7, ((Single("m", "<=", 2),),)),
        (">", 3, 7, ((Single("m", ">", 2),),)),
        (">=", 3, 7, ((Single("m", ">", 2),),)),
        ("==", 3, 7, NEVER),
        ("!=", 3, 7, ALWAYS),
        ("<", 3, 6, ((Single("m", "<", 2),),)),
        (">=", 2, -3, ((Single("m", ">", -2),),)),
    ],
)
def test_a_factor_moves_to_the_limit(op: Op, factor: int, limit: int, expected: object) -> None:
    assert flat(t.Compare(op, NUMBERS[0], t.Const(limit, COUNT), factor, 1)).rules == expected


def test_two_facts_are_compared_before_they_are_sent() -> None:
    plan = plan_of(0, ENTITY, [("s", flat(t.Compare(">", NUMBERS[0], NUMBERS[1], 2, 3)))])
    assert plan.pairs == (Pair("m", ">", "n", 2, 3),)
    assert plan.rulesets()[0]["r0"] == {"all": [{"m": {"f2": 1}}]}
    rows = {values: plan.row({"m": values[0], "n": values[1]}) for values in ((3, 2), (4, 2), (3, 3))}
    assert rows == {(3, 2): (3, 2, 0), (4, 2): (4, 2, 1), (3, 3): (3, 3, 0)}


@pytest.mark.parametrize(
    "expr",
    [
        t.Compare(">", t.Add(NUMBERS[0], NUMBERS[1], 1, 1, COUNT), t.Const(3, COUNT)),
        t.ConceptRef(t.Route(), ENTITY, "annet", BOOLEAN),
        t.FactRef(t.Route(up=1), "over", "p", BOOLEAN),
        t.All(
            tuple(
                t.AnyOf(
                    (t.Compare("==", NUMBERS[0], t.Const(n, COUNT)), t.Compare("==", NUMBERS[1], t.Const(n, COUNT)))
                )
                for n in range(MOST_RULES.bit_length())
            )
        ),
    ],
    ids=["sum", "concept", "another entity", "too many rules"],
)
def test_what_is_not_flat_is_refused(expr: t.Expr) -> None:
    with pytest.raises(NotFlat):
        flat(expr)


def alone(truth: list[list[bool]], at: int) -> bool:
    """Some fact makes that comparison false and every other of the rule true: only so is its own limit seen."""
    return any(not held[at] and sum(held) == len(held) - 1 for held in truth)


def test_the_trial_meets_every_rule_and_misses_every_comparison(figures: Callable[[str], None]) -> None:
    rng = random.Random(7)
    met = missed = implied = unmet = facts = 0
    others = [random_values(rng) for _ in range(1000)]
    for _ in range(150):
        try:
            plan = plan_of(0, ENTITY, [(f"s{place}", flat(random_condition(rng, 2))) for place in range(4)])
        except NotFlat:
            continue
        trial = trial_values(plan)
        facts += len(trial)
        assert all(plan.known(written(plan, values)) == values for values in trial)
        for rule in plan.rules:
            truth = [[holds(term, values) for term in rule] for values in trial]
            if not any(all(held) for held in truth):
                # Only a rule that contradicts itself is met by nothing.
                assert not any(all(holds(term, values) for term in rule) for values in others)
                unmet += 1
                continue
            met += 1
            drawn = [[holds(term, values) for term in rule] for values in others]
            for at in range(len(rule)):
                if alone(truth, at):
                    missed += 1
                else:
                    # Only a comparison that follows from the others is never missed alone.
                    assert not alone(drawn, at)
                    implied += 1
    assert met > 200
    assert missed > met
    figures(
        f"durable-rules: {facts} trial facts meet {met} rules, {unmet} contradict themselves; "
        f"{missed} comparisons missed alone, {implied} follow from others"
    )
