"""The case with the candidates open but held at their values now, so that any of them can be let go.

What a rule makes of the case as it is is worked out once and used again for whatever does not stand on what is let go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any, TypeAlias

from reiseregel.counterfactual.altered import changed, without
from reiseregel.counterfactual.candidates import Candidate
from reiseregel.counterfactual.ground import Goal, Ground, Solved, Span
from reiseregel.engine import Evaluator, PostInstance, PostResult, Splitter, post_result, posts_of
from reiseregel.engine.dependencies import dependencies
from reiseregel.facts import OpenFact
from reiseregel.facts.build import encode
from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.tree import ConceptRef, FactRef
from reiseregel.rulebook.walk import references, walk
from reiseregel.sets import EITHER, NO, YES, Values, bits, of_value

#: So many evaluations are spent on looking for one way to miss a goal.
QUICK_LOOK = 60
#: What looking at one post with and without a right costs, in evaluations.
COST_APART = 4
#: So many ways to miss a goal are remembered.
WAYS_KEPT = 6

Key: TypeAlias = tuple[str, str]
#: Lists that are otherwise than now, by pointer: the things in them, or None when it is not known what is.
Lists: TypeAlias = Mapping[str, list[Any] | None]


@once_for_each
def _built_on(book: RuleBook) -> dict[Key, frozenset[Key]]:
    """The concepts that stand on each fact, however far up."""
    found: dict[Key, set[Key]] = {key: set() for key in book.vocabulary.facts}
    above = dependencies(book).above
    for key, concept in book.concepts.items():
        for version in concept.versions:
            for _, node in references(version):
                if isinstance(node, FactRef) and key not in found[node.entity, node.name]:
                    found[node.entity, node.name] |= above(key)
    return {key: frozenset(users) for key, users in found.items()}


@once_for_each
def _refusals(book: RuleBook) -> tuple[tuple[int, frozenset[Key]], ...]:
    """Each combination that is refused, by place, with the facts and concepts it names."""
    every = (*book.impossible, *book.contradictions)
    return tuple(
        (place, frozenset((n.entity, n.name) for n in walk(item.condition) if isinstance(n, FactRef | ConceptRef)))
        for place, item in enumerate(every)
    )


class Variant:
    """The case with some lists otherwise than now."""

    def __init__(self, ground: Ground, candidates: Iterable[Candidate], lists: Lists) -> None:
        self.ground = ground
        facts = [item for item in candidates if item.fact is not None]
        vocabulary = ground.book.vocabulary
        known = {pointer: things for pointer, things in lists.items() if things is not None}
        data = changed(ground.document.data, known, ground.root, vocabulary) if known else ground.document.data
        unknown = [pointer for pointer, things in lists.items() if things is None]
        tree = ground.tree(without(data, [*(item.pointer for item in facts), *unknown]))
        self.open: dict[str, OpenFact] = {item.pointer: item for item in tree.open_facts}
        now = {item.pointer: (item.fact, item.now) for item in facts if item.fact is not None}
        held = {
            item.index: of_value(encode(*now[item.pointer]), now[item.pointer][0].type)
            for item in tree.open_facts
            if item.pointer in now
        }
        self.held = Evaluator(ground.book, tree, ground.readings, restricted=held)
        self.posts: tuple[PostInstance, ...] = posts_of(self.held)
        self.splitter = Splitter(self.held, self.posts)
        self.span(self.held)
        loose = [item for item in tree.open_facts if item.index not in held]
        #: Ways to fill in what is unknown, by index.
        self.ways: list[dict[int, Values]] = [
            {item.index: list(_ends(item.values))[end] for item in loose} for end in (0, -1) if loose
        ]

    def let_go(self, pointers: Iterable[str]) -> Evaluator:
        """The case with some facts open; what does not stand on them is not worked out again."""
        facts = [self.open[pointer] for pointer in pointers if pointer in self.open]
        facts = [fact for fact in facts if fact.index in self.held.restricted]
        built_on = _built_on(self.ground.book)
        moved: set[Key] = set()
        for fact in facts:
            moved |= built_on[fact.instance.entity, fact.name]
        indexes = {fact.index for fact in facts}
        restricted = {index: values for index, values in self.held.restricted.items() if index not in indexes}
        memo = {key: dict(known) for key, known in self.held.memo.items() if key not in moved}
        return replace(self.held, restricted=restricted, memo=memo)

    def bits(self, pointers: Iterable[str]) -> int:
        """The bits of some facts and lists, as they stand in what an answer hangs on."""
        return sum(1 << self.open[pointer].index for pointer in pointers if pointer in self.open)

    def span(self, cell: Evaluator) -> Span:
        """Where the answers in a cell lie."""
        self.ground.spent += 1
        return self.ground.span_of({item.number: post_result(cell, item) for item in self.posts})

    def may(self, cell: Evaluator, goal: Goal) -> bool:
        """False when no answer in the cell reaches the goal. An open right is looked at with and without."""
        return goal.may(self.span(cell)) and goal.may(self._apart(cell))

    def _apart(self, cell: Evaluator) -> Span:
        """The span of a cell when each post is worked out with a right and without one, where that is open."""
        found = {}
        for item in self.posts:
            result = post_result(cell, item)
            if not result.settled and cell.concept(item.instance, item.post.right)[0] == EITHER:
                self.ground.spent += COST_APART
                parts = [post_result(self._with_right(cell, item, answer), item) for answer in (NO, YES)]
                result = reduce(PostResult.joined, parts)
            found[item.number] = result
        return self.ground.span_of(found)

    def _with_right(self, cell: Evaluator, item: PostInstance, answer: int) -> Evaluator:
        key = (item.post.entity, item.post.right)
        above = self.splitter.dependencies.above(key)
        memo = {name: known for name, known in cell.memo.items() if name not in above}
        memo |= {name: {} for name in above}
        return replace(cell, forced={**cell.forced, (item.instance.number, key): answer}, memo=memo)

    def refused(self, cell: Evaluator, facts: Iterable[Key]) -> bool:
        """True when, in the cell, some of these facts surely cannot be true together with the rest."""
        touched = {(fact, *_built_on(self.ground.book)[fact]) for fact in facts}
        names = {name for group in touched for name in group}
        refused = (*self.ground.book.impossible, *self.ground.book.contradictions)
        return any(
            cell.evaluate(refused[place].condition, instance)[0] == YES
            for place, named in _refusals(self.ground.book)
            if named & names
            for instance in cell.facts.of_entity(refused[place].entity)
        )

    def settled(self, cell: Evaluator) -> Solved | None:
        """The answer in a cell where one pass settles every post; None where it does not."""
        results = {item.number: post_result(cell, item) for item in self.posts}
        if not all(result.settled for result in results.values()):
            return None
        return self.ground.solved_of(results)

    def falls_short(self, cell: Evaluator, goal: Goal, free: int) -> bool:
        """True when some way to fill in what is unknown misses the goal, whatever values the `free` facts (bits) take.

        False says nothing: it is a quick look that spares most of the full splittings. Ways that have missed a goal
        before are tried first.
        """
        if not goal.for_all:
            return False
        for place, way in enumerate(self.ways):
            filled = self._filled(cell, way, free)
            if not self.may(filled, goal) and self._can_be(filled, free):
                self.ways.insert(0, self.ways.pop(place))
                return True
        return self._worst_first(cell, goal, free)

    def fulfilled(self, cell: Evaluator, goal: Goal) -> Evaluator | None:
        """The cell with as much of what is unknown filled in as makes it surely reach the goal; None when not found."""
        end = self.ground.spent + QUICK_LOOK
        while not goal.sure(self.span(cell)):
            index = next(self._unknown(cell, 0), None)
            if index is None or goal.for_all or self.ground.spent > end:
                return None
            cell = max(self._narrowed(cell, index), key=lambda item: goal.hope(self.span(item)))
        return cell if not self._impossible(cell) else None

    def _unknown(self, cell: Evaluator, free: int) -> Iterator[int]:
        """The open facts, by index, that some open post hangs on and that are not free."""
        support = 0
        for item in self.posts:
            result = post_result(cell, item)
            support |= 0 if result.settled else result.support
        return (index for index in bits(support & ~free) if index < len(cell.facts.open_facts))

    def _filled(self, cell: Evaluator, way: Mapping[int, Values], free: int) -> Evaluator:
        taken = {
            index: values for index, values in way.items() if not free >> index & 1 and index not in cell.restricted
        }
        mask = sum(1 << index for index in taken)
        memo = {
            name: {number: result for number, result in known.items() if not result[1] & mask}
            for name, known in cell.memo.items()
        }
        return replace(cell, restricted={**cell.restricted, **taken}, memo=memo)

    def _worst_first(self, cell: Evaluator, goal: Goal, free: int) -> bool:
        """One unknown fact after the other at the value that leaves least hope."""
        end, way = self.ground.spent + QUICK_LOOK, dict[int, Values]()
        while self.ground.spent < end:
            if not self.may(cell, goal):
                if way and self._can_be(cell, free):
                    self.ways = [way, *self.ways[: WAYS_KEPT - 1]]
                    return True
                return not way and self._can_be(cell, free)
            index = next(self._unknown(cell, free), None)
            if index is None or goal.sure(self.span(cell)):
                return False
            cell = min(self._narrowed(cell, index), key=lambda item: goal.hope(self.span(item)))
            way[index] = cell.restricted[index]
        return False

    def _narrowed(self, cell: Evaluator, index: int) -> Iterator[Evaluator]:
        fact = cell.facts.open_facts[index]
        for tried in _ends(cell.restricted.get(index, fact.values)):
            yield self.splitter.narrowed(cell, fact, tried)

    def _impossible(self, cell: Evaluator) -> bool:
        return any(
            cell.evaluate(item.condition, instance)[0] == YES
            for item in self.ground.book.impossible
            for instance in cell.facts.of_entity(item.entity)
        )

    def _can_be(self, cell: Evaluator, free: int) -> bool:
        """True when what is still unknown can be such that nothing is impossible, whatever the free facts are."""
        for item in self.ground.book.impossible:
            for instance in cell.facts.of_entity(item.entity):
                values, support = cell.evaluate(item.condition, instance)
                if values == YES:
                    return False
                if support & free:
                    unknown = [index for index in bits(support & ~free) if index < len(cell.facts.open_facts)]
                    others = (other for index in unknown for other in self._narrowed(cell, index))
                    never = next((o for o in others if o.evaluate(item.condition, instance)[0] == NO), None)
                    if never is None:
                        return False
                    cell = never
        return True


def _ends(values: Values) -> Iterator[Values]:
    """Values one by one; of a number the lowest and the highest."""
    if isinstance(values, tuple):
        yield from ((end, end) for end in values)
    else:
        yield from (1 << bit for bit in bits(values))


class Variants:
    """The variants that have been asked for."""

    def __init__(self, ground: Ground, candidates: list[Candidate]) -> None:
        self.ground, self.candidates = ground, candidates
        self._made: dict[str, Variant] = {}

    def of(self, lists: Lists) -> Variant:
        """The variant with these lists otherwise than now."""
        name = repr(sorted(lists.items()))
        if name not in self._made:
            self._made[name] = Variant(self.ground, self.candidates, lists)
        return self._made[name]
