"""One journey before its amounts: the reisevei it is counted by, and the gates of chapter 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.handwritten.days import days_between
from benchmarks.handwritten.lines import Data
from benchmarks.handwritten.rates import SHORTEST_M

if TYPE_CHECKING:
    from benchmarks.handwritten.people import Traveller

TEMPORARY_HOMES = frozenset({"arbeid", "studier", "militaertjeneste", "institusjon"})
CARS = frozenset({"egen_bil", "leid_bil"})
PARENT_SUMMONED_FOR = frozenset({"vaere_hos_barnet", "informasjon_om_sykdommen", "opplaering_i_pleie"})
MIN_NIGHTS_IN_HOSPITAL = 14


class Journey:
    """One journey. `before_distance` is every gate but the distance and the companion's, `fulfilled` all of them.

    `limits` are the reasons that tell how the reisevei came about; `limited` says whether one of them made it shorter.
    """

    __slots__ = (
        "before_distance",
        "by_car",
        "chapter_1",
        "companion_refused",
        "data",
        "day",
        "distance",
        "fulfilled",
        "limited",
        "limits",
        "mode",
        "out",
        "place",
        "shared_zone",
        "short",
        "status",
        "traveller",
    )

    def __init__(self, traveller: Traveller, data: Data, place: str) -> None:
        self.traveller = traveller
        self.data = data
        self.place = place
        self.day: str = data["dato"]
        self.out: bool = data["retning"] == "ut"
        mode: str = data["fremkomstmiddel"]
        self.mode = mode
        self.by_car = mode in CARS
        self.status: str = data["allerede_dekket"]
        self.companion_refused = False

        # The reisevei is most often the one from the registered home, to a place with full right.
        end = data["endepunkt"]
        if end == "folkeregistrert_adresse" and data["i_norge"] and not traveller.to_nearest:
            without_home = traveller.trip.claim.without_home and (traveller.is_patient or traveller.is_companion)
            self.distance: int = data["reisevei_endepunkt_m" if without_home else "reisevei_m"]
            self.limits: Sequence[str] = ()
            self.limited = False
        else:
            self._measure(end)

        # § 8: too short, or so near that a minimum fare takes the patient there.
        self.shared_zone: bool = data["felles_takstsone"] and (
            not data["innvending_mot_rutetransport"] or data["rutetransport_kan_benyttes"]
        )
        trip = traveller.trip
        self.short = (
            (self.distance < SHORTEST_M or self.shared_zone)
            and not trip.emergency
            and not trip.health_certificate
            and (traveller.is_patient or traveller.is_relative)
        )

        self.chapter_1 = (
            traveller.eligible
            and self.belongs()
            and self.in_norway()
            and self.status != "ambulanse"
            and not (data["tilbud"] and self.declined_offer())
            and not data["opplyst_gratis_transport"]
            and (traveller.is_patient or traveller.is_companion or self.errand_gives_right())
        )
        self.before_distance = self.chapter_1 and traveller.may_file and traveller.met and traveller.in_time
        self.fulfilled = self.before_distance and not self.short

    def belongs(self) -> bool:
        """Pasient- og brukerrettighetsloven § 1-2: the act covers the patient, on Svalbard only on the way home."""
        claim = self.traveller.trip.claim
        if claim.on_svalbard:
            return not self.out and bool(self.traveller.trip.behandling["utskrevet_fra_sykehus"])
        return bool(claim.covered)

    def in_norway(self) -> bool:
        """§ 10: the care was given in Norway; on a journey from abroad, to one who lives here."""
        from_abroad = self.data["endepunkt"] == "utlandet"
        return bool(
            self.traveller.trip.behandling["i_norge"] and not (from_abroad and self.traveller.trip.claim.without_home)
        )

    def declined_offer(self) -> bool:
        """§§ 9 and 16: a sound offer of transport was not used, and no other was."""
        declined = False
        for tilbud in self.data["tilbud"]:
            if tilbud["benyttet"]:
                return False
            if tilbud["helsefaglig_vurdering"] != "fraveket" and (
                not tilbud["innvending_mot_forsvarlighet"] or tilbud["forsvarlig"]
            ):
                declined = True
        return declined

    # --- relatives and parents --------------------------------------------------------------------------------------

    def errand_gives_right(self) -> bool:
        """§ 19 and barneforskriften § 10: for a relative or a parent, that the errand does, and once a week."""
        if self.traveller.is_relative:
            return self.relative_has_errand() and not self.relatives_week_is_used()
        return self.parent_has_errand() and not self.parents_week_is_used()

    def relative_has_errand(self) -> bool:
        """§ 19 first ledd."""
        person = self.traveller.data
        errand = person["paaroerende_grunn"]
        if errand in ("bup", "moete_ved_familievernkontor"):
            found = person["slektskap"] != "annet_forhold" and person["lederattest"] == "foreligger"
        elif errand == "kompetansesenter":
            found = person["slektskap"] != "annet_forhold" and person["ved_kompetansesenter"]
        elif errand == "kurs_eller_opplaering":
            found = (
                person["slektskap"] != "annet_forhold"
                and person["kurs_arrangoer"] != "andre"
                and (person["kurs_arrangoer"] == "laerings_og_mestringssenter" or person["kurs_innhold_vurdert"])
                and (person["kurs_innkalling"] == "foreligger" or person["kursdeltakelse_vurdert"])
            )
        elif errand == "barn_til_livstruende_syk":
            found = self._child_of_the_ill(person)
        elif errand == "barn_til_helsepersonell":
            found = self.day < self.traveller.turns_18 and person["helsepersonell_bekreftelse"] == "foreligger"
        else:
            found = False
        return bool(found)

    def _child_of_the_ill(self, person: Data) -> bool:
        behandling = self.traveller.trip.behandling
        return bool(
            self.day < self.traveller.turns_18
            and person["pasienten_har_omsorg"]
            and behandling["innlagt_i_helseinstitusjon"]
            and behandling["livstruende_bekreftelse"] == "foreligger"
            and person["legeuttalelse_to_uker"] == "foreligger"
            and person["makter_ikke_hjemreise"]
        )

    def relatives_week_is_used(self) -> bool:
        """§ 19: a child of somebody gravely ill has one journey a week."""
        person = self.traveller.data
        return bool(person["ukens_reise_brukt"] and person["paaroerende_grunn"] == "barn_til_livstruende_syk")

    def parent_has_errand(self) -> bool:
        """Barneforskriften § 10: a parent, or somebody in a parent's place, of a child in an institution."""
        person, behandling = self.traveller.data, self.traveller.trip.behandling
        role = person["foreldrerolle"]
        is_parent = role == "mor_far_eller_fosterforelder" or (
            role == "i_foreldres_sted" and person["i_foreldres_sted_vurdert"]
        )
        child_is_in = self.day < self.traveller.trip.claim.turns(18) and behandling["innlagt_i_helseinstitusjon"]
        if not is_parent or not child_is_in:
            return False
        errand = person["forelder_grunn"]
        if errand == "barnet_ble_lagt_inn":
            return True
        if errand == "fulgte_alvorlig_sykt_barn":
            return bool(person["alvorlig_syk_bekreftelse"] == "foreligger")
        if errand == "innkalt_av_institusjonen":
            return person["innkallingens_formaal"] in PARENT_SUMMONED_FOR
        return bool(
            errand == "hos_barnet_etter_to_uker"
            and person["er_hos_barnet"]
            and days_between(behandling["innlagt_dato"], self.day) >= MIN_NIGHTS_IN_HOSPITAL
        )

    def parents_week_is_used(self) -> bool:
        """Barneforskriften § 10: after two weeks, one journey a week."""
        person = self.traveller.data
        return bool(person["ukens_reise_brukt"] and person["forelder_grunn"] == "hos_barnet_etter_to_uker")

    # --- reisevei ---------------------------------------------------------------------------------------------------

    def _measure(self, end: str) -> None:
        """§§ 1, 5 and 20: the reisevei from elsewhere than home, or to a place without full right."""
        data, traveller = self.data, self.traveller
        trip, limits = traveller.trip, list[str]()
        claim = trip.claim
        temporary = end in TEMPORARY_HOMES
        unexpected = end == "behov_oppsto_paa_stedet" and (trip.emergency or data["uventet_behov_vurdert"])
        to_nearest = traveller.to_nearest and not unexpected
        to_svalbard = end == "svalbard" and claim.on_svalbard
        elsewhere = (
            end == "annet_oppholdssted"
            or (end == "svalbard" and not to_svalbard)
            or (end == "behov_oppsto_paa_stedet" and not unexpected)
        )

        # From home, to where the care was given and to where § 5 counts it; and what is claimed.
        from_end: int = data["reisevei_endepunkt_m"]
        without_home = claim.without_home and (traveller.is_patient or traveller.is_companion)
        actual: int = from_end if temporary or without_home else data["reisevei_m"]
        nearest: int = data["reisevei_naermeste_m"]
        from_home = min(nearest, actual) if to_nearest else actual
        claimed = from_end if elsewhere or to_svalbard or end == "behov_oppsto_paa_stedet" else actual
        shorter_to_home = elsewhere and from_home < from_end

        distance = from_home
        if to_svalbard:
            distance = from_end
        elif end == "utlandet":
            planned = data["planlagt_behandling"] and not trip.emergency
            claimed = from_end if planned else data["reisevei_vurdert_m"]
            shorter_to_home = from_home < claimed
            distance = min(claimed, from_home)
        elif unexpected:
            distance = from_end
        elif elsewhere:
            distance = min(from_end, from_home)

        if to_nearest and nearest < claimed:
            limits.append("beregnet_til_naermeste_sted")
        if shorter_to_home:
            limits.append("begrenset_til_bosted")
        if unexpected and self.out and data["reisevei_endepunkt_naermeste_m"] < from_end:
            distance = data["reisevei_endepunkt_naermeste_m"]
            limits.append("naermeste_sted_ved_uventet_behov")
        if not data["i_norge"] and end != "utlandet" and not to_svalbard:
            distance = min(data["reisevei_vurdert_m"], claimed)
            limits.append("bare_delen_i_norge")
        self.limited = bool(limits)
        if temporary:
            limits.append("midlertidig_bosted")
        if unexpected:
            limits.append("uventet_behov")
        self.distance, self.limits = distance, limits
