"""Why a concept of an entity has the value it has: the smallest conditions that decide it, down to facts.

Data only, read off the rules and the values the evaluator has. A false «og» is decided by its false parts, a true
«eller» by its true ones, each of them alone; a concept is followed into its own rule. Where the value is open, the
parts are what keeps it open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reiseregel.engine.alike import alike
from reiseregel.engine.decided import clause_that_decided
from reiseregel.engine.evaluate import Evaluator, version_for
from reiseregel.engine.remembering import Remembering
from reiseregel.facts import Instance
from reiseregel.rulebook import Clause, Concept, Version
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.model import MAIN
from reiseregel.rulebook.walk import walk
from reiseregel.sets import EITHER, NO, YES, Values, is_single
from reiseregel.vocabulary import Hjemmel

Operator: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A value in a rule: the expression, the entity it is read on (the one it belongs to, for a name), its values."""

    expr: t.Expr
    instance: Instance
    values: Values


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """`left op right` on numbers or dates. `holds` is a set of yes and no, as everywhere in the engine."""

    op: Operator
    left: Term
    right: Term
    holds: int


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """A yes/no or a code, and the values asked about (`asked`, a mask): is it one of them?"""

    term: Term
    asked: int
    holds: int


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """`noen`, `alle` or a count over a list. `given` is the number of entries, None where the list is open.

    `parts` are what decides for the entry that settles it; none when it is that no entry does.
    """

    aggregate: t.Aggregate
    owner: Instance
    given: int | None
    holds: int
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Enough:
    """Several conditions that each decide alone; the first leads."""

    ways: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Because:
    """A concept with its value, the clause that decided (None when it is open or has no rule), and the conditions.

    When an exception decided, its own condition comes first. Where an open exception would give the same value, the
    clause is the one that holds in any case.
    """

    concept: Concept
    instance: Instance
    values: Values
    clause: Clause | None
    parts: tuple[Part, ...] = ()

    @property
    def hjemmel(self) -> Hjemmel:
        """Where the law has the clause that decided."""
        return self.concept.hjemmel if self.clause is None else self.clause.hjemmel

    @property
    def by_exception(self) -> bool:
        """True when an exception decided."""
        return self.clause is not None and self.clause.id != MAIN


Atom: TypeAlias = Compared | Stated | Listed
Part: TypeAlias = Compared | Stated | Listed | Enough | Because


@dataclass(frozen=True, slots=True, eq=False)
class Deciding:
    """One condition at the bottom, and the concept whose rule has it."""

    atom: Atom
    by: Because


def because(evaluator: Evaluator, instance: Instance, name: str) -> Because:
    """Why the concept `name` of an instance is what it is. KeyError when the instance has no such concept."""
    known = evaluator.reasons if isinstance(evaluator, Remembering) and not evaluator.asked else {}
    return _Reader(evaluator, known).concept(instance, evaluator.book.concepts[instance.entity, name])


def deciding(found: Because) -> tuple[Deciding, ...]:
    """The conditions at the bottom, the leading one first, each once; of several ways only the first."""
    return tuple(dict.fromkeys(_leading(found.parts, found)))


def facts_behind(found: Because) -> frozenset[str]:
    """The facts (`entity.name`) at the bottom of every way that decides, and those that entries of a list lack."""
    return frozenset(_facts(found.parts))


def _facts(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        match part:
            case Because(parts=below):
                yield from _facts(below)
            case Enough(ways):
                for way in ways:
                    yield from _facts(way)
            case Listed(aggregate, parts=below):
                yield from _facts(below)
                yield from _in_expression(aggregate.body)
            case Compared(_, left, right):
                yield from _in_expression(left.expr)
                yield from _in_expression(right.expr)
            case Stated(term):
                yield from _in_expression(term.expr)


def _in_expression(expr: t.Expr) -> Iterator[str]:
    return (f"{node.entity}.{node.name}" for node in walk(expr) if isinstance(node, t.FactRef))


def deciding_clause(evaluator: Evaluator, instance: Instance, version: Version) -> Clause | None:
    """The first clause that surely holds; None where an exception before it is open and could give another value."""
    same = alike(evaluator, instance, version) if isinstance(evaluator, Remembering) else None
    if same is None:
        return _deciding_clause(evaluator, instance, version)
    if _deciding_clause not in same.told:
        same.told[_deciding_clause] = _deciding_clause(evaluator, instance, version)
    clause: Clause | None = same.told[_deciding_clause]
    return clause


def _deciding_clause(evaluator: Evaluator, instance: Instance, version: Version) -> Clause | None:
    clause, alone = clause_that_decided(evaluator, instance, version)
    if alone:
        return clause if is_single(evaluator.evaluate(clause.value, instance)[0]) else None
    if not is_single(evaluator.decide(instance, version)[0]):
        return None
    return next(
        clause
        for clause in version.clauses
        if clause.condition is None or evaluator.evaluate(clause.condition, instance)[0] == YES
    )


def _leading(parts: Iterable[Part], by: Because) -> Iterator[Deciding]:
    for part in parts:
        match part:
            case Because():
                yield from _leading(part.parts, part)
            case Enough(ways):
                yield from _leading(ways[0], by)
            case Listed(parts=below):
                yield Deciding(part, by)
                yield from _leading(below, by)
            case _:
                yield Deciding(part, by)


@dataclass(slots=True)
class _Reader:
    evaluator: Evaluator
    known: dict[tuple[int, str], Because]

    def concept(self, instance: Instance, concept: Concept) -> Because:
        key = (id(instance), concept.id)
        if key not in self.known:
            self.known[key] = self._concept(instance, concept)
        return self.known[key]

    def _concept(self, instance: Instance, concept: Concept) -> Because:
        values, _ = self.evaluator.concept(instance, concept.name)
        version = version_for(instance, concept)
        if version is None:
            return Because(concept, instance, values, None)
        clause = deciding_clause(self.evaluator, instance, version)
        if clause is None:
            return Because(concept, instance, values, None, tuple(self._open(instance, version.clauses)))
        parts = [] if clause.condition is None else list(self._reasons(clause.condition, instance))
        if concept.type.kind != "tall":
            parts += self._reasons(clause.value, instance)
            if clause.id == MAIN and isinstance(clause.value, t.Const):
                parts += self._without_exception(instance, version, values)
        return Because(concept, instance, values, clause, tuple(parts))

    def _without_exception(self, instance: Instance, version: Version, values: Values) -> Iterator[Part]:
        """A main rule that is a plain yes or no holds because no exception to it does."""
        for clause in version.clauses:
            if clause.condition is not None and self.evaluator.evaluate(clause.value, instance)[0] != values:
                yield from self._reasons(clause.condition, instance)

    def _open(self, instance: Instance, clauses: Iterable[Clause]) -> Iterator[Part]:
        """What keeps a concept open: the conditions that may hold, and the open values they would give."""
        for clause in clauses:
            condition = YES if clause.condition is None else self.evaluator.evaluate(clause.condition, instance)[0]
            if condition == NO:
                continue
            if clause.condition is not None and condition == EITHER:
                yield from self._reasons(clause.condition, instance)
            if clause.value.type.kind == "boolsk" and self.evaluator.evaluate(clause.value, instance)[0] == EITHER:
                yield from self._reasons(clause.value, instance)
            if condition == YES:
                return

    def _reasons(self, expr: t.Expr, instance: Instance) -> Iterator[Part]:
        """What decides an expression that is yes, no or a code; nothing for what is written in the rule."""
        values = self.evaluator.evaluate(expr, instance)[0]
        match expr:
            case t.Const():
                return
            case t.All(items):
                yield from self._junction(items, instance, values, settles=NO)
            case t.AnyOf(items):
                yield from self._junction(items, instance, values, settles=YES)
            case t.Not(item):
                yield from self._reasons(item, instance)
            case t.ConceptRef(route, entity, name):
                target = instance.follow(route.up, route.down)
                yield self.concept(target, self.evaluator.book.concepts[entity, name])
            case t.Compare():
                yield from self._compared(expr, instance)
            case t.OneOf(item, mask):
                assert isinstance(values, int)
                yield from self._stated(item, mask, values, instance)
            case t.Aggregate():
                yield self._listed(expr, instance)
            case _:
                yield Stated(self._term(expr, instance), YES, _as_mask(values))

    def _junction(self, items: tuple[t.Expr, ...], instance: Instance, values: Values, settles: int) -> Iterator[Part]:
        """Parts of «og» and «eller»: those that settle it each alone, or all of them together, or the open ones."""
        found = [(item, self.evaluator.evaluate(item, instance)[0]) for item in items]
        if values != settles:
            wanted = EITHER if values == EITHER else values
            for item, item_values in found:
                if item_values == wanted:
                    yield from self._reasons(item, instance)
            return
        ways = tuple(tuple(self._reasons(item, instance)) for item, item_values in found if item_values == settles)
        if len(ways) == 1:
            yield from ways[0]
        else:
            yield Enough(ways)

    def _compared(self, expr: t.Compare, instance: Instance) -> Iterator[Part]:
        holds = _as_mask(self.evaluator.evaluate(expr, instance)[0])
        left, right = expr.left, expr.right
        if left.type.finite and isinstance(left, t.Const):
            left, right = right, left
        if left.type.finite and isinstance(right, t.Const):
            asked = 1 << right.value
            if expr.op == "!=":
                asked = left.type.all_codes & ~asked
            yield from self._stated(left, asked, holds, instance)
        else:
            yield Compared(expr.op, self._term(left, instance), self._term(right, instance), holds)

    def _stated(self, item: t.Expr, asked: int, holds: int, instance: Instance) -> Iterator[Part]:
        yield Stated(self._term(item, instance), asked, holds)
        if isinstance(item, t.ConceptRef):
            target = instance.follow(item.route.up, item.route.down)
            yield self.concept(target, self.evaluator.book.concepts[item.entity, item.name])

    def _listed(self, expr: t.Aggregate, instance: Instance) -> Listed:
        holds = _as_mask(self.evaluator.evaluate(expr, instance)[0])
        owner = instance.follow(expr.route.up, expr.route.down)
        children = owner.lists[expr.entity]
        if children is None:
            return Listed(expr, owner, None, holds)
        settles = YES if expr.kind == "noen" else NO
        for child in children if holds == settles else ():
            where = YES if expr.where is None else self.evaluator.evaluate(expr.where, child)[0]
            if where == YES and self.evaluator.evaluate(expr.body, child)[0] == settles:
                parts = [] if expr.where is None else list(self._reasons(expr.where, child))
                return Listed(expr, owner, len(children), holds, (*parts, *self._reasons(expr.body, child)))
        return Listed(expr, owner, len(children), holds)

    def _term(self, expr: t.Expr, instance: Instance) -> Term:
        values = self.evaluator.evaluate(expr, instance)[0]
        if isinstance(expr, t.FactRef | t.ConceptRef):
            instance = instance.follow(expr.route.up, expr.route.down)
        return Term(expr, instance, values)


def _as_mask(values: Values) -> int:
    assert isinstance(values, int)
    return values
