"""A trip, and each of those who travel in it: may they claim, in time, and does their errand give a right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.handwritten import treatment
from benchmarks.handwritten.company import Company
from benchmarks.handwritten.days import birthday, months_after
from benchmarks.handwritten.expenses import SharedExpenses, settle_shared
from benchmarks.handwritten.income import settle_income
from benchmarks.handwritten.journey import Journey
from benchmarks.handwritten.lines import Data, Line
from benchmarks.handwritten.rates import MONTHS, MONTHS_AT_MOST
from benchmarks.handwritten.stay import settle_stay
from benchmarks.handwritten.travel import settle_journey

if TYPE_CHECKING:
    from benchmarks.handwritten.claim import Claim

FILED_FOR_OTHERS = frozenset({"ledsager", "paaroerende", "arbeidsgiver", "offentlig"})
HEALTH_ISSUERS = frozenset({"behandler", "utpekt_av_helseforetaket"})
ROUTE_ISSUERS = frozenset({"helseforetaket", "myndighet_etter_delegering"})


class Trip:
    """The care, the certificates and the travellers of one trip."""

    __slots__ = (
        "behandling",
        "car_allowed",
        "chosen_elsewhere",
        "claim",
        "company",
        "emergency",
        "excluded",
        "full_right",
        "health_certificate",
        "needed",
        "other_payer",
        "roles",
        "service",
        "travellers",
        "travellers_data",
    )

    def __init__(self, claim: Claim, tur: Data) -> None:
        behandling: Data = tur["behandling"]
        self.claim = claim
        self.behandling = behandling
        self.service = treatment.service_is_covered(behandling)
        self.full_right = treatment.place_gives_full_right(behandling, claim.pasient)
        self.excluded = treatment.purpose_is_excluded(behandling)
        self.needed = treatment.care_is_needed(behandling)
        self.other_payer = treatment.somebody_else_pays(behandling)
        self.chosen_elsewhere = treatment.chosen_elsewhere(behandling, full_right=self.full_right)
        self.emergency: bool = behandling["oeyeblikkelig_hjelp"]
        # § 22: what allows a car; the certificate of the patient's health also lifts the shortest reisevei.
        self.health_certificate = route_certificate = False
        for attest in tur["attester"]:
            if not attest["gyldig_for_turen"]:
                continue
            if attest["grunn"] == "helsetilstand":
                if attest["utsteder"] in HEALTH_ISSUERS:
                    self.health_certificate = True
            elif attest["utsteder"] in ROUTE_ISSUERS:
                route_certificate = True
        self.car_allowed: bool = self.emergency or self.health_certificate or route_certificate
        self.travellers_data: list[Data] = tur["reisende"]
        self.roles: list[str] = [reisende["rolle"] for reisende in self.travellers_data]
        self.travellers: list[Traveller] = []
        self.company: Company | None = None


class Traveller:
    """One of those who travel. `eligible` is what §§ 1–7 ask of the errand, the same for both journeys."""

    __slots__ = (
        "cut",
        "data",
        "eligible",
        "errand",
        "excluded",
        "fulfilled",
        "in_time",
        "is_companion",
        "is_parent",
        "is_patient",
        "is_relative",
        "journeys",
        "may_file",
        "met",
        "needed",
        "place",
        "qualified",
        "service",
        "to_nearest",
        "to_public",
        "trip",
        "turns_16",
        "turns_18",
    )

    def __init__(self, trip: Trip, data: Data, place: str) -> None:
        claim = trip.claim
        self.trip = trip
        self.data = data
        self.place = place
        role: str = data["rolle"]
        self.is_patient = role == "pasient"
        self.is_companion = role == "ledsager"
        self.is_relative = role == "paaroerende"
        self.is_parent = role == "forelder_til_innlagt_barn"
        self.qualified = self.cut = self.to_public = False
        self.fulfilled = self.errand = False  # known when the journeys of everybody in the trip are
        if self.is_patient:
            self.service, self.excluded, self.needed = trip.service, trip.excluded, trip.needed
            for_relative = False
        else:
            for_relative = self._on_behalf_of_the_patient()
        self.may_file = self._may_file(claim)
        self.met = self._met(claim, for_relative)
        # § 5: to a place without full right the journey is counted as one to the nearest place.
        self.to_nearest = self.service and not trip.full_right and not for_relative and not self.is_parent
        self.eligible = self.service and self.needed and not self.excluded and not trip.other_payer
        reiser = data["reiser"]
        # § 25: counted from the last journey.
        last: str = reiser[0]["dato"]
        if len(reiser) > 1 and reiser[1]["dato"] > last:
            last = reiser[1]["dato"]
        self.in_time = claim.filed <= months_after(last, MONTHS) or (
            claim.filed <= months_after(last, MONTHS_AT_MOST)
            and (data["ikke_i_stand_til_aa_kreve"] or data["misvisende_opplysninger"])
        )
        self.journeys = [Journey(self, reise, f"{place}/reiser/{number}") for number, reise in enumerate(reiser)]

    def _on_behalf_of_the_patient(self) -> bool:
        """§§ 17, 19 and 20: the errand is the patient's, and judged where the patient claims. True under § 19."""
        data = self.data
        claim, roles = self.trip.claim, self.trip.roles
        self.service, self.excluded = True, False
        # A relative's errand under § 19 and a parent's give their own right; a companion's need is the patient's.
        self.needed = True
        self.turns_16 = birthday(data["foedselsdato"], 16)
        self.turns_18 = birthday(data["foedselsdato"], 18)
        if not self.is_companion:
            return self.is_relative
        special: bool = data["saerskilt_kvalifisert"] != "nei"
        self.qualified = special and (
            data["ledsagerbehov"] == "bekreftet_saerskilt_kvalifisert" or data["kvalifisert_noedvendig"]
        )
        self.cut = data["avkorting_aktuell"]
        self.to_public = claim.filer == "offentlig" and data["dekket_av_det_offentlige"]
        return "paaroerende" in roles and "pasient" not in roles

    def _may_file(self, claim: Claim) -> bool:
        """§ 25: who may file for whom; others need to represent the one they file for."""
        filer = claim.filer
        if filer == "pasient":
            allowed = self.is_patient or self.is_companion
        elif filer == "verge":
            allowed = self._guardian_may_file(claim)
        elif filer == "paaroerende":
            allowed = self.is_relative or self.is_parent
        elif filer == "ledsager":
            allowed = self.is_companion
        elif filer == "arbeidsgiver":
            return self.qualified
        elif filer == "offentlig":
            return self.to_public
        else:
            allowed = False
        return allowed or claim.represented

    def _guardian_may_file(self, claim: Claim) -> bool:
        if self.is_parent:
            return True
        if self.is_relative:
            return claim.filed < self.turns_18
        return claim.filed < claim.turns(18) or (self.is_companion and self._follows_a_child())

    def _follows_a_child(self) -> bool:
        """A relative under 18 travels in the trip."""
        return any(
            other["rolle"] == "paaroerende"
            and any(reise["dato"] < birthday(other["foedselsdato"], 18) for reise in other["reiser"])
            for other in self.trip.travellers_data
        )

    def _met(self, claim: Claim, for_relative: bool) -> bool:
        """§ 26: the patient was there; others who claim, and the guardian of a child from 12, enclose the proof."""
        behandling, filer = self.trip.behandling, claim.filer
        if behandling["unntatt_formaal"] == "permisjon":
            return True
        enclosed = (
            for_relative
            or filer in FILED_FOR_OTHERS
            or (filer == "verge" and claim.turns(12) <= claim.filed < claim.turns(18))
        )
        shown = (
            behandling["oppmoetebekreftelse_vedlagt"] == "foreligger" if enclosed else behandling["oppmoete_bekreftet"]
        )
        return bool(shown or behandling["oppmoete_kan_godtas"])


def settle_trip(claim: Claim, tur: Data, place: str, lines: list[Line]) -> None:
    """Add the lines of everyone in a trip: first everybody's errand and distance, for a companion leans on those."""
    trip = Trip(claim, tur)
    travellers = trip.travellers
    for number, reisende in enumerate(trip.travellers_data):
        travellers.append(Traveller(trip, reisende, f"{place}/reisende/{number}"))
    if "ledsager" in trip.roles:
        trip.company = company = Company(trip)
        for traveller in travellers:
            if traveller.is_companion:
                company.judge(traveller)
    for traveller in travellers:
        fulfilled = errand = False
        for journey in traveller.journeys:
            fulfilled = fulfilled or journey.fulfilled
            errand = errand or (journey.before_distance and not journey.companion_refused)
        traveller.fulfilled, traveller.errand = fulfilled, errand
        _settle(traveller, lines)
    # Cut the circles, so that everything is freed at once and nothing is left for the garbage collector.
    for traveller in travellers:
        traveller.journeys.clear()
    travellers.clear()
    trip.company = None


def _settle(traveller: Traveller, lines: list[Line]) -> None:
    data = traveller.data
    shared = SharedExpenses(traveller) if data.get("fellesutgifter") else None
    paid = 0
    for journey in traveller.journeys:
        paid += settle_journey(journey, shared, lines)
    if shared:
        settle_shared(traveller, lines)
    if data.get("opphold") or data.get("overnattinger"):
        settle_stay(traveller, paid, lines)
    if data.get("inntektstap"):
        settle_income(traveller, lines)
