"""The trace: every concept of every entity in the case after one plain pass over sets, with all it refers to.

Two kinds of node. A *fact* has value, owner and source; rates, readings and law dates are facts too. A *subsumption*
has concept, value, hjemmel, the first day of the rule that gave it, and children. Children are all references of the
version in force, in file order, however the value came about, so that every executor gives the same tree. No clock, no
random id.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from reiseregel.calendar import FIRST_DAY
from reiseregel.engine.decided import clause_that_decided
from reiseregel.engine.evaluate import Evaluator, version_for
from reiseregel.engine.references import LAW_DATE, References, To, ToMembers, ToNode, layout
from reiseregel.facts import FactSlot, Instance
from reiseregel.quantities import ValueType
from reiseregel.rulebook import Concept
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.model import Rate, RateRow, Reading
from reiseregel.sets import Values, is_single, shown_bound, single
from reiseregel.vocabulary.model import place_on

TraceNode: TypeAlias = dict[str, Any]
Trace: TypeAlias = dict[str, TraceNode]
#: What makes a node, and what it is told.
_Maker: TypeAlias = tuple[Callable[..., TraceNode], tuple[Any, ...]]


def build_trace(evaluator: Evaluator) -> Trace:
    """All nodes by id, subsumptions in document order then rule order, each fact where it is first referred to."""
    return Nodes(evaluator).all()


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


class Nodes:
    """The nodes of one case by id, each made when it is first looked at. A fact, a rate or a reading can be looked at
    after something that refers to it; KeyError for what nothing refers to.
    """

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator, self.book = evaluator, evaluator.book
        self.layout = layout(self.book)
        self._made: Trace = {}
        #: How to make a node that has been referred to and not yet looked at.
        self._makers: dict[str, _Maker] = {}

    def __getitem__(self, name: str) -> TraceNode:
        node = self._made.get(name)
        if node is None:
            make, told = self._makers.pop(name) if name in self._makers else self._standing(name)
            node = self._made[name] = make(*told)
        return node

    def all(self) -> Trace:
        """Every node, in the order of the trace."""
        trace: Trace = {}
        for instance in self.evaluator.facts.instances:
            self._all_of(instance, trace)
        return trace

    def _all_of(self, instance: Instance, trace: Trace) -> None:
        for concept in self.layout.of_entity.get(instance.entity, ()):
            name = node_id(instance, concept.id)
            if name not in trace:
                self._makers[name] = self._subsumption, (instance, concept)
                self._with_what_follows(name, trace)
        for child in instance.nameless.values():
            self._all_of(child, trace)

    def _with_what_follows(self, name: str, trace: Trace) -> None:
        if name not in trace:
            node = trace[name] = self[name]
            for child in node.get("barn", ()):
                self._with_what_follows(child, trace)

    def _standing(self, name: str) -> _Maker:
        """How to make the node of a concept of an entity that was given."""
        path, _, concept = name.partition("#")
        return self._subsumption, (self.evaluator.facts.by_place[path], self.layout.by_id[concept])

    # --- concepts ---------------------------------------------------------------------------------------------------

    def _subsumption(self, instance: Instance, concept: Concept) -> TraceNode:
        values, _ = self.evaluator.concept(instance, concept.name)
        version = version_for(instance, concept)
        node: TraceNode = {"slag": "subsumsjon", "begrep": concept.id, "verdi": show_value(values, concept.type)}
        if concept.type.unit:
            node["enhet"] = concept.type.unit
        if version is None:
            node.update(hjemmel=concept.hjemmel.to_json(), regel_fra=None, avgjort_av=None, barn=[])
            return node
        clause, alone = clause_that_decided(self.evaluator, instance, version)
        node["hjemmel"] = clause.hjemmel.to_json()
        begins = version.begins(clause)
        node["regel_fra"] = None if begins == FIRST_DAY else date.fromordinal(begins).isoformat()
        node["avgjort_av"] = clause.id if alone else None
        if not clause.wording_read:
            node["ordlyd"] = "ikke_lest"
        below: dict[str, None] = {}
        self._refer(self.layout.references[id(version)], instance, below)
        node["barn"] = list(below)
        return node

    def _refer(self, references: References, instance: Instance, below: dict[str, None]) -> None:
        """Put the names of what is referred to in `below`, and remember how to make it."""
        makers = self._makers
        for to in references:
            if type(to) is ToNode:
                target = instance.follow(to.up, to.down) if to.up or to.down else instance
                name = target.path + to.mark
                below[name] = None
                if name not in makers:
                    concept = to.concept
                    makers[name] = (self._subsumption, (target, concept)) if concept else (_known, (target, to.fact))
            elif type(to) is ToMembers:
                self._refer_each(to, instance.follow(to.up, to.down), below)
            else:
                name, maker = self._dated(to, instance)
                below[name] = None
                makers[name] = maker

    def _refer_each(self, to: ToMembers, owner: Instance, below: dict[str, None]) -> None:
        children = owner.lists[to.entity]
        for child in (owner.nameless[to.entity],) if children is None else children:
            self._refer(to.within, child, below)
        if children is None:
            name = owner.path + to.mark
            below[name] = None
            asked = self.book.vocabulary.entities[to.entity].owner
            self._makers[name] = dict, ({"slag": "faktum", "navn": to.mark[1:], "verdi": None, "eier": asked},)

    # --- what is told by the day ------------------------------------------------------------------------------------

    def _dated(self, to: To, instance: Instance) -> tuple[str, _Maker]:
        match to:
            case t.ReadingRef(name):
                return self._reading(name, instance.law_day)
            case t.DaySum(rate, start):
                values, _ = self.evaluator.evaluate(start, instance)
                assert isinstance(values, tuple)
                return self._rate(rate, values[0])
            case t.RateRef(name):
                return self._rate(name, instance.law_date)
        raise AssertionError(to)

    def _rate(self, name: str, day: int | None) -> tuple[str, _Maker]:
        """A rate by the day its row is from."""
        rate = self.book.rates[name]
        row = rate.on(day or 0)
        if row is None:
            nothing = {"slag": "faktum", "navn": f"sats.{name}", "verdi": None, "eier": "forskrift"}
            return f"sats.{name}", (dict, (nothing,))
        since = date.fromordinal(row.since).isoformat()
        return f"sats.{name}@{since}", (_rate_node, (rate, row, since))

    def _reading(self, name: str, day: int) -> tuple[str, _Maker]:
        """One node for each place the law has had the text in; an earlier one is told by its last day."""
        reading = self.book.readings[name]
        earlier = place_on(day, reading.earlier)
        until = f"@{date.fromordinal(earlier.until).isoformat()}" if earlier else ""
        return f"lesning.{name}{until}", (_reading_node, (reading, self.evaluator.readings[name], day))


def _known(instance: Instance, name: str) -> TraceNode:
    """A fact by name; without one the law date."""
    if name:
        return fact_node(instance.facts[name])
    day = None if instance.law_date is None else date.fromordinal(instance.law_date).isoformat()
    return {"slag": "faktum", "navn": LAW_DATE, "verdi": day, "eier": "innhold"}


def _rate_node(rate: Rate, row: RateRow, since: str) -> TraceNode:
    return {
        "slag": "faktum",
        "navn": f"sats.{rate.name}",
        "verdi": row.value,
        "enhet": rate.type.unit,
        "eier": "forskrift",
        "kilde": row.source,
        "fra": since,
        "status": row.status,
        "hjemmel": row.hjemmel.to_json(),
    }


def _reading_node(reading: Reading, chosen: str, day: int) -> TraceNode:
    return {
        "slag": "faktum",
        "navn": f"lesning.{reading.name}",
        "verdi": chosen,
        "eier": "praksis",
        "status": reading.status,
        "hjemmel": reading.hjemmel_on(day).to_json(),
    }


def fact_node(slot: FactSlot) -> TraceNode:
    """The node of a fact."""
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
