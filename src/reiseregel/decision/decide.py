"""A checked document and a rule book → a decision. Pure: no file, no clock, no state kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reiseregel.case import CheckedDocument, check_document
from reiseregel.compiled import ByConcept, Program, program_in_use
from reiseregel.decision.answered import Answered
from reiseregel.decision.automation import not_automatic
from reiseregel.decision.by_program import Solved, solved_by_program
from reiseregel.decision.canonical import sha256
from reiseregel.decision.clarify import clarifications, owner_of
from reiseregel.decision.core import Core, bounds, outcomes_of, solve_with, words_of
from reiseregel.decision.frikort import frikort_forecasts
from reiseregel.decision.grounds import grounds_of, hjemmel_of
from reiseregel.decision.judged import looks_at_judgement
from reiseregel.decision.later import Later
from reiseregel.decision.model import Clarification, Decision, PostDecision, PostOutcome, Receipt, RestsOn, Status
from reiseregel.decision.next_steps import next_steps
from reiseregel.decision.origins import Origins
from reiseregel.decision.record import Record
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
from reiseregel.facts import FactTree, Instance, OpenFact, build_facts
from reiseregel.facts.tables import EntityTable, tables_of
from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.sets import YES
from reiseregel.version import CONTRACT, ENGINE
from reiseregel.vocabulary import FactDef

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
    made = program_in_use(book, document.kind, readings and chosen)
    quick = None if made is None else answer_by_program(made, document)
    return quick or answer_by_splitting(document, book, chosen, ByConcept)


def answer_by_program(made: Program, document: CheckedDocument) -> Answered | None:
    """As `answer_checked`, by the compiled program; None when the answer takes more than its plain pass."""
    facts = build_facts(document.kind, document.data, made.book.vocabulary, Origins(document))
    found = solved_by_program(made, document, facts)
    return None if found is None else _answered(document, found)


def answer_by_reference(
    document: CheckedDocument, book: RuleBook, readings: Mapping[str, str] | None = None
) -> Answered:
    """As `answer_checked`, by the reference evaluator alone: what every other way must agree with."""
    return answer_by_splitting(document, book, chosen_readings(book, readings or {}), Evaluator)


def answer_by_splitting(
    document: CheckedDocument, book: RuleBook, chosen: Mapping[str, str], kind: type[Evaluator]
) -> Answered:
    """As `answer_checked`, by the plain pass and splitting of an evaluator of this kind; all give the same."""
    facts = build_facts(document.kind, document.data, book.vocabulary, Origins(document))
    _refuse_impossible(kind(book, facts, chosen))
    core = solve_with(kind(book, facts, chosen))
    if not core.posts:
        raise InvalidDocument([Fault("", "krav.ingenting_krevd", NOTHING_ASKED)])

    def resting() -> tuple[RestsOn, ...]:
        return rests_on(solve_with(kind(book, facts, chosen), watched=open_alternatives(book, chosen)))

    return _answered(document, Solved(core, Later(resting), Traced(core.evaluator)))


def _answered(document: CheckedDocument, solved: Solved) -> Answered:
    core, resting = solved.core, solved.resting
    book, facts = core.book, core.evaluator.facts
    outcomes, amount = outcomes_of(core), bounds(core.whole.amount)
    posts = _posts(solved)
    settled = len(outcomes) == 1 and amount.settled and (posts[0].post.answer is None or all(p.settled for p in posts))
    open_questions = () if solved.reasons is not None else clarifications(core)
    decision = Decision(
        kind=document.kind,
        language=document.language,
        outcomes=outcomes,
        bounds=amount,
        status=outcomes[0] if settled else _open_status(open_questions),
        posts=posts,
        clarifications=open_questions,
        resting=resting,
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
        law_days=_law_days(facts, tables_of(book.vocabulary)),
        receipt=Receipt(
            engine=ENGINE,
            contract=CONTRACT,
            rules=book.digest,
            covered=facts.root.definition.covered,
            readings=dict(core.evaluator.readings),
            hashed_facts=Later(lambda: facts_hash(document)),
            traced=solved.traced,
        ),
    )
    return Answered(document, core, replace(decision, next_steps=next_steps(core, decision)))


def chosen_readings(book: RuleBook, instead: Mapping[str, str]) -> dict[str, str]:
    """The reading in use for each question. Raises KeyError for an unknown reading or code."""
    chosen = dict(_usual_readings(book))
    for name, code in instead.items():
        if name not in chosen or code not in book.readings[name].codes:
            raise KeyError("ukjent lesning eller alternativ")
        chosen[name] = code
    return chosen


@once_for_each
def _usual_readings(book: RuleBook) -> dict[str, str]:
    return {name: reading.chosen for name, reading in book.readings.items()}


def _law_days(facts: FactTree, tables: Mapping[str, EntityTable]) -> dict[str, int]:
    """The day whose law is read for each entity by its place, those that may be in unknown lists too."""
    found = {}
    for instance in facts.instances:
        day = found[instance.path] = instance.law_day
        for child, items in instance.lists.items():
            if items is None:
                found.update(dict.fromkeys([instance.path + rest for rest in tables[child].nameless_paths], day))
    return found


def _refuse_impossible(evaluator: Evaluator) -> None:
    faults = [
        Fault(instance.path, "krav.umulig_kombinasjon", item.text)
        for item in (*evaluator.book.impossible, *evaluator.book.contradictions)
        for instance in evaluator.facts.of_entity(item.entity)
        if evaluator.evaluate(item.condition, instance)[0] == YES
    ]
    if faults:
        raise InvalidDocument(faults)


def _posts(solved: Solved) -> tuple[PostDecision, ...]:
    refined = per_post(solved.core.node)
    named = tuple(zip((GRANTED, REDUCED, REFUSED), words_of(solved.core).post, strict=True))
    return tuple(_post(solved, item, refined[item.number], named) for item in solved.core.posts)


def _post(
    solved: Solved, item: PostInstance, found: PostResult, named: tuple[tuple[int, PostOutcome], ...]
) -> PostDecision:
    core, by_program = solved.core, solved.reasons is not None
    reasons = solved.reasons[item.number] if solved.reasons is not None else None
    return PostDecision(
        post=item.post,
        label=item.post.label_on(item.instance.law_day),
        place=item.instance.path,
        content=_content(item.instance, tables_of(core.book.vocabulary)),
        outcomes=tuple(name for bit, name in named if found.outcomes & bit),
        computed=bounds(found.computed),
        own_share=bounds(found.own_share),
        payable=bounds(found.payable),
        frikort=bounds(found.frikort),
        interest=bounds(found.interest),
        hjemmel=hjemmel_of(core, item, reasons),
        grounds=grounds_of(core, item, reasons),
        by_splitting=() if by_program else _by_splitting(core, item, found),
        without_effect=_without_effect(core, item, found, solved.record),
    )


def _by_splitting(core: Core, item: PostInstance, refined: PostResult) -> tuple[OpenFact, ...]:
    """The open facts the plain pass left a post hanging on, when trying their values settled it."""
    plain = post_result(core.evaluator, item)
    if plain.settled or not refined.settled:
        return ()
    return core.evaluator.facts.open_in(plain.support)


def _without_effect(core: Core, item: PostInstance, refined: PostResult, record: Record | None) -> tuple[OpenFact, ...]:
    """What the plain pass left the columns and conditions of a settled post hanging on; a concept that is known in the
    record hangs on nothing.
    """
    if not refined.settled or (record is not None and record.all_known):
        return ()
    support = 0
    for up, names in _conditions_and_columns(core.book)[item.post.id]:
        instance = item.instance.follow(up, ())
        for name in names if record is None else names & record.open_on(instance.entity, instance.path):
            support |= core.evaluator.concept(instance, name)[1]
    return core.evaluator.facts.open_in(support)


@once_for_each
def _conditions_and_columns(book: RuleBook) -> dict[str, tuple[tuple[int, frozenset[str]], ...]]:
    """The concepts that each post comes from, by how far above it they stand; not those that say how an amount came
    about.
    """
    found: dict[str, dict[int, set[str]]] = {}
    for post in book.posts:
        columns = (post.right, *post.reduced, post.computed, post.own_share, post.interest, post.payable)
        by_height = found.setdefault(post.id, {})
        by_height.setdefault(0, set()).update(name for name in columns if name)
        for reason in post.reasons:
            if not reason.about_amounts:
                by_height.setdefault(reason.up, set()).add(reason.concept)
    return {post: tuple((up, frozenset(names)) for up, names in heights.items()) for post, heights in found.items()}


def _content(instance: Instance, tables: Mapping[str, EntityTable]) -> dict[str, Any]:
    """The content facts of what a post is about: date, direction, kind, what was paid; then the codes of what it is
    part of, such as the role of the traveller.
    """
    found = [(fact.name, _shown(instance, fact)) for fact in tables[instance.entity].content]
    above = instance.parent
    while above is not None:
        found += [(fact.name, _shown(above, fact)) for fact in tables[above.entity].content if fact.codes]
        above = above.parent
    return dict(found[::-1])


def _shown(instance: Instance, fact: FactDef) -> Any:
    """A fact as a document has it: a number of scale one, a code, a date or a yes/no stand as they were given."""
    if fact.name in instance.given and fact.type.scale == 1:
        return instance.given[fact.name]
    return show_value(instance.facts[fact.name].values, fact.type)


def facts_hash(document: CheckedDocument) -> str:
    """The hash of everything but the language the answer is wanted in."""
    return sha256({key: value for key, value in document.data.items() if key != "spraak"})


def _open_status(open_questions: tuple[Clarification, ...]) -> Status:
    """Something to ask somebody, or only judgement left."""
    others = any(owner_of(item.fact) != "saksbehandler" for item in open_questions)
    return "mangler_opplysninger" if others else "til_vurdering"
