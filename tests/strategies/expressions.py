"""Random expressions of the rule language, as text, over the facts and concepts of a small random rule book.

Amounts are in øre and counts in `antall`, both small. Some patterns say the same thing in two ways, so that one pass
over sets cannot see it and splitting can.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

CODES = ("roed", "gul", "blaa")


@dataclass(slots=True)
class Words:
    """What an expression may be built from: facts and concepts by entity and type, and the lists below each entity."""

    rng: Random
    parents: dict[str, str]
    singles: set[str]
    lists: dict[str, tuple[str, str]]
    dated: bool = True
    facts: dict[tuple[str, str], str] = field(default_factory=dict)
    concepts: dict[tuple[str, str], str] = field(default_factory=dict)
    rates: tuple[str, ...] = ()

    def reached(self, entity: str, kind: str) -> list[str]:
        """Facts and concepts of one type that can be named from an entity."""
        chain = [entity]
        while chain[-1] in self.parents:
            chain.append(self.parents[chain[-1]])
        near = {*chain, *(single for single in self.singles if self.parents[single] in chain)}
        named = [*self.facts.items(), *self.concepts.items(), *self.concepts.items()]  # concepts twice as likely
        return [f"{owner}.{name}" for (owner, name), of in named if of == kind and owner in near]

    def lists_from(self, entity: str) -> list[tuple[str, str]]:
        """(how the list is written from here, the entity in it), for every list at hand."""
        root = self.parents.get(entity, entity)
        return [
            (member if owner == entity else f"{owner}.{member}", child)
            for child, (owner, member) in self.lists.items()
            if owner in (entity, root) and child != entity
        ]

    # --- yes and no -------------------------------------------------------------------------------------------------

    def yes_no(self, entity: str, depth: int) -> str:
        """A yes/no expression."""
        simple = (self._flag, self._flag, self._code_test, self._amount_test)
        deep = (
            *simple,
            self._joined,
            self._joined,
            self._joined,
            self._negated,
            self._twice,
            self._equal,
            self._over_list,
        )
        return self._one_of(simple if depth <= 0 else deep)(entity, depth - 1)

    def _one_of(self, makers: tuple[Callable[[str, int], str], ...]) -> Callable[[str, int], str]:
        return self.rng.choice(makers)

    def _flag(self, entity: str, depth: int) -> str:
        names = self.reached(entity, "boolsk")
        return self.rng.choice(names) if names else self._amount_test(entity, depth)

    def _code_test(self, entity: str, depth: int) -> str:
        names = self.reached(entity, "kode")
        if not names:
            return self._flag(entity, depth)
        name = self.rng.choice(names)
        if self.rng.random() < 0.2:
            return f"({name} {self.rng.choice(('==', '!='))} {self.rng.choice(names)})"
        if self.rng.random() < 0.5:
            return f"({name} {self.rng.choice(('==', '!='))} {self.rng.choice(CODES)})"
        several = ", ".join(self.rng.sample(CODES, 2))
        return f"({name} {self.rng.choice(('i', 'ikke i'))} {{{several}}})"

    def _amount_test(self, entity: str, depth: int) -> str:
        operator = self.rng.choice(("<", "<=", ">", ">=", "==", "!="))
        dates = self.reached(entity, "dato")
        if dates and self.rng.random() < 0.4:
            return self._date_test(entity, self.rng.choice(dates), operator)
        if self.rng.random() < 0.3:
            return f"({self.count(entity, depth)} {operator} {self.rng.randrange(4)})"
        return f"({self.amount(entity, depth)} {operator} {self.amount(entity, 0)})"

    def _date_test(self, entity: str, name: str, operator: str) -> str:
        if not self.dated:
            return f"({name} {operator} krav.dag)"
        return self.rng.choice(
            (
                f"(hele_aar({name}, lovdato) {operator} 16 aar)",
                f"({name} {operator} 2004-02-29)",
                f"(dager_mellom({name}, lovdato) {operator} 400 dager)",
                f"(pluss_maaneder({name}, 6 maaneder) {operator} lovdato)",
                f"(pluss_dager({name}, 20 dager) {operator} lovdato)",
                f"(forrige_virkedag({name}) {operator} lovdato)",
                f"(virkedag_fra({name}) {operator} pluss_dager(forrige_virkedag(lovdato), 3 dager))",
                f"({name} {operator} forrige_virkedag({self.rng.choice(self.reached(entity, 'dato'))}))",
            )
        )

    def _joined(self, entity: str, depth: int) -> str:
        word = self.rng.choice((" og ", " eller "))
        return "(" + word.join(self.yes_no(entity, depth) for _ in range(self.rng.choice((2, 2, 3)))) + ")"

    def _negated(self, entity: str, depth: int) -> str:
        return f"(ikke {self.yes_no(entity, depth)})"

    def _twice(self, entity: str, depth: int) -> str:
        one, other = self.yes_no(entity, 0), self.yes_no(entity, depth - 1)
        return self.rng.choice(
            (
                f"(({one} og {other}) eller ((ikke {one}) og {other}))",
                f"({one} eller (ikke {one}) eller {other})",
                f"({one} og (ikke {one}) og {other})",
            )
        )

    def _equal(self, entity: str, depth: int) -> str:
        return f"({self._flag(entity, depth)} {self.rng.choice(('==', '!='))} {self.yes_no(entity, 0)})"

    def _over_list(self, entity: str, depth: int) -> str:
        lists = self.lists_from(entity)
        if not lists:
            return self._flag(entity, depth)
        member, child = self.rng.choice(lists)
        where = f" hvor {self.yes_no(child, 0)}" if self.rng.random() < 0.4 else ""
        return f"{self.rng.choice(('noen', 'alle'))}({member}: {self.yes_no(child, depth - 1)}{where})"

    # --- amounts and counts -----------------------------------------------------------------------------------------

    def amount(self, entity: str, depth: int) -> str:
        """An amount in whole øre."""
        simple = (self._known, self._amount_name, self._amount_name, self._amount_name)
        deep = (
            *simple,
            self._sum,
            self._sum,
            self._extreme,
            self._extreme,
            self._share,
            self._times,
            self._total,
            self._days,
        )
        return self._one_of(simple if depth <= 0 else deep)(entity, depth - 1)

    def _known(self, _: str, __: int) -> str:
        if self.rates and self.rng.random() < 0.5:
            return f"sats.{self.rng.choice(self.rates)}"
        return f"{self.rng.randrange(6)} oere"

    def _amount_name(self, entity: str, depth: int) -> str:
        names = self.reached(entity, "beloep")
        return self.rng.choice(names) if names else self._known(entity, depth)

    def _sum(self, entity: str, depth: int) -> str:
        return f"({self.amount(entity, depth)} {self.rng.choice('+-')} {self.amount(entity, depth)})"

    def _extreme(self, entity: str, depth: int) -> str:
        return f"{self.rng.choice(('min', 'max'))}({self.amount(entity, depth)}, {self.amount(entity, depth)})"

    def _share(self, entity: str, depth: int) -> str:
        return f"avrund_oere({self._sum(entity, depth)} / {self.rng.choice((2, 3))})"

    def _times(self, entity: str, depth: int) -> str:
        return f"({self.count(entity, depth)} * {self.amount(entity, 0)})"

    def _total(self, entity: str, depth: int) -> str:
        lists = self.lists_from(entity)
        if not lists:
            return self._sum(entity, depth)
        member, child = self.rng.choice(lists)
        where = f" hvor {self.yes_no(child, 0)}" if self.rng.random() < 0.5 else ""
        return f"sum({member}: {self.amount(child, depth - 1)}{where})"

    def _days(self, entity: str, depth: int) -> str:
        if not self.rates or self.rng.random() < 0.7:
            return self._amount_name(entity, depth)
        return f"doegnsum(sats.{self.rng.choice(self.rates)}, lovdato, {self.count(entity, depth)})"

    def count(self, entity: str, depth: int) -> str:
        """A whole number."""
        lists, names = self.lists_from(entity), self.reached(entity, "antall")
        if lists and self.rng.random() < 0.4:
            member, child = self.rng.choice(lists)
            return f"antall({member} hvor {self.yes_no(child, 0)})"
        if depth > 0 and self.rng.random() < 0.3:
            return f"heltallsdel({self.amount(entity, depth - 1)}, {self.rng.choice((2, 3))} oere)"
        return self.rng.choice(names) if names else str(self.rng.randrange(4))

    def code(self, entity: str) -> str:
        """A code: written out, or that of a fact or concept."""
        names = self.reached(entity, "kode")
        return self.rng.choice(names) if names and self.rng.random() < 0.4 else self.rng.choice(CODES)

    def value(self, kind: str, entity: str, depth: int) -> str:
        """An expression of a type."""
        if kind == "kode":
            return self.code(entity)
        if kind == "boolsk":
            return self.rng.choice(("sann", "usann")) if self.rng.random() < 0.2 else self.yes_no(entity, depth)
        return self.amount(entity, depth) if kind == "beloep" else self.count(entity, depth)
