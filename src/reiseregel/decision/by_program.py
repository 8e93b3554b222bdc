"""The solved case by the compiled program, where one plain pass settles every post; else the reference must solve it.

The answer is then put together as ever: the evaluator begins with what the program found, so that nothing known is
worked out again, and a reason, a step or a node of the trace is looked up where it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reiseregel.case import CheckedDocument
from reiseregel.compiled import Program, Verdict
from reiseregel.decision.core import Core, bounds, outcomes_of, solve
from reiseregel.decision.model import RestsOn
from reiseregel.decision.rests_on import open_alternatives, places_of
from reiseregel.decision.traced import Traced
from reiseregel.engine import Evaluator, PostInstance, PostResult, hash_of, value_text, whole
from reiseregel.engine.evaluate import Memo
from reiseregel.engine.fingerprint import Line
from reiseregel.engine.split import Leaf
from reiseregel.facts import FactTree
from reiseregel.quantities import ValueType
from reiseregel.sets import NO, YES, Values, is_single


def core_by_program(
    found: Program, document: CheckedDocument, facts: FactTree
) -> tuple[Core, tuple[RestsOn, ...], Traced] | None:
    """The solved case, the readings it rests on and its trace; None when the plain pass is not the whole answer."""
    verdict = found.run(document.data, recorded=True)
    if verdict is None or not verdict.raw or not verdict.settled:
        return None
    core = _core(verdict, facts, found.readings, _memo(verdict, facts))
    traced = Traced(core.evaluator, lambda: hash_of(_lines(verdict)))
    return core, tuple(_rests_on(found, document, verdict, core)), traced


def _core(verdict: Verdict, facts: FactTree, readings: Mapping[str, str], memo: Memo) -> Core:
    book = verdict.program.book
    by_place = {instance.path: instance for instance in facts.instances}
    posts, results = [], {}
    for number, post in enumerate(verdict.raw):
        which, instance, outcomes, *ends, _ = post
        payable, computed, own_share, frikort, interest = zip(ends[::2], ends[1::2], strict=True)
        posts.append(PostInstance(number, book.posts[which], by_place[instance.path]))
        results[number] = PostResult(outcomes, payable, computed, own_share, frikort, interest, support=0)
    node = Leaf(results, exhausted=True)
    evaluator = Evaluator(book, facts, readings, memo=memo)
    return Core(book, evaluator, tuple(posts), node, whole(node), provisional=False)


# --- the record -----------------------------------------------------------------------------------------------------


def _memo(verdict: Verdict, facts: FactTree) -> Memo:
    """What the evaluator then knows: every concept with one possible value."""
    memo: Memo = {}
    for entity in verdict.program.entities:
        concepts = verdict.program.plan.concepts_of(entity)
        known = [memo.setdefault((entity, concept.name), {}) for concept in concepts]
        finite = [concept.type.kind != "kode" and concept.type.finite for concept in concepts]
        for instance, row in zip(facts.of_entity(entity), verdict.values_of(entity), strict=True):
            for of_concept, value, concept, is_yes_no in zip(known, row, concepts, finite, strict=True):
                if is_yes_no:
                    if value is not None:
                        of_concept[instance.number] = (YES if value else NO), 0
                else:
                    values = _values(value, concept.type)
                    if is_single(values):
                        of_concept[instance.number] = values, 0
    return memo


def _values(recorded: object, value_type: ValueType) -> Values:
    """A value of the record as the engine has it."""
    if value_type.kind == "boolsk":
        return (NO | YES) if recorded is None else (YES if recorded else NO)
    if isinstance(recorded, tuple):
        return recorded[0], recorded[1]
    assert isinstance(recorded, int)
    return recorded if value_type.kind == "kode" else (recorded, recorded)


def _lines(verdict: Verdict) -> Iterator[Line]:
    """What the hash of the trace is of."""
    for entity in verdict.program.entities:
        concepts = verdict.program.plan.concepts_of(entity)
        order = sorted(range(len(concepts)), key=lambda place: concepts[place].id)
        for instance, row in zip(verdict.named(entity), verdict.values_of(entity), strict=True):
            if concepts:
                yield instance.path, [value_text(_values(row[n], concepts[n].type), concepts[n].type) for n in order]


# --- readings -------------------------------------------------------------------------------------------------------


def _rests_on(found: Program, document: CheckedDocument, verdict: Verdict, core: Core) -> Iterator[RestsOn]:
    """As `rests_on`: every alternative of an open reading that would give another outcome or another amount."""
    book, data = core.book, document.data
    places = range(len(found.open_readings))
    moving = {found.open_readings[place] for place in _moving(found, document, verdict, places)}
    for name, code in open_alternatives(book, core.evaluator.readings) if moving else ():
        if name not in moving:
            continue
        readings = {**core.evaluator.readings, name: code}
        place = found.open_readings.index(name)
        masks = (*found.chosen[:place], found.mask(name, code), *found.chosen[place + 1 :])
        instead = found.run_under(data, masks)
        if instead is None or not instead.settled:
            other = solve(book, core.evaluator.facts, readings)
        else:
            other = _core(instead, core.evaluator.facts, readings, {})
        outcomes, amount = outcomes_of(other), bounds(other.whole.amount)
        if (outcomes, amount) != (outcomes_of(core), bounds(core.whole.amount)):
            reading = book.readings[name]
            yield RestsOn(reading, code, outcomes, amount, places_of(reading, core, other))


def _moving(found: Program, document: CheckedDocument, verdict: Verdict, places: Sequence[int]) -> Iterator[int]:
    """The open readings that may change a post, by halving: where the posts come out the same with all of some readings
    left open, no alternative of any of them can change them.
    """
    masks = list(found.chosen)
    for place in places:
        masks[place] = found.any_reading[place]
    other = found.run_under(document.data, tuple(masks))
    if other is not None and other.results == verdict.results:
        return
    if len(places) == 1:
        yield places[0]
    else:
        half = len(places) // 2
        yield from _moving(found, document, verdict, places[:half])
        yield from _moving(found, document, verdict, places[half:])
