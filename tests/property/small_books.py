"""Small random rule books, each with a few cases and their completions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from unittest.mock import patch

from reiseregel.decision.core import Core, solve
from reiseregel.facts import build_facts
from reiseregel.rulebook import RuleBook, load_files
from reiseregel.yamlfile import YamlFile
from tests.oracle.compiler import compile_rules
from tests.oracle.completions import Completions, completions
from tests.oracle.things import things_of
from tests.strategies.rule_books import small_document, small_rule_book

#: How much of a document is open: (yes/no and codes, numbers and dates and lists). The last two are settled by chance.
OPENNESS = ((1.0, 0.0), (0.6, 0.0), (0.8, 0.5), (1.0, 1.0))


@dataclass(frozen=True, slots=True)
class SmallCase:
    """One document of one small rule book, solved and brute-forced."""

    texts: dict[str, str]
    document: dict[str, Any]
    core: Core
    completions: Completions


def loaded(texts: dict[str, str]) -> RuleBook:
    """The rule book, its files read as JSON: that gives the same book in a third of the time."""
    with patch("reiseregel.rulebook.load.parse", lambda name, text: YamlFile(name, json.loads(text))):
        found = load_files(texts, demand_words=False)
    assert found.book is not None, found.faults
    return found.book


def small_cases(rng: Random) -> Iterator[SmallCase]:
    """Three cases of one random rule book: yes/no and codes open, all or some; and numbers, dates and lists as well."""
    texts = small_rule_book(rng)
    book = loaded(texts)
    rules = compile_rules(book)
    for finite, other in (*OPENNESS[:2], rng.choice(OPENNESS[2:])):
        document = small_document(rng, book.vocabulary, finite, other)
        found = completions(rules, things_of(document, book.vocabulary), rng)
        if found.found:  # else what is given cannot be true
            facts = build_facts("krav", document, book.vocabulary, {})
            yield SmallCase(texts, document, solve(book, facts, {}), found)
