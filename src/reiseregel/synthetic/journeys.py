"""Those who travelled, and each one's journey out and home."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reiseregel.synthetic.claims import Claims
from reiseregel.synthetic.draws import Flags, Ints
from reiseregel.synthetic.rows import Rows
from reiseregel.synthetic.treatment import counted_to_the_nearest
from reiseregel.synthetic.trips import LONG, SHORT, Trips

THIRTY_KM = 30_000


@dataclass(frozen=True, slots=True)
class Travel:
    """Travellers and journeys, and for each journey its claim, its trip and its length in metres."""

    reisende: Rows
    reiser: Rows
    trip: Ints
    claim: Ints
    length: Ints


def make_travellers(claims: Claims, trips: Trips) -> Rows:
    """Who travelled on each trip, of those the claim is for."""
    turer = claims.turer
    young = (claims.day - claims.born[claims.claim]) * 4 // 1461
    comes = np.where(
        young < 16,
        turer.share("ledsager.barn"),
        np.where(
            young < 18,
            turer.share("ledsager.ungdom"),
            np.where(young >= 80, turer.share("ledsager.fra_80"), turer.share("ledsager.ellers")),
        ),
    )
    comes &= ~claims.by("ledsager", "paaroerende", "forelder")[claims.claim]
    own_car = trips.went("egen_bil", "leid_bil", "drosje", "sykkel_eller_gange")
    listed = comes & (~own_car | turer.share("ledsager_oppgitt_i_samme_bil"))
    made = turer.child("reisende", 1 + listed)
    role = np.full(len(made), made.index("rolle", "pasient"), np.int64)
    for kind, code in (
        ("ledsager", "ledsager"),
        ("paaroerende", "paaroerende"),
        ("forelder", "forelder_til_innlagt_barn"),
    ):
        role[claims.by(kind)[claims.claim][made.parent]] = made.index("rolle", code)
    role[made.position > 0] = made.index("rolle", "ledsager")
    made.content("rolle", role)
    return made


def make_journeys(claims: Claims, treatment: Rows, trips: Trips, reisende: Rows) -> Travel:
    """The journeys, with all that is asked of most of them."""
    ways = claims.turer.choice("reiser_i_tur", own=True)[reisende.parent]  # 0 both, 1 out, 2 home
    counts = np.where(ways == 0, 2, 1)
    parent = np.repeat(np.arange(len(reisende)), counts)
    position = np.arange(len(parent)) - np.repeat(np.cumsum(counts) - counts, counts)
    made = reisende.adopt("reise", parent, position)
    trip = reisende.parent[parent]
    made.place = claims.turer.place[trip]  # out and home, and all who travelled: the same way
    claim = claims.claim[trip]
    home = (ways[parent] == 2) | (position == 1)
    made.content("dato", claims.day[trip] + trips.nights[trip] * home)
    made.content("retning", np.where(home, made.index("retning", "hjem"), made.index("retning", "ut")))
    made.content("fremkomstmiddel", np.where(home, trips.home[trip], trips.out[trip]))
    travel = Travel(reisende, made, trip, claim, trips.length[trip])
    _covered(travel, treatment, claims)
    _way(travel, treatment, claims)
    _zone(travel)
    _charge(travel, claims)
    _by_mode(travel)
    return travel


def _covered(travel: Travel, treatment: Rows, claims: Claims) -> None:
    made = travel.reiser
    made.code("allerede_dekket", own=True)
    made.yes_no("i_norge")
    part = treatment.is_("annen_betaler", "delvis_dekket")[travel.trip]
    made.number("dekket_av_andre_oere", part, own=True)
    made.yes_no("opplyst_gratis_transport")
    again = made.is_("allerede_dekket", "dekket_i_tidligere_krav")
    made.known("tillegg_dekket_foer_oere", 0, again)
    made.known("egenandel_trukket_foer_oere", 17_100 * ~claims.card[travel.claim], again)


def _way(travel: Travel, treatment: Rows, claims: Claims) -> None:
    """From where, and how far: to the place used, and to the nearest where that may count."""
    made, length = travel.reiser, travel.length
    made.code("endepunkt")
    companion = travel.reisende.is_("rolle", "ledsager")[made.parent]
    made.value("endepunkt")[companion] = made.index("endepunkt", "folkeregistrert_adresse")
    elsewhere = ~made.is_("endepunkt", "folkeregistrert_adresse")
    emergency = treatment.yes("oeyeblikkelig_hjelp")[travel.trip]
    away = length * made.spread("reisevei_endepunkt_prosent") // 100
    no_home = np.isin(
        claims.krav.children["pasient"].value("tilknytning")[travel.claim],
        [
            claims.krav.children["pasient"].index("tilknytning", code)
            for code in ("asylsoeker", "konvensjonspasient", "eoes_med_helsetrygdkort", "nordisk_borger")
        ],
    )
    made.known("reisevei_m", length)
    made.known("reisevei_endepunkt_m", away, elsewhere | no_home)
    here = made.is_("endepunkt", "behov_oppsto_paa_stedet")
    nearest = made.spread("reisevei_naermeste_prosent")
    made.known("reisevei_endepunkt_naermeste_m", away * nearest // 100, here)
    made.yes_no("uventet_behov_vurdert", here & ~emergency)
    abroad = made.is_("endepunkt", "utlandet")
    planned = made.yes_no("planlagt_behandling", abroad)
    made.known("reisevei_vurdert_m", away, abroad & (emergency | ~planned))
    made.known("reisevei_naermeste_m", length * nearest // 100, counted_to_the_nearest(treatment)[travel.trip])


def _zone(travel: Travel) -> None:
    """Whether a bus ticket at the lowest fare would do (§ 8)."""
    made, length = travel.reiser, travel.length
    under, middle, over = (
        made.per_mille(f"reise.felles_takstsone.{name}") for name in ("under_10_km", "fra_10_km", "fra_30_km")
    )
    share = np.where(length < SHORT, under, np.where(length < THIRTY_KM, middle, over))
    same = made.yes_no("felles_takstsone", by_row=share)
    objects = made.yes_no("innvending_mot_rutetransport", same)
    made.yes_no("rutetransport_kan_benyttes", same & objects)


def _charge(travel: Travel, claims: Claims) -> None:
    """The charge of the journey (§ 24), and frikort."""
    made = travel.reiser
    companion = travel.reisende.is_("rolle", "ledsager")[made.parent]
    years = (claims.day - claims.born[claims.claim])[travel.trip] * 4 // 1461
    patient = travel.reisende.is_("rolle", "pasient")[made.parent]
    made.known("frikort", claims.card[travel.claim], ~companion & ~(patient & (years < 16)))
    made.code("egenandel_fritak", ~companion)
    injured = made.is_("egenandel_fritak", "yrkesskade") & made.is_("retning", "hjem") & patient
    made.yes_no("hjemtransport_etter_yrkesskade", injured, own=True)


def _by_mode(travel: Travel) -> None:
    """What only some means of transport, and long ways, ask for."""
    made, length = travel.reiser, travel.length
    per_km = made.spread("reise.billigste_rute_per_km")
    made.known(
        "billigste_rute_oere", length * per_km // 1000, np.maximum(length, made.value("reisevei_endepunkt_m")) > LONG
    )
    made.code("drosjebestilling", made.is_("fremkomstmiddel", "drosje"), own=True)
    boat = made.is_("fremkomstmiddel", "ambulansebaat")
    made.yes_no("ambulansebaat_rekvirert", boat)
    made.yes_no("billigere_transport_mulig", boat)
    special = made.is_("fremkomstmiddel", "egen_baat", "snoescooter", "atv")
    made.code("saerlig_dokumentert", special)
    shown = special & made.is_("saerlig_dokumentert", "foreligger")
    made.yes_no("saerlig_noedvendig", shown)
    made.known("saerlig_strekning_m", length // 2, shown)
    offered = made.child("tilbud", made.share("tilbud"), made.told("tilbud", "kjent.tilbud"))
    used = offered.yes_no("benyttet")
    offered.code("tilbudt_av", ~used)
    offered.code("helsefaglig_vurdering", ~used)
    objects = offered.yes_no("innvending_mot_forsvarlighet", ~used)
    offered.yes_no("forsvarlig", ~used & objects)
    at_home = made.is_("endepunkt", "folkeregistrert_adresse") & made.is_("allerede_dekket", "ingen")
    legs = made.child("strekning", 2 * (made.share("strekninger") & at_home))
    legs.content("organisert", legs.position == 0)
    legs.known("lengde_m", length[legs.parent] * np.where(legs.position == 0, 60, 40) // 100)
    made.known("egenandel_betalt_oere", 17_100, made.share("strekninger") & at_home)


def where_exceptions_matter(travel: Travel, treatment: Rows, costs: Flags) -> Flags:
    """The trips where emergency or an attest can change the answer; no emergency is told of elsewhere.

    `costs`: the journeys that car expenses are claimed for.
    """
    made = travel.reiser
    way, away = made.facts["reisevei_m"], made.facts["reisevei_endepunkt_m"]
    matters = costs | ~way.told | (way.value < SHORT) | (way.value > LONG)
    matters |= made.yes("felles_takstsone") | ~made.facts["felles_takstsone"].told
    matters |= ~made.is_("endepunkt", "folkeregistrert_adresse") & ((away.value < SHORT) | ~away.told)
    matters |= ~made.facts["endepunkt"].told | made.is_("endepunkt", "behov_oppsto_paa_stedet", "utlandet")
    nearest = made.facts["reisevei_naermeste_m"]
    matters |= nearest.told & (nearest.value < SHORT)
    matters |= made.is_("fremkomstmiddel", "drosje", "ambulansebaat")
    found: Flags = np.bincount(travel.trip[matters], minlength=len(treatment)) > 0
    treatment.only("oeyeblikkelig_hjelp", found)
    return found
