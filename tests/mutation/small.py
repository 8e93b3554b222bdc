"""A small law with its cases: every kind of change can be made in it, and it is known which the cases do not notice."""

from __future__ import annotations

WORDS = "{nb: a, nn: a, en: a}"
RULES = "pasientreiseforskriften/par_01.yaml"
OTHER = "pasientreiseforskriften/par_02.yaml"
CASES = "pasientreiseforskriften/par_01.saker.yaml"
WORDS_FILE = "tekster/par_01.yaml"
EQUIVALENT = "mutasjon/ekvivalente.yaml"


def _fact(name: str, kind: str, rest: str) -> str:
    said = f"navn: {WORDS}, spoersmaal: {WORDS}, type: {kind}, kan_endres: nei"
    return f'  {name}: {{{said}, hjemmel: {{paragraf: "1"}}, {rest}}}\n'


FILES = {
    "fakta/entiteter.yaml": f"""\
entiteter:
  krav:
    navn: {WORDS}
    rot: krav
    dekker: {{fra: 2020-01-01, til: 2024-12-31}}
    lovtid: {{faktum: dag}}
  del:
    {{navn: {WORDS}, forelder: krav, liste: deler, innhold: true, hoeyst: 3}}
""",
    "fakta/krav.yaml": "entitet: krav\nfakta:\n"
    + _fact("dag", "dato", "eier: pasient, innhold: true")
    + _fact("vei_m", "lengde", "eier: register, minst: 0, hoeyst: 100000")
    + _fact("haster", "boolsk", "eier: pasient")
    + _fact("rimelig", "boolsk", f"eier: saksbehandler, momenter: [{WORDS}, {WORDS}]"),
    "fakta/del.yaml": "entitet: del\nfakta:\n" + _fact("med_bil", "boolsk", "eier: pasient, innhold: true"),
    RULES: f"""\
paragraf: "1"
tittel: {WORDS}
gjelder: krav
begreper:
  kort:
    type: boolsk
    versjoner:
      - fra: 2020-01-01
        hjemmel: {{ledd: 1}}
        er: krav.vei_m < 10 km
      - fra: 2022-01-01
        hjemmel: {{ledd: 2}}
        er: krav.vei_m <= 5 km
        unntak:
          - {{id: haster, naar: krav.haster, er: usann, hjemmel: {{ledd: 3}}}}
      - fra: 2023-01-01
        hjemmel: {{ledd: 4}}
        er: krav.vei_m <= 5 km
  rett:
    type: boolsk
    versjoner:
      - {{fra: 2020-01-01, hjemmel: {{ledd: 1}}, er: "ikke kort og (krav.rimelig eller noen(deler: del.med_bil))"}}
  beloep:
    type: beloep
    versjoner:
      - fra: 2020-01-01
        hjemmel: {{ledd: 1}}
        er: sats.takst
        unntak:
          - {{id: uten_rett, naar: ikke rett, er: 0 kr, hjemmel: {{ledd: 1}}}}
""",
    OTHER: f"""\
paragraf: "2"
tittel: {WORDS}
gjelder: krav
unntak_fra:
  - id: sommer
    slaar: par_01.beloep
    fra: 2023-06-01
    til: 2023-08-31
    naar: rett og lovdato != 2023-07-01
    er: 1 kr
    hjemmel: {{ledd: 1}}
""",
    "satser/takst.yaml": f"""\
sats: takst
navn: {WORDS}
enhet: oere
hjemmel: {{paragraf: "2"}}
verdier:
  - {{fra: 2020-01-01, verdi: 1000, kilde: x, status: bekreftet}}
  - {{fra: 2021-01-01, verdi: 2000, kilde: x, status: bekreftet}}
  - {{fra: 2024-01-01, verdi: 2000, kilde: y, status: bekreftet}}
""",
    "pasientreiseforskriften/poster.yaml": f"""\
poster:
  stoenad:
    navn: {WORDS}
    gjelder: krav
    rett: rett
    beregnet: beloep
    utbetales: beloep
    grunner:
      - {{begrep: kort, er: true, kode: for_kort, gruppe: avstand}}
""",
    WORDS_FILE: f"""\
tekster:
  kort: {{navn: {WORDS}, sann: {WORDS}, usann: {WORDS}, pasient: {{sann: {WORDS}}}}}
  rett: {{navn: {WORDS}, sann: {WORDS}, usann: {WORDS}}}
  beloep: {{navn: {WORDS}}}
""",
    CASES: """\
utgangspunkt:
  lang:
    {type: krav, versjon: 1, dag: 2020-06-01, vei_m: 20000, haster: false, deler: [{med_bil: true}, {med_bil: false}]}
saker:
  - navn: Lang vei.
    utgangspunkt: lang
    forventet: {utfall: innvilget, beloep_oere: 1000, hjemmel: [{paragraf: "1"}]}
  - navn: Kort vei etter den gamle grensen, den siste dagen.
    utgangspunkt: lang
    endringer: {/dag: 2021-12-31, /vei_m: 9999}
    forventet: {utfall: avslag, beloep_oere: 0, hjemmel: [{paragraf: "1"}]}
  - navn: Lang vei etter den nye grensen, den første dagen.
    utgangspunkt: lang
    endringer: {/dag: 2022-01-01, /vei_m: 5001}
    forventet: {utfall: innvilget, beloep_oere: 2000, hjemmel: [{paragraf: "1"}]}
  - navn: På den nye grensen, men det haster.
    utgangspunkt: lang
    endringer: {/dag: 2022-06-01, /vei_m: 5000, /haster: true}
    forventet: {utfall: innvilget, hjemmel: [{paragraf: "1"}]}
  - navn: På den nye grensen.
    utgangspunkt: lang
    endringer: {/dag: 2022-06-01, /vei_m: 5000}
    forventet: {utfall: avslag, hjemmel: [{paragraf: "1"}]}
  - navn: Ingen del med bil, så det er en vurdering.
    utgangspunkt: lang
    endringer: {/deler: [{med_bil: false}]}
    forventet: {utfall: til_vurdering, avklaringer: [krav.rimelig], hjemmel: [{paragraf: "1"}]}
  - navn: Veien er ikke kjent, så registeret spørres.
    utgangspunkt: lang
    endringer: {/vei_m: null, /haster: null}
    forventet: {utfall: mangler_opplysninger, avklaringer: [krav.vei_m], hjemmel: [{paragraf: "1"}]}
  - navn: Etter at reglene slutter.
    utgangspunkt: lang
    endringer: {/dag: 2025-01-01}
    forventet: {utfall: til_vurdering, hjemmel: [{paragraf: "1"}]}
  - navn: Kort vei den siste dagen i andre ledd.
    utgangspunkt: lang
    endringer: {/dag: 2022-12-31, /vei_m: 5000}
    forventet: {utfall: avslag, hjemmel: [{paragraf: "1", ledd: 2}]}
  - navn: Kort vei den første dagen i fjerde ledd.
    utgangspunkt: lang
    endringer: {/dag: 2023-01-01, /vei_m: 5000}
    forventet: {utfall: avslag, hjemmel: [{paragraf: "1", ledd: 4}]}
  - navn: Lang vei i fjerde ledd.
    utgangspunkt: lang
    endringer: {/dag: 2023-01-01, /vei_m: 5001}
    forventet: {utfall: innvilget, hjemmel: [{paragraf: "1"}]}
  - navn: Sommer, den første dagen.
    utgangspunkt: lang
    endringer: {/dag: 2023-06-01}
    forventet: {utfall: innvilget, beloep_oere: 100, hjemmel: [{paragraf: "2"}]}
  - navn: Dagen etter sommeren.
    utgangspunkt: lang
    endringer: {/dag: 2023-09-01}
    forventet: {utfall: innvilget, beloep_oere: 2000, hjemmel: [{paragraf: "1"}]}
""",
}
