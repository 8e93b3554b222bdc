"""One faulty document for every code, with the place and the exact sentence: shared by the tests of this stage."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tests.strategies.mutations import Path, removed, replaced
from tests.strategies.vocabulary import rules_vocabulary

PLAIN: dict[str, Any] = {
    "type": "krav",
    "versjon": 1,
    "fremsatt": "2026-05-20",
    "pasient": {"foedselsdato": "1980-02-29", "tilknytning": "bosatt_i_norge"},
    "fremsatt_av": {"rolle": "pasient"},
    "turer": [
        {
            "behandling": {"oppmoete_bekreftet": True, "noedvendig_vurdert": True},
            "attester": [],
            "reisende": [
                {
                    "rolle": "pasient",
                    "opphold": [{"avreise": "2026-05-10", "fravaer_min": 2000}],
                    "overnattinger": [{"dato": "2026-05-10", "beloep_oere": 50000}],
                    "reiser": [
                        {
                            "dato": "2026-05-10",
                            "retning": "ut",
                            "fremkomstmiddel": "egen_bil",
                            "reisevei_m": 100000,
                            "strekninger": [
                                {"organisert": False, "lengde_m": 60000},
                                {"organisert": True, "lengde_m": 40000},
                            ],
                        },
                        {"dato": "2026-05-11", "retning": "hjem", "fremkomstmiddel": "egen_bil", "reisevei_m": 100000},
                    ],
                }
            ],
        }
    ],
    "vurderinger": [
        {
            "faktum": "/turer/0/behandling/noedvendig_vurdert",
            "rolle": "saksbehandler",
            "referanse": "vurdering-7",
            "tidspunkt": "2026-05-21T08:00:00Z",
            "momenter": [0],
            "begrunnelse_sha256": f"{1:064}",
        }
    ],
    "kilder": [{"faktum": "/pasient/foedselsdato", "kilde": "register"}],
}
DRIVE = {"dato": "2026-05-10", "retning": "ut", "fremkomstmiddel": "egen_bil"}
SAME_ABSENCE = {
    "behandling": {},
    "attester": [],
    "reisende": [{"rolle": "pasient", "opphold": [{"avreise": "2026-05-10"}], "reiser": [DRIVE]}],
}
UT, HJEM = ("turer", 0, "reisende", 0, "reiser", 0), ("turer", 0, "reisende", 0, "reiser", 1)
VURDERING, KILDE = ("vurderinger", 0), ("kilder", 0)


@dataclass(frozen=True, slots=True)
class Faulty:
    code: str
    pointer: str
    sentence: str
    document: bytes | str | dict[Any, Any]


def put(path: Path, value: Any) -> dict[Any, Any]:
    result: dict[Any, Any] = replaced(PLAIN, path, value)
    return result


def without(*path: str | int) -> dict[Any, Any]:
    result: dict[Any, Any] = removed(PLAIN, path)
    return result


def add(path: Path, value: Any) -> dict[Any, Any]:
    """The plain claim with one item more in a list."""
    result = deepcopy(PLAIN)
    target: Any = result
    for part in path:
        target = target[part]
    target.append(value)
    return result


def text(old: str, new: str) -> str:
    plain = json.dumps(PLAIN)
    assert plain.count(old) >= 1
    return plain.replace(old, new, 1)


READING = [
    Faulty("json.tom", "", "Det er ikke noe innhold her. Send et JSON-objekt.", b""),
    Faulty("json.for_stor", "", "Dokumentet er større enn 5 MiB. Del det opp i flere krav.", b" " * (5 * 2**20 + 1)),
    Faulty("json.koding", "", "Teksten er ikke UTF-8. Lagre den som UTF-8.", b"\xff\xfe{\x00}\x00"),
    Faulty(
        "json.bom",
        "",
        "Teksten begynner med et byterekkefølgemerke (BOM). Lagre den som UTF-8 uten BOM.",
        b"\xef\xbb\xbf{}",
    ),
    Faulty("json.syntaks", "", "Teksten er ikke gyldig JSON. Se på linje 2, tegn 3.", '{\n  type: "krav"}'),
    Faulty(
        "json.for_dyp",
        "",
        "Dokumentet har mer enn 20 nivåer inni hverandre. Følg kontrakten; den trenger langt færre.",
        "[" * 21 + "]" * 21,
    ),
    Faulty(
        "json.dobbel_noekkel",
        "/pasient",
        "Den samme nøkkelen står flere ganger i dette objektet. Behold én av dem.",
        text('"tilknytning"', '"foedselsdato"'),
    ),
    Faulty(
        "json.desimaltall",
        "/turer/0/reisende/0/reiser/0/reisevei_m",
        "Her står det et desimaltall eller et tall med eksponent. Skriv et helt tall, som hele øre eller meter.",
        text("100000", "1e5"),
    ),
    Faulty(
        "json.ikke_tall",
        "/turer/0/reisende/0/reiser/0/reisevei_m",
        "NaN og uendelig er ikke JSON. La nøkkelen være borte hvis verdien er ukjent.",
        text("100000", "NaN"),
    ),
    Faulty(
        "json.for_stort_tall",
        "/turer/0/reisende/0/reiser/0/reisevei_m",
        "Tallet er for stort til å være et beløp, en lengde eller en tid. Rett det.",
        text("100000", "1" + "0" * 400),
    ),
    Faulty(
        "json.for_lang_tekst",
        "/fremsatt",
        "Teksten her er lengre enn 1000 tegn. Gjør den kortere.",
        put(("fremsatt",), "x" * 1001),
    ),
    Faulty(
        "json.ugyldig_tegn",
        "/fremsatt",
        "Teksten her har et halvt tegn (surrogat uten make). Skriv teksten på nytt.",
        text('"2026-05-20"', '"\\ud83d"'),
    ),
    Faulty(
        "json.ukjent_verdi",
        "/turer/0/attester",
        "Verdien er ikke av et slag som finnes i JSON. Bruk dict, list, str, int, bool eller None uten underklasser.",
        put(("turer", 0, "attester"), ()),
    ),
    Faulty(
        "json.noekkel_ikke_tekst",
        "/pasient",
        "Dette objektet har en nøkkel som ikke er tekst. Skriv alle nøkler som tekst.",
        put(("pasient",), {1: 2}),
    ),
]

_TYPES = f"Dokumenttypen er ikke kjent. Skriv en av: {', '.join(rules_vocabulary().roots)}."

SHAPE = [
    Faulty("krav.dokumenttype", "/type", _TYPES, put(("type",), "vedtak")),
    Faulty("krav.versjon", "/versjon", "Versjonen er ikke støttet. Skriv 1.", put(("versjon",), 2)),
    Faulty("krav.mangler", "/turer/0/reisende/0/reiser/1/dato", "Denne nøkkelen må være med.", without(*HJEM, "dato")),
    Faulty(
        "krav.ukjent_noekkel",
        "/turer/0/reisende/0/reiser/0",
        "Objektet har en nøkkel som ikke finnes i kontrakten. Rett skrivemåten eller ta den bort.",
        put((*UT, "navn"), "x"),
    ),
    Faulty(
        "krav.ukjent_noekkel",
        "/fremsatt_av",
        "Objektet har en nøkkel som ikke finnes i kontrakten. Rett skrivemåten eller ta den bort. "
        "Nøkler her: rolle, representasjon.",
        put(("fremsatt_av", "navn"), "x"),
    ),
    Faulty("krav.type", "/pasient", "Her skal det stå et objekt: { … }.", put(("pasient",), [])),
    Faulty("krav.type", "/turer", "Her skal det stå en liste: [ … ].", put(("turer",), {})),
    Faulty("krav.type", "/fremsatt", "Her skal det stå tekst i hermetegn.", put(("fremsatt",), None)),
    Faulty(
        "krav.type",
        "/turer/0/reisende/0/reiser/0/reisevei_m",
        "Her skal det stå et helt tall uten hermetegn.",
        put((*UT, "reisevei_m"), "100000"),
    ),
    Faulty(
        "krav.type",
        "/turer/0/behandling/oppmoete_bekreftet",
        "Her skal det stå true eller false.",
        put(("turer", 0, "behandling", "oppmoete_bekreftet"), 1),
    ),
    Faulty(
        "krav.kode",
        "/turer/0/reisende/0/reiser/0/retning",
        "Koden er ikke kjent. Skriv en av: ut, hjem.",
        put((*UT, "retning"), "t"),
    ),
    Faulty(
        "krav.dato",
        "/fremsatt",
        "Skriv datoen som ÅÅÅÅ-MM-DD. Dagen må finnes i kalenderen, fra 1900 til og med 2100.",
        put(("fremsatt",), "2026-02-29"),
    ),
    Faulty(
        "krav.tidspunkt",
        "/vurderinger/0/tidspunkt",
        "Skriv tidspunktet i UTC med hele sekunder, for eksempel 2026-05-10T12:30:00Z.",
        put((*VURDERING, "tidspunkt"), "2026-05-21T08:00:00+02:00"),
    ),
    Faulty(
        "krav.referanse",
        "/vurderinger/0/referanse",
        "Referansen må ha 1 til 64 tegn: bokstavene a til z, tall, punktum, bindestrek, kolon eller understrek.",
        put((*VURDERING, "referanse"), "Kari Nordmann"),
    ),
    Faulty(
        "krav.peker",
        "/kilder/0/faktum",
        "Skriv veien til et faktum i dokumentet, for eksempel /pasient/foedselsdato.",
        put((*KILDE, "faktum"), "pasient.foedselsdato"),
    ),
    Faulty(
        "krav.hash",
        "/vurderinger/0/begrunnelse_sha256",
        "Skriv SHA-256 av begrunnelsen som 64 tegn: 0 til 9 og a til f.",
        put((*VURDERING, "begrunnelse_sha256"), "fordi"),
    ),
    Faulty(
        "vurdering.uten_begrunnelse",
        "/vurderinger/0/begrunnelse_sha256",
        "Vurderingen mangler begrunnelse. Skriv den i saken, og legg til SHA-256 av den som begrunnelse_sha256.",
        without(*VURDERING, "begrunnelse_sha256"),
    ),
    Faulty(
        "vurdering.feil_rolle",
        "/vurderinger/0/rolle",
        "Den som har denne rollen, kan ikke gjøre en skjønnsvurdering. Skriv rollen til den som kan: saksbehandler.",
        put((*VURDERING, "rolle"), "pasient"),
    ),
    Faulty(
        "krav.for_liten",
        "/turer/0/reisende/0/reiser/0/reisevei_m",
        "Tallet kan ikke være mindre enn 0.",
        put((*UT, "reisevei_m"), -1),
    ),
    Faulty(
        "krav.for_stor",
        "/turer/0/reisende/0/reiser/0/reisevei_m",
        "Tallet kan ikke være større enn 3000000.",
        put((*UT, "reisevei_m"), 3000001),
    ),
    Faulty("krav.for_faa", "/turer", "Listen må ha minst 1.", put(("turer",), [])),
    Faulty(
        "krav.for_mange",
        "/turer/0/reisende/0/reiser",
        "Listen kan ikke ha flere enn 2. Del den opp på flere dokumenter.",
        add(("turer", 0, "reisende", 0, "reiser"), PLAIN["turer"][0]["reisende"][0]["reiser"][0]),
    ),
    Faulty(
        "krav.for_lang",
        "/konvolutt/innsender",
        "Teksten kan ikke ha flere enn 64 tegn.",
        put(("konvolutt",), {"innsender": "x" * 65}),
    ),
]
