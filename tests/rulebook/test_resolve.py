"""Names found, units checked, scales fixed: from a line of text to the typed tree."""

from __future__ import annotations

import pytest

from reiseregel.quantities import BOOLEAN, DATE, ValueType, number
from reiseregel.rulebook.tree import (
    Add,
    Aggregate,
    Compare,
    ConceptRef,
    Const,
    Expr,
    Extreme,
    FactRef,
    FloorDivide,
    Multiply,
    Not,
    OneOf,
    Route,
    Subtract,
)
from tests.rulebook.small import VOCABULARY, expr, typed

WAY = FactRef(Route(), "reise", "vei_m", number("m"))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("reise.vei_m * sats.km", number("oere", 1000)),
        ("sats.km * reise.vei_m", number("oere", 1000)),
        ("reise.borte_min * sats.time", number("oere", 60)),
        ("reise.vei_m * sats.km + reise.borte_min * sats.time", number("oere", 3000)),
        ("reise.vei_m * sats.km - 100 kr", number("oere", 1000)),
        ("reise.vei_m / 2", number("m", 2)),
        ("reise.vei_m / 2 / 3", number("m", 6)),
        ("reise.vei_m / 4 + reise.vei_m / 6", number("m", 12)),
        ("max(reise.vei_m * sats.km - 10 kr, 0)", number("oere", 1000)),
        ("avrund_oere(reise.vei_m * sats.km)", number("oere")),
        ("avrund_kroner(stoenad / 3)", number("oere")),
        ("heltallsdel(reise.borte_min, 24 timer)", number("antall")),
        ("hele_aar(pasient.foedt, lovdato)", number("aar")),
        ("pluss_maaneder(lovdato, sats.frist)", DATE),
        ("pluss_dager(lovdato, 3 dager)", DATE),
        ("minus_dager(lovdato, 3 dager)", DATE),
        ("pluss_dager(lovdato, dager_mellom(lovdato, 2026-01-01))", DATE),
        ("forrige_virkedag(lovdato)", DATE),
        ("virkedag_fra(pluss_dager(lovdato, 1 dager))", DATE),
        ("lovdato <= forrige_virkedag(2026-05-18)", BOOLEAN),
        ("dager_mellom(pasient.foedt, lovdato)", number("dager")),
        ("doegnsum(sats.doegn, lovdato, antall(utgifter))", number("oere")),
        ("sum(utgifter: utgift.beloep / 2)", number("oere", 2)),
        ("antall(utgifter hvor utgift.vist)", number("antall")),
        ("noen(utgifter: utgift.vist)", BOOLEAN),
        ("min(lovdato, 2025-03-03)", DATE),
    ],
)
def test_type_unit_and_scale(text: str, result: ValueType) -> None:
    assert expr(text).type == result


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("reise.vei_m < 1 km", Compare("<", WAY, Const(1000, number("m")))),
        ("reise.vei_m / 2 == 1 m", Compare("==", expr("reise.vei_m / 2"), Const(1, number("m")), 1, 2)),
        ("reise.vei_m / 2", Multiply(WAY, Const(1, number("antall", 2)), number("m", 2))),
        ("reise.vei_m + reise.vei_m / 3", Add(WAY, expr("reise.vei_m / 3"), 3, 1, number("m", 3))),
        ("reise.vei_m - 0", Subtract(WAY, Const(0, number("m")), 1, 1, number("m"))),
        (
            "max(0, reise.vei_m / 3)",
            Extreme("max", (Const(0, number("m")), expr("reise.vei_m / 3")), (3, 1), number("m", 3)),
        ),
        ("heltallsdel(reise.vei_m / 3, 2 m)", FloorDivide(expr("reise.vei_m / 3"), 6, number("antall"))),
        ("reise.maate i {bil, fly}", OneOf(expr("reise.maate"), 0b101)),
        ("reise.maate ikke i {buss}", Not(OneOf(expr("reise.maate"), 0b010))),
        ("reise.maate == fly", Compare("==", expr("reise.maate"), Const(2, expr("reise.maate").type))),
        ("fly == reise.maate", Compare("==", Const(2, expr("reise.maate").type), expr("reise.maate"))),
        ("rett", ConceptRef(Route(1, ("behandling",)), "behandling", "rett", BOOLEAN)),
        ("tur.hel", ConceptRef(Route(1), "tur", "hel", BOOLEAN)),
        ("pasient.foedt", FactRef(Route(2, ("pasient",)), "pasient", "foedt", DATE)),
        (
            "alle(tur.reiser: kort)",
            Aggregate("alle", Route(1), "reise", ConceptRef(Route(), "reise", "kort", BOOLEAN), None, BOOLEAN),
        ),
    ],
)  # fmt: skip
def test_the_tree(text: str, tree: Expr) -> None:
    assert expr(text) == tree


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("reise.vei_m + 3", 15, "enhet"),
        ("3 + reise.vei_m", 5, "enhet"),
        ("reise.vei_m + stoenad + reise.vei_m", 15, "enhet"),
        ("reise.vei_m * reise.vei_m", 15, "enhet"),
        ("reise.vei_m * sats.time", 15, "enhet"),
        ("reise.vei_m / 0", 1, "enhet"),
        ("heltallsdel(lovdato, 2025-03-03)", 13, "type"),
        ("heltallsdel(reise.vei_m, reise.vei_m)", 26, "enhet"),
        ("pluss_maaneder(lovdato, sats.frist / 2)", 25, "enhet"),
        ("pluss_dager(lovdato, 3)", 22, "enhet"),
        ("pluss_dager(lovdato, 3 maaneder)", 22, "enhet"),
        ("pluss_dager(3 dager, lovdato)", 13, "enhet"),
        ("forrige_virkedag(3 dager)", 18, "enhet"),
        ("virkedag_fra(lovdato, 1 dager)", 1, "type"),
        ("doegnsum(stoenad, lovdato, 2)", 10, "type"),
        ("min(kort, hel)", 5, "type"),
        ("min(stoenad)", 1, "type"),
        ("kort + kort", 1, "type"),
        ("kort < hel", 6, "type"),
        ("reise.maate == lesning.grunnlag", 16, "type"),
        ("kort == ja", 9, "ukjent_navn"),
        ("reise.maate == tog", 16, "ukjent_kode"),
        ("utgift.beloep", 1, "utilgjengelig"),
        ("dekkes", 1, "utilgjengelig"),
        ("a.b.c", 1, "ukjent_navn"),
        ("sum(reiser: stoenad)", 5, "ukjent_navn"),
        ("noen(utgifter: utgift.beloep)", 16, "type"),
        ("sum(utgifter: utgift.beloep hvor utgift.beloep)", 34, "type"),
    ],
)
def test_a_fault_points_at_the_word_to_change(text: str, column: int, code: str) -> None:
    found, (fault,) = typed(text)
    assert (found, fault.place.column, fault.code) == (None, column, code)


@pytest.mark.parametrize(
    ("text", "expected", "fits"),
    [
        ("0", number("oere"), True),
        ("1", number("oere"), False),
        ("stoenad / 2", number("oere"), False),
        ("reise.vei_m * sats.km", number("oere"), False),
        ("avrund_oere(stoenad / 2)", number("oere"), True),
        ("bil", expr("reise.maate").type, True),
        ("reise.maate", expr("reise.maate").type, True),
        ("alt", expr("reise.maate").type, False),
        ("lovdato", DATE, True),
        ("lovdato", BOOLEAN, False),
    ],
)
def test_the_value_must_have_the_type_of_the_concept(text: str, expected: ValueType, fits: bool) -> None:
    found, faults = typed(text, expected)
    assert (found is not None, len(faults)) == (fits, 0 if fits else 1)


@pytest.mark.parametrize("entity", ["krav", "pasient"])
def test_rates_and_the_law_date_need_a_law_time(entity: str) -> None:
    assert VOCABULARY.law_time_owner("utgift") == "reise"
    assert VOCABULARY.law_time_owner("behandling") == "tur"
    for text in ("lovdato", "sats.doegn"):
        assert [fault.code for fault in typed(text, entity=entity)[1]] == ["lovtid"]
    assert expr("sum(turer: sats.doegn)", entity="krav").type == number("oere")
