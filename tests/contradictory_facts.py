"""Facts that the rules refuse together: a row for each presumption or contradiction, and what is impossible."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

RECEIPT = {"dokumentasjon": "foreligger", "beloep_oere": 10000, "art": "parkering"}
LOSS: dict[str, Any] = {
    "dato": "2026-05-04",
    "fravaer_min": 180,
    "timeloenn_oere": 30000,
    "trekk_i_loenn_oere": 90000,
    "dekket_fra_foer": False,
}
COMPANION: dict[str, Any] = {
    "rolle": "ledsager",
    "avkorting_aktuell": False,
    "reiser": [
        {
            "dato": "2026-05-04",
            "retning": "ut",
            "fremkomstmiddel": "rutegaaende",
            "rutebillett": "foreligger",
            "allerede_dekket": "ingen",
            "i_norge": True,
            "endepunkt": "folkeregistrert_adresse",
            "reisevei_m": 100000,
            "opplyst_gratis_transport": False,
            "tilbud": [],
            "regulativ_oere": 53000,
        }
    ],
}


RELATIVE = {
    "rolle": "paaroerende",
    "foedselsdato": "1980-03-03",
    "slektskap": "forelder",
    "paaroerende_grunn": "kurs_eller_opplaering",
    "kurs_arrangoer": "laerings_og_mestringssenter",
    "kurs_innkalling": "foreligger",
    "reiser": [{**COMPANION["reiser"][0], "felles_takstsone": False, "frikort": False, "egenandel_fritak": "ingen"}],
}
CLAIMED_FOR_RELATIVE = {
    "/fremsatt_av": {"representasjon": "foreligger"},
    "/turer/0/behandling": {"oppmoetebekreftelse_vedlagt": "foreligger"},
}


@dataclass(frozen=True)
class Row:
    """A rule that refuses: what it is about, the facts that clash, the assessment, its reading, and what it rests on.

    `basis` are the facts that bring the presumption about. With any of them unknown, that fact must be asked for.
    """

    id: str
    pointer: str
    facts: dict[str, Any]
    assessment: str
    reading: str
    basis: tuple[str, ...]
    born: str = ""
    urgent: bool = False
    elsewhere: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def entity(self) -> str:
        """The entity of the facts, as in the name of a fact that is asked for."""
        last = [part for part in self.pointer.split("/") if not part.isdigit()][-1]
        singular = {
            "reiser": "reise",
            "utgifter": "utgift",
            "fellesutgifter": "fellesutgift",
            "overnattinger": "overnatting",
        }
        return singular.get(last, last)


CONTRADICTIONS = [
    Row(
        "noedvendig_etter_formodningen",
        "/turer/0/behandling",
        {"registrert_eller_henvist": True, "noedvendig_vurdert": False},
        "noedvendig_vurdert",
        "presumsjon_par7",
        ("registrert_eller_henvist",),
    ),
    Row(
        "minstetakst_etter_formodningen",
        "/turer/0/reisende/0/reiser/0",
        {"felles_takstsone": True, "innvending_mot_rutetransport": False, "rutetransport_kan_benyttes": False},
        "rutetransport_kan_benyttes",
        "presumsjon_par8",
        ("felles_takstsone", "innvending_mot_rutetransport"),
    ),
    Row(
        "bosted_etter_formodningen",
        "/turer/0/reisende/0/reiser/0",
        {"endepunkt": "studier", "reisevei_endepunkt_m": 150000, "midlertidig_opphold_noedvendig": False},
        "midlertidig_opphold_noedvendig",
        "presumsjon_bosted",
        ("endepunkt",),
    ),
    Row(
        "tilbud_etter_formodningen",
        "/turer/0/reisende/0/reiser/0/tilbud/0",
        {
            "benyttet": False,
            "helsefaglig_vurdering": "finnes_ikke",
            "innvending_mot_forsvarlighet": False,
            "forsvarlig": False,
        },
        "forsvarlig",
        "presumsjon_par9",
        ("innvending_mot_forsvarlighet",),
    ),
    Row(
        "utgift_etter_formodningen",
        "/turer/0/reisende/0/reiser/0/utgifter/0",
        {**RECEIPT, "paa_beregnet_reisevei": True, "noedvendig_vurdert": False},
        "noedvendig_vurdert",
        "presumsjon_par22",
        ("paa_beregnet_reisevei",),
    ),
    Row(
        "fellesutgift_etter_formodningen",
        "/turer/0/reisende/0/fellesutgifter/0",
        {**RECEIPT, "paa_beregnet_reisevei": True, "noedvendig_vurdert": False},
        "noedvendig_vurdert",
        "presumsjon_par22",
        ("paa_beregnet_reisevei",),
    ),
    Row(
        "overnatting_etter_formodningen",
        "/turer/0/reisende/0/overnattinger/0",
        {
            "dato": "2026-05-04",
            "beloep_oere": 70000,
            "privat": False,
            "grunn": "helsetilstand",
            "helsebekreftelse": "foreligger",
            "dokumentasjon": "foreligger",
            "dekket_fra_foer": False,
            "noedvendig_vurdert": False,
        },
        "noedvendig_vurdert",
        "presumsjon_par12",
        ("grunn", "helsebekreftelse"),
    ),
    Row(
        "ledsager_etter_formodningen",
        "/turer/0/reisende/1",
        {
            **COMPANION,
            "ledsagerbehov": "hindre_roemming_eller_rus",
            "ekstra_ledsager": False,
            "saerskilt_kvalifisert": "nei",
            "hindring_noedvendig": False,
        },
        "hindring_noedvendig",
        "presumsjon_par17",
        ("ekstra_ledsager",),
        born="2016-01-01",
    ),
    Row(
        "kvalifisert_etter_formodningen",
        "/turer/0/reisende/1",
        {
            **COMPANION,
            "ledsagerbehov": "bekreftet_saerskilt_kvalifisert",
            "saerskilt_kvalifisert": "annen",
            "kvalifisert_noedvendig": False,
        },
        "kvalifisert_noedvendig",
        "presumsjon_par18a",
        ("ledsagerbehov",),
    ),
    Row(
        "behandlingsgrunn_etter_formodningen",
        "/turer/0/reisende/1",
        {
            **COMPANION,
            "ledsagerbehov": "bekreftet_saerskilt_kvalifisert",
            "saerskilt_kvalifisert": "nei",
            "kvalifisert_av_behandlingsgrunner": False,
        },
        "kvalifisert_av_behandlingsgrunner",
        "presumsjon_par18a",
        ("ledsagerbehov",),
    ),
    Row(
        "uventet_etter_formodningen",
        "/turer/0/reisende/0/reiser/0",
        {
            "endepunkt": "behov_oppsto_paa_stedet",
            "reisevei_endepunkt_m": 150000,
            "reisevei_endepunkt_naermeste_m": 150000,
            "uventet_behov_vurdert": False,
        },
        "uventet_behov_vurdert",
        "presumsjon_par20",
        ("endepunkt",),
        urgent=True,
    ),
    Row(
        "kursinnhold_etter_formodningen",
        "/turer/0/reisende/1",
        {**RELATIVE, "kurs_innhold_vurdert": False},
        "kurs_innhold_vurdert",
        "presumsjon_par19",
        ("kurs_arrangoer",),
        elsewhere=CLAIMED_FOR_RELATIVE,
    ),
    Row(
        "kursdeltakelse_etter_formodningen",
        "/turer/0/reisende/1",
        {**RELATIVE, "kursdeltakelse_vurdert": False},
        "kursdeltakelse_vurdert",
        "presumsjon_par19",
        ("kurs_innkalling",),
        elsewhere=CLAIMED_FOR_RELATIVE,
    ),
    Row(
        "reisedag_etter_formodningen",
        "/turer/0/reisende/0/inntektstap/0",
        {**LOSS, "arbeid": "loennsarbeid", "dokumentasjon": "arbeidsgiver_trekk", "skyldes_reisen_vurdert": False},
        "skyldes_reisen_vurdert",
        "presumsjon_par14",
        (),
        elsewhere={
            "/turer/0/reisende/0/reiser/0": {"egenandel_fritak": "yrkesskade"},
            "/turer/0/reisende/0/reiser/1": {"egenandel_fritak": "yrkesskade", "hjemtransport_etter_yrkesskade": False},
        },
    ),
    Row(
        "erklaering_etter_formodningen",
        "/turer/0/reisende/1/inntektstap/0",
        {
            **LOSS,
            "arbeid": "annen_ervervsinntekt",
            "dokumentasjon": "egenerklaering",
            "har_revisor": False,
            "i_vanlig_arbeidstid": True,
            "leid_hjelp": "ingen_hjelp",
            "egenerklaering_kan_godtas": False,
        },
        "egenerklaering_kan_godtas",
        "presumsjon_par26",
        ("dokumentasjon", "arbeid", "har_revisor", "i_vanlig_arbeidstid"),
        elsewhere={
            "/turer/0/reisende/1": {
                **COMPANION,
                "ledsagerbehov": "bekreftet",
                "saerskilt_kvalifisert": "nei",
                "ansatt_i_hjemmetjenesten": False,
            }
        },
    ),
]
IMPOSSIBLE: dict[str, dict[str, bool | str]] = {
    "valgrett_uten_offentlig_finansiering": {"omfattet_av_par_2_4": True, "finansiert_av_rhf": False},
    "i_regionen_men_utlandet": {"i_bostedsregion": True, "i_norge": False},
    "i_kommunen_men_utlandet": {"i_bostedsregion": False, "i_bostedskommune": True, "i_norge": False},
    "bidrag_til_dekket_tjeneste": {"tjeneste": "fastlege", "oppgjoer": "bidrag"},
}
