"""The small rule set in durable-rules: conditions on one event at a time, each stage posting the event of the next.

An event is consumed by the first rule that takes it, by priority, so a stage reads as a decision list and nothing is
left in the session between cases. What durable-rules cannot do safely is kept away from: no joins, no state of one's
own, no session a case, few rules, whole numbers and short strings (docs/decisions/0002).
"""

# mypy: disallow-untyped-decorators=False
# ruff: noqa: D103, ARG001 - an action is named by its rule, and is handed the event whether it looks at it or not

from __future__ import annotations

from typing import Any

from durable.lang import m, post, pri, ruleset, when_all

from benchmarks.peers.cases import Answer, Case

NO, YES = False, True
RULESET = "reise"
#: What a stage and those after it need from the event before.
_FOR_PRICE = (
    "fremkomstmiddel",
    "drosje_rekvirert",
    "drosje_oere",
    "billigste_rute_oere",
    "parkering_oere",
    "bom_oere",
    "utgifter_dokumentert",
    "frikort",
    "alder_aar",
    "valg_av_sted",
)
_FOR_EXTRAS = (
    "fremkomstmiddel",
    "parkering_oere",
    "bom_oere",
    "utgifter_dokumentert",
    "frikort",
    "alder_aar",
    "valg_av_sted",
    "forkortet",
)
_FOR_CHARGE = ("frikort", "alder_aar", "valg_av_sted", "forkortet", "etter")
_FOR_ANSWER = ("forkortet", "etter", "udokumentert")

#: What the actions of one case found.
_answered: list[Answer] = []


def decide(case: Case) -> Answer:
    """The answer to one case."""
    _answered.clear()
    post(RULESET, {**case, "steg": "rett"})
    (answer,) = _answered  # an exception inside an action is swallowed by durable-rules; then there is none
    return answer


def _next(event: Any, stage: str, names: tuple[str, ...], **found: Any) -> None:
    event.post({**{name: event.m[name] for name in names}, **found, "steg": stage})


def _answer(outcome: str, amount: int, reason: str) -> None:
    _answered.append((outcome, amount, reason))


with ruleset(RULESET):
    # --- a right to cover ---

    @when_all(pri(1), (m.steg == "rett") & (m.tjeneste_omfattet == NO))
    def tjenesten_ikke_omfattet(event: Any) -> None:
        _answer("avslag", 0, "tjenesten_ikke_omfattet")

    @when_all(pri(2), (m.steg == "rett") & (m.oppmoete_bekreftet == NO) & (m.oeyeblikkelig_hjelp == NO))
    def ikke_moett(event: Any) -> None:
        _answer("avslag", 0, "ikke_moett")

    @when_all(pri(3), (m.steg == "rett") & (m.dager_siden_reisen > 180))
    def for_sent(event: Any) -> None:
        _answer("avslag", 0, "for_sent")

    @when_all(
        pri(4),
        (m.steg == "rett") & (m.avstand_m < 10_000) & (m.oeyeblikkelig_hjelp == NO) & (m.helseattest == NO),
    )
    def kort_reise(event: Any) -> None:
        _answer("avslag", 0, "kort_reise")

    @when_all(
        pri(5),
        (m.steg == "rett") & (m.minstetakst_kan_brukes == YES) & (m.oeyeblikkelig_hjelp == NO) & (m.helseattest == NO),
    )
    def minstetakst(event: Any) -> None:
        _answer("avslag", 0, "kort_reise")

    @when_all(pri(6), (m.steg == "rett") & (m.valg_av_sted == "valgt_i_regionen"))
    def til_naermeste_sted(event: Any) -> None:
        whole, nearest = event.m.avstand_m, event.m.avstand_naermeste_m
        _next(event, "stoenad", _FOR_PRICE, reisevei_m=min(whole, nearest), forkortet=nearest < whole)

    @when_all(pri(7), m.steg == "rett")
    def hele_veien(event: Any) -> None:
        _next(event, "stoenad", _FOR_PRICE, reisevei_m=event.m.avstand_m, forkortet=NO)

    # --- the price of the journey ---

    @when_all(pri(1), (m.steg == "stoenad") & (m.fremkomstmiddel == "drosje") & (m.drosje_rekvirert == YES))
    def drosje_etter_kvittering(event: Any) -> None:
        _priced(event, event.m.drosje_oere, "drosje_etter_kvittering")

    @when_all(pri(2), (m.steg == "stoenad") & (m.fremkomstmiddel == "drosje"))
    def drosje_uten_rekvisisjon(event: Any) -> None:
        _priced(event, _by_rate(event), "drosje_uten_rekvisisjon")

    @when_all(pri(3), (m.steg == "stoenad") & (m.fremkomstmiddel == "rutetransport") & (m.reisevei_m > 300_000))
    def billigste_rute(event: Any) -> None:
        _priced(event, event.m.billigste_rute_oere, "billigste_rute")

    @when_all(pri(4), m.steg == "stoenad")
    def etter_kilometersats(event: Any) -> None:
        _priced(event, _by_rate(event), "etter_kilometersats")

    # --- parking and toll ---

    @when_all(pri(1), (m.steg == "tillegg") & (m.fremkomstmiddel == "egen_bil") & (m.utgifter_dokumentert == YES))
    def tillegg(event: Any) -> None:
        total = event.m.stoenad_oere + event.m.parkering_oere + event.m.bom_oere
        _next(event, "egenandel", _FOR_CHARGE, brutto_oere=total, udokumentert=NO)

    @when_all(pri(2), (m.steg == "tillegg") & (m.fremkomstmiddel == "egen_bil"))
    def utgift_ikke_dokumentert(event: Any) -> None:
        undocumented = event.m.parkering_oere + event.m.bom_oere > 0
        _next(event, "egenandel", _FOR_CHARGE, brutto_oere=event.m.stoenad_oere, udokumentert=undocumented)

    @when_all(pri(3), m.steg == "tillegg")
    def uten_tillegg(event: Any) -> None:
        _next(event, "egenandel", _FOR_CHARGE, brutto_oere=event.m.stoenad_oere, udokumentert=NO)

    # --- the patient's own charge ---

    @when_all(pri(1), (m.steg == "egenandel") & (m.frikort == YES))
    def frikort(event: Any) -> None:
        _charged(event, 0)

    @when_all(pri(2), (m.steg == "egenandel") & (m.alder_aar < 16))
    def barn(event: Any) -> None:
        _charged(event, 0)

    @when_all(pri(3), (m.steg == "egenandel") & (m.valg_av_sted == "valgt_utenfor_regionen"))
    def utenfor_regionen(event: Any) -> None:
        _charged(event, 40_000)

    @when_all(pri(4), m.steg == "egenandel")
    def ordinaer(event: Any) -> None:
        _charged(event, 17_100)

    # --- the answer ---

    @when_all(pri(1), (m.steg == "svar") & (m.netto_oere <= 0))
    def egenandel_overstiger_stoenad(event: Any) -> None:
        _answer(_granted(event), 0, "egenandel_overstiger_stoenad")

    @when_all(pri(2), (m.steg == "svar") & (m.netto_oere < 5_000))
    def holdes_til_minstebeloep(event: Any) -> None:
        _answer(_granted(event), 0, "holdes_til_minstebeloep")

    @when_all(pri(3), (m.steg == "svar") & (m.forkortet == YES))
    def beregnet_til_naermeste_sted(event: Any) -> None:
        _answer("redusert", event.m.netto_oere, "beregnet_til_naermeste_sted")

    @when_all(pri(4), (m.steg == "svar") & (m.etter == "drosje_uten_rekvisisjon"))
    def svar_uten_rekvisisjon(event: Any) -> None:
        _answer("redusert", event.m.netto_oere, "drosje_uten_rekvisisjon")

    @when_all(pri(5), (m.steg == "svar") & (m.udokumentert == YES))
    def svar_uten_dokumentasjon(event: Any) -> None:
        _answer("redusert", event.m.netto_oere, "utgift_ikke_dokumentert")

    @when_all(pri(6), m.steg == "svar")
    def innvilget(event: Any) -> None:
        _answer("innvilget", event.m.netto_oere, event.m.etter)


def _by_rate(event: Any) -> int:
    metres: int = event.m.reisevei_m
    return (metres * 310 + 500) // 1000


def _priced(event: Any, amount: int, reason: str) -> None:
    _next(event, "tillegg", _FOR_EXTRAS, stoenad_oere=amount, etter=reason)


def _charged(event: Any, charge: int) -> None:
    _next(event, "svar", _FOR_ANSWER, netto_oere=event.m.brutto_oere - charge)


def _granted(event: Any) -> str:
    reduced = event.m.forkortet or event.m.udokumentert or event.m.etter == "drosje_uten_rekvisisjon"
    return "redusert" if reduced else "innvilget"
