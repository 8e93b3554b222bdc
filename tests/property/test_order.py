"""The order in which a case becomes known does not matter: each fact only narrows, and what is settled stays."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from reiseregel.case import check_document
from reiseregel.decision import decide
from reiseregel.decision.clarify import clarifications
from reiseregel.decision.core import Core, solve
from reiseregel.facts import build_facts
from reiseregel.rulebook import RuleBook
from tests.conftest import Figures
from tests.oracle.answers import facts_asked_for
from tests.property.agreement import told
from tests.property.narrowing import Moment, moment, widened
from tests.property.real_cases import complete_claim, left_out, real_book, real_case, real_rules, value_at
from tests.property.small_books import loaded
from tests.strategies.claims import Document, assessed, open_pointers, without
from tests.strategies.rule_books import small_document, small_rule_book


def solved(document: Document, readings: dict[str, str]) -> Core:
    """A document of the real rule book, checked and solved."""
    book = real_book()
    checked = check_document(document, book.vocabulary)
    return solve(book, build_facts(checked.kind, checked.data, book.vocabulary, {}), readings)


def in_order(full: Document, chosen: list[str], rng: Random) -> Iterator[Document]:
    """The document with all of the chosen left out, then with one after another supplied, in random order."""
    left = chosen.copy()
    rng.shuffle(left)
    while left:
        yield without(full, left, real_book().vocabulary)
        left.pop()
    yield full


def follow(moments: Iterator[Moment], counts: Counter[str]) -> None:
    """Each moment lies within the one before."""
    before = next(moments)
    for after in moments:
        assert list(widened(before, after)) == []
        counts["skritt"] += 1
        counts["avgjort før alt var kjent"] += before.settled
        before = after


def supply_one_at_a_time(seed: int, count: int, figures: Figures, bare: bool = False) -> None:
    """Many claims, each in three orders; or in one, from a claim that says nothing but what is asked for."""
    counts: Counter[str] = Counter()
    for number in range(count):
        rng = Random(seed * 1_000_000 + number)
        readings, rules = real_rules(rng.randint(1, 12) if rng.random() < 0.25 else 0)
        full, root = complete_claim(rng, rules)
        chosen = left_out(rng, full, facts_asked_for(rules, root), rules)
        if bare:
            chosen = open_pointers(full, real_book().vocabulary)
        for _ in range(1 if bare else 3):
            moments = (moment(solved(document, readings)) for document in in_order(full, chosen, rng))
            try:
                follow(moments, counts)
            except AssertionError as fault:
                raise AssertionError(f"sak {seed}/{number}: {fault}") from fault
            counts["rekkefølger"] += 1
        counts["saker"] += 1
    figures(told(counts))


@pytest.mark.parametrize("seed", [1, 2])
def test_each_fact_only_narrows(seed: int, figures: Figures) -> None:
    supply_one_at_a_time(seed, 100, figures)


def test_each_fact_only_narrows_from_the_bare_claim_on(figures: Figures) -> None:
    supply_one_at_a_time(3, 2, figures, bare=True)


@pytest.mark.grundig
@pytest.mark.parametrize("seed", range(11, 31))
def test_each_fact_only_narrows_on_ten_times_as_many(seed: int, figures: Figures) -> None:
    supply_one_at_a_time(seed, 100, figures)
    supply_one_at_a_time(seed, 15, figures, bare=True)


def test_each_fact_only_narrows_in_small_rule_books(figures: Figures) -> None:
    counts: Counter[str] = Counter()
    for number in range(200):
        rng = Random(number)
        book = loaded(small_rule_book(rng))
        full = small_document(rng, book.vocabulary, 0, 0)
        if not any_impossible(book, full):
            try:
                follow((moment(core) for core in small_in_order(book, full, rng)), counts)
            except AssertionError as fault:
                raise AssertionError(f"regelbok {number}: {fault}") from fault
            counts["regelbøker"] += 1
    figures(told(counts))


def any_impossible(book: RuleBook, document: dict[str, Any]) -> bool:
    """The document holds a combination that cannot be."""
    facts = build_facts("krav", document, book.vocabulary, {})
    core = solve(book, facts, {})
    return any(core.evaluator.evaluate(item.condition, facts.root)[0] != 1 for item in book.impossible)


def small_in_order(book: RuleBook, full: dict[str, Any], rng: Random) -> Iterator[Core]:
    """The document with nothing but content, then with one fact or list after another supplied, in random order."""
    given = {name: value for name, value in full.items() if book.vocabulary.facts.get(("krav", name)) is None}
    content = {fact.name for fact in book.vocabulary.facts_of("krav") if fact.content}
    names = [name for name in full if name not in content and name not in given]
    names += [child.member for child in book.vocabulary.children_of("krav") if child.many and not child.content]
    rng.shuffle(names)
    while True:
        document = {name: value for name, value in full.items() if name not in names}
        yield solve(book, build_facts("krav", document, book.vocabulary, {}), {})
        if not names:
            return
        names.pop()


@pytest.mark.parametrize("numbers", [range(2), pytest.param(range(2, 12), marks=pytest.mark.grundig)])
def test_asking_until_it_is_settled_gives_the_answer_of_the_whole_case(numbers: range, figures: Figures) -> None:
    counts: Counter[str] = Counter()
    for number in numbers:
        rng = Random(7_000_000 + number)
        readings, rules = real_rules()
        full, _ = complete_claim(rng, rules)
        everything = solved(full, readings)
        document = without(full, open_pointers(full, real_book().vocabulary), real_book().vocabulary)
        core = solved(document, readings)
        while questions := clarifications(core):
            fact = questions[0].fact
            assert fact is not None
            document = with_answer(document, full, fact.pointer)
            core = solved(document, readings)
            counts["spørsmål"] += 1
        counts["opplysninger i alt"] += len(open_pointers(full, real_book().vocabulary))
        assert (core.whole.mixes, core.whole.amount) == (everything.whole.mixes, everything.whole.amount)
        counts["saker"] += 1
    figures(told(counts))
    assert counts["spørsmål"] < counts["opplysninger i alt"]


def with_answer(document: Document, full: Document, pointer: str) -> Document:
    """The document with one more answer; a list comes with the content of its children only."""
    answer = value_at(full, pointer)
    result: Document = json.loads(json.dumps(document))
    *above, name = pointer.strip("/").split("/")
    holder: Any = result
    for step in above:
        holder = holder[int(step)] if step.isdigit() else holder.setdefault(step, {})
    holder[name] = [{} for _ in answer] if isinstance(answer, list) else answer
    return assessed(result, real_book().vocabulary)


def test_the_order_of_keys_does_not_matter(figures: Figures) -> None:
    book = real_book()
    for number in range(15):
        rng = Random(number)
        case = real_case(rng)
        hashes = set()
        for _ in range(3):
            decision = decide(json.dumps(shuffled(case.document, rng)), book, case.readings)
            answer = json.dumps(decision.to_json("nb"), sort_keys=False)
            hashes.add((decision.receipt.trace, hashlib.sha256(answer.encode()).hexdigest()))
        assert len(hashes) == 1, number
    figures("15 saker med tre nøkkelrekkefølger")


def shuffled(value: Any, rng: Random) -> Any:
    """The same data with its keys in another order. Lists keep theirs."""
    if isinstance(value, list):
        return [shuffled(item, rng) for item in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    rng.shuffle(keys)
    return {key: shuffled(value[key], rng) for key in keys}
