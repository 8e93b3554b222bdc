"""Which documents looked at a rate that is not confirmed: the reference stops at the first part that settles a thing.

Only those rules are walked from which such a rate can be reached, and only where some row comes to it at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.contexts import Context
from reiseregel.columns.evaluate import Run
from reiseregel.columns.plan import Node, Plan, builder
from reiseregel.columns.posts import PostColumns
from reiseregel.columns.rates import row_numbers, rows_of
from reiseregel.columns.values import NO, YES, Mask
from reiseregel.engine.evaluate import MOST_DAYS
from reiseregel.remember import once_for_each
from reiseregel.rulebook import Rate
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.walk import references, walk

Flags = NDArray[np.bool_]
Key = tuple[str, str]


def provisional(run: Run, posts: list[PostColumns]) -> tuple[Flags, Flags]:
    """The documents that looked at one; and those where that is not known, which is none."""
    unknown: Flags = np.zeros(run.contexts.documents, np.bool_)
    rates = frozenset(_met(run))
    if not rates:
        return unknown.copy(), unknown
    near = _near(run, rates)
    if not near.any():
        return near, unknown
    walker = _Walker(run, rates, near)
    walker.start(posts)
    return walker.finish(), unknown


def _near(run: Run, rates: frozenset[str]) -> Flags:
    """The documents with a row where a rule that names one of the rates would come to it, if it is asked at all."""
    found: Flags = np.zeros(run.contexts.documents, np.bool_)
    for key in dict.fromkeys(key for _, key, node in _rate_nodes(run.plan) if _rate_name(node) in rates):
        for context in run.contexts.everything:
            if context.definition.name == key[0] and context.rows:
                rows = _coming_to(run, run.plan.concepts[key], context, rates)
                documents = run.contexts.rows_of_documents(context)
                found[rows if documents is None else documents[rows]] = True
    return found


def _coming_to(run: Run, concept: Node, context: Context, rates: frozenset[str]) -> Flags:
    found: Flags = np.zeros(context.rows, np.bool_)
    for item in concept.data[1]:
        within = context.in_force(item.version.since, item.version.until)
        live: Flags = np.broadcast_to(np.equal(within, YES), (context.rows,))
        for clause, (condition, _) in zip(item.version.clauses, item.clauses, strict=True):
            holds: Mask = YES if condition is None else run.of(condition, context)
            if clause.condition is not None and _names(clause.condition, rates):
                found |= live
            if _names(clause.value, rates):
                found |= live & (holds != NO)
            live = live & (holds != YES)
    return found


def _names(expr: t.Expr, rates: frozenset[str]) -> bool:
    return any(isinstance(node, t.RateRef | t.DaySum) and _rate_name(node) in rates for node in walk(expr))


def _met(run: Run) -> Iterator[str]:
    """The rates that have an unconfirmed row on some law date of a table whose rules use it."""
    for name, (users, summed) in _users(run.plan).items():
        rate = run.plan.book.rates[name]
        for entity in users:
            day = run.contexts.by_entity[entity].law_date
            if run.contexts.by_entity[entity].rows and day is not None and _any_provisional(rate, day, summed):
                yield name
                break


def _any_provisional(rate: Rate, day: Any, summed: bool) -> bool:
    flags = rows_of(rate).provisional
    if summed:
        return bool(flags.any())
    first, last = int(row_numbers(rate, np.min(day))), int(row_numbers(rate, np.max(day)))
    return bool(flags[max(first, 0) : last + 1].any())


@once_for_each
def _users(plan: Plan) -> dict[str, tuple[set[str], bool]]:
    """For each rate that has an unconfirmed row: the entities whose rules use it, and whether any adds up its days."""
    found: dict[str, tuple[set[str], bool]] = {}
    for entity, concept, node in _rate_nodes(plan):
        del concept
        name = node.rate if isinstance(node, t.DaySum) else node.name
        if any(row.status == "foreloepig" for row in plan.book.rates[name].rows):
            entities, summed = found.get(name, (set(), False))
            found[name] = entities | {entity}, summed or isinstance(node, t.DaySum)
    return found


@once_for_each
def _rate_nodes(plan: Plan) -> tuple[tuple[str, Key, t.RateRef | t.DaySum], ...]:
    """Every use of a rate: the entity it stands on, and the concept whose rule it is part of."""
    return tuple(_uses_of_rates(plan))


def _uses_of_rates(plan: Plan) -> Iterator[tuple[str, Key, t.RateRef | t.DaySum]]:
    for key, concept in plan.concepts.items():
        for version in concept.data[0].versions:
            for clause in version.clauses:
                for part in (clause.condition, clause.value):
                    if part is not None:
                        for entity, node in _standing(part, key[0]):
                            if isinstance(node, t.RateRef | t.DaySum):
                                yield entity, key, node


def _standing(expr: t.Expr, entity: str) -> Iterator[tuple[str, t.Expr]]:
    """Every node below, with the entity it stands on."""
    yield entity, expr
    below = expr.entity if isinstance(expr, t.Aggregate) else entity
    for item in t.operands(expr):
        yield from _standing(item, below)


@once_for_each
def _leading(plan: Plan, rates: frozenset[str]) -> frozenset[Key]:
    """The concepts from which one of the rates can be reached."""
    found = {key for _, key, node in _rate_nodes(plan) if _rate_name(node) in rates}
    for key, concept in plan.concepts.items():  # what a concept names comes before it
        if key not in found and any(
            isinstance(node, t.ConceptRef) and (node.entity, node.name) in found
            for version in concept.data[0].versions
            for _, node in references(version)
        ):
            found.add(key)
    return frozenset(found)


def _rate_name(node: t.RateRef | t.DaySum) -> str:
    return node.rate if isinstance(node, t.DaySum) else node.name


@once_for_each
def _known_to_lead(plan: Plan, rates: frozenset[str]) -> dict[int, bool]:
    """For expressions of the rules, which live as long as the plan: can one of the rates be reached from there?"""
    del plan, rates
    return {}


class _Walker:
    """Follows what is asked for, by row: from the posts down, each concept once all that ask for it are known."""

    def __init__(self, run: Run, rates: frozenset[str], near: Flags) -> None:
        self.run, self.rates, self.near = run, rates, near
        self.leading = _leading(run.plan, rates)
        self.build = builder(run.plan)
        self.asked: dict[Key, dict[int, Flags]] = {}
        self.found: Flags = np.zeros(run.contexts.documents, np.bool_)
        self.leads = _known_to_lead(run.plan, rates)

    def _rows(self, context: Context) -> Flags:
        """The rows of the documents that are looked at."""
        documents = self.run.contexts.rows_of_documents(context)
        return self.near if documents is None else self.near.take(documents)

    def start(self, posts: list[PostColumns]) -> None:
        """What the posts ask for, and the combinations that cannot be."""
        contexts, book = self.run.contexts, self.run.plan.book
        for post in self.run.plan.posts:
            context = contexts.by_entity[post.entity]
            if post.exists is not None and context.rows:
                self._walk(post.exists, context, self._rows(context))
        for refused in book.impossible:
            if refused.entity in contexts.by_entity and contexts.by_entity[refused.entity].rows:
                context = contexts.by_entity[refused.entity]
                self._walk(refused.condition, context, self._rows(context))
        for item in posts:
            rows: Flags = np.zeros(item.context.rows, np.bool_)
            rows[slice(None) if item.rows is None else item.rows] = True
            rows &= self._rows(item.context)
            post = item.post
            for name in (post.right, post.payable, post.computed, post.own_share, post.frikort, post.interest):
                if name:
                    self._ask((post.entity, name), item.context, rows)
            granted = rows & (item.right != NO)
            for name in post.reduced:
                self._ask((post.entity, name), item.context, granted)

    def finish(self) -> Flags:
        """Walk every concept that is asked for, users first."""
        for key in reversed(self.run.plan.concepts):
            for number, rows in self.asked.pop(key, {}).items():
                self._concept(self.run.plan.concepts[key], self.run.contexts.everything[number], rows)
        return self.found

    def _ask(self, key: Key, context: Context, rows: Flags) -> None:
        if key in self.leading and rows.any():
            asked = self.asked.setdefault(key, {})
            before = asked.get(context.number)
            asked[context.number] = rows.copy() if before is None else before | rows

    def _concept(self, concept: Node, context: Context, rows: Flags) -> None:
        for item in concept.data[1]:
            within: Mask = context.in_force(item.version.since, item.version.until)
            live: Flags = rows & (within == YES)
            for clause, (condition, _) in zip(item.version.clauses, item.clauses, strict=True):
                if not live.any():
                    break
                holds: Mask = YES if condition is None else self.run.of(condition, context)
                if clause.condition is not None:
                    self._walk(clause.condition, context, live)
                self._walk(clause.value, context, live & (holds != NO))
                live = live & (holds != YES)

    def _leads(self, expr: t.Expr) -> bool:
        found = self.leads.get(id(expr))
        if found is None:
            found = self.leads[id(expr)] = any(
                (isinstance(node, t.ConceptRef) and (node.entity, node.name) in self.leading)
                or (isinstance(node, t.RateRef | t.DaySum) and _rate_name(node) in self.rates)
                for node in walk(expr)
            )
        return found

    def _walk(self, expr: t.Expr, context: Context, rows: Flags) -> None:
        """What an expression asks for in some rows."""
        if not self._leads(expr) or not rows.any():
            return
        match expr:
            case t.ConceptRef(route, entity, name):
                above = context.up(route.up)
                upwards = context.rows_up(route.up)
                if upwards is not None:
                    marked: Flags = np.zeros(above.rows, np.bool_)
                    marked[upwards[rows]] = True
                    rows = marked
                self._ask((entity, name), above.down(route.down), rows)
            case t.RateRef(name):
                if context.law_date is not None:
                    numbers = row_numbers(self.run.plan.book.rates[name], context.law_date)
                    flags = rows_of(self.run.plan.book.rates[name]).provisional[np.maximum(numbers, 0)]
                    self._mark(context, rows & flags & (numbers >= 0))
            case t.All(items) | t.AnyOf(items):
                stop = NO if isinstance(expr, t.All) else YES
                for item in items:
                    self._walk(item, context, rows)
                    rows = rows & (self._value(item, context) != stop)
            case t.Aggregate():
                self._list(expr, context, rows)
            case _:
                for item in t.operands(expr):
                    self._walk(item, context, rows)
                if isinstance(expr, t.DaySum):
                    self._days(expr, context, rows)

    def _value(self, expr: t.Expr, context: Context) -> Any:
        return self.run.of(self.build(expr), context)

    def _list(self, expr: t.Aggregate, context: Context, rows: Flags) -> None:
        upwards = context.rows_up(expr.route.up)
        owner = context.up(expr.route.up)
        if upwards is not None:
            marked: Flags = np.zeros(owner.rows, np.bool_)
            marked[upwards[rows]] = True
            rows = marked
        owner = owner.down(expr.route.down)
        listed = owner.lists[expr.entity]
        if listed.nameless is not None:
            assert listed.given is not None
            self._child(expr, listed.nameless, rows & ~listed.given)
        if listed.child.rows:
            above = listed.child.rows_above
            self._child(expr, listed.child, rows if above is None else rows.take(above))

    def _child(self, expr: t.Aggregate, child: Context, rows: Flags) -> None:
        if expr.where is not None:
            self._walk(expr.where, child, rows)
            rows = rows & (self._value(expr.where, child) != NO)
        self._walk(expr.body, child, rows)

    def _days(self, expr: t.DaySum, context: Context, rows: Flags) -> None:
        """The days that are added up: none where the first is open or has no rate."""
        if expr.rate not in self.rates:
            return
        rate = rows_of(self.run.plan.book.rates[expr.rate])
        shape = (context.rows,)
        start, end = (np.broadcast_to(bound, shape) for bound in self._value(expr.start, context))
        few, many = (np.broadcast_to(bound, shape) for bound in self._value(expr.count, context))
        looked = rows & (start == end) & (start >= rate.since[0])
        counts = np.maximum(np.where(few <= MOST_DAYS, few, 0), np.where(many <= MOST_DAYS, many, 0))
        first = np.searchsorted(rate.since, start, side="right") - 1
        last = np.searchsorted(rate.since, start + counts - 1, side="right") - 1
        until = np.concatenate(([0], np.cumsum(rate.provisional)))
        some = until.take(np.maximum(last, 0) + 1) > until.take(np.maximum(first, 0))
        self._mark(context, looked & (counts > 0) & some)

    def _mark(self, context: Context, rows: Flags) -> None:
        documents = self.run.contexts.rows_of_documents(context)
        self.found[rows if documents is None else documents[rows]] = True
