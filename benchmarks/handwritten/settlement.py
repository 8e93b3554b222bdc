"""§§ 17a, 18a, 20–24: what a journey gives, the extras on top of it, and the egenandel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.handwritten.expenses import ambulance_boat_allowed, expenses_of
from benchmarks.handwritten.rates import (
    BOAT_PER_KM,
    EGENANDEL,
    EGENANDEL_CHOSEN_PLACE,
    PER_KM,
    SCHEDULED_BEYOND_M,
    SNOWMOBILE_PER_KM,
    for_metres,
)

if TYPE_CHECKING:
    from benchmarks.handwritten.expenses import SharedExpenses
    from benchmarks.handwritten.journey import Journey

#: § 21 third ledd: paid by the civil servants' rates where the patient shows a special need.
SPECIAL_MODES = frozenset({"egen_baat", "snoescooter", "atv"})


class Settlement:
    """A journey while its amounts are worked out. `cut_to` is what a cheaper companion would have cost (§ 17 a)."""

    __slots__ = (
        "claimed",
        "exempt",
        "expenses",
        "extras",
        "extras_right",
        "fare",
        "journey",
        "late_extras",
        "only_ticket",
        "organised_m",
        "passenger",
        "payable",
        "raised",
        "right",
        "special",
        "studded",
        "through_patient",
        "uncut",
    )

    def __init__(self, journey: Journey, shared: SharedExpenses | None) -> None:
        traveller, data = journey.traveller, journey.data
        self.journey = journey
        self.expenses = expenses = expenses_of(journey)
        self.claimed, self.payable, self.studded = expenses.claimed, expenses.payable, expenses.studded
        if shared and shared.bearer is journey:
            self.claimed += shared.claimed
            self.payable += shared.payable
            self.studded = self.studded or shared.studded
        self.organised_m = 0
        for strekning in data.get("strekninger", ()):
            if strekning["organisert"]:
                self.organised_m += strekning["lengde_m"]
        self.special = (
            journey.mode in SPECIAL_MODES and data["saerlig_dokumentert"] == "foreligger" and data["saerlig_noedvendig"]
        )

        # § 21 fifth ledd: those who travel together are paid once.
        self.through_patient = self.only_ticket = self.passenger = False
        company = traveller.trip.company
        if traveller.is_companion:
            assert company is not None
            if company.paid_through_the_followed(journey):
                self.only_ticket = expenses.boat_paid
                self.through_patient = not expenses.boat_paid
        if journey.by_car and not traveller.is_patient and not self.through_patient and data["passasjer_hos_annen"]:
            self.passenger = rides_along(journey)

        self.right = (
            journey.fulfilled
            and journey.status == "ingen"
            and not self.through_patient
            and not self.passenger
            and not traveller.trip.claim.only_income
            and not (journey.mode == "ambulansebaat" and not ambulance_boat_allowed(journey))
        )
        self.exempt = _exempt(journey)
        self.raised = traveller.trip.chosen_elsewhere and not self.exempt and not traveller.is_parent
        self._amounts()

    def _amounts(self) -> None:
        journey, traveller = self.journey, self.journey.traveller
        data = journey.data
        self.fare = self.extras = self.uncut = 0
        if traveller.cut:
            self.uncut = data["regulativ_oere"] if traveller.qualified else self._support()
        if self.right:
            if traveller.cut:
                self.fare = min(self.uncut, data["avkortet_til_oere"])
            elif traveller.qualified:
                self.fare = data["regulativ_oere"]
            else:
                self.fare = self._support()
                if traveller.trip.behandling["annen_betaler"] == "delvis_dekket":
                    self.fare = max(self.fare - data["dekket_av_andre_oere"], 0)

        # § 22: the extras of those who may go by car and did; a late claim for a journey paid before gives the rest.
        payable, paid_before = self.payable, 0
        self.extras_right = self.late_extras = False
        if payable and journey.by_car and traveller.trip.car_allowed and not self.only_ticket:
            if journey.status == "dekket_i_tidligere_krav":
                paid_before = data["tillegg_dekket_foer_oere"]
                self.late_extras = journey.fulfilled and payable > paid_before and not traveller.qualified
                self.extras_right = self.late_extras
            else:
                self.extras_right = self.right and not traveller.qualified
        if self.extras_right:
            self.extras = min(payable, self.room_for_extras) if traveller.cut else payable - paid_before

    @property
    def room_for_extras(self) -> int:
        """What a cheaper companion leaves for the extras."""
        return max(int(self.journey.data["avkortet_til_oere"]) - self.uncut, 0)

    def _support(self) -> int:
        """§§ 20–23a: by the kilometre, by receipt, or as the cheapest scheduled route."""
        journey, expenses = self.journey, self.expenses
        if self.only_ticket:
            return expenses.tickets
        if home_transport(journey):
            return int(journey.data["hjemtransport_vurdert_oere"])
        beyond = journey.distance - self.organised_m > SCHEDULED_BEYOND_M
        if beyond and not self._rate_beyond():
            return int(journey.data["billigste_rute_oere"]) + expenses.receipts + self._special_amount()
        by_rate = 0
        if not expenses.whole_way:
            left = max(journey.distance - self.organised_m, 0) - expenses.length
            if self.special:
                left -= journey.data["saerlig_strekning_m"]
            by_rate = for_metres(max(left, 0), PER_KM)
        return by_rate + expenses.tickets + expenses.receipts + self._special_amount()

    def _rate_beyond(self) -> bool:
        """§§ 21 fourth ledd, 23 and 23a: by the kilometre beyond the limit too."""
        journey = self.journey
        if journey.mode == "ambulansebaat":
            return self.expenses.whole_way
        return journey.traveller.trip.car_allowed and (journey.by_car or journey.mode == "drosje")

    def _special_amount(self) -> int:
        if not self.special:
            return 0
        per_km = BOAT_PER_KM if self.journey.mode == "egen_baat" else SNOWMOBILE_PER_KM
        return for_metres(self.journey.data["saerlig_strekning_m"], per_km)

    def egenandel(self) -> int:
        """§ 24: for each journey, less what was paid on an organised part or drawn before."""
        journey = self.journey
        traveller, data = journey.traveller, journey.data
        if not (self.right or self.late_extras) or traveller.is_companion or traveller.is_parent:
            return 0
        if self.raised:
            full = EGENANDEL_CHOSEN_PLACE
        elif self.exempt or data["frikort"]:
            return 0
        else:
            full = EGENANDEL
        if self.late_extras:
            return max(full - int(data["egenandel_trukket_foer_oere"]), 0)
        return max(full - int(data["egenandel_betalt_oere"]), 0) if self.organised_m else full


def rides_along(journey: Journey) -> bool:
    """§ 21: of those who say they rode with another, more than one came by car the same way."""
    companion = journey.traveller.is_companion
    came = 0
    for other in journey.traveller.trip.travellers:
        if other.is_companion == companion:
            came += any(item.out == journey.out and item.by_car for item in other.journeys)
    return came > 1


def home_transport(journey: Journey) -> bool:
    """§ 20 fifth ledd: brought home after an injury at work."""
    data = journey.data
    return (
        not journey.out
        and journey.traveller.is_patient
        and data["egenandel_fritak"] == "yrkesskade"
        and bool(data["hjemtransport_etter_yrkesskade"])
    )


def _exempt(journey: Journey) -> bool:
    """§§ 19 and 24: who pays no egenandel."""
    traveller = journey.traveller
    if traveller.is_companion:
        return True
    if traveller.is_patient:
        if journey.day < traveller.trip.claim.turns_16:
            return True
    elif traveller.is_relative and (traveller.data["paaroerende_grunn"] == "bup" or journey.day < traveller.turns_16):
        return True
    exemption = journey.data["egenandel_fritak"]
    return exemption != "ingen" and (journey.out or exemption != "innleggelse_tvungent_psykisk_helsevern")
