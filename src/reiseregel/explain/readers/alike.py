"""Lines of the tree that are worded once for all entities that are alike, in this case and in the next.

What the rules tell of a concept hangs on the values of what it refers to, and on nothing else; so do its line and which
of its references bear. What is kept has no place in it and nobody's reference: only values, and the way from an entity
to what it refers to.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Final

from reiseregel.engine.alike import Way, at
from reiseregel.engine.references import layout
from reiseregel.facts import Instance
from reiseregel.prose import Item, Sentence
from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary import FactDef
from reiseregel.vocabulary.model import place_on
from reiseregel.vocabulary.settings_by_trust import SETTING

#: So many lines are kept for each rule book.
_KEPT: Final = 16_384


@dataclass(frozen=True, slots=True)
class Below:
    """What a line refers to: the way to it and the end of its name. A rate or a reading is nowhere: `mark` is all."""

    way: Way | None
    mark: str

    def name(self, instance: Instance | None) -> str:
        """The name of its node, seen from an entity."""
        if self.way is None or instance is None:
            return self.mark
        found = at(instance, self.way)
        assert found is not None, "entities that are alike have as much in their lists"
        return found.path + self.mark


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of a node at length and in short, its mark, what bears it, and more lines that are told below it."""

    sentences: tuple[Sentence, ...]
    short: str
    mark: str
    below: tuple[Below, ...] = ()
    aside: tuple[Item, ...] = ()


class Lines:
    """The lines of one rule book that are told of something else than concepts, by what they hang on."""

    def __init__(self, book: RuleBook) -> None:
        self.layout = layout(book)
        self.facts = {fact.key: fact for fact in book.vocabulary.facts.values()}
        self.kept: dict[Hashable, Line] = {}


def keep(kept: dict[Hashable, Any], hangs_on: Hashable, line: Line) -> None:
    """Keep the line of everything that hangs on this, beside others."""
    if len(kept) >= _KEPT:
        kept.clear()
    kept[hangs_on] = line


def fact_hangs_on(instance: Instance, fact: FactDef) -> Hashable:
    """What the line of a fact hangs on: nobody's reference but that of a setting, which is a public owner and a day."""
    slot = instance.facts[fact.name]
    source = "" if slot.origin is None else slot.origin.source
    reference = slot.origin.reference if slot.origin is not None and source == SETTING else ""
    place = place_on(instance.law_day, fact.earlier) if fact.earlier else None
    return fact.key, slot.values, source, reference, place


@once_for_each
def lines_of(book: RuleBook) -> Lines:
    """What is kept for a rule book."""
    return Lines(book)
