"""The short way for the many documents without a fault: read and judged for shape by compiled code, not sign by sign.

It never refuses. It answers with the document when it is sure that the long way (`reading.py`, `violations.py`) would
accept the same, and with None in every other case: then the long way is gone, which alone says what is wrong. So what
is rare may be turned away here though it is in order: signs beyond ASCII, escapes, thousands of parts.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from pydantic_core import SchemaValidator, ValidationError, from_json

from reiseregel.case.pointers import survey
from reiseregel.case.quick_shape import quick_shape
from reiseregel.case.shapes import MAX_BYTES
from reiseregel.remember import once_for_each
from reiseregel.vocabulary import EntityDef, Vocabulary

#: A dict of more parts than this goes the long way, which knows when it is too large. The longest text or key the
#: shape lets through keeps this many well below `MAX_BYTES`.
MOST_PARTS: Final = 10_000
_LEAVES: Final = frozenset({str, int, bool})
_TEXT: Final = frozenset({str})
#: The parts of a document that are no entities: the only ones whose texts may hold a colon.
_BESIDE_ENTITIES: Final = ("konvolutt", "vurderinger", "kilder")

#: The document as a fresh tree of exactly dict, list, str, int and bool, its root entity, and whether a fact is judged.
Quick: TypeAlias = tuple[dict[str, Any], EntityDef, bool]


def quick_document(data: object, vocabulary: Vocabulary) -> Quick | None:
    """The document that `data` holds, when nothing is wrong with how it is written or its shape."""
    text = type(data) is bytes or type(data) is str
    value = _from_text(data) if text else _Copier().copied(data)  # type: ignore[arg-type]
    if type(value) is not dict:
        return None
    kind = value.get("type")
    known = _known(vocabulary).get(kind) if type(kind) is str else None
    if known is None:
        return None
    validator, root = known
    try:
        validator.validate_python(value)
    except ValidationError:
        return None
    keys, judged = survey(value, root, vocabulary)
    if text and not _each_key_once(data, value, keys):  # type: ignore[arg-type]
        return None
    return value, root, judged


@once_for_each
def _known(vocabulary: Vocabulary) -> dict[str, tuple[SchemaValidator, EntityDef]]:
    return {kind: (SchemaValidator(quick_shape(vocabulary, root)), root) for kind, root in vocabulary.roots.items()}


# --- text ---


def _from_text(data: bytes | str) -> object:
    """What plain ASCII without escapes says, whole and small enough; of a key that stands twice, the last value."""
    backslash = b"\\" if isinstance(data, bytes) else "\\"
    if len(data) > MAX_BYTES or not data.isascii() or backslash in data:  # type: ignore[operator]
        return None
    try:
        return from_json(data)
    except ValueError:
        return None


def _each_key_once(data: bytes | str, value: dict[str, Any], keys: int) -> bool:
    """Whether the text has as many keys as what was read from it, which has `keys` in its entities.

    Each key of the text has a colon of its own, so there are at most as many keys as colons outside texts. Those
    inside are counted only where the shape lets them be; one that is missed makes the answer no, never wrongly yes.
    """
    colons = data.count(b":") if isinstance(data, bytes) else data.count(":")
    return colons == keys + sum(_colons(value[part]) for part in _BESIDE_ENTITIES if part in value)


def _colons(value: object) -> int:
    """One for each key, and those within texts."""
    if isinstance(value, str):
        return value.count(":")
    if isinstance(value, dict):
        return len(value) + sum(map(_colons, value.values()))
    return sum(map(_colons, value)) if isinstance(value, list) else 0


# --- Python values ---


class _Copier:
    """Copies a tree of exactly dict, list, str, int and bool, and gives up at anything else."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MOST_PARTS

    def copied(self, value: object) -> object:
        try:
            return self._copy(value)
        except (_NotPlain, RecursionError):
            return None

    def _copy(self, value: object) -> object:
        kind = type(value)
        if kind is dict:
            return self._object(value)  # type: ignore[arg-type]
        if kind is list:
            self._count(value)  # type: ignore[arg-type]
            return [item if type(item) in _LEAVES else self._copy(item) for item in value]  # type: ignore[attr-defined]
        raise _NotPlain

    def _object(self, value: dict[Any, Any]) -> dict[str, Any]:
        self._count(value)
        if not _TEXT.issuperset(map(type, value)):
            raise _NotPlain
        return {key: item if type(item) in _LEAVES else self._copy(item) for key, item in value.items()}

    def _count(self, parts: dict[Any, Any] | list[Any]) -> None:
        self.left -= len(parts) + 1
        if self.left < 0:
            raise _NotPlain


class _NotPlain(Exception):
    """JSON cannot say this, or not as briefly."""
