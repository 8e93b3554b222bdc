"""A document and new assessments of what the caseworker judges → the document with them, ready to be decided.

The written reason never enters the document: only its SHA-256 does. No file, no clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from reiseregel.case.document import check_document
from reiseregel.case.messages import fault, owner_fault
from reiseregel.errors import Fault, InvalidDocument
from reiseregel.vocabulary import FactDef, Vocabulary

if TYPE_CHECKING:
    from reiseregel.case.typed import Value


@dataclass(frozen=True, slots=True, repr=False)
class NewAssessment:
    """A caseworker's judgement of one open fact.

    `pointer` is the JSON pointer where the fact belongs, `value` what it is judged to be (bool, code, ISO date, or
    whole øre, metres, minutes). `reason` is the written reason, which may hold names and stays with the caller.
    `reference` is the caseworker system's own and names nobody; `time` is RFC 3339 in UTC with whole seconds;
    `momenter` are the numbers, from 0, of the considerations weighed.
    """

    pointer: str
    value: Value
    reason: str
    reference: str
    time: str
    momenter: tuple[int, ...] = ()
    role: Literal["saksbehandler"] = "saksbehandler"


def with_assessments(
    data: bytes | str | dict[str, Any], added: Iterable[NewAssessment], vocabulary: Vocabulary
) -> dict[str, Any]:
    """The document with the value and the assessment of each fact added; its envelope and order are kept.

    Args:
        data: a document as `check_document` takes it. A dict is not changed.
        added: at most one assessment of each fact.
        vocabulary: the facts, from `RuleBook.vocabulary`.

    Returns:
        A new dict of plain JSON values that `check_document` accepts.

    Raises:
        InvalidDocument: the document's own faults; or, of an assessment: no such fact, a fact that is not the
            caseworker's or already given, no reason, or a value, reference, time or moment the contract refuses.

    """
    check_document(data, vocabulary)
    document: dict[str, Any] = json.loads(json.dumps(data) if isinstance(data, dict) else data)
    new = list(added)
    refused = [found for item in new for found in _refusals(item, document, vocabulary)]
    if refused:
        raise InvalidDocument(refused)
    for item in new:
        if not _put(document, item.pointer, item.value):
            raise InvalidDocument([fault(item.pointer, "vurdering.dobbel")])
        document.setdefault("vurderinger", []).append(_entry(item))
    check_document(document, vocabulary)
    return document


def fact_at(pointer: str, document: Mapping[str, Any], vocabulary: Vocabulary) -> FactDef | None:
    """The fact that belongs at a JSON pointer of a document of the right shape, given there or not; None when none."""
    *way, name = pointer.split("/")[1:] or [""]
    root = vocabulary.root(str(document["type"]))
    assert root is not None
    entity, place, steps = root.name, document, iter(way)
    for step in steps:
        child = next((child for child in vocabulary.children_of(entity) if child.member == step), None)
        if child is None or step not in place:
            return None
        place, entity = place[step], child.name
        if child.many:
            index = next(steps, "")
            if index not in map(str, range(len(place))):
                return None
            place = place[int(index)]
    return vocabulary.facts.get((entity, name))


def value_at(pointer: str, document: Mapping[str, Any]) -> Value | None:
    """The value given for the fact at a pointer that `fact_at` knows; None when it is not given."""
    holder, name = _holder(pointer, document)
    found: Value | None = holder.get(name)
    return found


def _refusals(item: NewAssessment, document: dict[str, Any], vocabulary: Vocabulary) -> Sequence[Fault]:
    fact = fact_at(item.pointer, document, vocabulary)
    if fact is None:
        return [fault("", "vurdering.ukjent_faktum")]  # the pointer is not of a known place: it may hold anything
    if fact.owner != item.role:
        return [owner_fault(item.pointer, fact.owner)]
    if value_at(item.pointer, document) is not None:
        return [fault(item.pointer, "vurdering.alt_oppgitt")]
    return [] if item.reason.strip() else [fault(item.pointer, "vurdering.uten_begrunnelse")]


def _entry(item: NewAssessment) -> dict[str, Any]:
    return {
        "faktum": item.pointer,
        "rolle": item.role,
        "referanse": item.reference,
        "tidspunkt": item.time,
        "momenter": list(item.momenter),
        "begrunnelse_sha256": hashlib.sha256(item.reason.encode()).hexdigest(),
    }


def _put(document: dict[str, Any], pointer: str, value: Value) -> bool:
    """Give a fact its value. False when it was given already."""
    holder, name = _holder(pointer, document)
    if name in holder:
        return False
    holder[name] = value
    return True


def _holder(pointer: str, document: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    *way, name = pointer.split("/")[1:]
    holder: Any = document
    for step in way:
        holder = holder[int(step) if isinstance(holder, list) else step]
    return holder, name
