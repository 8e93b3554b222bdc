"""The trace of an answer and its hash, each made when it is first asked for and then kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from reiseregel.engine import Evaluator, Trace, trace_hash
from reiseregel.engine.order import facts_in_order
from reiseregel.engine.remembering import remembering
from reiseregel.engine.trace import Nodes, TraceNode, fact_node, node_id


class Traced:
    """The trace that an evaluator gives. `fingerprint` gives its hash where that can be had without the trace."""

    __slots__ = ("_evaluator", "_fingerprint", "_nodes", "_sha256", "_trace")

    def __init__(self, evaluator: Evaluator, fingerprint: Callable[[], str] | None = None) -> None:
        self._evaluator: Evaluator | None = evaluator
        self._fingerprint = fingerprint
        self._trace: Trace | None = None
        self._nodes: Nodes | None = None
        self._sha256 = ""

    @property
    def trace(self) -> Trace:
        """Every node by its id."""
        if self._trace is None:
            nodes = self.nodes
            assert isinstance(nodes, Nodes)
            self._trace = nodes.all()
        return self._trace

    @property
    def nodes(self) -> Nodes | Trace:
        """A node by its id, without the whole trace being made for it."""
        if self._trace is not None:
            return self._trace
        if self._nodes is None:
            assert self._evaluator is not None
            self._nodes = Nodes(remembering(self._evaluator))
        return self._nodes

    @property
    def assessed(self) -> Iterator[tuple[str, TraceNode]]:
        """The facts that a caseworker has assessed, by id, in the order of the trace."""
        if self._trace is not None:
            yield from ((name, node) for name, node in self._trace.items() if "rolle" in node)
            return
        assert self._evaluator is not None
        facts = self._evaluator.facts
        for place, name in facts_in_order(self._evaluator, "saksbehandler") if facts.has_origins else ():
            slot = facts.by_place[place].facts[name] if place in facts.by_place else None
            if slot is not None and slot.origin is not None and slot.origin.role:
                yield node_id(facts.by_place[place], slot.definition.key), fact_node(slot)

    @property
    def sha256(self) -> str:
        """The hash of the values in the trace."""
        if not self._sha256:
            self._sha256 = trace_hash(self.trace) if self._fingerprint is None else self._fingerprint()
        return self._sha256

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Traced) and self.trace == other.trace

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _kept, (self.trace, self.sha256)


def _kept(trace: Trace, sha256: str) -> Traced:
    """A trace that was made before."""
    traced: Traced = Traced.__new__(Traced)
    traced._evaluator, traced._fingerprint = None, None  # noqa: SLF001 - its own maker
    traced._trace, traced._nodes, traced._sha256 = trace, None, sha256  # noqa: SLF001
    return traced
