"""The rule tree of one type of document as a graph for columns: equal expressions once, each where its table is.

An expression about an entity above (`tur.behandling.…` in a rule on a journey) is worked out in the table above, and
its column is then handed down (`Lift`): fewer rows, and shared by every rule that asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from itertools import count
from typing import Any, TypeAlias

from reiseregel.engine.evaluate import MOST_DAYS
from reiseregel.quantities import BOOLEAN, ValueType
from reiseregel.remember import once_for_each
from reiseregel.rulebook import Concept, Post, RuleBook, Version
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.model import Reason
from reiseregel.rulebook.walk import references, walk

ConceptKey: TypeAlias = tuple[str, str]
#: From one table to another: parents up, single children down, or into a list.
Step: TypeAlias = tuple[str, Any]
_MOST_DAY = 4_000_000


@dataclass(slots=True, eq=False)
class Node:
    """One expression on one table. `op` names how it is worked out, `items` are what it is worked out from.

    `reads` has a bit for each reading it can hang on; `most` bounds the size of its numbers, apart from «no bound»;
    `uses` counts the expressions that ask for it.
    """

    index: int
    op: str
    items: tuple[Node, ...]
    data: Any
    type: ValueType
    reads: int = 0
    most: int = 0
    uses: int = 0


@dataclass(slots=True, eq=False)
class VersionPlan:
    """One version of a concept: its clauses as (condition, value)."""

    version: Version
    clauses: tuple[tuple[Node | None, Node], ...]
    #: Every concept it names, by the way there: what must have changed for its value to change.
    names: tuple[tuple[tuple[Step, ...], Node], ...]
    #: The readings it names itself.
    readings: int


@dataclass(slots=True)
class Plan:
    """The graph of one rule book for one type of document."""

    book: RuleBook
    kind: str
    entities: tuple[str, ...]
    concepts: dict[ConceptKey, Node] = field(default_factory=dict)
    reading_bits: dict[str, int] = field(default_factory=dict)
    #: The concepts that name each reading.
    direct: dict[str, list[Node]] = field(default_factory=dict)
    #: The posts of this type, and on the table of each: whether it is asked for, and the concepts of its reasons.
    posts: tuple[Post, ...] = ()
    exists: dict[str, Node] = field(default_factory=dict)
    reasons: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    #: What is refused when given: the entity and the condition.
    refused: list[tuple[str, Node]] = field(default_factory=list)
    #: The first so many of them also narrow what is unknown.
    impossible: int = 0
    planner: Any = None


@once_for_each
def plan_for(book: RuleBook, kind: str) -> Plan:
    """The plan of a rule book for documents of one `type`, made once. Raises KeyError for an unknown type."""
    root = book.vocabulary.root(kind)
    if root is None:
        raise KeyError(kind)
    vocabulary = book.vocabulary
    entities = tuple(name for name in vocabulary.entities if vocabulary.ancestors(name)[-1] == root.name)
    plan = Plan(book, kind, entities)
    plan.planner = _Planner(plan)
    return plan


def builder(plan: Plan) -> Callable[[t.Expr], Node]:
    """The nodes of expressions of the plan's rules as they are written, on the table where they stand."""
    return _builder(plan)


@once_for_each
def _builder(plan: Plan) -> Callable[[t.Expr], Node]:
    planner, known = plan.planner, dict[int, Node]()

    def build(expr: t.Expr) -> Node:
        found = known.get(id(expr))
        if found is None:
            found = known[id(expr)] = planner.build(expr, 0)
        return found

    return build


class _Planner:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.book = plan, plan.book
        self.nodes: dict[tuple[Any, ...], Node] = {}
        #: Nodes may still be asked for while threads run: a number is never given twice.
        self.numbers = count()
        self.ups: dict[int, int | None] = {}
        plan.reading_bits = {name: 1 << n for n, name in enumerate(self.book.readings)}
        mine = {key: concept for key, concept in self.book.concepts.items() if key[0] in plan.entities}
        for key in TopologicalSorter({key: _named(concept) for key, concept in mine.items()}).static_order():
            plan.concepts[key] = self._concept(mine[key])
        plan.posts = tuple(post for post in self.book.posts if post.entity in plan.entities)
        for post in plan.posts:
            if post.exists is not None:
                plan.exists[post.id] = self.build(post.exists, 0)
            plan.reasons[post.id] = tuple(self._reason(reason) for reason in post.reasons)
        for item in (*self.book.impossible, *self.book.contradictions):
            if item.entity in plan.entities:
                plan.refused.append((item.entity, self.build(item.condition, 0)))
        plan.impossible = sum(item.entity in plan.entities for item in self.book.impossible)

    def _reason(self, reason: Reason) -> Node:
        node = self.plan.concepts[reason.entity, reason.concept]
        return self._lift(reason.up, node) if reason.up else node

    def _concept(self, concept: Concept) -> Node:
        versions = []
        for version in concept.versions:
            clauses = tuple(
                (None if clause.condition is None else self.build(clause.condition, 0), self.build(clause.value, 0))
                for clause in version.clauses
            )
            parts = [part for pair in clauses for part in pair if part is not None]
            found = [node for _, node in references(version) if isinstance(node, t.ReadingRef)]
            readings = _all_bits(self.plan.reading_bits[node.name] for node in found)
            versions.append(VersionPlan(version, clauses, tuple(_concepts_named(parts)), readings))
        values = [value for item in versions for _, value in item.clauses]
        node = self._node(
            ("concept", concept.entity, concept.name),
            tuple(dict.fromkeys(part for item in versions for pair in item.clauses for part in pair if part)),
            (concept, tuple(versions)),
            concept.type,
            max((value.most for value in values), default=0),
        )
        for name, bit in self.plan.reading_bits.items():
            if any(item.readings & bit for item in versions):
                self.plan.direct.setdefault(name, []).append(node)
                for part in node.items:  # to be asked for again under every alternative
                    part.uses += part.reads & bit > 0
        return node

    def _node(
        self, key: tuple[Any, ...], items: tuple[Node, ...], data: Any, value_type: ValueType, most: int = 0
    ) -> Node:
        found = self.nodes.get(key)
        if found is None:
            reads = _all_bits(item.reads for item in items)
            found = self.nodes[key] = Node(next(self.numbers), key[0], items, data, value_type, reads, most)
            for item in items:
                item.uses += 1
        return found

    def up(self, expr: t.Expr) -> int | None:
        """How many tables above the whole of an expression stands; None when it stands nowhere."""
        if id(expr) not in self.ups:
            match expr:
                case t.FactRef(route) | t.ConceptRef(route) | t.Aggregate(_, route):
                    found: int | None = route.up
                case t.RateRef() | t.LawDate():
                    found = 0
                case _:
                    below = [up for item in t.operands(expr) if (up := self.up(item)) is not None]
                    found = min(below, default=None)
            self.ups[id(expr)] = found
        return self.ups[id(expr)]

    def build(self, expr: t.Expr, at: int) -> Node:
        """The node of an expression on the table `at` steps above where it is written."""
        up = self.up(expr)
        if up is not None and up > at:
            return self._lift(up - at, self.build(expr, up))
        match expr:
            case t.Const(value, value_type):
                return self._node(("const", value, value_type), (), value, value_type, abs(value))
            case t.FactRef(route, entity, name):
                fact = self.book.vocabulary.facts[entity, name]
                most = max(abs(fact.low), abs(fact.high), _MOST_DAY)
                return self._node(("fact", route.down, entity, name), (), (route.down, fact), expr.type, most)
            case t.ConceptRef(route, entity, name):
                concept = self.plan.concepts[entity, name]
                if not route.down:
                    return concept
                return self._node(("down", route.down, concept.index), (concept,), route.down, expr.type, concept.most)
            case t.RateRef(name):
                most = max(abs(row.value) for row in self.book.rates[name].rows)
                return self._node(("rate", name), (), self.book.rates[name], expr.type, most)
            case t.ReadingRef(name):
                node = self._node(("reading", name), (), name, expr.type)
                node.reads = self.plan.reading_bits[name]
                return node
            case t.LawDate():
                return self._node(("law_date",), (), None, expr.type, _MOST_DAY)
            case t.All() | t.AnyOf():
                return self._junction(expr, at)
            case t.Aggregate():
                return self._aggregate(expr)
            case _:
                items = tuple(self.build(item, at) for item in t.operands(expr))
                return self._operator(expr, items)

    def _lift(self, by: int, node: Node) -> Node:
        if node.op == "lift":
            by, node = by + node.data, node.items[0]
        return self._node(("lift", by, node.index), (node,), by, node.type, node.most)

    def _junction(self, expr: t.All | t.AnyOf, at: int) -> Node:
        """The parts that stand on one table above are joined there."""
        op = "all" if isinstance(expr, t.All) else "any"
        groups: dict[int, list[t.Expr]] = {}
        for item in expr.items:
            up = self.up(item)
            groups.setdefault(at if up is None else up, []).append(item)
        items: list[Node] = []
        for up, members in groups.items():
            nodes = tuple(dict.fromkeys(self.build(item, up) for item in members))
            if up == at:
                items += nodes
            else:
                items.append(self._lift(up - at, self._joined(op, nodes)))
        return self._joined(op, tuple(dict.fromkeys(items)))

    def _joined(self, op: str, items: tuple[Node, ...]) -> Node:
        if len(items) == 1:
            return items[0]
        return self._node((op, *(item.index for item in items)), items, None, BOOLEAN)

    def _aggregate(self, expr: t.Aggregate) -> Node:
        body = self.build(expr.body, 0)
        where = None if expr.where is None else self.build(expr.where, 0)
        most = self.book.vocabulary.entities[expr.entity].most
        items = (body,) if where is None else (body, where)
        return self._node(
            ("aggregate", expr.kind, expr.route.down, expr.entity, *(item.index for item in items)),
            items,
            (expr.kind, expr.route.down, expr.entity, most),
            expr.type,
            most * body.most,
        )

    def _operator(self, expr: t.Expr, items: tuple[Node, ...]) -> Node:
        """Operators with operands on the same table."""
        op, most = _OPS[type(expr)], _MOST_DAY
        data: Any = None
        sizes = [item.most for item in items]
        match expr:
            case t.Compare():
                data = (expr.op, expr.left_factor, expr.right_factor)
                most = max(sizes[0] * expr.left_factor, sizes[1] * expr.right_factor)
            case t.OneOf(_, mask):
                data = mask
            case t.Add() | t.Subtract():
                data = (expr.left_factor, expr.right_factor)
                most = sizes[0] * expr.left_factor + sizes[1] * expr.right_factor
            case t.Multiply():
                most = sizes[0] * sizes[1]
            case t.Extreme(kind, _, factors):
                data = (kind, factors)
                most = max(size * factor for size, factor in zip(sizes, factors, strict=True))
            case t.FloorDivide(_, divisor):
                data, most = divisor, sizes[0]
            case t.Rounded(item, step):
                data, most = (item.type.scale * step, step), 2 * sizes[0] + item.type.scale * step
            case t.WorkingDay(kind):
                data = kind
            case t.DaySum(rate):
                data = self.book.rates[rate]
                most = MOST_DAYS * max(abs(row.value) for row in data.rows)
            case _:
                pass
        key: Any = data.name if isinstance(expr, t.DaySum) else data
        return self._node((op, key, *(item.index for item in items)), items, data, expr.type, most)


_OPS: dict[type, str] = {
    t.Not: "not",
    t.Compare: "compare",
    t.OneOf: "one_of",
    t.Add: "add",
    t.Subtract: "subtract",
    t.Multiply: "multiply",
    t.Extreme: "extreme",
    t.FloorDivide: "floor_divide",
    t.Rounded: "rounded",
    t.WholeYears: "whole_years",
    t.AddMonths: "add_months",
    t.AddDays: "add_days",
    t.WorkingDay: "working_day",
    t.DaysBetween: "days_between",
    t.DaySum: "day_sum",
}


def _named(concept: Concept) -> set[ConceptKey]:
    return {
        (node.entity, node.name)
        for version in concept.versions
        for clause in version.clauses
        for part in (clause.condition, clause.value)
        if part is not None
        for node in walk(part)
        if isinstance(node, t.ConceptRef)
    }


def _concepts_named(parts: Iterable[Node]) -> dict[tuple[tuple[Step, ...], Node], None]:
    """The concepts below some nodes, each with the steps from the table they stand on."""
    found: dict[tuple[tuple[Step, ...], Node], None] = {}
    todo: list[tuple[tuple[Step, ...], Node]] = [((), part) for part in parts]
    while todo:
        steps, node = todo.pop()
        if node.op == "concept":
            found[steps, node] = None
            continue
        if node.op == "lift":
            steps = (*steps, ("up", node.data))
        elif node.op == "down":
            steps = (*steps, ("down", node.data))
        elif node.op == "aggregate":
            _, down, entity, _ = node.data
            steps = (*steps, ("down", down), ("list", entity))
        todo += [(steps, item) for item in node.items]
    return found


def _all_bits(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found
