"""The open questions that matter, in the order that settles soonest.

For each question: over the answers it can get, how large a share of the open posts would be settled at once. Equal ones
go by who is asked (a look-up first, judgement last), then by the fixed order of facts.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from reiseregel.decision.core import Core
from reiseregel.decision.model import Clarification
from reiseregel.engine import AMOUNT, OUTCOME, PostInstance, effects, post_result
from reiseregel.facts import OpenFact
from reiseregel.sets import Values
from reiseregel.vocabulary.model import OWNERS, Owner

#: Beyond this many trials (questions × posts) the look ahead is left out; order by owner then stands alone.
MOST_TRIALS = 600


def clarifications(core: Core) -> tuple[Clarification, ...]:
    """Every open fact that can change outcome or amount, next question first."""
    open_facts = core.evaluator.facts.open_facts
    found = effects(core.node, core.splitter.possible)
    if not found:
        return ()
    open_posts = [item for item in core.posts if not post_result(core.evaluator, item).settled]
    look_ahead = len(found) * len(open_posts) <= MOST_TRIALS
    ranked = []
    for index, effect in found.items():
        fact = open_facts[index] if index < len(open_facts) else None
        gain = _gain(core, fact, open_posts) if fact is not None and look_ahead else Fraction(0)
        changes: list[Literal["utfall", "beloep"]] = []
        if effect.kinds & OUTCOME:
            changes.append("utfall")
        if effect.kinds & AMOUNT:
            changes.append("beloep")
        item = Clarification(fact, tuple(changes), tuple(sorted(effect.posts)), effect.certain)
        ranked.append((-gain, OWNERS.index(owner_of(fact)), index, item))
    return tuple(item for *_, item in sorted(ranked, key=lambda entry: entry[:3]))


def owner_of(fact: OpenFact | None) -> Owner:
    """Who can settle an open fact; a date without rules is the caseworker's."""
    if fact is None:
        return "saksbehandler"
    if fact.definition is not None:
        return fact.definition.owner
    assert fact.listed is not None
    return fact.listed.owner


def _gain(core: Core, fact: OpenFact, open_posts: list[PostInstance]) -> Fraction:
    """The mean share of open posts that an answer settles."""
    cells = list(core.splitter.cells(core.evaluator, open_posts, fact))
    answers = [_as_answer(cell) for cell in cells]
    settled = 0
    for answer in answers:
        cell = core.splitter.narrowed(core.evaluator, fact, answer)
        settled += sum(post_result(cell, item).settled for item in open_posts)
    return Fraction(settled, len(answers) * len(open_posts))


def _as_answer(cell: Values) -> Values:
    """A number will be answered by one number, not by an interval."""
    return (cell[0], cell[0]) if isinstance(cell, tuple) else cell
