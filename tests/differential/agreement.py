"""Two executors on one document: every post, every column, every value, and the whole answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reiseregel import InvalidDocument
from reiseregel.case import CheckedDocument, check_document
from reiseregel.compiled import Program, Verdict, program
from reiseregel.decision import answer_by_program, answer_by_reference
from reiseregel.engine import Evaluator, PostInstance, post_result, posts_of
from reiseregel.facts import FactTree, Instance, build_facts
from reiseregel.quantities import ValueType
from reiseregel.rulebook import RuleBook
from reiseregel.sets import NO, YES, Values, is_single, single
from tests.strategies.claims import Document


def checked(document: Document, book: RuleBook) -> CheckedDocument | None:
    """The document when it can be decided at all."""
    try:
        return check_document(document, book.vocabulary)
    except InvalidDocument:
        return None


def plain_pass_agrees(found: CheckedDocument, book: RuleBook, counts: Counter[str], *, every_value: bool) -> None:
    """Both modes: posts and reasons as the reference has them; and recorded too, with `every_value` in the record."""
    made = program(book, found.kind)
    facts = build_facts(found.kind, found.data, book.vocabulary, {})
    readings = {name: reading.chosen for name, reading in book.readings.items()}
    evaluator = Evaluator(book, facts, readings)
    refused = _cannot_be(evaluator)
    counts["kan ikke være sanne"] += refused
    wanted = list(_posts(evaluator))
    for recorded in (False, True) if every_value else (False,):
        for sets_only in (False, True):
            verdict = made.run(found.data, recorded=recorded, sets_only=sets_only)
            if verdict is None:
                counts["overlatt til referansen, med spor" if recorded else "overlatt til referansen"] += 1
                continue
            assert not refused, "a combination that cannot be was not handed over"
            counts["alt kjent" if verdict.known else "mengder"] += 1
            given = [
                (p.post, p.place, p.outcomes, p.payable, p.computed, p.own_share, p.frikort, p.interest, p.reasons)
                for p in verdict.posts
            ]
            assert given == wanted
            if recorded:
                counts["verdier"] += _values_agree(made, verdict, facts, evaluator)


def whole_answer_agrees(found: CheckedDocument, book: RuleBook, counts: Counter[str]) -> None:
    """The decision in full, as JSON, with its trace and the hash of it."""
    try:
        by_reference = answer_by_reference(found, book).decision
    except InvalidDocument:
        by_reference = None
    answered = answer_by_program(program(book, found.kind), found)
    if by_reference is None:
        assert answered is None, "only the reference refuses it"
        counts["avvist"] += 1
        return
    if answered is None:
        counts["hele svar overlatt til referansen"] += 1
        return
    counts["hele svar"] += 1
    decision = answered.decision
    assert decision.to_json() == by_reference.to_json()
    assert decision.trace == by_reference.trace
    assert [[fact.pointer for fact in post.without_effect] for post in decision.posts] == [
        [fact.pointer for fact in post.without_effect] for post in by_reference.posts
    ]


def _cannot_be(evaluator: Evaluator) -> bool:
    book = evaluator.book
    return any(
        evaluator.evaluate(item.condition, instance)[0] == YES
        for item in (*book.impossible, *book.contradictions)
        for instance in evaluator.facts.of_entity(item.entity)
    )


def _posts(evaluator: Evaluator) -> Iterator[tuple[object, ...]]:
    for item in posts_of(evaluator):
        result = post_result(evaluator, item)
        yield (
            *(item.post.id, item.instance.path, result.outcomes, result.payable, result.computed),
            *(result.own_share, result.frikort, result.interest, tuple(_reasons(evaluator, item))),
        )


def _reasons(evaluator: Evaluator, item: PostInstance) -> Iterator[str]:
    """The reasons that surely hold, one by one from the rules; those about amounts only where there may be a right."""
    may_be_a_right = evaluator.concept(item.instance, item.post.right)[0] != NO
    for reason in item.post.reasons:
        instance: Instance | None = item.instance
        for _ in range(reason.up):
            assert instance is not None
            instance = instance.parent
        assert instance is not None
        holds = evaluator.concept(instance, reason.concept)[0] == (YES if reason.value else NO)
        if holds and (may_be_a_right or not reason.about_amounts):
            yield reason.code


def _values_agree(made: Program, verdict: Verdict, facts: FactTree, evaluator: Evaluator) -> int:
    compared = 0
    for entity in made.entities:
        concepts = made.plan.concepts_of(entity)
        for instance, row in zip(facts.of_entity(entity), verdict.values_of(entity), strict=True):
            for concept, value in zip(concepts, row, strict=True):
                wanted = _recorded(evaluator.concept(instance, concept.name)[0], concept.type)
                assert value == wanted, f"{instance.path}#{concept.id}: {value} er ikke {wanted}"
                compared += 1
    return compared


def _recorded(values: Values, value_type: ValueType) -> object:
    if value_type.kind == "kode":
        return values
    if value_type.kind == "boolsk":
        return bool(single(values)) if is_single(values) else None
    return single(values) if is_single(values) else values
