"""The estimate: by hand, whole when all is checked, and as often right as it says."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from statistics import NormalDist

import pytest

from reiseregel.sampling.estimate import Found, estimate, share_of
from reiseregel.sampling.expected import Z


def test_the_estimate_weighs_each_stratum_by_its_cases() -> None:
    found = estimate([Found(100, 10, 10, 5, 1000, 200_000), Found(900, 30, 30, 3, 300, 30_000)])

    assert found.share.value == Fraction(100, 1000) / 2 + Fraction(900, 1000) / 10
    assert found.oere.value == 100 * 100 + 900 * 10
    assert found.share.low is not None
    assert found.share.high is not None
    assert found.share.low < Fraction(14, 100) < found.share.high


def test_what_is_wholly_checked_is_known() -> None:
    found = estimate([Found(10, 10, 10, 3, 70, 900)])
    assert (found.share.low, found.share.value, found.share.high) == (Fraction(3, 10),) * 3
    assert (found.oere.low, found.oere.value, found.oere.high) == (Fraction(70),) * 3


def test_no_fault_found_does_not_say_that_there_is_none() -> None:
    found = share_of(Found(10_000, 20, 20, 0))
    assert found.value == 0
    # Wilson with no fault among n: z² / (n + z²).
    wilson = Z * Z / (20 + Z * Z)
    assert found.high is not None
    assert abs(found.high - wilson * Fraction(9990, 10_000)) < Fraction(1, 10**5)


def test_a_stratum_that_is_not_checked_may_have_any_share() -> None:
    found = estimate([Found(500, 10, 10, 0), Found(500, 10)])
    assert found.share.value is None
    assert found.share.high is not None
    assert found.share.high >= Fraction(1, 2)
    assert (found.oere.low, found.oere.value, found.oere.high) == (None, None, None)


def test_an_empty_stratum_changes_nothing() -> None:
    rows = [Found(100, 10, 10, 5, 10, 100)]
    assert estimate([*rows, Found(0, 0)]).share == estimate(rows).share
    with pytest.raises(ValueError, match="no cases"):
        estimate([Found(0, 0)])


def test_z_is_that_of_ninety_five_per_cent() -> None:
    assert abs(float(Z) - NormalDist().inv_cdf(0.975)) < 0.0001


def test_the_interval_holds_the_truth_as_often_as_it_says(figures: Callable[[str], None]) -> None:
    """Many draws from a population with known faults: the share lies in the interval in about 95 of 100."""
    dice = random.Random(20)
    strata = [[dice.random() < share for _ in range(size)] for size, share in ((200, 0.3), (800, 0.06), (60, 0.5))]
    truth = Fraction(sum(map(sum, strata)), sum(map(len, strata)))
    held, rounds = 0, 600
    for _ in range(rounds):
        found = []
        for stratum, checks in zip(strata, (25, 60, 15), strict=True):
            faulty = sum(dice.sample(stratum, checks))
            found.append(Found(len(stratum), checks, checks, faulty, faulty * 100, faulty * 10_000))
        share = estimate(found).share
        assert share.low is not None
        assert share.high is not None
        held += share.low <= truth <= share.high
    assert 0.92 <= held / rounds <= 0.99
    figures(f"sampling: {rounds} samples, the interval of 95 % held the true share in {1000 * held // rounds} of 1 000")
