"""Every change to one expression, in the order it is written, with the place of each."""

from __future__ import annotations

import pytest

from reiseregel.mutation.expressions import variants
from reiseregel.quantities import BOOLEAN, ValueType, number
from tests.rulebook.small import NAMES, expr

OERE = number("oere")


@pytest.mark.parametrize(
    ("text", "wanted", "changes"),
    [
        (
            "reise.vei_m < 2 km",
            BOOLEAN,
            [
                ("sammenlikning_snudd", "reise.vei_m < 2 km", "reise.vei_m >= 2 km"),
                ("sammenlikning_flyttet", "reise.vei_m < 2 km", "reise.vei_m <= 2 km"),
                ("konstant", "2 km", "2001 m"),
                ("konstant", "2 km", "1999 m"),
            ],
        ),
        (
            "reise.maate == bil",
            BOOLEAN,
            [("sammenlikning_snudd", "reise.maate == bil", "reise.maate != bil")],
        ),
        (
            "reise.maate  ikke i {bil, buss}",
            BOOLEAN,
            [("sammenlikning_snudd", "reise.maate ikke i {bil, buss}", "reise.maate i {bil, buss}")],
        ),
        (
            "(kort og ikke reise.frikort) eller behandling.haster",
            BOOLEAN,
            [
                ("og_eller", "kort og ikke reise.frikort", "kort eller ikke reise.frikort"),
                ("ikke_fjernet", "ikke reise.frikort", "reise.frikort"),
                (
                    "og_eller",
                    "(kort og ikke reise.frikort) eller behandling.haster",
                    "(kort og ikke reise.frikort) og behandling.haster",
                ),
            ],
        ),
        (
            "alle(utgifter: utgift.vist og utgift.beloep > 0)",
            BOOLEAN,
            [
                (
                    "noen_alle",
                    "alle(utgifter: utgift.vist og utgift.beloep > 0)",
                    "noen(utgifter: utgift.vist og utgift.beloep > 0)",
                ),
                ("og_eller", "utgift.vist og utgift.beloep > 0", "utgift.vist eller utgift.beloep > 0"),
                ("sammenlikning_snudd", "utgift.beloep > 0", "utgift.beloep <= 0"),
                ("sammenlikning_flyttet", "utgift.beloep > 0", "utgift.beloep >= 0"),
                ("konstant", "0", "1"),
                ("konstant", "0", "-1"),
            ],
        ),
        (
            "avrund_oere(stoenad * 3 / 4)",
            OERE,
            [
                ("konstant", "3", "4"),
                ("konstant", "3", "2"),
                ("konstant", "stoenad * 3 / 4", "stoenad * 3 / 5"),
                ("konstant", "stoenad * 3 / 4", "stoenad * 3 / 3"),
            ],
        ),
        (
            "lovdato >= 2025-03-01",
            BOOLEAN,
            [
                ("sammenlikning_snudd", "lovdato >= 2025-03-01", "lovdato < 2025-03-01"),
                ("sammenlikning_flyttet", "lovdato >= 2025-03-01", "lovdato > 2025-03-01"),
                ("dato", "2025-03-01", "2025-03-02"),
                ("dato", "2025-03-01", "2025-02-28"),
            ],
        ),
        ("sann", BOOLEAN, []),
    ],
)
def test_changes(text: str, wanted: ValueType, changes: list[tuple[str, str, str]]) -> None:
    found = list(variants(text, NAMES, "reise", wanted))
    assert [(item.operator, item.before, item.after) for item in found] == changes
    offsets = [item.offset for item in found]
    assert offsets == sorted(offsets)


def test_words_after_are_what_is_meant() -> None:
    """Where the words after a change read as an expression of their own, they give the very expression."""
    for text in ("reise.vei_m < 2 km", "noen(utgifter: ikke utgift.vist)", "max(stoenad - 5 kr, 1 kr) > 3 kr"):
        for item in variants(text, NAMES, "reise", BOOLEAN):
            if item.before == text:
                assert expr(item.after) == item.expr


def test_what_cannot_be_typed_is_no_change() -> None:
    """Nothing is divided by 0, and no whole number is the same as the one that stands there."""
    found = list(variants("avrund_oere(stoenad / 1)", NAMES, "reise", OERE))
    assert [item.after for item in found] == ["stoenad / 2"]
