"""A yes/no that asks again and again what one code is, asked by groups of codes: most often one look settles it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping

from reiseregel.compiled.text import all_of, any_of, is_constant, negated

#: With fewer tests of one code there is nothing to win; with more groups than this it reads worse than what it was.
_TESTS, _GROUPS = 3, 7


def by_code(text: str, codes: Mapping[str, tuple[str, ...]]) -> str:
    """The same yes/no, where all is known; `codes` are what each code in it (a Python name) can be."""
    if sum(text.count(name) for name in codes) < _TESTS:
        return text
    tree = ast.parse(text, mode="eval").body
    tests = (node for node in ast.walk(tree) if isinstance(node, ast.Compare) and _of_code(node, codes))
    tested = Counter(node.left.id for node in tests if isinstance(node.left, ast.Name))
    for name, often in tested.most_common(1):
        if often >= _TESTS:
            found = _grouped(tree, name, codes[name])
            if found and 4 * len(found) < 5 * len(text):
                return found
    return text


def _grouped(tree: ast.expr, name: str, codes: tuple[str, ...]) -> str:
    """The whole by groups of codes; nothing when there are many."""
    groups: dict[str, list[str]] = {}
    for code in codes:
        groups.setdefault(_where(tree, name, code), []).append(code)
    some = [item for item in groups.items() if item[0] != "False"]
    held = sorted(some, key=lambda item: (item[0] != "True", -len(item[1])))
    if len(held) > _GROUPS:
        return ""
    return any_of([all_of([_one_of(name, group), text]) for text, group in held])


def _one_of(name: str, group: list[str]) -> str:
    if len(group) == 1:
        return f"({name} == {group[0]!r})"
    return f"({name} in {{{', '.join(map(repr, group))}}})"


def _of_code(node: ast.Compare, codes: Mapping[str, object]) -> bool:
    """A test of a code against codes."""
    right = node.comparators[0]
    listed = right.elts if isinstance(right, ast.Set) else [right]
    return (
        isinstance(node.left, ast.Name)
        and node.left.id in codes
        and all(isinstance(item, ast.Constant) and isinstance(item.value, str) for item in listed)
    )


def _where(node: ast.expr, name: str, code: str) -> str:
    """The yes/no where the code is known, as the generator writes it."""
    match node:
        case ast.BoolOp(op, values):
            parts = [_where(value, name, code) for value in values]
            return all_of(parts) if isinstance(op, ast.And) else any_of(parts)
        case ast.UnaryOp(ast.Not(), operand):
            return negated(_where(operand, name, code))
        case ast.IfExp(test, body, orelse):
            holds = _where(test, name, code)
            if is_constant(holds):
                return _where(body if holds == "True" else orelse, name, code)
            one, other = _where(body, name, code), _where(orelse, name, code)
            return one if one == other else f"({one} if {holds} else {other})"
        case ast.Compare(ast.Name(left), [sign], [right]) if left == name and _of_code(node, {name: ()}):
            listed = ast.literal_eval(right)
            found = code in listed if isinstance(listed, set) else code == listed
            return str(found is isinstance(sign, ast.Eq | ast.In))
        case ast.Constant() | ast.Name() | ast.Subscript():
            return ast.unparse(node)
    return f"({ast.unparse(node)})"
