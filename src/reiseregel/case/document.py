"""The whole stage: text or plain data -> a checked document, or every fault of the first step that found any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from reiseregel.case.consistency import contradictions
from reiseregel.case.messages import fault, limited, type_fault
from reiseregel.case.quick import quick_document
from reiseregel.case.reading import Read, read_json, read_value
from reiseregel.case.shapes import MAX_FAULTS, SourceKind, known_keys
from reiseregel.errors import Fault, InvalidDocument, Language
from reiseregel.vocabulary import EntityDef, Vocabulary


@dataclass(frozen=True, slots=True)
class Assessment:
    """Judgement exercised on one fact: by which role, when (RFC 3339, UTC), which momenter were weighed (from 0).

    `reference` is the caseworker system's own and names nobody. The written reasons stay there; `reasons_sha256` is
    their hash.
    """

    pointer: str
    role: Literal["saksbehandler"]
    reference: str
    time: str
    momenter: tuple[int, ...]
    reasons_sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where one fact comes from; `reference` is the sender's own, names nobody, and may be empty."""

    pointer: str
    kind: SourceKind
    reference: str = ""


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document of the right shape whose parts agree.

    `data` is plain (dict, list, str, int, bool; dates as ISO text; øre, metres and minutes as ints) and a copy of its
    own, without the envelope. `sources` is keyed by JSON pointer.
    """

    kind: str
    language: Language
    data: dict[str, Any]
    assessments: tuple[Assessment, ...]
    sources: dict[str, Source]


def check_document(data: bytes | str | dict[str, Any], vocabulary: Vocabulary) -> CheckedDocument:
    """The document that `data` holds: JSON text, or a dict that is judged exactly as its JSON would be.

    Raises:
        InvalidDocument: with every fault of the step that failed (reading, shape, consistency), up to a hundred.

    """
    value, root, judged = quick_document(data, vocabulary) or _read_and_shaped(data, vocabulary)
    faults = contradictions(value, root, vocabulary, judged=judged)
    if faults:
        _stop_at(faults)
    value.pop("konvolutt", None)  # the tree is our own
    return CheckedDocument(
        kind=root.document,
        language=value.get("spraak", "nb"),
        data=value,
        assessments=tuple(map(_assessment, value["vurderinger"])) if "vurderinger" in value else (),
        sources={item["faktum"]: _source(item) for item in value["kilder"]} if "kilder" in value else {},
    )


def _read_and_shaped(data: object, vocabulary: Vocabulary) -> tuple[dict[str, Any], EntityDef, None]:
    """The long way, which tells what is wrong."""
    from reiseregel.case.models import document_model
    from reiseregel.case.violations import violations  # with it come the models, which a sound document does without

    value = _read(data, vocabulary)
    root = _root(value, vocabulary)
    _stop_at(violations(document_model(vocabulary, root.document), value))
    assert isinstance(value, dict)
    return value, root, None


def _stop_at(faults: Iterable[Fault]) -> None:
    found = limited(faults, MAX_FAULTS)
    if found:
        raise InvalidDocument(found)


def _read(data: object, vocabulary: Vocabulary) -> object:
    names = known_keys(vocabulary)
    # A subclass of bytes or str is no text to us, as none of str is inside a dict.
    read: Read = read_json(data, names) if type(data) in (bytes, str) else read_value(data, names)  # type: ignore[arg-type]
    value, faults = read
    _stop_at(faults)
    return value


def _root(value: object, vocabulary: Vocabulary) -> EntityDef:
    """The root entity of the document's `type`; of the type it has most in common with when it does not tell."""
    roots = vocabulary.roots
    if not isinstance(value, dict):
        raise InvalidDocument([type_fault("", "objekt")])
    kind = value.get("type")
    if isinstance(kind, str) and kind in roots:
        return roots[kind]
    if len(roots) == 1:
        return next(iter(roots.values()))
    if "type" in value:
        raise InvalidDocument([fault("/type", "krav.dokumenttype", koder=", ".join(roots))])
    common = {name: len(value.keys() & _keys(root, vocabulary)) for name, root in roots.items()}
    nearest = max(common, key=lambda name: common[name])
    if not common[nearest]:
        raise InvalidDocument([fault("/type", "krav.mangler")])
    return roots[nearest]


def _keys(root: EntityDef, vocabulary: Vocabulary) -> set[str]:
    facts, children = vocabulary.facts_of(root.name), vocabulary.children_of(root.name)
    return {*(fact.name for fact in facts), *(child.member for child in children)}


def _assessment(item: dict[str, Any]) -> Assessment:
    return Assessment(
        pointer=item["faktum"],
        role=item["rolle"],
        reference=item["referanse"],
        time=item["tidspunkt"],
        momenter=tuple(item["momenter"]),
        reasons_sha256=item["begrunnelse_sha256"],
    )


def _source(item: dict[str, Any]) -> Source:
    return Source(pointer=item["faktum"], kind=item["kilde"], reference=item.get("referanse", ""))
