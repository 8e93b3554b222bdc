"""Facts that show whether an engine reads a plan right: each rule just met, each of its comparisons just missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice, product

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.control.durable.flat import NEGATED, Conjunction, Pair, Single, Term, holds
from reiseregel.control.durable.plan import Field, Plan
from reiseregel.control.model import FeatureValue

#: So many ways to meet a rule are looked through; what is met by none of them is a rule nothing meets.
_MOST_TRIED = 20_000


def trial_values(plan: Plan) -> list[dict[str, int]]:
    """The values of the plan's fields, as whole numbers, for each fact to try; each fact once."""
    tempting = _tempting(plan)
    quiet = {name: values[0] for name, values in tempting.items()}
    found: dict[tuple[int, ...], dict[str, int]] = {tuple(quiet.values()): quiet}
    for rule in plan.rules:
        met = _met(rule, tempting, quiet)
        if met is None:
            continue
        for values in (met, *_just_missed(rule, met, tempting)):
            found.setdefault(tuple(values.values()), values)
    return list(found.values())


def written(plan: Plan, values: Mapping[str, int]) -> dict[str, FeatureValue]:
    """The values as a feature fact has them: codes and dates by name, yes/no as such."""
    return {field.name: _written(field, values[field.name]) for field in plan.fields}


def _written(field: Field, value: int) -> FeatureValue:
    match field.type.kind:
        case "boolsk":
            return bool(value)
        case "kode":
            return field.type.codes[value]
        case "dato":
            return date.fromordinal(value).isoformat()
        case "tall":
            return value


def _tempting(plan: Plan) -> dict[str, list[int]]:
    """Every value of a yes/no or code. Of numbers and days those on and beside what they are compared with."""
    found = {field.name: set(_alone(plan, field)) for field in plan.fields}
    for pair in plan.pairs:
        left, right = (found[pair.left], pair.left_factor), (found[pair.right], pair.right_factor)
        beside = {value * right[1] // left[1] + step for value in right[0] for step in (-1, 0, 1)}
        left[0].update(beside)
        right[0].update(value * left[1] // right[1] + step for value in tuple(left[0]) for step in (-1, 0, 1))
    return {
        field.name: sorted(value for value in found[field.name] if _possible(field, value)) for field in plan.fields
    }


def _alone(plan: Plan, field: Field) -> set[int]:
    if field.type.finite:
        return set(range(field.type.all_codes.bit_length()))
    low = FIRST_DAY if field.type.kind == "dato" else 0
    compared = [
        term.value for rule in plan.rules for term in rule if isinstance(term, Single) and term.fact == field.name
    ]
    return {low, low + 1} | {value + step for value in compared for step in (-1, 0, 1)}


def _possible(field: Field, value: int) -> bool:
    match field.type.kind:
        case "dato":
            return FIRST_DAY <= value <= LAST_DAY
        case "tall":
            return value >= 0
    return 0 <= value < field.type.all_codes.bit_length()


def _met(rule: Conjunction, tempting: Mapping[str, list[int]], near: Mapping[str, int]) -> dict[str, int] | None:
    """Values that meet a rule, as near to some others as is tempting; the facts that it does not read stay."""
    pairs = [term for term in rule if isinstance(term, Pair)]
    read = dict.fromkeys(name for term in rule for name in _read(term))
    choices = [_nearest(near[name], (value for value in tempting[name] if _fits(rule, name, value))) for name in read]
    for chosen in islice(product(*choices), _MOST_TRIED):
        values = {**near, **dict(zip(read, chosen, strict=True))}
        if all(holds(pair, values) for pair in pairs):
            return values
    return None


def _fits(rule: Conjunction, name: str, value: int) -> bool:
    """The value goes with all that the rule says of that fact alone."""
    return all(holds(term, {name: value}) for term in rule if isinstance(term, Single) and term.fact == name)


def _nearest(near: int, values: Iterable[int]) -> list[int]:
    return sorted(values, key=lambda value: abs(value - near))


def _just_missed(rule: Conjunction, met: dict[str, int], tempting: Mapping[str, list[int]]) -> Iterator[dict[str, int]]:
    """For each comparison, values that make it false and every other true, unless it follows from the others."""
    for place, term in enumerate(rule):
        missed = _met((*rule[:place], replace(term, op=NEGATED[term.op]), *rule[place + 1 :]), tempting, met)
        if missed is not None:
            yield missed


def _read(term: Term) -> tuple[str, ...]:
    return (term.fact,) if isinstance(term, Single) else (term.left, term.right)
