"""The questions that can still change an answer, next one first."""

from __future__ import annotations

from collections.abc import Collection

from reiseregel.decision import Answered, Clarification
from reiseregel.decision.clarify import owner_of
from reiseregel.decision.core import Core
from reiseregel.guide.model import Question
from reiseregel.guide.places import spots_of
from reiseregel.guide.witness import Witness, makes_a_difference
from reiseregel.vocabulary.model import OWNERS, Owner

#: Judgement is exercised with reasons, by a caseworker; it is not a question in a dialogue.
ASKED: tuple[Owner, ...] = tuple(owner for owner in OWNERS if owner != "saksbehandler")


def next_questions(
    answered: Answered, skipped: Collection[str] = (), owners: Collection[Owner] = ASKED
) -> tuple[Question, ...]:
    """Every question to the owners that can still change outcome or amount, in the order that settles soonest.

    Empty when the answer is settled, or when only what is in `skipped` (JSON pointers) or somebody else's is left.
    """
    if answered.decision.settled:
        return ()
    open_items = [item for item in answered.decision.clarifications if _asks(item, owners, skipped)]
    return tuple(_question(item, answered) for item in without_effect_left_out(answered.core, open_items))


def next_question(
    answered: Answered, skipped: Collection[str] = (), owners: Collection[Owner] = ASKED
) -> Question | None:
    """The first of `next_questions`."""
    return next(iter(next_questions(answered, skipped, owners)), None)


def left_open(answered: Answered, skipped: Collection[str], owners: Collection[Owner] = ASKED) -> tuple[Question, ...]:
    """What can still change the answer and is not asked: passed over, or for somebody else to settle.

    A date without rules is no fact and is not here: the decision itself tells of it.
    """
    if answered.decision.settled:
        return ()
    return tuple(
        _question(item, answered)
        for item in answered.decision.clarifications
        if item.fact is not None and not _asks(item, owners, skipped)
    )


def _asks(item: Clarification, owners: Collection[Owner], skipped: Collection[str]) -> bool:
    return item.fact is not None and owner_of(item.fact) in owners and item.fact.pointer not in skipped


def without_effect_left_out(core: Core, items: list[Clarification]) -> list[Clarification]:
    """The plan from the first item that is not shown to make no difference, whatever the rest turns out to be.

    Where the case was worked out to the end there is nothing to look into: the decision says what matters.
    """
    for place, item in enumerate(items):
        if item.fact is not None and (item.certain or makes_a_difference(core, item.fact) is not Witness.NO):
            return items[place:]
    return items


def _question(item: Clarification, answered: Answered) -> Question:
    fact = item.fact
    assert fact is not None
    asked = fact.definition or fact.listed
    assert asked is not None
    root = answered.core.evaluator.facts.root.definition
    spots = spots_of(answered.document.data, fact.pointer, root, answered.book.vocabulary)
    return Question(
        fact.pointer, asked, spots, changes=item.changes, posts=item.posts, certain=item.certain, open_fact=fact
    )
