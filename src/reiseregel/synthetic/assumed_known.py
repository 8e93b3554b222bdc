"""How often each thing is told: by owner, and by fact where it differs."""

from __future__ import annotations

from reiseregel.synthetic.assumption import Assumption, Share

KNOWN: dict[str, Assumption] = {
    "kjent.register": Share(999, "registers are looked up and nearly always answer"),
    "kjent.helseforetak": Share(994, "the trust's own systems"),
    "kjent.pasient": Share(996, "the form on the web asks, and will not be sent without most of it", "GLAM"),
    "kjent.behandler": Share(985),
    "kjent.saksbehandler": Share(350, "of what needs judgement: already assessed when the claim is decided again"),
    "kjent.behandling.oppmoete_bekreftet": Share(991, "attendance is not in the register yet"),
    "kjent.behandling.registrert_eller_henvist": Share(995, "nor is the treatment, or it is not found"),
    "kjent.behandling.oeyeblikkelig_hjelp": Share(930, "asked only where it can matter"),
    "kjent.behandling.naermeste_sted": Share(850, "which place is nearest is often not settled"),
    "kjent.behandling.pasienten_valgte_stedet": Share(700),
    "kjent.behandling.annen_betaler": Share(994, "patients leave out who else pays"),
    "kjent.behandling.unntatt_formaal": Share(994, "and what the visit was for"),
    "kjent.behandling.oppmoetebekreftelse_vedlagt": Share(850, "often forgotten by those who claim for others"),
    "kjent.reise.endepunkt": Share(992, "where the journey began, when it was not at home"),
    "kjent.reise.innvending_mot_rutetransport": Share(700, "patients rarely write why they did not take the bus"),
    "kjent.reise.felles_takstsone": Share(990, "zones are not in any national register"),
    "kjent.reise.egenandel_fritak": Share(990),
    "kjent.reise.billigste_rute_oere": Share(900, "looked up by the trust"),
    "kjent.reise.dekket_av_andre_oere": Share(700),
    "kjent.reise.rutebillett": Share(900),
    "kjent.reise.reisevei_endepunkt_m": Share(950),
    "kjent.fremsetter.representasjon": Share(850, "the power of attorney is not attached"),
    "kjent.attester": Share(970, "whether there is an attest, where it can matter"),
    "kjent.tilbud": Share(997, "whether the trust had offered transport"),
    "kjent.utgift.dokumentasjon": Share(930, "receipts are forgotten"),
    "kjent.overnatting.helsebekreftelse": Share(700),
    "kjent.overnatting.dokumentasjon": Share(930),
    "kjent.overnatting.grunn": Share(950),
    "kjent.opphold.fravaer_min": Share(950, "hours away from home"),
    "kjent.opphold.kostdoegn_med_maaltider": Share(950),
    "kjent.reisende.ledsagerbehov": Share(900, "the confirmation of the practitioner is not attached"),
    "kjent.reisende.foedselsdato": Share(980),
}
