"""The trace: every concept of every entity in the case after one plain pass over sets, with all it refers to.

Two kinds of node. A *fact* has value, owner and source; rates, readings and law dates are facts too. A *subsumption*
has concept, value, hjemmel, the first day of the rule that gave it, and children. Children are all references of the
version in force, in file order, however the value came about, so that every executor gives the same tree. No clock, no
random id.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from reiseregel.calendar import FIRST_DAY
from reiseregel.engine.evaluate import Evaluator, version_for
from reiseregel.engine.outline import Each, Outline, outlines
from reiseregel.facts import FactSlot, Instance
from reiseregel.quantities import ValueType
from reiseregel.rulebook import Concept
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.model import MAIN
from reiseregel.sets import Values, is_single, shown_bound, single
from reiseregel.vocabulary.model import place_on

TraceNode: TypeAlias = dict[str, Any]
Trace: TypeAlias = dict[str, TraceNode]


def build_trace(evaluator: Evaluator) -> Trace:
    """All nodes by id, subsumptions in document order then rule order, each fact where it is first referred to."""
    return _Tracer(evaluator).build()


def show_value(values: Values, value_type: ValueType) -> Any:
    """A value set as JSON: the value itself when known, else `{"mulige": […]}` or `{"fra": …, "til": …}`.

    Numbers of scale above one are given as `{"deler": n, "av": scale}`: n / scale of the unit, exact.
    """
    if is_single(values):
        return _one(single(values), value_type)
    if isinstance(values, int):
        return {"mulige": [_one(n, value_type) for n in range(values.bit_length()) if values >> n & 1]}
    low, high = (shown_bound(bound) for bound in values)
    shown = {"fra": low, "til": high}
    return {key: None if bound is None else _one(bound, value_type) for key, bound in shown.items()}


def _one(value: int, value_type: ValueType) -> Any:
    if value_type.kind == "boolsk":
        return bool(value)
    if value_type.kind == "kode":
        return value_type.codes[value]
    if value_type.kind == "dato":
        return date.fromordinal(value).isoformat()
    return value if value_type.scale == 1 else {"deler": value, "av": value_type.scale}


def node_id(instance: Instance, name: str) -> str:
    """`/turer/0/reiser/0#kort_reise`"""
    return f"{instance.path}#{name}"


class _Tracer:
    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator, self.book, self.nodes = evaluator, evaluator.book, Trace()
        self.outlines = outlines(self.book)

    def build(self) -> Trace:
        for instance in self.evaluator.facts.instances:
            self._concepts_of(instance)
        return self.nodes

    def _concepts_of(self, instance: Instance) -> None:
        for concept in self.book.concepts.values():
            if concept.entity == instance.entity:
                self._subsumption(instance, concept)
        for child in instance.nameless.values():
            self._concepts_of(child)

    def _subsumption(self, instance: Instance, concept: Concept) -> str:
        name = node_id(instance, concept.id)
        if name in self.nodes:
            return name
        values, _ = self.evaluator.concept(instance, concept.name)
        version = version_for(instance, concept)
        node: TraceNode = {"slag": "subsumsjon", "begrep": concept.id, "verdi": show_value(values, concept.type)}
        self.nodes[name] = node
        if concept.type.unit:
            node["enhet"] = concept.type.unit
        if version is None:
            node.update(hjemmel=concept.hjemmel.to_json(), regel_fra=None, avgjort_av=None, barn=[])
            return name
        _, _, decided = self.evaluator.decide(instance, version)
        clause = next((clause for clause in version.clauses if clause.id == (decided or MAIN)), version.clauses[-1])
        node["hjemmel"] = clause.hjemmel.to_json()
        begins = version.begins(clause)
        node["regel_fra"] = None if begins == FIRST_DAY else date.fromordinal(begins).isoformat()
        node["avgjort_av"] = decided
        if not clause.wording_read:
            node["ordlyd"] = "ikke_lest"
        node["barn"] = list(dict.fromkeys(self._references(self.outlines[id(version)], instance)))
        return name

    def _references(self, outline: Outline, instance: Instance) -> Iterator[str]:
        for reference in outline:
            match reference:
                case t.FactRef(route, _, name):
                    yield self._fact(instance.follow(route.up, route.down), name)
                case t.ConceptRef(route, entity, name):
                    yield self._subsumption(instance.follow(route.up, route.down), self.book.concepts[entity, name])
                case t.RateRef(name):
                    yield self._rate(name, instance.law_date)
                case t.DaySum(rate, start):
                    values, _ = self.evaluator.evaluate(start, instance)
                    assert isinstance(values, tuple)
                    yield self._rate(rate, values[0])
                case t.ReadingRef(name):
                    yield self._reading(name, instance.law_day)
                case t.LawDate():
                    yield self._law_date(instance)
                case Each(aggregate, within):
                    yield from self._each(aggregate, within, instance)

    def _each(self, aggregate: t.Aggregate, within: Outline, instance: Instance) -> Iterator[str]:
        owner = instance.follow(aggregate.route.up, aggregate.route.down)
        for child in self._members(owner, aggregate.entity):
            yield from self._references(within, child)
        if owner.lists[aggregate.entity] is None:
            yield self._open_list(owner, aggregate.entity)

    def _members(self, owner: Instance, entity: str) -> tuple[Instance, ...]:
        children = owner.lists[entity]
        return (owner.nameless[entity],) if children is None else children

    def _fact(self, instance: Instance, name: str) -> str:
        slot = instance.facts[name]
        found = node_id(instance, slot.definition.key)
        if found not in self.nodes:
            self.nodes[found] = _fact_node(slot)
        return found

    def _open_list(self, owner: Instance, entity: str) -> str:
        child = self.book.vocabulary.entities[entity]
        found = node_id(owner, f"{owner.entity}.{child.member}")
        self.nodes.setdefault(
            found, {"slag": "faktum", "navn": f"{owner.entity}.{child.member}", "verdi": None, "eier": child.owner}
        )
        return found

    def _rate(self, name: str, day: int | None) -> str:
        rate = self.book.rates[name]
        row = rate.on(day or 0)
        if row is None:
            self.nodes.setdefault(
                f"sats.{name}", {"slag": "faktum", "navn": f"sats.{name}", "verdi": None, "eier": "forskrift"}
            )
            return f"sats.{name}"
        since = date.fromordinal(row.since).isoformat()
        found = f"sats.{name}@{since}"
        self.nodes.setdefault(
            found,
            {
                "slag": "faktum",
                "navn": f"sats.{name}",
                "verdi": row.value,
                "enhet": rate.type.unit,
                "eier": "forskrift",
                "kilde": row.source,
                "fra": since,
                "status": row.status,
                "hjemmel": row.hjemmel.to_json(),
            },
        )
        return found

    def _reading(self, name: str, day: int) -> str:
        """One node for each place the law has had the text in; an earlier one is told by its last day."""
        reading = self.book.readings[name]
        earlier = place_on(day, reading.earlier)
        found = f"lesning.{name}" + (f"@{date.fromordinal(earlier.until).isoformat()}" if earlier else "")
        node = {
            "slag": "faktum",
            "navn": f"lesning.{name}",
            "verdi": self.evaluator.readings[name],
            "eier": "praksis",
            "status": reading.status,
            "hjemmel": reading.hjemmel_on(day).to_json(),
        }
        self.nodes.setdefault(found, node)
        return found

    def _law_date(self, instance: Instance) -> str:
        found = node_id(instance, "lovdato")
        day = None if instance.law_date is None else date.fromordinal(instance.law_date).isoformat()
        self.nodes.setdefault(found, {"slag": "faktum", "navn": "lovdato", "verdi": day, "eier": "innhold"})
        return found


def _fact_node(slot: FactSlot) -> TraceNode:
    fact = slot.definition
    node: TraceNode = {
        "slag": "faktum",
        "navn": fact.key,
        "verdi": show_value(slot.values, fact.type),
        "eier": fact.owner,
    }
    if fact.type.unit:
        node["enhet"] = fact.type.unit
    if slot.origin is not None:
        node["kilde"] = slot.origin.source
        if slot.origin.reference:
            node["referanse"] = slot.origin.reference
        if slot.origin.role:
            node["rolle"] = slot.origin.role
            node["tidspunkt"] = slot.origin.time
            node["momenter"] = list(slot.origin.momenter)
            node["begrunnelse_sha256"] = slot.origin.reason_hash[
                :10
            ]  # enough to find it; too short to hide a national id
    return node
