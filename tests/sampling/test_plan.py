"""How many and which: the budget holds, nothing is safe, the draw follows from the seed and the ids alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from reiseregel.errors import InvalidRules
from reiseregel.resources import rules_folder
from reiseregel.sampling import SamplingRules, allocate, load_sampling_rules
from reiseregel.sampling.allocate import BudgetTooSmall, catch_a_check
from reiseregel.sampling.draw import draw, lot
from reiseregel.sampling.expected import catch, faults, root_up
from reiseregel.sampling.model import Case, SamplingStop, Size, count
from reiseregel.sampling.rules import FILE, rules_of

RULES = load_sampling_rules()
TEXT = (rules_folder() / FILE).read_text(encoding="utf-8")
#: Two strata only: large amounts, and the rest.
SMALL = """\
hjemmel: {paragraf: "26", ledd: 3}
oere_per_minutt: {verdi: 1000, kilde: k}
budsjett_minutter: {verdi: 100, kilde: k}
minst_i_stratum: {verdi: 2, kilde: k}
maaling_prosent: {verdi: MAALING, kilde: k}
strata:
  - id: stor
    navn: {nb: store saker, nn: store saker, en: large cases}
    naar: {beloep_minst_oere: 100000}
    kontroll_minutter: 3
    feilandel_promille: {lav: 100, midt: 300, hoey: 500}
    feil_av_beloep_promille: 500
    kilde: k
  - id: resten
    navn: {nb: andre saker, nn: andre saker, en: other cases}
    kontroll_minutter: 2
    feilandel_promille: {lav: 10, midt: 100, hoey: 200}
    feil_av_beloep_promille: 500
    kilde: k
"""


def small(measuring: int) -> SamplingRules:
    return rules_of(SMALL.replace("MAALING", str(measuring)))


def sizes_of(*pairs: tuple[int, int]) -> list[Size]:
    return [Size(cases, cases * oere, cases * oere * oere) for cases, oere in pairs]


# --- how many ---


def test_the_measuring_part_takes_most_off_the_variance(figures: Callable[[str], None]) -> None:
    """Against every way to spend the budget: no other allocation of the same cost or less has a lower variance."""
    dice, tried = random.Random(8), 0
    for _ in range(60):
        rules = small(100)
        sizes = sizes_of((dice.randint(3, 14), 200_000), (dice.randint(3, 14), 10_000))
        # Equal costs, for which one check at a time is proven best; with unequal ones it is only close.
        strata = tuple(replace(stratum, minutes=2) for stratum in rules.strata)
        equal = replace(rules, strata=strata)
        budget = dice.randint(8, 50)
        found = allocate(sizes, equal, budget)

        def variance(checks: tuple[int, ...]) -> Fraction:
            return sum(
                (
                    size.cases**2 * stratum.shares[1] * (1 - stratum.shares[1]) * Fraction(1, n)
                    for size, stratum, n in zip(sizes, strata, checks, strict=True)  # noqa: B023 - used in this turn
                ),
                Fraction(0),
            )

        ways = product(*(range(2, size.cases + 1) for size in sizes))
        best = min(variance(checks) for checks in ways if sum(checks) * 2 <= budget)
        assert variance(tuple(item.checks for item in found)) == best
        tried += 1
    figures(f"sampling: {tried} budgets, no allocation of the same cost measures better")


def test_what_is_left_goes_where_it_pays_and_is_not_spent_where_it_does_not() -> None:
    rules = small(0)
    sizes = sizes_of((20, 200_000), (1000, 1_000))  # 300 kr a check that costs 30 kr; 0.50 kr a check that costs 20

    found = allocate(sizes, rules, 1000)

    assert catch_a_check(sizes[0], rules.strata[0]) == 30_000
    assert [(item.floor, item.measuring, item.catch) for item in found] == [(2, 0, 18), (2, 0, 0)]


def test_at_the_very_cost_a_check_does_not_pay() -> None:
    rules = small(0)
    at_cost = sizes_of((20, 20_000), (20, 40_000))  # expected catch: 30 kr for 30 kr, and 20 kr for 20 kr
    above = sizes_of((20, 20_001), (20, 40_000))

    assert [item.catch for item in allocate(at_cost, rules, 200)] == [0, 0]
    assert [item.catch for item in allocate(above, rules, 200)] == [18, 0]


def test_the_budget_holds_and_every_stratum_is_checked(figures: Callable[[str], None]) -> None:
    dice, tried = random.Random(3), 0
    for _ in range(300):
        sizes = [Size() for _ in RULES.strata]
        for size in sizes:
            for _ in range(dice.choice((0, 1, 3, 8, 40))):
                size.add(dice.randrange(2_000_000))
        budget = dice.randint(0, 4000)
        needed = sum(
            min(RULES.floor, size.cases) * stratum.minutes for size, stratum in zip(sizes, RULES.strata, strict=True)
        )
        tried += 1
        if budget < needed:
            with pytest.raises(BudgetTooSmall) as caught:
                allocate(sizes, RULES, budget)
            assert caught.value.needed == needed
            continue
        found = allocate(sizes, RULES, budget)
        assert sum(item.checks * stratum.minutes for item, stratum in zip(found, RULES.strata, strict=True)) <= budget
        for item, size in zip(found, sizes, strict=True):
            assert min(RULES.floor, size.cases) <= item.checks <= size.cases
    figures(f"sampling: {tried} budgets, none exceeded, the floor in every stratum")


# --- which ---


def cases(number: int, seed: int = 0) -> list[Case]:
    dice = random.Random(seed)
    return [
        Case(f"c{index}", dice.randrange(800_000), dice.random() < 0.7, None, dice.choice((0, 0, 0, 1, 3)))
        for index in range(number)
    ]


def test_the_draw_does_not_depend_on_the_order_of_the_rows() -> None:
    rows = cases(400)
    shuffled = random.Random(5).sample(rows, len(rows))
    checks = [5] * len(RULES.strata)

    assert draw(rows, RULES, checks, 7) == draw(shuffled, RULES, checks, 7)
    assert draw(rows, RULES, checks, 7) != draw(rows, RULES, checks, 8)


def test_the_drawn_are_those_with_the_lowest_lots() -> None:
    rows = cases(300)
    drawn = draw(rows, RULES, [4] * len(RULES.strata), 11)
    for index, found in enumerate(drawn):
        own = sorted((row for row in rows if RULES.stratum_of(row) == index), key=lambda row: lot(11, row.id))
        assert found == own[:4]


def test_each_case_is_drawn_as_often_as_its_chance_says(figures: Callable[[str], None]) -> None:
    rules, rows, draws = small(0), [Case(f"c{index}", 0) for index in range(20)], 1500
    hits = dict.fromkeys((row.id for row in rows), 0)
    for seed in range(draws):
        for row in draw(rows, rules, [0, 5], seed)[1]:
            hits[row.id] += 1
    # A chance of 1/4: a standard deviation of about 17 hits, so five of them never happen by chance.
    assert all(abs(number - draws / 4) < 85 for number in hits.values())
    assert sum(hits.values()) == 5 * draws
    figures(f"sampling: {draws} draws, each case drawn a quarter of the times within five standard deviations")


def test_two_cases_of_one_id_stop_the_draw() -> None:
    rows = [*cases(50), Case("c3", 1, False)]
    with pytest.raises(SamplingStop):
        draw(rows, RULES, [50] * len(RULES.strata), 1)


def test_a_case_falls_in_the_first_stratum_that_takes_it() -> None:
    names = [stratum.id for stratum in RULES.strata]
    assert names[RULES.stratum_of(Case("a", 900_000, True, True, 3))] == "hoeyt_signal"
    assert names[RULES.stratum_of(Case("a", 900_000, True, True, 1))] == "annet_signal"
    assert names[RULES.stratum_of(Case("a", 500_000, True, True))] == "stort_beloep"
    assert names[RULES.stratum_of(Case("a", 499_999, True, True))] == "egenerklaert_automatisk"
    assert names[RULES.stratum_of(Case("a", 499_999, True, None))] == "automatisk"  # not known is not met
    assert names[RULES.stratum_of(Case("a", 499_999, None, True))] == "resten"


def test_sizes_are_exact() -> None:
    rows = cases(500)
    frame = count(rows, RULES)
    assert frame.cases == 500
    assert sum(size.oere for size in frame.sizes) == sum(row.oere for row in rows)
    assert sum(size.squares for size in frame.sizes) == sum(row.oere**2 for row in rows)
    assert frame.unknown_self_declared == 500


# --- what is expected ---


def test_expected_catch_by_hand() -> None:
    stratum = small(0).strata[0]
    size = sizes_of((100, 200_000))[0]

    found, catches = faults(10, stratum), catch(10, size, stratum)

    assert list(found.means) == [1, 3, 5]
    assert catches.means[1] == 10 * Fraction(3, 10) * 100_000
    assert catches.variances[1] == 10 * (Fraction(3, 10) * 100_000**2 - 30_000**2)
    assert found.low == 0  # 1 − 1.96 × 0.95 is below nought
    assert found.high == 9  # 5 + 1.96 × √2.5 = 8.1
    assert catches.low <= catches.means[0] <= catches.means[2] <= catches.high


@pytest.mark.parametrize("value", [Fraction(0), Fraction(2), Fraction(1, 3), Fraction(10**20 + 1), Fraction(1, 10**12)])
def test_roots_are_rounded_up(value: Fraction) -> None:
    root = root_up(value)
    assert root**2 >= value
    assert root == 0 or (root - Fraction(1, 10**9)) ** 2 < value


# --- the data ---


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: annet_signal", "id: hoeyt_signal", "navn_opptatt"),
        ("{lav: 100, midt: 250, hoey: 500}", "{lav: 100, midt: 50, hoey: 500}", "rekkefoelge"),
        ("    naar: {signal_minst: hoey}\n", "", "resten"),
        ("minst_i_stratum: {verdi: 5,", "minst_i_stratum: {verdi: 1,", "form"),
        ("      nn: andre saker som kunne avgjerast automatisk\n", "", "mangler_nn"),
    ],
)
def test_a_fault_in_the_rules_is_told_with_its_place(old: str, new: str, code: str) -> None:
    assert old in TEXT
    with pytest.raises(InvalidRules) as caught:
        rules_of(TEXT.replace(old, new, 1))
    assert [fault.code for fault in caught.value.faults] == [code]
    assert all(fault.place.file == FILE and fault.place.line > 1 for fault in caught.value.faults)
