"""What the model says of a value that does not fit -> our faults. Its own sentences repeat the value: never shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError

from reiseregel.case import shapes
from reiseregel.case.messages import fault, type_fault, unknown_key_fault
from reiseregel.case.models import DocumentPart
from reiseregel.errors import Fault

Path = tuple[str | int, ...]

#: The model's name of a wrong type -> the kind of value that the contract wants.
_TYPES = {
    "model_type": "objekt",
    "list_type": "liste",
    "string_type": "tekst",
    "int_type": "heltall",
    "bool_type": "boolsk",
}
_PATTERNS = {
    shapes.DATE_PATTERN: "krav.dato",
    shapes.TIME_PATTERN: "krav.tidspunkt",
    shapes.REFERENCE_PATTERN: "krav.referanse",
    shapes.POINTER_PATTERN: "krav.peker",
    shapes.HASH_PATTERN: "krav.hash",
}
#: Keys of list items whose absence, or wrong code, has a sentence of its own.
_MISSING: dict[Path, str] = {("vurderinger", "begrunnelse_sha256"): "vurdering.uten_begrunnelse"}
_CODES: dict[Path, str] = {("vurderinger", "rolle"): "vurdering.feil_rolle"}
#: The model's name of a broken limit -> our code, the name the model gives the limit, and the name in our sentence.
_LIMITS = {
    "greater_than_equal": ("krav.for_liten", "ge", "minst"),
    "less_than_equal": ("krav.for_stor", "le", "hoeyst"),
    "too_short": ("krav.for_faa", "min_length", "minst"),
    "too_long": ("krav.for_mange", "max_length", "hoeyst"),
    "string_too_long": ("krav.for_lang", "max_length", "hoeyst"),
}


def violations(model: type[DocumentPart], value: object) -> tuple[Fault, ...]:
    """Every way in which `value` breaks the shape that `model` wants, in no order; empty when it fits."""
    try:
        model.model_validate(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        # The last part of the place of an unknown key is what was typed. An object is told once, whatever it holds.
        strange = {item["loc"][:-1] for item in found if item["type"] == "extra_forbidden"}
        known = (item for item in found if item["type"] != "extra_forbidden")
        return (
            *(unknown_key_fault(pointer_to(*path), tuple(_annotation(model, path).model_fields)) for path in strange),
            *(_fault(model, item["type"], item["loc"], item.get("ctx", {})) for item in known),
        )
    return ()


def pointer_to(*path: str | int) -> str:
    """The JSON pointer of a path of known keys and positions."""
    return "".join(f"/{part}" for part in path)


def _fault(model: type[DocumentPart], kind: str, path: Path, context: Mapping[str, Any]) -> Fault:
    at = pointer_to(*path)
    if kind in _TYPES:
        return type_fault(at, _TYPES[kind])
    if kind in _LIMITS and path == ("versjon",):
        return fault(at, "krav.versjon", versjon=shapes.VERSION)
    if kind in _LIMITS:
        code, theirs, ours = _LIMITS[kind]
        return fault(at, code, **{ours: context[theirs]})
    if kind == "missing":
        return fault(at, _MISSING.get(_key_in_list(path), "krav.mangler"))
    if kind == "literal_error":
        return _unknown_code(model, path)
    if kind == "string_pattern_mismatch":
        return fault(at, _PATTERNS.get(context["pattern"], "krav.ugyldig"))
    return fault(at, "krav.ugyldig")


def _unknown_code(model: type[DocumentPart], path: Path) -> Fault:
    codes = ", ".join(get_args(_annotation(model, path)))
    code = "krav.dokumenttype" if path == ("type",) else _CODES.get(_key_in_list(path), "krav.kode")
    return fault(pointer_to(*path), code, koder=codes)


def _key_in_list(path: Path) -> Path:
    """A key of the items in a list of the document, whichever item it is."""
    return (path[0], path[-1]) if len(path) == 3 else ()


def _annotation(model: type[DocumentPart], path: Path) -> Any:
    """The type the model gives the value at `path`."""
    found: Any = model
    for part in path:
        found = get_args(found)[0] if isinstance(part, int) else found.model_fields[part].annotation
    return found
