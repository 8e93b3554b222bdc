"""Documents with some facts changed, taken out or put in. The document one starts from is never touched."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from reiseregel.case import given_facts
from reiseregel.vocabulary import EntityDef, Vocabulary

Data = dict[str, Any]

#: A caseworker's assessment that nobody has made: it carries a judgement that is only imagined.
_IMAGINED = {
    "rolle": "saksbehandler",
    "referanse": "hva-om",
    "tidspunkt": "2000-01-01T00:00:00Z",
    "momenter": [],
    "begrunnelse_sha256": "f" * 64,
}


def holder_of(data: Data, pointer: str) -> tuple[Any, str] | None:
    """The object that a pointer's last step is a key of, and the key; None when the way there is gone."""
    *above, name = pointer.strip("/").split("/")
    found: Any = data
    for step in above:
        if isinstance(found, list):
            if int(step) >= len(found):
                return None
            found = found[int(step)]
        elif step in found:
            found = found[step]
        else:
            return None
    return found, name


def value_at(data: Data, pointer: str) -> Any:
    """What stands at a pointer that is there."""
    found = holder_of(data, pointer)
    assert found is not None
    return found[0][found[1]]


def without(data: Data, pointers: Iterable[str]) -> Data:
    """The data with some facts and lists left open. What is in a list goes before the list."""
    result = copy.deepcopy(data)
    for pointer in sorted(pointers, key=lambda item: item.count("/"), reverse=True):
        found = holder_of(result, pointer)
        if found is not None:
            found[0].pop(found[1], None)
    return result


def changed(data: Data, values: Mapping[str, Any], root: EntityDef, vocabulary: Vocabulary) -> Data:
    """The document with other values at some pointers; with an assessment for each judgement in it, and no other."""
    result = copy.deepcopy(data)
    for pointer in sorted(values, key=lambda item: item.count("/")):
        found = holder_of(result, pointer)
        assert found is not None, "what is changed is there"
        found[0][found[1]] = copy.deepcopy(values[pointer])
    given = given_facts(result, root, vocabulary)
    judged = [pointer for pointer, fact in given.items() if fact.owner == "saksbehandler"]
    made = {item["faktum"]: item for item in result.get("vurderinger", ())}
    if judged or made:
        result["vurderinger"] = [made.get(pointer) or {"faktum": pointer, **_IMAGINED} for pointer in judged]
    if "kilder" in result:
        result["kilder"] = [item for item in result["kilder"] if item["faktum"] in given]
    return result
