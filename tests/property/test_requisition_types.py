"""The types of document without money (attest, requisition, booking, discharge, guide, complaint, incident) against
every way a case can turn out: sound, tight, the same in any order, and told in words in three languages.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from random import Random

import pytest

from reiseregel import RuleBook, answer, render_decision, render_explanation
from reiseregel.decision import decide
from reiseregel.decision.core import solve
from reiseregel.explain import READERS
from reiseregel.facts import build_facts
from tests.conftest import Figures, own_rules
from tests.oracle.answers import answer_of, asked_posts, facts_asked_for
from tests.property.agreement import Said, holds, post_outcomes, said, told
from tests.property.narrowing import moment
from tests.property.real_cases import RealCase, left_out, left_to_settings, real_book, real_rules
from tests.property.requisition_cases import KINDS, OTHER_READINGS, complete_document, requisition_case
from tests.property.test_order import follow, in_order, shuffled, solved

#: What stands where words are missing.
_NOTHING = re.compile(r"\bNone\b|\{\w*\}|«»|“”|\(\)")
#: A name that only a program reads. The jurist is shown those of the rules; patient and caseworker read words only.
_CODE = re.compile(r"\b[a-zæøå]+_[a-zæøå_]+\b")


def test_every_type_of_document_without_money_is_tried() -> None:
    assert {*KINDS} == {*real_book().vocabulary.roots} - {"krav", "tilbakekreving"}


def evaluate(case: RealCase) -> Said:
    """The evaluator's answer to a case."""
    kind, vocabulary = case.document["type"], real_book().vocabulary
    return said(solve(real_book(), build_facts(kind, case.document, vocabulary, {}), case.readings))


def same_in_public(case: RealCase) -> None:
    """`decide` gives the same answer as its parts."""
    found, decision = evaluate(case), decide(case.document, real_book(), case.readings)
    assert set(decision.outcomes) == found.outcomes
    assert [list(post.outcomes) for post in decision.posts] == [
        post_outcomes(result, item.post) for result, item in zip(found.posts, found.core.posts, strict=True)
    ]
    assert decision.settled == found.settled
    assert {item.fact.pointer for item in decision.clarifications if item.fact} == found.changes.keys()


def tried(kind: str, seed: int, count: int, figures: Figures) -> Counter[str]:
    """Many cases of one type; a failure names the one that failed, with its document."""
    counts: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    for number in range(count):
        case = requisition_case(Random(f"{kind}/{seed}/{number}"), kind)
        try:
            found = evaluate(case)
            holds(found, case.completions, counts)
            if number % 10 == 0:
                same_in_public(case)
        except AssertionError as fault:
            document = json.dumps(case.document, ensure_ascii=False)
            raise AssertionError(f"sak {kind}/{seed}/{number}: {fault}\n{document}\n{case.readings}") from fault
        for item, result in zip(found.core.posts, found.posts, strict=True):
            outcomes.update(f"{item.post.id}:{outcome}" for outcome in post_outcomes(result, item.post))
    figures(f"{told(counts)}; {told(outcomes)}")
    return counts


@pytest.mark.parametrize("kind", KINDS)
def test_no_completion_falls_outside_and_nothing_is_left_open_without_reason(kind: str, figures: Figures) -> None:
    counts = tried(kind, 1, 300, figures)
    assert counts["åpne"] > 60
    assert counts["prøvd for stramhet"] > 100


@pytest.mark.grundig
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(2, 12))
def test_the_same_on_many_more(kind: str, seed: int, figures: Figures) -> None:
    tried(kind, seed, 600, figures)


@pytest.mark.parametrize("kind", KINDS)
def test_the_oracle_gives_the_same_answer_to_complete_cases(kind: str, figures: Figures) -> None:
    """And every concept has the value that the printed rules give it."""
    counts: Counter[str] = Counter()
    for number in range(200):
        rng = Random(f"hele/{kind}/{number}")
        readings, rules = real_rules(rng.randint(0, OTHER_READINGS))
        document, root = complete_document(rng, rules, kind)
        expected, found = answer_of(asked_posts(rules, root)), said(solved(document, readings))
        assert found.settled, number
        assert found.outcomes == {expected.outcome}, number
        posts = [post_outcomes(result, item.post) for result, item in zip(found.posts, found.core.posts, strict=True)]
        assert posts == [[line.outcome] for line in expected.posts], number
        counts["saker"] += 1
        counts[f"utfall {expected.outcome}"] += 1
    figures(told(counts))


def narrowed(kind: str, seed: int, count: int, figures: Figures) -> None:
    """Many cases of one type, each with its facts supplied in random order, twice."""
    counts: Counter[str] = Counter()
    for number in range(count):
        rng = Random(f"rekkefølge/{kind}/{seed}/{number}")
        readings, rules = real_rules(rng.randint(0, OTHER_READINGS))
        full, root = complete_document(rng, rules, kind)
        fixed = left_to_settings(full, real_book().vocabulary)  # left out, it is known all the same, as another value
        asked = facts_asked_for(rules, root)
        chosen = [pointer for pointer in left_out(rng, full, asked, rules) if pointer not in fixed]
        for _ in range(2):
            try:
                follow((moment(solved(document, readings)) for document in in_order(full, chosen, rng)), counts)
            except AssertionError as fault:
                document = json.dumps(full, ensure_ascii=False)
                raise AssertionError(f"sak {kind}/{seed}/{number}: {fault}\n{document}\n{chosen}") from fault
            counts["rekkefølger"] += 1
        counts["saker"] += 1
    figures(told(counts))


@pytest.mark.parametrize("kind", KINDS)
def test_each_fact_only_narrows(kind: str, figures: Figures) -> None:
    narrowed(kind, 1, 50, figures)


@pytest.mark.grundig
@pytest.mark.parametrize("kind", KINDS)
def test_each_fact_only_narrows_in_many_more(kind: str, figures: Figures) -> None:
    narrowed(kind, 2, 300, figures)


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_keys_does_not_matter(kind: str, figures: Figures) -> None:
    for number in range(5):
        rng = Random(f"nøkler/{kind}/{number}")
        case = requisition_case(rng, kind)
        answers = set()
        for _ in range(3):
            decision = decide(json.dumps(shuffled(case.document, rng)), real_book(), case.readings)
            answers.add((decision.receipt.trace, json.dumps(decision.to_json("nb"), sort_keys=False)))
        assert len(answers) == 1, number
    figures("5 saker med tre nøkkelrekkefølger")


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return own_rules()


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_has_words_in_three_languages(kind: str, book: RuleBook, figures: Figures) -> None:
    counts: Counter[str] = Counter()
    for number in range(8):
        case = requisition_case(Random(f"ord/{kind}/{number}"), kind)
        answered = answer(case.document, book, case.readings)
        for language in ("nb", "nn", "en"):
            told_to = [(str(to), render_explanation(answered, to, language, everything=True)) for to in READERS]
            texts = [("vurder", render_decision(answered.decision, book, language)), *told_to]
            for teller, text in texts:
                assert text.strip()
                names = _CODE.findall(text) if teller in ("pasient", "saksbehandler") else []
                assert [*names, *_NOTHING.findall(text)] == [], f"{kind}/{number} ({teller}, {language})"
                counts["tekster"] += 1
        counts["saker"] += 1
    figures(told(counts))
