"""Typed answers: a choice by its number, and how many there are in a list."""

from __future__ import annotations

import pytest

from reiseregel.errors import Fault
from reiseregel.guide import Question, read_answer
from tests.guide.cases import IDENTIFIER, own_book


def question(name: str) -> Question:
    """The question of a fact of a journey, or of its offers."""
    vocabulary = own_book().vocabulary
    asked = vocabulary.entities["tilbud"] if name == "tilbud" else vocabulary.facts["reise", name]
    return Question(f"/{name}", asked, ())


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("endepunkt", "1", "folkeregistrert_adresse"),
        ("endepunkt", "folkeregistrert_adresse", "folkeregistrert_adresse"),
        ("tilbud", "nei", 0),
        ("tilbud", "no", 0),
        ("tilbud", "0", 0),
        ("tilbud", "2", 2),
        ("tilbud", "ja", None),
        ("reisevei_m", "12,5 km", 12_500),
        ("frikort", "ja", True),
    ],
)
def test_what_it_means(name: str, text: str, value: object) -> None:
    assert read_answer(text, question(name)) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("endepunkt", "0"),
        ("endepunkt", "99"),
        ("endepunkt", "1" * 5000),
        ("endepunkt", IDENTIFIER),
        ("tilbud", "11"),
        ("tilbud", "-1"),
        ("tilbud", "mange"),
        ("frikort", IDENTIFIER),
        ("frikort", ""),
    ],
)
def test_what_is_no_answer_gives_a_fault_that_says_how_to_write_it(name: str, text: str) -> None:
    found = read_answer(text, question(name))

    assert isinstance(found, Fault)
    assert text not in found.message.nb or len(text) < 3
