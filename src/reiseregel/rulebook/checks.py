"""What must hold of the whole rule book: no cycles, no gaps in time between those who refer, words and cases for all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import RuleFault
from reiseregel.rulebook.model import Clause, Concept, RuleBook, Version
from reiseregel.rulebook.shape import file_kind
from reiseregel.rulebook.tree import Aggregate, Compare, ConceptRef, Const, DaySum, Expr, Extreme, RateRef, Subtract, operands
from reiseregel.vocabulary import Vocabulary
from reiseregel.yamlfile import YamlFile


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


def law_time_owner(vocabulary: Vocabulary, entity: str) -> str | None:
    """The entity whose date governs `entity`: itself or its nearest parent with a law time."""
    for ancestor in vocabulary.ancestors(entity):
        if vocabulary.entities[ancestor].law_time is not None:
            return ancestor
    return None


def all_checks(book: RuleBook) -> list[RuleFault]:
    """Faults in the rule book as a whole."""
    faults: list[RuleFault] = []
    _cycles(book, faults)
    for concept in book.concepts.values():
        _time(book, concept, faults)
    return faults


def _cycles(book: RuleBook, faults: list[RuleFault]) -> None:
    order: TopologicalSorter[tuple[str, str]] = TopologicalSorter()
    for key, concept in book.concepts.items():
        order.add(key)
        for version in concept.versions:
            for _, node in references(version):
                if isinstance(node, ConceptRef):
                    order.add(key, (node.entity, node.name))
    try:
        order.prepare()
    except CycleError as error:
        ring = [".".join(key) for key in error.args[1]]
        first = book.concepts[tuple(ring[0].split("."))]  # type: ignore[index]
        faults.append(RuleFault(first.place, "sirkel", "begrepene viser til hverandre i ring: " + " → ".join(ring)))


def _time(book: RuleBook, concept: Concept, faults: list[RuleFault]) -> None:
    """Rates and concepts under the same law time must exist throughout; without law time there are none to refer to."""
    owner = law_time_owner(book.vocabulary, concept.entity)
    for version in concept.versions:
        for clause, node in references(version):
            if isinstance(node, RateRef | DaySum):
                name = node.name if isinstance(node, RateRef) else node.rate
                rate = book.rates[name]
                if owner is None:
                    message = f"«{concept.id}» har ingen lovtid og kan ikke bruke satsen «{name}»"
                    faults.append(RuleFault(clause.place, "lovtid", message))
                elif not rate.rows or rate.rows[0].since > version.since:
                    message = f"satsen «{name}» finnes ikke fra {_day(version.since)}"
                    faults.append(RuleFault(clause.place, "hull_i_tid", message))
            if isinstance(node, ConceptRef) and owner == law_time_owner(book.vocabulary, node.entity):
                _covered(book.concepts[node.entity, node.name], concept, version, clause, faults)


def _covered(target: Concept, concept: Concept, version: Version, clause: Clause, faults: list[RuleFault]) -> None:
    day = version.since
    for part in target.versions:
        if part.since <= day <= part.until:
            day = part.until + 1
    if day <= version.until:
        message = f"«{concept.id}» viser til «{target.id}», som ikke finnes {_day(day)}"
        fault = RuleFault(clause.place, "hull_i_tid", message)
        if fault not in faults:
            faults.append(fault)


def _day(day: int) -> str:
    return "i all framtid" if day > LAST_DAY else date.fromordinal(day).isoformat()


def words(book: RuleBook, files: dict[str, YamlFile]) -> list[RuleFault]:
    """Every concept needs a name and, for yes/no, a phrase each way; every rule file needs cases beside it."""
    faults = []
    for concept in book.concepts.values():
        needed = ["sann", "usann"] if concept.type.kind == "boolsk" else list(concept.type.codes)
        missing = [key for key in needed if key not in concept.phrases]
        if concept.label is None:
            missing.insert(0, "navn")
        if missing:
            message = f"begrepet «{concept.id}» mangler ord i tekster/: {', '.join(missing)}"
            faults.append(RuleFault(concept.place, "mangler_tekst", message))
    known = {concept.id for concept in book.concepts.values()}
    for file in files.values():
        if file_kind(file.name) == "tekster":
            stem = file.name.removeprefix("tekster/").removesuffix(".yaml")
            for name in file.data["tekster"]:
                if f"{stem}.{name}" not in known:
                    place = file.key_place("tekster", name)
                    faults.append(RuleFault(place, "ukjent_navn", f"begrepet «{stem}.{name}» finnes ikke"))
        if file_kind(file.name) == "regel" and file.data.get("begreper"):
            beside = file.name.removesuffix(".yaml") + ".saker.yaml"
            if beside not in files:
                faults.append(RuleFault(file.place(), "mangler_saker", f"regelfilen har ingen saker ved siden av seg ({beside})"))
    return faults


def warnings(book: RuleBook) -> list[RuleFault]:
    """Ways of writing that make sets looser than they need be."""
    found = []
    for concept in book.concepts.values():
        for version in concept.versions:
            for clause, node in references(version):
                if isinstance(node, Subtract) and isinstance(node.right, Extreme) and node.left in node.right.items:
                    message = "skriv max(x - c, 0) i stedet for x - min(x, c): det siste gir negative grenser"
                    found.append(RuleFault(clause.place, "loes_mengde", message))
                if isinstance(node, Compare) and node.left == node.right and not isinstance(node.left, Const):
                    message = "en verdi sammenliknes med seg selv; sammenlikn opplysningene den bygger på"
                    found.append(RuleFault(clause.place, "loes_mengde", message))
    return sorted(set(found))


__all__ = ["Aggregate", "all_checks", "clause_parts", "law_time_owner", "references", "walk", "warnings", "words"]
