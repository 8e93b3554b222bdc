"""The shares: counted in ledd, of those that decide something."""

from __future__ import annotations

import pytest

from reiseregel.lawmap import Shares, shares
from tests.lawmap.small import FILES, MAP, changed, the_map


def test_a_ledd_counts_as_encoded_only_when_all_of_it_is() -> None:
    """§ 1 first: encoded. § 1 second: a duty and a rule, so procedure. § 2: judgement. § 3 first decides nothing."""
    assert shares(the_map(FILES)) == Shares(ledd=5, placed=5, coded=1, judged=1, other=2)


def test_a_part_that_decides_nothing_takes_nothing_away() -> None:
    texts = changed(MAP, "plass: prosedyre, grunn: en plikt", "plass: utenfor, avgjoer: false, grunn: en plikt")

    assert shares(the_map(texts)) == Shares(ledd=5, placed=5, coded=2, judged=1, other=1)


def test_judgement_in_one_part_makes_the_ledd_judgement() -> None:
    texts = changed(MAP, "plass: prosedyre, grunn: en plikt", "plass: skjoenn, fakta: [krav.rimelig], grunn: en plikt")

    assert shares(the_map(texts)) == Shares(ledd=5, placed=5, coded=1, judged=2, other=1)


def test_a_day_counts_the_ledd_that_existed() -> None:
    found = the_map(FILES)

    assert shares(found, found.since).ledd == 4
    assert shares(found, found.since - 1).ledd == 0


@pytest.mark.parametrize(
    ("counts", "percents"),
    [((1, 1, 1), (34, 33, 33)), ((2, 0, 0), (100, 0, 0)), ((22, 3, 55), (27, 4, 69)), ((0, 0, 0), (0, 0, 0))],
)
def test_percents_add_up(counts: tuple[int, int, int], percents: tuple[int, int, int]) -> None:
    coded, judged, other = counts

    assert Shares(sum(counts), sum(counts), coded, judged, other).percents == percents
