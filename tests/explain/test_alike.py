"""Lines and reasons that are kept for entities that are alike say what they would say if they were made anew."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Barrier
from typing import Any

import pytest

from reiseregel import Answered, answer
from reiseregel.casebook import load_cases
from reiseregel.engine import alike as kept
from reiseregel.engine.evaluate import version_for
from reiseregel.engine.remembering import Remembering, remembering
from reiseregel.engine.trace import Nodes
from reiseregel.explain import render_explanation
from reiseregel.explain.readers import alike as lines
from reiseregel.explain.readers import tree
from reiseregel.remember import once_for_each
from reiseregel.sets import Values
from tests.explain.explained import ROOT, book

STEP = 211


@cache
def answers() -> tuple[Answered, ...]:
    found = (answer(case.document, book(), dict(case.readings)) for case in load_cases()[::STEP])
    return tuple(item for item in found if item.decision.settled)


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    with monkeypatch.context() as patched:
        patched.setattr(kept, "_kept", once_for_each(kept._Kept))
        patched.setattr(tree, "lines_of", once_for_each(lines.Lines))
        yield patched


def pages(found: tuple[Answered, ...]) -> list[str]:
    return [render_explanation(item, "saksbehandler", "nb") for item in found]


def anew(monkeypatch: pytest.MonkeyPatch, found: tuple[Answered, ...]) -> list[str]:
    """Without anything being kept; nor do the answers remember that they were told so."""
    with monkeypatch.context() as patched:
        patched.setattr(kept, "_alike", lambda *_: None)
        patched.setattr(tree, "keep", lambda *_: None)
        _forget(found)
        told = pages(found)
    _forget(found)
    return told


def _forget(found: tuple[Answered, ...]) -> None:
    for item in found:
        evaluator(item).alike.clear()
        evaluator(item).reasons.clear()


def evaluator(item: Answered) -> Remembering:
    nodes = item.decision.nodes
    assert isinstance(nodes, Nodes)
    assert isinstance(nodes.evaluator, Remembering)
    return nodes.evaluator


def test_what_is_kept_of_other_claims_says_the_same_as_what_is_made_anew(nothing_kept: pytest.MonkeyPatch) -> None:
    expected = anew(nothing_kept, answers())
    assert pages(answers()) == expected
    assert pages(answers()[::-1]) == expected[::-1]
    assert len(set(expected)) > len(expected) * 0.9


def test_a_claim_that_came_before_needs_no_line_to_be_made(nothing_kept: pytest.MonkeyPatch) -> None:
    one = next(item for item in answers() if item.decision.settled and len(item.posts) > 1)
    before = pages((answer(one.document.data, book()),))
    made: list[str] = []
    told = tree.Tree._told

    def counted(self: tree.Tree, name: str, *rest: Any) -> Any:
        made.append(name)
        return told(self, name, *rest)

    nothing_kept.setattr(tree.Tree, "_told", counted)
    again = answer(one.document.data, book())
    assert pages((again,)) == before
    assert not made
    assert anew(nothing_kept, (again,)) == before
    assert len(made) > 10


def test_what_differs_only_far_below_is_not_taken_for_the_same(nothing_kept: pytest.MonkeyPatch) -> None:
    """Both ways come to nothing, since the patient's charge is more than the journey cost; what it cost differs."""
    document = json.loads((ROOT / "examples" / "01_egen_bil_100_km" / "krav.json").read_text(encoding="utf-8"))
    found = []
    for metres in (18_700, 20_000, 18_700):
        for journey in document["turer"][0]["reisende"][0]["reiser"]:
            journey["reisevei_m"] = metres
        found.append(answer(document, book()))
    assert [item.decision.amount for item in found] == [0, 0, 0]
    expected = anew(nothing_kept, tuple(found))
    assert expected[0] == expected[2] != expected[1]
    assert pages(tuple(found)) == expected


def test_no_more_is_kept_than_there_is_room_for(nothing_kept: pytest.MonkeyPatch) -> None:
    some = answers()[:6]
    expected = anew(nothing_kept, some)
    nothing_kept.setattr(kept, "_KEPT", 40)
    for _ in range(2):
        assert pages(some) == expected
        assert 0 < len(kept._kept(book()).found) <= 40
        assert kept._kept(book()).answers <= 40


def test_two_threads_keep_what_one_would(nothing_kept: pytest.MonkeyPatch) -> None:
    some = answers()[:6]
    expected = anew(nothing_kept, some)
    own = [tuple(answer(item.document.data, book(), item.decision.receipt.readings) for item in some) for _ in range(2)]
    together = Barrier(2, timeout=60)

    def told(found: tuple[Answered, ...], order: int) -> list[str]:
        together.wait()
        return pages(found[::order])[::order]

    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    try:
        with ThreadPoolExecutor(2) as threads:
            assert list(threads.map(told, own, (1, -1))) == [expected] * 2
    finally:
        sys.setswitchinterval(before)
    assert kept._kept(book()).answers > 0


def test_journeys_alike_in_all_a_rule_looks_at_are_told_of_as_one(nothing_kept: pytest.MonkeyPatch) -> None:
    del nothing_kept
    concept = book().concepts["reise", "kort_reise"]
    found: dict[kept.Alike, set[Values]] = {}
    journeys = 0
    for item in answers():
        known = evaluator(item)
        for instance in known.facts.of_entity("reise"):
            version = version_for(instance, concept)
            same = None if version is None else kept.alike(known, instance, version)
            if same is not None:
                journeys += 1
                found.setdefault(same, set()).add(known.concept(instance, concept.name)[0])
    assert 5 < len(found) < journeys
    assert all(len(values) == 1 for values in found.values())


def test_nothing_is_told_alike_in_a_cell() -> None:
    known = evaluator(answers()[0])
    root = known.facts.root
    concept = next(item for item in book().concepts.values() if item.entity == root.entity)
    version = version_for(root, concept)
    assert version is not None
    assert kept.alike(known, root, version) is not None
    cell = remembering(known)
    cell.restricted = {0: 1}
    assert kept.alike(cell, root, version) is None
