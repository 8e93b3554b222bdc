"""What people read is in three languages, in words of theirs: nothing of how the program is made."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import reiseregel
from reiseregel.errors import Text
from tests.conftest import Figures
from tests.explain.explained import FOLDER, book, index

HERE = Path(__file__).parent
#: Words of those who make programs, as whole words or (with `-`) the beginning of one.
ENGINEERING = (HERE / "ord_for_programmerere.txt").read_text(encoding="utf-8").split()
#: Bokmål that is not nynorsk.
NOT_NYNORSK = (HERE / "ord_som_ikke_er_nynorsk.txt").read_text(encoding="utf-8").split()
#: What these say is for those who send documents, events, settlements and rows.
SENDERS = (
    "reiseregel.case",
    "reiseregel.control.event_faults",
    "reiseregel.sampling.results",
    "reiseregel.sampling.rows",
    "reiseregel.settlement.document",
    "reiseregel.statistics.model",
)
#: Said where there are no words for the reason.
WITHOUT_WORDS = Text("", "", "")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    found = (rf"{re.escape(word[:-1])}\w*" if word.endswith("-") else re.escape(word) for word in words)
    return re.compile(rf"(?<![\w§])(?:{'|'.join(found)})(?!\w)", re.IGNORECASE)


_ENGINEERING, _NOT_NYNORSK = _pattern(ENGINEERING), _pattern(NOT_NYNORSK)
#: A command to be typed, and what to put in its blanks (`FAKTUM=VERDI`), are what they are.
_COMMAND = re.compile(r"«reiseregel [^»]*»|\b[A-ZÆØÅ]{3,}\b")
_BLANK = re.compile(r"\{\w*\}")
_NAME_IN_CODE = re.compile(r"\w+_\w+")


def texts_in(thing: Any, seen: set[int]) -> Iterator[Text]:
    """Every text in tables and records, however deep."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, dict):
        for item in thing.values():
            yield from texts_in(item, seen)
    elif isinstance(thing, list | tuple | set | frozenset):
        for item in thing:
            yield from texts_in(item, seen)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for item in fields(thing):
            yield from texts_in(getattr(thing, item.name), seen)


def constants() -> dict[str, list[Text]]:
    """The texts written in the package, by module."""
    found = {}
    for info in pkgutil.walk_packages(reiseregel.__path__, "reiseregel."):
        if not info.name.endswith("__main__"):
            module = importlib.import_module(info.name)
            own = {name: value for name, value in vars(module).items() if not name.startswith("__")}
            found[info.name] = list(texts_in(own, set()))
    return {name: texts for name, texts in found.items() if texts}


def blanks(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_every_text_is_in_three_languages_with_the_same_blanks(figures: Figures) -> None:
    found = constants()
    for module, texts in found.items():
        for text in texts:
            if text != WITHOUT_WORDS:
                assert all(said.strip() for said in (text.nb, text.nn, text.en)), (module, text)
                assert blanks(text.nb) == blanks(text.nn) == blanks(text.en), (module, text)
    figures(f"{sum(map(len, found.values()))} tekster i {len(found)} moduler")


def test_what_the_program_says_has_no_words_of_its_makers() -> None:
    """What is wrong with a document is said to those who make programs that send it."""
    said = [text for module, texts in constants().items() if not module.startswith(SENDERS) for text in texts]
    assert [text for text in said if _ENGINEERING.search(_COMMAND.sub("", f"{text.nb} {text.nn}"))] == []
    assert [text.nn for text in said if _NOT_NYNORSK.search(_BLANK.sub("", text.nn))] == []


def test_what_the_rules_say_has_no_words_of_their_makers(figures: Figures) -> None:
    texts = list(texts_in(book(), set()))
    figures(f"{len(texts)} tekster i regelboken")
    assert [text for text in texts if _ENGINEERING.search(f"{text.nb} {text.nn}")] == []
    assert [text for text in texts if _NAME_IN_CODE.search(f"{text.nb} {text.nn} {text.en}")] == []
    assert [text.nn for text in texts if _NOT_NYNORSK.search(text.nn)] == []


def kept() -> list[Path]:
    return [path for item in index() for path in sorted((FOLDER / item.name).glob("*.n?.txt"))]


def test_no_explanation_has_words_of_those_who_made_it(figures: Figures) -> None:
    wrong = {}
    for path in kept():
        text = path.read_text(encoding="utf-8")
        if path.name.startswith("jurist"):
            text = _without_ids(text)
        elif _NAME_IN_CODE.search(text):
            wrong[path] = _NAME_IN_CODE.findall(text)
        found = _ENGINEERING.findall(text) + (_NOT_NYNORSK.findall(text) if ".nn." in path.name else [])
        if found:
            wrong[path] = found
    figures(f"{len(kept())} forklaringer")
    assert wrong == {}


def _without_ids(text: str) -> str:
    """The jurist is given the ids of the rules, in brackets and where exceptions are listed."""
    return re.sub(r"\[[^\]]*\]|\w+\.\w+ \(", " ", text)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Faktumet er usann.", ["Faktumet", "usann"]),
        ("Noden evalueres.", ["Noden", "evalueres"]),
        ("Klageinstansen avgjør, og sannsynligheten er god.", []),
    ],
)
def test_the_list_finds_whole_words(sentence: str, found: list[str]) -> None:
    assert _ENGINEERING.findall(sentence) == found
