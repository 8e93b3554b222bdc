"""Reads one expression from a rule file into the typed tree, noting the faults."""

from __future__ import annotations

from dataclasses import dataclass

from reiseregel.errors import Place, RuleFault
from reiseregel.quantities import BOOLEAN, ValueType
from reiseregel.rulebook.resolve import Names, Resolver
from reiseregel.rulebook.syntax import parse_expression
from reiseregel.rulebook.tree import Expr


@dataclass(frozen=True, slots=True)
class ExpressionReader:
    """Parses and types expressions against one set of names; faults go to the shared list."""

    names: Names
    faults: list[RuleFault]

    def read(self, text: object, place: Place, entity: str, expected: ValueType | None) -> Expr | None:
        """The typed expression, or None when it has a fault."""
        written = {True: "sann", False: "usann"}.get(text, str(text)) if isinstance(text, bool) else str(text)
        tree, source, faults = parse_expression(written, place)
        self.faults.extend(faults)
        if tree is None:
            return None
        resolver = Resolver(self.names, source)
        expr = resolver.resolve(tree, entity, expected)
        self.faults.extend(resolver.faults)
        return expr

    def boolean(self, text: object, place: Place, entity: str) -> Expr | None:
        """A yes/no expression."""
        return self.read(text, place, entity, BOOLEAN)
