"""What the two processes say to each other: one JSON object a line, asked and answered in turn, nothing else.

Only whole numbers go across: opaque numbers of facts and rules, and the values that the conditions compare. The child
is never believed: an answer that is not exactly what was asked for is `Babble`.

asked                                             answered
(the child has started)                           {"ready": 1}
{"define": plan, "rulesets": […]}                 {"defined": plan, "rules": how many}
{"batch": n, "plan": plan, "facts": [[id, v…]…]}  {"batch": n, "fired": [[id, rule…]…]}
(the child cannot go on)                          {"failed": code}
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final, TypeAlias

#: What both ends must speak.
VERSION: Final = 1
#: The rule that a new rule set is tried with, and the key it looks at, which no fact has.
WARM_UP: Final = "w"
#: Whole numbers a C `long long` and a JSON reader agree on, with room to spare.
MOST_VALUE: Final = 2**53
#: How long an answer may be: so much for each fact and rule, and something besides.
_BYTES_A_FACT, _BYTES_A_RULE, _BYTES_BESIDE = 24, 8, 1024

Row: TypeAlias = tuple[int, ...]
Ruleset: TypeAlias = dict[str, object]


class Babble(Exception):
    """What came back is not an answer to what was asked."""


class Refused(Exception):
    """The child says that it cannot go on, and why, by a code."""


def define(plan: int, rulesets: Sequence[Ruleset]) -> bytes:
    """Make these rule sets."""
    return _line({"define": plan, "rulesets": list(rulesets)})


def batch(number: int, plan: int, facts: Sequence[Row]) -> bytes:
    """Which rules does each fact fire? A fact is its id and the values of the plan's fields."""
    return _line({"batch": number, "plan": plan, "facts": facts})


def most_bytes(facts: int, rules: int) -> int:
    """How long the answer to a batch can be."""
    return _BYTES_BESIDE + facts * (_BYTES_A_FACT + rules * _BYTES_A_RULE)


def read_ready(line: bytes) -> None:
    """Raises Babble when it is not the greeting of this version; Refused when the child cannot begin."""
    if _read(line) != {"ready": VERSION}:
        raise Babble


def read_defined(line: bytes, plan: int, rules: int) -> None:
    """Raises Babble when it is not the answer to `define`, with as many rules as were sent."""
    if _read(line) != {"defined": plan, "rules": rules}:
        raise Babble


def read_fired(line: bytes, number: int, ids: Sequence[int], rules: int) -> list[Row]:
    """The rules each fact fired, in rising order, fact by fact as asked.

    Raises Babble unless every id is answered once, with rules there are, each named once.
    """
    answer = _read(line)
    if answer.keys() != {"batch", "fired"} or answer["batch"] != number or not isinstance(answer["fired"], list):
        raise Babble
    found: dict[int, Row] = {}
    for item in answer["fired"]:
        if not isinstance(item, list) or not item or any(type(part) is not int for part in item):
            raise Babble
        name, *fired = item
        if name in found or len(set(fired)) != len(fired) or any(not 0 <= rule < rules for rule in fired):
            raise Babble
        found[name] = tuple(sorted(fired))
    if len(found) != len(ids) or any(name not in found for name in ids):
        raise Babble
    return [found[name] for name in ids]


def _read(line: bytes) -> dict[str, object]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise Babble from None
    if not isinstance(found, dict):
        raise Babble
    if isinstance(code := found.get("failed"), str):
        raise Refused(code)
    return found


def _line(message: dict[str, object]) -> bytes:
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"
