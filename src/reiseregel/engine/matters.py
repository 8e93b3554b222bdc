"""What the splitting tree says: bounds, possible outcomes, and which open facts can change the answer.

A fact matters when two ways to fill in the case that differ only in it give a post a different outcome or payable.
That is read off the tree: some split on the fact has two cells whose results differ under the same values of the rest.
Where a leaf was left open, its facts matter, surely if the leaf was exhausted and otherwise perhaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TypeAlias

from reiseregel.engine.posts import GRANTED, REDUCED, REFUSED, PostResult
from reiseregel.engine.split import Leaf, Node, Product, Split
from reiseregel.sets import Values, bits, meets

OUTCOME, AMOUNT = 1, 2

#: Can open facts (by index) have these values together?
Possible: TypeAlias = Callable[[Mapping[int, Values]], bool]


def per_post(node: Node) -> dict[int, PostResult]:
    """For each post by number, the least result that holds every leaf."""
    if isinstance(node, Leaf):
        return dict(node.results)
    parts = node.parts if isinstance(node, Product) else tuple(child for _, child in node.cells)
    found: dict[int, PostResult] = {}
    for part in parts:
        for number, result in per_post(part).items():
            found[number] = found[number].joined(result) if number in found else result
    return found


def exhausted(node: Node) -> bool:
    """True when no leaf was left because the budget ended."""
    if isinstance(node, Leaf):
        return node.exhausted
    parts = node.parts if isinstance(node, Product) else tuple(child for _, child in node.cells)
    return all(exhausted(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Whole:
    """What a set of posts can add up to: sets of outcomes seen together (masks), and the interval of the sum (øre)."""

    mixes: frozenset[int]
    amount: tuple[int, int]


def whole(node: Node) -> Whole:
    """Fold the tree: products combine, splits unite."""
    if isinstance(node, Leaf):
        mixes = frozenset({0})
        low = high = 0
        for result in node.results.values():
            mixes = frozenset(mix | bit for mix in mixes for bit in _bits(result.outcomes))
            low, high = low + result.payable[0], high + result.payable[1]
        return Whole(mixes, (low, high))
    if isinstance(node, Product):
        return combine([whole(part) for part in node.parts])
    cells = [whole(child) for _, child in node.cells]
    return Whole(
        frozenset().union(*(cell.mixes for cell in cells)),
        (min(cell.amount[0] for cell in cells), max(cell.amount[1] for cell in cells)),
    )


def combine(parts: list[Whole]) -> Whole:
    """Posts that are independent of each other, taken together."""
    mixes, low, high = frozenset({0}), 0, 0
    for part in parts:
        mixes = frozenset(first | second for first in mixes for second in part.mixes)
        low, high = low + part.amount[0], high + part.amount[1]
    return Whole(mixes, (low, high))


def _bits(mask: int) -> Iterator[int]:
    return (bit for bit in (REFUSED, REDUCED, GRANTED) if mask & bit)


@dataclass(slots=True)
class Effect:
    """What an open fact can change: `kinds` of OUTCOME and AMOUNT, in which posts, and whether that is certain."""

    kinds: int = 0
    posts: set[int] = field(default_factory=set)
    certain: bool = False


def effects(node: Node, possible: Possible) -> dict[int, Effect]:
    """The effect of every open fact that matters, by index.

    Where facts are so bound together that none can change alone, each that can change with others matters.
    """
    found: dict[int, Effect] = {}
    for judge in (possible, _anything):
        for number in per_post(node):
            _Differences(number, found, judge).walk(_projected(node, number), {})
        if found:
            break
    return dict(sorted(found.items()))


def _anything(_: Mapping[int, Values]) -> bool:
    return True


def _projected(node: Node, post: int) -> Node:
    """The tree as seen from one post: products keep only the part that holds it."""
    if isinstance(node, Product):
        part = next(part for part in node.parts if post in _members(part))
        return _projected(part, post)
    if isinstance(node, Split):
        return replace(node, cells=tuple((values, _projected(child, post)) for values, child in node.cells))
    return Leaf({post: node.results[post]}, node.exhausted)


def _members(node: Node) -> frozenset[int]:
    while isinstance(node, Split):
        node = node.cells[0][1]
    if isinstance(node, Leaf):
        return frozenset(node.results)
    return frozenset().union(*(_members(part) for part in node.parts))


class _Differences:
    """Looks for splits whose cells differ, for one post."""

    def __init__(self, post: int, found: dict[int, Effect], possible: Possible) -> None:
        self.post, self.found, self.possible = post, found, possible

    def walk(self, node: Node, above: dict[int, Values]) -> None:
        """Note every difference at and below a node; `above` holds the values of the splits that lead to it."""
        if isinstance(node, Leaf):
            self._leaf(node)
            return
        assert isinstance(node, Split)
        for one, other in combinations(node.cells, 2):
            kinds, certain = 0, False
            for kind, sure in self._between(one[1], other[1], above, node.fact, (one[0], other[0])):
                kinds, certain = kinds | kind, certain or sure
                if kinds == OUTCOME | AMOUNT and certain:
                    break
            if kinds:
                self._note(node.support, kinds, certain and node.fact >= 0)
        for values, child in node.cells:
            self.walk(child, above if node.fact < 0 else {**above, node.fact: values})

    def _leaf(self, leaf: Leaf) -> None:
        result = leaf.results[self.post]
        if not result.settled:
            kinds = OUTCOME * (result.outcomes.bit_count() > 1) | AMOUNT * (result.payable[0] != result.payable[1])
            self._note(result.support, kinds, leaf.exhausted)

    def _note(self, support: int, kinds: int, certain: bool) -> None:
        for index in bits(support):
            effect = self.found.setdefault(index, Effect())
            effect.kinds |= kinds
            effect.posts.add(self.post)
            effect.certain = effect.certain or certain

    def _between(
        self, first: Node, second: Node, values: dict[int, Values], varied: int, two: tuple[Values, Values]
    ) -> Iterator[tuple[int, bool]]:
        """Differences between two trees under the same values of all facts but `varied`, which is one of `two` in each.

        Both ways to fill in the case must be possible.
        """
        if isinstance(first, Split):
            for child, narrowed in _cells(first, values, varied):
                yield from self._between(child, second, narrowed, varied, two)
        elif isinstance(second, Split):
            for child, narrowed in _cells(second, values, varied):
                yield from self._between(first, child, narrowed, varied, two)
        else:
            assert isinstance(first, Leaf)
            assert isinstance(second, Leaf)
            for found in _difference(first.results[self.post], second.results[self.post]):
                fixed = {index: value for index, value in values.items() if index >= 0}
                if varied < 0 or all(self.possible({**fixed, varied: value}) for value in two):
                    yield found


def _cells(node: Split, values: dict[int, Values], varied: int) -> Iterator[tuple[Node, dict[int, Values]]]:
    """The cells of a split that agree with the values fixed so far, and the values then fixed.

    A concept that does not hang on the varied fact has one value in both ways to fill in the case.
    """
    free = node.fact == varied or (node.fact < 0 and (varied < 0 or bool(node.whole >> varied & 1)))
    for cell, child in node.cells:
        if free:
            yield child, values
        elif node.fact not in values or meets(values[node.fact], cell):
            yield child, {**values, node.fact: _narrower(values.get(node.fact, cell), cell)}


def _narrower(first: Values, second: Values) -> Values:
    if isinstance(first, tuple) and isinstance(second, tuple):
        return max(first[0], second[0]), min(first[1], second[1])
    assert isinstance(first, int)
    assert isinstance(second, int)
    return first & second


def _difference(first: PostResult, second: PostResult) -> Iterator[tuple[int, bool]]:
    kinds = OUTCOME * (not first.outcomes & second.outcomes)
    apart = first.payable[1] < second.payable[0] or second.payable[1] < first.payable[0]
    kinds |= AMOUNT * apart
    if kinds:
        yield kinds, True
    elif not (first.settled and second.settled):
        loose = OUTCOME * (first.outcomes != second.outcomes) | AMOUNT * (first.payable != second.payable)
        if loose:
            yield loose, False
