"""Documents to be guided through: the plain claim of the examples with something left open."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from reiseregel import RuleBook, load_rulebook

ROOT = Path(__file__).resolve().parent.parent.parent
#: A national identity number that is not anybody's, to be planted where a person may type one by mistake.
IDENTIFIER = "13097248022"


@cache
def own_book() -> RuleBook:
    """The rules that come along, read once."""
    return load_rulebook()


def plain_claim() -> dict[str, Any]:
    """The first example: everything is given."""
    claim: dict[str, Any] = json.loads((ROOT / "examples/01_egen_bil_100_km/krav.json").read_text(encoding="utf-8"))
    return claim


def journeys(claim: dict[str, Any]) -> list[dict[str, Any]]:
    """The two journeys of the claim."""
    found: list[dict[str, Any]] = claim["turer"][0]["reisende"][0]["reiser"]
    return found


def one_open(*names: str) -> dict[str, Any]:
    """The plain claim with these facts or lists of the journey home left out."""
    claim = copy.deepcopy(plain_claim())
    for name in names:
        del journeys(claim)[1][name]
    return claim
