"""Random cases of the real rule book, each with its completions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from random import Random
from typing import Any

from reiseregel.case import given_facts
from reiseregel.rulebook import RuleBook, load_rulebook
from reiseregel.vocabulary import Vocabulary
from tests.oracle.answers import asked_posts, document_order, facts_asked_for, facts_read
from tests.oracle.compiler import Function, Rules, compile_rules
from tests.oracle.completions import Completions, completions
from tests.oracle.things import Thing, things_of
from tests.strategies.claims import Document, full_claim, open_pointers, redrawn, without

#: How many different choices of readings the cases are spread over, besides the chosen ones.
OTHER_READINGS = 12
#: How many times what cannot be is drawn again before the whole claim is.
REPAIRS = 30


@cache
def real_book() -> RuleBook:
    """The rule book of this checkout."""
    return load_rulebook()


@cache
def real_rules(choice: int = 0) -> tuple[dict[str, str], Rules]:
    """Readings number `choice` (0: as chosen; the rest drawn), and the rules compiled under them."""
    book, rng = real_book(), Random(choice)
    readings = {name: reading.chosen for name, reading in book.readings.items()}
    if choice:
        readings |= {name: rng.choice(reading.codes) for name, reading in book.readings.items() if rng.random() < 0.5}
    return readings, compile_rules(book, readings)


@dataclass(frozen=True, slots=True)
class RealCase:
    """A document with facts left out, and everything it can become."""

    document: Document
    readings: dict[str, str]
    completions: Completions


def complete_claim(rng: Random, rules: Rules) -> tuple[Document, Thing]:
    """A claim with every fact given and no combination that is refused."""
    vocabulary, refused = rules.book.vocabulary, (*rules.impossible, *rules.contradictions)
    while True:
        document = full_claim(rng, vocabulary)
        for _ in range(REPAIRS):
            root = things_of(document, vocabulary)
            things = document_order(rules, root)
            wrong = [
                (test, thing) for entity, test in refused for thing in things if thing.entity == entity and test(thing)
            ]
            if not wrong and asked_posts(rules, root):
                return document, root
            document = redrawn(rng, document, facts_read(things, partial(_tried, wrong)), vocabulary)


def _tried(tests: list[tuple[Function, Thing]]) -> None:
    for test, thing in tests:
        test(thing)


def real_case(rng: Random) -> RealCase:
    """A claim with one to a dozen facts left out, mostly such as the answer looks at."""
    readings, rules = real_rules(rng.randint(1, OTHER_READINGS) if rng.random() < 0.25 else 0)
    full, root = complete_claim(rng, rules)
    return opened(rng, rules, readings, full, root)


def opened(rng: Random, rules: Rules, readings: dict[str, str], full: Document, root: Thing) -> RealCase:
    """A complete case with one to a dozen facts left out, mostly such as the answer looks at.

    In half of them all that no completion looks at is left out too, as in a claim from a form. What a setting may fix
    stays where it is given, unless it is among the dozen: left out, it is what the setting says.
    """
    vocabulary, kind = rules.book.vocabulary, full["type"]
    chosen = left_out(rng, full, facts_asked_for(rules, root), rules)
    if rng.random() < 0.5:
        document = without(full, chosen, vocabulary)
        found = completions(rules, things_of(document, vocabulary, kind), rng)
        return RealCase(document, readings, found)
    at_hand = {
        f"{thing.path}/{name}": value
        for thing in document_order(rules, root)
        for name, value in thing.facts.items()
        if f"{thing.path}/{name}" not in chosen
    }
    pointers = set(open_pointers(full, vocabulary))
    kept = {pointer for pointer in pointers if is_list(full, pointer)} | left_to_settings(full, vocabulary)
    bare = without(full, pointers - kept | set(chosen), vocabulary)
    found = completions(rules, things_of(bare, vocabulary, kind), rng, at_hand)
    idle = pointers - kept - found.supplied
    return RealCase(without(full, idle | set(chosen), vocabulary), readings, found)


def left_to_settings(document: Document, vocabulary: Vocabulary) -> set[str]:
    """The pointers of the facts of a document that a setting of a health trust could have fixed."""
    root = vocabulary.root(document["type"])
    assert root is not None
    given = given_facts(document, root, vocabulary)
    settings = {key for key, fact in vocabulary.facts.items() if fact.setting}
    return {pointer for pointer, fact in given.items() if (fact.entity, fact.name) in settings}


def left_out(rng: Random, full: Document, asked: set[str], rules: Rules) -> list[str]:
    """Which facts to leave out: mostly such as the answer to the full claim looks at; now and then a list."""
    pointers = open_pointers(full, rules.book.vocabulary)
    wanted = rng.choice((1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10))
    numbers_too = rng.random() < 0.75
    rng.shuffle(pointers)
    chosen: list[str] = []
    for pointer in sorted(pointers, key=lambda item: item not in asked and rng.random() < 0.75):
        if len(chosen) == wanted:
            break
        if is_list(full, pointer):
            if rng.random() < 0.1 and numbers_too:
                chosen.append(pointer)
        elif numbers_too or finite(full, pointer):
            chosen.append(pointer)
    return chosen


def value_at(document: Document, pointer: str) -> Any:
    """What stands at a pointer."""
    found: Any = document
    for step in pointer.strip("/").split("/"):
        found = found[int(step)] if step.isdigit() else found[step]
    return found


def is_list(document: Document, pointer: str) -> bool:
    """A list rather than a fact."""
    return isinstance(value_at(document, pointer), list)


def finite(document: Document, pointer: str) -> bool:
    """A yes/no or a code: neither a number nor a date."""
    value = value_at(document, pointer)
    return isinstance(value, bool) or (isinstance(value, str) and not value[:1].isdigit())
