"""The open questions that matter, in the order that settles soonest.

For each question: over the answers it can get, how large a share of the open posts would be settled at once; where that
is equal, how few open facts the posts would still hang on. Then by who is asked (a look-up first, judgement last), and
by the fixed order of facts.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from reiseregel.decision.core import Core
from reiseregel.decision.model import Clarification
from reiseregel.engine import AMOUNT, OUTCOME, PostInstance, PostResult, effects, post_result
from reiseregel.facts import OpenFact
from reiseregel.sets import Values
from reiseregel.vocabulary.model import OWNERS, Owner

#: Beyond this many trials (questions × posts) the look ahead is left out; order by owner then stands alone.
MOST_TRIALS = 600
_NOTHING = (Fraction(0), Fraction(0))


def clarifications(core: Core) -> tuple[Clarification, ...]:
    """Every open fact that can change outcome or amount, next question first."""
    open_facts = core.evaluator.facts.open_facts
    found = effects(core.node, core.splitter.possible)
    if not found:
        return ()
    plain = [(item, post_result(core.evaluator, item)) for item in core.posts]
    open_posts = [(item, result) for item, result in plain if not result.settled]
    look_ahead = len(found) * len(open_posts) <= MOST_TRIALS
    ranked = []
    for index, effect in found.items():
        fact = open_facts[index] if index < len(open_facts) else None
        outlook = _outlook(core, fact, open_posts) if fact is not None and look_ahead else _NOTHING
        changes: list[Literal["utfall", "beloep"]] = []
        if effect.kinds & OUTCOME:
            changes.append("utfall")
        if effect.kinds & AMOUNT:
            changes.append("beloep")
        item = Clarification(fact, tuple(changes), tuple(sorted(effect.posts)), effect.certain)
        ranked.append((outlook, OWNERS.index(owner_of(fact)), index, item))
    return tuple(item for *_, item in sorted(ranked, key=lambda entry: entry[:3]))


def owner_of(fact: OpenFact | None) -> Owner:
    """Who can settle an open fact; a date without rules is the caseworker's."""
    if fact is None:
        return "saksbehandler"
    if fact.definition is not None:
        return fact.definition.owner
    assert fact.listed is not None
    return fact.listed.owner


def _outlook(
    core: Core, fact: OpenFact, open_posts: list[tuple[PostInstance, PostResult]]
) -> tuple[Fraction, Fraction]:
    """Over the answers: the mean number of posts left open, and of open facts that each of those still hangs on."""
    cells = list(core.splitter.cells(core.evaluator, [item for item, _ in open_posts], fact))
    left = facts = 0
    for values in cells:
        cell = core.splitter.narrowed(core.evaluator, fact, _as_answer(values))
        for item, plain in open_posts:
            # What does not hang on the fact is the same whatever the answer.
            result = post_result(cell, item) if plain.support >> fact.index & 1 else plain
            if not result.settled:
                left, facts = left + 1, facts + result.support.bit_count()
    return Fraction(left, len(cells)), Fraction(facts, len(cells))


def _as_answer(cell: Values) -> Values:
    """A number will be answered by one number, not by an interval."""
    return (cell[0], cell[0]) if isinstance(cell, tuple) else cell
