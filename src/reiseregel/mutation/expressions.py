"""One expression as written → every expression that differs from it in one place. Works on the syntax tree, so that
each change has its place in the file; the changed tree is typed again as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lark import Token, Tree

from reiseregel.mutation.model import Operator
from reiseregel.quantities import LITERAL_UNITS, ValueType
from reiseregel.rulebook.names import Names
from reiseregel.rulebook.resolve import Resolver
from reiseregel.rulebook.syntax import parse_expression
from reiseregel.rulebook.tree import Expr
from reiseregel.yamlfile import TextPlace

TURNED = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
SHIFTED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
#: The word for one of the smallest unit of each kind of number; a bare number is a count, or 0 of anything.
_SMALLEST = {unit: word for word, (unit, factor) in LITERAL_UNITS.items() if factor == 1}


@dataclass(frozen=True, slots=True)
class Variant:
    """A changed expression: where the change stands in the text, the words before and after, and the typed result."""

    operator: Operator
    offset: int
    before: str
    after: str
    expr: Expr


@dataclass(frozen=True, slots=True)
class _Edit:
    """A node to put in the place of the one at `path`. Of several `choices` the first that can be typed is meant."""

    operator: Operator
    offset: int
    before: str
    after: str
    path: tuple[int, ...]
    choices: tuple[Tree[Token], ...]


def variants(text: str, names: Names, entity: str, expected: ValueType) -> Iterator[Variant]:
    """Every change to an expression of type `expected` standing on `entity`, in the order of the text."""
    place = TextPlace("", ((0, 1, 1),))
    tree, _ = parse_expression(text, place)
    if tree is None:
        return
    own = Resolver(names, place).resolve(tree, entity, expected)
    for edit in sorted(_edits(tree, (), text), key=lambda edit: edit.offset):
        for choice in edit.choices:
            found = Resolver(names, place).resolve(_put(tree, edit.path, choice), entity, expected)
            if found is not None:
                if found != own:
                    yield Variant(edit.operator, edit.offset, edit.before, edit.after, found)
                break


def _put(tree: Any, path: tuple[int, ...], node: Tree[Token]) -> Any:
    """The tree with another node at `path`; only the way there is new."""
    if not path:
        return node
    children = list(tree.children)
    children[path[0]] = _put(children[path[0]], path[1:], node)
    return Tree(tree.data, children, tree.meta)


def _edits(tree: Any, path: tuple[int, ...], text: str) -> Iterator[_Edit]:
    if not isinstance(tree, Tree):
        return
    for index, child in enumerate(tree.children):
        yield from _edits(child, (*path, index), text)
    match tree.data:
        case "compare":
            yield from _compared(tree, path, text)
        case "one_of" | "none_of":
            yield _membership(tree, path, text)
        case "both" | "either":
            yield _joined(tree, path, text)
        case "negate":
            start, end = _span(tree)
            inner = tree.children[0]
            yield _Edit(
                "ikke_fjernet", start, _words(text[start:end]), _words(text[_span(inner)[0] : end]), path, (inner,)
            )
        case "aggregate":
            yield from _quantified(tree, path, text)
        case "plain_number" | "quantity":
            yield from _number(tree, path, text)
        case "divide":
            yield from _divisor(tree, path, text)
        case "date":
            yield from _date(tree, path)


def _compared(tree: Any, path: tuple[int, ...], text: str) -> Iterator[_Edit]:
    left, sign, right = tree.children
    start, end = _span(tree)
    tables: dict[Operator, dict[str, str]] = {"sammenlikning_snudd": TURNED, "sammenlikning_flyttet": SHIFTED}
    for operator, table in tables.items():
        if sign in table:
            after = text[start : sign.start_pos] + table[sign] + text[sign.end_pos : end]
            node = Tree(tree.data, [left, _token(sign, table[sign]), right], tree.meta)
            yield _Edit(operator, sign.start_pos, _words(text[start:end]), _words(after), path, (node,))


def _membership(tree: Any, path: tuple[int, ...], text: str) -> _Edit:
    start, end = _span(tree)
    item_end = _span(tree.children[0])[1]
    word = re.compile(r"\b(ikke\s+)?i\b").search(text, item_end)
    assert word is not None
    other = ("i", "one_of") if tree.data == "none_of" else ("ikke i", "none_of")
    after = text[start : word.start()] + other[0] + text[word.end() : end]
    node = Tree(other[1], tree.children, tree.meta)
    return _Edit("sammenlikning_snudd", word.start(), _words(text[start:end]), _words(after), path, (node,))


def _joined(tree: Any, path: tuple[int, ...], text: str) -> _Edit:
    """All the words of one list are swapped together."""
    own, other, data = ("og", "eller", "either") if tree.data == "both" else ("eller", "og", "both")
    start, end = _span(tree)
    gaps = [(_span(one)[1], _span(two)[0]) for one, two in zip(tree.children, tree.children[1:], strict=False)]
    found = [re.compile(rf"\b{own}\b").search(text, *gap) for gap in gaps]
    after, position = "", start
    for word in found:
        assert word is not None
        after += text[position : word.start()] + other
        position = word.end()
    first = found[0]
    assert first is not None
    node = Tree(data, tree.children, tree.meta)
    return _Edit("og_eller", first.start(), _words(text[start:end]), _words(after + text[position:end]), path, (node,))


def _quantified(tree: Any, path: tuple[int, ...], text: str) -> Iterator[_Edit]:
    word, *rest = tree.children
    other = {"noen": "alle", "alle": "noen"}.get(str(word))
    if other:
        start, end = _span(tree)
        node = Tree(tree.data, [_token(word, other), *rest], tree.meta)
        after = other + text[word.end_pos : end]
        yield _Edit("noen_alle", start, _words(text[start:end]), _words(after), path, (node,))


def _number(tree: Any, path: tuple[int, ...], text: str) -> Iterator[_Edit]:
    """One more and one less of the smallest unit: 5 km is 5 001 m and 4 999 m."""
    start, end = _span(tree)
    units: tuple[str, ...] = ("",)
    amount = int(tree.children[0])
    if tree.data == "quantity":
        unit, factor = LITERAL_UNITS[str(tree.children[1])]
        units, amount = (_SMALLEST[unit],), amount * factor
    elif amount == 0:
        units = ("", *_SMALLEST.values())
    for value in (amount + 1, amount - 1):
        after = f"{value} {units[0]}".strip()
        yield _Edit(
            "konstant", start, _words(text[start:end]), after, path, tuple(_amount(tree, value, word) for word in units)
        )


def _amount(tree: Any, value: int, unit: str) -> Tree[Token]:
    number = _token(tree.children[0], str(value))
    if not unit:
        return Tree("plain_number", [number], tree.meta)
    return Tree("quantity", [number, Token("UNIT", unit)], tree.meta)


def _divisor(tree: Any, path: tuple[int, ...], text: str) -> Iterator[_Edit]:
    item, by = tree.children
    start, end = _span(tree)
    for value in (int(by) + 1, int(by) - 1):
        after = text[start : by.start_pos] + str(value)
        node = Tree(tree.data, [item, _token(by, str(value))], tree.meta)
        yield _Edit("konstant", by.start_pos, _words(text[start:end]), _words(after), path, (node,))


def _date(tree: Any, path: tuple[int, ...]) -> Iterator[_Edit]:
    (written,) = tree.children
    day = date.fromisoformat(written)
    for step in (1, -1):
        after = (day + timedelta(step)).isoformat()
        node = Tree(tree.data, [_token(written, after)], tree.meta)
        yield _Edit("dato", written.start_pos, str(written), after, path, (node,))


def _token(like: Token, text: str) -> Token:
    return Token.new_borrow_pos(like.type, text, like)


def _span(node: Any) -> tuple[int, int]:
    """First and one past the last character; parentheses around the node are not part of it."""
    if isinstance(node, Token):
        assert node.start_pos is not None
        assert node.end_pos is not None
        return node.start_pos, node.end_pos
    return node.meta.start_pos, node.meta.end_pos


def _words(text: str) -> str:
    return " ".join(text.split())
