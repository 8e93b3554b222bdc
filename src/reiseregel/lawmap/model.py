"""The structure of a law as numbers, and the place given to each part of it. A part is addressed by its `Hjemmel`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import Place
from reiseregel.vocabulary import Hjemmel

PlaceInMap = Literal["kodet", "skjoenn", "prosedyre", "utenfor"]


def written(unit: Hjemmel) -> str:
    """`§ 24 ledd 3 bokstav b`, for faults."""
    parts = [f"§ {unit.paragraf}"]
    parts += [f"ledd {unit.ledd}"] if unit.ledd else []
    parts += [f"bokstav {unit.bokstav}"] if unit.bokstav else []
    parts += [f"punktum {unit.punktum}"] if unit.punktum else []
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Ledd:
    """One ledd: its number today, how many sentences it has outside its letters, and how many each letter has.

    Letters hang on the last of those sentences. `earlier` are the numbers it had before, each with its last day. Where
    the wording was not read, `guidance` says what guidance shows of it: to `unread_until` (None: all the time).
    """

    law: str
    paragraf: str
    number: int
    sentences: int
    letters: dict[str, int] = field(hash=False)
    since: int
    earlier: tuple[tuple[int, int], ...]
    changed: tuple[int, ...]
    place: Place
    guidance: str = ""
    unread_until: int | None = None

    @property
    def unit(self) -> Hjemmel:
        """The ledd as a whole."""
        return Hjemmel(self.paragraf, self.number, lov=self.law)

    def number_on(self, day: int) -> int:
        """The number it had on a day; 0 before it existed."""
        if day < self.since:
            return 0
        return next((number for until, number in self.earlier if day <= until), self.number)

    def read_on(self, day: int) -> bool:
        """True when the wording of a day was read."""
        return not self.guidance or (self.unread_until is not None and day > self.unread_until)

    def wholes(self) -> Iterator[tuple[Hjemmel, int]]:
        """What must have a place, whole or sentence by sentence, with the number of sentences: each letter and each
        sentence before them; or, without letters, the ledd.
        """
        if not self.letters:
            yield self.unit, self.sentences
            return
        for sentence in range(1, self.sentences):
            yield replace(self.unit, punktum=sentence), 1
        for letter, sentences in self.letters.items():
            yield replace(self.unit, bokstav=letter), sentences

    def has(self, part: Hjemmel) -> bool:
        """True when the letter and the sentence exist in this ledd, whatever paragraph and number `part` says."""
        if part.bokstav:
            return part.punktum <= self.letters.get(part.bokstav, -1)
        return part.punktum <= self.sentences

    def overlap(self, cited: Hjemmel, part: Hjemmel) -> bool:
        """True when one of two parts of this ledd is the other, or holds it. `part` is one that may be placed."""
        if self.letters and not cited.bokstav and cited.punktum == self.sentences:  # the sentence the letters hang on
            return bool(part.bokstav)
        if bool(cited.bokstav) != bool(part.bokstav):
            return not (part if cited.bokstav else cited).punktum
        return cited.bokstav == part.bokstav and (0 in (cited.punktum, part.punktum) or cited.punktum == part.punktum)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one part of the law went: the rules that hold it, the facts that judgement settles, and why."""

    unit: Hjemmel
    kind: PlaceInMap
    decides: bool
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    reason: str
    place: Place
    rule_places: tuple[Place, ...] = ()
    fact_places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class LawMap:
    """One law: its ledd in order, and the placements. The structure tells the text from `since` to `until`, both days
    included; a law that was rewritten has a map of each text.
    """

    law: str
    text_as_of: date
    read_on: date
    since: int
    until: int
    ledd: tuple[Ledd, ...]
    placements: tuple[Placement, ...]
    place: Place
    structure_place: Place
    paragraph_places: dict[str, Place] = field(default_factory=dict)

    @cached_property
    def paragraphs(self) -> dict[str, tuple[Ledd, ...]]:
        """The ledd of each paragraph, in order."""
        found: dict[str, list[Ledd]] = {}
        for item in self.ledd:
            found.setdefault(item.paragraf, []).append(item)
        return {paragraf: tuple(items) for paragraf, items in found.items()}

    @cached_property
    def by_unit(self) -> dict[Hjemmel, Placement]:
        """Each placement by what it places."""
        return {placement.unit: placement for placement in self.placements}

    def tells(self, day: int | None) -> bool:
        """True when the text was in force on a day; of no day in particular, always."""
        return day is None or self.since <= day <= self.until

    def ledd_of(self, hjemmel: Hjemmel, day: int = LAST_DAY) -> tuple[Ledd, ...]:
        """The ledd a hjemmel pointed to on a day; all that fit when it names the paragraph only."""
        found = (item for item in self.paragraphs.get(hjemmel.paragraf, ()) if item.has(hjemmel))
        return tuple(
            item for item in found if item.number_on(day) and (not hjemmel.ledd or item.number_on(day) == hjemmel.ledd)
        )

    def placed(self, ledd: Ledd) -> list[Placement]:
        """The placements of a ledd and its parts, in the order of the law."""
        found = []
        for whole, sentences in ledd.wholes():
            if whole in self.by_unit:
                found.append(self.by_unit[whole])
            parts = [replace(whole, punktum=number) for number in range(1, sentences + 1)]
            found += [self.by_unit[part] for part in parts if part != whole and part in self.by_unit]
        return found
