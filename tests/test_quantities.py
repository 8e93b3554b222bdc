"""Exact numbers: rounding at ties and below zero, and which units multiply to what."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import pytest

from reiseregel.quantities import (
    BOOLEAN,
    LITERAL_UNITS,
    NUMBER_TYPES,
    UNITS,
    ValueType,
    ceil_div,
    common_scale,
    half_up,
    named_type,
    number,
    product,
)


@pytest.mark.parametrize(
    ("value", "parts", "rounded"),
    [
        *[(5, 10, 1), (4, 10, 0), (15, 10, 2), (14, 10, 1), (1, 3, 0), (2, 3, 1), (0, 7, 0), (7, 1, 7)],
        *[(-5, 10, 0), (-6, 10, -1), (-15, 10, -1), (-16, 10, -2), (-7, 1, -7)],
    ],
)
def test_halves_go_up(value: int, parts: int, rounded: int) -> None:
    assert half_up(value, parts) == rounded


def test_rounding_agrees_with_fractions() -> None:
    for value in range(-60, 61):
        for parts in (1, 2, 3, 7, 10):
            exact = Fraction(value, parts)
            assert half_up(value, parts) == floor(exact + Fraction(1, 2))
            assert ceil_div(value, parts) == ceil(exact)


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        (number("m"), number("oere_per_km"), number("oere", 1000)),
        (number("oere_per_km"), number("m"), number("oere", 1000)),
        (number("m", 2), number("oere_per_km", 3), number("oere", 6000)),
        (number("min"), number("oere_per_time"), number("oere", 60)),
        (number("antall"), number("oere"), number("oere")),
        (number("oere", 2), number("antall", 5), number("oere", 10)),
        (number("m"), number("m"), None),
        (number("m"), number("oere_per_time"), None),
        (number("oere"), number("oere_per_km"), None),
    ],
)
def test_units_multiply_only_where_it_means_something(
    left: ValueType, right: ValueType, result: ValueType | None
) -> None:
    assert product(left, right) == result


def test_scales_meet_in_the_least_that_holds_both() -> None:
    assert [common_scale(1, 1000), common_scale(60, 1000), common_scale(4, 6)] == [1000, 3000, 12]


def test_types_by_name() -> None:
    assert {name: named_type(name).unit for name in NUMBER_TYPES} == NUMBER_TYPES
    assert named_type("kode", ("a", "b")).all_codes == 0b11
    assert (BOOLEAN.all_codes, BOOLEAN.finite, number("m").finite, named_type("dato").kind) == (3, True, False, "dato")


def test_every_unit_that_can_be_written_is_a_unit() -> None:
    assert {unit for unit, _ in LITERAL_UNITS.values()} <= set(UNITS)
    assert set(NUMBER_TYPES.values()) <= set(UNITS)
