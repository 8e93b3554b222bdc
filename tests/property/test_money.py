"""What must hold of the amounts whatever the case: they add up, and none goes the wrong way."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

import pytest

from reiseregel.decision import Decision, PostDecision, decide
from tests.conftest import Figures
from tests.property.agreement import told
from tests.property.real_cases import OTHER_READINGS, complete_claim, real_book, real_case, real_rules
from tests.strategies.claims import LENGTHS, Document, assessed, journeys

#: § 21 fourth ledd: to this length, in metres, each kilometre is paid alike.
LONGEST_BY_RATE = 300_000


def decided(document: Document, readings: dict[str, str]) -> Decision:
    """The public answer."""
    return decide(document, real_book(), readings)


def known(post: PostDecision) -> bool:
    """Every column has one value."""
    return all(bounds.settled for bounds in (post.computed, post.own_share, post.payable, post.frikort))


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.grundig)])
def test_sums_tie_out_to_the_oere(seed: int, figures: Figures) -> None:
    counts: Counter[str] = Counter()
    for number in range(80):
        rng = Random(seed * 1_000_000 + number)
        case = real_case(rng)
        decision = decided(case.document, case.readings)
        for post in decision.posts:
            counts["poster"] += 1
            if known(post):
                counts["kjente poster"] += 1
                computed, own_share = post.computed.lowest, post.own_share.lowest
                assert computed is not None
                assert own_share is not None
                held_back = {"holdes_til_minstebeloep", "tilbakeholdt_for_gammelt"} & {
                    item.code for item in post.grounds
                }
                due = 0 if held_back else computed - own_share
                assert post.payable.lowest == due, (number, post.post.id)
        if decision.settled and all(known(post) for post in decision.posts):
            counts["avgjorte saker"] += 1
            assert decision.amount == sum(post.payable.lowest or 0 for post in decision.posts)
        counts["saker"] += 1
    figures(told(counts))
    assert counts["kjente poster"] > 100


def test_nothing_counts_towards_the_ceiling_that_was_not_charged_and_no_amount_is_negative(figures: Figures) -> None:
    charged = 0
    for number in range(400):
        rng = Random(3_000_000 + number)
        _, rules = real_rules(rng.randint(0, 12))
        case = real_case(rng)
        for answer in case.completions.found:
            for post in answer.posts:
                assert 0 <= post.frikort <= post.own_share <= post.computed
                assert post.payable >= 0
                charged += post.own_share > 0
        assert rules.book is real_book()
    figures(f"400 saker, {charged} poster med egenandel")
    assert charged > 100


@pytest.mark.parametrize("numbers", [range(60), pytest.param(range(60, 240), marks=pytest.mark.grundig)])
def test_longer_is_never_paid_less_below_the_limit_for_scheduled_transport(numbers: range, figures: Figures) -> None:
    """One traveller, and as long as the posts keep their outcomes: a patient whose journey becomes long enough takes
    the place of a companion who pays no charge (§ 21 fifth ledd)."""
    counts: Counter[str] = Counter()
    for number in numbers:
        rng = Random(4_000_000 + number)
        choice = rng.randint(1, OTHER_READINGS) if rng.random() < 0.3 else 0
        readings, rules = real_rules(choice)
        document, _ = complete_claim(rng, rules)
        for tur in document["turer"]:
            tur["reisende"] = [item for item in tur["reisende"] if item["rolle"] == "pasient"][:1] or tur["reisende"][
                :1
            ]
        document = assessed(document, real_book().vocabulary)
        reise = rng.choice(journeys(document))
        reise["strekninger"] = []
        lengths = sorted({*rng.sample(LENGTHS[:-1], 3), rng.randrange(LONGEST_BY_RATE), LONGEST_BY_RATE})
        decisions = []
        for length in lengths:
            reise["reisevei_m"] = length
            decisions.append(decided(document, readings))
        for shorter, longer in pairwise(decisions):
            assert shorter.amount is not None
            assert longer.amount is not None
            alike = [post.outcomes for post in shorter.posts] == [post.outcomes for post in longer.posts]
            if alike:
                assert shorter.amount <= longer.amount, (number, lengths)
                counts["par av lengder"] += 1
                counts["par der lengden har noe å si"] += shorter.amount < longer.amount
        counts["saker"] += 1
    figures(told(counts))
    assert counts["par der lengden har noe å si"] > 50
