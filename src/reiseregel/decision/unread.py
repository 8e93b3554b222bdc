"""Does the answer hang on a rule whose text in the law nobody has read (`ordlyd: ikke_lest`)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reiseregel.decision.core import Core
from reiseregel.engine import PostResult, post_result
from reiseregel.quantities import ValueType
from reiseregel.sets import Values, bits


def rests_on_unread_wording(core: Core) -> bool:
    """True when some post would come out another way if one of those rules had given another value."""
    if not core.evaluator.unread:
        return False
    before = _results(core)
    return any(_results(other) != before for other in _turned(core))


def _results(core: Core) -> list[tuple[int, tuple[int, int]]]:
    found: list[PostResult] = [post_result(core.evaluator, item) for item in core.posts]
    return [(result.outcomes, result.payable) for result in found]


def _turned(core: Core) -> Iterator[Core]:
    """The case with one such rule forced to each of its other values, one at a time."""
    evaluator = core.evaluator
    for (number, key), instance in list(evaluator.unread.items()):
        above = core.splitter.dependencies.above(key)
        memo = {name: known for name, known in evaluator.memo.items() if name not in above}
        for value in _others(evaluator.concept(instance, key[1])[0], core.book.concepts[key].type):
            forced = {**evaluator.forced, (number, key): value}
            fresh = {name: dict(known) for name, known in memo.items()}
            yield replace(core, evaluator=replace(evaluator, forced=forced, memo=fresh, unread={}))


def _others(values: Values, value_type: ValueType) -> list[Values]:
    """Other values than those the rule gave; of an amount or number, nothing and one more."""
    if isinstance(values, int):
        return [1 << n for n in bits(value_type.all_codes) if 1 << n != values]
    return [other for other in ((0, 0), (values[1] + 1, values[1] + 1)) if other != values]
