"""What the evaluator says of a case, in plain values, and where that and the completions part company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reiseregel.decision.clarify import clarifications
from reiseregel.decision.core import Core, outcomes_of
from reiseregel.engine import GRANTED, REDUCED, REFUSED, PostResult, exhausted, per_post, post_result
from reiseregel.rulebook import Post
from reiseregel.sets import contains, of_value
from tests.oracle.answers import Answer, PostAnswer, words_of
from tests.oracle.completions import Completions

GRADES = {GRANTED: 2, REDUCED: 1, REFUSED: 0}
#: Up to so many open facts the evaluator must be exact.
MOST_OPEN = 10
COLUMNS = ("payable", "computed", "own_share", "frikort")


@dataclass(frozen=True, slots=True)
class Said:
    """The evaluator's answer: possible outcomes, bounds in øre, each post, and what each open question can change."""

    outcomes: frozenset[str]
    amount: tuple[int, int]
    posts: tuple[PostResult, ...]
    changes: dict[str, tuple[frozenset[int], frozenset[str]]]
    exhausted: bool
    plainly_settled: bool
    core: Core

    @property
    def settled(self) -> bool:
        """Outcome and amount are final; in an answer without money every post is."""
        whole = len(self.outcomes) == 1 and self.amount[0] == self.amount[1]
        return whole and (not self.of_posts or all(post.settled for post in self.posts))

    @property
    def of_posts(self) -> bool:
        """An answer without money: what each post says is the answer."""
        return self.core.posts[0].post.answer is not None

    def different(self, completions: Completions) -> int:
        """How many different answers the completions have."""
        if self.of_posts:
            return len({tuple((line.outcome, line.payable) for line in one.posts) for one in completions.found})
        return len({(one.outcome, one.amount) for one in completions.found})


def said(core: Core) -> Said:
    """Read off a solved case."""
    posts = per_post(core.node)
    return Said(
        outcomes=frozenset(outcomes_of(core)),
        amount=core.whole.amount,
        posts=tuple(posts[item.number] for item in core.posts),
        changes={
            item.fact.pointer: (frozenset(item.posts), frozenset(item.changes))
            for item in clarifications(core)
            if item.fact is not None
        },
        exhausted=exhausted(core.node),
        plainly_settled=all(post_result(core.evaluator, item).settled for item in core.posts),
        core=core,
    )


def unsound(answer: Said, completions: Completions) -> list[str]:
    """Completions that the evaluator says cannot be; and concepts that the plain pass says cannot have their value."""
    faults = [fault for found in completions.found for fault in _outside(answer, found)]
    evaluator = answer.core.evaluator
    instances = {instance.path: instance for instance in evaluator.facts.instances}
    for (path, key), values in completions.concepts.items():
        if path in instances:
            possible = evaluator.concept(instances[path], key[1])[0]
            of = answer.core.book.concepts[key].type
            faults += [
                f"{path} {key}: {v} er ikke i {possible}" for v in values if not contains(possible, of_value(v, of))
            ]
    return faults


def _outside(answer: Said, found: Answer) -> Iterator[str]:
    if found.outcome not in answer.outcomes:
        yield f"utfall {found.outcome} er ikke blant {sorted(answer.outcomes)}"
    if not answer.amount[0] <= found.amount <= answer.amount[1]:
        yield f"beløp {found.amount} ligger utenfor {answer.amount}"
    if len(found.posts) != len(answer.posts):
        yield f"{len(found.posts)} poster, ikke {len(answer.posts)}"
        return
    for number, (line, result) in enumerate(zip(found.posts, answer.posts, strict=True)):
        possible = post_outcomes(result, answer.core.posts[number].post)
        if line.outcome not in possible:
            yield f"post {number}: utfall {line.outcome} er ikke blant {possible}"
        for column in COLUMNS:
            low, high = getattr(result, column)
            if not low <= getattr(line, column) <= high:
                yield f"post {number}: {column} {getattr(line, column)} ligger utenfor {(low, high)}"


def post_outcomes(result: PostResult, post: Post) -> list[str]:
    """The outcomes a post can have, each once."""
    words, _ = words_of(post)
    return list(dict.fromkeys(words[grade] for bit, grade in GRADES.items() if result.outcomes & bit))


def loose(answer: Said, completions: Completions) -> list[str]:
    """What the evaluator leaves open though every completion, all of them finite, says otherwise."""
    found = completions.found
    faults = []
    if answer.settled != (answer.different(completions) == 1):
        faults.append(f"avgjort er {answer.settled}, men svarene er {len(found)}")
    if answer.outcomes != {one.outcome for one in found}:
        faults.append(f"mulige utfall {sorted(answer.outcomes)} er ikke {sorted({one.outcome for one in found})}")
    amounts = [one.amount for one in found]
    if answer.amount != (min(amounts), max(amounts)):
        faults.append(f"grensene {answer.amount} er ikke {(min(amounts), max(amounts))}")
    for number, result in enumerate(answer.posts):
        possible = post_outcomes(result, answer.core.posts[number].post)
        faults += _loose_post(number, possible, result, [one.posts[number] for one in found])
    expected = {
        pointer: (frozenset(post for post, _ in effect), frozenset(kind for _, kind in effect))
        for pointer, effect in completions.changes().items()
    }
    for pointer in sorted(expected.keys() | answer.changes.keys()):
        if expected.get(pointer) != answer.changes.get(pointer):
            faults.append(
                f"{pointer}: kan endre {expected.get(pointer)}, men avklaringen er {answer.changes.get(pointer)}"
            )
    return faults


def _loose_post(number: int, possible: list[str], result: PostResult, lines: list[PostAnswer]) -> Iterator[str]:
    if set(possible) != {line.outcome for line in lines}:
        yield f"post {number}: utfallene {possible} er ikke {sorted({line.outcome for line in lines})}"
    amounts = [line.payable for line in lines]
    if result.payable != (min(amounts), max(amounts)):
        yield f"post {number}: grensene {result.payable} er ikke {(min(amounts), max(amounts))}"


def holds(answer: Said, completions: Completions, counts: Counter[str]) -> None:
    """Sound always; tight where all that is open and reached is yes/no or a code. Counts what the case was.

    Where splitting ended before it was done, the evaluator says so, and may be loose: that is counted too.
    """
    differ = answer.different(completions) > 1
    counts["saker"] += 1
    counts["utfyllinger"] += len(completions.answers)
    counts["med trukne utfyllinger"] += completions.sampled
    counts["åpne"] += not answer.settled
    counts["lukket ved oppdeling"] += answer.settled and not answer.plainly_settled
    counts["avgjort uten oppdeling"] += answer.plainly_settled
    assert unsound(answer, completions) == []
    if completions.finite and len(completions.opened) <= MOST_OPEN:
        counts["prøvd for stramhet"] += 1
        faults = loose(answer, completions)
        assert not faults or not answer.exhausted, faults
        counts["løse, og sier at oppdelingen ikke er uttømt"] += bool(faults)
    else:
        counts["åpne uten at to prøvde utfyllinger skiller seg"] += not answer.settled and not differ


def told(counts: Counter[str]) -> str:
    """The counts as one line."""
    return ", ".join(f"{value} {name}" for name, value in counts.items())
