"""The cases that the comparisons start from, and the rule book they are answered by."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from reiseregel import RuleBook
from reiseregel.casebook.load import change
from reiseregel.decision import Answered, answer
from tests.conftest import own_rules

Document = dict[str, Any]

_EXAMPLES = Path(__file__).parents[2] / "examples"
JOURNEY = "/turer/0/reisende/0/reiser/0"


def book() -> RuleBook:
    return own_rules()


def example(name: str, **changes: Any) -> Document:
    """An example by the beginning of its folder, with changes by pointer (`__` for `/`)."""
    (path,) = _EXAMPLES.glob(f"{name}*/*.json")
    document: Document = json.loads(path.read_text(encoding="utf-8"))
    return changed(document, {key.replace("__", "/"): value for key, value in changes.items()})


def changed(document: Document, changes: dict[str, Any]) -> Document:
    """The document with what stands at some pointers set, added (`-`) or with None removed."""
    result = copy.deepcopy(document)
    for pointer, value in changes.items():
        assert change(result, pointer, value), pointer
    return result


def answered(document: Document, **readings: str) -> Answered:
    return answer(document, book(), readings)


def assessment(pointer: str, reference: str, day: str, *momenter: int) -> Document:
    return {
        "faktum": pointer,
        "rolle": "saksbehandler",
        "referanse": reference,
        "tidspunkt": f"{day}T09:30:00Z",
        "momenter": list(momenter),
        "begrunnelse_sha256": "a" * 64,
    }
