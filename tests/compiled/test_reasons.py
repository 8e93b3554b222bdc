"""The reasons of each post: all that surely hold by the reference, in the order of the rules, and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from reiseregel.compiled import program
from reiseregel.engine import Evaluator, posts_of
from reiseregel.facts import Instance, build_facts
from reiseregel.sets import NO, YES
from tests.conftest import Figures
from tests.differential.agreement import checked
from tests.differential.documents import document
from tests.property.real_cases import real_book

#: Random documents; in the last there is income that a relative has lost, for which no right is ever given.
DOCUMENTS = (*range(10), 5_000_658)


def reasons_of(evaluator: Evaluator) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each post with its reasons, one by one from the rules."""
    for item in posts_of(evaluator):
        may_be_a_right = evaluator.concept(item.instance, item.post.right)[0] != NO
        found = []
        for reason in item.post.reasons:
            instance: Instance | None = item.instance
            for _ in range(reason.up):
                assert instance is not None
                instance = instance.parent
            assert instance is not None
            holds = evaluator.concept(instance, reason.concept)[0] == (YES if reason.value else NO)
            if holds and (may_be_a_right or not reason.about_amounts):
                found.append(reason.code)
        yield item.post.id, item.instance.path, tuple(found)


@pytest.mark.parametrize("sets_only", [False, True])
def test_the_reasons_are_those_that_hold_by_the_reference(sets_only: bool, figures: Figures) -> None:
    book, counts = real_book(), Counter[str]()
    readings = {name: reading.chosen for name, reading in book.readings.items()}
    for number in DOCUMENTS:
        found = checked(document(number), book)
        verdict = program(book, found.kind).run(found.data, sets_only=sets_only) if found is not None else None
        if found is None or verdict is None:
            continue
        evaluator = Evaluator(book, build_facts(found.kind, found.data, book.vocabulary, {}), readings)
        given = [(post.post, post.place, post.reasons) for post in verdict.posts]
        assert given == list(reasons_of(evaluator)), number
        counts["dokumenter"] += 1
        counts["grunner"] += sum(len(reasons) for _, _, reasons in given)
    assert counts["grunner"] > 20
    figures(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
