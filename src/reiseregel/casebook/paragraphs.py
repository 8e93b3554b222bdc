"""Which paragraphs a case is about: that of the rule file it stands beside, else those it expects to decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from reiseregel.casebook.load import Case
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary import Hjemmel
from reiseregel.vocabulary.load import read_hjemmel
from reiseregel.vocabulary.model import LAWS

Item = TypeVar("Item")


def paragraphs_of(case: Case, book: RuleBook) -> tuple[Hjemmel, ...]:
    """Each paragraph once. `par_12_dekket.saker.yaml` stands beside `par_12.yaml`: the longest name it begins with."""
    beside = [section for section in book.sections if f"{case.paragraph}_".startswith(f"{section.name}_")]
    if beside:
        return (max(beside, key=lambda section: len(section.name)).hjemmel,)
    return tuple(dict.fromkeys(_expected(case.expected)))


def _expected(expected: dict[str, Any]) -> Iterator[Hjemmel]:
    for part in (expected, *expected.get("poster", ())):
        for written in part.get("hjemmel", ()):
            found = read_hjemmel(written)
            yield Hjemmel(found.paragraf, lov=found.lov)


def by_paragraph(items: Iterable[tuple[Item, tuple[Hjemmel, ...]]]) -> dict[Hjemmel | None, list[Item]]:
    """What belongs to each paragraph, in the order of the law; last, under None, what belongs to none."""
    grouped: dict[Hjemmel | None, list[Item]] = {}
    for item, paragraphs in items:
        for paragraph in paragraphs or (None,):
            grouped.setdefault(paragraph, []).append(item)
    return {paragraph: grouped[paragraph] for paragraph in sorted(grouped, key=_order)}


def _order(paragraph: Hjemmel | None) -> tuple[int, list[tuple[int, str]]]:
    if paragraph is None:
        return len(LAWS), []
    numbers = re.findall(r"(\d+)([a-z]?)", paragraph.paragraf)
    return list(LAWS).index(paragraph.lov), [(int(number), letter) for number, letter in numbers]
