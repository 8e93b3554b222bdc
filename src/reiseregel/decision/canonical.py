"""One text for each plain value, whatever the order of its keys: what is hashed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic_core import to_json


def canonical(value: Mapping[str, Any]) -> bytes:
    """Compact JSON in UTF-8 with the keys of every object in order: what `json.dumps` writes when told so, sooner.

    Args:
        value: an object of dict, list, str, int, bool and None, with text for keys. A list holds only objects, or none.

    Raises:
        ValueError: a text holds half a character, which UTF-8 cannot say.

    """
    return to_json(_in_order(value))


def sha256(value: Mapping[str, Any]) -> str:
    """The hash of the canonical text, hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _in_order(value: Mapping[str, Any]) -> dict[str, Any]:
    ordered = {}
    for key in _order(tuple(value)):
        item = value[key]
        kind = type(item)
        if kind is dict:
            item = _in_order(item)
        elif kind is list and item and type(item[0]) is dict:
            item = [_in_order(part) for part in item]
        ordered[key] = item
    return ordered


@lru_cache(512)
def _order(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Keys in order: objects of one kind have the same ones again and again."""
    return tuple(sorted(keys))
