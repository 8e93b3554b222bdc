"""A decision → the sets of facts that would have changed it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from reiseregel.case import CheckedDocument
from reiseregel.counterfactual.candidates import candidates
from reiseregel.counterfactual.ground import Goal, Ground, Worse, better_than
from reiseregel.counterfactual.minimal import Minimal, MinimalSets, Spent, Verdict
from reiseregel.counterfactual.model import Counterfactual, Counterfactuals
from reiseregel.counterfactual.told import Teller
from reiseregel.counterfactual.trial import Trial, Way
from reiseregel.counterfactual.variants import Variants
from reiseregel.decision import Decision, chosen_readings
from reiseregel.rulebook import RuleBook
from reiseregel.sets import bits
from reiseregel.vocabulary.model import CHANGEABLE

#: The most facts in one set, the most sets, and the most ways to change one set.
LARGEST, MOST_SETS, MOST_WAYS = 3, 60, 40
#: What is told of an answer without money: its outcomes have no order, and there is no amount to raise.
ONLY_MONEY = "what-if is made for claims and recoveries; this document gets an answer without money"
#: So many evaluations of a post are spent on single facts, and on sets of more than one. With more posts each
#: evaluation takes longer, so there are fewer.
MOST_SPENT_ALONE, MOST_SPENT = 250_000, 2_000
#: So many posts are decided again, at most, to verify what is told; of so many sets at least.
MOST_DECIDED, LEAST_TOLD = 240, 8


def counterfactuals(
    document: CheckedDocument, book: RuleBook, decision: Decision, readings: Mapping[str, str] | None = None
) -> Counterfactuals:
    """What would have had to be otherwise for the decision to be better, and what a grant hangs on.

    Better means that the lowest amount the claimant can be sure of is higher (of a demand: the highest is lower), or
    that it is the same and the worst possible outcome is better. Of what is surely refused altogether, it is enough
    that it no longer is. Facts that are open stay open, so that of an open decision this is told: what would raise its
    lower bound. A set is inclusion-minimal: no values of only some of its facts make
    the decision better. What is told of each fact is all that is known to do: codes, or a stretch of numbers or dates
    that begins at the value nearest to now, one for each direction. Lists change by one more thing, whose needed facts
    are told, or by being empty.

    Never tried otherwise is what is asked for: content that cannot be changed (the amounts, who travelled), the dates
    that decide the law, and what makes a post exist. Not told, though nothing else is tried with it: a number that
    moves the amount without any rule turning on it (a longer road pays more).

    Every counterfactual is run again through `decide` before it is told; what is left of a way that cannot be true, or
    does not give what the search said, is dropped.

    Args:
        document: the checked document that was decided.
        book: the rule book.
        decision: the decision of that document, by the same rules and readings.
        readings: readings used instead of the chosen ones, by name.

    Returns:
        The sets, those that can be proved first, then those for another time, then the rest; and single facts that a
        better outcome hangs on, as `worse`.

    Raises:
        KeyError: a reading or code in `readings` that the rule book does not have.
        ValueError: the decision is an answer without money (an attest, a booking, a complaint …).

    """
    if decision.answer is not None:
        raise ValueError(ONLY_MONEY)
    return _Search(document, book, decision, chosen_readings(book, readings or {})).run()


class _Search:
    def __init__(
        self, document: CheckedDocument, book: RuleBook, decision: Decision, readings: Mapping[str, str]
    ) -> None:
        self.ground = Ground(document, book, readings)
        self.teller = Teller(self.ground, decision)
        self.posts = len(decision.posts)
        self.candidates = candidates(self.ground)
        self.variants = Variants(self.ground, self.candidates)

    def run(self) -> Counterfactuals:
        better, minimal = self._sets(better_than(self.ground.now.span), LARGEST)
        worse, single = self._sets(Worse(self.ground.now.span), 1)
        return Counterfactuals(
            language=self.ground.document.language,
            better=tuple(sorted(better, key=self._order)),
            worse=tuple(sorted(worse, key=self._order)),
            largest=LARGEST,
            exhausted=minimal.exhausted and single.exhausted,
            larger_possible=minimal.larger,
        )

    def _order(self, item: Counterfactual) -> tuple[int, int, int]:
        lowest = item.bounds.lowest or 0
        return CHANGEABLE.index(item.group), len(item.changes), lowest if self.ground.demand else -lowest

    def _group(self, mask: int) -> tuple[int, int]:
        """What can be done about a set at all comes first, then the smaller."""
        changeable = [self.candidates[index].definition.changeable for index in bits(mask)]
        return max(map(CHANGEABLE.index, changeable)), len(changeable)

    def _sets(self, goal: Goal, largest: int) -> tuple[list[Counterfactual], Minimal]:
        ways: dict[int, list[Way]] = {}
        end = self.ground.spent + MOST_SPENT_ALONE // self.posts

        def has(mask: int) -> Verdict:
            trial = Trial(self.variants, tuple(self.candidates[index] for index in bits(mask)), goal)
            ways[mask] = list(islice(trial.ways(), MOST_WAYS))
            if self.ground.spent > end:
                raise Spent
            return "ja" if ways[mask] else "uvisst" if trial.cut else "nei"

        def may(mask: int) -> bool:
            if self.ground.spent > end:
                raise Spent
            chosen = [self.candidates[index] for index in bits(mask)]
            variant = self.variants.of({item.pointer: None for item in chosen if item.fact is None})
            pointers = [item.pointer for item in chosen]
            cell = variant.let_go(pointers)
            return variant.may(cell, goal) and not variant.falls_short(cell, goal, variant.bits(pointers))

        search = MinimalSets(len(self.candidates), has, may)
        for size in range(1, largest + 1):
            if size == 2:
                end = self.ground.spent + MOST_SPENT // self.posts
            if not search.extend(size, MOST_SETS):
                break
        minimal, most = search.result, max(MOST_DECIDED // self.posts, LEAST_TOLD)
        minimal.exhausted = minimal.exhausted and len(minimal.found) <= most
        told = [
            item
            for mask in sorted(minimal.found, key=self._group)[:most]
            for item in self.teller.told([self.candidates[index] for index in bits(mask)], ways[mask], goal)
        ]
        return told, minimal
