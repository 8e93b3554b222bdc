"""The contracts of the control book's files: self-contained, kept by every file, and named where editors look."""

from __future__ import annotations

import pytest

from reiseregel.control.book import CASES, FOLDERS, control_kind, control_texts
from reiseregel.rulebook.shape import shape_faults
from reiseregel.yamlfile import parse
from tests.contract.test_rule_schemas import SCHEMAS, SHARED, nodes

KINDS = ("signaler", CASES)
TEXTS = {name: text for name, text in control_texts().items() if name.startswith(FOLDERS)}


def test_there_are_files_of_every_kind() -> None:
    assert {control_kind(name) for name in TEXTS} == {"entiteter", "fakta", "sats", *KINDS}


@pytest.mark.parametrize("name", TEXTS)
def test_file_keeps_its_contract_and_tells_the_editor_which(name: str) -> None:
    kind = control_kind(name)
    file = parse(name, TEXTS[name])
    assert file.faults == []
    assert [str(fault) for fault in shape_faults(file, kind)] == []
    first = TEXTS[name].partition("\n")[0]
    assert first == f"# yaml-language-server: $schema=../../../schemas/v1/{kind}.schema.json"


@pytest.mark.parametrize("kind", KINDS)
def test_editors_find_everything_in_the_one_file(kind: str) -> None:
    """As for the other rule files: shared definitions are copied, and kept equal."""
    references = {node["$ref"] for _, node in nodes(SCHEMAS[kind]) if "$ref" in node}
    own = SCHEMAS[kind]["$defs"]
    assert references == {f"#/$defs/{name}" for name in own}, "missing or unused definitions"
    assert {name: own[name] for name in own if name in SHARED} == {name: SHARED[name] for name in own if name in SHARED}


@pytest.mark.parametrize("kind", KINDS)
def test_no_key_goes_unnoticed_and_each_has_something_to_show(kind: str) -> None:
    for path, node in nodes(SCHEMAS[kind]):
        if node.get("type") != "object":
            continue
        assert node.get("additionalProperties") is False or "propertyNames" in node, path
        for key, value in node.get("properties", {}).items():
            shown = value | SCHEMAS[kind]["$defs"][value["$ref"].rpartition("/")[2]] if "$ref" in value else value
            assert shown.get("description"), f"{path}/properties/{key}"
