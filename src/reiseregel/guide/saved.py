"""A session as JSON, and back: `schemas/v1/lagret_veiledning.schema.json`. What is wrong with a file is all told."""

from __future__ import annotations

import copy
from typing import Any

from reiseregel.case import check_document
from reiseregel.case.reading import read_json, read_value
from reiseregel.case.shapes import VERSION, known_keys
from reiseregel.errors import Fault, InvalidDocument
from reiseregel.guide.messages import fault
from reiseregel.guide.session import Session, Step, empty_document
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.shape import validator
from reiseregel.vocabulary import Vocabulary

KIND = "lagret_veiledning"
_KEYS = frozenset({"type", "versjon", "fra_begynnelsen", "dokument", "spoer", "svar", "sted", "verdi", "vet_ikke"})


def to_json(session: Session) -> dict[str, Any]:
    """The session as plain data: the document as handed in without its envelope, and the answers in order."""
    document: dict[str, Any] = copy.deepcopy(session.document)
    if session.from_nothing:
        document = {key: document[key] for key in ("type", "versjon", "spraak") if key in document}
    return {
        "type": KIND,
        "versjon": VERSION,
        "fra_begynnelsen": session.from_nothing,
        "dokument": document,
        "spoer": list(session.owners),
        "svar": [
            {"sted": step.pointer} | ({"vet_ikke": True} if step.value is None else {"verdi": step.value})
            for step in session.steps
        ],
    }


def from_json(data: bytes | str | dict[str, Any], book: RuleBook) -> Session:
    """The session that `data` holds. `resume` says whether its answers still fit the rules.

    Raises:
        InvalidDocument: it is not JSON, not a saved session, or its document has faults; no value is repeated.

    """
    value = _read(data, book.vocabulary)
    if not isinstance(value, dict) or value.get("type") != KIND:
        raise InvalidDocument([fault("", "veiledning.fil")])
    wrong = {_place(list(error.absolute_path)) for error in validator(KIND).iter_errors(value)}
    if wrong:
        raise InvalidDocument([fault(place, "veiledning.form") for place in sorted(wrong)])
    from_nothing, document = value["fra_begynnelsen"], value["dokument"]
    return Session(
        document=_begun(document, book) if from_nothing else _checked(document, book),
        steps=tuple(Step(item["sted"], item.get("verdi")) for item in value["svar"]),
        owners=tuple(value["spoer"]),
        from_nothing=from_nothing,
    )


def _read(data: bytes | str | dict[str, Any], vocabulary: Vocabulary) -> object:
    names = known_keys(vocabulary) | _KEYS
    value, faults = read_json(data, names) if isinstance(data, bytes | str) else read_value(data, names)
    if faults:
        raise InvalidDocument(faults)
    return value


def _begun(document: dict[str, Any], book: RuleBook) -> dict[str, Any]:
    if book.vocabulary.root(document["type"]) is None:
        raise InvalidDocument([fault("/dokument/type", "veiledning.type")])
    return empty_document(document["type"], book.vocabulary, document.get("spraak"))


def _checked(document: dict[str, Any], book: RuleBook) -> dict[str, Any]:
    try:
        return check_document(document, book.vocabulary).data
    except InvalidDocument as error:
        faults = [Fault(f"/dokument{item.pointer}", item.code, item.message) for item in error.faults]
        raise InvalidDocument(faults) from None


def _place(path: list[str | int]) -> str:
    """The pointer to a fault, as far down as its keys are ours."""
    place = ""
    for step in path:
        if isinstance(step, str) and step not in _KEYS:
            break
        place += f"/{step}"
    return place
