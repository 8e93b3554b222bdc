"""Random pairs of cases: two cases beside the same rules, or one case and itself with some facts drawn again, left out
or moved to another day.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from reiseregel import InvalidDocument, RuleBook
from reiseregel.casebook import cases_by_file, read_cases
from reiseregel.casebook.moving import moved
from reiseregel.decision import Answered, answer
from reiseregel.resources import rules_folder
from reiseregel.rulebook.shape import CASES, file_kind
from reiseregel.yamlfile import read_folder
from tests.strategies.claims import DAYS, Document, full_claim, open_pointers, redrawn, without

#: Case files the documents are taken from, besides those with what they share.
FILES = 14


def casebook_pairs(rng: Random, book: RuleBook, wanted: int, files: int = FILES) -> Iterator[tuple[Answered, Answered]]:
    """So many pairs from the cases beside the rules, in so many of the files."""
    listed = list(_documents(files).values())
    while wanted:
        documents = rng.choice(listed)
        first = rng.choice(documents)
        second = rng.choice(documents) if rng.random() < 0.4 else changed(rng, first, book)
        if first["type"] == second["type"] and (pair := _answered(first, second, book)):
            wanted -= 1
            yield pair


def claim_pairs(rng: Random, book: RuleBook, wanted: int) -> Iterator[tuple[Answered, Answered]]:
    """So many pairs of claims in which every fact there is may be given."""
    while wanted:
        first = full_claim(rng, book.vocabulary)
        if pair := _answered(first, changed(rng, first, book), book):
            wanted -= 1
            yield pair


def one_fact_pairs(rng: Random, book: RuleBook, wanted: int) -> Iterator[tuple[Answered, Answered]]:
    """So many pairs of a case and itself with another answer to one question, or none."""
    listed = [document for documents in _documents(FILES).values() for document in documents]
    claims = [document for document in listed if document["type"] == "krav"]
    while wanted:
        first = rng.choice(claims)
        pointers = [pointer for pointer in open_pointers(first, book.vocabulary) if not is_list(first, pointer)]
        if not pointers:
            continue
        pointer = rng.choice(pointers)
        again = redrawn(rng, first, [pointer], book.vocabulary)
        second = again if rng.random() < 0.7 else without(first, [pointer], book.vocabulary)
        if value_at(first, pointer) != value_at(second, pointer) and (pair := _answered(first, second, book)):
            wanted -= 1
            yield pair


def changed(rng: Random, document: Document, book: RuleBook) -> Document:
    """The document moved to another day, or with some facts drawn again and some left out."""
    if document["type"] != "krav" or rng.random() < 0.6:
        return moved(document, rng.choice(DAYS)) or document
    pointers = open_pointers(document, book.vocabulary)
    facts = [pointer for pointer in pointers if not is_list(document, pointer)]
    result = redrawn(rng, document, rng.sample(facts, min(rng.choice((1, 2, 5)), len(facts))), book.vocabulary)
    return without(result, rng.sample(pointers, min(rng.choice((0, 0, 1, 2)), len(pointers))), book.vocabulary)


@cache
def _documents(files: int) -> dict[str, list[Document]]:
    """By file; nobody changes them."""
    texts = {
        name: text
        for name, text in read_folder(rules_folder()).items()
        if file_kind(name) == CASES and not name.startswith("rekvisisjon/")  # answers without money are not compared
    }
    common = [name for name in texts if name.rsplit("/", 1)[-1].startswith("felles")]
    chosen = Random(files).sample(sorted(texts.keys() - set(common)), files)
    cases, faults = read_cases({name: texts[name] for name in (*common, *chosen)})
    assert not faults
    return {file: [case.document for case in found] for file, found in cases_by_file(cases).items()}


def _answered(first: Document, second: Document, book: RuleBook) -> tuple[Answered, Answered] | None:
    try:
        return answer(first, book), answer(second, book)
    except InvalidDocument:
        return None


def value_at(document: Document, pointer: str) -> Any:
    """What stands at a pointer; None where nothing does."""
    found: Any = document
    for step in pointer.strip("/").split("/"):
        try:
            found = found[int(step)] if isinstance(found, list) else found[step]
        except (KeyError, IndexError):
            return None
    return found


def is_list(document: Document, pointer: str) -> bool:
    """A list rather than a fact."""
    return isinstance(value_at(document, pointer), list)


SWAPPED = {
    "foer": "etter",
    "hjemmel_foer": "hjemmel_etter",
    "grunner_borte": "grunner_nye",
    "avklaringer_borte": "avklaringer_nye",
}
SWAPPED |= {new: old for old, new in SWAPPED.items()}


def mirrored(told: Any) -> Any:
    """What `Changes.to_json` would say the other way round."""
    if isinstance(told, dict):
        return {SWAPPED.get(key, key): _mirrored(key, item) for key, item in told.items()}
    return [mirrored(item) for item in told] if isinstance(told, list) else told


def _mirrored(key: str, item: Any) -> Any:
    if key == "differanse_oere" and item is not None:
        return -item
    if key == "endring":
        return {"ny": "borte", "borte": "ny"}.get(item, item)
    return mirrored(item)


def unordered(told: Any) -> Any:
    """The same with every list in one fixed order: the later answer gives the order."""
    if isinstance(told, dict):
        return {key: unordered(item) for key, item in told.items()}
    return sorted(map(unordered, told), key=repr) if isinstance(told, list) else told
