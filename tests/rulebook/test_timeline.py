"""Definitions and exceptions with dates → one decision list for each stretch of time."""

from __future__ import annotations

from datetime import date

import pytest

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import Place
from reiseregel.quantities import number
from reiseregel.rulebook.model import MAIN, Clause, Version
from reiseregel.rulebook.timeline import DatedException, Definition, Timeline
from reiseregel.rulebook.tree import Const
from reiseregel.vocabulary import Hjemmel
from tests.rulebook.small import expr

END = "slutt"
CONDITIONS = {"a": "kort", "b": "ikke kort", "c": "hel", "d": "reise.frikort"}


def day(text: str) -> int:
    """`26` is the first day of 2026, `26+` the last one, `slutt` the end of time."""
    if text == END:
        return LAST_DAY
    return (
        date(2001 + int(text[:-1]), 1, 1).toordinal() - 1
        if text[-1] == "+"
        else date(2000 + int(text), 1, 1).toordinal()
    )


def exception(name: str, since: str = "20", until: str = END, before: str = "", value: int = 0) -> DatedException:
    """Exceptions a and b exclude each other; every other pair can hold at once. Values differ unless given."""
    clause = Clause(
        name, expr(CONDITIONS[name]), Const(value or ord(name), number("oere")), Hjemmel("1"), at(name), tuple(before)
    )
    return DatedException(clause, day(since), day(until))


def definition(since: str, *exceptions: DatedException, until: str = "") -> Definition:
    main = Clause(MAIN, None, Const(1, number("oere")), Hjemmel("1"), at(since))
    return Definition(main, day(since), day(until) if until else None, exceptions)


def at(name: str) -> Place:
    return Place(f"{name}.yaml", 1, 1)


def test_a_rule_begins_with_its_definition_not_where_an_exception_cuts_it() -> None:
    main = Clause(MAIN, None, Const(1, number("oere")), Hjemmel("1"), at("20"), since=day("20"))
    later = Clause("a", expr(CONDITIONS["a"]), Const(2, number("oere")), Hjemmel("1"), at("a"), since=day("22"))
    timeline = Timeline("begrep", day("20"), at("20"))
    cut = DatedException(later, day("22"), day("23+"))
    versions = timeline.versions([Definition(main, day("20"), None, (cut,))], [])
    assert not timeline.faults
    assert [version.since for version in versions] == [day("20"), day("22"), day("24")]
    assert [version.begins(main) for version in versions] == [day("20")] * 3
    assert versions[1].begins(later) == day("22")


def shown(version: Version) -> str:
    def written(ordinal: int) -> str:
        if ordinal == LAST_DAY:
            return END
        found = date.fromordinal(ordinal)
        return f"{found.year - 2000}" if (found.month, found.day) == (1, 1) else f"{found.year - 2000}+"

    names = "".join(clause.id for clause in version.clauses if clause.condition is not None)
    assert version.clauses[-1].id == MAIN
    return f"{written(version.since)}–{written(version.until)} {names}".strip()


@pytest.mark.parametrize(
    ("definitions", "elsewhere", "versions"),
    [
        ([definition("25")], [], ["25–slutt"]),
        ([definition("25", until="26+")], [], ["25–26+"]),
        ([definition("25"), definition("27")], [], ["25–26+", "27–slutt"]),
        ([definition("27"), definition("25")], [], ["25–26+", "27–slutt"]),
        ([definition("25", exception("a"))], [], ["25–slutt a"]),
        ([definition("25", exception("a", "26", "27+"))], [], ["25–25+", "26–27+ a", "28–slutt"]),
        ([definition("25", exception("a"), exception("b"))], [], ["25–slutt ab"]),
        ([definition("25", exception("a"), exception("c", before="a"))], [], ["25–slutt ca"]),
        ([definition("25", exception("a"), exception("c", value=97))], [], ["25–slutt ac"]),
        # one more paragraph
        ([definition("25", exception("a"))], [exception("b", "25")], ["25–slutt ab"]),
        ([definition("25", exception("a"))], [exception("c", "26", before="a")], ["25–25+ a", "26–slutt ca"]),
        (
            [definition("25"), definition("27")],
            [exception("c", "26", "27+")],
            ["25–25+", "26–26+ c", "27–27+ c", "28–slutt"],
        ),
        ([definition("25"), definition("27", exception("a"))], [exception("b", "25")], ["25–26+ b", "27–slutt ab"]),
        ([definition("25")], [exception("a", "20", "25+"), exception("a", "26", END)], ["25–25+ a", "26–slutt a"]),
        # order through a third
        (
            [definition("25", exception("a", before="d"), exception("c"), exception("d", before="c"))],
            [],
            ["25–slutt adc"],
        ),
    ],
)  # fmt: skip
def test_versions(definitions: list[Definition], elsewhere: list[DatedException], versions: list[str]) -> None:
    timeline = Timeline("f.begrep", min(item.since for item in definitions), at("f"))
    assert [shown(version) for version in timeline.versions(definitions, elsewhere)] == versions
    assert timeline.faults == []


@pytest.mark.parametrize(
    ("definitions", "elsewhere", "faults"),
    [
        ([definition("26")], [], ["f hull_i_tid"]),
        ([definition("25", until="25+"), definition("27")], [], ["27 hull_i_tid"]),
        ([definition("25", until="27+"), definition("27")], [], ["27 overlapp"]),
        ([definition("25"), definition("25")], [], ["25 overlapp"]),
        ([definition("25", until="24+")], [], ["25 rekkefoelge"]),
        ([definition("25", exception("a"), exception("c"))], [], ["c unntak_kolliderer"]),
        ([definition("25", exception("a"), exception("b"), exception("c"))], [], ["c unntak_kolliderer"]),
        ([definition("25", exception("a"))], [exception("c")], ["c unntak_kolliderer"]),
        ([definition("25", exception("a", "25", "25+"))], [exception("c", "26")], []),
        ([definition("25", exception("a", before="c"), exception("c", before="a"))], [], ["a sirkel"]),
        ([definition("25", exception("a"), exception("a"))], [], ["a navn_opptatt"]),
        ([definition("25", exception("a", "20", "21"))], [], ["a slaar_ingenting"]),
        ([definition("25", exception("a", "27", "26"))], [], ["a rekkefoelge"]),
        ([definition("25", until="25+")], [exception("a", "26")], ["a slaar_ingenting"]),
        # one fault in time says enough
        ([definition("25", until="24+")], [exception("a", "26")], ["25 rekkefoelge"]),
    ],
)
def test_faults(definitions: list[Definition], elsewhere: list[DatedException], faults: list[str]) -> None:
    timeline = Timeline("f.begrep", day("25"), at("f"))
    timeline.versions(definitions, elsewhere)
    assert [f"{fault.place.file.removesuffix('.yaml')} {fault.code}" for fault in timeline.faults] == faults
