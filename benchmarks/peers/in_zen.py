"""The small rule set in zen-engine: a graph of decision tables and expressions, saved as its editor does.

`zen_graph.json` is read once. `decide` asks an engine that has it among its decisions, which is the faster way in
version 2; `decide_by_content` asks a decision made from the file, as the first page of the documentation does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import zen

from benchmarks.peers.cases import Answer, Case

GRAPH = Path(__file__).resolve().parent / "zen_graph.json"
_KEY = "reise"


_TEXT = GRAPH.read_text(encoding="utf-8")
_ENGINE = zen.ZenEngine({"loader": {"type": "static", "content": {_KEY: json.loads(_TEXT)}}})
_DECISION = zen.ZenEngine().create_decision(zen.ZenDecisionContent(_TEXT))
_DECISION.validate()


def decide(case: Case) -> Answer:
    """The answer to one case."""
    return _answer(_ENGINE.evaluate(_KEY, case))


def decide_by_content(case: Case) -> Answer:
    """The answer to one case, by the decision made from the file."""
    return _answer(_DECISION.evaluate(case))


def _answer(response: Any) -> Answer:
    result = response["result"]
    return result["outcome"], result["amount_oere"], result["reason"]
