"""Documents made from a counterfactual, for tests."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from reiseregel.counterfactual import Change, Condition, Counterfactual
from reiseregel.counterfactual.model import shown
from reiseregel.vocabulary import FactDef, Vocabulary
from tests.strategies.claims import assessed

Document = dict[str, Any]


def holder(document: Document, pointer: str) -> tuple[Any, str]:
    """The object in which the last step of a pointer is a key."""
    *above, name = pointer.strip("/").split("/")
    found: Any = document
    for step in above:
        found = found[int(step)] if step.isdigit() else found[step]
    return found, name


def values_of(fact: FactDef, condition: Condition) -> list[Any]:
    """Every code, or the ends and the middle of a stretch, as JSON has it."""
    if condition.codes:
        return [code == "ja" for code in condition.codes] if fact.type.kind == "boolsk" else list(condition.codes)
    kind_low, kind_high = (fact.low, fact.high)
    low = kind_low if condition.at_least is None else condition.at_least
    high = kind_high if condition.at_most is None else condition.at_most
    return [shown(fact, value) for value in sorted({low, (low + high) // 2, high})]


def nearest(change: Change) -> Any:
    """The value told of: the first code, or the end of the stretch nearest to the value now."""
    assert change.fact is not None
    values = values_of(change.fact, change.condition)
    return values[0] if change.condition.codes or change.now < values[0] else values[-1]


def apply(document: Document, changes: Iterable[tuple[Change, Any]], vocabulary: Vocabulary) -> Document:
    """The document with the changes, each with a value of its own (of a list: not looked at)."""
    result = copy.deepcopy(document)
    for change, value in changes:
        at, name = holder(result, change.pointer)
        if change.fact is not None:
            at[name] = value
        elif change.condition.more:
            new = {fact.name: values_of(fact, inner)[0] for fact, inner in change.condition.within}
            at[name] = [*at[name], new]
        else:
            at[name] = []
    return assessed(result, vocabulary)


def instances(item: Counterfactual) -> Iterator[list[tuple[Change, Any]]]:
    """What it tells of itself, and then with each other value of each change."""
    first = [(change, None if change.fact is None else nearest(change)) for change in item.changes]
    yield first
    for place, change in enumerate(item.changes):
        if change.fact is not None:
            for value in values_of(change.fact, change.condition):
                if value != first[place][1]:
                    yield [*first[:place], (change, value), *first[place + 1 :]]
