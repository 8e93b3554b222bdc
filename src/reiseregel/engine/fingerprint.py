"""The hash of a trace: of the value of every concept of every entity that was given, and of nothing it follows from.

One line for each entity: its JSON pointer, then the values of its concepts by the order of their ids, all as canonical
JSON with a tab between; lines by the order of pointer and `#`. So anybody can work it out from a trace, and an executor
without having written the trace. What may stand in a list that was not given (`/-`) is left out: it follows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from reiseregel.engine.trace import Trace, show_value
from reiseregel.quantities import ValueType
from reiseregel.sets import Values

#: An entity: its pointer, and the values of its concepts as canonical JSON, by the order of their ids.
Line = tuple[str, list[str]]


def trace_hash(trace: Trace) -> str:
    """SHA-256 of the values in a trace."""
    found: dict[str, dict[str, str]] = {}
    for name, node in trace.items():
        path, _, concept = name.partition("#")
        if node["slag"] == "subsumsjon" and not _nameless(path):
            found.setdefault(path, {})[concept] = _canonical(node["verdi"])
    return hash_of((path, [values[concept] for concept in sorted(values)]) for path, values in found.items())


def hash_of(lines: Iterable[Line]) -> str:
    """SHA-256 of the lines, in whatever order they come."""
    ordered = sorted((f"{path}#", values) for path, values in lines)
    text = "\n".join("\t".join((path[:-1], *values)) for path, values in ordered)
    return hashlib.sha256(text.encode()).hexdigest()


def value_text(values: Values, value_type: ValueType) -> str:
    """A value set as it stands in a line."""
    return _canonical(show_value(values, value_type))


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _nameless(path: str) -> bool:
    return path.endswith("/-") or "/-/" in path
