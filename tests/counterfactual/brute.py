"""Counterfactuals by brute force: every set of facts, every value, every way to fill in what is unknown."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import combinations, product
from random import Random
from typing import Any

from reiseregel.case import given_facts
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary import FactDef
from tests.counterfactual.documents import Document, holder
from tests.counterfactual.goals import Stand, better, stand_of_answers
from tests.oracle.answers import Answer
from tests.oracle.compiler import Rules
from tests.oracle.completions import completions
from tests.oracle.things import things_of


class TooMany(Exception):
    """Not every value could be tried."""


class Brute:
    """One document of one rule book."""

    def __init__(self, book: RuleBook, rules: Rules, document: Document) -> None:
        self.book, self.rules, self.document = book, rules, document
        root = book.vocabulary.root("krav")
        assert root is not None
        given = given_facts(document, root, book.vocabulary)
        facts = {pointer: book.vocabulary.facts.get((fact.entity, fact.name)) for pointer, fact in given.items()}
        #: What may be tried: None is a list.
        self.facts: dict[str, FactDef | None] = {
            pointer: fact for pointer, fact in facts.items() if fact is None or not fact.content
        }
        now = self.stand(document)
        assert now is not None
        self.now: Stand = now

    def answers(self, document: Document) -> tuple[list[str], list[list[Any]], list[Answer | None]]:
        """What is open in a document and reached, by pointer, with its values; and the answers, by the product."""
        found = completions(self.rules, things_of(document, self.book.vocabulary), Random(0))
        if found.sampled:
            raise TooMany
        return [item.pointer for item in found.opened], [list(item.choices) for item in found.opened], found.answers

    def stand(self, document: Document) -> Stand | None:
        """How well one stands by a document."""
        return stand_of_answers(answer for answer in self.answers(document)[2] if answer is not None)

    def minimal(self, largest: int) -> list[frozenset[str]]:
        """The minimal sets of pointers that reach the goal."""
        found: list[frozenset[str]] = []
        for size in range(1, largest + 1):
            for chosen in combinations(self.facts, size):
                if not any(smaller <= set(chosen) for smaller in found) and self.reaches(chosen):
                    found.append(frozenset(chosen))
        return found

    def turns(self, pointer: str) -> bool:
        """The number nearest to now that reaches the goal, up or down, gives a post an outcome it has not now."""
        fact = self.facts[pointer]
        assert fact is not None
        now, outcomes = self._at(pointer), self._outcomes(self.document)
        for values in (range(now + 1, fact.high + 1), range(now - 1, fact.low - 1, -1)):
            for value in values:
                document = copy.deepcopy(self.document)
                at, name = holder(document, pointer)
                at[name] = value
                if better(self.now, self.stand(document)):
                    if self._outcomes(document) != outcomes:
                        return True
                    break
        return False

    def _outcomes(self, document: Document) -> list[set[str]]:
        found = [answer for answer in self.answers(document)[2] if answer is not None]
        return [{post.outcome for post in posts} for posts in zip(*(answer.posts for answer in found), strict=True)]

    def reaches(self, chosen: tuple[str, ...]) -> bool:
        """Some values of the chosen facts reach the goal, whatever is unknown."""
        return any(self._any_value(document, free) for document, free in self._opened(chosen))

    def _opened(self, chosen: tuple[str, ...]) -> Iterator[tuple[Document, tuple[str, ...]]]:
        """The document with the chosen facts open and each chosen list with one more thing, or empty."""
        lists = [pointer for pointer in chosen if isinstance(self._at(pointer), list)]
        options = []
        for pointer in lists:
            now, most = self._at(pointer), self._most(pointer)
            inside = any(other.startswith(f"{pointer}/") for other in chosen)
            options.append(([[*now, {}]] if len(now) < most else []) + ([[]] if now and not inside else []))
        for things in product(*options):
            document = copy.deepcopy(self.document)
            free = [pointer for pointer in chosen if pointer not in lists]
            for pointer, items in zip(lists, things, strict=True):
                at, name = holder(document, pointer)
                at[name] = copy.deepcopy(items)
                if len(items) > len(self._at(pointer)):
                    free.append(f"{pointer}/{len(items) - 1}/")
            for pointer in chosen:
                if pointer not in lists:
                    at, name = holder(document, pointer)
                    del at[name]
            yield document, tuple(free)

    def _any_value(self, document: Document, free: tuple[str, ...]) -> bool:
        pointers, choices, answers = self.answers(document)
        mine = [place for place, pointer in enumerate(pointers) if pointer.startswith(free)]
        by_value: dict[tuple[int, ...], list[Answer]] = {}
        for places, answer in zip(product(*(range(len(items)) for items in choices)), answers, strict=True):
            if answer is not None:
                by_value.setdefault(tuple(places[place] for place in mine), []).append(answer)
        return any(better(self.now, stand_of_answers(found)) for found in by_value.values())

    def _at(self, pointer: str) -> Any:
        at, name = holder(self.document, pointer)
        return at[name]

    def _most(self, pointer: str) -> int:
        member = pointer.rpartition("/")[2]
        return next(item.most for item in self.book.vocabulary.entities.values() if item.member == member)
