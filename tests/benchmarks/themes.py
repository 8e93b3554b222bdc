"""What claims are about: facts that are drawn from a few values, so that rare rules are met often."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ROLES = ("pasient", "ledsager", "paaroerende", "forelder_til_innlagt_barn")


@dataclass(frozen=True, slots=True)
class Theme:
    """`fixed` gives facts the values they are drawn from; those of the entities in `loose` are drawn without a plain
    value in mind; `counts` replaces the lengths of lists; `first` and `others` are the roles of those who travel."""

    fixed: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    counts: dict[str, tuple[int, ...]] = field(default_factory=dict)
    first: tuple[str, ...] = ("pasient",)
    others: tuple[str, ...] = ("ledsager",)
    children: bool = False


YES_NO = (True, False)
THEMES = (
    Theme(),
    Theme(others=ROLES[1:]),
    Theme(loose=frozenset({"behandling"})),
    Theme(loose=frozenset({"pasient", "fremsetter"})),
    Theme(loose=frozenset({"reise"})),
    Theme(loose=frozenset({"reisende"}), first=ROLES, others=ROLES[1:]),
    Theme(
        {
            "reise.fremkomstmiddel": (
                "egen_bil",
                "leid_bil",
                "drosje",
                "ambulansebaat",
                "egen_baat",
                "snoescooter",
                "atv",
            )
        },
        loose=frozenset({"utgift", "attest"}),
        counts={"utgifter": (1, 2, 3), "attester": (1, 2)},
    ),
    Theme(  # taxi and ambulance boat, mostly paid by receipt
        {
            "reise.fremkomstmiddel": ("drosje", "ambulansebaat", "egen_bil"),
            "reise.drosjebestilling": ("avtalt", "avtalt", "selv", "bestilt_av_behandleren"),
            "reise.ambulansebaat_rekvirert": (True, True, False),
            "utgift.art": ("drosje", "drosje", "ambulansebaat", "baatbillett"),
        },
        counts={"utgifter": (1, 1, 2, 3), "attester": (1,)},
    ),
    Theme(  # the extras of those who go by car, some of them claimed late
        {
            "utgift.art": ("ferge", "bomvei", "parkering", "piggdekk", "bagasje_og_utstyr", "rengjoering", "annet"),
            "fellesutgift.art": ("ferge", "bomvei", "piggdekk", "bagasje_og_utstyr", "rengjoering", "annet"),
            "reise.fremkomstmiddel": ("egen_bil", "egen_bil", "rutegaaende"),
            "reise.allerede_dekket": ("ingen", "dekket_i_tidligere_krav"),
        },
        counts={"attester": (1,), "utgifter": (0, 1, 2), "fellesutgifter": (0, 1, 2)},
    ),
    Theme(  # those who travel together
        {
            "reise.fremkomstmiddel": ("egen_bil", "egen_bil", "rutegaaende", "fly"),
            "reise.passasjer_hos_annen": YES_NO,
            "reise.rutebillett": ("foreligger", "finnes_ikke"),
            "utgift.art": ("baatbillett", "bomvei"),
            "reise.pasientens_reise": ("dekket", "organisert", "ikke_krevd", "ikke_med", "for_kort", "ingen_rett"),
        },
        counts={"reisende": (1, 2, 3), "utgifter": (0, 0, 1)},
        first=ROLES,
        others=("ledsager", "ledsager", "paaroerende", "forelder_til_innlagt_barn"),
    ),
    *(
        Theme(  # companions: need, qualification and a cheaper one; by whom it is claimed
            {
                "reisende.saerskilt_kvalifisert": ("nei", "politi", "annen"),
                "reisende.ledsagerbehov": ("bekreftet", "bekreftet_saerskilt_kvalifisert"),
                "reisende.avkorting_aktuell": YES_NO,
                "reisende.dekket_av_det_offentlige": (True, True, False),
                "reise.pasientens_reise": ("dekket", "organisert", "ikke_krevd"),
                "behandling.oppmoetebekreftelse_vedlagt": ("foreligger",),
                "fremsetter.rolle": filer,
                "reise.fremkomstmiddel": ("egen_bil", "egen_bil", "rutegaaende"),
                "reise.allerede_dekket": ("ingen", "ingen", "dekket_i_tidligere_krav"),
                "reise.avkortet_til_oere": (0, 31_999, 32_000, 34_499, 34_500, 200_000),
                "utgift.beloep_oere": (2_500, 2_500, 17_100),
                "utgift.art": ("baatbillett", "bomvei", "bagasje_og_utstyr"),
                "fellesutgift.art": ("bomvei", "bagasje_og_utstyr"),
                "inntektstap.arbeid": ("loennsarbeid", "annen_ervervsinntekt"),
                "inntektstap.dokumentasjon": ("arbeidsgiver_uten_trekk", "arbeidsgiver_trekk", "revisor"),
            },
            counts={"reisende": (1, 1, 2), "inntektstap": (0, 1, 2), "opphold": (0, 1), "attester": (1,)},
            first=("ledsager", "ledsager", "pasient", "paaroerende"),
        )
        for filer in (("pasient", "ledsager"), ("offentlig",), ("arbeidsgiver", "arbeidsgiver", "offentlig"))
    ),
    Theme(  # income of companions and of patients with an occupational injury
        {
            "reise.egenandel_fritak": ("yrkesskade",),
            "reise.hjemtransport_etter_yrkesskade": YES_NO,
            "inntektstap.leid_hjelp": ("med_kvittering", "med_kvittering", "uten_kvittering", "ingen_hjelp"),
            "inntektstap.leid_hjelp_noedvendig": (True, True, False),
            "inntektstap.trekk_i_loenn_oere": (0, 17_600, 17_601, 46_100, 46_101, 200_000),
            "inntektstap.timeloenn_oere": (0, 8_799, 8_800, 8_801, 31_000),
            "inntektstap.timefortjeneste_vurdert_oere": (0, 8_799, 8_800, 8_801, 31_000),
            "inntektstap.dokumentasjon": (
                *("arbeidsgiver_trekk", "arbeidsgiver_uten_trekk", "revisor"),
                *("egenerklaering", "finnes_ikke", "finnes_ikke"),
            ),
        },
        counts={"inntektstap": (1, 2, 3)},
        first=("pasient", "ledsager"),
    ),
    Theme(  # relatives, children among them
        {
            "reisende.lederattest": ("foreligger", "foreligger", "finnes_ikke"),
            "reisende.pasienten_har_omsorg": (True, True, False),
            "reisende.makter_ikke_hjemreise": (True, True, False),
            "reisende.legeuttalelse_to_uker": ("foreligger", "foreligger", "kortere_behandling"),
            "reisende.helsepersonell_bekreftelse": ("foreligger", "foreligger", "finnes_ikke"),
            "reisende.ukens_reise_brukt": (True, False, False),
            "behandling.innlagt_i_helseinstitusjon": (True, True, False),
            "behandling.livstruende_bekreftelse": ("foreligger", "foreligger", "finnes_ikke"),
            "fremsetter.rolle": ("paaroerende", "verge", "pasient", "fullmektig"),
            "reisende.kurs_arrangoer": ("laerings_og_mestringssenter", "annen_helseinstitusjon", "andre"),
            "behandling.oppmoetebekreftelse_vedlagt": ("foreligger", "foreligger", "finnes_ikke"),
        },
        children=True,
        first=("paaroerende",),
        others=("ledsager", "paaroerende", "pasient"),
    ),
    Theme(  # parents of a child in an institution
        {
            "reisende.innkallingens_formaal": (
                *("vaere_hos_barnet", "informasjon_om_sykdommen", "opplaering_i_pleie", "annet_formaal"),
            ),
            "reisende.foreldrerolle": ("mor_far_eller_fosterforelder", "i_foreldres_sted", "ikke_forelder"),
            "reisende.i_foreldres_sted_vurdert": YES_NO,
            "reisende.alvorlig_syk_bekreftelse": ("foreligger", "finnes_ikke"),
            "reisende.er_hos_barnet": (True, True, False),
            "behandling.naermeste_sted": YES_NO,
            "behandling.i_bostedsregion": YES_NO,
            "behandling.omfattet_av_par_2_4": YES_NO,
            "behandling.tilbys_i_bostedsregion": YES_NO,
            "reisende.ukens_reise_brukt": (True, False, False),
            "behandling.innlagt_i_helseinstitusjon": (True, True, True, False),
            "behandling.oppmoetebekreftelse_vedlagt": ("foreligger", "foreligger", "finnes_ikke"),
            "fremsetter.rolle": ("paaroerende", "verge", "fullmektig"),
        },
        children=True,
        first=("forelder_til_innlagt_barn",),
        others=("forelder_til_innlagt_barn", "ledsager"),
    ),
    Theme(  # nights and food, between treatments too
        {
            "overnatting.grunn": ("mellom_behandlinger", "mellom_behandlinger", "rutetilbud", "helsetilstand"),
            "overnatting.beloep_oere": (50_000, 50_000, 73_400, 73_401, 100_000),
            "overnatting.noedvendig_vurdert": YES_NO,
            "reise.fremkomstmiddel": ("egen_bil",),
            "utgift.art": ("bomvei",),
            "overnatting.privat": (False, False, False, True),
            "opphold.avkortet_til_oere": (0, 28_399, 28_400, 56_800, 200_000),
            "overnatting.avkortet_til_oere": (0, 49_999, 50_000, 73_400, 200_000),
            "reisende.spart_reisestoenad_oere": (0, 50_000, 100_000, 400_000),
            "reisende.antall_sparte_turer": (0, 1, 3, 20),
            "opphold.kostutgifter_oere": (0, 28_399, 28_400, 28_401, 90_000),
            "opphold.forlenget_av_andre_grunner": (True, False, False),
            "reisende.avkorting_aktuell": YES_NO,
            "reisende.rolle": ROLES,
        },
        counts={"overnattinger": (1, 2), "opphold": (0, 1, 1), "reisende": (1, 1, 2), "attester": (1,)},
    ),
    Theme(  # where the journey begins or ends
        {
            "reise.endepunkt": (
                *("arbeid", "annet_oppholdssted", "behov_oppsto_paa_stedet", "behov_oppsto_paa_stedet"),
                *("utlandet", "svalbard", "folkeregistrert_adresse"),
            ),
            "reise.uventet_behov_vurdert": (True, True, False),
            "reise.planlagt_behandling": YES_NO,
            "behandling.oeyeblikkelig_hjelp": (False, False, True),
            "behandling.naermeste_sted": YES_NO,
            "behandling.i_bostedsregion": YES_NO,
            "pasient.tilknytning": (*("bosatt_i_norge",) * 4, "bosatt_paa_svalbard", "asylsoeker"),
            "behandling.utskrevet_fra_sykehus": YES_NO,
        },
        first=("pasient", "pasient", "pasient", "ledsager", "paaroerende"),
    ),
    Theme(  # to which place, chosen or not
        {
            "behandling.tjeneste": ("spesialisthelsetjeneste", "privat_radiologi"),
            "behandling.naermeste_private_radiologi": YES_NO,
            "behandling.saerskilt_tilknytning": ("ingen", "ingen", "avtale_med_bostedsregionen", "nasjonal_tjeneste"),
            "behandling.naermeste_sted": (True, False, False),
            "behandling.i_bostedsregion": (True, False, False),
            "behandling.i_bostedskommune": (True, False, False),
            "behandling.omfattet_av_par_2_4": YES_NO,
            "behandling.tilbys_i_bostedsregion": (True, True, False),
            "behandling.godkjent_klinisk_studie": YES_NO,
            "behandling.annen_betaler": ("ingen", "delvis_dekket"),
            "reise.frikort": YES_NO,
        },
        first=("pasient", "pasient", "paaroerende"),
    ),
    *(
        Theme(  # services outside the hospitals, each with places of its own
            {
                "behandling.tjeneste": services,
                "behandling.oppgjoer": ("kommunalt_ansatt", "trygdestoenad", "trygdestoenad", "ingen_av_disse"),
                "behandling.unntatt_formaal": ("ingen", "ingen", "ingen", "forebyggende", "permisjon"),
                "behandling.permisjon_fra_sykehus": YES_NO,
                "behandling.livstruende_bekreftelse": ("foreligger", "finnes_ikke"),
                "behandling.faglig_leder_bekreftelse": ("foreligger", "foreligger", "finnes_ikke"),
                "behandling.kontinuitet": (False, False, True),
                **{
                    f"behandling.{name}": (False, False, False, True)
                    for name in (
                        *("naermeste_sted", "i_bostedskommune", "i_samarbeidskommune", "naermest_oppholdsstedet"),
                        *("naermeste_tilgjengelige_fastlege", "naermest_ved_oppstart", "i_bostedsregion"),
                    )
                },
                **{
                    f"behandling.{name}": (True, True, False)
                    for name in (
                        *("parter_maa_moetes", "kontor_naermest_en_av_partene", "oensker_samisktalende_lege"),
                        *("rett_foer_flytting", "kontinuitet_noedvendig", "innleggelse_eller_utskriving"),
                    )
                },
                "behandling.saerskilt_tilknytning": ("ingen", "ingen", "nasjonal_tjeneste"),
                "behandling.godkjent_klinisk_studie": (True, True, False),
                "pasient.samisktalende": (True, True, False),
                "pasient.bosatt_i_samisk_omraade": (True, True, False),
                "reise.pasientens_reise": ("dekket",),
            },
            first=("pasient", "pasient", "pasient", "ledsager"),
        )
        for services in (
            ("fastlege",),
            ("samisktalende_lege",),
            ("familievernkontor",),
            ("annen_tjeneste_kapittel_5", "helsestasjon", "sykehjem", "kommunal_doegnplass", "kommunal_dialyse"),
            ("ingen_av_disse", "klinisk_studie", "spesialisthelsetjeneste"),
        )
    ),
    Theme(  # courses for relatives
        {
            "reisende.paaroerende_grunn": ("kurs_eller_opplaering",),
            "reisende.kurs_arrangoer": ("laerings_og_mestringssenter", "annen_helseinstitusjon", "andre"),
            "reisende.kurs_innhold_vurdert": YES_NO,
            "reisende.kurs_innkalling": ("foreligger", "finnes_ikke"),
            "reisende.kursdeltakelse_vurdert": YES_NO,
            "fremsetter.rolle": ("paaroerende",),
            "behandling.oppmoetebekreftelse_vedlagt": ("foreligger",),
        },
        first=("paaroerende",),
    ),
    Theme(  # other relatives, near and not
        {
            "reisende.paaroerende_grunn": ("kompetansesenter", "bup", "kurs_eller_opplaering"),
            "reisende.slektskap": ("annet_forhold", "samme_husstand", "svigerforelder", "barnebarn"),
            "reisende.ved_kompetansesenter": (True, True, False),
            "reisende.lederattest": ("foreligger", "foreligger", "finnes_ikke"),
            "reisende.kurs_innhold_vurdert": (True,),
            "reisende.kursdeltakelse_vurdert": (True,),
            "fremsetter.rolle": ("paaroerende",),
            "behandling.oppmoetebekreftelse_vedlagt": ("foreligger",),
        },
        first=("paaroerende",),
    ),
    Theme(  # a guardian who claims, without saying for whom
        {
            "fremsetter.rolle": ("verge",),
            "fremsetter.representasjon": ("finnes_ikke",),
            "behandling.oppmoetebekreftelse_vedlagt": ("foreligger", "foreligger", "finnes_ikke"),
            "behandling.innlagt_i_helseinstitusjon": (True,),
            "behandling.livstruende_bekreftelse": ("foreligger",),
            "reisende.helsepersonell_bekreftelse": ("foreligger",),
            "reisende.lederattest": ("foreligger",),
            "reisende.paaroerende_grunn": ("bup", "barn_til_helsepersonell"),
        },
        children=True,
        first=("pasient", "paaroerende", "paaroerende", "ledsager"),
        others=("ledsager", "paaroerende"),
    ),
    Theme(  # whether the care was needed
        {
            "behandling.tjeneste": (
                *("spesialisthelsetjeneste", "privat_radiologi", "klinisk_studie", "fastlege"),
                *("familievernkontor", "sykehjem"),
            ),
            "behandling.registrert_eller_henvist": (False, False, False, True),
            "behandling.noedvendig_vurdert": (False, False, True),
            "behandling.godkjent_klinisk_studie": YES_NO,
            "behandling.unntatt_formaal": ("ingen", "ingen", "permisjon"),
            "behandling.permisjon_fra_sykehus": (True,),
            "behandling.livstruende_bekreftelse": ("foreligger",),
        },
    ),
    Theme(  # a patient's income after an occupational injury
        {
            "reise.egenandel_fritak": ("yrkesskade", "yrkesskade", "ingen"),
            "inntektstap.arbeid": ("loennsarbeid", "annen_ervervsinntekt", "uten_inntekt"),
            "inntektstap.dokumentasjon": (*("arbeidsgiver_trekk",) * 3, "revisor", "egenerklaering"),
            "inntektstap.dekket_fra_foer": (False, False, True),
            "inntektstap.trekk_i_loenn_oere": (17_600, 46_100, 46_101, 200_000),
            "inntektstap.timeloenn_oere": (8_799, 8_800, 8_801, 31_000),
            "inntektstap.timefortjeneste_vurdert_oere": (8_799, 8_800, 8_801, 31_000),
        },
        counts={"inntektstap": (1, 2, 3)},
    ),
    Theme(  # cleaning and freight for the trip
        {
            "fellesutgift.art": ("rengjoering", "rengjoering", "bagasje_og_utstyr", "annet"),
            "utgift.art": ("drosje", "bomvei", "rengjoering"),
            "reise.fremkomstmiddel": ("rutegaaende", "rutegaaende", "drosje", "egen_bil"),
        },
        counts={"fellesutgifter": (1, 2), "utgifter": (0, 0, 1)},
    ),
    Theme(  # a child who visits, or is followed; those without a home here
        {
            "reisende.paaroerende_grunn": ("barn_til_livstruende_syk", "barn_til_helsepersonell", "bup"),
            "reisende.pasienten_har_omsorg": (True, True, True, False),
            "reisende.makter_ikke_hjemreise": (True, True, True, False),
            "reisende.legeuttalelse_to_uker": ("foreligger", "foreligger", "kortere_behandling"),
            "reisende.helsepersonell_bekreftelse": ("foreligger",),
            "reisende.lederattest": ("foreligger",),
            "reisende.ledsagerbehov": ("ikke_bekreftet", "ikke_bekreftet", "bekreftet"),
            "behandling.innlagt_i_helseinstitusjon": (True, True, True, False),
            "behandling.livstruende_bekreftelse": ("foreligger",),
            "behandling.oppmoetebekreftelse_vedlagt": ("foreligger",),
            "fremsetter.representasjon": ("foreligger",),
            "fremsetter.rolle": ("verge", "verge", "fullmektig"),
            "pasient.tilknytning": ("bosatt_i_norge", "asylsoeker"),
        },
        children=True,
        first=("paaroerende",),
        others=("ledsager",),
    ),
    Theme(  # on Svalbard
        {
            "pasient.tilknytning": ("bosatt_paa_svalbard", "bosatt_paa_svalbard", "bosatt_i_norge"),
            "behandling.utskrevet_fra_sykehus": (True, True, False),
            "behandling.naermeste_sted": YES_NO,
            "behandling.i_bostedsregion": YES_NO,
            "reise.endepunkt": ("svalbard", "svalbard", "folkeregistrert_adresse"),
        },
    ),
    Theme(  # transport that was offered
        {
            "tilbud.benyttet": (False, False, False, True),
            "tilbud.helsefaglig_vurdering": ("finnes_ikke", "fulgt", "fraveket"),
            "tilbud.innvending_mot_forsvarlighet": YES_NO,
            "tilbud.forsvarlig": YES_NO,
            "reise.felles_takstsone": (False, True),
            "reise.innvending_mot_rutetransport": YES_NO,
            "reise.rutetransport_kan_benyttes": YES_NO,
        },
        counts={"tilbud": (0, 1, 2)},
    ),
    Theme(  # by one's own boat or snowmobile, with a special need
        {
            "reise.fremkomstmiddel": ("egen_baat", "snoescooter", "atv", "ambulansebaat"),
            "reise.saerlig_dokumentert": ("foreligger", "foreligger", "finnes_ikke"),
            "reise.saerlig_noedvendig": (True, True, False),
            "reise.hjemtransport_etter_yrkesskade": YES_NO,
            "reise.egenandel_fritak": ("ingen", "ingen", "yrkesskade", "innleggelse_tvungent_psykisk_helsevern"),
            "utgift.art": ("baatbillett", "ambulansebaat", "drosje"),
        },
    ),
    Theme(  # help hired in a companion's place
        {
            "reise.pasientens_reise": ("dekket",),
            "inntektstap.dokumentasjon": ("finnes_ikke", "egenerklaering"),
            "inntektstap.leid_hjelp": ("med_kvittering", "med_kvittering", "med_kvittering", "uten_kvittering"),
            "inntektstap.leid_hjelp_noedvendig": (True, True, True, False),
            "inntektstap.leid_hjelp_min": (0, 120, 480, 481, 700),
            "inntektstap.leid_hjelp_oere": (0, 11_399, 11_400, 11_401, 45_600, 45_601, 200_000),
            "reisende.ledsagerbehov": ("bekreftet",),
            "reisende.ansatt_i_hjemmetjenesten": YES_NO,
            "reisende.avkorting_aktuell": YES_NO,
        },
        counts={"inntektstap": (1, 2)},
        first=("ledsager",),
    ),
)
