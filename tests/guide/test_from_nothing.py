"""Every type of document is built up by asking alone, with random answers, and ends decided or with what is left."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from reiseregel import decide
from reiseregel.errors import InvalidDocument
from reiseregel.guide import Guided, answer, from_json, plan_to_json, resume, skip, start, to_json
from reiseregel.rulebook.shape import validator
from tests.conftest import Figures
from tests.guide.cases import own_book
from tests.guide.random_answers import random_answer

#: A claim is a longer way; it has tests of its own.
KINDS = (
    "tilbakekreving",
    "attest",
    "rekvisisjon",
    "bestilling",
    "utskrivning",
    "rekvirentveileder",
    "klage",
    "avvik",
)
#: Days on which every type of document has rules.
DAYS = ("2024-01-15", "2024-06-03", "2025-03-02", "2025-03-03", "2026-05-04", "2027-01-04")
SESSIONS = 4
#: Tries at a question: a random answer may contradict what is known.
TRIES = 20


def drawn(rng: Random, guided: Guided) -> Any:
    question = guided.question
    assert question is not None
    if question.kind == "dato":
        return rng.choice(DAYS)
    return random_answer(rng, question)


def further(rng: Random, guided: Guided) -> Guided:
    """The session one answer on; left open when nothing drawn can be true beside the rest."""
    for _ in range(TRIES):
        try:
            return answer(guided, drawn(rng, guided))
        except InvalidDocument:
            continue
    return skip(guided)


def test_no_type_is_forgotten() -> None:
    assert {*KINDS, "krav"} == set(own_book().vocabulary.roots)


@pytest.mark.parametrize("kind", KINDS)
def test_built_up_from_nothing(kind: str, figures: Figures) -> None:
    rng, ended = Random(19), Counter[str]()
    book = own_book()
    for _ in range(SESSIONS):
        guided = start(None, book, kind=kind)
        assert plan_to_json(guided, "nb")["gjelder"] == kind
        while guided.question is not None:
            guided = further(rng, guided)
        assert guided.answered is not None
        decision = guided.answered.decision
        ended["avgjort" if guided.settled else decision.status] += 1
        assert decide(guided.document, book).status == decision.status
        assert [e.message for e in validator("veiledning").iter_errors(plan_to_json(guided, "nb"))] == []
        again = resume(from_json(to_json(guided.session), book), book)
        assert (again.session, again.document) == (guided.session, guided.document)
        if not guided.settled:
            assert guided.left or all(item.fact is None for item in decision.clarifications)
    figures(f"{kind}: {dict(sorted(ended.items()))}")
