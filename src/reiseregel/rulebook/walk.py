"""The nodes of expressions, clauses and versions, in the order they are written."""

from __future__ import annotations

from collections.abc import Iterator

from reiseregel.rulebook.model import Clause, Version
from reiseregel.rulebook.tree import Expr, operands


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything below it, as written."""
    yield expr
    for operand in operands(expr):
        yield from walk(operand)


def clause_parts(clause: Clause) -> tuple[Expr, ...]:
    """Condition (if any) and value of a clause."""
    return (clause.value,) if clause.condition is None else (clause.condition, clause.value)


def references(version: Version) -> Iterator[tuple[Clause, Expr]]:
    """Every node of every expression of a version, with the clause it stands in."""
    for clause in version.clauses:
        for part in clause_parts(clause):
            for node in walk(part):
                yield clause, node
