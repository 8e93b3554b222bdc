"""What decides a concept: the false parts of «og», the true parts of «eller», both sides of a limit, exceptions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reiseregel.engine.because import Because, Compared, Enough, Listed, Part, Stated, because, deciding
from reiseregel.quantities import UNBOUNDED
from reiseregel.rulebook import tree as t
from reiseregel.sets import EITHER, NO, YES
from tests.engine.small_case import journey


def shown(part: Part) -> Any:
    """A part in short: what it is about and what it comes to."""
    match part:
        case Because():
            return {part.concept.name: [shown(item) for item in part.parts]}
        case Enough(ways):
            return {"en av": [[shown(item) for item in way] for way in ways]}
        case Compared(op, left, right, holds):
            return (op, left.values, right.values, holds)
        case Stated(term, asked, holds):
            assert isinstance(term.expr, t.FactRef | t.ConceptRef | t.ReadingRef)
            return (term.expr.name, asked, holds)
        case Listed(aggregate, _, given, holds, parts):
            return (aggregate.kind, given, holds, [shown(item) for item in parts])


def parts(name: str, **facts: Any) -> list[Any]:
    evaluator, reise = journey(**facts)
    return [shown(part) for part in because(evaluator, reise, name).parts]


def test_a_false_and_is_decided_by_its_false_part() -> None:
    found = parts("alle_tre", haster=True, syk=True, vei_m=9_000)
    assert found == [("syk", YES, YES)]


def test_of_several_false_parts_each_is_enough_and_the_first_leads() -> None:
    found = parts("alle_tre", haster=False, syk=True, vei_m=9_000)
    assert found == [{"en av": [[("haster", YES, NO)], [("syk", YES, YES)]]}]


def test_a_true_and_takes_every_part_and_a_concept_is_followed_down() -> None:
    found = parts("alle_tre", haster=True, vei_m=9_000)
    limit = ("<", (9_000, 9_000), (10_000, 10_000), YES)
    assert found == [("haster", YES, YES), ("syk", YES, NO), {"kort": [limit]}]


def test_a_true_or_is_decided_by_what_is_true() -> None:
    found = parts("en_av", syk=True, vei_m=9_000)
    assert found == [("syk", YES, YES), {"kort": [("<", (9_000, 9_000), (10_000, 10_000), YES)]}]


def test_a_false_or_takes_every_part() -> None:
    limit = ("<", (12_000, 12_000), (10_000, 10_000), NO)
    assert parts("en_av") == [("haster", YES, NO), {"en av": [[("syk", YES, NO)], [{"kort": [limit]}]]}]


def test_not_is_decided_by_what_it_denies() -> None:
    assert parts("ikke_begge", haster=True) == [("syk", YES, NO)]


@pytest.mark.parametrize(
    ("name", "asked", "holds"), [("maaten", 0b001, YES), ("ikke_buss", 0b101, YES), ("etter_lesning", 0b01, YES)]
)
def test_a_code_is_stated_with_those_asked_about(name: str, asked: int, holds: int) -> None:
    ((_, found_asked, found_holds),) = parts(name)
    assert (found_asked, found_holds) == (asked, holds)


def test_a_code_among_several() -> None:
    assert parts("flere_maater", syk=True) == [("syk", YES, YES), ("maate", 0b101, YES)]


def test_a_code_of_a_concept_is_followed_down() -> None:
    assert parts("etter_begrep") == [("slaget", 0b10, YES), {"slaget": []}]


def test_dates_are_compared() -> None:
    ((op, *_, holds),) = parts("frist")
    assert (op, holds) == (">=", YES)


def test_a_limit_reckoned_on_the_calendar_has_its_day() -> None:
    friday = date(2026, 5, 15).toordinal()
    ((op, left, right, holds),) = parts("bestilt", dato="2026-05-18", foedt="2026-05-16")
    assert (op, right, holds) == ("<=", (friday, friday), NO)
    assert left == (friday + 1, friday + 1)


def test_an_open_value_is_kept_open_by_what_is_open() -> None:
    assert parts("alle_tre", haster=True, syk=None, vei_m=9_000) == [("syk", YES, EITHER)]


def test_something_in_a_list_decides_with_what_it_is() -> None:
    expenses = [{"beloep": 10, "vist": False}, {"beloep": 20, "vist": True}]
    assert parts("noe_vist", utgifter=expenses) == [("noen", 2, YES, [("vist", YES, YES)])]


def test_nothing_in_a_list_decides_by_there_being_nothing() -> None:
    assert parts("noe_vist", utgifter=[{"beloep": 10, "vist": False}]) == [("noen", 1, NO, [])]
    assert parts("noe_vist") == [("noen", 0, NO, [])]


def test_one_that_fails_decides_for_all() -> None:
    expenses = [{"beloep": 10, "vist": True}, {"beloep": 20, "vist": False}]
    assert parts("alt_vist", utgifter=expenses) == [("alle", 2, NO, [("vist", YES, NO)])]


def test_an_exception_that_decided_is_named_with_its_condition() -> None:
    evaluator, reise = journey(haster=True, vei_m=9_000)
    found = because(evaluator, reise, "annerledes")

    assert found.by_exception
    assert found.clause is not None
    assert found.clause.id == "par_12.blir"
    assert (found.hjemmel.ledd, found.hjemmel.punktum) == (2, 2)
    assert [shown(part) for part in found.parts] == [{"kort": [("<", (9_000, 9_000), (10_000, 10_000), YES)]}]


def test_an_open_concept_has_no_clause() -> None:
    evaluator, reise = journey(haster=True, vei_m=None)
    found = because(evaluator, reise, "annerledes")

    assert found.clause is None
    assert found.values == EITHER
    assert shown(found.parts[0]) == {"kort": [("<", (0, UNBOUNDED), (10_000, 10_000), EITHER)]}


def test_the_bottom_is_told_in_order_with_the_rule_that_has_it() -> None:
    evaluator, reise = journey(haster=True, vei_m=9_000)
    found = deciding(because(evaluator, reise, "alle_tre"))

    assert [(shown(item.atom)[0], item.by.concept.name) for item in found] == [
        ("haster", "alle_tre"),
        ("syk", "alle_tre"),
        ("<", "kort"),
    ]


def test_of_several_ways_the_bottom_has_the_first() -> None:
    evaluator, reise = journey(syk=True)
    assert [shown(item.atom)[0] for item in deciding(because(evaluator, reise, "alle_tre"))] == ["haster"]


def test_a_concept_the_entity_has_not_is_an_error() -> None:
    evaluator, reise = journey()
    with pytest.raises(KeyError):
        because(evaluator, reise, "finnes_ikke")
