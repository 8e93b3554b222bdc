"""What is assumed of those who travel: every number of the portfolio, by name, and where it is from.

A name is a fact (`reise.frikort`), with what it depends on after it (`reise.felles_takstsone.under_10_km`), or a thing
of its own. `kjent.` before an owner or a fact is how often it is told. No source means our own assumption: nobody
publishes it, and it is chosen so that the whole comes out like what is published (docs/syntetisk.md).
"""

from __future__ import annotations

from reiseregel.synthetic.assumed_beside import BESIDE
from reiseregel.synthetic.assumed_known import KNOWN
from reiseregel.synthetic.assumption import Assumption, Share, Spread, Weights

# --- the claim, and who makes it ---

CLAIM: dict[str, Assumption] = {
    "turer_i_krav": Weights(
        {"1": 520, "2": 190, "3": 97, "4": 67, "5": 42, "6": 30, "8": 26, "10": 18, "12": 10},
        "2.4 trips, 4.7 journeys a claim: 4.3 million journeys on 907 000 decisions; how they spread is ours",
        "NK17",
    ),
    "tur_til_samme_sted": Share(900, "claims of several trips are mostly series: physiotherapy, dialysis, radiation"),
    "dager_mellom_turer": Weights({"1": 10, "2": 10, "3": 15, "7": 40, "14": 15, "21": 10}),
    "dager_fra_reise_til_krav": Spread(
        ((0, 0), (400, 7), (700, 21), (900, 50), (1000, 70)), "days", "most claim soon, on the web", "GLAM"
    ),
    "for_sent": Share(14, "claimed after the deadline of six months", "§ 25"),
    "dager_etter_fristen": Spread(((0, 1), (600, 90), (900, 500), (1000, 1100)), "days"),
    "hvem_krever": Weights(
        {"pasienten": 912, "fullmektig": 18, "doedsbo": 3, "ledsager": 45, "paaroerende": 11, "forelder": 11},
        "the guardian claims for a child under 16, and half the time until 18",
    ),
    "verge_fra_16_til_18": Share(500),
    "spraak": Weights({"": 500, "nb": 370, "nn": 110, "en": 20}, "blank: the document does not say"),
    "alder": Spread(
        ((0, 0), (70, 10), (110, 18), (190, 30), (320, 45), (500, 60), (720, 72), (890, 82), (990, 93), (1000, 100)),
        "years",
        "those who travel to care are older than others",
    ),
    "pasient.tilknytning": Weights(
        {
            "bosatt_i_norge": 9840,
            "medlem_i_folketrygden": 60,
            "asylsoeker": 25,
            "eoes_med_helsetrygdkort": 20,
            "fast_opphold_tolv_maaneder": 20,
            "nordisk_borger": 15,
            "bosatt_paa_svalbard": 8,
            "annen_tilknytning": 6,
            "uten_lovlig_opphold": 4,
            "eoes_uten_helsetrygdkort": 2,
        }
    ),
    "fremsetter.representasjon": Weights({"foreligger": 95, "finnes_ikke": 5}),
    "godkjente_egenandeler": Share(30, "claims that bring the charges of the year, for the forecast of frikort"),
    "godkjent_egenandel.beloep_oere": Spread(((0, 5_000), (300, 17_100), (800, 40_000), (1000, 90_000)), "øre"),
    "tilbakeholdte": Share(10, "claims with a sum held back before 3 March 2025, the six months after it"),
    "annet_tilbakeholdt": Share(15, "anything held back in other claims, when the law still held back"),
}

# --- the treatment ---

TREATMENT: dict[str, Assumption] = {
    "behandling.tjeneste": Weights(
        {
            "spesialisthelsetjeneste": 680,
            "annen_tjeneste_kapittel_5": 185,
            "fastlege": 66,
            "privat_radiologi": 35,
            "helsestasjon": 10,
            "kommunal_dialyse": 7,
            "familievernkontor": 5,
            "kommunal_doegnplass": 4,
            "klinisk_studie": 3,
            "sykehjem": 1,
            "samisktalende_lege": 1,
            "ingen_av_disse": 3,
        },
        "`annen_tjeneste_kapittel_5`: physiotherapist, psychologist, dentist, chiropractor and others",
    ),
    "behandling.finansiert_av_rhf": Share(992),
    "behandling.i_bostedsregion": Share(955),
    "behandling.i_bostedskommune": Share(900, "GPs, therapists and municipal services"),
    "behandling.naermeste_sted": Share(250, "of places outside the region or municipality"),
    "behandling.i_samarbeidskommune": Share(250),
    "behandling.naermest_oppholdsstedet": Share(150),
    "behandling.naermeste_tilgjengelige_fastlege": Share(350),
    "behandling.naermest_ved_oppstart": Share(150),
    "behandling.saerskilt_tilknytning": Weights(
        {"ingen": 70, "avtale_med_bostedsregionen": 18, "nasjonal_tjeneste": 12}
    ),
    "behandling.omfattet_av_par_2_4": Share(850, "provider chosen far away: the right to choose covers most"),
    "behandling.tilbys_i_bostedsregion": Share(800),
    "behandling.naermeste_private_radiologi": Share(850),
    "behandling.oppgjoer": Weights({"trygdestoenad": 700, "kommunalt_ansatt": 288, "ingen_av_disse": 8, "bidrag": 4}),
    "behandling.kontinuitet": Share(80, "patient or clinic has moved"),
    "behandling.rett_foer_flytting": Share(800),
    "behandling.kontinuitet_noedvendig": Share(600),
    "behandling.godkjent_klinisk_studie": Share(900),
    "behandling.innleggelse_eller_utskriving": Share(600),
    "behandling.parter_maa_moetes": Share(300),
    "behandling.oensker_samisktalende_lege": Share(950),
    "pasient.samisktalende": Share(900, "of those who went to a doctor who speaks Sámi"),
    "pasient.bosatt_i_samisk_omraade": Share(800),
    "behandling.registrert_eller_henvist": Share(995),
    "behandling.noedvendig_vurdert": Share(700),
    "behandling.oppmoete_bekreftet": Share(992),
    "behandling.oppmoete_kan_godtas": Share(650),
    "behandling.oppmoetebekreftelse_vedlagt": Weights({"foreligger": 95, "finnes_ikke": 5}),
    "behandling.unntatt_formaal": Weights(
        {
            "ingen": 9880,
            "henting_av_medisin": 45,
            "forebyggende": 35,
            "administrativt": 25,
            "permisjon": 10,
            "evalueringsprosjekt": 5,
        }
    ),
    "behandling.permisjon_fra_sykehus": Share(900),
    "behandling.livstruende_bekreftelse": Weights({"foreligger": 50, "finnes_ikke": 50}),
    "behandling.i_norge": Share(800, "of places outside the region or municipality that the right to choose has not"),
    "behandling.oeyeblikkelig_hjelp": Share(35, "emergency; most emergencies come by ambulance"),
    "behandling.annen_betaler": Weights(
        {
            "ingen": 9900,
            "nav_hjelpemidler": 25,
            "behandlingsinstitusjonen": 20,
            "fylkeskommunal_tannhelse": 15,
            "annet_regelverk": 15,
            "delvis_dekket": 15,
            "forsvaret": 5,
            "helfo_eoes": 3,
            "barnehus": 2,
        }
    ),
    "behandling.dekkes_av_andre_vurdert": Share(600),
    "behandling.pasienten_valgte_stedet": Share(900),
    "behandling.spesialist_art": Weights(
        {"sykehus_dps_eller_tsb": 850, "spesialist_eller_laboratorium": 110, "rehabilitering": 30, "annet": 10},
        "asked of the text before 3 March 2025",
    ),
    "behandling.tjenesten_i_kapittel_5": Share(990),
    "behandling.utskrevet_fra_sykehus": Share(500, "of those who live on Svalbard"),
    "pasient.omfattet_vurdert": Share(500),
}

# --- the journey ---

JOURNEY: dict[str, Assumption] = {
    "reiser_i_tur": Weights({"begge": 950, "ut": 30, "hjem": 20}, "out and home, or one way only"),
    "frikort": Share(640, "who have reached the ceiling claim for every trip; others mostly when it pays"),
    "avstand.med_frikort": Spread(
        (
            (0, 1_500),
            (35, 10_000),
            (250, 22_000),
            (500, 42_000),
            (750, 85_000),
            (920, 190_000),
            (975, 300_000),
            (1000, 1_100_000),
        ),
        "m",
        "one way, to the place of treatment; 3.5 % below the limit of § 8 and 2.5 % above that of § 21",
    ),
    "avstand.uten_frikort": Spread(
        (
            (0, 2_000),
            (40, 10_000),
            (110, 53_000),
            (450, 95_000),
            (800, 170_000),
            (955, 300_000),
            (1000, 1_300_000),
        ),
        "m",
        "a claim that the charge eats (below 53 km by car) is seldom made",
    ),
    "avstand.behandler_i_kommunen": Spread(
        ((0, 1_500), (120, 10_000), (500, 20_000), (850, 45_000), (1000, 120_000)),
        "m",
        "GPs, therapists and municipal services, of those with frikort",
    ),
    "avstand.utenfor_regionen": Spread(
        ((0, 40_000), (400, 180_000), (800, 450_000), (1000, 1_500_000)), "m", "to specialist care in another region"
    ),
    "reisevei_naermeste_prosent": Spread(((0, 10), (500, 50), (900, 95), (1000, 110)), "percent of the way"),
    "fremkomstmiddel.under_20_km": Weights(
        {"egen_bil": 850, "rutegaaende": 110, "sykkel_eller_gange": 12, "drosje": 25, "egen_baat": 3}
    ),
    "fremkomstmiddel.fra_20_km": Weights(
        {
            "egen_bil": 8300,
            "rutegaaende": 1350,
            "leid_bil": 60,
            "drosje": 120,
            "rutebaat": 145,
            "egen_baat": 12,
            "snoescooter": 5,
            "atv": 3,
            "ambulansebaat": 5,
        }
    ),
    "fremkomstmiddel.over_300_km": Weights(
        {"egen_bil": 430, "rutegaaende": 170, "fly": 380, "leid_bil": 15, "drosje": 5}
    ),
    "samme_fremkomstmiddel_hjem": Share(960),
    "reise.allerede_dekket": Weights(
        {"ingen": 9880, "organisert_av_helseforetaket": 45, "dekket_i_tidligere_krav": 60, "ambulanse": 15}
    ),
    "reise.i_norge": Share(998),
    "reise.dekket_av_andre_oere": Spread(((0, 0), (1000, 60_000)), "øre"),
    "reise.endepunkt": Weights(
        {
            "folkeregistrert_adresse": 9400,
            "annet_oppholdssted": 200,
            "studier": 140,
            "arbeid": 130,
            "behov_oppsto_paa_stedet": 70,
            "institusjon": 35,
            "utlandet": 15,
            "militaertjeneste": 8,
            "svalbard": 2,
        }
    ),
    "reisevei_endepunkt_prosent": Spread(((0, 10), (600, 90), (1000, 160)), "percent of the way from home"),
    "reise.uventet_behov_vurdert": Share(700),
    "reise.planlagt_behandling": Share(800),
    "reise.felles_takstsone.under_10_km": Share(
        700, "of the journeys that § 8 stops, most do not leave the zone", "§ 8"
    ),
    "reise.felles_takstsone.fra_10_km": Share(30),
    "reise.felles_takstsone.fra_30_km": Share(4),
    "reise.innvending_mot_rutetransport": Share(450, "patients asked whether they could take the bus"),
    "reise.rutetransport_kan_benyttes": Share(400),
    "reise.opplyst_gratis_transport": Share(4),
    "reise.billigste_rute_per_km": Spread(((0, 90), (600, 170), (1000, 400)), "øre a km", "above 300 km", "§ 21"),
    "reise.egenandel_fritak": Weights(
        {
            "ingen": 9850,
            "allmennfarlig_smittsom_sykdom": 45,
            "innleggelse_tvungent_psykisk_helsevern": 35,
            "yrkesskade": 35,
            "donor_ved_transplantasjon": 15,
            "abortnemnd": 10,
            "overfoering_innad_i_helseforetaket": 5,
            "krigsskade": 5,
        }
    ),
    "reise.hjemtransport_etter_yrkesskade": Share(100),
    "reise.drosjebestilling": Weights(
        {"bestilt_av_helseforetaket": 300, "avtalt": 350, "bestilt_av_behandleren": 150, "selv": 200}
    ),
    "reise.ambulansebaat_rekvirert": Share(900),
    "reise.billigere_transport_mulig": Share(100),
    "reise.saerlig_dokumentert": Weights({"foreligger": 60, "finnes_ikke": 40}),
    "reise.saerlig_noedvendig": Share(800),
    "tilbud": Share(10, "the trust had offered transport"),
    "tilbud.benyttet": Share(350),
    "tilbud.tilbudt_av": Weights({"helseforetak": 93, "regionalt_helseforetak": 6, "andre": 1}),
    "tilbud.helsefaglig_vurdering": Weights({"finnes_ikke": 70, "fulgt": 27, "fraveket": 3}),
    "tilbud.innvending_mot_forsvarlighet": Share(350),
    "tilbud.forsvarlig": Share(700),
    "strekninger": Share(8, "the trust arranged the transport on part of the way"),
    "attest.helsetilstand": Share(55, "an attest that health makes car or taxi necessary"),
    "attest.helsetilstand.drosje": Share(700, "the same, of trips with taxi"),
    "attest.manglende_rutetilbud": Share(15),
    "attest.utsteder": Weights({"behandler": 930, "utpekt_av_helseforetaket": 50, "annen": 20}),
    "attest.utsteder.rutetilbud": Weights({"helseforetaket": 900, "myndighet_etter_delegering": 80, "annen": 20}),
    "attest.gyldig_for_turen": Share(960),
    "attest.skrevet_av": Weights(
        {
            "lege": 600,
            "behandler_i_spesialisthelsetjenesten": 250,
            "fysioterapeut": 80,
            "psykolog": 50,
            "ingen_av_disse": 20,
        }
    ),
}

TABLE: dict[str, Assumption] = {**CLAIM, **TREATMENT, **JOURNEY, **BESIDE, **KNOWN}
