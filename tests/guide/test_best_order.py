"""The order of the questions against the best there can be, found by search on small rule sets."""

from __future__ import annotations

from fractions import Fraction

from benchmarks.small_sets import asked, best, small_sets
from tests.conftest import Figures


def test_hardly_more_questions_than_in_the_best_order(figures: Figures) -> None:
    pairs = [(asked(small), best(small)) for small in small_sets(5, 40)]

    ours, least = (sum(values, Fraction(0)) for values in zip(*pairs, strict=True))
    figures(f"{len(pairs)} regelsett: {float(ours / least):.3f} ganger så mange spørsmål som i den beste rekkefølgen")
    assert all(one >= other >= 1 for one, other in pairs)
    assert ours <= least * Fraction(11, 10)
