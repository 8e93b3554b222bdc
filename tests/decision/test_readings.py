"""Readings stand in the way of the machine once an answer is settled; while it is open they are only told."""

from __future__ import annotations

from reiseregel import decide, load_rulebook
from reiseregel.casebook import load_cases
from tests.conftest import Figures


def test_readings_hinder_an_answer_that_is_settled_and_are_told_of_one_that_is_open(figures: Figures) -> None:
    book, counts = load_rulebook(), {True: 0, False: 0}
    for case in load_cases():
        if case.expected.get("hviler_paa"):
            decision = decide(case.document, book, dict(case.readings))
            names = {item.reading.name for item in decision.rests_on}
            hindrances = {code for code in decision.not_automatic if code.startswith("lesning:")}
            whole = decision.settled and all(post.settled for post in decision.posts)
            confirmed = set(book.policy.confirmed_readings)
            assert names
            assert hindrances == ({f"lesning:{name}" for name in names - confirmed} if whole else set())
            assert ("ikke_avgjort" in decision.not_automatic) is not whole
            counts[whole] += 1
    figures(f"{counts[True]} avgjorte og {counts[False]} åpne svar som hviler på en lesning")
    assert min(counts.values()) > 0
