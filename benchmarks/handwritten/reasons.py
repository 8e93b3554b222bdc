"""The reason codes of a journey and its extras, in the order of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.handwritten.expenses import NONE, ambulance_boat_allowed
from benchmarks.handwritten.lines import GRANTED, REDUCED, REFUSED
from benchmarks.handwritten.rates import SCHEDULED_BEYOND_M
from benchmarks.handwritten.settlement import SPECIAL_MODES, home_transport

if TYPE_CHECKING:
    from benchmarks.handwritten.journey import Journey
    from benchmarks.handwritten.settlement import Settlement

Codes = tuple[str, ...]


# --- a journey that is granted ------------------------------------------------------------------------------------


def about_journey(found: Settlement, egenandel: int) -> tuple[Codes, bool]:
    """How the amount of a granted journey came about, and whether something made it less."""
    journey = found.journey
    traveller, data = journey.traveller, journey.data
    codes, reduced = list(journey.limits), journey.limited
    if home_transport(journey):
        codes.append("hjemtransport_etter_yrkesskade")
    if found.expenses is not NONE or journey.mode in SPECIAL_MODES or journey.mode == "fly":
        reduced = _means(found, codes) or reduced
    if traveller.qualified:
        codes.append("etter_ledsagerens_regulativ")
    if traveller.trip.behandling["annen_betaler"] == "delvis_dekket" and data["dekket_av_andre_oere"] > 0:
        codes.append("andre_dekker_en_del")
        reduced = True
    if traveller.cut and data["avkortet_til_oere"] < found.uncut:
        codes.append("avkortet_til_billigste_ledsager")
        reduced = True
    if traveller.to_public:
        codes.append("utbetales_til_det_offentlige")
    if found.raised:
        codes.append("forhoeyet_egenandel")
    if journey.distance - found.organised_m > SCHEDULED_BEYOND_M:
        codes.append("over_grensen_for_kilometersats")
    if data["frikort"] and not found.raised:
        codes.append("frikort")
    if found.exempt:
        codes.append("fritatt_for_egenandel")
    if traveller.is_parent:
        codes.append("fritatt_for_egenandel")
    if 0 < found.fare + found.extras <= egenandel:
        codes.append("egenandel_overstiger_stoenad")
    return tuple(codes), reduced


def _means(found: Settlement, codes: list[str]) -> bool:
    """Boat, taxi and other means than car and scheduled transport; true when something was not paid as claimed."""
    journey, expenses = found.journey, found.expenses
    unshown = journey.mode in SPECIAL_MODES and not found.special
    taxi_without_ground = expenses.taxi and not journey.traveller.trip.car_allowed
    taxi_without_order = expenses.taxi and not taxi_without_ground and not expenses.taxi_ordered
    taxi_unshown = expenses.taxi_allowed and expenses.taxi_unpaid
    if expenses.boat_paid:
        codes.append("baatbillett_i_stedet_for_sats")
    if found.only_ticket:
        codes.append("bare_baatbilletten_dekkes")
    if expenses.boat_unpaid:
        codes.append("baatbillett_ikke_dokumentert")
    if found.special:
        codes.append("reiseregulativet")
    if unshown:
        codes.append("saerlig_behov_ikke_vist")
    if expenses.taxi_paid:
        codes.append("drosje_etter_kvittering")
    if taxi_without_ground:
        codes.append("drosje_uten_grunn")
    if taxi_without_order:
        codes.append("drosje_uten_avtale")
    if taxi_unshown:
        codes.append("drosje_ikke_dokumentert")
    if journey.mode == "fly":
        codes.append("fly_bestilt_selv")
    if expenses.ambulance_paid:
        codes.append("ambulansebaat_etter_kvittering")
    if expenses.ambulance_unpaid:
        codes.append("ambulansebaat_ikke_etter_kostnad")
    return (
        found.only_ticket
        or expenses.boat_unpaid
        or unshown
        or taxi_without_ground
        or taxi_without_order
        or taxi_unshown
        or expenses.ambulance_unpaid
    )


# --- a journey that is refused ------------------------------------------------------------------------------------


def against_journey(found: Settlement) -> Codes:
    """Every gate that a refused journey fails, and what was not documented."""
    journey = found.journey
    traveller, codes = journey.traveller, list[str]()
    trip = traveller.trip
    if not journey.belongs():
        codes.append("utenfor_personkretsen")
    if not traveller.may_file:
        codes.append("kan_ikke_fremsette_kravet")
    if not traveller.is_patient:
        _against_role(journey, codes)
    if not journey.in_norway():
        codes.append("utenfor_norge")
    if trip.other_payer or journey.status == "ambulanse":
        codes.append("dekkes_etter_annet_regelverk")
    if journey.status in ("organisert_av_helseforetaket", "dekket_i_tidligere_krav"):
        codes.append("allerede_dekket")
    if found.through_patient:
        codes.append("dekkes_gjennom_pasienten")
    if found.passenger:
        codes.append("passasjer_hos_en_annen")
    if journey.mode == "ambulansebaat" and not ambulance_boat_allowed(journey):
        codes.append("ambulansebaat_uten_vilkaar")
    if journey.declined_offer():
        codes.append("tilbudt_transport_ikke_benyttet")
    if journey.data["opplyst_gratis_transport"]:
        codes.append("gratis_transport_ikke_benyttet")
    if not traveller.service:
        codes.append("tjenesten_ikke_omfattet")
    if traveller.excluded:
        codes.append("formaal_unntatt")
    if not traveller.needed:
        codes.append("ikke_noedvendig_helsehjelp")
    _against_proof(found, codes)
    return tuple(codes)


def _against_role(journey: Journey, codes: list[str]) -> None:
    """§§ 17 and 19 and barneforskriften § 10: what those who are not patients fail."""
    traveller = journey.traveller
    company = traveller.trip.company
    if traveller.is_companion:
        assert company is not None
        if company.need_is_not_shown(journey):
            codes.append("ledsager_ikke_noedvendig")
        if company.follows_without_right(journey):
            codes.append("pasienten_har_ikke_rett")
    elif traveller.is_relative:
        if not journey.relative_has_errand():
            codes.append("ikke_rett_som_paaroerende")
        if journey.relatives_week_is_used():
            codes.append("reise_i_samme_uke")
    else:
        if not journey.parent_has_errand():
            codes.append("ikke_rett_som_forelder")
        if journey.parents_week_is_used():
            codes.append("reise_i_samme_uke")


def _against_proof(found: Settlement, codes: list[str]) -> None:
    """Attendance, distance and time limit, and the documents that would have given more."""
    journey, expenses = found.journey, found.expenses
    if not journey.traveller.met:
        codes.append("ikke_moett")
    if journey.short:
        codes.append("kort_reise")
    if not journey.traveller.in_time:
        codes.append("for_sent")
    if expenses.boat_unpaid:
        codes.append("baatbillett_ikke_dokumentert")
    if journey.mode in SPECIAL_MODES and not found.special:
        codes.append("saerlig_behov_ikke_vist")
    if expenses.taxi_allowed and expenses.taxi_unpaid:
        codes.append("drosje_ikke_dokumentert")


# --- the extras ---------------------------------------------------------------------------------------------------


def about_extras(found: Settlement) -> tuple[int, Codes]:
    """The outcome of the extras and its reasons; also what is granted may stand beside a journey that is not."""
    journey, right = found.journey, found.extras_right
    traveller = journey.traveller
    cut = traveller.cut and found.room_for_extras < found.payable
    unpaid = found.payable - (journey.data["tillegg_dekket_foer_oere"] if found.late_extras else 0) < found.claimed
    codes = list[str]()
    if not right or found.late_extras:
        _against_extras(found, codes)
    if right:
        codes.append("vilkaar_for_bil_oppfylt")
        if cut:
            codes.append("avkortet_til_billigste_ledsager")
        if traveller.to_public:
            codes.append("utbetales_til_det_offentlige")
    if unpaid:
        codes.append("utgift_ikke_noedvendig_eller_dokumentert")
    if found.studded:
        codes.append("piggdekk_dekkes_ikke")
    if not right:
        return REFUSED, tuple(codes)
    return REDUCED if unpaid or cut else GRANTED, tuple(codes)


def _against_extras(found: Settlement, codes: list[str]) -> None:
    journey = found.journey
    traveller = journey.traveller
    trip, status = traveller.trip, journey.status
    if not journey.fulfilled:
        codes.append("ingen_rett_til_reisestoenad")
    if status in ("organisert_av_helseforetaket", "dekket_i_tidligere_krav"):
        codes.append("allerede_dekket")
    if (
        status == "dekket_i_tidligere_krav"
        and journey.fulfilled
        and journey.by_car
        and trip.car_allowed
        and 0 < found.payable <= journey.data["tillegg_dekket_foer_oere"]
    ):
        codes.append("tillegg_dekket_foer")
    if found.through_patient:
        codes.append("dekkes_gjennom_pasienten")
    if found.passenger:
        codes.append("passasjer_hos_en_annen")
    if trip.claim.only_income:
        codes.append("arbeidsgiver_kan_bare_kreve_inntekt")
    if traveller.qualified:
        codes.append("etter_ledsagerens_regulativ")
    if not journey.by_car:
        codes.append("bil_ikke_brukt")
    if not trip.car_allowed:
        codes.append("vilkaar_for_bil_ikke_oppfylt")
