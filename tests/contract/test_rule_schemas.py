"""The contracts of the rule files: valid, self-contained, kept by every file, and with faults an author can act on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from reiseregel.quantities import NUMBER_TYPES, UNITS
from reiseregel.resources import rules_folder, schemas_folder
from reiseregel.rulebook.shape import CONTROL, KINDS, file_kind, shape_faults
from reiseregel.vocabulary.model import LAWS, OWNERS
from reiseregel.yamlfile import parse, read_folder

SCHEMAS: dict[str, Any] = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((schemas_folder() / "v1").glob("*.schema.json"))
}
#: Control has rule books of its own; `tests/control` holds their files to their contracts.
RULE_KINDS = sorted({kind for _, kind in KINDS} - {CONTROL})
RULES = {name: text for name, text in read_folder(rules_folder()).items() if file_kind(name) != CONTROL}
SHARED = SCHEMAS["felles"]["$defs"]
SMALL: dict[str, Any] = {
    path.stem: parse(path.name, path.read_text(encoding="utf-8")).data
    for path in sorted(Path(__file__).with_name("rule_files").glob("*.yaml"))
}


def changes(kind: str) -> list[tuple[int, dict[str, Any]]]:
    """The changes to the small file of one kind, numbered from 1."""
    return list(enumerate(SMALL[kind]["changes"], 1))


def nodes(schema: Any, path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every subschema that is an object, with the pointer to it."""
    if isinstance(schema, dict):
        yield path, schema
        for key, value in schema.items():
            yield from nodes(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from nodes(value, f"{path}/{index}")


# --- the schemas themselves ---


def test_every_kind_of_rule_file_has_a_schema() -> None:
    assert [kind for kind in RULE_KINDS if kind not in SCHEMAS] == []


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema_is_valid_and_named_after_its_file(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])
    assert SCHEMAS[kind]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMAS[kind]["$id"] == f"urn:reiseregel:schema:v1:{kind}"


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_reference_resolves(kind: str) -> None:
    contents = [(schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()]
    registry: Registry[Any] = Registry().with_resources(contents)
    resolver = registry.resolver(base_uri=SCHEMAS[kind]["$id"])
    for _, node in nodes(SCHEMAS[kind]):
        if isinstance(node.get("$ref"), str):
            resolver.lookup(node["$ref"])


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_editors_find_everything_in_the_one_file(kind: str) -> None:
    """Editors load `$ref` to another file by its path or not at all: so what is shared is copied, and kept equal."""
    references = {node["$ref"] for _, node in nodes(SCHEMAS[kind]) if "$ref" in node}
    own = SCHEMAS[kind].get("$defs", {})
    assert references == {f"#/$defs/{name}" for name in own}, "missing or unused definitions"
    assert {name: own[name] for name in own if name in SHARED} == {name: SHARED[name] for name in own if name in SHARED}


@pytest.mark.parametrize("kind", [*RULE_KINDS, "felles"])
def test_no_key_goes_unnoticed(kind: str) -> None:
    """An object either lists its keys and takes no other, or is a map whose keys follow a pattern."""
    free = {"#/properties/utgangspunkt/additionalProperties"}  # whole documents, held by their own contract
    for path, node in nodes(SCHEMAS[kind]):
        if node.get("type") == "object" and path not in free:
            assert node.get("additionalProperties") is False or "propertyNames" in node, path


@pytest.mark.parametrize("kind", [*RULE_KINDS, "felles"])
def test_not_only_forbids_a_key(kind: str) -> None:
    """`{"not": {}}` under a key: the fault can then name the key, which the schema `false` does not let it."""
    for path, node in nodes(SCHEMAS[kind]):
        assert node.get("not", {}) == {}, path
        assert not any(value is False for value in node.get("properties", {}).values()), path


@pytest.mark.parametrize("kind", [*RULE_KINDS, "felles"])
def test_editors_have_something_to_show_for_every_key(kind: str) -> None:
    for path, node in nodes(SCHEMAS[kind]):
        for key, value in node["properties"].items() if node.get("type") == "object" and "properties" in node else ():
            shown = value | SCHEMAS[kind]["$defs"][value["$ref"].rpartition("/")[2]] if "$ref" in value else value
            assert shown.get("description"), f"{path}/properties/{key}"


def test_closed_lists_are_those_of_the_code() -> None:
    assert SHARED["enhet"]["enum"] == list(UNITS)
    assert set(SHARED["eier"]["enum"]) == set(OWNERS)
    assert SHARED["lov"]["enum"] == list(LAWS)
    assert SHARED["verditype"]["enum"] == ["boolsk", "kode", *NUMBER_TYPES, "dato"]


# --- the rule files on disk ---


@pytest.mark.parametrize("name", RULES)
def test_rule_file_keeps_its_contract(name: str) -> None:
    file = parse(name, RULES[name])
    assert file.faults == []
    assert [str(fault) for fault in shape_faults(file)] == []


@pytest.mark.parametrize("name", RULES)
def test_rule_file_tells_the_editor_its_schema(name: str) -> None:
    first = RULES[name].partition("\n")[0]
    assert first == f"# yaml-language-server: $schema=../../schemas/v1/{file_kind(name)}.schema.json"


# --- small files: one whole of each kind, and what is said when a piece of it is replaced ---


def said(kind: str, text: str) -> list[str]:
    file = parse(SMALL[kind]["name"], text)
    assert file.faults == []
    faults = sorted(shape_faults(file))
    assert {fault.place.file for fault in faults} <= {file.name}
    return [f"{fault.place.line}:{fault.place.column} {fault.code}: {fault.message}" for fault in faults]


def test_there_is_a_small_file_of_every_kind() -> None:
    assert {kind: file_kind(SMALL[kind]["name"]) for kind in SMALL} == {kind: kind for kind in RULE_KINDS}


@pytest.mark.parametrize("kind", SMALL)
def test_whole_file_is_accepted(kind: str) -> None:
    assert said(kind, SMALL[kind]["whole"]) == []


@pytest.mark.parametrize(
    ("kind", "change"), [pytest.param(kind, change, id=f"{kind}{n}") for kind in SMALL for n, change in changes(kind)]
)
def test_change_is_judged(kind: str, change: dict[str, Any]) -> None:
    whole: str = SMALL[kind]["whole"]
    old, new = change["change"]
    assert old in whole
    assert said(kind, whole.replace(old, new, 1)) == change["faults"]
