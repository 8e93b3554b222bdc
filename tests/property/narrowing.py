"""Two moments of one case, the later with more facts: what of the earlier answer the later one has left behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reiseregel.decision.core import Core, outcomes_of
from reiseregel.engine import PostResult, per_post
from reiseregel.quantities import SHOWN_LIMIT
from reiseregel.rulebook import Concept
from reiseregel.sets import Values, contains

COLUMNS = ("payable", "computed", "own_share", "frikort")


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything that may only narrow: the whole, each post by id and place, each concept by instance and name."""

    outcomes: frozenset[str]
    amount: tuple[int, int]
    posts: dict[tuple[str, str], PostResult]
    concepts: dict[tuple[str, str], Values]

    of_posts: bool

    @property
    def settled(self) -> bool:
        """Outcome and amount are final; in an answer without money (`of_posts`) every post is."""
        whole = len(self.outcomes) == 1 and self.amount[0] == self.amount[1]
        return whole and (not self.of_posts or all(post.settled for post in self.posts.values()))


def moment(core: Core) -> Moment:
    """Read off a solved case."""
    posts, concepts_of = per_post(core.node), defaultdict[str, list[Concept]](list)
    for concept in core.book.concepts.values():
        concepts_of[concept.entity].append(concept)
    return Moment(
        outcomes=frozenset(outcomes_of(core)),
        amount=core.whole.amount,
        posts={(item.post.id, item.instance.path): posts[item.number] for item in core.posts},
        concepts={
            (instance.path, concept.id): core.evaluator.concept(instance, concept.name)[0]
            for instance in core.evaluator.facts.instances
            for concept in concepts_of[instance.entity]
        },
        of_posts=bool(core.posts) and core.posts[0].post.answer is not None,
    )


def within(outer: Values, inner: Values) -> bool:
    """No value of the later set is outside the earlier one; all bounds beyond what is shown are no bound, and alike."""
    return contains(_as_shown(outer), _as_shown(inner))


def _as_shown(values: Values) -> Values:
    if isinstance(values, int):
        return values
    return max(values[0], -SHOWN_LIMIT), min(values[1], SHOWN_LIMIT)


def widened(before: Moment, after: Moment) -> Iterator[str]:
    """Every way in which the later answer is not within the earlier one."""
    if not after.outcomes <= before.outcomes:
        yield f"utfall {sorted(after.outcomes)} er ikke blant {sorted(before.outcomes)}"
    if not within(before.amount, after.amount):
        yield f"grensene {after.amount} går ut over {before.amount}"
    if before.settled and (before.outcomes, before.amount) != (after.outcomes, after.amount):
        yield f"avgjort {sorted(before.outcomes)} {before.amount} ble {sorted(after.outcomes)} {after.amount}"
    if before.posts.keys() != after.posts.keys():
        yield "postene er ikke de samme"
        return
    for key, earlier in before.posts.items():
        later = after.posts[key]
        if later.outcomes & ~earlier.outcomes:
            yield f"post {key}: utfallene {later.outcomes} er ikke blant {earlier.outcomes}"
        for column in COLUMNS:
            if not within(getattr(earlier, column), getattr(later, column)):
                yield f"post {key}: {column} {getattr(later, column)} går ut over {getattr(earlier, column)}"
    for name, values in before.concepts.items():
        if not within(values, after.concepts[name]):
            yield f"{name}: {after.concepts[name]} er ikke innenfor {values}"
