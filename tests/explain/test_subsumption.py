"""The subsumption record: every record as the contract says, every reason among them, the same lines every time."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reiseregel import Decision, InvalidDocument, decide
from reiseregel.casebook import read_cases
from reiseregel.explain.subsumption import outcome_of, subsumption_records
from reiseregel.identifiers import looks_like_identifier
from reiseregel.resources import rules_folder, schemas_folder
from reiseregel.yamlfile import read_folder
from tests.changes.cases import book
from tests.conftest import Figures

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.json"))
FILES, CASES = 4, 10


@cache
def validator() -> Draft202012Validator:
    schema = json.loads((schemas_folder() / "v1" / "subsumsjon.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def records(decision: Decision) -> list[dict[str, Any]]:
    return list(subsumption_records(decision, book()))


def by_node(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {record["sporing"]["node"][0]: record for record in found}


def hold(decision: Decision) -> int:
    found = records(decision)
    nodes = by_node(found)
    assert len(nodes) == len(found)
    assert [node for node in decision.trace if node in nodes] == list(nodes)
    for record in found:
        validator().validate(json.loads(json.dumps(record)))
        node = decision.trace[record["sporing"]["node"][0]]
        assert record["output"][node["begrep"]]["verdi"] == node["verdi"]
        assert record["utfall"] == expected_outcome(node["verdi"])
        assert place(record) == in_law(node["hjemmel"])
        assert not {"fodselsnummer", "tidsstempel", "id"} & record.keys()
    places = [place(record) for record in found]
    for number, post in enumerate(decision.posts):
        assert in_law(post.hjemmel.to_json()) in places, number
        for ground in post.grounds:
            assert in_law(ground.hjemmel.to_json()) in places
            assert f"{post.post.id} {post.place}" in nodes[ground.node]["sporing"]["post"]
    return len(found)


def place(record: dict[str, Any]) -> dict[str, Any]:
    parts = ("paragraf", "ledd", "bokstav", "punktum")
    return {"lov": record["lovverk"]} | {key: record[key] for key in parts if key in record}


def in_law(hjemmel: dict[str, Any]) -> dict[str, Any]:
    """The place without the source of practice behind it, which a record does not name."""
    return {key: value for key, value in hjemmel.items() if key != "kilde"}


def expected_outcome(value: Any) -> str:
    if value is True:
        return "VILKAR_OPPFYLT"
    if value is False:
        return "VILKAR_IKKE_OPPFYLT"
    is_known = isinstance(value, int | str) or (isinstance(value, dict) and "deler" in value)
    return "VILKAR_BEREGNET" if is_known else "VILKAR_UAVKLART"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example(path: Path) -> None:
    decision = decide(path.read_bytes(), book())
    assert hold(decision) > len(decision.posts)


def test_cases_beside_the_rules(figures: Figures) -> None:
    rng = Random(52026)
    texts = {name: text for name, text in read_folder(rules_folder()).items() if name.endswith(".saker.yaml")}
    common = [name for name in texts if name.rsplit("/", 1)[-1].startswith("felles")]
    chosen = rng.sample(sorted(texts.keys() - set(common)), FILES)
    cases, _ = read_cases({name: texts[name] for name in (*common, *chosen)})
    tried = lines = 0
    for case in rng.sample(cases, CASES):
        try:
            decision = decide(case.document, book(), dict(case.readings))
        except InvalidDocument:
            continue
        tried, lines = tried + 1, lines + hold(decision)
    figures(f"{tried} saker, {lines} subsumsjoner")
    assert tried > CASES // 2


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        (True, "VILKAR_OPPFYLT"),
        (False, "VILKAR_IKKE_OPPFYLT"),
        ({"mulige": [False, True]}, "VILKAR_UAVKLART"),
        ({"fra": 0, "til": None}, "VILKAR_UAVKLART"),
        (None, "VILKAR_UAVKLART"),
        (0, "VILKAR_BEREGNET"),
        (32_000, "VILKAR_BEREGNET"),
        ({"deler": 1, "av": 3}, "VILKAR_BEREGNET"),
        ("2026-05-04", "VILKAR_BEREGNET"),
    ],
)
def test_the_outcomes(value: Any, outcome: str) -> None:
    assert outcome_of(value) == outcome


def test_a_short_journey() -> None:
    (path,) = (path for path in EXAMPLES if path.parent.name.startswith("02"))
    decision = decide(path.read_bytes(), book())
    record = by_node(records(decision))["/turer/0/reisende/0/reiser/0#par_08.kort_reise"]
    assert (record["lovverk"], record["paragraf"], record["ledd"]) == ("pasientreiseforskriften", "8", 1)
    assert (record["utfall"], record["lovverksversjon"]) == ("VILKAR_OPPFYLT", "2025-03-03")
    assert record["input"]["sats.minste_reisevei"]["verdi"] == 10_000
    assert record["input"]["par_08.reisevei_mot_avstandskravet"] == {"verdi": 9_999, "enhet": "m"}
    assert record["versjonAvKode"] == f"reiseregel:{decision.receipt.engine}@{decision.receipt.rules[:10]}"
    road = by_node(records(decision))["/turer/0/reisende/0/reiser/0#par_20.beregnet_reisevei"]
    facts = [value for name, value in road["input"].items() if name == "reise.reisevei_m"]
    assert all(fact["eier"] == "register" for fact in facts)


def test_an_exception_after_the_one_that_decided_was_not_looked_at() -> None:
    (path,) = (path for path in EXAMPLES if path.parent.name.startswith("03"))
    decision = decide(path.read_bytes(), book())
    node = next(node for node in decision.trace if node.endswith("#par_08.kort_reise"))
    assert decision.trace[node]["avgjort_av"] == "par_08.helseattest"
    told = by_node(records(decision))[node]["input"]
    assert "par_08.helseattest_for_bil" in told
    assert "sats.minste_reisevei" not in told
    assert any(child.startswith("sats.minste_reisevei") for child in decision.trace[node]["barn"])


def test_the_references_behind_a_judgement() -> None:
    (path,) = (path for path in EXAMPLES if path.parent.name.startswith("07"))
    found = records(decide(path.read_bytes(), book()))
    judged = [record for record in found if "reise.rutetransport_kan_benyttes" in record["input"]]
    assert judged
    assert all(record["sporing"]["referanse"] == ["V-2026-17"] for record in judged)


def test_the_same_lines_every_time_and_nobody_in_them() -> None:
    for path in EXAMPLES[:3]:
        first, second = (
            [json.dumps(record) for record in records(decide(path.read_bytes(), book()))] for _ in range(2)
        )
        assert first == second
        for record in map(json.loads, first):
            del record["sporing"]  # hashes: their digits may stand in any order
            assert not looks_like_identifier(json.dumps(record))
