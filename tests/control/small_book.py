"""A control book small enough to change a line of and load again in no time."""

from __future__ import annotations

from reiseregel.control.book import LoadedControl, load_control_files
from reiseregel.control.signals import ControlBook


def _fact(name: str, kind: str, more: str = "") -> str:
    return f"""
  {name}:
    navn: {{nb: {name} nb, nn: {name} nn, en: {name} en}}
    spoersmaal: {{nb: Hva?, nn: Kva?, en: What?}}
    type: {kind}
    eier: register
    hjemmel: {{paragraf: "26", ledd: 3}}
{more}"""


_NUMBER = "    minst: 0\n    hoeyst: 1000"

TEXTS = {
    "fakta/entiteter.yaml": """
entiteter:
  tur:
    navn: {nb: tur, nn: tur, en: trip}
    rot: tur
    lovtid: {faktum: dato}
  annen:
    navn: {nb: annen, nn: annan, en: other}
    rot: annen
    lovtid: {faktum: dato}
""",
    "fakta/tur.yaml": "entitet: tur\nfakta:"
    + _fact("dato", "dato", "    innhold: true")
    + _fact("slutt", "dato")
    + _fact("antall", "antall", _NUMBER)
    + _fact("grense", "antall", _NUMBER)
    + _fact("alene", "boolsk")
    + _fact("svar", "kode", "    koder: {ja: {nb: ja, nn: ja, en: yes}, nei: {nb: nei, nn: nei, en: no}}"),
    "fakta/annen.yaml": "entitet: annen\nfakta:"
    + _fact("dato", "dato", "    innhold: true")
    + _fact("antall", "antall", _NUMBER),
    "terskler/minst.yaml": """
sats: minst
navn: {nb: minst, nn: minst, en: least}
enhet: antall
hjemmel: {paragraf: "26", ledd: 3}
verdier:
  - {fra: 2020-01-01, verdi: 3, kilde: valgt her, status: foreloepig}
  - {fra: 2026-01-01, verdi: 5, kilde: valgt her, status: foreloepig}
""",
    "signaler/tur.yaml": """
entitet: tur
signaler:
  mange:
    navn: {nb: Mange turer, nn: Mange turar, en: Many trips}
    alvor: lav
    versjoner:
      - fra: 2020-01-01
        naar: tur.antall >= sats.minst og ikke tur.alene
        hjemmel: [{paragraf: "26", ledd: 3}]
      - fra: 2025-01-01
        naar: tur.antall >= sats.minst eller tur.antall > tur.grense og tur.svar i {ja}
        hjemmel: [{paragraf: "26", ledd: 3}, {paragraf: "7"}]
    grunnlag: {slag: valgt, tekst: {nb: Valgt her., nn: Valt her., en: Chosen here.}}
    fordi:
      nb: "{antall} {antall|tur|turer}, grense {sats.minst}, svar {svar}, del {antall:prosent}."
      nn: "{antall} {antall|tur|turar}, grense {sats.minst}, svar {svar}, del {antall:prosent}."
      en: "{antall} {antall|trip|trips}, limit {sats.minst}, answer {svar}, share {antall:prosent}."
    se_paa: {nb: Se på turene., nn: Sjå på turane., en: Look at the trips.}
    ikke: {nb: Signalet sier ikke noe., nn: Signalet seier ikkje noko., en: The signal does not say anything.}
""",
    "signaler/annen.yaml": """
entitet: annen
signaler:
  annet:
    navn: {nb: Annet, nn: Anna, en: Other}
    alvor: hoey
    versjoner:
      - {fra: 2020-01-01, naar: annen.antall >= 1, hjemmel: [{paragraf: "26", ledd: 3}]}
    grunnlag: {slag: lov, tekst: {nb: Loven., nn: Lova., en: The law.}}
    fordi: {nb: Det er noe., nn: Det er noko., en: There is something.}
    se_paa: {nb: Se på det., nn: Sjå på det., en: Look at it.}
    ikke: {nb: Signalet sier ikke noe., nn: Signalet seier ikkje noko., en: The signal does not say anything.}
""",
}

#: What is beside the signals, and not read with them.
TEXTS |= {f"signaler/{name}.saker.yaml": f"entitet: {name}" for name in ("tur", "annen")}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The texts with one piece of one file replaced, where it first stands."""
    assert old in TEXTS[file], old
    return TEXTS | {file: TEXTS[file].replace(old, new, 1)}


def loaded(texts: dict[str, str]) -> LoadedControl:
    """What comes out of loading."""
    return load_control_files(texts)


def small_book(texts: dict[str, str] = TEXTS) -> ControlBook:
    """The book."""
    found = loaded(texts)
    assert found.book is not None, [str(fault) for fault in found.faults]
    return found.book
