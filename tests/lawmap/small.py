"""A law of three paragraphs, the rules for it, and its map. Each test replaces a piece of one of the files."""

from __future__ import annotations

from reiseregel.errors import RuleFault
from reiseregel.lawmap import LawMap, map_faults, read_maps
from reiseregel.rulebook import RuleBook, load_files

WORDS = "{nb: a, nn: a, en: a}"
STRUCTURE = "dekning/pasientreiseforskriften.struktur.yaml"
MAP = "dekning/pasientreiseforskriften.yaml"
RULES = "pasientreiseforskriften/par_01.yaml"
FILES = {
    "fakta/entiteter.yaml": f"""\
entiteter:
  krav: {{navn: {WORDS}, rot: krav, lovtid: {{faktum: dag}}}}
""",
    "fakta/krav.yaml": f"""\
entitet: krav
fakta:
  dag:
    {{navn: {WORDS}, spoersmaal: {WORDS}, type: dato, innhold: true, eier: pasient, hjemmel: {{paragraf: "1"}}}}
  haster:
    {{navn: {WORDS}, spoersmaal: {WORDS}, type: boolsk, eier: pasient, hjemmel: {{paragraf: "1", ledd: 1}}}}
  rimelig:
    navn: {WORDS}
    spoersmaal: {WORDS}
    type: boolsk
    eier: saksbehandler
    hjemmel: {{paragraf: "2", ledd: 1}}
    momenter: [{WORDS}]
""",
    RULES: f"""\
paragraf: "1"
tittel: {WORDS}
gjelder: krav
begreper:
  rett:
    type: boolsk
    versjoner:
      - fra: 2020-01-01
        hjemmel: {{ledd: 1}}
        er: sann
        unntak:
          - {{id: hast, naar: krav.haster, er: usann, hjemmel: {{ledd: 2, bokstav: b}}}}
  rimelig_krav:
    type: boolsk
    versjoner:
      - {{fra: 2020-01-01, hjemmel: {{paragraf: "2", ledd: 1}}, er: krav.rimelig}}
  flyttet:
    type: boolsk
    versjoner:
      - {{fra: 2022-01-01, hjemmel: {{paragraf: "3", ledd: 2, punktum: 1}}, er: sann}}
""",
    STRUCTURE: """\
lov: pasientreiseforskriften
tekst_per: 2024-01-01
lest: 2024-02-01
fra: 2020-01-01
paragrafer:
  "1":
    - {}
    - {punktum: 2, bokstaver: {a: 1, b: 2}}
  "2":
    - {}
  "3":
    - {fra: 2022-01-01}
    - {punktum: 2, foer: [{til: 2021-12-31, ledd: 1}]}
""",
    MAP: """\
lov: pasientreiseforskriften
paragrafer:
  "1":
    - {ledd: 1, plass: kodet, regler: [par_01.rett]}
    - {ledd: 2, punktum: 1, plass: utenfor, avgjoer: false, grunn: en innledning}
    - {ledd: 2, bokstav: a, plass: prosedyre, grunn: en plikt}
    - {ledd: 2, bokstav: b, plass: kodet, regler: [par_01.hast, par_01.rett]}
  "2":
    - {ledd: 1, plass: skjoenn, fakta: [krav.rimelig], grunn: en vurdering}
  "3":
    - {ledd: 1, plass: utenfor, avgjoer: false, grunn: en definisjon}
    - {ledd: 2, punktum: 1, plass: kodet, regler: [par_01.flyttet]}
    - {ledd: 2, punktum: 2, plass: prosedyre, grunn: en frist}
""",
}


def changed(name: str = MAP, old: str = "", new: str = "") -> dict[str, str]:
    """The files with one piece of one of them replaced."""
    assert old in FILES[name]
    return FILES | {name: FILES[name].replace(old, new, 1)}


OLD_STRUCTURE = "dekning/pasientreiseforskriften_2015.struktur.yaml"
OLD_MAP = "dekning/pasientreiseforskriften_2015.yaml"


def with_older(name: str = OLD_MAP, old: str = "", new: str = "") -> dict[str, str]:
    """The files with a map of an earlier text too, and with one piece of one of them replaced."""
    texts = changed(
        RULES,
        "      - fra: 2020-01-01\n        hjemmel: {ledd: 1}\n",
        "      - fra: 2015-01-01\n"
        '        hjemmel: {paragraf: "4", ledd: 1}\n'
        "        er: sann\n"
        "        unntak:\n"
        '          - {id: hast, naar: krav.haster, er: usann, hjemmel: {paragraf: "4"}}\n'
        "      - fra: 2020-01-01\n        hjemmel: {ledd: 1}\n",
    )
    texts["fakta/krav.yaml"] = texts["fakta/krav.yaml"].replace(
        'eier: pasient, hjemmel: {paragraf: "1", ledd: 1}}',
        'eier: pasient, hjemmel: {paragraf: "1", ledd: 1}, tidligere: [{til: 2019-12-31, hjemmel: {paragraf: "4"}}]}',
    )
    texts[OLD_STRUCTURE] = """\
lov: pasientreiseforskriften
tekst_per: 2019-12-31
lest: 2024-02-01
fra: 2015-01-01
til: 2019-12-31
paragrafer:
  "4":
    - {}
    - {ikke_lest: {veiledning: Haster gir ikke rett.}}
"""
    texts[OLD_MAP] = """\
lov: pasientreiseforskriften
paragrafer:
  "4":
    - {ledd: 1, plass: kodet, regler: [par_01.rett]}
    - {ledd: 2, plass: kodet, regler: [par_01.hast]}
"""
    assert old in texts[name]
    return texts | {name: texts[name].replace(old, new, 1)}


def book(texts: dict[str, str]) -> RuleBook:
    """The rules in the files."""
    loaded = load_files(texts, demand_words=False)
    assert loaded.book is not None, loaded.faults
    return loaded.book


def the_map(texts: dict[str, str]) -> LawMap:
    """The one law map in the files."""
    maps, faults = read_maps(texts)
    assert faults == []
    return maps[0]


def faults(texts: dict[str, str]) -> list[RuleFault]:
    """What is wrong with the map, by itself and against the rules."""
    maps, found = read_maps(texts)
    return sorted({*found, *map_faults(maps, book(texts))})


def said(texts: dict[str, str]) -> list[str]:
    """Faults as `line:column code: message`, with the file in front when it is not the map."""
    return [
        f"{'' if fault.place.file == MAP else fault.place.file + ':'}{fault.place.line}:{fault.place.column} "
        f"{fault.code}: {fault.message}"
        for fault in faults(texts)
    ]
