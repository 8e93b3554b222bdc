"""How a line of the language is read: what binds first, units, names that begin like words, and where it stops."""

from __future__ import annotations

from typing import Any

import pytest
from lark import Token

from reiseregel.rulebook.syntax import parse_expression
from reiseregel.yamlfile import TextPlace

PLACE = TextPlace("f.yaml", ((0, 1, 1),))


def shown(node: Any) -> str:
    if isinstance(node, Token):
        return str(node)
    if node.data == "name":
        return ".".join(node.children[0].children)
    return f"{node.data}({', '.join(shown(child) for child in node.children)})"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a og b eller c", "either(both(a, b), c)"),
        ("a eller b og c", "either(a, both(b, c))"),
        ("(a eller b) og c", "both(either(a, b), c)"),
        ("a og b og c", "both(a, b, c)"),
        ("ikke a og b", "both(negate(a), b)"),
        ("ikke (a og b)", "negate(both(a, b))"),
        ("ikke ikke a", "negate(negate(a))"),
        ("ikke a == b", "negate(compare(a, ==, b))"),
        ("a + b < c * 2", "compare(add(a, b), <, multiply(c, plain_number(2)))"),
        ("a - b - c", "subtract(subtract(a, b), c)"),
        ("a - (b - c)", "subtract(a, subtract(b, c))"),
        ("a + b * c / 2", "add(a, divide(multiply(b, c), 2))"),
        ("a.b i {c, d}", "one_of(a.b, c, d)"),
        ("a.b ikke i {c}", "none_of(a.b, c)"),
        ("a == sann og ikke usann", "both(compare(a, ==, true()), negate(false()))"),
        ("10 km", "quantity(10, km)"),
        ("10km", "quantity(10, km)"),
        ("0", "plain_number(0)"),
        ("2025-03-03", "date(2025-03-03)"),
        ("a - 2025", "subtract(a, plain_number(2025))"),
        ("iverksatt og ogsaa", "both(iverksatt, ogsaa)"),
        ("minutter > 5 min", "compare(minutter, >, quantity(5, min))"),
        ("min(a, b)", "call(min, a, b)"),
        ("sum(a.b: c + d hvor e)", "aggregate(sum, reference(a, b), add(c, d), e)"),
        ("antall(a hvor b)", "counted(antall, reference(a), b)"),
        ("antall(a)", "call(antall, a)"),
    ],
)
def test_a_line_is_read_as_a_jurist_would(text: str, read: str) -> None:
    tree, faults = parse_expression(text, PLACE)
    assert (shown(tree), faults) == (read, [])


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a og", 5),
        ("(a", 3),
        ("a i {", 6),
        ("a og og b", 6),
        ("a og eller", 6),
        ("hvor", 1),
        ("a i {i}", 6),
        ("a < b < c", 7),
        ("a b", 3),
        ("a = b", 3),
        ("a / b", 5),
        ("A", 1),
        ("a og ånd", 6),
        ("1.5 km", 2),
        ("10 mil", 4),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text: str, column: int) -> None:
    tree, (fault,) = parse_expression(text, PLACE)
    assert (tree, fault.place.column, fault.code) == (None, column, "uttrykk")
