"""A checked document and a rule book → a decision. Pure: no file, no clock, no state kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from reiseregel.case import CheckedDocument, check_document
from reiseregel.compiled import Program, program_in_use
from reiseregel.decision.answered import Answered
from reiseregel.decision.automation import not_automatic
from reiseregel.decision.by_program import core_by_program
from reiseregel.decision.clarify import clarifications, owner_of
from reiseregel.decision.core import Core, bounds, outcomes_of, solve, words_of
from reiseregel.decision.frikort import frikort_forecasts
from reiseregel.decision.grounds import grounds_of, hjemmel_of
from reiseregel.decision.judged import looks_at_judgement
from reiseregel.decision.model import Clarification, Decision, PostDecision, Receipt, RestsOn, Status
from reiseregel.decision.next_steps import next_steps
from reiseregel.decision.rests_on import open_alternatives, rests_on
from reiseregel.decision.traced import Traced
from reiseregel.decision.unread import rests_on_unread_wording
from reiseregel.engine import (
    GRANTED,
    REDUCED,
    REFUSED,
    Evaluator,
    PostInstance,
    PostResult,
    exhausted,
    per_post,
    post_result,
    show_value,
)
from reiseregel.errors import Fault, InvalidDocument, Text
from reiseregel.facts import Instance, OpenFact, Origin, build_facts
from reiseregel.rulebook import RuleBook
from reiseregel.sets import YES
from reiseregel.version import CONTRACT, ENGINE

#: An employer, say, has no claim for the journeys themselves.
NOTHING_ASKED = Text(
    "Dokumentet krever ikke noe du kan få dekket i denne rollen. Legg til det kravet gjelder, eller rett rollen.",
    "Dokumentet krev ikkje noko du kan få dekt i denne rolla. Legg til det kravet gjeld, eller rett rolla.",
    "The document asks for nothing you can have covered in this role. Add what it is for, or correct the role.",
)


def decide(data: bytes | str | dict[str, Any], book: RuleBook, readings: Mapping[str, str] | None = None) -> Decision:
    """Decide one document: JSON text, or a dict judged as its JSON would be.

    Args:
        data: a document as in `schemas/v1/krav.schema.json`. Amounts in øre, lengths in metres, times in minutes.
        book: the rule book, from `load_rulebook`. Shared freely between threads.
        readings: readings to use instead of the chosen ones, by name.

    Returns:
        The decision, open or final, with every post, open question and reason.

    Raises:
        InvalidDocument: every fault of the first stage that found any; no value is repeated.
        KeyError: a reading or code in `readings` that the rule book does not have.

    """
    return decide_checked(check_document(data, book.vocabulary), book, readings)


def decide_checked(document: CheckedDocument, book: RuleBook, readings: Mapping[str, str] | None = None) -> Decision:
    """Decide a document that has been checked. Raises InvalidDocument when its facts cannot all be true."""
    return answer_checked(document, book, readings).decision


def answer(data: bytes | str | dict[str, Any], book: RuleBook, readings: Mapping[str, str] | None = None) -> Answered:
    """As `decide`, with the checked document and the solved case beside the decision."""
    return answer_checked(check_document(data, book.vocabulary), book, readings)


def answer_checked(document: CheckedDocument, book: RuleBook, readings: Mapping[str, str] | None = None) -> Answered:
    """As `decide_checked`, with the checked document and the solved case beside the decision."""
    chosen = chosen_readings(book, readings or {})
    made = program_in_use(book, document.kind, chosen)
    quick = None if made is None else answer_by_program(made, document)
    return quick or answer_by_reference(document, book, readings)


def answer_by_program(made: Program, document: CheckedDocument) -> Answered | None:
    """As `answer_checked`, by the compiled program; None when the answer takes more than its plain pass."""
    facts = build_facts(document.kind, document.data, made.book.vocabulary, _origins(document))
    found = core_by_program(made, document, facts)
    return None if found is None else _answered(document, *found)


def answer_by_reference(
    document: CheckedDocument, book: RuleBook, readings: Mapping[str, str] | None = None
) -> Answered:
    """As `answer_checked`, by the reference evaluator alone: what every other way must agree with."""
    chosen = chosen_readings(book, readings or {})
    facts = build_facts(document.kind, document.data, book.vocabulary, _origins(document))
    _refuse_impossible(Evaluator(book, facts, chosen))
    core = solve(book, facts, chosen, watched=open_alternatives(book, chosen))
    if not core.posts:
        raise InvalidDocument([Fault("", "krav.ingenting_krevd", NOTHING_ASKED)])
    return _answered(document, core, rests_on(core), Traced(core.evaluator))


def _answered(document: CheckedDocument, core: Core, resting: tuple[RestsOn, ...], traced: Traced) -> Answered:
    book, facts = core.book, core.evaluator.facts
    outcomes, amount = outcomes_of(core), bounds(core.whole.amount)
    posts = _posts(core)
    settled = len(outcomes) == 1 and amount.settled and (posts[0].post.answer is None or all(p.settled for p in posts))
    open_questions = clarifications(core)
    decision = Decision(
        kind=document.kind,
        language=document.language,
        outcomes=outcomes,
        bounds=amount,
        status=outcomes[0] if settled else _open_status(open_questions),
        posts=posts,
        clarifications=open_questions,
        rests_on=resting,
        not_automatic=not_automatic(
            book.policy,
            settled,
            amount,
            posts,
            resting,
            judged=looks_at_judgement(core, document),
            provisional=core.provisional,
            unread=rests_on_unread_wording(core),
        ),
        exhausted=exhausted(core.node),
        frikort=frikort_forecasts(core, posts, document.data),
        law_days=dict(_law_days(facts.instances)),
        receipt=Receipt(
            engine=ENGINE,
            contract=CONTRACT,
            rules=book.digest,
            covered=facts.root.definition.covered,
            readings=dict(core.evaluator.readings),
            facts=_hash({key: value for key, value in document.data.items() if key != "spraak"}),
            traced=traced,
        ),
    )
    return Answered(document, core, replace(decision, next_steps=next_steps(core, decision)))


def chosen_readings(book: RuleBook, instead: Mapping[str, str]) -> dict[str, str]:
    """The reading in use for each question. Raises KeyError for an unknown reading or code."""
    chosen = {name: reading.chosen for name, reading in book.readings.items()}
    for name, code in instead.items():
        if name not in chosen or code not in book.readings[name].codes:
            raise KeyError("ukjent lesning eller alternativ")
        chosen[name] = code
    return chosen


def _law_days(instances: Iterable[Instance]) -> Iterator[tuple[str, int]]:
    """The day whose law is read for each entity by its place, those that may be in unknown lists too."""
    for instance in instances:
        yield instance.path, instance.law_day
        yield from _law_days(instance.nameless.values())


def _origins(document: CheckedDocument) -> dict[str, Origin]:
    origins = {pointer: Origin(source.kind, source.reference) for pointer, source in document.sources.items()}
    for item in document.assessments:
        origins[item.pointer] = Origin(
            "vurdering", item.reference, item.role, item.time, item.momenter, item.reasons_sha256
        )
    return origins


def _refuse_impossible(evaluator: Evaluator) -> None:
    faults = [
        Fault(instance.path, "krav.umulig_kombinasjon", item.text)
        for item in (*evaluator.book.impossible, *evaluator.book.contradictions)
        for instance in evaluator.facts.of_entity(item.entity)
        if evaluator.evaluate(item.condition, instance)[0] == YES
    ]
    if faults:
        raise InvalidDocument(faults)


def _posts(core: Core) -> tuple[PostDecision, ...]:
    refined = per_post(core.node)
    named = tuple(zip((GRANTED, REDUCED, REFUSED), words_of(core).post, strict=True))
    return tuple(
        PostDecision(
            post=item.post,
            label=item.post.label_on(item.instance.law_day),
            place=item.instance.path,
            content=_content(item.instance),
            outcomes=tuple(name for bit, name in named if refined[item.number].outcomes & bit),
            computed=bounds(refined[item.number].computed),
            own_share=bounds(refined[item.number].own_share),
            payable=bounds(refined[item.number].payable),
            frikort=bounds(refined[item.number].frikort),
            interest=bounds(refined[item.number].interest),
            hjemmel=hjemmel_of(core, item),
            grounds=grounds_of(core, item),
            by_splitting=_by_splitting(core, item, refined[item.number]),
            without_effect=_without_effect(core, item, refined[item.number]),
        )
        for item in core.posts
    )


def _by_splitting(core: Core, item: PostInstance, refined: PostResult) -> tuple[OpenFact, ...]:
    """The open facts the plain pass left a post hanging on, when trying their values settled it."""
    plain = post_result(core.evaluator, item)
    if plain.settled or not refined.settled:
        return ()
    return tuple(fact for fact in core.evaluator.facts.open_facts if plain.support >> fact.index & 1)


def _without_effect(core: Core, item: PostInstance, refined: PostResult) -> tuple[OpenFact, ...]:
    """What the plain pass left the columns and conditions of a settled post hanging on."""
    if not refined.settled:
        return ()
    post, evaluator, support = item.post, core.evaluator, 0
    for name in (post.right, *post.reduced, post.computed, post.own_share, post.interest, post.payable):
        support |= evaluator.concept(item.instance, name)[1] if name else 0
    for reason in post.reasons:
        if not reason.about_amounts:
            support |= evaluator.concept(item.instance.follow(reason.up, ()), reason.concept)[1]
    return tuple(fact for fact in evaluator.facts.open_facts if support >> fact.index & 1)


def _content(instance: Instance) -> dict[str, Any]:
    """The content facts of what a post is about: date, direction, kind, what was paid; then the codes of what it is
    part of, such as the role of the traveller.
    """
    slots = [slot for slot in instance.facts.values() if slot.definition.content]
    above = instance.parent
    while above is not None:
        slots += [slot for slot in above.facts.values() if slot.definition.content and slot.definition.codes]
        above = above.parent
    return {slot.definition.name: show_value(slot.values, slot.definition.type) for slot in slots[::-1]}


def _open_status(open_questions: tuple[Clarification, ...]) -> Status:
    """Something to ask somebody, or only judgement left."""
    others = any(owner_of(item.fact) != "saksbehandler" for item in open_questions)
    return "mangler_opplysninger" if others else "til_vurdering"


def _hash(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
