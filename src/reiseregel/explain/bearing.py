"""What each post of an answer was reached through: its right, its amounts and its reasons, and what they looked at.

An exception after the one that decided was not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from reiseregel.changes.looked_at import name_of, names_in
from reiseregel.decision import Decision, PostDecision
from reiseregel.engine.trace import TraceNode
from reiseregel.rulebook import Clause, Concept, RuleBook
from reiseregel.rulebook import tree as t


class Bearing:
    """The nodes of the trace that bear on the posts of one answer. `book` is the one the decision was made by."""

    def __init__(self, decision: Decision, book: RuleBook) -> None:
        self.decision, self.book, self.nodes = decision, book, decision.nodes
        self._concepts = {concept.id: concept for concept in book.concepts.values()}
        self._looked_at: dict[str, tuple[str, ...]] = {}

    def of(self, post: PostDecision) -> dict[str, None]:
        """Every node that bears on a post, facts among them."""
        seen: dict[str, None] = {}
        waiting = list(self._roots(post))
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen[node] = None
                if self.nodes[node]["slag"] != "faktum":
                    waiting += self.children(node)
        return seen

    def children(self, node_id: str) -> tuple[str, ...]:
        """The children of a node that the rule looked at."""
        if node_id not in self._looked_at:
            node = self.nodes[node_id]
            names = set(names_in(self._parts(node_id, node), self.book))
            self._looked_at[node_id] = tuple(child for child in node["barn"] if name_of(child) in names)
        return self._looked_at[node_id]

    def _roots(self, post: PostDecision) -> Iterator[str]:
        kind = post.post
        names = (kind.right, kind.payable, kind.computed, kind.own_share, kind.frikort, kind.interest, *kind.reduced)
        for name in filter(None, names):
            yield f"{post.place}#{self.book.concept(kind.entity, name).id}"
        for ground in post.grounds:
            yield ground.node

    def _parts(self, node_id: str, node: TraceNode) -> Iterator[t.Expr]:
        """Every condition up to the clause that decided, and its value; everything when no single clause did."""
        concept: Concept = self._concepts[node["begrep"]]
        version = concept.version_on(self.decision.law_days[node_id.partition("#")[0]])
        if version is None:
            return
        for clause in version.clauses:
            decides = clause.id == node["avgjort_av"]
            yield from _expressions(clause, value=decides or node["avgjort_av"] is None)
            if decides:
                return


def _expressions(clause: Clause, *, value: bool) -> Iterator[t.Expr]:
    if clause.condition is not None:
        yield clause.condition
    if value:
        yield clause.value
