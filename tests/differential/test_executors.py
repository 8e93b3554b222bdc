"""The reference, the compiled executor and the columns: on ten thousand random documents, and whole answers of some."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.conftest import Figures
from tests.differential.agreement import checked, plain_pass_agrees, whole_answer_agrees
from tests.differential.documents import document
from tests.differential.in_columns import columns_agree
from tests.property.real_cases import real_book

#: Documents are numbered; each test takes its share of them.
PARTS, EACH = 10, 1_320
#: One in so many is compared value by value, one in so many as a whole answer.
BY_VALUE, WHOLE = 6, 50


def compare(numbers: range, counts: Counter[str]) -> None:
    """Hold the executors together on some documents; a failure names the one that failed."""
    book, sound = real_book(), []
    for number in numbers:
        found = checked(document(number), book)
        if found is None:
            counts["avvist som inndata"] += 1
            continue
        try:
            plain_pass_agrees(found, book, counts, every_value=number % BY_VALUE == 0)
            if number % WHOLE == 0:
                whole_answer_agrees(found, book, counts)
        except AssertionError as fault:
            raise AssertionError(f"dokument {number}: {fault}") from fault
        counts["dokumenter"] += 1
        sound.append((number, found))
    columns_agree(sound, book, counts)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_executor_is_the_reference(part: int, figures: Figures) -> None:
    counts: Counter[str] = Counter()
    compare(range(part * EACH, (part + 1) * EACH), counts)
    figures(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    assert counts["dokumenter"] - counts["kan ikke være sanne"] >= 1_000  # ten thousand in all
    assert counts["alt kjent"] > 0
    assert counts["mengder"] > 0
    assert counts["avgjort i kolonner"] > 0


def test_income_lost_by_one_who_never_has_a_right_to_it() -> None:
    """That the role alone rules the right out leaves the reasons to be told."""
    counts: Counter[str] = Counter()
    compare(range(5_000_658, 5_000_659), counts)
    assert counts["dokumenter"] == 1
