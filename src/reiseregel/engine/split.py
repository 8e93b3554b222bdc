"""Splitting: open facts are tried value by value, so that what one plain pass joins too widely comes apart.

The result is a tree: leaves hold post results, splits hold a cell for each value tried, products hold groups of posts
that share no open fact. Facts are tried in their fixed order, so the tree does not depend on how the case was built up.
The budget is divided by the number of cells at each split; below one cell, or with more than `MOST_OPEN` facts bearing
on a group, the plain pass stands and the leaf says it is not exhausted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TypeAlias

from reiseregel.engine.cuts import CutFinder
from reiseregel.engine.dependencies import Dependencies, Key, dependencies
from reiseregel.engine.evaluate import Evaluator, Result
from reiseregel.engine.posts import PostInstance, PostResult, post_result, posts_of
from reiseregel.facts import Instance, OpenFact
from reiseregel.rulebook.tree import Expr
from reiseregel.sets import YES, Values, bits, is_single

BUDGET = 4096
MOST_OPEN = 14
#: With more facts than that the budget is this, in the hope that fewer bear on each cell.
MANY_OPEN_BUDGET = 64
#: Splitting a concept by its own value is a last resort with a small budget of its own.
CONCEPT_BUDGET = 64


@dataclass(frozen=True, slots=True)
class Leaf:
    """Results that are not split further. `exhausted` is False when splitting stopped before it was done."""

    results: dict[int, PostResult]
    exhausted: bool


@dataclass(frozen=True, slots=True)
class Split:
    """One open fact (by index), or a concept split by value (below zero, the same number in every branch).

    `support` is the facts that stand behind it here, `whole` those that do before anything is narrowed.
    """

    fact: int
    support: int
    cells: tuple[tuple[Values, Node], ...]
    whole: int


@dataclass(frozen=True, slots=True)
class Product:
    """Groups of posts with no open fact in common."""

    parts: tuple[Node, ...]


Node: TypeAlias = Leaf | Split | Product
_NOTHING: dict[int, Result] = {}
#: A reading and the code chosen for it.
Choice: TypeAlias = tuple[str, str]


class Splitter:
    """Splits the posts of one case under one set of readings."""

    def __init__(self, evaluator: Evaluator, posts: tuple[PostInstance, ...], watched: Iterable[Choice] = ()) -> None:
        self.base, self.posts = evaluator, posts
        #: Of the readings and codes to watch, those not yet seen to give a post another result in some leaf, and those
        #: that have.
        self.watched, self.differing = dict.fromkeys(watched), set[Choice]()
        self.dependencies: Dependencies = dependencies(evaluator.book)
        self._searched: tuple[Evaluator, dict[tuple[int, int], Result]] = evaluator, {}
        self._by_number = {instance.number: instance for instance in evaluator.facts.instances}
        #: The concepts split by value, each with its number below zero.
        self.split_concepts: dict[tuple[int, Key], int] = {}
        for choice in [choice for choice in self.watched if choice[0] in evaluator.reached]:
            if posts_of(self._under(evaluator, choice)) != posts:
                self._differs(choice)
        #: Combinations that cannot be and that are still open, with the open facts they hang on. One that is settled
        #: stays settled in every cell, so it is not looked at again.
        self.impossible: list[tuple[Expr, Instance, int]] = [
            (item.condition, instance, support)
            for item in evaluator.book.impossible
            for instance in evaluator.facts.of_entity(item.entity)
            if (support := evaluator.evaluate(item.condition, instance)[1])
        ]

    def solve(self) -> Node:
        """The tree for every post. None of the facts given may be an impossible combination (checked before)."""
        node = self._solve(self.base, list(self.posts), BUDGET)
        assert node is not None
        return node

    def _solve(self, evaluator: Evaluator, posts: list[PostInstance], budget: int, uncut: int = 0) -> Node | None:
        """`uncut`: numbers and dates (a bit each) that had no cut left further up, and can have got none since."""
        results = {item.number: post_result(evaluator, item) for item in posts}
        open_posts = [item for item in posts if not results[item.number].settled]
        if not open_posts:
            return self._leaf(evaluator, results, True)
        groups = self._groups(evaluator, open_posts, results)
        if len(groups) == 1 and len(open_posts) == len(posts):
            return self._group(evaluator, posts, results, groups[0][1], budget, uncut)
        settled = {item.number: results[item.number] for item in posts if results[item.number].settled}
        parts: list[Node] = [self._leaf(evaluator, settled, True)] if settled else []
        for members, support in groups:
            mine = {item.number: results[item.number] for item in members}
            part = self._group(evaluator, members, mine, support, budget, uncut)
            if part is None:
                return None
            parts.append(part)
        return Product(tuple(parts)) if len(parts) > 1 else parts[0]

    def _groups(
        self, evaluator: Evaluator, posts: list[PostInstance], results: dict[int, PostResult]
    ) -> list[tuple[list[PostInstance], int]]:
        """Posts that share an open fact, or whose facts are bound together by an impossible combination."""
        bonds = self._bonds(evaluator, _union(results[item.number].support for item in posts))
        groups: list[tuple[list[PostInstance], int]] = []
        for item in posts:
            members, support = [item], _widen(results[item.number].support, bonds)
            rest = []
            for others, other_support in groups:
                if other_support & support:
                    members, support = others + members, support | other_support
                else:
                    rest.append((others, other_support))
            groups = [*rest, (members, support)]
        return [(sorted(members, key=lambda item: item.number), support) for members, support in groups]

    def _bonds(self, evaluator: Evaluator, support: int) -> list[int]:
        """The open facts each impossible combination binds together, of those that can reach `support`."""
        within = _widen(support, [bond for _, _, bond in self.impossible])
        near = ((condition, instance) for condition, instance, bond in self.impossible if bond & within)
        return [bond for condition, instance in near if (bond := evaluator.evaluate(condition, instance)[1])]

    def _group(
        self,
        evaluator: Evaluator,
        posts: list[PostInstance],
        results: dict[int, PostResult],
        support: int,
        budget: int,
        uncut: int,
    ) -> Node | None:
        if support.bit_count() > MOST_OPEN:
            budget = min(budget, MANY_OPEN_BUDGET)
            named = self._named_most(evaluator, posts, support, budget)
            if named is None:
                return self._leaf(evaluator, results, False)
            return self._split_fact(evaluator, posts, *named, budget // len(named[1]), uncut)
        for fact in self._facts(evaluator, support & ~uncut):
            cells = list(self.cells(evaluator, posts, fact))
            if len(cells) < 2:
                uncut |= 1 << fact.index
                continue
            if budget // len(cells) < 1:
                return self._leaf(evaluator, results, False)
            return self._split_fact(evaluator, posts, fact, cells, budget // len(cells), uncut)
        return self._split_concept(evaluator, posts, results, support, min(budget, CONCEPT_BUDGET))

    def _named_most(
        self, evaluator: Evaluator, posts: list[PostInstance], support: int, budget: int
    ) -> tuple[OpenFact, list[Values]] | None:
        """The listed fact that the rules name most often, of those the budget can split, with its cells."""
        listed = [fact for fact in self._facts(evaluator, support) if isinstance(fact.values, int)]
        for fact in sorted(listed, key=lambda fact: -self.dependencies.named[fact.instance.entity, fact.name]):
            cells = list(self.cells(evaluator, posts, fact))
            if 1 < len(cells) <= budget // 2:
                return fact, cells
        return None

    def _leaf(self, evaluator: Evaluator, results: dict[int, PostResult], exhausted: bool) -> Leaf:
        """A leaf, after a look at what each reading still watched would give there instead."""
        for choice in [choice for choice in self.watched if choice[0] in evaluator.reached]:
            other = self._under(evaluator, choice)
            if any(post_result(other, self.posts[number]) != result for number, result in results.items()):
                self._differs(choice)
        return Leaf(results, exhausted)

    def _differs(self, choice: Choice) -> None:
        del self.watched[choice]
        self.differing.add(choice)

    def _under(self, evaluator: Evaluator, choice: Choice) -> Evaluator:
        """The same cell under another reading; what the reading cannot move is not worked out again."""
        name, code = choice
        memo = evaluator.unmoved(self.dependencies.moved_by(name))
        readings = {**evaluator.readings, name: code}
        return replace(evaluator, readings=readings, memo=memo, reached=set(), provisional=set(), unread={})

    # --- by fact ----------------------------------------------------------------------------------------------------

    def _facts(self, evaluator: Evaluator, support: int) -> Iterator[OpenFact]:
        """The open facts in the support: those whose values can be listed first, numbers and dates after."""
        open_facts = evaluator.facts.open_facts
        facts = [open_facts[index] for index in bits(support) if index < len(open_facts)]
        yield from (fact for fact in facts if isinstance(fact.values, int))
        yield from (fact for fact in facts if isinstance(fact.values, tuple))

    def cells(self, evaluator: Evaluator, posts: list[PostInstance], fact: OpenFact) -> Iterator[Values]:
        """The parts of a fact's values that the posts can tell apart."""
        values = evaluator.restricted.get(fact.index, fact.values)
        if isinstance(values, tuple):
            low = values[0]
            for cut in CutFinder(evaluator, fact, self._looked_at(evaluator)).below(_columns(posts)):
                yield low, cut - 1
                low = cut
            yield low, values[1]
        elif fact.listed is not None:
            yield from (bit for bit in (1, 2) if values & bit)
        else:
            groups = self.dependencies.groups((fact.instance.entity, fact.name))
            yield from (group & values for group in groups if group & values)

    def _looked_at(self, evaluator: Evaluator) -> dict[tuple[int, int], Result]:
        """What the search for cuts has found in a cell, as long as no other is searched."""
        cell, found = self._searched
        if cell is not evaluator:
            found = {}
            self._searched = evaluator, found
        return found

    def _split_fact(
        self,
        evaluator: Evaluator,
        posts: list[PostInstance],
        fact: OpenFact,
        cells: list[Values],
        budget: int,
        uncut: int,
    ) -> Node | None:
        solved = []
        stepped = (fact.instance.entity, fact.name) in self.dependencies.stepped
        for values in cells:
            cell = self.narrowed(evaluator, fact, values)
            if self._possible(cell, 1 << fact.index):
                # A stretch of a number brings no new cut to another number, unless a rule takes the number in steps and
                # the stretch is within one; a single value, yes/no or code may.
                stretch = isinstance(values, tuple) and values[0] < values[1] and not stepped
                node = self._solve(cell, posts, budget, uncut | 1 << fact.index if stretch else 0)
                if node is not None:
                    solved.append((values, node))
        if not solved:
            return None
        return Split(fact.index, 1 << fact.index, tuple(solved), 1 << fact.index)

    def narrowed(self, evaluator: Evaluator, fact: OpenFact, values: Values) -> Evaluator:
        """The same case with one open fact narrowed; what does not hang on it is not worked out again."""
        memo = evaluator.without(1 << fact.index)
        return replace(evaluator, restricted={**evaluator.restricted, fact.index: values}, memo=memo)

    def _possible(self, evaluator: Evaluator, narrowed: int) -> bool:
        """True unless a combination that hangs on one of the facts just narrowed has become one that cannot be."""
        return all(
            evaluator.evaluate(condition, instance)[0] != YES
            for condition, instance, support in self.impossible
            if support & narrowed
        )

    def possible(self, values: Mapping[int, Values]) -> bool:
        """True unless open facts (by index) with these values are a combination that cannot be."""
        narrowed = _union(1 << index for index in values)
        if not any(support & narrowed for _, _, support in self.impossible):
            return True
        return self._possible(replace(self.base, restricted=values, memo={}), narrowed)

    # --- by concept -------------------------------------------------------------------------------------------------

    def _split_concept(
        self, evaluator: Evaluator, posts: list[PostInstance], results: dict[int, PostResult], support: int, budget: int
    ) -> Node | None:
        candidate = next(self._used_twice(evaluator, support), None)
        if candidate is None:
            return self._leaf(evaluator, results, True)
        instance, key, values, hangs_on = candidate
        cells = [1 << n for n in bits(values)]
        if budget // len(cells) < 1:
            return self._leaf(evaluator, results, False)
        above = self.dependencies.above(key)
        solved = []
        for bit in cells:
            forced = {**evaluator.forced, (instance.number, key): bit}
            cell = replace(evaluator, forced=forced, memo=evaluator.beside(above))
            node = self._solve(cell, posts, budget // len(cells))
            if node is not None:
                solved.append((bit, node))
        if not solved:
            return None
        number = self.split_concepts.setdefault((instance.number, key), -1 - len(self.split_concepts))
        whole = self.base.concept(instance, key[1])[1]
        return Split(number, hangs_on, tuple(solved), whole)

    def _used_twice(self, evaluator: Evaluator, support: int) -> Iterator[tuple[Instance, Key, int, int]]:
        """Open yes/no and code concepts the rules use more than once, in rule order, then document order."""
        for key in self.dependencies.used_twice:
            known = evaluator.memo.get(key, _NOTHING)
            for number in sorted(number for number, (_, hangs_on) in known.items() if hangs_on & support):
                if number in self._by_number and (number, key) not in evaluator.forced:
                    values, hangs_on = known[number]
                    assert isinstance(values, int)
                    if not is_single(values):
                        yield self._by_number[number], key, values, hangs_on


def _columns(posts: list[PostInstance]) -> Iterator[tuple[Instance, str]]:
    """The concepts that outcome and payable of the posts stand on."""
    for item in posts:
        for name in (item.post.right, item.post.payable, *item.post.reduced):
            if name:
                yield item.instance, name


def _widen(support: int, bonds: list[int]) -> int:
    """The support with every fact bound to it, in any number of steps."""
    before = -1
    while before != support:
        before = support
        for bond in bonds:
            if bond & support:
                support |= bond
    return support


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)
