"""Reads one expression from a rule file into the typed tree, noting the faults."""

from __future__ import annotations

from dataclasses import dataclass

from reiseregel.errors import RuleFault
from reiseregel.quantities import BOOLEAN, ValueType
from reiseregel.rulebook.names import Names
from reiseregel.rulebook.resolve import Resolver
from reiseregel.rulebook.syntax import parse_expression
from reiseregel.rulebook.tree import Expr
from reiseregel.yamlfile import TextPlace


@dataclass(frozen=True, slots=True)
class ExpressionReader:
    """Parses and types expressions against one set of names; faults go to the shared list."""

    names: Names
    faults: list[RuleFault]

    def read(self, text: object, place: TextPlace, entity: str, expected: ValueType) -> Expr | None:
        """The typed expression, or None when it has a fault."""
        tree, faults = parse_expression(text_of(text), place)
        self.faults.extend(faults)
        if tree is None:
            return None
        resolver = Resolver(self.names, place)
        expr = resolver.resolve(tree, entity, expected)
        self.faults.extend(resolver.faults)
        return expr

    def boolean(self, text: object, place: TextPlace, entity: str) -> Expr | None:
        """A yes/no expression."""
        return self.read(text, place, entity, BOOLEAN)


def text_of(value: object) -> str:
    """An expression as text: YAML reads a bare `true`, `false` or number as something else."""
    return ("sann" if value else "usann") if isinstance(value, bool) else str(value)
