"""What the oracle once found, each made as small as it goes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from reiseregel.decision.clarify import clarifications
from reiseregel.decision.core import Core, solve
from reiseregel.engine import build_trace
from reiseregel.facts import build_facts
from reiseregel.quantities import DATE, number
from reiseregel.rulebook import load_files
from reiseregel.rulebook.tree import AddMonths, Const, FactRef, Route

TEXT = {"nb": "a", "nn": "a", "en": "a"}
HJEMMEL = {"paragraf": "1"}
CODES = ("roed", "gul", "blaa")


def solved(
    facts: dict[str, str], concepts: dict[str, Any], document: dict[str, Any], never: str = "", dated: bool = True
) -> Core:
    """A case of a small rule book with one post; `facts` by name and type; `rett` and `beloepet` are concepts."""
    kinds = {**facts, "dag": "dato"}
    own_time = {"lovtid": {"faktum": "dag"}} if dated else {}
    post = {"gjelder": "krav", "navn": TEXT, "rett": "rett", "beregnet": "beloepet", "utbetales": "beloepet"}
    files: dict[str, Any] = {
        "fakta/entiteter.yaml": {"entiteter": {"krav": {"navn": TEXT, "rot": "krav", **own_time}}},
        "fakta/krav.yaml": {"entitet": "krav", "fakta": {name: _fact(name, kind) for name, kind in kinds.items()}},
        "pasientreiseforskriften/par_1.yaml": {
            "paragraf": "1",
            "tittel": TEXT,
            "gjelder": "krav",
            "begreper": {name: _concept(data, dated) for name, data in concepts.items()},
        },
        "pasientreiseforskriften/poster.yaml": {
            "poster": {"p": {**post, "grunner": [{"begrep": "rett", "er": False, "kode": "nei", "gruppe": "rett"}]}}
        },
    }
    if never:
        files["fakta/umulige.yaml"] = {"umulige": {"aldri": {"gjelder": "krav", "er": never, "fordi": TEXT}}}
    loaded = load_files({name: json.dumps(data) for name, data in files.items()}, demand_words=False)
    assert loaded.book is not None, loaded.faults
    return solve(loaded.book, build_facts("krav", document, loaded.book.vocabulary, {}), {})


def _fact(name: str, kind: str) -> dict[str, Any]:
    data: dict[str, Any] = {"navn": TEXT, "spoersmaal": TEXT, "type": kind, "eier": "register", "hjemmel": HJEMMEL}
    if name == "dag":
        data["innhold"] = True
    if kind == "kode":
        data["koder"] = dict.fromkeys(CODES, TEXT)
    return data | ({"minst": 0, "hoeyst": 9} if kind == "beloep" else {})


def _concept(data: dict[str, Any], dated: bool) -> dict[str, Any]:
    kind = {"type": data["type"], **({"koder": list(CODES)} if data["type"] == "kode" else {})}
    rest = {key: value for key, value in data.items() if key != "type"}
    if not dated:
        return {**kind, "hjemmel": {}, **rest}
    return {**kind, "versjoner": [{"fra": "2000-01-01", "hjemmel": {}, **rest}]}


def asked(core: Core) -> set[str]:
    """The names of the facts that matter."""
    return {item.fact.name for item in clarifications(core) if item.fact is not None}


def test_a_code_handed_on_as_it_is_keeps_all_its_values_apart() -> None:
    concepts = {
        "farge": {
            "type": "kode",
            "er": "krav.k",
            "unntak": [{"id": "u", "naar": "krav.a eller krav.k == gul", "er": "krav.k", "hjemmel": {}}],
        },
        "rett": {"type": "boolsk", "er": "farge == roed"},
        "beloepet": {"type": "beloep", "er": 0},
    }
    core = solved({"a": "boolsk", "k": "kode"}, concepts, {"dag": "2026-01-01"})
    assert asked(core) == {"k"}


def test_a_fact_does_not_matter_through_a_combination_that_cannot_be() -> None:
    concepts = {"rett": {"type": "boolsk", "er": "ikke krav.a eller krav.b"}, "beloepet": {"type": "beloep", "er": 0}}
    facts = {"a": "boolsk", "b": "boolsk"}
    assert asked(solved(facts, concepts, {"dag": "2026-01-01"})) == {"a", "b"}
    assert asked(solved(facts, concepts, {"dag": "2026-01-01"}, never="ikke krav.a og ikke krav.b")) == {"b"}


def test_facts_that_can_only_change_together_are_still_asked_for() -> None:
    concepts = {"rett": {"type": "boolsk", "er": "krav.a"}, "beloepet": {"type": "beloep", "er": 0}}
    core = solved({"a": "boolsk", "b": "boolsk"}, concepts, {"dag": "2026-01-01"}, never="krav.a == krav.b")
    assert "a" in asked(core)


def test_concepts_of_an_entity_without_a_date_are_read_everywhere() -> None:
    concepts = {
        "halv": {"type": "beloep", "er": "avrund_oere(krav.n / 2)"},
        "rett": {"type": "boolsk", "er": "halv < 4 oere eller halv >= 4 oere"},
        "beloepet": {"type": "beloep", "er": 0},
    }
    core = solved({"n": "beloep"}, concepts, {"dag": "2026-01-01"}, dated=False)
    assert len(core.whole.mixes) == 1
    trace = build_trace(core.evaluator)
    assert trace["#par_1.rett"]["barn"] == ["#par_1.halv"]
    assert trace["#par_1.halv"]["barn"] == ["#krav.n"]


def test_months_reach_past_the_last_day_of_the_calendar_of_facts() -> None:
    core = solved(
        {}, {"rett": {"type": "boolsk", "er": True}, "beloepet": {"type": "beloep", "er": 0}}, {"dag": "2099-12-31"}
    )
    months = AddMonths(FactRef(Route(), "krav", "dag", DATE), Const(36, number("maaneder")))
    day = date(2102, 12, 31).toordinal()
    assert core.evaluator.evaluate(months, core.evaluator.facts.root) == ((day, day), 0)
