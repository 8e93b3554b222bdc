"""What is assumed of those who travel: every number of the portfolio, by name, and where it is from.

A name is a fact (`reise.frikort`), with what it depends on after it (`reise.felles_takstsone.under_10_km`), or a thing
of its own. `kjent.` before an owner or a fact is how often it is told. No source means our own assumption: nobody
publishes it, and it is chosen so that the whole comes out like what is published (docs/syntetisk.md).
"""

from __future__ import annotations

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

# --- who comes along, expenses, nights, food, income ---

REST: dict[str, Assumption] = {
    "ledsager.barn": Share(930, "children under 16 travel with somebody"),
    "ledsager.ungdom": Share(450, "16 and 17"),
    "ledsager.fra_80": Share(120),
    "ledsager.ellers": Share(35),
    "ledsager_oppgitt_i_samme_bil": Share(
        50, "a companion in the patient's own car has nothing to claim for the journey"
    ),
    "ledsager_paa_rute_har_billett": Weights({"foreligger": 85, "finnes_ikke": 15}),
    "reisende.ledsagerbehov": Weights(
        {
            "bekreftet": 900,
            "ikke_bekreftet": 85,
            "bekreftet_saerskilt_kvalifisert": 6,
            "hindre_roemming_eller_rus": 5,
            "stoetteperson_abortnemnd": 4,
        }
    ),
    "reisende.hindring_noedvendig": Share(800),
    "reisende.saerskilt_kvalifisert": Weights({"nei": 985, "annen": 14, "politi": 1}),
    "reisende.kvalifisert_noedvendig": Share(700),
    "reisende.avkorting_aktuell": Share(4),
    "reisende.ansatt_i_hjemmetjenesten": Share(20),
    "reise.pasientens_reise": Weights(
        {"dekket": 300, "organisert": 350, "ikke_krevd": 250, "ikke_med": 40, "for_kort": 20, "ingen_rett": 40}
    ),
    "reise.regulativ_oere": Spread(((0, 20_000), (1000, 400_000)), "øre"),
    "reisende.paaroerende_grunn": Weights(
        {
            "bup": 380,
            "kurs_eller_opplaering": 270,
            "barn_til_livstruende_syk": 130,
            "kompetansesenter": 110,
            "moete_ved_familievernkontor": 50,
            "annet_besoek": 60,
        }
    ),
    "reisende.slektskap": Weights({"forelder": 700, "ektefelle": 120, "soesken": 80, "barn": 60, "annet_forhold": 40}),
    "alder.paaroerende": Spread(((0, 2), (120, 17), (500, 40), (1000, 75)), "years"),
    "reisende.lederattest": Weights({"foreligger": 90, "finnes_ikke": 10}),
    "reisende.ved_kompetansesenter": Share(960),
    "reisende.kurs_arrangoer": Weights({"laerings_og_mestringssenter": 75, "annen_helseinstitusjon": 20, "andre": 5}),
    "reisende.kurs_innhold_vurdert": Share(800),
    "reisende.kurs_innkalling": Weights({"foreligger": 92, "finnes_ikke": 8}),
    "reisende.kursdeltakelse_vurdert": Share(700),
    "reisende.pasienten_har_omsorg": Share(950),
    "reisende.legeuttalelse_to_uker": Weights({"foreligger": 85, "kortere_behandling": 10, "finnes_ikke": 5}),
    "reisende.makter_ikke_hjemreise": Share(800),
    "reisende.ukens_reise_brukt": Share(60),
    "behandling.innlagt_i_helseinstitusjon": Share(970, "of children whose parents claim, and of the gravely ill"),
    "reisende.foreldrerolle": Weights(
        {"mor_far_eller_fosterforelder": 960, "i_foreldres_sted": 30, "ikke_forelder": 10}
    ),
    "reisende.i_foreldres_sted_vurdert": Share(700),
    "reisende.forelder_grunn": Weights(
        {
            "barnet_ble_lagt_inn": 450,
            "fulgte_alvorlig_sykt_barn": 250,
            "hos_barnet_etter_to_uker": 150,
            "innkalt_av_institusjonen": 100,
            "annet_foreldrebesoek": 50,
        }
    ),
    "reisende.alvorlig_syk_bekreftelse": Weights({"foreligger": 90, "finnes_ikke": 10}),
    "reisende.innkallingens_formaal": Weights(
        {"vaere_hos_barnet": 50, "informasjon_om_sykdommen": 30, "opplaering_i_pleie": 15, "annet_formaal": 5}
    ),
    "reisende.er_hos_barnet": Share(950),
    "dager_innlagt": Spread(((0, 0), (500, 4), (800, 20), (1000, 90)), "days", "from admission to the journey"),
    "reisende.ikke_i_stand_til_aa_kreve": Share(400),
    "reisende.misvisende_opplysninger": Share(50),
    "utgift.bilutgifter_med_attest": Share(800, "ferry, toll, parking: who has an attest claims them"),
    "utgift.bilutgifter_uten_attest": Share(20, "others are told that § 22 does not cover them"),
    "utgift.art": Weights({"bomvei": 45, "parkering": 40, "ferge": 14, "piggdekk": 1}, "the first of one or two"),
    "utgift.to_slag": Share(350),
    "utgift.bomvei": Spread(((0, 1_500), (700, 6_000), (1000, 18_000)), "øre"),
    "utgift.parkering": Spread(((0, 2_000), (700, 10_000), (1000, 35_000)), "øre"),
    "utgift.ferge": Spread(((0, 3_000), (700, 15_000), (1000, 60_000)), "øre"),
    "utgift.piggdekk": Spread(((0, 3_500), (1000, 14_000)), "øre"),
    "utgift.drosje_per_km": Spread(((0, 1_800), (600, 2_600), (1000, 4_500)), "øre a km"),
    "utgift.baatbillett": Spread(((0, 4_000), (600, 20_000), (1000, 90_000)), "øre"),
    "utgift.ambulansebaat": Spread(((0, 100_000), (1000, 900_000)), "øre"),
    "utgift.bagasje_og_utstyr": Spread(((0, 5_000), (1000, 60_000)), "øre"),
    "utgift.frakt": Share(2, "freight of luggage or equipment (§ 15)"),
    "utgift.har_baatbillett": Share(700, "of journeys by boat"),
    "utgift.dokumentasjon": Weights({"foreligger": 94, "finnes_ikke": 6}),
    "utgift.dokumentasjon_kan_unnlates": Share(300),
    "utgift.paa_beregnet_reisevei": Share(950),
    "utgift.noedvendig_vurdert": Share(500),
    "utgift.frakt_eller_rengjoering_noedvendig": Share(700),
    "utgift.baatslag": Weights({"passasjerbaat": 92, "hurtigrute": 5, "annen_baat": 3}),
    "utgift.strekning_prosent": Spread(((0, 100), (500, 100), (501, 30), (1000, 95)), "percent of the way"),
    "fellesutgifter": Share(120, "car expenses given for the trip as a whole, of those who claim them"),
    "netter.under_200_km": Weights({"0": 985, "1": 12, "2": 2, "4": 1}),
    "netter.fra_200_km": Weights({"0": 800, "1": 140, "2": 35, "3": 15, "5": 10}),
    "overnatting.krevd": Share(500, "of the nights away, those that were paid for and are claimed"),
    "overnatting.beloep_oere": Spread(((0, 30_000), (500, 80_000), (1000, 190_000)), "øre"),
    "overnatting.privat": Share(100),
    "overnatting.grunn": Weights(
        {
            "helsetilstand": 450,
            "rutetilbud": 180,
            "innleggelse_neste_dag": 90,
            "behandlingsmessig": 70,
            "mellom_behandlinger": 70,
            "vei_eller_vaer_stengt": 50,
            "egen_forlengelse": 30,
            "kurs": 30,
            "annen_grunn": 30,
        }
    ),
    "overnatting.helsebekreftelse": Weights({"foreligger": 90, "finnes_ikke": 10}),
    "overnatting.noedvendig_vurdert": Share(700),
    "overnatting.dokumentasjon": Weights({"foreligger": 96, "finnes_ikke": 4}),
    "overnatting.dokumentasjon_kan_unnlates": Share(300),
    "overnatting.dekket_fra_foer": Share(10),
    "overnatting.avgift_oere": Spread(((0, 0), (1000, 3_000)), "øre", "the levy on nights from 2027"),
    "antall_sparte_turer": Spread(((0, 1), (1000, 5)), "trips"),
    "reisende.spart_kost_og_overnatting_oere": Spread(((0, 0), (1000, 60_000)), "øre"),
    "opphold.kostutgifter_oere": Spread(((0, 10_000), (1000, 120_000)), "øre"),
    "kost.uten_natt_under_200_km": Share(4, "who claim food: more than twelve hours away"),
    "kost.uten_natt_fra_200_km": Share(200),
    "kost.med_natt": Share(700),
    "fravaer_uten_natt": Spread(((0, 500), (250, 721), (700, 900), (1000, 1_260)), "minutes"),
    "avreise_klokken": Spread(((0, 240), (500, 400), (900, 600), (1000, 960)), "minutes after midnight"),
    "opphold.forlenget_av_andre_grunner": Share(15),
    "opphold.kost_dekket_fra_foer": Share(8),
    "opphold.har_maaltider": Share(60, "some days with free meals"),
    "inntektstap.ledsager": Share(30, "companions who claim lost income"),
    "inntektstap.yrkesskadet": Share(250, "patients with an occupational injury"),
    "inntektstap.andre": Share(1, "patients who believe that they can"),
    "inntektstap.fravaer_min": Spread(((0, 60), (200, 180), (700, 450), (1000, 600)), "minutes"),
    "inntektstap.arbeid": Weights({"loennsarbeid": 90, "annen_ervervsinntekt": 9, "uten_inntekt": 1}),
    "inntektstap.dokumentasjon": Weights(
        {
            "arbeidsgiver_trekk": 820,
            "arbeidsgiver_uten_trekk": 20,
            "revisor": 20,
            "egenerklaering": 70,
            "finnes_ikke": 70,
        }
    ),
    "inntektstap.har_revisor": Share(500),
    "inntektstap.i_vanlig_arbeidstid": Share(950),
    "inntektstap.egenerklaering_kan_godtas": Share(400),
    "inntektstap.dagpenger_eller_sykepenger": Share(30),
    "inntektstap.dekket_fra_foer": Share(6),
    "inntektstap.timeloenn_oere": Spread(((0, 18_000), (500, 28_000), (1000, 65_000)), "øre"),
    "inntektstap.timefortjeneste_vurdert_oere": Spread(((0, 10_000), (1000, 60_000)), "øre"),
    "inntektstap.leid_hjelp": Weights({"ingen_hjelp": 80, "med_kvittering": 15, "uten_kvittering": 5}),
    "inntektstap.leid_hjelp_fra_naer_paaroerende": Share(100),
    "inntektstap.fri_med_loenn": Share(50),
    "inntektstap.leid_hjelp_noedvendig": Share(800),
}

# --- what is told ---

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

TABLE: dict[str, Assumption] = {**CLAIM, **TREATMENT, **JOURNEY, **REST, **KNOWN}
