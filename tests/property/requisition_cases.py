"""Random cases of every type of document besides the claim and the demand for repayment, each with its completions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from random import Random

from reiseregel import InvalidDocument
from reiseregel.case import check_document
from reiseregel.casebook import read_cases
from reiseregel.resources import rules_folder
from reiseregel.vocabulary import FactDef
from reiseregel.yamlfile import read_folder
from tests.oracle.answers import asked_posts, document_order, facts_read
from tests.oracle.compiler import Function, Rules
from tests.oracle.points import constants_of
from tests.oracle.things import Thing, things_of
from tests.property.real_cases import REPAIRS, RealCase, opened, real_book, real_rules
from tests.strategies.claims import Document
from tests.strategies.root_documents import Near, full_document, redrawn
from tests.strategies.vocabulary import rules_vocabulary

#: How many different choices of readings the cases are spread over, besides the chosen ones.
OTHER_READINGS = 2
#: How many documents are drawn before one that can be true and has a post is given up.
MOST_DRAWN = 200
#: Every type of document besides those about money.
#: Every type of document whose answers have no amounts.
KINDS = tuple(kind for kind in rules_vocabulary().roots if kind not in ("krav", "tilbakekreving"))


@cache
def examples() -> dict[str, tuple[Document, ...]]:
    """The documents of the cases beside the rules of requisition, by type."""
    texts = read_folder(rules_folder())
    own = {name: text for name, text in texts.items() if name.startswith("rekvisisjon/") or "/felles" in name}
    cases, faults = read_cases(own)
    assert faults == []
    return {kind: tuple(case.document for case in cases if case.document["type"] == kind) for kind in KINDS}


@cache
def near(kind: str) -> Near:
    """What documents of one type are drawn near."""
    vocabulary = real_book().vocabulary
    root = vocabulary.root(kind)
    assert root is not None
    book = real_book()
    own = {key: concept for key, concept in book.concepts.items() if vocabulary.ancestors(key[0])[-1] == root.name}
    return Near(vocabulary, root, examples()[kind], constants_of(replace(book, concepts=own, rates={})))


def complete_document(rng: Random, rules: Rules, kind: str) -> tuple[Document, Thing]:
    """A document with every fact given or fixed by a setting, no combination that is refused, and at least one post."""
    vocabulary, refused = rules.book.vocabulary, (*rules.impossible, *rules.contradictions)
    for _ in range(MOST_DRAWN):
        document = full_document(rng, near(kind))
        for _ in range(REPAIRS):
            root = things_of(document, vocabulary, kind)
            facts = _facts(document_order(rules, root))
            again = {pointer for pointer, (thing, fact) in facts.items() if fact.name not in thing.facts}
            wrong = [] if again else list(_failing(refused, document_order(rules, root)))
            if wrong:
                again = facts_read(document_order(rules, root), partial(_tried, wrong))
            if not again:
                if asked_posts(rules, root) and _consistent(document):
                    return document, root
                break
            document = redrawn(rng, document, {pointer: facts[pointer][1] for pointer in again}, near(kind))
    raise AssertionError(f"ingen av {MOST_DRAWN} dokumenter av typen {kind} kan være sanne")


def _facts(things: list[Thing]) -> dict[str, tuple[Thing, FactDef]]:
    """Every fact there is of some things, by pointer."""
    vocabulary = real_book().vocabulary
    return {
        f"{thing.path}/{fact.name}": (thing, fact) for thing in things for fact in vocabulary.facts_of(thing.entity)
    }


def _failing(refused: tuple[tuple[str, Function], ...], things: list[Thing]) -> Iterator[tuple[Function, Thing]]:
    return ((test, thing) for entity, test in refused for thing in things if thing.entity == entity and test(thing))


def _tried(tests: list[tuple[Function, Thing]]) -> None:
    for test, thing in tests:
        test(thing)


def _consistent(document: Document) -> bool:
    try:
        check_document(document, real_book().vocabulary)
    except InvalidDocument:
        return False
    return True


def requisition_case(rng: Random, kind: str) -> RealCase:
    """A case of one type with one to a dozen facts left out."""
    readings, rules = real_rules(rng.randint(1, OTHER_READINGS) if rng.random() < 0.25 else 0)
    full, root = complete_document(rng, rules, kind)
    return opened(rng, rules, readings, full, root)
