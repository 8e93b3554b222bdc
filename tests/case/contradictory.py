"""Documents of the right shape whose parts contradict each other, with the place and the exact sentence."""

from __future__ import annotations

import hashlib

from tests.case.faulty import (
    DRIVE,
    HJEM,
    KILDE,
    PLAIN,
    READING,
    SAME_ABSENCE,
    SHAPE,
    UT,
    VURDERING,
    Faulty,
    add,
    put,
    without,
)
from tests.strategies.mutations import removed

CONSISTENCY = [
    Faulty(
        "vurdering.mangler",
        "/turer/0/behandling/noedvendig_vurdert",
        "Dette faktumet er en skjønnsvurdering. Legg til en vurdering som peker hit, eller ta det bort.",
        without("vurderinger"),
    ),
    Faulty(
        "vurdering.ukjent_faktum",
        "/vurderinger/1/faktum",
        "Vurderingen peker ikke på noe faktum i dokumentet. Rett veien.",
        add(("vurderinger",), {**PLAIN["vurderinger"][0], "faktum": "/turer/1/behandling/noedvendig_vurdert"}),
    ),
    Faulty(
        "vurdering.feil_eier",
        "/vurderinger/1/faktum",
        "Dette er ikke skjønn: opplysningen skal komme fra et register. Ta bort vurderingen, og oppgi kilden "
        "under kilder.",
        add(("vurderinger",), {**PLAIN["vurderinger"][0], "faktum": "/pasient/foedselsdato"}),
    ),
    Faulty(
        "vurdering.uten_begrunnelse",
        "/vurderinger/0/begrunnelse_sha256",
        "Vurderingen mangler begrunnelse. Skriv den i saken, og legg til SHA-256 av den som begrunnelse_sha256.",
        put((*VURDERING, "begrunnelse_sha256"), hashlib.sha256(b"").hexdigest()),
    ),
    Faulty(
        "vurdering.dobbel",
        "/vurderinger/1/faktum",
        "En vurdering av det samme faktumet står tidligere i listen. Behold én av dem.",
        add(("vurderinger",), PLAIN["vurderinger"][0]),
    ),
    Faulty(
        "vurdering.ukjent_moment",
        "/vurderinger/0/momenter/1",
        "Faktumet har ikke et moment med dette nummeret. Momentene telles fra 0.",
        put((*VURDERING, "momenter"), [0, 99]),
    ),
    Faulty(
        "vurdering.dobbelt_moment",
        "/vurderinger/0/momenter/1",
        "Momentet står tidligere i listen. Før det opp én gang.",
        put((*VURDERING, "momenter"), [0, 0]),
    ),
    Faulty(
        "kilde.ukjent_faktum",
        "/kilder/0/faktum",
        "Kilden peker ikke på noe faktum i dokumentet. Rett veien.",
        put((*KILDE, "faktum"), "/pasient"),
    ),
    Faulty(
        "kilde.dobbel",
        "/kilder/1/faktum",
        "En kilde for det samme faktumet står tidligere i listen. Behold én av dem.",
        add(("kilder",), PLAIN["kilder"][0]),
    ),
    Faulty(
        "referanse.personnummer",
        "/vurderinger/0/referanse",
        "Referansen ligner et fødselsnummer. Bruk en referanse som ikke peker ut en person.",
        put((*VURDERING, "referanse"), "sak:010170-12345"),
    ),
    Faulty(
        "referanse.personnummer",
        "/kilder/0/referanse",
        "Referansen ligner et fødselsnummer. Bruk en referanse som ikke peker ut en person.",
        put((*KILDE, "referanse"), "01017012345"),
    ),
    Faulty(
        "tur.samme_retning",
        "/turer/0/reisende/0/reiser/1/retning",
        "Turen har allerede en reise i denne retningen. Legg reisen i en egen tur.",
        put((*HJEM, "retning"), "ut"),
    ),
    Faulty(
        "tur.flere_pasienter",
        "/turer/0/reisende/1/rolle",
        "Turen har allerede pasienten som reisende. Før opp andre som ledsager eller pårørende.",
        add(("turer", 0, "reisende"), {"rolle": "pasient", "reiser": [DRIVE]}),
    ),
    Faulty(
        "tur.hjem_foer_ut",
        "/turer/0/reisende/0/reiser/1/dato",
        "Hjemreisen er datert før utreisen. Rett en av datoene.",
        removed(put((*HJEM, "dato"), "2026-05-09"), ("turer", 0, "reisende", 0, "opphold")),
    ),
    Faulty(
        "opphold.foer_utreise",
        "/turer/0/reisende/0/opphold/0/avreise",
        "Fraværet begynner før datoen for utreisen. Rett en av datoene.",
        put(("turer", 0, "reisende", 0, "opphold", 0, "avreise"), "2026-05-09"),
    ),
    Faulty(
        "opphold.etter_hjemreise",
        "/turer/0/reisende/0/opphold/0/avreise",
        "Fraværet begynner etter datoen for hjemreisen. Rett en av datoene.",
        put(("turer", 0, "reisende", 0, "opphold", 0, "avreise"), "2026-05-12"),
    ),
    Faulty(
        "overnatting.foer_utreise",
        "/turer/0/reisende/0/overnattinger/0/dato",
        "Overnattingen er datert før utreisen. Rett en av datoene.",
        put(("turer", 0, "reisende", 0, "overnattinger", 0, "dato"), "2026-05-09"),
    ),
    Faulty(
        "overnatting.samme_dato",
        "/turer/0/reisende/0/overnattinger/1/dato",
        "Det er alt oppgitt en overnatting med denne datoen. Slå dem sammen til én.",
        put((*UT[:4], "overnattinger"), [{"dato": "2026-05-10", "beloep_oere": 50000}] * 2),
    ),
    Faulty(
        "opphold.samme_dato",
        "/turer/1/reisende/0/opphold/0/avreise",
        "Det er alt oppgitt et fravær som begynner denne datoen. Slå dem sammen til ett.",
        put(("turer",), [*PLAIN["turer"], SAME_ABSENCE]),
    ),
    Faulty(
        "inntektstap.samme_dag",
        "/turer/0/reisende/0/inntektstap/1/dato",
        "Det er alt oppgitt tapt inntekt for denne dagen. Slå fraværene sammen til ett.",
        put((*UT[:4], "inntektstap"), [{"dato": "2026-05-10", "fravaer_min": 60}] * 2),
    ),
    Faulty(
        "inntektstap.etter_kravet",
        "/turer/0/reisende/0/inntektstap/0/dato",
        "Den tapte inntekten er datert etter at kravet ble satt fram. Rett en av datoene.",
        put((*UT[:4], "inntektstap"), [{"dato": "2026-05-21", "fravaer_min": 60}]),
    ),
    Faulty(
        "krav.fremsatt_foer_reise",
        "/fremsatt",
        "Kravet er satt fram før datoen for en av reisene. Rett en av datoene, eller vent til reisen er gjort.",
        put(("fremsatt",), "2026-05-10"),
    ),
    Faulty(
        "reise.strekninger_for_lange",
        "/turer/0/reisende/0/reiser/0/strekninger",
        "Strekningene er til sammen lengre enn reiseveien. Rett lengdene.",
        put((*UT, "strekninger", 1, "lengde_m"), 40001),
    ),
    Faulty(
        "pasient.foedt_etter_reise",
        "/pasient/foedselsdato",
        "Pasienten er født etter datoen for en av reisene. Rett en av datoene.",
        put(("pasient", "foedselsdato"), "2026-05-11"),
    ),
]

FAULTY = [*READING, *SHAPE, *CONSISTENCY]
