"""How much of a law is encoded, left to judgement, or procedure: counted in ledd, for by them law is cited."""

from __future__ import annotations

from dataclasses import dataclass

from reiseregel.lawmap.model import LawMap, Ledd, PlaceInMap

#: A ledd with parts in several places counts in the first of these: as encoded only when all of it is.
_ORDER: tuple[PlaceInMap, ...] = ("skjoenn", "prosedyre", "utenfor", "kodet")


@dataclass(frozen=True, slots=True)
class Shares:
    """Of all `ledd`, those with a place; of those that decide something, how many are in each."""

    ledd: int
    placed: int
    coded: int
    judged: int
    other: int

    @property
    def deciding(self) -> int:
        """The ledd that decide something."""
        return self.coded + self.judged + self.other

    @property
    def percents(self) -> tuple[int, int, int]:
        """Encoded, judged and other in whole percent of those that decide something; together they are 100."""
        counts = (self.coded, self.judged, self.other)
        if not self.deciding:
            return 0, 0, 0
        found = [100 * count // self.deciding for count in counts]
        by_rest = sorted(range(3), key=lambda index: (-(100 * counts[index] % self.deciding), index))
        for index in by_rest[: 100 - sum(found)]:
            found[index] += 1
        return found[0], found[1], found[2]


def where(found: LawMap, ledd: Ledd) -> PlaceInMap | None:
    """The place a ledd counts in; None when no part of it decides anything."""
    kinds = {placement.kind for placement in found.placed(ledd) if placement.decides}
    return next((kind for kind in _ORDER if kind in kinds), None)


def shares(found: LawMap, day: int | None = None) -> Shares:
    """The shares of a law; with a day, of the ledd that existed then."""
    counted = [ledd for ledd in found.ledd if day is None or ledd.number_on(day)]
    kinds = [where(found, ledd) for ledd in counted]
    return Shares(
        ledd=len(counted),
        placed=sum(bool(found.placed(ledd)) for ledd in counted),
        coded=kinds.count("kodet"),
        judged=kinds.count("skjoenn"),
        other=kinds.count("prosedyre") + kinds.count("utenfor"),
    )
