"""On random pairs: nothing differs from itself, both ways round say the same, and every difference has a cause."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from random import Random

import pytest
from jsonschema import Draft202012Validator

from reiseregel.changes import Chain, Changes, FactChange, compare
from reiseregel.changes.shortest import shortened
from reiseregel.decision import Answered, Bounds, PostDecision, answer_checked
from reiseregel.errors import LANGUAGES
from reiseregel.explain.changes_text import changes_page
from reiseregel.prose import as_text
from reiseregel.resources import schemas_folder
from tests.changes.cases import book
from tests.changes.pairs import casebook_pairs, claim_pairs, mirrored, one_fact_pairs, unordered
from tests.conftest import Figures

SEED, PAIRS, ONE_FACT, CLAIMS = 52026, 35, 40, 40
MORE_FILES, MORE_PAIRS = 60, 200

Compared = tuple[Answered, Answered, Changes]


def compared(pairs: Iterable[tuple[Answered, Answered]]) -> list[Compared]:
    return [(first, second, compare(first, second)) for first, second in pairs]


@pytest.fixture(scope="module")
def sample() -> list[Compared]:
    return compared(casebook_pairs(Random(SEED), book(), PAIRS))


def test_nothing_differs_from_itself(sample: list[Compared]) -> None:
    for first, _, _ in sample:
        assert compare(first, first).empty
    again = answer_checked(sample[0][0].document, book())
    assert compare(sample[0][0], again).empty


def test_both_ways_round_say_the_same(sample: list[Compared]) -> None:
    for first, second, changes in sample:
        assert unordered(mirrored(compare(second, first).to_json())) == unordered(changes.to_json())


def test_the_posts_differ_as_the_decisions_do(sample: list[Compared], figures: Figures) -> None:
    sums = sum(posts_differ_as_the_decisions_do(*item) for item in sample)
    figures(f"{len(sample)} par, {sums} der forskjellene i postene er summert")
    assert sums > PAIRS // 3


def posts_differ_as_the_decisions_do(first: Answered, second: Answered, changes: Changes) -> bool:
    posts = [{(post.place, post.post.id): post for post in side.decision.posts} for side in (first, second)]
    for change in changes.posts:
        key = (change.post.place, change.post.post.id)
        assert (change.before, change.after) == (posts[0].get(key), posts[1].get(key))
        same = change.before is not None and change.after is not None and shown(change.before) == shown(change.after)
        assert (change.sort == "uendret") == same
    assert len(changes.posts) == len(posts[0].keys() | posts[1].keys())
    differences = [change.difference for change in changes.posts]
    if changes.difference is None or None in differences:
        return False
    assert changes.difference == sum(item for item in differences if item is not None)
    return True


def shown(post: PostDecision) -> object:
    columns = (post.computed, post.own_share, post.frikort, post.interest)
    return post.outcomes, post.payable, [*map(known, columns)], sorted(ground.code for ground in post.grounds)


def known(bounds: Bounds) -> int | None:
    return bounds.lowest if bounds.settled else None


def test_every_way_ends_at_something_that_differs(sample: list[Compared], figures: Figures) -> None:
    ends: Counter[str] = Counter()
    for first, second, changes in sample:
        ends += ends_of_ways(first, second, changes)
    figures(", ".join(f"{name}: {count}" for name, count in ends.items()))
    assert all(ends[name] for name in ("opplysninger", "satser", "regler"))


def ends_of_ways(first: Answered, second: Answered, changes: Changes) -> Counter[str]:
    ends: Counter[str] = Counter()
    facts = {change.pointer: change for change in changes.facts}
    rates = {change.name: change for change in changes.rates}
    for post in changes.posts:
        assert bool(post.chain.steps) == (post.sort == "endret"), post.post.place
        steps = {step.node: step for step in post.chain.steps}
        assert reached(post.chain.roots, {node: step.below for node, step in steps.items()}) == steps.keys()
        for step in steps.values():
            assert step.below or step.causes, step
            assert all(facts[pointer].bears and differs(facts[pointer]) for pointer in step.facts)
            assert all(values(rates[name].before) != values(rates[name].after) for name in step.rates)
            assert (step.before, step.after) == tuple(
                side.decision.trace[step.node]["verdi"] for side in (first, second)
            )
            if step.rule is not None:
                assert step.rule in changes.rules
                assert step.rule.before != step.rule.after
            ends += Counter(
                ledd=1, opplysninger=len(step.facts), satser=len(step.rates), regler=int(step.rule is not None)
            )
    return ends


def test_the_shortest_way_leads_to_every_cause_and_nowhere_else(sample: list[Compared], figures: Figures) -> None:
    steps = [shortest_way_leads_to_every_cause(changes) for _, _, changes in sample]
    whole, short = (sum(numbers) for numbers in zip(*steps, strict=True))
    figures(f"{whole} ledd i alt, {short} i det korteste")
    assert 0 < short < whole // 2


def shortest_way_leads_to_every_cause(changes: Changes) -> tuple[int, int]:
    whole = short = 0
    facts = {change.pointer: change for change in changes.facts}
    for post in changes.changed_posts:
        chain = shortened(post.chain, post.post.place, facts)
        assert causes_of(chain, facts) == causes_of(post.chain, facts)
        steps, own = ({step.node: step for step in found.steps} for found in (chain, post.chain))
        assert reached(chain.roots, {node: step.below for node, step in steps.items()}) == steps.keys()
        assert set(chain.roots) <= set(post.chain.roots)
        for node, step in steps.items():
            assert step.below or step.causes
            below = reached((node,), {name: item.below for name, item in own.items()})
            assert set(step.below) <= below
            assert set(step.facts) <= {pointer for name in below for pointer in own[name].facts}
        whole, short = whole + len(own), short + len(steps)
    return whole, short


def causes_of(chain: Chain, facts: dict[str, FactChange]) -> set[object]:
    """What the ways of a chain end at, alike ones once; what stands in a list goes with the list."""
    pointers = {pointer for step in chain.steps for pointer in step.facts}
    lists = tuple(f"{pointer}/" for pointer in pointers if facts[pointer].listed)
    told = [facts[pointer] for pointer in pointers if not pointer.startswith(lists)]
    found: set[object] = {
        (item.key, repr(item.before and item.before.value), repr(item.after and item.after.value)) for item in told
    }
    for step in chain.steps:
        found.update((*step.rates, *step.readings))
        if step.rule is not None:
            found.add((step.rule.concept, step.rule.before, step.rule.after))
    return found


def differs(change: object) -> bool:
    before, after = (getattr(change, side) for side in ("before", "after"))
    return before is None or after is None or (before.value, before.given) != (after.value, after.given)


def values(rows: Iterable[dict[str, object]]) -> list[str]:
    return sorted(str(row["verdi"]) for row in rows)


def reached(roots: tuple[str, ...], below: dict[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += below[node]
    return found


def test_the_only_fact_that_differs_bears_exactly_when_the_answer_differs(figures: Figures) -> None:
    mattered = 0
    for first, second, changes in compared(one_fact_pairs(Random(SEED), book(), ONE_FACT)):
        (fact,) = (change for change in changes.facts if not change.only_source)
        answers = [[*map(shown, side.decision.posts)] for side in (first, second)]
        status = [side.decision.status for side in (first, second)]
        assert fact.bears == (answers[0] != answers[1])
        assert changes.same_answer == (not fact.bears and status[0] == status[1])
        if status[0] != status[1]:
            text = as_text(changes_page(changes, book(), "nb"))
            assert "ikke de som gjør forskjellen" not in text, "it is asked for in one of the two"
        assert all(step.facts in ((), (fact.pointer,)) for post in changes.posts for step in post.chain.steps)
        assert (changes.rates, changes.readings, changes.rules) == ((), (), ())
        mattered += fact.bears
    figures(f"{ONE_FACT} par der én opplysning er en annen, {mattered} der svaret er et annet")
    assert 0 < mattered < ONE_FACT


def test_all_of_it_is_as_the_contract_says_and_can_be_told(sample: list[Compared]) -> None:
    schema = json.loads((schemas_folder() / "v1" / "endringer.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for number, (_, _, changes) in enumerate(sample):
        validator.validate(json.loads(json.dumps(changes.to_json())))
        text = as_text(changes_page(changes, book(), LANGUAGES[number % 3]))
        assert text
        assert "{" not in text


@pytest.mark.grundig
@pytest.mark.parametrize("kind", ["saker", "krav"])
def test_the_same_of_many_cases_and_of_claims_that_tell_everything(kind: str, figures: Figures) -> None:
    ends: Counter[str] = Counter()
    pairs = {
        "saker": casebook_pairs(Random(SEED), book(), MORE_PAIRS, MORE_FILES),
        "krav": claim_pairs(Random(SEED), book(), CLAIMS),
    }[kind]
    sample = compared(pairs)
    for first, second, changes in sample:
        assert compare(second, second).empty
        assert unordered(mirrored(compare(second, first).to_json())) == unordered(changes.to_json())
        posts_differ_as_the_decisions_do(first, second, changes)
        shortest_way_leads_to_every_cause(changes)
        ends += ends_of_ways(first, second, changes)
    figures(f"{len(sample)} par, " + ", ".join(f"{name}: {count}" for name, count in ends.items()))
