"""What each case uses of the rules, noted while it is solved: no other change can give it another answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from reiseregel.calendar import LAST_DAY
from reiseregel.casebook import Case
from reiseregel.decision.core import Core, solve_with
from reiseregel.decision.grounds import grounds_of, hjemmel_of
from reiseregel.decision.rests_on import open_alternatives
from reiseregel.engine import Evaluator, effects
from reiseregel.engine.evaluate import Result
from reiseregel.errors import Place
from reiseregel.facts import FactTree, Instance
from reiseregel.rulebook import Clause, Concept, RuleBook, Version
from reiseregel.sets import Values


@dataclass(slots=True)
class Used:
    """Clauses by place, concepts and the type of document by name, each with the law date (ordinal) it was used on; and
    the facts that are given or asked for.
    """

    clauses: set[tuple[Place, int]] = field(default_factory=set)
    concepts: set[tuple[str, int]] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    roots: set[tuple[str, int]] = field(default_factory=set)


@dataclass(slots=True)
class Record:
    """What a case used, and each cell and instance that a concept (entity, name) was worked out in, until `closed`."""

    used: Used = field(default_factory=Used)
    cells: dict[tuple[str, str], list[tuple[Evaluator, Instance]]] = field(default_factory=dict)
    #: Every clause looked at, by its identity and the law date.
    seen: dict[tuple[int, int], Clause] = field(default_factory=dict)
    closed: bool = False

    def close(self) -> None:
        """What is worked out from now on is not of the case."""
        self.used.clauses |= {(clause.place, day) for (_, day), clause in self.seen.items()}
        self.closed = True


@dataclass(slots=True)
class Recorder(Evaluator):
    """An evaluator that keeps a record. Cells narrowed from it keep the same one."""

    record: Record = field(default_factory=Record)

    def defined(self, instance: Instance, concept: Concept) -> Result:
        """As the evaluator does, once for each cell and instance."""
        if not self.record.closed:
            self.record.used.concepts.add((concept.id, instance.law_day))
            self.record.cells.setdefault((concept.entity, concept.name), []).append((self, instance))
        return Evaluator.defined(self, instance, concept)

    def decide(self, instance: Instance, version: Version) -> tuple[Values, int, str | None]:
        """As the evaluator does; every clause up to the one that decided was looked at, all when none did alone."""
        values, support, decided = Evaluator.decide(self, instance, version)
        for clause in version.clauses if not self.record.closed else ():
            self.record.seen[id(clause), instance.law_day] = clause
            if clause.id == decided:
                break
        return values, support, decided


def recorded(case: Case, book: RuleBook, facts: FactTree, readings: dict[str, str]) -> Record:
    """All that the answer to a case, and everything expected of it, hangs on."""
    record = Record()
    recorder = Recorder(book, facts, readings, record=record)
    for item in (*book.impossible, *book.contradictions):
        for instance in facts.of_entity(item.entity):
            recorder.evaluate(item.condition, instance)
    resting = not {"hviler_paa", "ikke_automatisk"}.isdisjoint(case.expected)
    core = solve_with(recorder, open_alternatives(book, readings) if resting else ())
    for name, code in core.splitter.differing:
        solve_with(Recorder(book, facts, {**readings, name: code}, record=record))
    for post in core.posts:
        grounds_of(core, post)
        hjemmel_of(core, post)
    instances = _everything(facts)
    for concept in book.concepts.values():
        if concept.id in named_by(case):
            for instance in instances:
                if instance.entity == concept.entity:
                    recorder.concept(instance, concept.name)
    used = record.used
    used.facts |= {slot.definition.key for instance in instances for slot in instance.facts.values() if not slot.bit}
    used.facts |= _asked(core)
    used.roots |= {(facts.root.entity, instance.law_date or LAST_DAY) for instance in instances}
    record.close()
    return record


def named_by(case: Case) -> set[str]:
    """The concepts (`par_08.kort_reise`) that a case expects something of."""
    return {name for key in ("begreper", "hjemler") for name in case.expected.get(key, ())}


def _asked(core: Core) -> set[str]:
    open_facts = core.evaluator.facts.open_facts
    found = effects(core.node, core.splitter.possible)
    return {open_facts[index].key for index in found if index < len(open_facts)}


def _everything(facts: FactTree) -> list[Instance]:
    """Every instance of a case, those that stand for what unknown lists may hold too."""
    found, todo = [], list(facts.instances)
    while todo:
        instance = todo.pop()
        found.append(instance)
        todo += instance.nameless.values()
        if instance.number < 0:
            todo += instance.singles.values()
    return found
