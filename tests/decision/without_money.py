"""A small rule book whose answers have no amounts: may a seat be booked, and which of two buses does it go with."""

from __future__ import annotations

from typing import Any

from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.load import load_files

WORDS = "{nb: a, nn: a, en: a}"


def _fact(name: str, kind: str, *, owner: str = "pasient", content: bool = False, more: str = "") -> str:
    label = f"{{nb: {name}, nn: {name}, en: {name}}}"
    body = f"navn: {label}, spoersmaal: {label}, type: {kind}, eier: {owner}, hjemmel: {{paragraf: '16'}}"
    return f"  {name}: {{{body}{', innhold: true' if content else ''}{more}}}\n"


FILES = {
    "fakta/entiteter.yaml": f"""\
entiteter:
  plass: {{navn: {WORDS}, rot: plassbestilling, lovtid: {{faktum: dato}}, dekker: {{fra: 2026-01-01, til: 2026-12-31}}}}
""",
    "fakta/plass.yaml": "entitet: plass\nfakta:\n"
    + _fact("dato", "dato", content=True)
    + _fact("har_plass", "boolsk", owner="register")
    + _fact("ved_disken", "boolsk")
    + _fact("frikort", "boolsk", owner="register")
    + _fact("buss", "kode", more=", koder: {roed: {nb: a, nn: a, en: a}, blaa: {nb: b, nn: b, en: b}}"),
    "rekvisisjon/plass.yaml": f"""\
paragraf: "16"
tittel: {WORDS}
gjelder: plass
begreper:
  kan_bestilles: {{type: boolsk, versjoner: [{{fra: 2026-01-01, hjemmel: {{ledd: 1}}, er: plass.har_plass}}]}}
  maa_til_disken: {{type: boolsk, versjoner: [{{fra: 2026-01-01, hjemmel: {{ledd: 2}}, er: plass.ved_disken}}]}}
  gaar_med_roed: {{type: boolsk, versjoner: [{{fra: 2026-01-01, hjemmel: {{ledd: 3}}, er: plass.buss == roed}}]}}
  gaar_med_blaa: {{type: boolsk, versjoner: [{{fra: 2026-01-01, hjemmel: {{ledd: 3}}, er: plass.buss == blaa}}]}}
  pris:
    type: beloep
    versjoner:
      - fra: 2026-01-01
        hjemmel: {{ledd: 4}}
        er: 171 kr
        unntak: [{{id: gratis, naar: plass.frikort, er: 0 kr, hjemmel: {{ledd: 4}}}}]
""",
}
ANSWERS = """\
svar:
  plassbestilling:
    ja: {kode: ja, navn: {nb: Ja, nn: Ja, en: "Yes"}}
    delvis: {kode: disken, navn: {nb: Gå til disken, nn: Gå til disken, en: Go to the desk}}
    nei: {kode: nei, navn: {nb: Nei, nn: Nei, en: "No"}}
"""
SEAT = """\
poster:
  plass:
    gjelder: plass
    slag: svar
    navn: {nb: Plass, nn: Plass, en: Seat}
    rett: kan_bestilles
    redusert: [maa_til_disken]
    egenandel: pris
    grunner:
      - {begrep: kan_bestilles, er: false, kode: fullt, gruppe: rett}
      - {begrep: maa_til_disken, er: true, kode: til_disken, gruppe: kanal}
"""
BUSES = """\
svar:
  plassbestilling:
    blader: true
    hele:
      ja: {kode: funnet, navn: {nb: Funnet, nn: Funne, en: Found}}
      delvis: {kode: funnet, navn: {nb: Funnet, nn: Funne, en: Found}}
      nei: {kode: ingen, navn: {nb: Ingen, nn: Ingen, en: None}}
    ja: {kode: denne, navn: {nb: Denne, nn: Denne, en: This}}
    delvis: {kode: denne, navn: {nb: Denne, nn: Denne, en: This}}
    nei: {kode: ikke_denne, navn: {nb: Ikke denne, nn: Ikkje denne, en: Not this}}
poster:
  roed:
    gjelder: plass
    slag: svar
    navn: {nb: Rød, nn: Raud, en: Red}
    rett: gaar_med_roed
    grunner: [{begrep: gaar_med_roed, er: true, kode: roed, gruppe: rett}]
  blaa:
    gjelder: plass
    slag: svar
    navn: {nb: Blå, nn: Blå, en: Blue}
    rett: gaar_med_blaa
    grunner: [{begrep: gaar_med_blaa, er: true, kode: blaa, gruppe: rett}]
"""


def book(posts: str) -> RuleBook:
    """The rule book with these posts."""
    loaded = load_files({**FILES, "rekvisisjon/poster.yaml": posts}, demand_words=False)
    assert loaded.book is not None, [str(fault) for fault in loaded.faults]
    return loaded.book


def seat(**facts: Any) -> dict[str, Any]:
    """A document with these facts."""
    return {"type": "plassbestilling", "versjon": 1, "dato": "2026-06-01", **facts}
