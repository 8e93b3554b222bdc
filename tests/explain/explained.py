"""The answers whose explanations are kept in `golden/explanations/`, each decided once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from reiseregel import Answered, RuleBook, answer, load_rulebook
from reiseregel.casebook import load_cases
from reiseregel.explain import READERS, Reader

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "golden" / "explanations"


@dataclass(frozen=True)
class Explained:
    """One entry of the index: its name, where the document is, the readers, and whether every form is kept."""

    name: str
    example: str
    cases: str
    case: str
    readers: tuple[Reader, ...]
    forms: bool

    def answered(self) -> Answered:
        """The document with its answer."""
        if self.example:
            (document,) = (ROOT / "examples" / self.example).glob("*.json")
            return answer(document.read_bytes(), book())
        case = _cases()[self.cases, self.case]
        return answer(case.document, book(), dict(case.readings))


@cache
def book() -> RuleBook:
    """The rules that come along."""
    return load_rulebook()


@cache
def _cases() -> dict[tuple[str, str], Any]:
    return {(case.paragraph, case.name): case for case in load_cases()}


@cache
def decided(name: str) -> Answered:
    """The answer of an entry."""
    return next(item for item in index() if item.name == name).answered()


@cache
def index() -> tuple[Explained, ...]:
    """Every entry, in the order of the file."""
    listed = YAML(typ="safe").load((FOLDER / "innhold.yaml").read_text(encoding="utf-8"))
    return tuple(
        Explained(
            name,
            item.get("eksempel", ""),
            item.get("saker", ""),
            item.get("navn", ""),
            tuple(item.get("lesere", READERS)),
            item.get("former", False),
        )
        for name, item in listed.items()
    )
