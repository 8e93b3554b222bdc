"""Concepts over sets of possible values: the first clause that surely holds decides, one that may hold joins in."""

from __future__ import annotations

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.compiled.sets import Ends, SetExpressions
from reiseregel.compiled.text import all_of, any_of, high, is_constant, local, negated, unbracketed
from reiseregel.quantities import ValueType
from reiseregel.rulebook import Clause, Concept, Version


class Sets(SetExpressions):
    """Writes concepts, and the expressions in them, into the code of one generator."""

    def concept(self, concept: Concept, version: Version | None, *, once: bool) -> None:
        """Work out a concept of the function's own entity; where it is used when that is but `once`."""
        value_type, low, top = concept.type, local(concept.name), high(concept.name)
        settled = self.folding.settled_value(0, concept.entity, concept.name)
        if settled:
            ends = settled, settled
        elif version is None:
            ends = self._anything(value_type)
        elif value_type.kind == "boolsk":
            ends = self._yes_or_no(version.clauses)
        elif len(version.clauses) == 1:
            ends = self.write(version.clauses[0].value, self.code.own)
        else:
            self._joined(version.clauses, low, top, one=value_type.kind == "kode")
            return
        if is_constant(ends[0]) and is_constant(ends[1]):
            self.constant[concept.name] = ends
        elif once:
            self.inline[concept.name] = ends
        elif value_type.kind == "boolsk":
            self._keep(low, top, ends)
        else:
            self._assign(low, top, ends, one=value_type.kind == "kode")

    def _yes_or_no(self, clauses: tuple[Clause, ...]) -> Ends:
        """The first clause that surely holds decides; one that may hold joins what it gives."""
        low, top = self.write(clauses[-1].value, self.code.own)
        for clause in reversed(clauses[:-1]):
            assert clause.condition is not None
            sure, may = self.write(clause.condition, self.code.own)
            value, can = self.write(clause.value, self.code.own)
            if may == "False":
                continue
            if value == can == "True":
                low, top = any_of([sure, low]), any_of([may, top])
            elif value == can == "False":
                low, top = all_of([negated(may), low]), all_of([negated(sure), top])
            else:
                (sure, may), (value, can) = self._answered((sure, may)), self._answered((value, can))
                low = f"({value} if {sure} else {all_of([any_of([negated(may), value]), low])})"
                top = f"({can} if {sure} else {any_of([all_of([may, can]), top])})"
        return low, top

    def _joined(self, clauses: tuple[Clause, ...], low: str, top: str, one: bool) -> None:
        """As above for numbers, dates and codes."""
        first, code = clauses[0], self.code
        if first.condition is None:
            self._assign(low, top, self.write(first.value, code.own), one)
            return
        sure, may = self._answered(self.write(first.condition, code.own))
        if may == "False":
            self._joined(clauses[1:], low, top, one)
            return
        value = self._named(self.write(first.value, code.own))
        if sure == "True":
            self._assign(low, top, value, one)
            return
        with code.deeper(f"if {sure}:"):
            self._assign(low, top, value, one)
        with code.deeper("else:"):
            self._joined(clauses[1:], low, top, one)
            with code.deeper(f"if {may}:"):
                if one:
                    code.add(f"{low} |= {value[0]}")
                else:
                    code.add(f"if {value[0]} < {low}: {low} = {value[0]}")
                    code.add(f"if {value[1]} > {top}: {top} = {value[1]}")

    def _assign(self, low: str, top: str, ends: Ends, one: bool) -> None:
        self.code.add(f"{low} = {unbracketed(ends[0])}")
        if not one:
            self.code.add(f"{top} = {unbracketed(ends[1])}" if ends[0] != ends[1] else f"{top} = {low}")

    def reached(self, version: Version, flagged: tuple[bool, ...]) -> str:
        """May one of the flagged clauses be looked at?"""
        found, before = [], list[str]()
        for clause, wanted in zip(version.clauses, flagged, strict=True):
            sure, may = ("True", "True") if clause.condition is None else self.write(clause.condition, self.code.own)
            if wanted:
                found.append(all_of([*before, may]))
            before.append(negated(sure))
        return any_of(found)

    def stored(self, concept: Concept) -> list[tuple[str, str]]:
        """What is kept on the instance: under what name, and its value."""
        low, top = self._ends_of(concept)
        kept = [(local(concept.name), low)]
        return kept if concept.type.kind == "kode" else [*kept, (high(concept.name), top)]

    def recorded(self, concept: Concept) -> str:
        """A local as the record has it."""
        value_type, (low, top) = concept.type, self._ends_of(concept)
        if value_type.kind == "kode" or (low == top and is_constant(low)):
            return low
        if value_type.kind == "boolsk":
            return f"{low} if {low} is {top} else None"
        return f"{low} if {low} == {top} else ({low}, {top})"

    def _ends_of(self, concept: Concept) -> Ends:
        return self.constant.get(concept.name, (local(concept.name), high(concept.name)))

    def _anything(self, value_type: ValueType) -> Ends:
        if value_type.kind == "boolsk":
            return "False", "True"
        if value_type.kind == "kode":
            return (str(value_type.all_codes),) * 2
        return (str(FIRST_DAY), str(LAST_DAY)) if value_type.kind == "dato" else ("0", "_NO_BOUND")
