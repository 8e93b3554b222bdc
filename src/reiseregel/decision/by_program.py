"""The solved case by the compiled program, where one plain pass settles every post; else the reference must solve it.

The answer is then put together as ever: the evaluator begins with what the program found, so that nothing known is
worked out again, and a reason, a step or a node of the trace is looked up where it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reiseregel.case import CheckedDocument
from reiseregel.compiled import ByConcept, Program, Verdict
from reiseregel.decision.core import Core, bounds, outcomes_of, solve_with
from reiseregel.decision.later import Later
from reiseregel.decision.model import RestsOn
from reiseregel.decision.moved import may_move
from reiseregel.decision.record import Record, RecordedMemo
from reiseregel.decision.rests_on import open_alternatives, places_of
from reiseregel.decision.traced import Traced
from reiseregel.engine import Evaluator, PostInstance, PostResult, whole
from reiseregel.engine.evaluate import Memo
from reiseregel.engine.split import Leaf
from reiseregel.facts import FactTree


@dataclass(frozen=True, slots=True)
class Solved:
    """A case with the readings it rests on and its trace. Of one that the program solved: `reasons` are the codes that
    hold of each post, and `record` is what it found.
    """

    core: Core
    resting: Later[tuple[RestsOn, ...]]
    traced: Traced
    reasons: tuple[frozenset[str], ...] | None = None
    record: Record | None = None


def solved_by_program(found: Program, document: CheckedDocument, facts: FactTree) -> Solved | None:
    """The case as the program solves it; None when the plain pass is not the whole answer."""
    verdict = found.run(document.data, recorded=True)
    if verdict is None or not verdict.raw or not verdict.settled:
        return None
    record = Record(verdict)
    core = _core(verdict, facts, found.readings, RecordedMemo(record, facts))
    return Solved(
        core,
        Later(lambda: tuple(_rests_on(found, document, verdict, core))),
        Traced(core.evaluator, record.fingerprint),
        tuple(frozenset(raw[-1]) for raw in verdict.raw),
        record,
    )


def _core(verdict: Verdict, facts: FactTree, readings: Mapping[str, str], memo: Memo) -> Core:
    book, by_place = verdict.program.book, facts.by_place
    posts, results = [], {}
    for number, (which, instance, outcomes, *ends, _) in enumerate(verdict.raw):
        posts.append(PostInstance(number, book.posts[which], by_place[instance.path]))
        payable, computed, own_share, frikort, interest = [(ends[n], ends[n + 1]) for n in range(0, len(ends), 2)]
        results[number] = PostResult(outcomes, payable, computed, own_share, frikort, interest, support=0)
    node = Leaf(results, exhausted=True)
    evaluator = Evaluator(book, facts, readings, memo=memo)
    return Core(book, evaluator, tuple(posts), node, whole(node), provisional=False)


# --- readings -------------------------------------------------------------------------------------------------------


def _rests_on(found: Program, document: CheckedDocument, verdict: Verdict, core: Core) -> Iterator[RestsOn]:
    """As `rests_on`: every alternative of an open reading that would give another outcome or another amount.

    Where the posts come out the same with every reading left open, none can change them. Else those are tried that
    leave a concept open then, and change one when they are tried alone.
    """
    opened = found.run_under(document.data, found.any_reading, recorded=True)
    if opened is not None and opened.results == verdict.results:
        return
    moving = may_move(found, opened)
    for name, code in open_alternatives(core.book, core.evaluator.readings):
        if name not in moving.names or not moving.moves(core.evaluator, name, code):
            continue
        readings = {**core.evaluator.readings, name: code}
        place = found.open_readings.index(name)
        masks = (*found.chosen[:place], found.mask(name, code), *found.chosen[place + 1 :])
        instead = found.run_under(document.data, masks)
        if instead is None or not instead.settled:
            other = solve_with(ByConcept(core.book, core.evaluator.facts, readings))
        else:
            other = _core(instead, core.evaluator.facts, readings, {})
        outcomes, amount = outcomes_of(other), bounds(other.whole.amount)
        if (outcomes, amount) != (outcomes_of(core), bounds(core.whole.amount)):
            reading = core.book.readings[name]
            yield RestsOn(reading, code, outcomes, amount, places_of(reading, core, other))
