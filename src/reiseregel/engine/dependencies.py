"""What depends on what, read once from the rule tree: which concepts a reading can move, and which values the rules
tell apart. Both only save work; no answer depends on them.
"""

from __future__ import annotations

from collections import Counter
from typing import TypeAlias

from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.tree import (
    AddMonths,
    Compare,
    ConceptRef,
    Const,
    Expr,
    FactRef,
    FloorDivide,
    Not,
    OneOf,
    ReadingRef,
    Rounded,
    WholeYears,
    WorkingDay,
    operands,
)
from reiseregel.rulebook.walk import references, walk

Key: TypeAlias = tuple[str, str]
#: What gives the same for several values in a row.
_STEPS = FloorDivide | Rounded | WholeYears | AddMonths | WorkingDay


class Dependencies:
    """The static dependencies of one rule book."""

    def __init__(self, book: RuleBook) -> None:
        self.order = {key: index for index, key in enumerate(book.concepts)}
        self.uses: dict[Key, int] = dict.fromkeys(book.concepts, 0)
        direct: dict[Key, set[Key]] = {key: set() for key in book.concepts}
        self._of_reading: dict[str, set[Key]] = {}
        self._tests: dict[Key, list[int]] = {}
        #: How many times the rules name each fact.
        self.named: Counter[Key] = Counter()
        facts_of: dict[Key, set[Key]] = {key: set() for key in book.concepts}
        below_steps: set[Expr] = set()
        for key, concept in book.concepts.items():
            for version in concept.versions:
                for _, node in references(version):
                    if isinstance(node, _STEPS):
                        below_steps.update(walk(node))
                    if isinstance(node, ConceptRef):
                        direct[node.entity, node.name].add(key)
                        self.uses[node.entity, node.name] += 1
                    elif isinstance(node, ReadingRef):
                        self._of_reading.setdefault(node.name, set()).add(key)
                    elif isinstance(node, FactRef):
                        self.named[node.entity, node.name] += 1
                        facts_of[key].add((node.entity, node.name))
                    self._note_test(node)
                for clause in version.clauses:
                    self._note_value(clause.value)
        self._closed: dict[Key, frozenset[Key]] = {}
        self._direct = direct
        self._fact_bits = {key: 1 << number for number, key in enumerate(book.vocabulary.facts)}
        self._behind = self._facts_below(direct, facts_of)
        #: The facts behind expressions, by identity, each with the expression, so that no other can have it.
        self._read: dict[int, tuple[Expr, int]] = {}
        self._operands: dict[tuple[int, int], tuple[Expr, tuple[Expr, ...]]] = {}
        #: The yes/no and code concepts that the rules use more than once, in rule order.
        self.used_twice = tuple(
            key for key, concept in book.concepts.items() if self.uses[key] > 1 and concept.type.finite
        )
        #: The facts that some rule takes in steps: a stretch of their values may come to one and the same.
        self.stepped = frozenset(_facts_behind(below_steps, facts_of, direct))
        for impossible in book.impossible:
            for node in walk(impossible.condition):
                self._note_test(node)
        self._groups = {
            key: _groups(fact.type.all_codes, self._tests.get(key, []))
            for key, fact in book.vocabulary.facts.items()
            if fact.type.finite
        }

    def above(self, concept: Key) -> frozenset[Key]:
        """The concept and every concept built on it."""
        if concept not in self._closed:
            found, todo = {concept}, [concept]
            while todo:
                for user in self._direct[todo.pop()]:
                    if user not in found:
                        found.add(user)
                        todo.append(user)
            self._closed[concept] = frozenset(found)
        return self._closed[concept]

    def moved_by(self, reading: str) -> frozenset[Key]:
        """Every concept whose value the reading can move."""
        return frozenset(user for concept in self._of_reading.get(reading, ()) for user in self.above(concept))

    def _facts_below(self, users: dict[Key, set[Key]], facts_of: dict[Key, set[Key]]) -> dict[Key, int]:
        """The facts that each concept can hang on, by itself or through others, under any law."""
        behind = {key: sum(self._fact_bits[fact] for fact in facts) for key, facts in facts_of.items()}
        todo = list(behind)
        while todo:
            key = todo.pop()
            for user in users[key]:
                if behind[key] & ~behind[user]:
                    behind[user] |= behind[key]
                    todo.append(user)
        return behind

    def fact_bit(self, fact: Key) -> int:
        """The bit of a fact in what `reads` gives."""
        return self._fact_bits[fact]

    def reads(self, expr: Expr) -> int:
        """The facts that an expression can hang on under any law, a bit each."""
        found = self._read.get(id(expr))
        if found is None:
            mask = 0
            for node in walk(expr):
                if isinstance(node, FactRef):
                    mask |= self._fact_bits[node.entity, node.name]
                elif isinstance(node, ConceptRef):
                    mask |= self._behind[node.entity, node.name]
            found = self._read[id(expr)] = expr, mask
        return found[1]

    def operands(self, expr: Expr, facts: int) -> tuple[Expr, ...]:
        """The expressions directly below one that can hang on some facts, a bit each as in `reads`."""
        key = (id(expr), facts)
        found = self._operands.get(key)
        if found is None:
            found = expr, tuple(operand for operand in operands(expr) if self.reads(operand) & facts)
            self._operands[key] = found
        return found[1]

    def groups(self, fact: Key) -> tuple[int, ...]:
        """The values of a yes/no or code fact, values that no rule tells apart taken together (bit masks)."""
        return self._groups[fact]

    def _note_value(self, value: Expr) -> None:
        """A code handed on as it is may be tested in any way above: all its values are told apart."""
        if isinstance(value, FactRef) and value.type.kind == "kode":
            self._tests.setdefault((value.entity, value.name), []).extend(1 << n for n in range(len(value.type.codes)))

    def _note_test(self, node: Expr) -> None:
        """Remember every set of codes a fact is tested against; any other use tells all its values apart."""
        if isinstance(node, OneOf) and isinstance(node.item, FactRef):
            self._tests.setdefault((node.item.entity, node.item.name), []).append(node.mask)
        elif isinstance(node, Compare):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(side, FactRef) and side.type.finite:
                    masks = [1 << other.value] if isinstance(other, Const) else [1 << n for n in range(64)]
                    self._tests.setdefault((side.entity, side.name), []).extend(masks)
        elif (isinstance(node, FactRef) and node.type.kind == "boolsk") or isinstance(node, Not):
            target = node.item if isinstance(node, Not) else node
            if isinstance(target, FactRef):
                self._tests.setdefault((target.entity, target.name), []).append(2)


def _facts_behind(nodes: set[Expr], facts_of: dict[Key, set[Key]], users: dict[Key, set[Key]]) -> set[Key]:
    """The facts that some nodes name, by themselves or through concepts."""
    found = {(node.entity, node.name) for node in nodes if isinstance(node, FactRef)}
    uses: dict[Key, set[Key]] = {}
    for concept, above in users.items():
        for user in above:
            uses.setdefault(user, set()).add(concept)
    todo = [(node.entity, node.name) for node in nodes if isinstance(node, ConceptRef)]
    seen = set(todo)
    while todo:
        concept = todo.pop()
        found |= facts_of[concept]
        todo += uses.get(concept, set()) - seen
        seen |= uses.get(concept, set())
    return found


def _groups(every: int, tests: list[int]) -> tuple[int, ...]:
    groups = [every]
    for mask in tests:
        groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
    return tuple(sorted(groups, key=lambda group: group & -group))


@once_for_each
def dependencies(book: RuleBook) -> Dependencies:
    """The dependencies of a rule book, worked out once for each."""
    return Dependencies(book)
