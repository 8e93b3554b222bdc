"""The shape of `models.py` as one compiled check that only says yes or no: no classes to make, nothing to tell."""

from __future__ import annotations

from pydantic_core import CoreSchema, core_schema
from pydantic_core.core_schema import TypedDictField

from reiseregel.case import shapes
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

Fields = dict[str, TypedDictField]


def quick_shape(vocabulary: Vocabulary, root: EntityDef) -> CoreSchema:
    """What accepts a value of exactly dict, list, str, int and bool when the model of `root` accepts it."""
    return _entity(vocabulary, root, _root_fields(root.document))


def _root_fields(kind: str) -> Fields:
    return {
        "type": _field(core_schema.literal_schema([kind])),
        "versjon": _field(_whole(shapes.VERSION, shapes.VERSION)),
        "spraak": _field(core_schema.literal_schema(list(shapes.LANGUAGE_CODES)), required=False),
        "konvolutt": _field(_ENVELOPE, required=False),
        "vurderinger": _field(_list(_ASSESSMENT, 0, shapes.MAX_ASSESSMENTS), required=False),
        "kilder": _field(_list(_SOURCE, 0, shapes.MAX_SOURCES), required=False),
    }


def _entity(vocabulary: Vocabulary, entity: EntityDef, fields: Fields) -> CoreSchema:
    fields = dict(fields)
    for fact in vocabulary.facts_of(entity.name):
        fields[fact.name] = _field(_fact(fact), required=fact.content)
    for child in vocabulary.children_of(entity.name):
        below = _entity(vocabulary, child, {})
        if child.many:
            fields[child.member] = _field(_list(below, child.least, child.most), required=child.least > 0)
        else:
            fields[child.member] = _field(below)
    return _object(fields)


def _fact(fact: FactDef) -> CoreSchema:
    if fact.type.kind == "boolsk":
        return core_schema.bool_schema(strict=True)
    if fact.type.kind == "kode":
        return core_schema.literal_schema(list(fact.type.codes))
    return _text(shapes.DATE_PATTERN) if fact.type.kind == "dato" else _whole(fact.low, fact.high)


def _object(fields: Fields) -> CoreSchema:
    return core_schema.typed_dict_schema(fields, strict=True, extra_behavior="forbid")


def _field(schema: CoreSchema, *, required: bool = True) -> TypedDictField:
    return core_schema.typed_dict_field(schema, required=required)


def _list(item: CoreSchema, least: int, most: int) -> CoreSchema:
    return core_schema.list_schema(item, strict=True, min_length=least, max_length=most)


def _whole(low: int, high: int) -> CoreSchema:
    return core_schema.int_schema(strict=True, ge=max(low, -shapes.MAX_INTEGER), le=min(high, shapes.MAX_INTEGER))


def _text(pattern: str, longest: int = shapes.MAX_STRING) -> CoreSchema:
    return core_schema.str_schema(strict=True, pattern=pattern, max_length=longest)


# --- the parts that are not facts ---

_POINTER = _field(_text(shapes.POINTER_PATTERN, shapes.MAX_POINTER))
_REFERENCE = _text(shapes.REFERENCE_PATTERN)
_LABEL = _field(core_schema.str_schema(strict=True, max_length=shapes.MAX_ENVELOPE_STRING), required=False)

_ENVELOPE = _object(dict.fromkeys(shapes.ENVELOPE_KEYS, _LABEL))
_ASSESSMENT = _object(
    {
        "faktum": _POINTER,
        "rolle": _field(core_schema.literal_schema(list(shapes.ASSESSMENT_ROLES))),
        "referanse": _field(_REFERENCE),
        "tidspunkt": _field(_text(shapes.TIME_PATTERN)),
        "momenter": _field(_list(_whole(0, shapes.MAX_MOMENT), 0, shapes.MAX_MOMENTS)),
        "begrunnelse_sha256": _field(_text(shapes.HASH_PATTERN)),
    }
)
_SOURCE = _object(
    {
        "faktum": _POINTER,
        "kilde": _field(core_schema.literal_schema(list(shapes.SOURCE_KINDS))),
        "referanse": _field(_REFERENCE, required=False),
    }
)
