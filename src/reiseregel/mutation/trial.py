"""One mutant against the cases that used what it changes, until one fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from reiseregel.case import CheckedDocument, check_document
from reiseregel.case.consistency import contradictions
from reiseregel.casebook import Case, differences
from reiseregel.decision import chosen_readings, decide_checked
from reiseregel.engine import Evaluator
from reiseregel.engine.evaluate import version_for
from reiseregel.errors import InvalidDocument
from reiseregel.facts import Instance, build_facts
from reiseregel.mutation.model import Mutant
from reiseregel.mutation.used import Record, Used, recorded
from reiseregel.rulebook import Concept, RuleBook, Version
from reiseregel.rulebook.checks import all_checks
from reiseregel.rulebook.model import MAIN
from reiseregel.rulebook.tree import ConceptRef, DaySum, Expr, RateRef
from reiseregel.rulebook.walk import references
from reiseregel.vocabulary import Hjemmel

#: The checks of the rule files see a date that leaves a rule without what it refers to.
CHECKED = ("dato", "satsdato")
#: What a case can expect that tells of a rate and not of what the rules make of it: its status, and the yearly ceiling.
BESIDE_RULES = frozenset({"ikke_automatisk", "frikort_tak"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a mutant was caught, by what (the place of a case, or the code of a fault that `sjekk` finds), and how
    many cases were run to see it. `near` is the place of the first in which the change made a difference, but none that
    the case expects anything of.
    """

    caught: bool
    by: str = ""
    runs: int = 0
    near: str = ""


@dataclass(slots=True)
class _Prepared:
    """A case whose document is whole, with the record of its solution under the true rules."""

    case: Case
    document: CheckedDocument
    record: Record
    passes: bool | None = None


class Workshop:
    """The true rules, the cases and the mutants; each process has its own."""

    def __init__(self, book: RuleBook, cases: tuple[Case, ...], mutants: tuple[Mutant, ...]) -> None:
        self.book, self.cases, self.mutants = book, cases, mutants
        self._prepared: dict[int, _Prepared | None] = {}

    def used(self, number: int) -> Used:
        """What a case uses; nothing when its document is refused, as it then tells of no rule."""
        item = self._case(number)
        return Used() if item is None else item.record.used

    def trial(self, number: int, candidates: Iterable[int]) -> Verdict:
        """A mutant by number against cases by number, in that order."""
        mutant, runs, near = self.mutants[number], 0, ""
        if mutant.refused:
            return Verdict(True, mutant.refused)
        book = mutant.change.of(self.book)
        for candidate in candidates:
            item = self._case(candidate)
            if item is None or not self._can_tell(mutant, book, item):
                continue
            runs += 1
            if not self._passes(item, book, mutant) and self._passes_truly(item):
                return Verdict(True, str(item.case.place), runs)
            near = near or (str(item.case.place) if mutant.change.concepts or mutant.change.rates else "")
        faults = all_checks(book) if mutant.identity.operator in CHECKED else []
        return Verdict(bool(faults), faults[0].code if faults else "", runs, near)

    # --- cases ------------------------------------------------------------------------------------------------------

    def _case(self, number: int) -> _Prepared | None:
        if number not in self._prepared:
            self._prepared[number] = self._prepare(self.cases[number])
        return self._prepared[number]

    def _prepare(self, case: Case) -> _Prepared | None:
        try:
            document = check_document(case.document, self.book.vocabulary)
            readings = chosen_readings(self.book, dict(case.readings))
        except (InvalidDocument, KeyError):
            return None
        facts = build_facts(document.kind, document.data, self.book.vocabulary, {})
        return _Prepared(case, document, recorded(case, self.book, facts, readings))

    def _passes_truly(self, item: _Prepared) -> bool:
        if item.passes is None:
            item.passes = self._passes(item, self.book, None)
        return item.passes

    def _passes(self, item: _Prepared, book: RuleBook, mutant: Mutant | None) -> bool:
        """True when the answer is as expected. A document that is refused, and rules that cannot be run, are not."""
        if mutant is not None and mutant.change.facts:
            root = book.vocabulary.roots[item.document.kind]
            if contradictions(item.document.data, root, book.vocabulary):
                return False
        try:
            decision = decide_checked(item.document, book, dict(item.case.readings))
            return not any(differences(item.case.expected, decision))
        except Exception:  # noqa: BLE001 - changed rules can fail in any way there is, and each is noticed
            return False

    # --- what need not be run ---------------------------------------------------------------------------------------

    def _can_tell(self, mutant: Mutant, book: RuleBook, item: _Prepared) -> bool:
        """False when the concept that is changed gives the same, by the same clause, wherever the case asks for it.

        Then the solution goes the same way step for step, and so does all that is read off it. A rate is changed in the
        concepts that name it.
        """
        if len(mutant.change.concepts) == 1:
            (changed,) = mutant.change.concepts
            pairs = [(self.book.concepts[changed.entity, changed.name], changed)]
        elif mutant.change.rates and not BESIDE_RULES.intersection(item.case.expected):
            pairs = [(self.book.concepts[key],) * 2 for rate in mutant.change.rates for key in self._naming[rate.name]]
        else:
            return True
        return not all(
            _same(evaluator, self._under(evaluator, book, mutant), instance, *pair)
            for pair in pairs
            for evaluator, instance in item.record.cells.get((pair[0].entity, pair[0].name), ())
        )

    def _under(self, evaluator: Evaluator, book: RuleBook, mutant: Mutant) -> Evaluator:
        """The evaluator that can tell what a changed rule gives. The rules it rests on are those of the true book."""
        if not mutant.change.rates:
            return evaluator
        memo = {key: dict(known) for key, known in evaluator.memo.items()}
        return replace(evaluator, book=book, memo=memo)

    @cached_property
    def _naming(self) -> dict[str, set[tuple[str, str]]]:
        """The concepts (entity, name) that name each rate."""
        found: dict[str, set[tuple[str, str]]] = {name: set() for name in self.book.rates}
        for key, concept in self.book.concepts.items():
            for version in concept.versions:
                for _, node in references(version):
                    if isinstance(node, RateRef):
                        found[node.name].add(key)
                    elif isinstance(node, DaySum):
                        found[node.rate].add(key)
        return found


def _same(
    evaluator: Evaluator, changed_evaluator: Evaluator, instance: Instance, concept: Concept, changed: Concept
) -> bool:
    own, other = version_for(instance, concept), version_for(instance, changed)
    if evaluator is changed_evaluator and own == other:
        return True
    if own is None or other is None:
        return own is other
    try:
        answer = changed_evaluator.decide(instance, other)
        return answer == evaluator.decide(instance, own) and _grounds(other, answer[2]) == _grounds(own, answer[2])
    except Exception:  # noqa: BLE001 - as when the case is run
        return False


def _grounds(version: Version, decided: str | None) -> tuple[Hjemmel, bool, Expr | None]:
    """All that is read off a version but its value: where the law says so, if that was read, and who is asked on."""
    clause = next((clause for clause in version.clauses if clause.id == decided), version.clauses[-1])
    passed_on = clause.value if decided == MAIN and isinstance(clause.value, ConceptRef) else None
    return clause.hjemmel, clause.wording_read, passed_on
