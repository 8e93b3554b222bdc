"""The rule book is plain data: every executor reads the same tree, in any process and on any thread."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from reiseregel.resources import rules_folder
from reiseregel.rulebook import RuleBook, load_files
from reiseregel.yamlfile import read_folder

TEXTS = {name: text for name, text in read_folder(rules_folder()).items() if not name.endswith(".saker.yaml")}
PLAIN = (str, int, bool, type(None))


def loaded(texts: dict[str, str]) -> RuleBook:
    result = load_files(texts, demand_words=False)
    assert result.book is not None, result.faults
    return result.book


@cache
def book() -> RuleBook:
    return loaded(TEXTS)


def parts(value: Any, path: str = "book") -> Iterator[tuple[str, Any]]:
    """Everything inside a value, with the way to it."""
    yield path, value
    if is_dataclass(value):
        for part in fields(value):
            yield from parts(getattr(value, part.name), f"{path}.{part.name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts(key, f"{path} key")
            yield from parts(item, f"{path}[{key}]")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from parts(item, f"{path}[{index}]")


def test_there_is_no_callable_in_the_book_and_nothing_but_plain_data() -> None:
    seen = 0
    for path, value in parts(book()):
        seen += 1
        assert not callable(value), path
        assert isinstance(value, (*PLAIN, tuple, dict)) or is_dataclass(value), (path, type(value))
    assert seen > 10_000


def test_everything_but_the_maps_by_name_is_frozen() -> None:
    maps = set()
    for path, value in parts(book()):
        if is_dataclass(value):
            assert vars(type(value))["__dataclass_params__"].frozen, path
        if isinstance(value, dict):
            maps.add(path.rpartition(".")[2])
    assert maps == {
        "trusts",
        "settings",
        "sources",
        "entities",
        "facts",
        "codes",
        "concepts",
        "phrases",
        "plain",
        "words",
        "rates",
        "readings",
        "texts",
        "rejected",
        "unused",
    }


def test_the_book_survives_pickling() -> None:
    copy = pickle.loads(pickle.dumps(book()))  # noqa: S301 - made on the line itself
    assert copy == book()
    assert order(copy) == order(book())


def test_loading_does_not_depend_on_the_order_of_the_files() -> None:
    other = loaded(dict(reversed(TEXTS.items())))
    assert other == book()
    assert order(other) == order(book())


def test_the_digest_follows_the_rules_and_not_the_cases() -> None:
    name = "satser/standardsats.yaml"
    assert loaded(dict(TEXTS)).digest == book().digest
    assert (
        loaded(TEXTS | {"pasientreiseforskriften/par_99.saker.yaml": "utgangspunkt: {a: {b: 1}}"}).digest
        == book().digest
    )
    assert loaded(TEXTS | {name: TEXTS[name] + "# merknad\n"}).digest != book().digest


def order(found: RuleBook) -> list[list[Any]]:
    """What two books that are equal could still have in different order."""
    return [list(found.concepts), list(found.rates), list(found.readings), list(found.vocabulary.facts)]
