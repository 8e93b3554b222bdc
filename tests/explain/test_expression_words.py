"""Every way of writing an expression in words, with the rates of the day, in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from reiseregel.errors import Language
from reiseregel.explain.expression_words import value_of
from tests.explain.small import EXPRESSIONS, book

NEW = date(2025, 3, 3)
OLD = date(2025, 3, 2)


def words(name: str, language: Language = "nb", day: date = NEW) -> str:
    concept = book().concept("reise", name)
    clause = concept.versions[0].clauses[-1]
    return value_of(concept, clause.value, book(), day.toordinal(), language).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("alle_tre", "«haster» og ikke «syk» og «kort»"),
        ("en_av", "«haster» eller («syk» og «kort»)"),
        ("ikke_begge", "ikke («haster» og «syk»)"),
        ("kort", "«vei» er mindre enn «grensen» (10 km)"),
        ("tidlig", "«dato» er tidligst 1. januar 2020 og datoen som bestemmer loven er før 1. februar 2020"),
        ("maaten", "«måte» er «egen bil»"),
        ("ikke_buss", "«måte» er ikke «buss»"),
        ("flere_maater", "«syk» og («måte» er «egen bil» eller «fly»)"),
        ("etter_lesning", "svaret på «Hvor strengt?» er «strengt»"),
        ("etter_begrep", "«slaget» er «et langt slag»"),
        ("slaget", "et langt slag"),
        ("alltid", "ja"),
        ("netto", "(det største av («pris» minus 100,00 kr) og 0,00 kr) pluss «pris»"),
        ("kilometer", "(«vei» ganger «kilometersats» (3,10 kr per km)) avrundet til hele øre"),
        ("kroner", "(det minste av «pris» og 50,00 kr) avrundet til hele kroner"),
        ("hele_doegn", "hvor mange hele 24 t det er i «borte»"),
        ("alder", "hele år fra «født» til «dato»"),
        ("frist", "(«dato» pluss «fristen» (6 måneder)) er tidligst «født»"),
        ("purring", "(«dato» pluss 14 dager) er før «født»"),
        ("bestilt", "«født» er senest siste virkedag før «dato»"),
        ("siste_dag", "«født» er senest første virkedag fra og med («dato» pluss 3 dager)"),
        ("kost", "«døgnsats» (275,00 kr) for hvert døgn fra «dato», så mange som 3"),
        ("sum_av_utgifter", "summen av «beløp» for hver «utgift» der «vist»"),
        ("noe_vist", "minst én «utgift» der «vist»"),
        ("alt_vist", "for hver «utgift»: («vist» og «beløp» er mer enn 0,00 kr)"),
        ("antall_vist", "antallet «utgift» der «vist»"),
    ],
)
def test_bokmaal(name: str, expected: str) -> None:
    assert words(name) == expected


def test_every_expression_here_is_tried() -> None:
    marks = next(mark for mark in test_bokmaal.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    assert [name for name, _ in marks.args[1]] == list(EXPRESSIONS)


@pytest.mark.parametrize(
    ("name", "nynorsk", "english"),
    [
        ("ikke_begge", "ikkje («haster nn» og «syk nn»)", "not (“haster en” and “syk en”)"),
        ("kort", "«vei nn» er mindre enn «grensen nn» (10 km)", "“vei en” is less than “grensen en” (10 km)"),
        ("etter_lesning", "svaret på «Kor strengt?» er «strengt nn»", "the answer to “How strict?” is “strict”"),
        ("alder", "heile år frå «født nn» til «dato nn»", "whole years from “født en” to “dato en”"),
        (
            "bestilt",
            "«født nn» er seinast siste yrkedag før «dato nn»",
            "“født en” is on or before the last working day before “dato en”",
        ),
        (
            "siste_dag",
            "«født nn» er seinast første yrkedag frå og med («dato nn» pluss 3 dagar)",
            "“født en” is on or before the first working day on or after (“dato en” plus 3 days)",
        ),
        ("noe_vist", "minst éin «utgift nn» der «vist nn»", "at least one “utgift en” where “vist en”"),
        ("slaget", "et langt slag nn", "et langt slag en"),
        ("alltid", "ja", "yes"),
    ],
)
def test_other_languages(name: str, nynorsk: str, english: str) -> None:
    assert (words(name, "nn"), words(name, "en")) == (nynorsk, english)


def test_rates_are_those_of_the_day() -> None:
    assert words("kort", day=OLD) == "«vei» er mindre enn «grensen» (9,999 km)"
    assert words("kort", day=date(2016, 9, 30)) == "«vei» er mindre enn «grensen»"
