"""Whether a value keeps the contract of a settlement message, many times as fast as by the JSON Schema, and from it.

A yes is all it gives; what is wrong is said by the schema itself. A test holds the two together.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from reiseregel.rulebook.shape import validator

#: The keywords that are read here. A contract with another one is refused, so that none goes unnoticed.
_READ: Final = frozenset(
    (
        *(
            "$ref",
            "additionalProperties",
            "const",
            "enum",
            "if",
            "items",
            "maxItems",
            "maxLength",
            "maximum",
            "minItems",
        ),
        *("minimum", "not", "pattern", "properties", "required", "then", "type", "uniqueItems"),
    )
)
_WORDS: Final = frozenset(("$schema", "$id", "$defs", "title", "description"))


def fits(value: object) -> bool:
    """Whether the value keeps the contract."""
    return _quick().isinstance_python(value)


@cache
def _quick() -> SchemaValidator:
    schema: Any = validator("oppgjoer").schema
    return SchemaValidator(_shape(schema, schema["$defs"]))


def _shape(schema: dict[str, Any], definitions: dict[str, Any]) -> CoreSchema:
    unknown = schema.keys() - _READ - _WORDS
    if unknown:
        raise ValueError("a keyword of the contract is not read here")
    if "$ref" in schema:
        return _shape(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "const" in schema or "enum" in schema:
        return core_schema.literal_schema(schema.get("enum", [schema.get("const")]))
    match schema["type"]:
        case "integer":
            return core_schema.int_schema(strict=True, ge=schema.get("minimum"), le=schema.get("maximum"))
        case "string":
            # The pattern is for the whole text: `$` is its very end here, so no line break comes through.
            return core_schema.str_schema(strict=True, pattern=schema["pattern"], max_length=schema.get("maxLength"))
        case "array":
            return _array(schema, definitions)
        case _:
            return _object(schema, definitions)


def _array(schema: dict[str, Any], definitions: dict[str, Any]) -> CoreSchema:
    found = core_schema.list_schema(
        _shape(schema["items"], definitions),
        strict=True,
        min_length=schema.get("minItems"),
        max_length=schema.get("maxItems"),
    )
    return core_schema.no_info_after_validator_function(_each_once, found) if schema.get("uniqueItems") else found


def _object(schema: dict[str, Any], definitions: dict[str, Any]) -> CoreSchema:
    required = frozenset(schema["required"])
    fields = {
        name: core_schema.typed_dict_field(_shape(value, definitions), required=name in required)
        for name, value in schema["properties"].items()
    }
    found = core_schema.typed_dict_schema(fields, extra_behavior="forbid", strict=True)
    if "if" not in schema:
        return found
    ((key, condition),) = schema["if"]["properties"].items()
    values, needed = frozenset(condition["enum"]), frozenset(schema["then"]["required"])

    def has_what_it_needs(item: dict[str, Any]) -> dict[str, Any]:
        if item[key] in values and not needed <= item.keys():
            raise ValueError
        return item

    return core_schema.no_info_after_validator_function(has_what_it_needs, found)


def _each_once(items: list[Any]) -> list[Any]:
    if len(set(items)) != len(items):
        raise ValueError
    return items
