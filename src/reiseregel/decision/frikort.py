"""A forecast of the yearly ceiling: which journey reaches it, and how much is charged above it. The register decides.

Counted by date from the approved charges that the document lists and from what each of the patient's journeys adds.
Nothing goes back into the decision; a charge that is open gives a range. A relative has a ceiling of their own, which
these charges say nothing about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reiseregel.decision.core import Core
from reiseregel.decision.model import Bounds, FrikortForecast, JourneyForecast, PostDecision
from reiseregel.engine import show_value
from reiseregel.facts import Instance
from reiseregel.rulebook.model import Rate, RateRow

#: The rate that has the ceiling of each calendar year.
CEILING = "egenandelstak"


@dataclass(frozen=True, slots=True)
class _Charge:
    """What counts against the ceiling on one day: an approved charge, or what the journey at `place` adds.

    Charges of one day count in `order`: those approved before those claimed, the way out before the way home.
    """

    day: str
    order: tuple[int, int, int]
    amount: Bounds
    place: str = ""

    @property
    def year(self) -> int:
        """The calendar year it counts in."""
        return int(self.day[:4])


def frikort_forecasts(
    core: Core, posts: Iterable[PostDecision], data: Mapping[str, Any]
) -> tuple[FrikortForecast, ...]:
    """One for each calendar year in which the patient travelled; none where the document lists no approved charges."""
    listed, rate = data.get("pasient", {}).get("godkjente_egenandeler"), core.book.rates.get(CEILING)
    if listed is None or rate is None:
        return ()
    journeys = list(_journeys(core, posts))
    approved = [
        _Charge(item["dato"], (0, 0, number), Bounds(item["beloep_oere"], item["beloep_oere"]))
        for number, item in enumerate(listed)
    ]
    everything = [*approved, *journeys]
    years = sorted({charge.year for charge in journeys})
    return tuple(_forecast(rate, year, [item for item in everything if item.year == year]) for year in years)


def _journeys(core: Core, posts: Iterable[PostDecision]) -> Iterator[_Charge]:
    """What each journey of the patient's adds, over all its posts that count."""
    found: dict[str, tuple[Instance, list[Bounds]]] = {}
    for item, post in zip(core.posts, posts, strict=True):
        if post.post.frikort:
            found.setdefault(post.place, (item.instance, []))[1].append(post.frikort)
    for place, (journey, added) in found.items():
        traveller = journey.parent
        assert traveller is not None
        if _content(traveller, "rolle") != "pasient":
            continue
        assert traveller.parent is not None
        order = (1, traveller.parent.number, int(_content(journey, "retning") == "hjem"))
        yield _Charge(_content(journey, "dato"), order, _sum(added), place)


def _content(instance: Instance, name: str) -> str:
    """A content fact as the document has it."""
    slot = instance.facts[name]
    return str(show_value(slot.values, slot.definition.type))


def _ceiling(rate: Rate, year: int) -> RateRow | None:
    """The ceiling set for the year itself: it is set for one year at a time, so that of another says nothing."""
    row = rate.on(date(year, 12, 31).toordinal())
    return row if row is not None and date.fromordinal(row.since).year == year else None


def _forecast(rate: Rate, year: int, charges: list[_Charge]) -> FrikortForecast:
    row = _ceiling(rate, year)
    approved = _sum(charge.amount for charge in charges if not charge.place)
    everything = _sum(charge.amount for charge in charges)
    return FrikortForecast(
        year=year,
        ceiling=row,
        hjemmel=rate.hjemmel if row is None else row.hjemmel,
        approved=approved.lowest or 0,
        journeys=() if row is None else tuple(_journey_by_journey(row.value, charges)),
        counted=_sum(charge.amount for charge in charges if charge.place),
        paid_back=None if row is None else _above(row.value, approved, everything),
    )


def _journey_by_journey(ceiling: int, charges: list[_Charge]) -> Iterator[JourneyForecast]:
    """Each journey with the sum before and after it."""
    before = Bounds(0, 0)
    for charge in sorted(charges, key=lambda item: (item.day, item.order)):
        after = _sum((before, charge.amount))
        if charge.place:
            yield JourneyForecast(
                place=charge.place,
                day=charge.day,
                counted=charge.amount,
                before=before,
                after=after,
                above=_above(ceiling, before, after),
                reaches=_reaches(ceiling, before, after),
            )
        before = after


def _above(ceiling: int, before: Bounds, after: Bounds) -> Bounds:
    """The part above the ceiling of what takes one sum to the other; it grows with what is added and with the first."""

    def over(total: int | None) -> int | None:
        return None if total is None else max(total - ceiling, 0)

    lowest = (over(after.lowest) or 0) - (over(before.lowest) or 0)
    highest = over(after.highest)
    return Bounds(lowest, None if highest is None else highest - (over(before.highest) or 0))


def _reaches(ceiling: int, before: Bounds, after: Bounds) -> bool | None:
    """Does the sum come up to the ceiling here? None when that is open."""
    surely = before.highest is not None and before.highest < ceiling <= (after.lowest or 0)
    perhaps = (before.lowest or 0) < ceiling and (after.highest is None or after.highest >= ceiling)
    return surely if surely or not perhaps else None


def _sum(parts: Iterable[Bounds]) -> Bounds:
    """The bounds of a sum; no upper bound when some part has none."""
    lowest, highest = 0, 0
    bounded = True
    for part in parts:
        lowest += part.lowest or 0
        highest += part.highest or 0
        bounded = bounded and part.highest is not None
    return Bounds(lowest, highest if bounded else None)
