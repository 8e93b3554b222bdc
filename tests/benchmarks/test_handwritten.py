"""The function written by hand decides as the reference evaluator does: outcome, every post, amount and reason code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

import pytest

from benchmarks.handwritten import Line, Result, decide
from benchmarks.handwritten.cases import complete_claims
from reiseregel.case import check_document
from reiseregel.decision.core import outcomes_of, solve
from reiseregel.decision.grounds import grounds_of
from reiseregel.engine import post_result
from reiseregel.facts import build_facts
from reiseregel.rulebook import RuleBook
from reiseregel.sets import NO
from tests.benchmarks.drawn import drawn_claim
from tests.conftest import Figures, own_rules
from tests.property.agreement import told

#: Reasons that no claim with journeys in 2026 can have. Of earlier law: the smallest payment, the reisevei from home
#: as a ceiling for extras, dearer routes, boats without a ticket, benefits beside lost income. Under another reading
#: than the chosen one: a patient paid through a companion (§ 21), a companion who travels alone (§ 17a).
OUT_OF_REACH = frozenset(
    {
        *(
            f"{post} holdes_til_minstebeloep"
            for post in (
                *("reise", "tillegg", "annen_utgift", "annen_fellesutgift"),
                *("kost", "overnatting", "inntektstap", "tilbakeholdt"),
            )
        ),
        "tillegg begrenset_til_bosted",
        "reise ruten_ble_dyrere_av_forlengelse",
        "reise baaten_ga_bare_kilometersats",
        "inntektstap dagpenger_eller_sykepenger",
        "reise dekkes_gjennom_ledsageren",
        "tillegg dekkes_gjennom_ledsageren",
        "reise ledsager_reiste_alene",
    }
)


def reference(data: dict[str, Any], book: RuleBook) -> Result:
    """What the reference says, in the same form."""
    readings = {name: reading.chosen for name, reading in book.readings.items()}
    facts = build_facts("krav", data, book.vocabulary, {})
    assert facts.open_facts == ()
    core = solve(book, facts, readings)
    evaluator = core.evaluator
    for item in (*book.impossible, *book.contradictions):
        for instance in evaluator.facts.of_entity(item.entity):
            assert evaluator.evaluate(item.condition, instance)[0] == NO, item.id
    lines: list[Line] = []
    for post in core.posts:
        found = post_result(evaluator, post)
        columns = (found.computed, found.own_share, found.payable, found.frikort, found.interest)
        assert all(low == high for low, high in columns)
        computed, own_share, payable, frikort, interest = (low for low, _ in columns)
        codes = tuple(ground.code for ground in grounds_of(core, post))
        place = post.instance.path
        lines.append((post.post.id, place, found.outcomes, computed, own_share, payable, frikort, interest, codes))
    (outcome,) = outcomes_of(core)
    return outcome, lines


def compared(claims: Iterable[dict[str, Any]], counts: Counter[str], codes: Counter[str]) -> None:
    """Decide each claim in both ways; what came out is counted by post."""
    book = own_rules()
    for number, document in enumerate(claims):
        data = check_document(document, book.vocabulary).data
        expected = reference(data, book)
        if not expected[1]:  # nothing is claimed: refused before it is decided
            continue
        assert decide(data) == expected, number
        counts["saker"] += 1
        counts["poster"] += len(expected[1])
        for line in expected[1]:
            codes[f"{line[0]} {line[2]}"] += 1
            codes.update(f"{line[0]} {code}" for code in line[-1])


def drawn(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """So many claims around the limits of the law."""
    for number in range(count):
        yield drawn_claim(Random(seed * 1_000_000 + number), own_rules().vocabulary)


def reasons() -> set[str]:
    """Every reason of every post of a claim, with the post."""
    book = own_rules()
    posts = [post for post in book.posts if book.vocabulary.ancestors(post.entity)[-1] == "krav"]
    return {f"{post.id} {reason.code}" for post in posts for reason in post.reasons}


def test_decides_as_the_reference(figures: Figures) -> None:
    counts, codes = Counter[str](), Counter[str]()
    compared(complete_claims(1, 40, own_rules().vocabulary), counts, codes)
    compared(drawn(1, 250), counts, codes)
    figures(f"{told(counts)}, {len(reasons() & codes.keys())} av {len(reasons())} grunner")
    assert counts["saker"] > 250
    assert not OUT_OF_REACH & codes.keys()


@pytest.mark.grundig
def test_decides_as_the_reference_for_every_reason(figures: Figures) -> None:
    counts, codes = Counter[str](), Counter[str]()
    compared(complete_claims(2, 1_000, own_rules().vocabulary), counts, codes)
    compared(drawn(2, 9_000), counts, codes)
    never = reasons() - codes.keys()
    figures(
        f"{told(counts)}, {len(reasons()) - len(never)} av {len(reasons())} grunner; aldri: {', '.join(sorted(never))}"
    )
    assert never == OUT_OF_REACH


def test_the_claims_of_a_seed_are_always_the_same() -> None:
    vocabulary = own_rules().vocabulary
    assert (
        complete_claims(3, 5, vocabulary) == complete_claims(3, 8, vocabulary)[:5] != complete_claims(4, 5, vocabulary)
    )
