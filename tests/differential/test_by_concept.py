"""The functions made for concepts against the reference evaluator: every value with what it hangs on, every mark that
an evaluator leaves, and the whole splitting tree.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from random import Random

from reiseregel.compiled.by_concept import ByConcept, Functions
from reiseregel.decision.core import solve_with
from reiseregel.decision.decide import answer_by_splitting, chosen_readings
from reiseregel.decision.rests_on import open_alternatives
from reiseregel.engine import Evaluator, posts_of
from reiseregel.errors import InvalidDocument
from reiseregel.facts import FactTree, build_facts
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.walk import clause_parts
from reiseregel.sets import YES, is_single
from tests.conftest import Figures
from tests.differential.agreement import checked
from tests.differential.documents import document
from tests.property.real_cases import real_book
from tests.property.small_books import OPENNESS, loaded
from tests.strategies.rule_books import small_document, small_rule_book

#: Claims with more open facts may take seconds by the reference.
MOST_OPEN = 200


def every_expression_agrees(reference: Evaluator, other: Evaluator, counts: Counter[str]) -> None:
    """Each concept, then each part of its rules by itself, on every instance that has it."""
    for concept in reference.book.concepts.values():
        for instance in reference.facts.of_entity(concept.entity):
            found = other.concept(instance, concept.name)
            assert found == reference.concept(instance, concept.name), concept.id
            counts["verdier"] += 1
            counts["åpne verdier"] += not is_single(found[0])
            version = concept.version_on(instance.law_day) if instance.covered else None
            for part in chain.from_iterable(map(clause_parts, version.clauses if version else ())):
                assert other.evaluate(part, instance) == reference.evaluate(part, instance), concept.id
                counts["uttrykk"] += 1
    assert marks(other) == marks(reference)


def marks(evaluator: Evaluator) -> tuple[object, ...]:
    known = {key: found for key, found in evaluator.memo.items() if found}
    return known, evaluator.reached, evaluator.provisional, evaluator.unread


def trees_agree(book: RuleBook, facts: FactTree, made: Functions, counts: Counter[str]) -> None:
    """Solved with every open reading watched: the tree, what the readings would change, and the marks."""
    readings = {name: reading.chosen for name, reading in book.readings.items()}
    reference = solve_with(Evaluator(book, facts, readings), open_alternatives(book, readings))
    other = solve_with(ByConcept(book, facts, readings, functions=made), open_alternatives(book, readings))
    assert (other.node, other.whole, other.provisional) == (reference.node, reference.whole, reference.provisional)
    assert other.splitter.differing == reference.splitter.differing
    assert other.splitter.split_concepts == reference.splitter.split_concepts
    assert marks(other.evaluator) == marks(reference.evaluator)
    counts["delte på begreper"] += bool(other.splitter.split_concepts)
    counts["delte"] += hasattr(other.node, "cells") or hasattr(other.node, "parts")


def can_be(evaluator: Evaluator) -> bool:
    return not any(
        evaluator.evaluate(item.condition, instance)[0] == YES
        for item in (*evaluator.book.impossible, *evaluator.book.contradictions)
        for instance in evaluator.facts.of_entity(item.entity)
    )


def test_small_rule_books(figures: Figures) -> None:
    counts: Counter[str] = Counter()
    for number in range(30):
        rng = Random(27_000_000 + number)
        book = loaded(small_rule_book(rng))
        made = Functions(book, version_pays=0, expression_pays=0)
        for openness in OPENNESS:
            facts = build_facts("krav", small_document(rng, book.vocabulary, *openness), book.vocabulary, {})
            reference = Evaluator(book, facts, {})
            every_expression_agrees(reference, ByConcept(book, facts, {}, functions=made), counts)
            if can_be(reference):
                trees_agree(book, facts, made, counts)
    assert counts["åpne verdier"] > 250
    assert counts["delte"] > 60
    assert counts["delte på begreper"] > 5
    figures("30 regelbøker, " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))


def test_the_regulation(figures: Figures) -> None:
    book, counts = real_book(), Counter[str]()
    made, readings = Functions(book, version_pays=2, expression_pays=2), chosen_readings(book, {})
    for number in range(32):
        found = checked(document(27_000 + number), book)
        if found is None:
            continue
        facts = build_facts(found.kind, found.data, book.vocabulary, {})
        reference, other = Evaluator(book, facts, readings), ByConcept(book, facts, readings, functions=made)
        assert posts_of(other) == posts_of(reference)
        if number < 4:
            every_expression_agrees(reference, other, counts)
            counts["dokumenter"] += 1
        if 0 < len(facts.open_facts) <= MOST_OPEN and can_be(reference):
            trees_agree(book, facts, made, counts)
            counts["trær"] += 1
    assert counts["dokumenter"] > 1
    assert counts["trær"] > 10
    assert counts["delte"] > 5
    assert counts["åpne verdier"] > 100
    figures(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))


def test_the_whole_answer_of_open_claims(figures: Figures) -> None:
    book, counts = real_book(), Counter[str]()
    readings, number = chosen_readings(book, {}), 28_000
    while counts["åpne svar"] < 3:
        number += 1
        found = checked(document(number), book)
        if (
            found is None
            or not 0 < len(build_facts(found.kind, found.data, book.vocabulary, {}).open_facts) <= MOST_OPEN
        ):
            continue
        answers = []
        for kind in (Evaluator, ByConcept):
            try:
                answers.append(answer_by_splitting(found, book, readings, kind).decision.to_json())
            except InvalidDocument as error:
                answers.append({"feil": [fault.code for fault in error.faults]})
        assert answers[0] == answers[1]
        counts["avvist" if "feil" in answers[0] else "hele svar"] += 1
        counts["åpne svar"] += bool(answers[0].get("avklaringer"))
    figures(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
