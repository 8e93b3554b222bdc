"""A small rule book with two periods: one rule by official guidance until 2025-03-02, and other words until then."""

from __future__ import annotations

from functools import cache
from typing import Any

from reiseregel import Answered, Decision, RuleBook
from reiseregel import answer as answered_by
from reiseregel.rulebook import load_files

W = "{nb: a, nn: a, en: a}"
RULES = "pasientreiseforskriften/par_08.yaml"
WORDS = "tekster/par_08.yaml"
POLICY = "praksis/automatisering.yaml"
FILES = {
    "fakta/entiteter.yaml": f"""\
entiteter:
  krav: {{navn: {W}, rot: krav, dekker: {{fra: 2016-10-01, til: 2027-12-31}}}}
  reise: {{navn: {W}, forelder: krav, liste: reiser, innhold: true, minst: 1, hoeyst: 9, lovtid: {{faktum: dato}}}}
  tilbud:
    navn: {W}
    spoersmaal: {W}
    forelder: reise
    liste: tilbud
    hoeyst: 9
    eier: register
    kan_endres: nei
    hjemmel: {{paragraf: "9"}}
""",
    "fakta/reise.yaml": f"""\
entitet: reise
fakta:
  dato:
    {{navn: {W}, spoersmaal: {W}, type: dato, innhold: true, kan_endres: nei, eier: pasient,
    hjemmel: {{paragraf: "1"}}}}
  haster: {{navn: {W}, spoersmaal: {W}, type: boolsk, eier: register, kan_endres: nei, hjemmel: {{paragraf: "8"}}}}
  dekket_foer: {{navn: {W}, spoersmaal: {W}, type: boolsk, eier: register, kan_endres: nei, hjemmel: {{paragraf: "8"}}}}
  behov:
    navn: {W}
    spoersmaal: {{nb: Behov nå?, nn: Behov no?, en: Need now?}}
    type: boolsk
    eier: saksbehandler
    kan_endres: nei
    hjemmel: {{paragraf: "12", ledd: 4}}
    momenter: [{W}]
    tidligere:
      - {{til: 2018-12-31, hjemmel: {{paragraf: "16"}}, spoersmaal: {{nb: Behov først?, nn: Behov fyrst?, en: First?}}}}
      - {{til: 2025-03-02, hjemmel: {{paragraf: "16", ledd: 2}}}}
""",
    "fakta/tilbud.yaml": f"""\
entitet: tilbud
fakta:
  ventetid: {{navn: {W}, spoersmaal: {W}, type: boolsk, eier: register, kan_endres: nei, hjemmel: {{paragraf: "9"}}}}
""",
    RULES: f"""\
paragraf: "8"
tittel: {W}
gjelder: reise
begreper:
  rett:
    type: boolsk
    versjoner:
      - fra: 2016-10-01
        hjemmel: {{ledd: 2}}
        ordlyd: ikke_lest
        er: reise.behov
      - fra: 2025-03-03
        hjemmel: {{ledd: 1}}
        er: reise.behov
        unntak:
          - {{id: hast, naar: reise.haster, er: sann, hjemmel: {{ledd: 3}}, ordlyd: ikke_lest}}
  dekning:
    type: boolsk
    versjoner:
      - {{fra: 2016-10-01, hjemmel: {{}}, er: rett og ikke reise.dekket_foer}}
  lang_ventetid:
    type: boolsk
    versjoner:
      - {{fra: 2016-10-01, hjemmel: {{}}, er: "noen(tilbud: tilbud.ventetid)"}}
  beloep:
    type: beloep
    versjoner:
      - {{fra: 2016-10-01, hjemmel: {{}}, er: 100 kr}}
""",
    WORDS: """\
tekster:
  rett:
    navn: {nb: rett nå, nn: rett no, en: right now}
    sann: {nb: Ja nå., nn: Ja no., en: Yes now.}
    usann: {nb: Nei nå., nn: Nei no., en: No now.}
    pasient:
      sann: {nb: Kort ja nå., nn: Kort ja no., en: Short yes now.}
      usann: {nb: Kort nei nå., nn: Kort nei no., en: Short no now.}
    tidligere:
      - til: 2018-12-31
        usann: {nb: Nei først., nn: Nei fyrst., en: No at first.}
        pasient: {usann: {nb: Kort nei først., nn: Kort nei fyrst., en: Short no at first.}}
      - til: 2025-03-02
        navn: {nb: rett før, nn: rett før, en: right before}
        sann: {nb: Ja før., nn: Ja før., en: Yes before.}
        usann: {nb: Nei før., nn: Nei før., en: No before.}
        pasient: {sann: {nb: Kort ja før., nn: Kort ja før., en: Short yes before.}}
  dekning:
    navn: {nb: dekning, nn: dekning, en: cover}
    sann: {nb: Ja., nn: Ja., en: Yes.}
    usann: {nb: Nei., nn: Nei., en: No.}
  lang_ventetid:
    navn: {nb: ventetid, nn: ventetid, en: waiting}
    sann: {nb: Ja., nn: Ja., en: Yes.}
    usann: {nb: Nei., nn: Nei., en: No.}
  beloep:
    navn: {nb: beløp, nn: beløp, en: amount}
""",
    "pasientreiseforskriften/par_08.saker.yaml": "saker: []\n",
    "pasientreiseforskriften/poster.yaml": f"""\
poster:
  reise:
    gjelder: reise
    navn: {W}
    rett: dekning
    beregnet: beloep
    utbetales: beloep
    redusert: [lang_ventetid]
    grunner:
      - {{begrep: rett, er: true, kode: rett, gruppe: rett}}
      - {{begrep: rett, er: false, kode: ingen_rett, gruppe: rett}}
""",
    POLICY: "automatisk: {avslag: true, null_kroner: true, skjoenn: true}\n",
}

ASSESSED = {
    "rolle": "saksbehandler",
    "referanse": "V-1",
    "tidspunkt": "2026-06-03T09:30:00Z",
    "momenter": [0],
    "begrunnelse_sha256": f"{1:064}",
}


@cache
def book(allow_unread: bool = False) -> RuleBook:
    """The rules; with `allow_unread` the operator lets the machine decide by guidance."""
    policy = FILES[POLICY].replace("}", ", ulest_ordlyd: true}") if allow_unread else FILES[POLICY]
    loaded = load_files(FILES | {POLICY: policy})
    assert loaded.book is not None, loaded.faults
    return loaded.book


def answer(*journeys: dict[str, Any], language: str = "nb", allow_unread: bool = False) -> Decision:
    """The answer to a claim for journeys; offers are given, for they do not matter, and so are assessments."""
    return answer_whole(*journeys, language=language, allow_unread=allow_unread).decision


def answer_whole(*journeys: dict[str, Any], language: str = "nb", allow_unread: bool = False) -> Answered:
    """The same with the case it came from."""
    assessed = [f"/reiser/{number}/behov" for number, journey in enumerate(journeys) if "behov" in journey]
    claim = {
        "type": "krav",
        "versjon": 1,
        "spraak": language,
        "reiser": [{"tilbud": [], "dekket_foer": False, **journey} for journey in journeys],
        "vurderinger": [{"faktum": pointer, **ASSESSED} for pointer in assessed],
    }
    return answered_by(claim, book(allow_unread))
