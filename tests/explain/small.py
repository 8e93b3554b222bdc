"""A small rule book with one concept for each way of writing an expression, and one that is rewritten in 2025."""

from __future__ import annotations

from functools import cache

from reiseregel import RuleBook
from reiseregel.rulebook import load_files

W = "{nb: a, nn: a, en: a}"
#: Name of the concept, its type, the expression.
EXPRESSIONS = {
    "alle_tre": ("boolsk", "reise.haster og ikke reise.syk og kort"),
    "en_av": ("boolsk", "reise.haster eller (reise.syk og kort)"),
    "ikke_begge": ("boolsk", "ikke (reise.haster og reise.syk)"),
    "kort": ("boolsk", "reise.vei_m < sats.grense"),
    "tidlig": ("boolsk", "reise.dato >= 2020-01-01 og lovdato < 2020-02-01"),
    "maaten": ("boolsk", "reise.maate == bil"),
    "ikke_buss": ("boolsk", "reise.maate != buss"),
    "flere_maater": ("boolsk", "reise.syk og reise.maate i {bil, fly}"),
    "etter_lesning": ("boolsk", "lesning.proeve == streng"),
    "etter_begrep": ("boolsk", "slaget == langt"),
    "slaget": ("kode", "langt"),
    "alltid": ("boolsk", "sann"),
    "netto": ("beloep", "max(reise.pris_oere - 100 kr, 0 kr) + reise.pris_oere"),
    "kilometer": ("beloep", "avrund_oere(reise.vei_m * sats.km)"),
    "kroner": ("beloep", "avrund_kroner(min(reise.pris_oere, 50 kr))"),
    "hele_doegn": ("antall", "heltallsdel(reise.borte_min, 24 timer)"),
    "alder": ("alder", "hele_aar(reise.foedt, reise.dato)"),
    "frist": ("boolsk", "pluss_maaneder(reise.dato, sats.frist) >= reise.foedt"),
    "purring": ("boolsk", "pluss_dager(reise.dato, 14 dager) < reise.foedt"),
    "bestilt": ("boolsk", "reise.foedt <= forrige_virkedag(reise.dato)"),
    "siste_dag": ("boolsk", "reise.foedt <= virkedag_fra(pluss_dager(reise.dato, 3 dager))"),
    "kost": ("beloep", "doegnsum(sats.doegn, reise.dato, 3)"),
    "sum_av_utgifter": ("beloep", "sum(utgifter: utgift.beloep hvor utgift.vist)"),
    "noe_vist": ("boolsk", "noen(utgifter: utgift.vist)"),
    "alt_vist": ("boolsk", "alle(utgifter: utgift.vist og utgift.beloep > 0 kr)"),
    "antall_vist": ("antall", "antall(utgifter hvor utgift.vist)"),
}
RULES = "pasientreiseforskriften/par_08.yaml"


def _concept(kind: str, expression: str) -> str:
    codes = "koder: [kort_slag, langt]," if kind == "kode" else ""
    return f'{{type: {kind}, {codes} versjoner: [{{fra: 2016-10-01, hjemmel: {{ledd: 1}}, er: "{expression}"}}]}}'


def _words(name: str, kind: str) -> str:
    said = f"navn: {_text(name.replace('_', ' '))}"
    if kind == "boolsk":
        said += f", sann: {W}, usann: {W}"
    if name == "kort":
        said += f", pasient: {{sann: {_text('for kort')}}}"
    if kind == "kode":
        said += f", kort_slag: {W}, langt: {_text('et langt slag')}"
    return f"{{{said}}}"


def _text(nb: str) -> str:
    return f"{{nb: {nb}, nn: {nb} nn, en: {nb} en}}"


def _fact(name: str, kind: str, label: str, more: str = "") -> str:
    rest = f'type: {kind}, eier: register, kan_endres: nei, hjemmel: {{paragraf: "1"}}{", " if more else ""}{more}'
    return f"  {name}: {{navn: {_text(label)}, spoersmaal: {W}, {rest}}}\n"


def _rate(name: str, unit: str, now: int, label: str) -> str:
    rows = f'{{fra: 2016-10-01, verdi: {now - 1}, kilde: x, status: bekreftet, hjemmel: {{paragraf: "9"}}}}'
    later = f"{{fra: 2025-03-03, verdi: {now}, kilde: x, status: foreloepig}}"
    return (
        f'sats: {name}\nnavn: {_text(label)}\nenhet: {unit}\nhjemmel: {{paragraf: "8"}}\nverdier: [{rows}, {later}]\n'
    )


FILES = {
    "fakta/entiteter.yaml": f"""\
entiteter:
  krav: {{navn: {W}, rot: krav, dekker: {{fra: 2016-10-01, til: 2027-12-31}}}}
  reise: {{navn: {W}, forelder: krav, liste: reiser, innhold: true, minst: 1, hoeyst: 2, lovtid: {{faktum: dato}}}}
  utgift:
    navn: {_text("utgift")}
    forelder: reise
    liste: utgifter
    innhold: true
    hoeyst: 9
""",
    "fakta/reise.yaml": "entitet: reise\nfakta:\n"
    + _fact("dato", "dato", "dato", "innhold: true")
    + _fact("haster", "boolsk", "haster")
    + _fact("syk", "boolsk", "syk")
    + _fact("vei_m", "lengde", "vei", "minst: 0, hoeyst: 1000000")
    + _fact("pris_oere", "beloep", "pris", "minst: 0, hoeyst: 1000000")
    + _fact("borte_min", "varighet", "borte", "minst: 0, hoeyst: 100000")
    + _fact("foedt", "dato", "født")
    + _fact(
        "maate", "kode", "måte", f"koder: {{bil: {_text('egen bil')}, buss: {_text('buss')}, fly: {_text('fly')}}}"
    ),
    "fakta/utgift.yaml": "entitet: utgift\nfakta:\n"
    + _fact("beloep", "beloep", "beløp", "minst: 0, hoeyst: 100")
    + _fact("vist", "boolsk", "vist"),
    "satser/grense.yaml": _rate("grense", "m", 10_000, "grensen"),
    "satser/km.yaml": _rate("km", "oere_per_km", 310, "kilometersats"),
    "satser/frist.yaml": _rate("frist", "maaneder", 6, "fristen"),
    "satser/doegn.yaml": _rate("doegn", "oere", 27_500, "døgnsats"),
    "praksis/lesninger.yaml": f"""\
lesninger:
  proeve:
    spoersmaal: {{nb: Hvor strengt?, nn: Kor strengt?, en: How strict?}}
    hjemmel: {{paragraf: "8"}}
    valgt: streng
    status: praksis
    alternativer:
      streng: {{nb: strengt, nn: strengt nn, en: strict}}
      mild: {{nb: mildt, nn: mildt, en: mild}}
    grunnlag: {W}
""",
    RULES: f'paragraf: "8"\ntittel: {W}\ngjelder: reise\nbegreper:\n'
    + "".join(f"  {name}: {_concept(*item)}\n" for name, item in EXPRESSIONS.items()),
    "pasientreiseforskriften/par_12.yaml": f"""\
paragraf: "12"
tittel: {W}
gjelder: reise
begreper:
  samme:
    type: boolsk
    versjoner:
      - {{fra: 2016-10-01, hjemmel: {{ledd: 1}}, er: reise.haster}}
  flyttet:
    type: boolsk
    versjoner:
      - {{fra: 2016-10-01, hjemmel: {{paragraf: "16"}}, ordlyd: ikke_lest, er: reise.syk}}
      - {{fra: 2025-03-03, hjemmel: {{ledd: 4}}, er: reise.syk}}
  annerledes:
    type: boolsk
    versjoner:
      - fra: 2016-10-01
        hjemmel: {{ledd: 2}}
        er: reise.haster
        unntak:
          - {{id: blir, naar: kort, er: usann, hjemmel: {{ledd: 2, punktum: 2}}}}
          - {{id: opphoerer, naar: alt_vist, er: sann, hjemmel: {{paragraf: "16"}}, gaar_foran: [blir]}}
      - fra: 2025-03-03
        hjemmel: {{ledd: 2}}
        er: reise.haster og reise.vei_m < sats.grense
        unntak:
          - {{id: blir, naar: kort, er: usann, hjemmel: {{ledd: 2, punktum: 2}}}}
          - {{id: kommer, naar: noe_vist, er: usann, hjemmel: {{ledd: 3}}}}
  ny_av_aaret:
    type: boolsk
    versjoner:
      - {{fra: 2025-03-03, hjemmel: {{ledd: 5}}, er: reise.syk}}
  borte_naa:
    type: boolsk
    versjoner:
      - {{fra: 2016-10-01, til: 2025-03-02, hjemmel: {{ledd: 5}}, er: reise.syk}}
""",
    "tekster/par_08.yaml": "tekster:\n"
    + "".join(f"  {name}: {_words(name, kind)}\n" for name, (kind, _) in EXPRESSIONS.items()),
    "tekster/par_12.yaml": "tekster:\n"
    + "".join(f"  {name}: {_words(name, 'boolsk')}\n" for name in ("samme", "annerledes", "ny_av_aaret", "borte_naa"))
    + f"""\
  flyttet:
    navn: {{nb: forlenget, nn: forlengd, en: extended}}
    sann: {W}
    usann: {W}
    tidligere: [{{til: 2025-03-02, navn: {{nb: forlengelse, nn: forlenging, en: extension}}}}]
""",
    "pasientreiseforskriften/par_08.saker.yaml": "saker: []\n",
    "pasientreiseforskriften/par_12.saker.yaml": "saker: []\n",
    "pasientreiseforskriften/poster.yaml": f"""\
poster:
  reise:
    gjelder: reise
    navn: {W}
    rett: kort
    beregnet: kost
    utbetales: kost
    grunner: [{{begrep: kort, er: true, kode: kort, gruppe: avstand}}]
""",
}


@cache
def book() -> RuleBook:
    """The rules in the files."""
    loaded = load_files(FILES)
    assert loaded.book is not None, loaded.faults
    return loaded.book
