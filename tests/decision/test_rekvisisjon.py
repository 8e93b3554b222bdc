"""An order that says both that health is not the ground and that a practitioner has confirmed a health need."""

import json
from pathlib import Path
from typing import Any

import pytest

from reiseregel import InvalidDocument, RuleBook, decide, load_rulebook

ROOT = Path(__file__).resolve().parent.parent.parent
ORDER = json.loads((ROOT / "examples/16_rekvisisjon/rekvisisjon.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def book() -> Any:
    return load_rulebook()


@pytest.mark.parametrize("ground", ["natt_eller_kveld", "bare_ruset", "manglende_rutetilbud"])
def test_a_confirmed_health_need_is_never_refused_for_another_ground(ground: str, book: RuleBook) -> None:
    [refusing] = [item for item in book.contradictions if item.entity == "rekvisisjon"]

    with pytest.raises(InvalidDocument) as refused:
        decide({**ORDER, "grunn": ground}, book)

    assert [(item.pointer, item.code, item.message) for item in refused.value.faults] == [
        ("", "krav.umulig_kombinasjon", refusing.text)
    ]


@pytest.mark.parametrize("need", [None, "ikke_noe_slikt_behov"])
def test_another_ground_alone_is_answered_without_asking_about_health(need: str | None, book: RuleBook) -> None:
    order = {**ORDER, "grunn": "natt_eller_kveld", "helsebehov": need}
    if need is None:
        del order["helsebehov"]

    answer: dict[str, Any] = decide(order, book).to_json("nb")

    assert answer["poster"][0]["utfall"] == "kan_ikke_bestilles"
    assert "rekvisisjon.helsebehov" not in {item["faktum"] for item in answer["avklaringer"]}
