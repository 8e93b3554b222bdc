"""What a code alone settles of other entities: that a patient is no companion, a journey need not look up.

The law of the other may be that of another day, so it counts only when every version of the concept says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reiseregel.calendar import LAST_DAY
from reiseregel.remember import once_for_each
from reiseregel.rulebook import Concept, RuleBook, Version
from reiseregel.rulebook import tree as t


@dataclass(eq=False)
class Settled:
    """The yes/no of an entity `owner`, and of all below it, that are the same in all law where its `fact` is `code`."""

    book: RuleBook
    owner: str
    fact: str
    code: str
    _found: dict[tuple[str, str], bool | None] = field(default_factory=dict)

    def value(self, entity: str, name: str) -> bool | None:
        """A concept of the owner, or of an entity below it; None when the code does not settle it."""
        key = entity, name
        if key not in self._found:
            self._found[key] = None
            concept = self.book.concepts[key]
            if concept.type.kind == "boolsk" and self._always(concept):
                values = {self._version(version, entity) for version in concept.versions}
                self._found[key] = values.pop() if len(values) == 1 else None
        return self._found[key]

    def _always(self, concept: Concept) -> bool:
        """There is a version on every day that is covered, and for what has no date."""
        chain = self.book.vocabulary.ancestors(concept.entity)
        covered = self.book.vocabulary.entities[chain[-1]].covered
        day = covered.since if covered is not None else 0
        for version in sorted(concept.versions, key=lambda version: version.since):
            if version.since > day:
                return False
            day = max(day, version.until + 1)
        return day > LAST_DAY

    def _version(self, version: Version, entity: str) -> bool | None:
        """The first clause that holds; one that may hold must say the same as those after it."""
        open_values = set[bool | None]()
        for clause in version.clauses:
            holds = True if clause.condition is None else self._expression(clause.condition, entity)
            if holds is False:
                continue
            open_values.add(self._expression(clause.value, entity))
            if holds:
                break
        return open_values.pop() if len(open_values) == 1 else None

    def _expression(self, expr: t.Expr, entity: str) -> bool | None:
        match expr:
            case t.Const(value):
                return bool(value)
            case t.ConceptRef(route, owner, name):
                return self.value(owner, name) if self._reaches(route, entity) else None
            case t.Not(item):
                found = self._expression(item, entity)
                return None if found is None else not found
            case t.All(items) | t.AnyOf(items):
                settles = isinstance(expr, t.AnyOf)
                values = {self._expression(item, entity) for item in items}
                return settles if settles in values else (None if None in values else not settles)
            case t.OneOf(item, mask):
                code = self._code(item, entity)
                return None if code is None else bool(mask >> code & 1)
            case t.Compare(op, left, right) if op in ("==", "!="):
                one, other = self._code(left, entity), self._code(right, entity)
                return None if one is None or other is None else (one == other) == (op == "==")
            case t.Aggregate(kind) if kind in ("noen", "alle"):
                return self._fold(expr, entity)
        return None

    def _fold(self, expr: t.Aggregate, entity: str) -> bool | None:
        """Of a list that has no member that counts, or whose members are all alike."""
        if not self._reaches(expr.route, entity):
            return None
        where = True if expr.where is None else self._expression(expr.where, expr.entity)
        settles = expr.kind == "noen"
        body = self._expression(expr.body, expr.entity)
        return not settles if where is False or body is (not settles) else None

    def _code(self, expr: t.Expr, entity: str) -> int | None:
        match expr:
            case t.Const(value, value_type) if value_type.kind == "kode":
                return value
            case t.FactRef(route, owner, name, value_type) if (owner, name) == (self.owner, self.fact):
                return value_type.codes.index(self.code) if self._reaches(route, entity) else None
        return None

    def _reaches(self, route: t.Route, entity: str) -> bool:
        """What stands at the end of a route is the owner itself, or below it."""
        chain = self.book.vocabulary.ancestors(entity)
        return not route.down and self.owner in chain and route.up <= chain.index(self.owner)


@once_for_each
def settled_by(book: RuleBook, owner: str, fact: str, code: str) -> Settled:
    """What the code settles, worked out once for each rule book."""
    return Settled(book, owner, fact, code)
