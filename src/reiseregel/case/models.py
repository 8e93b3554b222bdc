"""Strict pydantic models of a document, made from the vocabulary: what `contracts.py` writes as JSON Schema, enforced.

They judge shape only; the data itself goes on as plain data. A key left out is unknown, so no field has a default value
that means anything: `None` marks «not given» and is refused when it is handed in.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, create_model

from reiseregel.case import shapes
from reiseregel.remember import once_for_each
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

Fields = dict[str, Any]


class DocumentPart(BaseModel):
    """Any object in a document: exact types, no unknown keys, not to be changed, never repeating its input."""

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", hide_input_in_errors=True, protected_namespaces=()
    )


@once_for_each
def document_model(vocabulary: Vocabulary, kind: str) -> type[DocumentPart]:
    """The model of documents of one `type`; made once for each vocabulary object.

    Raises:
        KeyError: the vocabulary has no root entity of that name.

    """
    root = vocabulary.root(kind)
    if root is None:
        raise KeyError(kind)
    return _entity_model(vocabulary, root, _root_fields(kind))


def _root_fields(kind: str) -> Fields:
    return {
        "type": (_one_of((kind,)), ...),
        "versjon": (_VERSION, ...),
        "spraak": (_one_of(shapes.LANGUAGE_CODES), None),
        "konvolutt": (_ENVELOPE, None),
        "vurderinger": (Annotated[list[_ASSESSMENT], Field(max_length=shapes.MAX_ASSESSMENTS)], None),  # type: ignore[valid-type]
        "kilder": (Annotated[list[_SOURCE], Field(max_length=shapes.MAX_SOURCES)], None),  # type: ignore[valid-type]
    }


def _entity_model(vocabulary: Vocabulary, entity: EntityDef, fields: Fields) -> type[DocumentPart]:
    fields = dict(fields)
    for fact in vocabulary.facts_of(entity.name):
        fields[fact.name] = (_fact_type(fact), ... if fact.content else None)
    for child in vocabulary.children_of(entity.name):
        model = _entity_model(vocabulary, child, {})
        if child.many:
            length = Field(min_length=child.least, max_length=child.most)
            fields[child.member] = (Annotated[list[model], length], ... if child.least else None)  # type: ignore[valid-type]
        else:
            fields[child.member] = (model, ...)
    return _model(entity.name, fields)


def _fact_type(fact: FactDef) -> Any:
    if fact.type.kind == "boolsk":
        return bool
    if fact.type.kind == "kode":
        return _one_of(fact.type.codes)
    if fact.type.kind == "dato":
        return Annotated[str, Field(pattern=shapes.DATE_PATTERN)]
    return Annotated[int, Field(ge=fact.low, le=fact.high)]


def _one_of(values: tuple[str, ...]) -> Any:
    return cast(Any, Literal)[values]


def _model(name: str, fields: Fields) -> type[DocumentPart]:
    return create_model(name, __base__=DocumentPart, **fields)


# --- the parts that are not facts ---

# Not Literal[1]: True equals 1, and would pass.
_VERSION = Annotated[int, Field(ge=shapes.VERSION, le=shapes.VERSION)]
_LABEL = Annotated[str, Field(max_length=shapes.MAX_ENVELOPE_STRING)]
_REFERENCE = Annotated[str, Field(pattern=shapes.REFERENCE_PATTERN)]
_POINTER = Annotated[str, Field(pattern=shapes.POINTER_PATTERN, max_length=shapes.MAX_POINTER)]
_MOMENT = Annotated[int, Field(ge=0, le=shapes.MAX_MOMENT)]

_ENVELOPE = _model("konvolutt", dict.fromkeys(shapes.ENVELOPE_KEYS, (_LABEL, None)))
_ASSESSMENT = _model(
    "vurdering",
    {
        "faktum": (_POINTER, ...),
        "rolle": (_one_of(shapes.ASSESSMENT_ROLES), ...),
        "referanse": (_REFERENCE, ...),
        "tidspunkt": (Annotated[str, Field(pattern=shapes.TIME_PATTERN)], ...),
        "momenter": (Annotated[list[_MOMENT], Field(max_length=shapes.MAX_MOMENTS)], ...),
        "begrunnelse_sha256": (Annotated[str, Field(pattern=shapes.HASH_PATTERN)], ...),
    },
)
_SOURCE = _model(
    "kilde",
    {
        "faktum": (_POINTER, ...),
        "kilde": (_one_of(shapes.SOURCE_KINDS), ...),
        "referanse": (_REFERENCE, None),
    },
)
