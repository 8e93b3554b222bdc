"""What is settled when code is made for one period of law: rates in force, readings in use, tables of codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reiseregel.compiled.given import Given
from reiseregel.compiled.settled import settled_by
from reiseregel.quantities import ValueType
from reiseregel.rulebook import Concept, RuleBook, Version
from reiseregel.rulebook.tree import Expr, FactRef, RateRef
from reiseregel.rulebook.walk import clause_parts, walk


@dataclass(slots=True)
class Folding:
    """The constants of one entity on one day. `tables` gathers the tables the code names, by name."""

    book: RuleBook
    day: int
    readings: Mapping[str, str]
    #: The open readings, in the order of the masks that a run is given.
    open_readings: tuple[str, ...]
    given: Given
    #: A code of the entity, or of one above it, and what it is here.
    settled: tuple[FactRef, str] | None = None
    tables: dict[str, object] = field(default_factory=dict)

    def version(self, concept: Concept) -> Version | None:
        """The version in force."""
        return concept.version_on(self.day)

    def rate(self, name: str) -> int | None:
        """The rate in force; None where there is none."""
        row = self.book.rates[name].on(self.day)
        return None if row is None else row.value

    def settled_as(self, fact: FactRef) -> str:
        """What a code on the entity itself is, where the function is for that alone; else nothing."""
        return self.settled[1] if self.settled is not None and self.settled[0] == fact else ""

    def settled_value(self, steps: int, entity: str, name: str) -> str:
        """`True` or `False` when the code that the function is for settles a yes/no of another entity, else nothing.

        Args:
            steps: how far up that entity stands, or what it was reached from.
            entity: the entity.
            name: its concept.

        """
        if self.settled is None or steps > self.settled[0].route.up:
            return ""
        fact, code = self.settled
        found = settled_by(self.book, fact.entity, fact.name, code).value(entity, name)
        return "" if found is None else str(found)

    def chosen(self, name: str) -> str:
        """The code of the reading in use."""
        return self.readings[name]

    def masks(self, concept: str, value_type: ValueType) -> str:
        """The name of the table from the codes of a concept to masks."""
        name = f"_koder_{concept}"
        self.tables[name] = {code: 1 << number for number, code in enumerate(value_type.codes)}
        return name

    def flagged(self, version: Version) -> tuple[bool, ...]:
        """For each clause: does an answer that looks at it need the reference, to say what else it rests on?"""
        return tuple(
            not clause.wording_read
            or any(self._provisional(node) for part in clause_parts(clause) for node in walk(part))
            for clause in version.clauses
        )

    def _provisional(self, node: Expr) -> bool:
        if isinstance(node, RateRef):
            row = self.book.rates[node.name].on(self.day)
            return row is not None and row.status == "foreloepig"
        return False
