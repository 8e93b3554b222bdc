"""What is the same for every member of a list: worked out by the first of them, and kept with what the list belongs to.

A journey reads much that no journey changes: the patient, the place of treatment, the traveller, the journeys together.
"""

from __future__ import annotations

import ast
import textwrap
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field

from reiseregel.compiled.statements import NAMES_VALUE, WORD
from reiseregel.rulebook import Version
from reiseregel.rulebook.tree import Aggregate, ConceptRef, Expr, FactRef, LawDate, operands
from reiseregel.rulebook.walk import clause_parts

#: With fewer words than this it costs less to work it out again than to look it up.
_WORTH = 30


def same_for_all(expr: Expr, shared: Set[str]) -> bool:
    """Reads nothing of the member itself but concepts that are the same for all (`shared`)."""
    if isinstance(expr, FactRef | Aggregate):
        return expr.route.up > 0
    if isinstance(expr, ConceptRef):
        return expr.route.up > 0 or (not expr.route.down and expr.name in shared)
    return not isinstance(expr, LawDate) and all(same_for_all(operand, shared) for operand in operands(expr))


def version_is_same(version: Version, shared: Set[str]) -> bool:
    """Every clause of it is."""
    return all(same_for_all(part, shared) for clause in version.clauses for part in clause_parts(clause))


@dataclass(slots=True)
class Shared:
    """The lines of one block that are the same for every member, two steps in; `reads` come before them."""

    place: str
    key: str
    reads: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def marker(self) -> str:
        """Stands for it among the lines of the function."""
        return f"#{self.key}"

    @property
    def pays(self) -> bool:
        """It is long enough that looking it up takes less."""
        return sum(len(WORD.findall(line)) for line in self.lines) >= _WORTH

    @property
    def plain(self) -> list[str]:
        """As lines of the function itself."""
        return [line[4:] for line in (*self.reads, *self.lines)]

    def written(self, others: Set[str]) -> list[str]:
        """The lines, where `others` are the words in the rest of the function."""
        body = [*self.reads, *self.lines]
        names = [name for name in _assigned(body) if name in others]
        if not names:
            return self.plain
        kept = "".join(f"{name}, " for name in names)
        return [
            f"    _h = {self.place}.get({self.key!r})",
            "    if _h is None:",
            *body,
            f"        {self.place}[{self.key!r}] = ({kept})",
            f"    else: {kept} = _h",
        ]


def without_unused(lines: list[str]) -> list[str]:
    """The lines without values that no other line reads."""
    targets = [NAMES_VALUE.match(line) for line in lines]
    used = Counter(word for line in lines for word in WORD.findall(line))
    kept, before = set(range(len(lines))), -1
    while before != len(kept):
        before = len(kept)
        for number in sorted(kept, reverse=True):
            found = targets[number]
            if found is not None and all(used[name] == 1 for name in found[1].split(" = ") if name):
                kept.discard(number)
                used.subtract(WORD.findall(lines[number]))
    return [line for number, line in enumerate(lines) if number in kept]


def words(lines: list[str]) -> set[str]:
    """Every name and number in some lines."""
    return {word for line in lines for word in WORD.findall(line)}


def _assigned(lines: list[str]) -> list[str]:
    tree = ast.parse(textwrap.dedent("\n".join(lines)))
    stores = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return list(dict.fromkeys(node.id for node in sorted(stores, key=lambda node: (node.lineno, node.col_offset))))
