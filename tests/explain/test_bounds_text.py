"""What the bounds decide: final although facts are missing, a sure outcome, a sure amount; and nothing else is said."""

from __future__ import annotations

import copy
import random
from typing import Any

from reiseregel import Decision, InvalidDocument, decide, render_decision
from reiseregel.errors import LANGUAGES, Language
from reiseregel.explain.bounds_text import MOST_NAMED, certainty, certainty_lines
from tests.conftest import Figures
from tests.explain.answers import answer, book, example, journeys

PLAIN, SHORT = example("01"), example("02")


def said(decision: Decision, language: Language = "nb") -> str:
    return "\n".join(certainty_lines(decision, language)).replace("\N{NO-BREAK SPACE}", " ")


def test_nothing_is_said_of_a_whole_claim() -> None:
    for number in ("01", "02", "03", "04", "05", "07", "08"):
        assert certainty(decide(example(number), book())) is None


def test_final_although_facts_are_missing() -> None:
    decision = answer(SHORT, "oppmoete_bekreftet", reisevei_m=5000)

    assert decision.settled
    assert said(decision) == (
        "Svaret blir det samme uansett. Disse opplysningene mangler, men kan ikke endre det: "
        "bekreftet oppmøte og oppmøte godtatt uten bekreftelse i register."
    )
    assert said(decision) in render_decision(decision, book()).replace("\N{NO-BREAK SPACE}", " ").splitlines()


def test_the_outcome_is_sure_and_what_decides_the_amount() -> None:
    decision = answer(PLAIN, "frikort")

    assert said(decision) == (
        "Utfallet er sikkert: innvilget. Beløpet blir mellom 298,00 kr og 640,00 kr. "
        "Det som avgjør beløpet: frikort på reisedagen."
    )
    assert said(decision, "nn").startswith("Utfallet er sikkert: innvilga. Beløpet blir mellom 298,00 kr og 640,00 kr.")
    assert said(decision, "en").startswith("The outcome is certain: granted. The amount will be between NOK")


def test_the_amount_is_sure_and_what_decides_the_outcome() -> None:
    decision = decide(example("06"), book())

    assert said(decision) == (
        "Beløpet er sikkert: 0,00 kr. Det som avgjør utfallet: start og mål i samme takstsone, den reisendes "
        "innvending mot rutetransport og mulighet for å reise med rutetransport til minstetakst."
    )


def test_nothing_is_said_when_both_vary() -> None:
    assert certainty(answer(PLAIN, "reisevei_m")) is None


def test_the_same_fact_on_two_journeys_is_named_once() -> None:
    found = certainty(answer(PLAIN, "frikort"))

    assert found is not None
    assert len(found.facts) == 1


def test_at_most_so_many_are_named_and_the_rest_counted() -> None:
    bare = copy.deepcopy(PLAIN)
    bare["turer"][0]["behandling"] = {}
    bare["pasient"].pop("tilknytning")
    for journey in journeys(bare):
        for name in set(journey) - {"dato", "retning", "fremkomstmiddel", "allerede_dekket"}:
            del journey[name]
        journey["allerede_dekket"] = "ambulanse"
    decision = decide(bare, book())
    found = certainty(decision)

    assert found is not None
    assert found.sure == "endelig"
    assert len(found.facts) > MOST_NAMED
    for language, more in (("nb", "til"), ("nn", "til"), ("en", "more")):
        assert said(decision, language).rstrip(".").endswith(f" {len(found.facts) - MOST_NAMED} {more}")  # type: ignore[arg-type]


def test_what_is_said_to_be_without_effect_is(figures: Figures) -> None:
    """Each missing fact of a final answer is given some values in turn: nothing changes."""
    rng = random.Random(0)
    tried = 0
    for _ in range(8):
        thin = copy.deepcopy(SHORT)
        for item in (thin["turer"][0]["behandling"], *journeys(thin)):
            for name in list(item):
                if name not in ("dato", "retning", "fremkomstmiddel", "oeyeblikkelig_hjelp") and rng.random() < 0.4:
                    del item[name]
        for journey in journeys(thin):
            journey.update(reisevei_m=3000, endepunkt="folkeregistrert_adresse")
        decision = decide(thin, book())
        assert decision.settled
        facts = [fact for post in decision.posts for fact in post.without_effect if fact.definition is not None]
        missing = {fact.pointer: fact.definition for fact in facts}
        for pointer in rng.sample(sorted(missing), min(8, len(missing))):
            definition = missing[pointer]
            if definition is not None and definition.owner != "saksbehandler":
                filled = decide_or_none(_with(thin, pointer, rng.choice(_some_values(definition))))
                tried += filled is not None
                assert filled is None or (filled.outcomes, filled.bounds) == (decision.outcomes, decision.bounds)
    figures(f"{tried} missing facts of final answers filled in")
    assert tried > 20


def decide_or_none(document: dict[str, Any]) -> Decision | None:
    try:
        return decide(document, book())
    except InvalidDocument:
        return None


def _some_values(fact: Any) -> list[Any]:
    if fact.type.kind == "boolsk":
        return [True, False]
    if fact.type.kind == "kode":
        return list(fact.type.codes)
    return ["2025-01-01"] if fact.type.kind == "dato" else [fact.low, fact.high]


def _with(document: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    filled = copy.deepcopy(document)
    holder: Any = filled
    *way, name = pointer.split("/")[1:]
    for step in way:
        holder = holder[int(step) if isinstance(holder, list) else step]
    holder[name] = value
    return filled


def test_every_language_says_it() -> None:
    for decision in (answer(PLAIN, "frikort"), decide(example("06"), book())):
        assert len({said(decision, language) for language in LANGUAGES}) == len(LANGUAGES)
