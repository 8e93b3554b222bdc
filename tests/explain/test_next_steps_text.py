"""Next steps in words: who, by what channel, the sentence and its place, the same step of several places once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from reiseregel import decide, render_decision
from reiseregel.decision import Decision
from reiseregel.explain.next_steps_text import CHANNELS, OTHERS, RECIPIENTS, by_whom, each_once, step_lines
from reiseregel.rulebook.advice import Channel, Recipient
from tests.decision.test_next_steps import seats
from tests.decision.without_money import seat
from tests.explain.explained import book

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def claim(name: str) -> Any:
    return json.loads((EXAMPLES / name / "krav.json").read_text(encoding="utf-8"))


def decided(**facts: Any) -> Decision:
    return decide(seat(**facts), seats())


def test_the_section_ends_the_answer() -> None:
    decision = decided(har_plass=True, ved_disken=True, frikort=False)

    assert list(step_lines(decision, "nb")) == [
        "",
        "Neste steg",
        "  1. [pasienten, telefon 05515] Ring. (§\u00a016 første ledd)",
        "  2. [pasienten, i brev] Skriv. (§\u00a022)",
        "  Pasienten skal få hjelp av et menneske, ikke bare digitalt.",
    ]
    assert render_decision(decision, seats(), "nb").endswith("\n".join(step_lines(decision, "nb")))


@pytest.mark.parametrize(("language", "heading"), [("nb", "Neste steg"), ("nn", "Neste steg"), ("en", "Next steps")])
def test_it_has_a_heading_in_each_language(language: Any, heading: str) -> None:
    assert heading in render_decision(decided(har_plass=False, frikort=True), seats(), language).splitlines()


def test_nothing_to_do_is_no_section() -> None:
    assert list(step_lines(replace(decided(), next_steps=()), "nb")) == []


def test_every_channel_and_recipient_has_words() -> None:
    assert set(CHANNELS) == set(get_args(Channel))
    assert set(RECIPIENTS) == set(get_args(Recipient))
    assert set(OTHERS) <= set(book().vocabulary.roots)


def test_who_does_it_is_the_one_the_document_is_from() -> None:
    step = decided(har_plass=True, ved_disken=False, frikort=False).next_steps[0]
    assert [by_whom(step, kind, "nb") for kind in ("plassbestilling", "krav", "tilbakekreving")] == [
        "pasienten, digitalt",
        "den som krever, digitalt",
        "den kravet rettes mot, digitalt",
    ]
    assert by_whom(replace(step, to="saksbehandler", channel="kontor"), "krav", "nb") == "saksbehandleren"
    assert by_whom(replace(step, to="rekvirent", channel="behandler"), "krav", "nb") == "rekvirenten"


def test_two_short_journeys_get_one_line_and_two_steps() -> None:
    document = claim("11_avslag_for_kort_vei")
    for journey in document["turer"][0]["reisende"][0]["reiser"]:
        journey["reisevei_m"] = 9000
    decision = decide(document, book())

    places = [step.place for step in decision.next_steps if step.code == "attest_ved_kort_reise"]
    assert len(places) == len(set(places)) == 2
    assert [step.code for step in each_once(decision)].count("attest_ved_kort_reise") == 1
