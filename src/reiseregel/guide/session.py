"""A guided case: the document as handed in, and the answers in the order they were given.

Every state follows from those two alone, so going back is leaving out the last answer, and a session that was put away
goes on where it was. Nothing is changed in place.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from reiseregel.case import check_document
from reiseregel.case.consistency import contradictions
from reiseregel.case.shapes import VERSION
from reiseregel.decision import Answered, answer_checked
from reiseregel.errors import Fault, InvalidDocument, Language
from reiseregel.guide.consequences import consequences
from reiseregel.guide.content import completed, missing_content, more_content
from reiseregel.guide.messages import fault
from reiseregel.guide.model import Consequence, Question, Value
from reiseregel.guide.places import Document, asked_at, found, with_value
from reiseregel.guide.plan import ASKED, left_open, next_questions
from reiseregel.guide.values import value_faults
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary import EntityDef, Vocabulary
from reiseregel.vocabulary.model import Owner


@dataclass(frozen=True, slots=True)
class Step:
    """One answer: where (a JSON pointer) and what; None is «vet ikke». For a list, how many there are."""

    pointer: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Session:
    """What is put away and taken up again. `document` is never changed; it has no envelope.

    `from_nothing`: what is claimed is asked for as well. `owners` are those whose facts are asked for.
    """

    document: Document
    steps: tuple[Step, ...] = ()
    owners: tuple[Owner, ...] = ASKED
    from_nothing: bool = False

    @property
    def skipped(self) -> frozenset[str]:
        """The pointers answered with «vet ikke»."""
        return frozenset(step.pointer for step in self.steps if step.value is None)


@dataclass(frozen=True)
class Guided:
    """A session as it stands under the rules: what is known, what is decided so far, and what to ask now."""

    session: Session
    book: RuleBook
    #: The document with the answers in it.
    document: Document
    #: None as long as it is not all said what is claimed.
    answered: Answered | None
    #: What to ask about what is claimed; None when all of it is said.
    claimed: Question | None = None
    readings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What to ask, next question first; empty when there is nothing more to ask. What is claimed comes one at a
        time, for each answer may open or close the next.
        """
        if self.claimed is not None:
            return (self.claimed,)
        assert self.answered is not None
        return next_questions(self.answered, self.session.skipped, self.session.owners)

    @property
    def question(self) -> Question | None:
        """What to ask now; None when there is nothing more to ask."""
        return next(iter(self.questions), None)

    @property
    def settled(self) -> bool:
        """Outcome and amount are final."""
        return self.answered is not None and self.answered.decision.settled

    @cached_property
    def left(self) -> tuple[Question, ...]:
        """What can still change the answer and is not asked: passed over, or for somebody else to settle."""
        if self.answered is None:
            return ()
        return left_open(self.answered, self.session.skipped, self.session.owners)

    def consequences(self, question: Question) -> tuple[Consequence, ...]:
        """What each answer to a question would do; worked out when asked for."""
        return consequences(self.answered, question) if self.answered is not None else ()


def start(
    data: bytes | str | Document | None,
    book: RuleBook,
    *,
    owners: tuple[Owner, ...] = ASKED,
    readings: Mapping[str, str] | None = None,
    language: Language | None = None,
    kind: str = "krav",
) -> Guided:
    """Begin with a document, or with nothing: then a document of one `kind` is built up by asking.

    Args:
        data: a document as in `schemas/v1/krav.schema.json`, or None.
        book: the rule book, from `load_rulebook`.
        owners: whose facts are asked for; judgement is never asked for here.
        readings: readings to use instead of the chosen ones, by name.
        language: for the document when it begins with nothing.
        kind: the `type` of the document when it begins with nothing.

    Raises:
        InvalidDocument: every fault of the first stage that found any; no value is repeated.
        KeyError: a reading or code in `readings`, or a `kind`, that the rule book does not have.

    """
    owners = tuple(owner for owner in ASKED if owner in owners)
    if data is None:
        empty = empty_document(kind, book.vocabulary, language)
        return _at(Session(empty, owners=owners, from_nothing=True), book, readings)
    checked = check_document(data, book.vocabulary)
    return _at(Session(copy.deepcopy(checked.data), owners=owners), book, readings)


def empty_document(kind: str, vocabulary: Vocabulary, language: Language | None = None) -> Document:
    """A document of one `type` in which nothing is said yet. Raises KeyError for a type that does not exist."""
    root = vocabulary.roots[kind]
    head: Document = {"type": root.document, "versjon": VERSION} | ({"spraak": language} if language else {})
    return completed(head, root, vocabulary)


def resume(session: Session, book: RuleBook, *, readings: Mapping[str, str] | None = None) -> Guided:
    """Go on with a session that was put away. Raises InvalidDocument when it does not fit the rules."""
    return _at(session, book, readings)


def answer(guided: Guided, value: Value) -> Guided:
    """The session with the question answered.

    Args:
        guided: where the session stands; unchanged.
        value: bool, code, ISO date, or whole øre, metres, minutes or count; for a list, how many there are in it.

    Raises:
        InvalidDocument: the value is none that the fact can have, or contradicts what is known; no value is repeated.

    """
    question = _asked_now(guided)
    _stop_at(value_faults(question.asked, value, question.pointer))
    return _further(guided, Step(question.pointer, value))


def skip(guided: Guided) -> Guided:
    """The session with the question left open («vet ikke»); it is not asked again.

    Raises:
        InvalidDocument: without it nothing can be decided, so it must be answered.

    """
    question = _asked_now(guided)
    if not question.optional:
        raise InvalidDocument([fault(question.pointer, "veiledning.maa_besvares")])
    step = Step(question.pointer, None)
    if guided.answered is not None:  # nothing more is known, so what is decided stands
        return replace(guided, session=replace(guided.session, steps=(*guided.session.steps, step)))
    return _further(guided, step)


def back(guided: Guided) -> Guided:
    """The session as it was before the last answer; unchanged when there is none."""
    if not guided.session.steps:
        return guided
    return _at(replace(guided.session, steps=guided.session.steps[:-1]), guided.book, guided.readings)


def _asked_now(guided: Guided) -> Question:
    if guided.question is None:
        raise InvalidDocument([fault("", "veiledning.ferdig")])
    return guided.question


def _further(guided: Guided, step: Step) -> Guided:
    return _at(replace(guided.session, steps=(*guided.session.steps, step)), guided.book, guided.readings)


def _at(session: Session, book: RuleBook, readings: Mapping[str, str] | None) -> Guided:
    """Where a session stands. Raises InvalidDocument when an answer does not fit the document or the rules."""
    document, vocabulary = session.document, book.vocabulary
    root = vocabulary.root(str(document.get("type")))
    if root is None:
        raise InvalidDocument([fault("/dokument/type", "veiledning.type")])
    for place, step in enumerate(session.steps):
        document = _with_step(document, step, root, book, f"/svar/{place}")
    claimed = missing_content(document, root, vocabulary)
    if claimed is None and session.from_nothing:
        claimed = more_content(document, root, vocabulary, session.skipped)
    if claimed is not None:
        _stop_at(contradictions(document, root, vocabulary))
        return Guided(session, book, document, None, claimed, readings or {})
    checked = check_document(document, vocabulary)
    answered = answer_checked(checked, book, readings)
    return Guided(session, book, document, answered, readings=readings or {})


def _with_step(document: Document, step: Step, root: EntityDef, book: RuleBook, at: str) -> Document:
    asked = asked_at(document, step.pointer, root, book.vocabulary)
    if asked is None or found(document, step.pointer) is not None:
        raise InvalidDocument([fault(at, "veiledning.ukjent_sted")])
    if step.value is None:
        return document
    _stop_at(value_faults(asked, step.value, step.pointer))
    value: Any = step.value
    if isinstance(asked, EntityDef):
        value = [completed({}, asked, book.vocabulary) for _ in range(int(step.value))]
    return with_value(document, step.pointer, value)


def _stop_at(faults: Iterable[Fault]) -> None:
    every = tuple(faults)
    if every:
        raise InvalidDocument(every)
