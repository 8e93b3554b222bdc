"""A sentence with places for values, in three languages: «{ikke_moett} {ikke_moett|gang|ganger}».

A place is the name of a fact of the entity, or `sats.NAME` for a threshold. `{name}` is its value in words,
`{name|one|more}` the word that goes with the number, and `{name:prosent}` a number per thousand as per cent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from reiseregel.errors import LANGUAGES, Language, Text

_SLOT = re.compile(r"\{([^{}]*)\}")
_FORM = re.compile(r"(?P<name>(?:sats\.)?[a-z][a-z0-9_]*)(?:\|(?P<one>[^|]+)\|(?P<more>[^|]+)|(?P<share>:prosent))?")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a sentence. With `one` and `more` it is a word that goes with the number; `share` is per cent."""

    name: str
    one: str = ""
    more: str = ""
    share: bool = False

    @property
    def counts(self) -> bool:
        """True when only a number fits."""
        return self.share or bool(self.one)


Part: TypeAlias = str | Slot


class BadSentence(Exception):
    """What stands between braces is no place for a value. `at` is the offset of its brace in the sentence."""

    def __init__(self, at: int) -> None:
        self.at = at
        super().__init__(str(at))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The parts of the sentence in each language."""

    nb: tuple[Part, ...]
    nn: tuple[Part, ...]
    en: tuple[Part, ...]

    def parts(self, language: Language) -> tuple[Part, ...]:
        """The parts in one language."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}[language]

    def slots(self, language: Language) -> Iterator[Slot]:
        """The places for values, as they stand."""
        return (part for part in self.parts(language) if isinstance(part, Slot))

    @property
    def names(self) -> tuple[str, ...]:
        """What has a place in any language, each once."""
        return tuple(dict.fromkeys(slot.name for language in LANGUAGES for slot in self.slots(language)))

    def filled(self, language: Language, put: Callable[[Slot], str]) -> str:
        """The sentence with what `put` gives in each place."""
        return "".join(part if isinstance(part, str) else put(part) for part in self.parts(language))

    def shown(self, language: Language, label_of: Callable[[str], str]) -> str:
        """The sentence before any value is known: what goes in each place stands in brackets, words are in plural."""
        return self.filled(language, lambda slot: slot.more or f"[{label_of(slot.name)}]")


def read_sentence(text: Text) -> Sentence:
    """The parts of a text. Raises BadSentence."""
    return Sentence(*(tuple(parts_of(text.in_language(language))) for language in LANGUAGES))


def parts_of(text: str) -> Iterator[Part]:
    """Plain text and places in turn. Raises BadSentence."""
    at = 0
    for found in _SLOT.finditer(text):
        form = _FORM.fullmatch(found[1])
        if form is None:
            raise BadSentence(found.start())
        if found.start() > at:
            yield _plain(text[at : found.start()], at)
        yield Slot(form["name"], form["one"] or "", form["more"] or "", form["share"] is not None)
        at = found.end()
    if at < len(text):
        yield _plain(text[at:], at)


def _plain(text: str, offset: int) -> str:
    stray = min((place for sign in "{}" if (place := text.find(sign)) >= 0), default=-1)
    if stray >= 0:
        raise BadSentence(offset + stray)
    return text
