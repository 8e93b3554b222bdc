"""Every answer is valid against the published contracts, in every language, and the receipt can be made again."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from reiseregel import RuleBook, decide, load_rulebook
from reiseregel.errors import LANGUAGES
from reiseregel.resources import rules_folder
from reiseregel.rulebook import load_files
from reiseregel.rulebook.shape import validator
from reiseregel.yamlfile import read_folder

ROOT = Path(__file__).resolve().parent.parent
CLAIMS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "examples").glob("*/krav.json"))]


@pytest.fixture(scope="module")
def book() -> Any:
    return load_rulebook()


def thinned(claim: Any, rng: Any) -> Any:
    """The claim with some of its facts removed, so that every kind of open answer turns up."""
    thin = copy.deepcopy(claim)
    thin.pop("vurderinger", None)
    trip = thin["turer"][0]
    for item in (thin["pasient"], trip["behandling"], *trip["reisende"][0]["reiser"]):
        for key in list(item):
            if key not in ("dato", "retning", "fremkomstmiddel", "utgifter") and rng.random() < 0.3:
                del item[key]
    return {key: value for key, value in thin.items() if key != "vurderinger"}


def unjudged(claim: Any) -> Any:
    """The claim before any assessment, so that only judgement is left where it was exercised."""
    bare = copy.deepcopy(claim)
    for item in bare.pop("vurderinger", ()):
        *way, name = item["faktum"].strip("/").split("/")
        holder = bare
        for step in way:
            holder = holder[int(step) if step.isdigit() else step]
        del holder[name]
    return bare


def claims() -> Any:
    rng = random.Random(7)
    for claim in CLAIMS:
        yield claim
        yield unjudged(claim)
        for _ in range(6):
            thin = thinned(claim, rng)
            for journey in thin["turer"][0]["reisende"][0]["reiser"]:
                journey.pop("rutetransport_kan_benyttes", None)
            yield thin


def test_answers_and_traces_follow_their_contracts(book: RuleBook) -> None:
    statuses, seen = set(), set[str]()
    for number, claim in enumerate(claims()):
        decision = decide(claim, book)
        statuses.add(decision.status)
        for language in LANGUAGES if number < 10 else (LANGUAGES[number % 3],):
            answer = json.loads(json.dumps(decision.to_json(language)))
            assert [error.message for error in validator("vedtak").iter_errors(answer)] == []
        # The contract says the same of each node, whatever the others are: one that was seen before is not tried again.
        written = {name: json.dumps(node) for name, node in decision.trace.items()}
        new = {name: node for name, node in decision.trace.items() if written[name] not in seen}
        seen.update(written.values())
        trace = {"type": "spor", "versjon": 1, "spor_sha256": decision.receipt.trace, "noder": new}
        assert [error.message for error in validator("spor").iter_errors(json.loads(json.dumps(trace)))] == []
    assert {"innvilget", "delvis_innvilget", "mangler_opplysninger", "til_vurdering"} <= statuses
    noder = json.loads((ROOT / "schemas/v1/spor.schema.json").read_text(encoding="utf-8"))["properties"]["noder"]
    assert noder.keys() == {"type", "additionalProperties"}


def test_the_same_document_gives_the_same_receipt(book: RuleBook) -> None:
    again = load_files(read_folder(rules_folder())).book
    assert again is not None
    assert again is not book
    for claim in CLAIMS:
        first, second = decide(claim, book).to_json("nb"), decide(json.dumps(claim), again).to_json("nb")
        assert first["kvittering"] == second["kvittering"]


def test_every_child_in_the_trace_is_a_node(book: RuleBook) -> None:
    for claim in CLAIMS:
        trace = decide(claim, book).trace
        for node in trace.values():
            assert all(child in trace for child in node.get("barn", ()))


def test_the_envelope_and_the_language_change_nothing_that_is_decided(book: RuleBook) -> None:
    for claim in CLAIMS:
        plain = decide(claim, book)
        other = decide({**claim, "spraak": "nn", "konvolutt": {"saksreferanse": "S-1"}}, book)
        assert (plain.receipt.facts, plain.receipt.trace) == (other.receipt.facts, other.receipt.trace)
