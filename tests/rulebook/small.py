"""A small vocabulary to write expressions against, and the way from a line of text to a typed tree."""

from __future__ import annotations

from reiseregel.errors import RuleFault
from reiseregel.quantities import BOOLEAN, DATE, ValueType, number
from reiseregel.rulebook.names import Names
from reiseregel.rulebook.resolve import Resolver
from reiseregel.rulebook.syntax import parse_expression
from reiseregel.rulebook.tree import Expr
from reiseregel.vocabulary import load_vocabulary
from reiseregel.yamlfile import TextPlace, parse

FILES = {
    "fakta/entiteter.yaml": """
        entiteter:
          krav: {rot: krav}
          pasient: {forelder: krav, en: pasient}
          tur: {forelder: krav, liste: turer, innhold: true, minst: 1, hoeyst: 9, lovtid: {siste: reiser}}
          behandling: {forelder: tur, en: behandling}
          reise: {forelder: tur, liste: reiser, innhold: true, minst: 1, hoeyst: 2, lovtid: {faktum: dato}}
          utgift: {forelder: reise, liste: utgifter, innhold: true, hoeyst: 9}
        """,
    "fakta/pasient.yaml": """
        entitet: pasient
        fakta:
          foedt: {type: dato, eier: register, hjemmel: {paragraf: "1"}}
        """,
    "fakta/behandling.yaml": """
        entitet: behandling
        fakta:
          haster: {type: boolsk, eier: register, hjemmel: {paragraf: "1"}}
        """,
    "fakta/reise.yaml": """
        entitet: reise
        fakta:
          dato: {type: dato, innhold: true, eier: pasient, hjemmel: {paragraf: "1"}}
          frikort: {type: boolsk, eier: register, hjemmel: {paragraf: "1"}}
          vei_m: {type: lengde, minst: 0, hoeyst: 100, eier: register, hjemmel: {paragraf: "1"}}
          borte_min: {type: varighet, minst: 0, hoeyst: 100, eier: pasient, hjemmel: {paragraf: "1"}}
          maate: {type: kode, eier: pasient, hjemmel: {paragraf: "1"}, koder: {bil: {}, buss: {}, fly: {}}}
        """,
    "fakta/utgift.yaml": """
        entitet: utgift
        fakta:
          beloep: {type: beloep, minst: 0, hoeyst: 100, eier: pasient, hjemmel: {paragraf: "1"}}
          vist: {type: boolsk, eier: pasient, hjemmel: {paragraf: "1"}}
        """,
}
VOCABULARY, FAULTS = load_vocabulary({name: parse(name, text) for name, text in FILES.items()})
assert FAULTS == []

NAMES = Names(
    VOCABULARY,
    concepts={
        ("reise", "kort"): BOOLEAN,
        ("reise", "stoenad"): number("oere"),
        ("behandling", "rett"): BOOLEAN,
        ("tur", "hel"): BOOLEAN,
        ("utgift", "dekkes"): number("oere"),
    },
    rates={
        "km": number("oere_per_km"),
        "time": number("oere_per_time"),
        "doegn": number("oere"),
        "frist": number("maaneder"),
    },
    readings={"grunnlag": ValueType("kode", codes=("alt", "noe"))},
)


def typed(text: str, expected: ValueType | None = None, entity: str = "reise") -> tuple[Expr | None, list[RuleFault]]:
    """The typed tree of one line, and what is wrong with it."""
    place = TextPlace("f.yaml", ((0, 1, 1),))
    tree, faults = parse_expression(text, place)
    if tree is None:
        return None, faults
    resolver = Resolver(NAMES, place)
    return resolver.resolve(tree, entity, expected), resolver.faults


def expr(text: str, entity: str = "reise") -> Expr:
    """The typed tree of a line that is right."""
    found, faults = typed(text, entity=entity)
    assert found is not None, faults
    return found


__all__ = ["BOOLEAN", "DATE", "NAMES", "VOCABULARY", "expr", "typed"]
