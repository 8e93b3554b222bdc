"""§§ 17, 17a, 19 and 21: a companion's right, which leans on those who are followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.handwritten.rates import SHORTEST_M

if TYPE_CHECKING:
    from benchmarks.handwritten.journey import Journey
    from benchmarks.handwritten.people import Traveller, Trip

WITH_RIGHT = frozenset({"dekket", "organisert", "ikke_krevd", "ikke_med"})
NEED_CONFIRMED = frozenset({"bekreftet", "bekreftet_saerskilt_kvalifisert"})


class Way:
    """One direction: the days somebody is followed, and how the law sees their journeys."""

    __slots__ = ("child", "days", "paid", "right", "short")

    def __init__(self) -> None:
        self.days: list[str] = []
        self.right = self.short = self.child = self.paid = False

    def add(self, journey: Journey) -> None:
        """Count a journey of a patient or a relative."""
        traveller = journey.traveller
        self.days.append(journey.day)
        if journey.chapter_1:
            if journey.short:
                self.short = True
            else:
                self.right = True
        if traveller.is_relative and journey.day < traveller.turns_18:
            self.child = True
        if journey.fulfilled and journey.status in ("ingen", "dekket_i_tidligere_krav"):
            self.paid = True


class Company:
    """Those in the trip whom a companion can follow."""

    __slots__ = ("anybody", "home", "out", "trip")

    def __init__(self, trip: Trip) -> None:
        self.trip = trip
        self.out, self.home = Way(), Way()
        self.anybody = False
        for traveller in trip.travellers:
            if traveller.is_patient or traveller.is_relative:
                self.anybody = True
                for journey in traveller.journeys:
                    (self.out if journey.out else self.home).add(journey)

    def judge(self, traveller: Traveller) -> None:
        """Settle the gates of a companion's journeys."""
        for journey in traveller.journeys:
            journey.companion_refused = self.need_is_not_shown(journey) or self.follows_without_right(journey)
            if journey.companion_refused:
                journey.fulfilled = False

    def _ways(self, journey: Journey) -> tuple[Way, ...]:
        """The directions whose journeys count for a companion's: its own, and the other where only that was made."""
        own, other = (self.out, self.home) if journey.out else (self.home, self.out)
        return (own,) if own.days else (own, other)

    def need_is_not_shown(self, journey: Journey) -> bool:
        """§ 17: children need one companion; else the practitioner says so."""
        traveller = journey.traveller
        person = traveller.data
        need = person["ledsagerbehov"]
        if need in NEED_CONFIRMED or self.is_support(journey):
            return False
        if not person["ekstra_ledsager"] and (
            journey.day < self.trip.claim.turns(18) or any(way.child for way in self._ways(journey))
        ):
            return False
        return not (need == "hindre_roemming_eller_rus" and person["hindring_noedvendig"])

    def is_support(self, journey: Journey) -> bool:
        """§ 17 second paragraph: a support person at the abortion board, unless the patient went elsewhere."""
        if journey.traveller.data["ledsagerbehov"] != "stoetteperson_abortnemnd":
            return False
        patients = [traveller for traveller in self.trip.travellers if traveller.is_patient]
        return not patients or any(
            own.data["egenandel_fritak"] == "abortnemnd" for patient in patients for own in patient.journeys
        )

    def follows_without_right(self, journey: Journey) -> bool:
        """§ 17: whoever is followed has a right, or misses it only by distance while the companion's is long enough."""
        if self.is_support(journey):
            return False
        if self.anybody:
            ways = self._ways(journey)
            right, short = any(way.right for way in ways), any(way.short for way in ways)
        else:
            said = journey.data["pasientens_reise"]
            right, short = said in WITH_RIGHT, said == "for_kort"
        return not right and not (short and journey.distance > SHORTEST_M and not journey.shared_zone)

    def is_empty_journey(self, journey: Journey) -> bool:
        """§ 17a: nobody was followed on the day of the journey."""
        if not self.anybody:
            return bool(journey.data["pasientens_reise"] == "ikke_med")
        days = (self.out if journey.out else self.home).days
        return len(days) < 2 and journey.day not in days

    def paid_through_the_followed(self, journey: Journey) -> bool:
        """§ 21 fifth ledd: one payment for those in the same transport, unless the companion shows a ticket."""
        if self.anybody:
            paid = (self.out if journey.out else self.home).paid
        else:
            paid = journey.data["pasientens_reise"] == "dekket"
        has_ticket = journey.mode in ("rutegaaende", "rutebaat", "fly") and journey.data["rutebillett"] == "foreligger"
        return paid and not has_ticket and not journey.traveller.qualified and not self.is_empty_journey(journey)
