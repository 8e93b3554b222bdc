"""The lines of a journey: the journey itself, the extras on top of it, and its other expenses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.handwritten.expenses import settle_others
from benchmarks.handwritten.lines import GRANTED, REDUCED, Line, refused
from benchmarks.handwritten.reasons import about_extras, about_journey, against_journey
from benchmarks.handwritten.settlement import Settlement

if TYPE_CHECKING:
    from benchmarks.handwritten.expenses import SharedExpenses
    from benchmarks.handwritten.journey import Journey


def settle_journey(journey: Journey, shared: SharedExpenses | None, lines: list[Line]) -> int:
    """Add the lines of a journey. Returns what the journey and its extras pay, egenandel drawn."""
    found = Settlement(journey, shared)
    fare, extras, egenandel = found.fare, found.extras, found.egenandel()
    share = min(fare, egenandel)
    left = min(extras, egenandel - share)
    counted = not found.raised
    if not journey.traveller.trip.claim.only_income:
        if found.right:
            reasons, reduced = about_journey(found, egenandel)
            outcome = REDUCED if reduced else GRANTED
            line = ("reise", journey.place, outcome, fare, share, fare - share, counted * share, 0, reasons)
        else:
            line = refused("reise", journey.place, against_journey(found))
        lines.append(line)
    if found.claimed:
        outcome, reasons = about_extras(found)
        lines.append(("tillegg", journey.place, outcome, extras, left, extras - left, counted * left, 0, reasons))
    if found.expenses.others:
        settle_others(journey, found.expenses, lines)
    return fare - share + extras - left
