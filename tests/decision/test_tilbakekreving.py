"""A demand for repayment (pbrl § 2-6 a): its own document, words and columns, and always a person.

The branches of the law are tried by the cases beside the rules; here is what the answer looks like, and what no amount
may do.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reiseregel import InvalidDocument, RuleBook, answer, decide, load_rulebook, render_decision
from reiseregel.cli import run
from reiseregel.explain import render_explanation, render_line
from reiseregel.rulebook.shape import validator
from tests.conftest import Figures

BASE: dict[str, Any] = {
    "type": "tilbakekreving",
    "versjon": 1,
    "utbetalt": "2026-03-02",
    "feilutbetalt_oere": 1_000_000,
    "rettes_mot": "mottakeren",
    "feilen_gjelder": "utbetalt_stoenad",
}
JUDGED = (
    "forsto_eller_burde_forstaatt",
    "feilaktige_opplysninger",
    "grad",
    "saerlige_grunner",
    "del_av_beloepet_oere",
)
INTENT = {"feilaktige_opplysninger": True, "grad": "forsett"}
GOOD_FAITH = {
    "forsto_eller_burde_forstaatt": False,
    "feilaktige_opplysninger": False,
    "grad": "aktsom_god_tro",
    "i_behold_oere": 400_000,
    "del_av_beloepet_oere": 1_000_000,
}


@pytest.fixture(scope="module")
def book() -> Any:
    return load_rulebook()


def demand(**facts: Any) -> dict[str, Any]:
    """The demand with more known (None: not known), each judgement with its assessment."""
    document = {name: value for name, value in {**BASE, **facts}.items() if value is not None}
    made = [
        {
            "faktum": f"/{name}",
            "rolle": "saksbehandler",
            "referanse": "V-1",
            "tidspunkt": "2026-06-10T09:00:00Z",
            "momenter": [0],
            "begrunnelse_sha256": f"{1:064}",
        }
        for name in JUDGED
        if name in document
    ]
    return {**document, "vurderinger": made} if made else document


def test_ten_thousand_by_intent_is_eleven_thousand(book: RuleBook) -> None:
    decision = decide(demand(**INTENT), book)
    answer: Any = decision.to_json("nb")

    assert (answer["gjelder"], answer["utfall"], answer["beloep_oere"]) == (
        "tilbakekreving",
        "kreves_tilbake",
        1_100_000,
    )
    (post,) = answer["poster"]
    amounts = {name: post[name] for name in post if name.endswith("_oere")}
    assert amounts == {
        "tilbakebetales_oere": 1_000_000,
        "rentetillegg_oere": 100_000,
        "kreves_tilbake_oere": 1_100_000,
    }


@pytest.mark.parametrize(
    "facts",
    [INTENT, GOOD_FAITH, {**GOOD_FAITH, "i_behold_oere": 0}, {}, {"feilen_gjelder": "organisert_reise"}],
)
def test_it_is_never_automatic_and_never_says_that_anything_is_paid_out(facts: dict[str, Any], book: RuleBook) -> None:
    decision = decide(demand(**facts), book)
    answer = json.loads(json.dumps(decision.to_json("nb")))

    assert decision.not_automatic[0] == "tilbakekreving"
    assert "null_kroner" not in decision.not_automatic
    assert not any("utbetales_oere" in post for post in answer["poster"])
    words = {"kreves_tilbake", "kreves_delvis_tilbake", "kreves_ikke_tilbake"}
    assert {*answer["mulige_utfall"], *answer["poster"][0]["mulige_utfall"]} <= words
    assert [error.message for error in validator("vedtak").iter_errors(answer)] == []


def test_neither_kind_of_answer_passes_for_the_other(book: RuleBook) -> None:
    answer = json.loads(json.dumps(decide(demand(**INTENT), book).to_json("nb")))

    for wrong in (
        {**answer, "gjelder": "krav"},
        {**answer, "utfall": "innvilget"},
        {**answer, "mulige_utfall": ["innvilget"]},
        {**answer, "poster": [{**answer["poster"][0], "utbetales_oere": 1}]},
    ):
        assert not validator("vedtak").is_valid(wrong)


def test_words(book: RuleBook) -> None:
    answered = answer(demand(**INTENT), book)
    decision = answered.decision
    text = render_decision(decision, book, "nb")

    assert text.startswith("KREVES TILBAKE  11\u00a0000,00\u00a0kr\n")
    assert "(10\u00a0000,00\u00a0kr + 1\u00a0000,00\u00a0kr rentetillegg)" in text
    assert "Ved forsett skal hele beløpet alltid kreves tilbake" in text
    assert (
        "Må til en saksbehandler: krav om tilbakebetaling avgjøres alltid av en saksbehandler; avgjort etter skjønn"
        in text
    )
    assert render_line(decision, "en") == "Repayment demanded · NOK\u00a011,000.00"
    assert "Det som kreves i alt: 11\u00a0000,00\u00a0kr" in render_explanation(answered, "saksbehandler", "nb")


def test_a_payment_older_than_the_rules_is_for_the_caseworker(book: RuleBook) -> None:
    decision = decide(demand(**INTENT, utbetalt="2016-09-30"), book)
    answer: Any = decision.to_json("nb")

    assert (decision.status, [item["faktum"] for item in answer["avklaringer"]]) == ("til_vurdering", ["lovtid"])
    assert answer["avklaringer"][0]["hjemmel"] == {"lov": "pbrl", "paragraf": "2-6a"}
    assert "Utbetalingen ligger utenfor tiden reglene her dekker." in render_decision(decision, book, "nb")
    assert "Reisedatoen" not in render_decision(decision, book, "nb")


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        (
            "skyld_uten_grunnlag",
            {"forsto_eller_burde_forstaatt": False, "feilaktige_opplysninger": False, "grad": "uaktsomhet"},
        ),
        ("del_over_beloepet", {**GOOD_FAITH, "del_av_beloepet_oere": 1_000_001}),
    ],
)
def test_what_cannot_stand_together_is_refused(name: str, facts: dict[str, Any], book: RuleBook) -> None:
    refusing = {item.id: item for item in (*book.impossible, *book.contradictions) if item.entity == "tilbakekreving"}
    assert set(refusing) == {"skyld_uten_grunnlag", "del_over_beloepet"}

    with pytest.raises(InvalidDocument) as refused:
        decide(demand(**facts), book)

    assert [(item.pointer, item.code, item.message) for item in refused.value.faults] == [
        ("", "krav.umulig_kombinasjon", refusing[name].text)
    ]


def test_judgement_without_an_assessment_is_refused(book: RuleBook) -> None:
    with pytest.raises(InvalidDocument) as refused:
        decide({**BASE, "grad": "forsett"}, book)

    assert [item.code for item in refused.value.faults] == ["vurdering.mangler"]


def test_the_command_line_takes_it_by_its_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tilbakekreving.json"
    file.write_text(json.dumps(demand(**INTENT)), encoding="utf-8")

    assert run(["vurder", "--krev-avgjort", "--format", "json", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["utfall"] == "kreves_tilbake"


# --- the amounts, over every combination ---


def expected(facts: dict[str, Any]) -> int:
    """The paragraph read straight through, under the readings in use, in øre. Rounding to the nearest øre."""
    paid, fault = facts["feilutbetalt_oere"], facts["grad"]
    basis = fault != "aktsom_god_tro" or facts["forsto_eller_burde_forstaatt"] or facts["feilaktige_opplysninger"]
    if facts["feilen_gjelder"] != "utbetalt_stoenad":
        return 0
    if facts["rettes_mot"] == "representanten":
        if fault == "aktsom_god_tro":
            return 0
        paid = max(paid - facts["dekket_hos_mottakeren_oere"], 0)
    part = facts["del_av_beloepet_oere"]
    if not basis:
        return int(min(paid, facts["i_behold_oere"], part))
    claimed = min(paid, part) if fault != "forsett" and facts["saerlige_grunner"] else paid
    interest = (claimed + 5) // 10 if fault in ("forsett", "grov_uaktsomhet") else 0
    return int(claimed + interest)


def every_demand(rng: Random) -> Any:
    yes_no = (False, True)
    for against, understood, told, fault, special, about in product(
        ("mottakeren", "representanten"),
        yes_no,
        yes_no,
        ("forsett", "grov_uaktsomhet", "uaktsomhet", "aktsom_god_tro"),
        yes_no,
        ("utbetalt_stoenad", "utbetalt_stoenad", "organisert_reise", "annen_ordning"),
    ):
        if not understood and not told and fault != "aktsom_god_tro":
            continue  # refused
        paid = rng.choice((1, 5, 10_005, 1_000_000))
        yield {
            "feilutbetalt_oere": paid,
            "rettes_mot": against,
            "forsto_eller_burde_forstaatt": understood,
            "feilaktige_opplysninger": told,
            "grad": fault,
            "saerlige_grunner": special,
            "feilen_gjelder": about,
            "del_av_beloepet_oere": rng.choice((0, paid // 2, paid)),
            "i_behold_oere": rng.choice((0, paid // 3, paid, 2 * paid)),
            "dekket_hos_mottakeren_oere": rng.choice((0, paid // 4, paid)),
        }


def test_every_combination_gives_what_the_paragraph_says_and_lies_within_what_less_is_known(
    book: RuleBook, figures: Figures
) -> None:
    counts: Counter[str] = Counter()
    rng = Random(26)
    for facts in every_demand(rng):
        decision = decide(demand(**facts), book)
        amount = expected(facts)
        counts["saker"] += 1
        assert decision.amount == amount, facts
        assert (decision.status == "kreves_ikke_tilbake") == (amount == 0), facts

        hidden = rng.sample([name for name in facts if name not in ("feilutbetalt_oere", "rettes_mot")], 3)
        loose = decide(demand(**{**facts, **dict.fromkeys(hidden)}), book)
        counts["åpne"] += not loose.settled
        assert loose.bounds.lowest is not None
        assert loose.bounds.highest is not None
        assert loose.bounds.lowest <= amount <= loose.bounds.highest, (facts, hidden)
        assert decision.status in loose.outcomes, (facts, hidden)
        assert loose.settled or loose.clarifications, (facts, hidden)
    figures(", ".join(f"{value} {name}" for name, value in counts.items()))
    assert counts["åpne"] > 20
