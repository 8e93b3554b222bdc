"""Faults are values: collected, returned together, never carrying what somebody typed.

Two families. `Fault` is about a document handed in (a claim): it may reach the citizen, so it holds a code, a JSON
pointer and fixed sentences only. `RuleFault` is about the rule files: it is written for the rule author and does name
what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or phrase in bokmål, nynorsk and English."""

    nb: str
    nn: str
    en: str

    def in_language(self, language: Language) -> str:
        """The phrase in the language asked for."""
        found: str = getattr(self, language)
        return found


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A fault in a document. `pointer` is a JSON pointer (RFC 6901) to the value, or the parent of an unknown key."""

    pointer: str
    code: str
    message: Text

    def to_json(self, language: Language) -> dict[str, str]:
        """`{kode, sted, melding}` with the sentence in one language."""
        return {"kode": self.code, "sted": self.pointer, "melding": self.message.in_language(language)}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a rule file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class RuleFault:
    """A fault in the rule files, with the spot to mend and, where one is near, the name that was probably meant."""

    place: Place
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.message}"


class InvalidRules(Exception):
    """The rule files cannot be used; `faults` holds every fault found, in file order."""

    def __init__(self, faults: Iterable[RuleFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class InvalidDocument(Exception):
    """The document handed in cannot be evaluated; `faults` holds every fault found. No value is repeated."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda fault: (fault.pointer, fault.code)))
        super().__init__("; ".join(f"{fault.pointer or '/'}: {fault.code}" for fault in self.faults))


def nearest(name: str, known: Iterable[str]) -> str:
    """` Mente du «x»?` for the nearest known name, or an empty string."""
    match = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Mente du «{match[0]}»?" if match else ""
