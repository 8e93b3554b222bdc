"""Where each fact stands once an instance's facts are laid out in one tuple, and the source that lays them out.

Only set mode lays them out, where others may read them: a yes/no stands as given (None when it is not), a code as a
mask, a number or date as two entries, its lowest and highest. Where all is known a fact is read as handed in.
"""

from __future__ import annotations

from reiseregel.compiled.plan import Plan
from reiseregel.compiled.text import high, local
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.tree import Expr, FactRef, operands
from reiseregel.vocabulary import FactDef


class Given:
    """The facts of each entity that the rules for a type of document name."""

    def __init__(self, book: RuleBook, plan: Plan) -> None:
        named = {(node.entity, node.name) for expr in _expressions(plan) for node in _facts(expr)}
        self.facts: dict[str, list[FactDef]] = {
            entity.name: [fact for fact in book.vocabulary.facts_of(entity.name) if (entity.name, fact.name) in named]
            for entity in plan.entities
        }
        self._places: dict[tuple[str, str], int] = {}
        for facts in self.facts.values():
            place = 0
            for fact in facts:
                self._places[fact.entity, fact.name] = place
                place += 1 if fact.type.finite else 2

    def place(self, entity: str, name: str) -> int:
        """The place of a fact; the other end of a number or date stands after it."""
        return self._places[entity, name]

    def size(self, entity: str) -> int:
        """How many entries the tuple of an entity has."""
        return sum(1 if fact.type.finite else 2 for fact in self.facts[entity])

    def source(self, entity: str) -> str:
        """The function from the facts of an entity as given to the tuple of set mode."""
        lines, entries = [f"def facts_{entity}(D):", "    G = D.get"], []
        for fact in self.facts[entity]:
            given = f"G({fact.name!r})"
            if fact.type.kind == "boolsk":
                entries.append(given)
            elif fact.type.kind == "kode":
                entries.append(f"{table(fact)}[{given}]")
            else:
                name, day = local(fact.name), fact.type.kind == "dato"
                lines.append(f"    {name} = {high(name)} = {f'_ORD[{given}]' if day else given}")
                bounds = f"{fact.low}, {fact.high if day else '_NO_BOUND'}"
                lines.append(f"    if {name} is None: {name}, {high(name)} = {bounds}")
                entries += [name, high(name)]
        return "\n".join([*lines, f"    return ({''.join(f'{entry}, ' for entry in entries)})"]) + "\n"

    def tables(self) -> dict[str, object]:
        """For each fact that is a code: from code to mask; not given is every code."""
        return {
            table(fact): {None: fact.type.all_codes} | {code: 1 << n for n, code in enumerate(fact.type.codes)}
            for facts in self.facts.values()
            for fact in facts
            if fact.type.kind == "kode"
        }


def table(fact: FactDef) -> str:
    """The name of the table of a fact's codes."""
    return f"_koder_{fact.entity}_{fact.name}"


def _expressions(plan: Plan) -> list[Expr]:
    found: list[Expr] = [item.condition for item in plan.refused]
    found += [post.exists for posts in plan.posts.values() for post in posts if post.exists is not None]
    for block in plan.blocks:
        for concept in block.concepts:
            for version in concept.versions:
                for clause in version.clauses:
                    found += [clause.value] if clause.condition is None else [clause.condition, clause.value]
    return found


def _facts(expr: Expr) -> list[FactRef]:
    below = [found for operand in operands(expr) for found in _facts(operand)]
    return [expr, *below] if isinstance(expr, FactRef) else below
