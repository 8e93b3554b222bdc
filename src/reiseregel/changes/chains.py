"""From a post that came out otherwise down to what made it so: both traces walked together, node by node.

A concept is followed when its value differs; below it only what was looked at counts, the conditions up to the clause
that decided and the values that could be given. A way ends at a fact, a rate or a reading that differs, or at a rule
that is another: one that gives another value with the very same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from reiseregel.changes.facts import CONTENT, Pair, list_above
from reiseregel.changes.looked_at import LAW_DATE, RATE, READING, name_of, names_in
from reiseregel.changes.model import (
    ABSENT,
    Chain,
    FactChange,
    RateChange,
    ReadingChange,
    RuleChange,
    RuleInForce,
    Step,
)
from reiseregel.decision import Answered
from reiseregel.engine import PostInstance, version_for
from reiseregel.engine.trace import TraceNode
from reiseregel.facts import Instance
from reiseregel.rulebook import Clause, Concept, Rate, Version
from reiseregel.rulebook.model import RateRow
from reiseregel.sets import NO, YES
from reiseregel.vocabulary import Hjemmel


@dataclass(slots=True)
class Causes:
    """What the ways ended at, so far."""

    facts: set[str] = field(default_factory=set)
    rates: dict[str, RateChange] = field(default_factory=dict)
    readings: dict[str, ReadingChange] = field(default_factory=dict)
    rules: dict[str, RuleChange] = field(default_factory=dict)
    #: Places where another day decides the law.
    redated: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _At:
    """One concept of one entity in one of the cases: its node, its version and what was looked at in it."""

    answered: Answered
    instance: Instance
    concept: Concept
    node: TraceNode
    version: Version | None
    tried: tuple[Clause, ...]
    looked_at: frozenset[str]


class Walker:
    """Walks two answered cases together. The causes it meets are kept in `causes`."""

    def __init__(
        self, before: Answered, after: Answered, places: dict[str, Pair], facts: dict[str, FactChange]
    ) -> None:
        self.sides = (before, after)
        self.places, self.changes = places, facts
        self.by_id = [{concept.id: concept for concept in side.book.concepts.values()} for side in self.sides]
        self.same_book = before.book.digest == after.book.digest
        self.causes = Causes()

    def chain(self, posts: tuple[PostInstance, PostInstance]) -> Chain:
        """Why a post that both cases have is different. When no concept of it differs by itself, what is open in both
        and hangs on something that differs is followed too.
        """
        for through_open in (False, True):
            walk_of_post = _Walk(self, through_open)
            roots = tuple(dict.fromkeys(node for node in self._roots(posts) if walk_of_post.visit(node)))
            if roots:
                return Chain(first := walk_of_post.leading(roots), tuple(_ordered(first, walk_of_post.steps)))
        return Chain()

    def _roots(self, posts: tuple[PostInstance, PostInstance]) -> Iterator[str]:
        """The concepts that fill the columns of a post, the right first, then what is paid, then the reasons."""
        for side, item in zip(self.sides[::-1], posts[::-1], strict=True):
            post, concepts = item.post, side.book.concepts
            columns = (post.right, post.payable, post.computed, post.own_share, post.frikort, post.interest)
            yield from (
                f"{item.instance.path}#{concepts[post.entity, name].id}" for name in (*columns, *post.reduced) if name
            )
            for reason in post.reasons:
                place = item.instance.follow(reason.up, ()).path
                yield f"{place}#{concepts[reason.entity, reason.concept].id}"


class _Walk:
    """The steps of one post, each worked out once."""

    def __init__(self, walker: Walker, through_open: bool) -> None:
        self.walker, self.through_open = walker, through_open
        self.steps: dict[str, Step | None] = {}

    def visit(self, node: str) -> bool:
        """True when a concept is part of why."""
        if node not in self.steps:
            self.steps[node] = None
            self.steps[node] = self._step(node)
        return self.steps[node] is not None

    def leading(self, roots: tuple[str, ...]) -> tuple[str, ...]:
        """The roots that no other leads to, after the first of them all: a right stands before the amounts."""
        below = {node for step in self.steps.values() if step for node in step.below}
        return tuple(node for node in roots if node == roots[0] or node not in below)

    def _step(self, node: str) -> Step | None:
        found = [side.decision.trace.get(node) for side in self.walker.sides]
        values = [ABSENT if item is None else item["verdi"] for item in found]
        same = repr(values[0]) == repr(values[1])
        if same and not (self.through_open and _is_open(values[0])):
            return None
        place, _, concept = node.partition("#")
        one = found[1] or found[0]
        assert one is not None
        hjemler = [None if item is None else Hjemmel(**item["hjemmel"]) for item in found]
        step = Step(node, concept, one.get("enhet", ""), values[0], values[1], hjemler[0], hjemler[1], ())
        sides = [self._at(number, node) for number in (0, 1)]
        step = self._causes(step, place, sides)
        if not step.below and not step.causes:
            step = replace(step, facts=tuple(self._counted(place, sides)))
        return None if same and not step.below and not step.causes else step

    def _counted(self, place: str, sides: list[_At | None]) -> Iterator[str]:
        """Lists of which only the number counts: no member of theirs is referred to."""
        names = {name for side in sides if side for name in side.looked_at}
        for pointer, change in self.walker.changes.items():
            near = change.place.startswith(place) or place.startswith(change.place)
            if change.listed and change.key in names and near:
                self.walker.causes.facts.add(pointer)
                yield pointer

    def _at(self, number: int, node: str) -> _At | None:
        place, _, concept_id = node.partition("#")
        pair, side = self.walker.places[place], self.walker.sides[number]
        instance = (pair.before, pair.after)[number]
        concept = self.walker.by_id[number].get(concept_id)
        if instance is None or concept is None:
            return None
        version = version_for(instance, concept)
        tried = tuple(_tried(side, instance, version)) if version else ()
        names = frozenset(name for clause in tried for name in _names(side, instance, clause))
        return _At(side, instance, concept, side.decision.trace[node], version, tried, names)

    def _causes(self, step: Step, place: str, sides: list[_At | None]) -> Step:
        looked_at = [name for side in sides if side for name in _children(side)]
        facts: list[str] = []
        rates: list[str] = []
        readings: list[str] = []
        below: list[str] = []
        for child in dict.fromkeys(looked_at):
            if child.startswith(RATE):
                rates += self._rate(child.removeprefix(RATE), place, sides)
            elif child.startswith(READING):
                readings += self._reading(child.removeprefix(READING))
            elif child.endswith(f"#{LAW_DATE}"):
                facts += self._law_date(child)
            elif self._lacks_entity(child):
                facts += self._absent(child)
            elif self._is_concept(child):
                below += [child] if self.visit(child) else []
            else:
                facts += self._fact(child)
        rule = self._rule(step.node, sides)
        if rule is not None:
            self.walker.causes.rules[rule.node] = rule
            self._redated(place)
        self.walker.causes.facts.update(facts)
        return replace(
            step,
            below=tuple(below),
            facts=tuple(dict.fromkeys(facts)),
            rates=tuple(dict.fromkeys(rates)),
            readings=tuple(dict.fromkeys(readings)),
            rule=rule,
        )

    def _is_concept(self, child: str) -> bool:
        name = child.partition("#")[2]
        return any(name in concepts for concepts in self.walker.by_id)

    def _fact(self, child: str) -> Iterator[str]:
        """A fact, or a list that one of the cases does not tell."""
        place, _, key = child.partition("#")
        pointer = f"{place}/{key.partition('.')[2]}"
        if pointer in self.walker.changes and not self.walker.changes[pointer].only_source:
            yield pointer

    def _absent(self, child: str) -> Iterator[str]:
        """The list that makes the difference, for what belongs to an entity that one of the cases lacks. Of a list that
        is itself a fact, such as attests, the facts of the member that were looked at too.
        """
        place = child.partition("#")[0]
        above = list_above(place, self.walker.places)
        if above not in self.walker.changes:
            return
        yield above
        if self.walker.changes[above].owner == CONTENT:
            return
        pair = self.walker.places[place]
        for side, instance in zip(self.walker.sides, (pair.before, pair.after), strict=True):
            if instance is not None:
                names = facts_reached(side, [child])
                known = (name for name in names if name in self.walker.changes)
                yield from (pointer for pointer in known if pointer.startswith(f"{above}/"))

    def _rate(self, name: str, place: str, sides: list[_At | None]) -> Iterator[str]:
        if any(side is None for side in sides):
            return
        rows = [_rows(side, name) for side in sides if side]
        values = [sorted(str(row["verdi"]) for row in found) for found in rows]
        if values[0] == values[1]:
            return
        only = [tuple(row for row in rows[n] if row not in rows[1 - n]) for n in (0, 1)]
        known = self.walker.causes.rates.get(name)
        if known is not None:
            only = [
                (*old, *(row for row in new if row not in old))
                for old, new in zip((known.before, known.after), only, strict=True)
            ]
        self.walker.causes.rates[name] = RateChange(name, only[0], only[1])
        self._redated(place)
        yield name

    def _reading(self, name: str) -> Iterator[str]:
        codes = [side.decision.receipt.readings.get(name) for side in self.walker.sides]
        if codes[0] != codes[1]:
            self.walker.causes.readings[name] = ReadingChange(name, codes[0], codes[1])
            yield name

    def _law_date(self, child: str) -> Iterator[str]:
        place = child.partition("#")[0]
        pair = self.walker.places[place]
        if pair.before and pair.after and pair.before.law_date != pair.after.law_date:
            yield from date_facts(place, self.walker.places, self.walker.changes)

    def _redated(self, place: str) -> None:
        pair = self.walker.places[place]
        if pair.before and pair.after and pair.before.law_date != pair.after.law_date:
            self.walker.causes.redated.add(place)

    def _rule(self, node: str, sides: list[_At | None]) -> RuleChange | None:
        """The rule, when it is another and would have given another value with the facts of one and the same case."""
        before, after = sides
        if self._lacks_entity(node) or not self._other_rule(before, after):
            return None
        concept = node.partition("#")[2]
        return RuleChange(node, concept, _in_force(before), _in_force(after))

    def _lacks_entity(self, node: str) -> bool:
        pair = self.walker.places[node.partition("#")[0]]
        return pair.before is None or pair.after is None

    def _other_rule(self, before: _At | None, after: _At | None) -> bool:
        if before is None or after is None:
            return True
        first, second = before.version, after.version
        if first is None or second is None:
            return first is not second
        if first is second or _substance(before.tried) == _substance(after.tried):
            return False
        if not self.walker.same_book:
            return True
        return any(
            here.answered.evaluator.decide(here.instance, first)[0]
            != here.answered.evaluator.decide(here.instance, second)[0]
            for here in (before, after)
        )


def facts_reached(side: Answered, nodes: Iterable[str]) -> Iterator[str]:
    """Pointers to the facts and lists that nodes of a trace rest on, in one of the cases."""
    trace, seen, waiting = side.decision.trace, set[str](), list(nodes)
    while waiting:
        node = waiting.pop()
        if node in seen or node not in trace:
            continue
        seen.add(node)
        place, mark, name = node.partition("#")
        if mark and "barn" not in trace[node]:
            yield f"{place}/{name.partition('.')[2]}"
        waiting += trace[node].get("barn", ())


def date_facts(place: str, places: dict[str, Pair], changes: dict[str, FactChange]) -> Iterator[str]:
    """The dates that differ and decide the law of an entity in one of the cases, those of the same trip."""
    pair = places[place]
    days = [instance.law_date for instance in (pair.before, pair.after) if instance]
    trip = "/".join(place.split("/")[:3])
    for pointer, change in changes.items():
        at = places[change.place]
        rule = at.one.definition.law_time
        if rule is None or not rule.fact or not pointer.endswith(f"/{rule.fact}") or change.only_source:
            continue
        own = [instance.law_date for instance in (at.before, at.after) if instance]
        if set(own) & set(days) and change.place.startswith(trip if change.place and trip else ""):
            yield pointer


def _ordered(roots: Iterable[str], steps: dict[str, Step | None]) -> Iterator[Step]:
    """Each step once, after the first that leads to it."""
    seen: set[str] = set()
    waiting = list(roots)[::-1]
    while waiting:
        node = waiting.pop()
        step = steps[node]
        if node in seen or step is None:
            continue
        seen.add(node)
        yield step
        waiting += step.below[::-1]


def rate_row(rate: Rate, row: RateRow) -> TraceNode:
    """A row of a rate as the trace has it."""
    return {
        "slag": "faktum",
        "navn": f"{RATE}{rate.name}",
        "verdi": row.value,
        "enhet": rate.type.unit,
        "eier": "forskrift",
        "kilde": row.source,
        "fra": date.fromordinal(row.since).isoformat(),
        "status": row.status,
        "hjemmel": row.hjemmel.to_json(),
    }


def _is_open(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and "deler" not in value)


def _tried(side: Answered, instance: Instance, version: Version) -> Iterator[Clause]:
    """The clauses that were looked at: all up to the first whose condition holds."""
    for clause in version.clauses:
        yield clause
        if clause.condition is None or side.evaluator.evaluate(clause.condition, instance)[0] == YES:
            return


def _names(side: Answered, instance: Instance, clause: Clause) -> Iterator[str]:
    """What a clause that was looked at refers to: its value only when its condition may hold."""
    condition = YES
    if clause.condition is not None:
        yield from names_in((clause.condition,), side.book)
        found = side.evaluator.evaluate(clause.condition, instance)[0]
        assert isinstance(found, int)
        condition = found
    if condition != NO:
        yield from names_in((clause.value,), side.book)


def _children(side: _At) -> Iterator[str]:
    """The children of a node that were looked at; rates and readings by their name alone."""
    for child in side.node["barn"]:
        name = name_of(child)
        if name in side.looked_at:
            yield child if "#" in child else name


def _rows(side: _At, name: str) -> list[TraceNode]:
    """The rows of a rate under a node; where its rule does not use it, the row of its day."""
    trace = side.answered.decision.trace
    found = [trace[child] for child in side.node["barn"] if child.partition("@")[0] == f"{RATE}{name}"]
    if found:
        return found
    rate = side.answered.book.rates.get(name)
    row = rate.on(side.instance.law_date or 0) if rate else None
    if rate is None or row is None:
        return []
    return [rate_row(rate, row)]


def _in_force(side: _At | None) -> RuleInForce | None:
    if side is None or side.version is None:
        return None
    hjemmel = Hjemmel(**side.node["hjemmel"])
    return RuleInForce(side.version.since, hjemmel, "ordlyd" not in side.node)


def _substance(clauses: tuple[Clause, ...]) -> list[object]:
    return [(clause.condition, clause.value) for clause in clauses]
