"""One journey under the small rule book of `tests/explain/small.py`, with the facts a test gives it."""

from __future__ import annotations

from typing import Any

from reiseregel import Answered, answer
from reiseregel.engine import Evaluator
from reiseregel.facts import Instance
from tests.explain.small import book

KNOWN: dict[str, Any] = {
    "dato": "2026-05-04",
    "haster": False,
    "syk": False,
    "vei_m": 12_000,
    "pris_oere": 25_000,
    "borte_min": 3_000,
    "foedt": "1990-05-05",
    "maate": "bil",
    "utgifter": [],
}


def journey(**changed: Any) -> tuple[Evaluator, Instance]:
    """The evaluator and the journey; a fact changed to None is left out."""
    facts = {name: value for name, value in {**KNOWN, **changed}.items() if value is not None}
    found: Answered = answer({"type": "krav", "versjon": 1, "reiser": [facts]}, book())
    (reise,) = found.evaluator.facts.of_entity("reise")
    return found.evaluator, reise
