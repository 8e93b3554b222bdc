"""§ 12: food and nights away from home, in full where staying cost less than travelling back and forth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.handwritten.lines import GRANTED, REDUCED, Data, Line, refused
from benchmarks.handwritten.rates import FOOD_PER_DAY, NIGHT_CEILING

if TYPE_CHECKING:
    from benchmarks.handwritten.people import Traveller

DAY = 1_440
HALF_DAY = 720
#: A new døgn is counted when six hours of it have begun.
TO_NEXT = 1_080
PART_OF_TREATMENT = frozenset({"behandlingsmessig", "innleggelse_neste_dag", "venter_paa_foedsel"})


def settle_stay(traveller: Traveller, paid: int, lines: list[Line]) -> None:
    """Add a line for each absence and each night; `paid` is what the journeys and their extras gave."""
    data = traveller.data
    opphold, nights = data.get("opphold", ()), data.get("overnattinger", ())
    trip = traveller.trip
    has_right = traveller.fulfilled and not trip.claim.only_income
    between = any(night["grunn"] == "mellom_behandlinger" for night in nights) and _staying_was_cheaper(traveller, paid)
    for number, item in enumerate(opphold):
        lines.append(_food(traveller, item, f"{traveller.place}/opphold/{number}", has_right=has_right, full=between))
    for number, night in enumerate(nights):
        full = between and night["grunn"] == "mellom_behandlinger"
        place = f"{traveller.place}/overnattinger/{number}"
        lines.append(_night(traveller, night, place, has_right=has_right, full=full))


def _staying_was_cheaper(traveller: Traveller, paid: int) -> bool:
    """§ 12 fifth ledd: the nights and the food cost less than the journeys that were spared."""
    data = traveller.data
    staying = 0
    for night in data.get("overnattinger", ()):
        if night["grunn"] == "mellom_behandlinger" and not night["privat"]:
            staying += night["beloep_oere"]
    for item in data.get("opphold", ()):
        staying += max(item["kostutgifter_oere"], _days(item)[2] * FOOD_PER_DAY)
    journeys = traveller.journeys
    if len(journeys) < 2 or journeys[0].status != "ingen" or journeys[1].status != "ingen":
        spared: int = data["spart_reisestoenad_oere"]
    else:
        spared = data["antall_sparte_turer"] * paid
    return staying < spared


def _days(item: Data) -> tuple[int, bool, int]:
    """Døgn of an absence, whether other errands made them fewer, and what is left when meals were given."""
    away = item["fravaer_min"]
    days = (away + TO_NEXT) // DAY if away > HALF_DAY else 0
    shortened = False
    if item["forlenget_av_andre_grunner"]:
        own = item["fravaer_uten_forlengelse_min"]
        needed = (own + TO_NEXT) // DAY if own > HALF_DAY else 0
        if needed < days:
            days, shortened = needed, True
    return days, shortened, max(days - item["kostdoegn_med_maaltider"], 0)


def _food(traveller: Traveller, item: Data, place: str, *, has_right: bool, full: bool) -> Line:
    days, shortened, left = _days(item)
    meals = days > 0 and item["kostdoegn_med_maaltider"] > 0 and not (left and full)
    right = has_right and left > 0 and not item["kost_dekket_fra_foer"] and not traveller.is_parent
    codes = list[str]()
    if not right:
        if traveller.trip.claim.only_income:
            codes.append("arbeidsgiver_kan_bare_kreve_inntekt")
        if traveller.is_parent:
            codes.append("institusjonen_svarer_for_oppholdet")
        if not has_right:
            codes.append("ingen_rett_til_reisestoenad")
        if item["kost_dekket_fra_foer"]:
            codes.append("allerede_dekket")
        if not days:
            codes.append("for_kort_fravaer")
    if shortened:
        codes.append("opphold_forlenget_av_andre_grunner")
    if meals:
        codes.append("maaltider_gitt")
    if not right:
        return refused("kost", place, tuple(codes))

    # The rate, or between treatments what the food cost; a cheaper companion would have had less.
    amount = left * FOOD_PER_DAY
    if full:
        amount = max(amount, item["kostutgifter_oere"])
    cut = traveller.cut and item["avkortet_til_oere"] < amount
    if cut:
        amount = item["avkortet_til_oere"]
        codes.append("avkortet_til_billigste_ledsager")
    if traveller.to_public:
        codes.append("utbetales_til_det_offentlige")
    if full:
        codes.append("full_dekning_mellom_behandlinger")
    outcome = REDUCED if shortened or meals or cut else GRANTED
    return "kost", place, outcome, amount, 0, amount, 0, 0, tuple(codes)


def _night(traveller: Traveller, night: Data, place: str, *, has_right: bool, full: bool) -> Line:
    ground = night["grunn"]
    necessary = (
        night["noedvendig_vurdert"] or full or (ground == "helsetilstand" and night["helsebekreftelse"] == "foreligger")
    )
    shown = night["dokumentasjon"] == "foreligger" or night["dokumentasjon_kan_unnlates"]
    private, before = night["privat"], night["dekket_fra_foer"]
    extended, treatment = ground == "egen_forlengelse", ground in PART_OF_TREATMENT
    allowed = necessary and shown and not private and not before and not extended and not treatment
    if has_right and allowed and not traveller.is_parent:
        return _granted_night(traveller, night, place, full=full)
    codes = list[str]()
    if traveller.trip.claim.only_income:
        codes.append("arbeidsgiver_kan_bare_kreve_inntekt")
    if traveller.is_parent:
        codes.append("institusjonen_svarer_for_oppholdet")
    if not has_right:
        codes.append("ingen_rett_til_reisestoenad")
    if before:
        codes.append("allerede_dekket")
    if private:
        codes.append("privat_overnatting")
    if extended:
        codes.append("opphold_forlenget_av_andre_grunner")
    if treatment:
        codes.append("behandlingsmessig_overnatting")
    if not necessary:
        codes.append("overnatting_ikke_noedvendig")
    if not shown:
        codes.append("utgift_ikke_dokumentert")
    return refused("overnatting", place, tuple(codes))


def _granted_night(traveller: Traveller, night: Data, place: str, *, full: bool) -> Line:
    amount, codes = night["beloep_oere"], list[str]()
    if amount > NIGHT_CEILING and not full:
        amount = NIGHT_CEILING
        codes.append("over_overnattingstaket")
    if traveller.cut and night["avkortet_til_oere"] < amount:
        amount = night["avkortet_til_oere"]
        codes.append("avkortet_til_billigste_ledsager")
    outcome = REDUCED if codes else GRANTED
    if traveller.to_public:
        codes.append("utbetales_til_det_offentlige")
    if full:
        codes.append("full_dekning_mellom_behandlinger")
    return "overnatting", place, outcome, amount, 0, amount, 0, 0, tuple(codes)
