"""The small rule set as somebody would write it by hand in Python, for one case."""

from __future__ import annotations

from benchmarks.peers.cases import Answer, Case


def decide(case: Case) -> Answer:
    """The answer to one case."""
    emergency = case["oeyeblikkelig_hjelp"]
    if not case["tjeneste_omfattet"]:
        return "avslag", 0, "tjenesten_ikke_omfattet"
    if not case["oppmoete_bekreftet"] and not emergency:
        return "avslag", 0, "ikke_moett"
    if case["dager_siden_reisen"] > 180:
        return "avslag", 0, "for_sent"
    metres = case["avstand_m"]
    if (metres < 10_000 or case["minstetakst_kan_brukes"]) and not (emergency or case["helseattest"]):
        return "avslag", 0, "kort_reise"

    choice, means = case["valg_av_sted"], case["fremkomstmiddel"]
    shortened = choice == "valgt_i_regionen" and case["avstand_naermeste_m"] < metres
    if shortened:
        metres = case["avstand_naermeste_m"]
    extras, undocumented, without_order = 0, False, False
    reason = "etter_kilometersats"
    if means == "drosje" and case["drosje_rekvirert"]:
        support, reason = case["drosje_oere"], "drosje_etter_kvittering"
    elif means == "rutetransport" and metres > 300_000:
        support, reason = case["billigste_rute_oere"], "billigste_rute"
    else:
        support = (metres * 310 + 500) // 1000
        without_order = means == "drosje"
    if means == "egen_bil":
        paid = case["parkering_oere"] + case["bom_oere"]
        if case["utgifter_dokumentert"]:
            extras = paid
        else:
            undocumented = paid > 0

    charge = _charge(case)
    outcome = "redusert" if shortened or without_order or undocumented else "innvilget"
    net = support + extras - charge
    if net <= 0:
        return outcome, 0, "egenandel_overstiger_stoenad"
    if net < 5_000:
        return outcome, 0, "holdes_til_minstebeloep"
    if shortened:
        reason = "beregnet_til_naermeste_sted"
    elif without_order:
        reason = "drosje_uten_rekvisisjon"
    elif undocumented:
        reason = "utgift_ikke_dokumentert"
    return outcome, net, reason


def _charge(case: Case) -> int:
    if case["frikort"] or case["alder_aar"] < 16:
        return 0
    return 40_000 if case["valg_av_sted"] == "valgt_utenfor_regionen" else 17_100
