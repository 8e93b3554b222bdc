"""Answers to the examples with some facts changed, for the tests of how they are told."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from reiseregel import Decision, RuleBook, decide, load_rulebook

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@cache
def book() -> RuleBook:
    return load_rulebook()


def example(number: str) -> dict[str, Any]:
    (file,) = EXAMPLES.glob(f"{number}_*/*.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def journeys(claim: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = claim["turer"][0]["reisende"][0]["reiser"]
    return found


def answer(claim: dict[str, Any], *without: str, **journey: Any) -> Decision:
    """The answer to the claim without some facts of treatment and journeys, and with others on every journey."""
    changed = copy.deepcopy(claim)
    for item in (changed["turer"][0]["behandling"], *journeys(changed)):
        for name in without:
            item.pop(name, None)
    for item in journeys(changed):
        item.update(journey)
    return decide(changed, book())
