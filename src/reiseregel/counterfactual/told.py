"""From ways to reach the goal to counterfactuals: codes with the same answer together, each proved by a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from reiseregel.case import check_document
from reiseregel.counterfactual.altered import changed
from reiseregel.counterfactual.candidates import Candidate
from reiseregel.counterfactual.ground import Goal, Ground, Span, Worse
from reiseregel.counterfactual.model import Change, Condition, Counterfactual, Direction, PostThen
from reiseregel.counterfactual.trial import Way, limits, plain
from reiseregel.decision import Decision, decide_checked
from reiseregel.decision.model import outcome_words
from reiseregel.engine.dependencies import dependencies
from reiseregel.errors import InvalidDocument
from reiseregel.sets import bits
from reiseregel.vocabulary import Changeable, FactDef
from reiseregel.vocabulary.model import CHANGEABLE

#: The kinds of source that settle a fact by looking it up.
LOOKED_UP = ("register", "kart")
#: Beyond any amount.
_BEYOND = 10**30

#: For each yes/no or code of a set, by pointer: every code that gives the same answer.
Masks: TypeAlias = dict[str, int]


class Teller:
    """Writes down what was found about one decision."""

    def __init__(self, ground: Ground, decision: Decision) -> None:
        self.ground, self.decision = ground, decision
        self.groups = dependencies(ground.book).groups

    def told(self, chosen: list[Candidate], ways: Iterable[Way], goal: Goal) -> Iterator[Counterfactual]:
        """The ways of one set of facts that are worth telling and true."""
        alike: dict[str, list[tuple[Way, Masks]]] = {}
        for way in ways:
            if not way.drifts:
                same = repr((way.solved, way.stretches, way.codes, way.lists))
                alike.setdefault(same, []).append((way, dict(self._masks(chosen, way))))
        for group in alike.values():
            for way, masks in _merged(group):
                item = self._proved(chosen, way, masks, goal)
                if item is not None:
                    yield item

    def _masks(self, chosen: list[Candidate], way: Way) -> Iterator[tuple[str, int]]:
        """The codes that no rule tells apart from the one tried."""
        for item in chosen:
            code = way.values.get(item.pointer)
            if item.fact is not None and isinstance(code, int):
                groups = self.groups((item.fact.entity, item.fact.name))
                yield item.pointer, next(group for group in groups if group & code)

    # --- proof ------------------------------------------------------------------------------------------------------

    def _proved(self, chosen: list[Candidate], way: Way, masks: Masks, goal: Goal) -> Counterfactual | None:
        then = self._decided(chosen, way)
        if then is None or not goal.reached(self._span(then)):
            return None
        masks = {pointer: self._true_of_all(chosen, way, pointer, mask) for pointer, mask in masks.items()}
        changes = tuple(self._change(item, way, masks) for item in chosen)
        direction = self._direction(then, goal)
        group = max((_worst(change) for change in changes), key=CHANGEABLE.index)
        return Counterfactual(
            changes=changes,
            outcomes=then.outcomes,
            bounds=then.bounds,
            posts=tuple(self._posts(then)),
            direction=direction,
            group=group,
            shown_to_patient=direction != "daarligere" and group != "nei" and all(map(self._may_be_shown, changes)),
        )

    def _decided(self, chosen: list[Candidate], way: Way) -> Decision | None:
        ground = self.ground
        try:
            document = check_document(self._document(chosen, way), ground.book.vocabulary)
            return decide_checked(document, ground.book, ground.readings)
        except InvalidDocument:
            return None

    def _document(self, chosen: list[Candidate], way: Way) -> dict[str, Any]:
        facts = {item.pointer: plain(item.fact, way.values[item.pointer]) for item in chosen if item.fact is not None}
        ground = self.ground
        return changed(ground.document.data, {**way.lists, **facts}, ground.root, ground.book.vocabulary)

    def _true_of_all(self, chosen: list[Candidate], way: Way, pointer: str, mask: int) -> int:
        """The codes that can be true with the rest: no rule tells the answers apart, but what is refused may."""
        kept, ground = 0, self.ground
        for code in bits(mask):
            other = replace(way, values={**way.values, pointer: 1 << code})
            document = self._document(chosen, other)
            same = other.values == way.values
            kept |= (same or (ground.possible(document) and not ground.refuses(ground.evaluator(document)))) << code
        return kept

    def _span(self, decision: Decision) -> Span:
        """Where the standings of a decision lie; see `ground.Standing`."""
        demand = self.ground.demand
        best_first = outcome_words(decision.posts[0].post).best_first
        best_last = best_first if demand else best_first[::-1]
        ranks = [best_last.index(outcome) for outcome in decision.outcomes]
        low = -_BEYOND if decision.bounds.lowest is None else decision.bounds.lowest
        high = _BEYOND if decision.bounds.highest is None else decision.bounds.highest
        if demand:
            low, high = -high, -low
        return Span((low, min(ranks)), (high, max(ranks)))

    def _direction(self, then: Decision, goal: Goal) -> Direction:
        before, after = self._span(self.decision).lowest, self._span(then).lowest
        if isinstance(goal, Worse):
            return "daarligere"
        if after[0] > before[0]:
            return "bedre"
        return "bare_utfall" if after[1] > before[1] else "kan_bli_bedre"

    def _posts(self, then: Decision) -> Iterator[PostThen]:
        for number, (before, after) in enumerate(zip(self.decision.posts, then.posts, strict=True)):
            if (before.outcomes, before.payable) != (after.outcomes, after.payable):
                yield PostThen(number, after.outcomes, after.payable)

    # --- words ------------------------------------------------------------------------------------------------------

    def _change(self, item: Candidate, way: Way, masks: Masks) -> Change:
        fact = item.fact
        if fact is None:
            condition = _of_list(item, way)
        elif item.pointer in masks:
            condition = Condition(codes=_codes(fact, masks[item.pointer]))
        else:
            condition = _of_number(fact, way.stretches[item.pointer])
        return Change(item.pointer, fact, item.listed, item.now, condition, item.law_day)

    def _may_be_shown(self, change: Change) -> bool:
        """What a register settled, or what invites an untruth, is not for the patient."""
        source = self.ground.document.sources.get(change.pointer)
        looked_up = change.owner == "register" or (source is not None and source.kind in LOOKED_UP)
        return not looked_up and not change.definition.hidden_from_patient


def _worst(change: Change) -> Changeable:
    """What can be done about the change, and about all that must be so of what is new in a list."""
    within = (fact.changeable for fact, _ in change.condition.within)
    return max((change.changeable, *within), key=CHANGEABLE.index)


def _of_list(item: Candidate, way: Way) -> Condition:
    assert item.listed is not None
    things = way.lists[item.pointer]
    if len(things) <= item.now:
        return Condition()
    at = f"{item.pointer}/{len(things) - 1}"
    within = []
    for pointer, free in way.new.items():
        if pointer.startswith(f"{at}/"):
            mask = way.codes.get(pointer)
            known = _of_number(free, way.stretches[pointer]) if mask is None else Condition(codes=_codes(free, mask))
            within.append((free, known))
    return Condition(more=True, within=tuple(within))


def _of_number(fact: FactDef, stretch: tuple[int, int]) -> Condition:
    low, high = limits(fact)
    return Condition(
        at_least=None if stretch[0] <= low else stretch[0], at_most=None if stretch[1] >= high else stretch[1]
    )


def _codes(fact: FactDef, mask: int) -> tuple[str, ...]:
    names = fact.type.codes if fact.type.kind == "kode" else ("nei", "ja")
    return tuple(names[code] for code in bits(mask))


def _merged(group: list[tuple[Way, Masks]]) -> list[tuple[Way, Masks]]:
    """Boxes of codes: two that differ in one fact alone are one, until no two do."""
    boxes = list(group)
    place = 0
    while place < len(boxes):
        way, masks = boxes[place]
        for other in boxes[place + 1 :]:
            apart = [pointer for pointer, mask in masks.items() if other[1][pointer] != mask]
            if len(apart) == 1:
                joined = {**masks, apart[0]: masks[apart[0]] | other[1][apart[0]]}
                boxes = [(way, joined), *(box for box in boxes if box[1] not in (masks, other[1]))]
                place = -1
                break
        place += 1
    return boxes
