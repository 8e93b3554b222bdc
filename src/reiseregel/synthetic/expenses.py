"""What is asked for beside the journeys: expenses, food, nights and lost income."""

from __future__ import annotations

import numpy as np

from reiseregel.synthetic.claims import Claims
from reiseregel.synthetic.draws import Flags, Ints
from reiseregel.synthetic.journeys import Travel
from reiseregel.synthetic.rows import Rows
from reiseregel.synthetic.trips import MIDDLE, Trips

CAR_COSTS = ("bomvei", "parkering", "ferge", "piggdekk")
OTHERS = ("drosje", "baatbillett", "ambulansebaat", "bagasje_og_utstyr")
#: A parking of one day and the like: an amount for each kind that is not by length.
AMOUNTS = (*CAR_COSTS, "baatbillett", "ambulansebaat", "bagasje_og_utstyr")
DAY, HOUR = 1440, 60


def car_costs(travel: Travel, attest: Flags) -> Flags:
    """The journeys by car that car expenses are claimed for. `attest`: the trips with an attest for health."""
    made = travel.reiser
    with_attest, without = made.share("utgift.bilutgifter_med_attest"), made.share("utgift.bilutgifter_uten_attest")
    by_car = made.is_("fremkomstmiddel", "egen_bil", "leid_bil") & travel.reisende.is_("rolle", "pasient")[made.parent]
    return by_car & np.where(attest[travel.trip], with_attest, without)


def add_expenses(travel: Travel, claimed: Flags) -> None:
    """Expenses of each journey, or, for some, of the trip as a whole."""
    made = travel.reiser
    whole_trip = claimed & made.share("fellesutgifter")
    kinds = _car_kinds(made, claimed & ~whole_trip)
    kinds += [
        made.is_("fremkomstmiddel", "drosje"),
        made.is_("fremkomstmiddel", "rutebaat") & made.share("utgift.har_baatbillett"),
        made.is_("fremkomstmiddel", "ambulansebaat"),
        made.share("utgift.frakt", own=True),
    ]
    row, kind = np.nonzero(np.stack(kinds, axis=1))
    expenses = made.adopt("utgift", row, _places(row))
    _describe(expenses, (*CAR_COSTS, *OTHERS), kind, travel.length[row])
    ticket = expenses.is_("art", "baatbillett", "drosje", "ambulansebaat")
    part = travel.length[row] * np.minimum(expenses.spread("utgift.strekning_prosent"), 100) // 100
    expenses.known("strekning_m", part, ticket)
    expenses.code("baatslag", expenses.is_("art", "baatbillett"))
    _for_the_trip(travel, whole_trip)


def _for_the_trip(travel: Travel, whole_trip: Flags) -> None:
    people = travel.reisende
    once = np.bincount(travel.reiser.parent[whole_trip], minlength=len(people)) > 0
    row, kind = np.nonzero(np.stack(_car_kinds(people, once), axis=1))
    _describe(people.adopt("fellesutgift", row, _places(row)), CAR_COSTS, kind, np.zeros_like(row))


def _car_kinds(made: Rows, claimed: Flags) -> list[Flags]:
    """One or two kinds of car expenses where they are claimed, in the order of CAR_COSTS."""
    one, other = made.choice("utgift.art"), made.up_to("utgift.annet_slag", len(CAR_COSTS) - 1)
    two = made.share("utgift.to_slag")
    return [claimed & ((one == kind) | two & (other == kind)) for kind in range(len(CAR_COSTS))]


def _describe(expenses: Rows, arts: tuple[str, ...], kind: Ints, length: Ints) -> None:
    codes = np.array([expenses.index("art", art) for art in arts], np.int64)
    expenses.content("art", codes[kind])
    amount = length * expenses.spread("utgift.drosje_per_km", own=True) // 1000
    for art in (art for art in AMOUNTS if art in arts):
        amount = np.where(kind == arts.index(art), expenses.spread(f"utgift.{art}", own=True), amount)
    expenses.content("beloep_oere", amount)
    freight = expenses.is_("art", "bagasje_og_utstyr")
    shown = expenses.code("dokumentasjon", own=True, weights="utgift.dokumentasjon") == 0
    may_do_without = freight
    if expenses.entity == "utgift":
        may_do_without = freight | expenses.is_("art", "ambulansebaat")
    expenses.yes_no("dokumentasjon_kan_unnlates", ~shown & may_do_without, share="utgift.dokumentasjon_kan_unnlates")
    on_the_way = expenses.yes_no("paa_beregnet_reisevei", ~freight, share="utgift.paa_beregnet_reisevei")
    expenses.yes_no("noedvendig_vurdert", ~freight & ~on_the_way, share="utgift.noedvendig_vurdert")
    needed = "frakt_eller_rengjoering_noedvendig"
    expenses.yes_no(needed, freight, share=f"utgift.{needed}")


def add_nights(claims: Claims, trips: Trips, travel: Travel) -> None:
    """Nights away that were paid for. Why is the same for all nights of a trip."""
    people = travel.reisende
    trip = people.parent
    claimed = (trips.nights[trip] > 0) & people.share("overnatting.krevd", own=True)
    nights = people.child("overnatting", np.where(claimed, trips.nights[trip], 0))
    nights.place = people.place[nights.parent]
    nights.content("dato", claims.day[trip][nights.parent] + nights.position)
    nights.content("beloep_oere", nights.spread("overnatting.beloep_oere"))
    private = nights.yes_no("privat")
    nights.code("grunn")
    between = nights.is_("grunn", "mellom_behandlinger")
    health = nights.is_("grunn", "helsetilstand")
    nights.code("helsebekreftelse", health & ~private)
    confirmed = health & nights.is_("helsebekreftelse", "foreligger")
    judged = nights.is_("grunn", "rutetilbud", "vei_eller_vaer_stengt", "kurs", "innleggelse_neste_dag", "annen_grunn")
    nights.yes_no("noedvendig_vurdert", ~private & (judged | health & ~confirmed))
    shown = nights.code("dokumentasjon", ~private) == 0
    nights.yes_no("dokumentasjon_kan_unnlates", ~private & ~shown)
    nights.yes_no("dekket_fra_foer")
    nights.number("avgift_oere", claims.day[trip][nights.parent] >= LEVY)
    stayed = np.bincount(nights.parent[between], minlength=len(people)) > 0
    people.known("antall_sparte_turer", people.spread("antall_sparte_turer"), stayed)
    people.number("spart_kost_og_overnatting_oere", stayed & (claims.day[trip] < LEVY))


#: Days after 1970-01-01 of 1 January 2027: the levy on nights is covered.
LEVY = 20819


def add_food(claims: Claims, trips: Trips, travel: Travel) -> None:
    """A subsistence allowance for long absence (§ 12)."""
    people = travel.reisende
    trip = people.parent
    nights, far = trips.nights[trip], trips.length[trip] >= MIDDLE
    by_day = np.where(far, people.share("kost.uten_natt_fra_200_km"), people.share("kost.uten_natt_under_200_km"))
    claimed = np.where(nights > 0, people.share("kost.med_natt", own=True), by_day)
    stays = people.child("opphold", claimed)
    slept = nights[stays.parent]
    # Home again in the evening, or, after nights away, at some hour of the last day.
    away = np.where(
        slept > 0, slept * DAY + stays.spread("fravaer_uten_natt") - 4 * HOUR, stays.spread("fravaer_uten_natt")
    )
    stays.content("avreise", claims.day[trip][stays.parent])
    stays.known("fravaer_min", away, own=True)
    stays.known("avreise_klokken_min", stays.spread("avreise_klokken"), own=True)
    longer = stays.yes_no("forlenget_av_andre_grunner", own=True)
    stays.known("fravaer_uten_forlengelse_min", away * 2 // 3, longer)
    stays.yes_no("kost_dekket_fra_foer", own=True)
    meals = np.where(stays.share("opphold.har_maaltider", own=True), 1 + stays.up_to("maaltider", 3), 0)
    stays.known("kostdoegn_med_maaltider", np.minimum(meals, slept + 1), own=True)
    stays.number("kostutgifter_oere", slept > 0)


def add_income(travel: Travel) -> None:
    """Lost income on the day of the first journey (§§ 14 and 18)."""
    people, reiser = travel.reisende, travel.reiser
    companion, patient = people.is_("rolle", "ledsager"), people.is_("rolle", "pasient")
    injured = np.bincount(reiser.parent[reiser.is_("egenandel_fritak", "yrkesskade")], minlength=len(people)) > 0
    claimed = companion & people.share("inntektstap.ledsager") | patient & injured & people.share(
        "inntektstap.yrkesskadet"
    )
    claimed |= patient & ~injured & people.share("inntektstap.andre")
    losses = people.child("inntektstap", claimed)
    who = losses.parent
    first = np.searchsorted(reiser.parent, np.arange(len(people)))
    losses.content("dato", reiser.value("dato")[first][who])
    losses.content("fravaer_min", losses.spread("inntektstap.fravaer_min", own=True))
    by_companion = companion[who]
    losses.code("arbeid")
    losses.code("dokumentasjon")
    losses.yes_no("dekket_fra_foer", own=True)
    own_word = losses.is_("dokumentasjon", "egenerklaering")
    accountant = losses.yes_no("har_revisor", own_word & losses.is_("arbeid", "annen_ervervsinntekt"))
    usual = losses.yes_no("i_vanlig_arbeidstid", own_word & losses.is_("arbeid", "annen_ervervsinntekt"))
    presumed = losses.is_("arbeid", "annen_ervervsinntekt") & ~accountant & usual
    losses.yes_no("egenerklaering_kan_godtas", own_word & ~presumed)
    paid = losses.is_("arbeid", "loennsarbeid")
    hourly = losses.number("timeloenn_oere", paid)
    losses.known("trekk_i_loenn_oere", hourly * losses.value("fravaer_min") // HOUR, paid & ~by_companion)
    losses.number("timefortjeneste_vurdert_oere", losses.is_("arbeid", "annen_ervervsinntekt"))
    losses.yes_no("dagpenger_eller_sykepenger", by_companion)
    _hired_help(losses, by_companion & losses.is_("dokumentasjon", "finnes_ikke", "egenerklaering"))


def _hired_help(losses: Rows, asked: Flags) -> None:
    """Somebody hired to do the companion's own work (§ 18)."""
    losses.code("leid_hjelp", asked)
    hired = asked & ~losses.is_("leid_hjelp", "ingen_hjelp")
    hours = losses.value("fravaer_min")
    losses.known("leid_hjelp_oere", hours * 300, hired)
    losses.known("leid_hjelp_min", hours, hired)
    losses.yes_no("leid_hjelp_fra_naer_paaroerende", hired)
    losses.yes_no("fri_med_loenn", hired)
    losses.yes_no("leid_hjelp_noedvendig", hired)


def _places(row: Ints) -> Ints:
    """The place of each child among those of its row, from 0."""
    start = np.searchsorted(row, row)
    return np.arange(len(row)) - start
