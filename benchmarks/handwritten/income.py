"""§§ 14, 17, 18, 18a and 26: income lost by a patient with an occupational injury or by a companion, and hired help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.handwritten.lines import GRANTED, REDUCED, Data, Line, refused
from benchmarks.handwritten.rates import (
    COMPANION_MINUTES,
    COMPANION_PER_HOUR,
    HIRED_HELP_PER_HOUR,
    INJURY_PER_DAY,
    INJURY_PER_HOUR,
    POLICE_PER_HOUR,
    for_minutes,
)

if TYPE_CHECKING:
    from benchmarks.handwritten.people import Traveller

SHORTEST_MINUTES = 120
SHOWN_BY = frozenset({"arbeidsgiver_trekk", "arbeidsgiver_uten_trekk", "revisor"})


def settle_income(traveller: Traveller, lines: list[Line]) -> None:
    """Add a line for each day of lost income."""
    for number, loss in enumerate(traveller.data["inntektstap"]):
        place = f"{traveller.place}/inntektstap/{number}"
        if traveller.is_patient:
            line = _of_patient(traveller, loss, place)
        elif traveller.is_companion:
            line = _of_companion(traveller, loss, place)
        else:
            line = _of_others(traveller, loss, place)
        lines.append(line)


def _is_shown(loss: Data) -> bool:
    """§ 26: by employer or auditor; one's own word where there is no auditor, in usual hours, or where it is taken."""
    by = loss["dokumentasjon"]
    if by == "egenerklaering":
        return bool(
            loss["egenerklaering_kan_godtas"]
            or (loss["arbeid"] == "annen_ervervsinntekt" and not loss["har_revisor"] and loss["i_vanlig_arbeidstid"])
        )
    return by in SHOWN_BY


def _due_to_journey(traveller: Traveller, loss: Data) -> bool:
    """§ 14: on a day of travel it is presumed."""
    return bool(loss["skyldes_reisen_vurdert"] or any(loss["dato"] == journey.day for journey in traveller.journeys))


# --- patients -----------------------------------------------------------------------------------------------------


def _of_patient(traveller: Traveller, loss: Data, place: str) -> Line:
    """§ 14: for an occupational injury, what was lost up to a ceiling an hour and a day."""
    away = loss["fravaer_min"]
    if loss["arbeid"] == "loennsarbeid":
        lost = min(for_minutes(away, loss["timeloenn_oere"]), loss["trekk_i_loenn_oere"])
    else:
        lost = for_minutes(away, loss["timefortjeneste_vurdert_oere"])
    ceiling = min(for_minutes(away, INJURY_PER_HOUR), INJURY_PER_DAY)
    amount = min(lost, ceiling)

    injured = any(journey.data["egenandel_fritak"] == "yrkesskade" for journey in traveller.journeys)
    works = loss["arbeid"] != "uten_inntekt"
    too_short, due = away < SHORTEST_MINUTES, _due_to_journey(traveller, loss)
    shown, before = _is_shown(loss), loss["dekket_fra_foer"]
    undrawn = loss["dokumentasjon"] == "arbeidsgiver_uten_trekk"
    in_order = injured and traveller.errand and works and not too_short
    if in_order and due and shown and not before and not undrawn and amount:
        if lost > ceiling:
            return _line(place, amount, ["over_taket_for_tapt_inntekt"], reduced=True)
        return _line(place, amount, [], reduced=False)

    codes = _against_claimant(traveller)
    if not injured:
        codes.insert(int(not traveller.may_file), "gjelder_ikke_yrkesskade")
    if not traveller.errand:
        codes.append("ingen_rett_til_reisestoenad")
    if before:
        codes.append("allerede_dekket")
    if not works:
        codes.append("ikke_inntektsgivende_arbeid")
    if too_short:
        codes.append("fravaer_under_to_timer")
    if not due:
        codes.append("fravaer_skyldes_ikke_reisen")
    if undrawn:
        codes.append("ikke_trukket_i_loenn")
    elif traveller.trip.claim.only_income:
        codes.append("arbeidsgiveren_har_ikke_tapet")
    if not shown:
        codes.append("inntekt_ikke_dokumentert")
    elif not amount:
        codes.append("ingen_inntekt_tapt")
    return refused("inntektstap", place, tuple(codes))


def _against_claimant(traveller: Traveller) -> list[str]:
    """§ 25: who claims, and when."""
    codes = []
    if not traveller.may_file:
        codes.append("kan_ikke_fremsette_kravet")
    if not traveller.in_time:
        codes.append("for_sent")
    return codes


def _line(place: str, amount: int, codes: list[str], *, reduced: bool) -> Line:
    return "inntektstap", place, REDUCED if reduced else GRANTED, amount, 0, amount, 0, 0, tuple(codes)


# --- companions ---------------------------------------------------------------------------------------------------


class _Help:
    """§ 18: help hired in the companion's place, when no income is shown; each of these keeps it from being paid."""

    __slots__ = ("ceiling", "from_relative", "needless", "on_leave", "paid", "relevant", "without_receipt")

    def __init__(self, traveller: Traveller, loss: Data, *, shown: bool) -> None:
        kind = loss["leid_hjelp"]
        self.relevant = not shown and not traveller.trip.claim.only_income
        hired = self.relevant and kind != "ingen_hjelp"
        self.without_receipt = hired and kind == "uten_kvittering"
        self.from_relative: bool = hired and loss["leid_hjelp_fra_naer_paaroerende"]
        self.on_leave: bool = hired and loss["fri_med_loenn"]
        self.needless = hired and not loss["leid_hjelp_noedvendig"]
        self.paid = hired and not (self.without_receipt or self.from_relative or self.on_leave or self.needless)
        self.ceiling = for_minutes(min(loss["leid_hjelp_min"], loss["fravaer_min"]), HIRED_HELP_PER_HOUR)


def _of_companion(traveller: Traveller, loss: Data, place: str) -> Line:
    """§§ 18 and 18a: a fixed rate an hour up to eight hours; specially qualified ones by their own rates."""
    shown, before = _is_shown(loss), loss["dekket_fra_foer"]
    hired = _Help(traveller, loss, shown=shown)
    amount = _companions_amount(traveller, loss, hired, shown=shown)
    due = _due_to_journey(traveller, loss)
    undrawn = loss["dokumentasjon"] == "arbeidsgiver_uten_trekk"
    not_drawn = undrawn and not traveller.qualified
    home_service = not hired.paid and traveller.data["ansatt_i_hjemmetjenesten"]
    not_employers = traveller.trip.claim.only_income and not undrawn
    covered = hired.paid or (shown and not not_drawn and not home_service and not not_employers)
    if traveller.fulfilled and due and covered and not before and amount:
        return _granted_companion(traveller, loss, place, hired, amount)

    codes = _against_claimant(traveller)
    if not traveller.fulfilled:
        codes.append("ingen_rett_til_reisestoenad")
    if before:
        codes.append("allerede_dekket")
    if home_service:
        codes.append("ansatt_i_hjemmetjenesten")
    if not due:
        codes.append("fravaer_skyldes_ikke_reisen")
    if not_drawn or hired.on_leave:
        codes.append("ikke_trukket_i_loenn")
    if not_employers:
        codes.append("arbeidsgiveren_har_ikke_tapet")
    if not shown and not hired.paid:
        codes.append("inntekt_ikke_dokumentert")
    _against_help(hired, codes)
    if shown and not amount:
        codes.append("ingen_inntekt_tapt")
    return refused("inntektstap", place, tuple(codes))


def _against_help(hired: _Help, codes: list[str]) -> None:
    if hired.without_receipt:
        codes.append("leid_hjelp_ikke_dokumentert")
    if hired.from_relative:
        codes.append("leid_hjelp_fra_paaroerende")
    if hired.needless:
        codes.append("leid_hjelp_ikke_noedvendig")


def _companions_amount(traveller: Traveller, loss: Data, hired: _Help, *, shown: bool) -> int:
    if not shown:
        return min(int(loss["leid_hjelp_oere"]), hired.ceiling)
    if not traveller.qualified:
        return for_minutes(min(loss["fravaer_min"], COMPANION_MINUTES), COMPANION_PER_HOUR)
    if traveller.data["saerskilt_kvalifisert"] == "politi":
        return for_minutes(loss["fravaer_min"], POLICE_PER_HOUR)
    return int(loss["regulativ_oere"])


def _granted_companion(traveller: Traveller, loss: Data, place: str, hired: _Help, amount: int) -> Line:
    codes = list[str]()
    if not hired.relevant and not traveller.qualified and loss["fravaer_min"] > COMPANION_MINUTES:
        codes.append("over_aatte_timer")
    reduced = bool(codes)
    if hired.paid:
        codes.append("dekket_som_leid_hjelp")
        if loss["leid_hjelp_oere"] > hired.ceiling:
            codes.append("over_taket_for_leid_hjelp")
            reduced = True
    if traveller.cut and loss["avkortet_til_oere"] < amount:
        amount = loss["avkortet_til_oere"]
        codes.append("avkortet_til_billigste_ledsager")
        reduced = True
    if traveller.to_public:
        codes.append("utbetales_til_det_offentlige")
    elif traveller.qualified and loss["dokumentasjon"] == "arbeidsgiver_uten_trekk":
        codes.append("utbetales_til_arbeidsgiver")
    return _line(place, amount, codes, reduced=reduced)


# --- everybody else -----------------------------------------------------------------------------------------------


def _of_others(traveller: Traveller, loss: Data, place: str) -> Line:
    """§§ 14 and 18: neither relatives nor parents are paid for lost income."""
    codes = ["rollen_gir_ikke_tapt_inntekt", *_against_claimant(traveller)]
    if not traveller.errand:
        codes.append("ingen_rett_til_reisestoenad")
    if loss["dekket_fra_foer"]:
        codes.append("allerede_dekket")
    if not _due_to_journey(traveller, loss):
        codes.append("fravaer_skyldes_ikke_reisen")
    if traveller.trip.claim.only_income and loss["dokumentasjon"] != "arbeidsgiver_uten_trekk":
        codes.append("arbeidsgiveren_har_ikke_tapet")
    return refused("inntektstap", place, tuple(codes))
