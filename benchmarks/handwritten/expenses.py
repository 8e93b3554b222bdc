"""§§ 15, 21, 22, 22a and 23a: what was paid on the way, for one journey and for the trip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.handwritten.journey import CARS
from benchmarks.handwritten.lines import Data, Line, plain, refused

if TYPE_CHECKING:
    from benchmarks.handwritten.journey import Journey
    from benchmarks.handwritten.people import Traveller

#: § 22: paid on top of the rate. § 15: paid in their own right, or not at all.
ON_THE_ROAD = frozenset({"ferge", "bomvei", "parkering", "piggdekk"})
OTHER_EXPENSES = frozenset({"bagasje_og_utstyr", "rengjoering", "annet"})
MAY_LACK_RECEIPT = frozenset({"ferge", "bagasje_og_utstyr", "rengjoering", "ambulansebaat"})
ORDERED = frozenset({"bestilt_av_helseforetaket", "avtalt"})


class Expenses:
    """The expenses of one journey, added up: what is claimed and paid on top of the rate, what stands in its place."""

    __slots__ = (
        "ambulance_paid",
        "ambulance_unpaid",
        "boat_paid",
        "boat_unpaid",
        "claimed",
        "length",
        "others",
        "payable",
        "receipts",
        "studded",
        "taxi",
        "taxi_allowed",
        "taxi_ordered",
        "taxi_paid",
        "taxi_unpaid",
        "tickets",
        "whole_way",
    )

    def __init__(self) -> None:
        self.claimed = self.payable = self.tickets = self.receipts = self.length = 0
        self.boat_paid = self.boat_unpaid = self.ambulance_paid = self.ambulance_unpaid = False
        self.taxi = self.taxi_allowed = self.taxi_ordered = self.taxi_paid = self.taxi_unpaid = False
        self.studded = self.others = self.whole_way = False

    def add_all(self, journey: Journey, utgifter: list[Data]) -> None:
        """Add up; taxi and ambulance boat are settled last, for two receipts never cover the whole way."""
        taxis, boats = list[Data](), list[Data]()
        for utgift in utgifter:
            kind = utgift["art"]
            if kind in ON_THE_ROAD:
                amount = utgift["beloep_oere"]
                self.claimed += amount
                if kind == "piggdekk":
                    self.studded = True
                elif is_necessary(utgift) and is_shown(utgift):
                    self.payable += amount
            elif kind == "baatbillett":
                if utgift["dokumentasjon"] == "foreligger":
                    self.boat_paid = True
                    self.tickets += utgift["beloep_oere"]
                    self.length += utgift["strekning_m"]
                else:
                    self.boat_unpaid = True
            elif kind == "drosje":
                taxis.append(utgift)
            elif kind == "ambulansebaat":
                boats.append(utgift)
            else:
                self.others = True
        if taxis:
            self._add_taxis(journey, taxis)
        if boats:
            self._add_ambulance_boats(journey, boats)

    def _add_taxis(self, journey: Journey, taxis: list[Data]) -> None:
        """§ 22a: for those who may go by car, ordered or agreed with the health trust, or in an emergency."""
        trip = journey.traveller.trip
        self.taxi = True
        self.taxi_ordered = trip.emergency or journey.data["drosjebestilling"] in ORDERED
        self.taxi_allowed = trip.car_allowed and self.taxi_ordered
        for utgift in taxis:
            if self.taxi_allowed and is_necessary(utgift) and utgift["dokumentasjon"] == "foreligger":
                self.taxi_paid = True
                self._instead_of_rate(utgift, whole_way=len(taxis) == 1 and journey.mode == "drosje")
            else:
                self.taxi_unpaid = True

    def _add_ambulance_boats(self, journey: Journey, boats: list[Data]) -> None:
        """§ 23a: ordered where nothing cheaper would do, or in an emergency."""
        allowed = ambulance_boat_allowed(journey)
        for utgift in boats:
            if allowed and is_shown(utgift):
                self.ambulance_paid = True
                self._instead_of_rate(utgift, whole_way=len(boats) == 1 and journey.mode == "ambulansebaat")
            else:
                self.ambulance_unpaid = True

    def _instead_of_rate(self, utgift: Data, *, whole_way: bool) -> None:
        self.receipts += utgift["beloep_oere"]
        if whole_way:
            self.whole_way = True
        else:
            self.length += utgift["strekning_m"]


#: Of a journey without expenses.
NONE: Final = Expenses()


def expenses_of(journey: Journey) -> Expenses:
    """The expenses of a journey."""
    utgifter = journey.data.get("utgifter", ())
    if not utgifter:
        return NONE
    found = Expenses()
    found.add_all(journey, utgifter)
    return found


def ambulance_boat_allowed(journey: Journey) -> bool:
    """§ 23a: the conditions for the cost of an ambulance boat."""
    data = journey.data
    return bool(
        journey.traveller.trip.emergency or (data["ambulansebaat_rekvirert"] and not data["billigere_transport_mulig"])
    )


def is_necessary(utgift: Data) -> bool:
    """§ 22: on the reisevei it is presumed necessary."""
    return bool(utgift["paa_beregnet_reisevei"] or utgift["noedvendig_vurdert"])


def is_shown(utgift: Data) -> bool:
    """§§ 15, 22 and 23a: a receipt, or it may be done without."""
    return bool(
        utgift["dokumentasjon"] == "foreligger"
        or (utgift["dokumentasjon_kan_unnlates"] and utgift["art"] in MAY_LACK_RECEIPT)
    )


class SharedExpenses:
    """What was paid on the road for the trip. One journey bears it: the one by car, the first when none or both are."""

    __slots__ = ("bearer", "claimed", "payable", "studded")

    def __init__(self, traveller: Traveller) -> None:
        self.claimed = self.payable = 0
        self.studded = False
        for utgift in traveller.data.get("fellesutgifter", ()):
            kind = utgift["art"]
            if kind in ON_THE_ROAD:
                amount = utgift["beloep_oere"]
                self.claimed += amount
                if kind == "piggdekk":
                    self.studded = True
                elif is_necessary(utgift) and is_shown(utgift):
                    self.payable += amount
        self.bearer = traveller.journeys[0]
        if len(traveller.journeys) > 1:
            first, second = traveller.journeys
            out, home = (first, second) if first.out else (second, first)
            self.bearer = home if home.by_car and not out.by_car else out


# --- § 15 -----------------------------------------------------------------------------------------------------------


def settle_others(journey: Journey, expenses: Expenses, lines: list[Line]) -> None:
    """Add a line for each other expense of a journey."""
    could_soil = journey.by_car or journey.mode == "drosje" or expenses.taxi
    for number, utgift in enumerate(journey.data.get("utgifter", ())):
        if utgift["art"] in OTHER_EXPENSES:
            place = f"{journey.place}/utgifter/{number}"
            lines.append(_other_line("annen_utgift", place, utgift, journey.traveller, could_soil=could_soil))


def settle_shared(traveller: Traveller, lines: list[Line]) -> None:
    """Add a line for each other expense of the trip."""
    for number, utgift in enumerate(traveller.data.get("fellesutgifter", ())):
        if utgift["art"] in OTHER_EXPENSES:
            could_soil = utgift["art"] == "rengjoering" and any(
                journey.mode in CARS
                or journey.mode == "drosje"
                or any(other["art"] == "drosje" for other in journey.data.get("utgifter", ()))
                for journey in traveller.journeys
            )
            place = f"{traveller.place}/fellesutgifter/{number}"
            lines.append(_other_line("annen_fellesutgift", place, utgift, traveller, could_soil=could_soil))


def _other_line(post: str, place: str, utgift: Data, traveller: Traveller, *, could_soil: bool) -> Line:
    """§ 15: freight, and cleaning of a car, for those with a right, necessary and shown."""
    kind, only_income = utgift["art"], traveller.trip.claim.only_income
    named = kind == "bagasje_og_utstyr" or (kind == "rengjoering" and could_soil)
    necessary = utgift["frakt_eller_rengjoering_noedvendig"]
    shown = is_shown(utgift)
    if named and traveller.errand and necessary and shown and not only_income:
        reasons = ("utbetales_til_det_offentlige",) if traveller.to_public else ()
        return plain(post, place, utgift["beloep_oere"], reasons)
    against = []
    if only_income:
        against.append("arbeidsgiver_kan_bare_kreve_inntekt")
    if not named:
        against.append("utgiften_har_ikke_hjemmel")
    if not traveller.errand:
        against.append("vilkaar_for_utgifter_ikke_oppfylt")
    if not necessary:
        against.append("utgift_ikke_noedvendig")
    if not shown:
        against.append("utgift_ikke_dokumentert")
    return refused(post, place, tuple(against))
