"""The text that is hashed is the one that anybody can write with the standard library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reiseregel import decide
from reiseregel.decision.canonical import canonical, sha256
from tests.conftest import own_rules

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*/*.json"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(['"\\/', "\x00\x1f\x7f\u2028", "æøå😀"])
LEAVES = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | TEXTS


def objects(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(TEXTS, values, max_size=5)


TREES = objects(
    st.recursive(
        LEAVES | st.lists(LEAVES, max_size=4),
        lambda below: objects(below) | st.lists(objects(below), max_size=3),
        max_leaves=12,
    )
)


def standard(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@given(TREES)
@settings(max_examples=150, deadline=None)
def test_as_the_standard_library_writes_it(value: dict[str, Any]) -> None:
    assert canonical(value) == standard(value)
    assert sha256(value) == sha256(dict(reversed(value.items())))


def test_the_hash_of_a_decision_can_be_made_by_anybody() -> None:
    seen = 0
    for path in EXAMPLES:
        data = json.loads(path.read_bytes())
        if data.get("type") not in own_rules().vocabulary.roots:
            continue
        found: Any = decide(data, own_rules()).to_json("nn")
        given = found["kvittering"].pop("vedtak_sha256")
        assert given == sha256(found)
        assert canonical(found) == standard(found), path.parent.name
        seen += 1

    assert seen > 10


def test_half_a_character_has_no_text() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        canonical({"a": "\ud800"})
