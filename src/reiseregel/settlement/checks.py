"""One message → everything in it that is wrong, with place and problem codes; all of it at once.

What a check is called, which codes it gives and what it says are data (`kontroller.yaml`); here is how it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from reiseregel.calendar import is_shown_twice
from reiseregel.settlement.book import SettlementBook
from reiseregel.settlement.document import Message
from reiseregel.settlement.tariff import amount_oere, possible_times, tariff_day, vehicles_of

Trip = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that failed. `expected` is the øre that should have been; `choices` the codes that may stand."""

    pointer: str
    check: str
    expected: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(slots=True)
class Seen:
    """The trips and requisitions that were submitted earlier in the run. Grows with the number of them."""

    trips: set[str] = field(default_factory=set)
    requisitions: dict[str, str] = field(default_factory=dict)

    def add(self, other: Seen) -> None:
        """Take in what a message submitted."""
        self.trips |= other.trips
        for requisition, trip in other.requisitions.items():
            self.requisitions.setdefault(requisition, trip)


def check_message(message: Message, book: SettlementBook, seen: Seen | None = None) -> tuple[Finding, ...]:
    """Every check that fails, by trip in the order of the message and the message itself last.

    `seen` is what earlier messages of the run submitted; this one is added to it, unless it is stopped as a whole.
    """
    found: list[Finding] = []
    earlier, here = seen or Seen(), Seen()
    for index, trip in enumerate(message["turer"]):
        at = f"/turer/{index}"
        found += _states(message, trip, at, book)
        found += _same(message, trip, at)
        found += _tariffs(trip, at, book)
        found += _sum_of_trip(trip, at)
        found += _events(trip, at)
        found += _no_show(trip, at, book)
        if book.messages[message["melding"]["slag"]].submits:
            found += _submitted_before(trip, at, earlier, here)
    found += _sums_of_message(message)
    # What is stopped as a whole was never submitted: the carrier mends it and sends the same trips anew.
    if seen is not None and not any(book.checks[item.check].stops for item in found):
        seen.add(here)
    return tuple(found)


# --- states ---


def _states(message: Message, trip: Trip, at: str, book: SettlementBook) -> Iterator[Finding]:
    states = trip["tilstander"]
    for index in range(1, len(states)):
        if states[index] not in book.moves[states[index - 1]]:
            yield Finding(f"{at}/tilstander/{index}", "tilstand_overgang")
    allowed = book.messages[message["melding"]["slag"]].states
    if states[-1] not in allowed:
        yield Finding(f"{at}/tilstander/{len(states) - 1}", "tilstand_i_melding", choices=allowed)


def _same(message: Message, trip: Trip, at: str) -> Iterator[Finding]:
    for name in ("avtale", "kontor", "fakturering"):
        if trip[name] != message["melding"][name]:
            yield Finding(f"{at}/{name}", f"samme_{name}")


# --- tariffs and sums ---


def _tariffs(trip: Trip, at: str, book: SettlementBook) -> Iterator[Finding]:
    times = sorted(datetime.fromisoformat(event["tid"]) for event in trip["hendelser"])
    first, last = times[0], times[-1]
    day = tariff_day(book.times, first)
    possible = possible_times(book.times, first, last)
    for index, line in enumerate(trip["takster"]):
        place = f"{at}/takster/{index}"
        expected = amount_oere(line["enheter"], line["enhetspris"])
        if expected != line["beloep_oere"]:
            yield Finding(f"{place}/beloep_oere", "takst_beloep", expected)
        if line.get("startpris_oere", 0):
            yield Finding(f"{place}/startpris_oere", "startpris")
        yield from _code(line["kode"], f"{place}/kode", day, possible, book)


def _code(code: str, at: str, day: int, possible: frozenset[str], book: SettlementBook) -> Iterator[Finding]:
    tariff = book.tariffs.get(code[:2])
    if tariff is None or not tariff.in_force(day):
        yield Finding(at, "takstkode_takst")
        return
    vehicles = vehicles_of(book, code[:2])
    if code[2] not in vehicles:
        yield Finding(at, "takstkode_kjoeretoey", choices=vehicles)
    allowed = book.times.all if tariff.times else {book.times.none}
    if code[3:] not in allowed:
        yield Finding(at, "takstkode_tid")
    elif code[3:] not in possible:
        yield Finding(at, "takstkode_mot_hendelser", choices=tuple(sorted(possible)))


def _sum_of_trip(trip: Trip, at: str) -> Iterator[Finding]:
    tariffs = sum(line["beloep_oere"] for line in trip["takster"])
    charges = [item["beloep_oere"] for item in trip.get("egenandeler", ())]
    if trip["sum_oere"] != tariffs:
        deducted = any(charges) and trip["sum_oere"] in (tariffs + sum(charges), tariffs - sum(map(abs, charges)))
        yield Finding(f"{at}/sum_oere", "egenandel_trukket" if deducted else "tur_sum", tariffs)
    for index, charge in enumerate(charges):
        if charge >= 0:
            yield Finding(f"{at}/egenandeler/{index}/beloep_oere", "egenandel_fortegn")


def _sums_of_message(message: Message) -> Iterator[Finding]:
    trips = sum(trip["sum_oere"] for trip in message["turer"])
    if trips != message["sum_oere"]:
        yield Finding("/sum_oere", "melding_sum", trips)
    charges = sum(item["beloep_oere"] for trip in message["turer"] for item in trip.get("egenandeler", ()))
    if charges != message["egenandeler_sum_oere"]:
        yield Finding("/egenandeler_sum_oere", "egenandel_sum", charges)


# --- events ---


def _events(trip: Trip, at: str) -> Iterator[Finding]:
    events, own = trip["hendelser"], set(trip["rekvisisjoner"])
    for index in _out_of_order([event["tid"] for event in events]):
        yield Finding(f"{at}/hendelser/{index}/tid", "hendelser_i_tid")
    inside: dict[str, int] = {}  # who is in the vehicle, and the event by which
    met: set[str] = set()
    for index, event in enumerate(events):
        place = f"{at}/hendelser/{index}"
        requisition = event.get("rekvisisjon")
        if requisition is None:
            continue
        if requisition not in own:
            yield Finding(f"{place}/rekvisisjon", "hendelse_uten_rekvisisjon")
            continue
        if event["slag"] == "hentet":
            if requisition in inside:
                yield Finding(place, "hentet_to_ganger")
            inside[requisition] = index
        elif event["slag"] == "levert" and inside.pop(requisition, None) is None:
            yield Finding(place, "levert_foer_hentet")
        if event["slag"] in ("hentet", "levert", "ikke_moett"):
            met.add(requisition)
    for index in inside.values():
        yield Finding(f"{at}/hendelser/{index}", "hentet_ikke_levert")
    for index, requisition in enumerate(trip["rekvisisjoner"]):
        if requisition not in met:
            yield Finding(f"{at}/rekvisisjoner/{index}", "rekvisisjon_uten_hendelse")
    for index, item in enumerate(trip.get("egenandeler", ())):
        if item.get("rekvisisjon", trip["rekvisisjoner"][0]) not in own:
            yield Finding(f"{at}/egenandeler/{index}/rekvisisjon", "hendelse_uten_rekvisisjon")


def _out_of_order(times: list[str]) -> Iterator[int]:
    """The events that come before the one ahead of them, though the clock was not put back between the two."""
    put_back = False
    for index, (before, after) in enumerate(pairwise(times), 1):
        if after >= before:  # ISO text of one length: as text, so in time
            continue
        if put_back or not all(is_shown_twice(datetime.fromisoformat(time)) for time in (before, after)):
            yield index
        else:
            put_back = True


def _no_show(trip: Trip, at: str, book: SettlementBook) -> Iterator[Finding]:
    of_kind: dict[str, set[str]] = {"hentet": set(), "ikke_moett": set()}
    for event in trip["hendelser"]:
        if event["slag"] in of_kind:
            of_kind[event["slag"]].add(event["rekvisisjon"])
    for index, event in enumerate(trip["hendelser"]):
        if event["slag"] == "ikke_moett" and event["rekvisisjon"] in of_kind["hentet"]:
            yield Finding(f"{at}/hendelser/{index}", "ikke_moett_og_hentet")
    if of_kind["ikke_moett"]:
        return
    for index, line in enumerate(trip["takster"]):
        tariff = book.tariffs.get(line["kode"][:2])
        if tariff is not None and tariff.no_show:
            yield Finding(f"{at}/takster/{index}/kode", "bomtur_uten_ikke_moett")


# --- earlier in the run ---


def _submitted_before(trip: Trip, at: str, earlier: Seen, here: Seen) -> Iterator[Finding]:
    # A trip that comes again says so by its states: rejected, or already submitted and sent on to assessment.
    again = any(state not in ("ny", trip["tilstander"][-1]) for state in trip["tilstander"])
    if (trip["tur"] in earlier.trips or trip["tur"] in here.trips) and not again:
        yield Finding(f"{at}/tur", "tur_levert_foer")
    for index, requisition in enumerate(trip["rekvisisjoner"]):
        first = earlier.requisitions.get(requisition) or here.requisitions.setdefault(requisition, trip["tur"])
        if first != trip["tur"]:
            yield Finding(f"{at}/rekvisisjoner/{index}", "rekvisisjon_levert_foer")
    here.trips.add(trip["tur"])
