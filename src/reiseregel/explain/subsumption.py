"""The Norwegian subsumption record: one flat object for each rule applied, as the welfare administration's open systems
write them, for a receiver that keeps such records of several benefits side by side.

The record has no `id`, `fodselsnummer` or `tidsstempel`: they belong to the receiver, who knows the person and the
clock. Here neither is known, and the same case gives the same lines in the same order every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal

from reiseregel.calendar import FIRST_DAY
from reiseregel.changes.looked_at import name_of
from reiseregel.decision import Decision
from reiseregel.engine.trace import TraceNode
from reiseregel.explain.bearing import Bearing
from reiseregel.rulebook import RuleBook

#: The version of the record, as the receiver reads it.
RECORD = "1.0.0"
Outcome = Literal["VILKAR_OPPFYLT", "VILKAR_IKKE_OPPFYLT", "VILKAR_UAVKLART", "VILKAR_BEREGNET"]
#: What is told of a fact that a rule went out from.
_TOLD = ("verdi", "enhet", "eier", "kilde", "fra")


def subsumption_records(decision: Decision, book: RuleBook) -> Iterator[dict[str, Any]]:
    """Each rule that bears on a post, in the order of the trace; as `schemas/v1/subsumsjon.schema.json`.

    A rule bears on a post when it is reached from its right, its amounts or its reasons through what was looked at; an
    exception after the one that decided was not. `book` is the one the decision was made by.
    """
    return _Records(decision, book).all()


def outcome_of(value: Any) -> Outcome:
    """A condition met, not met or open; or a value worked out. Open numbers are open too."""
    if isinstance(value, bool):
        return "VILKAR_OPPFYLT" if value else "VILKAR_IKKE_OPPFYLT"
    if value is None or (isinstance(value, dict) and "deler" not in value):
        return "VILKAR_UAVKLART"
    return "VILKAR_BEREGNET"


class _Records:
    def __init__(self, decision: Decision, book: RuleBook) -> None:
        self.decision, self.trace = decision, decision.trace
        self.bearing = Bearing(decision, book)
        receipt = decision.receipt
        self.code = f"reiseregel:{receipt.engine}@{receipt.rules[:10]}"
        self.hashes = {
            "regler_sha256": [receipt.rules],
            "fakta_sha256": [receipt.facts],
            "spor_sha256": [receipt.trace],
        }
        first = receipt.covered.since if receipt.covered is not None else FIRST_DAY
        self.first_day = date.fromordinal(first).isoformat()

    def all(self) -> Iterator[dict[str, Any]]:
        posts = self._posts()
        for node_id, node in self.trace.items():
            if node_id in posts and node["slag"] != "faktum":
                yield self._record(node_id, node, posts[node_id])

    def _posts(self) -> dict[str, list[str]]:
        """Each node reached from a post, with the posts it bears on."""
        found: dict[str, list[str]] = {}
        for post in self.decision.posts:
            for node in self.bearing.of(post):
                found.setdefault(node, []).append(f"{post.post.id} {post.place}")
        return found

    def _record(self, node_id: str, node: TraceNode, posts: list[str]) -> dict[str, Any]:
        hjemmel = node["hjemmel"]
        children = self.bearing.children(node_id)
        output = {key: node[key] for key in ("verdi", "enhet") if key in node}
        return {
            "eventName": "subsumsjon",
            "versjon": RECORD,
            "kilde": "reiseregel",
            "versjonAvKode": self.code,
            "lovverk": hjemmel["lov"],
            "lovverksversjon": node["regel_fra"] or self.first_day,
            **{key: hjemmel[key] for key in ("paragraf", "ledd", "punktum", "bokstav") if key in hjemmel},
            "input": self._input(node_id, children),
            "output": {node["begrep"]: output},
            "utfall": outcome_of(node["verdi"]),
            "sporing": {
                "node": [node_id],
                "post": posts,
                **self._references(children),
                **self.hashes,
            },
        }

    def _input(self, node_id: str, children: Iterable[str]) -> dict[str, Any]:
        """What the rule went out from, by name; a list where several entities have what is named."""
        place, found = node_id.partition("#")[0], dict[str, list[dict[str, Any]]]()
        for child in children:
            node = self.trace[child]
            told = {key: node[key] for key in _TOLD if key in node}
            own, mark, _ = child.partition("#")
            if mark and own != place:
                told["sted"] = own
            found.setdefault(name_of(child), []).append(told)
        return {name: items[0] if len(items) == 1 else items for name, items in found.items()}

    def _references(self, children: Iterable[str]) -> dict[str, list[str]]:
        found = dict.fromkeys(self.trace[child].get("referanse") for child in children)
        known = [reference for reference in found if reference]
        return {"referanse": known} if known else {}
