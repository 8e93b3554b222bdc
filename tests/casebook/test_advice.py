"""Advice must be shown by a case: each code, and what is said while an answer is open for each type of document."""

from __future__ import annotations

from typing import Any

from reiseregel import decide
from reiseregel.casebook import Case, advice_without_cases, load_cases
from reiseregel.casebook.run import differences
from reiseregel.errors import Place
from tests.decision.test_next_steps import seats
from tests.decision.without_money import seat
from tests.explain.explained import book


def case(*codes: str) -> Case:
    return Case("a.saker.yaml", Place("a.saker.yaml", 1, 1), "a", seat(), {"utfall": "ja", "raad": [*codes]})


def unshown(*cases: Case) -> list[str]:
    return [fault.message for fault in advice_without_cases(seats().advice, cases)]


def test_a_code_no_case_expects_is_told_where_it_stands() -> None:
    faults = list(
        advice_without_cases(seats().advice, [case("lukket", "bestill", "avgjort", "vent", "aapent_register")])
    )

    assert {fault.code for fault in faults} == {"mangler_saker"}
    assert [fault.message for fault in faults] == [
        "ingen sak venter rådet «se_paa_nett»",
        "ingen sak venter rådet «i_systemet»",
        "ingen sak venter rådet «aapent_register» slik det er for «alle»",
        "ingen sak venter rådet «aapent_pasient» slik det er for «alle»",
    ]
    assert str(faults[0].place).startswith("rekvisisjon/raad_plass.yaml:")


def test_what_is_said_of_a_type_is_not_shown_by_a_case_of_another() -> None:
    own = "ingen sak venter rådet «aapent_register» slik det er for «plassbestilling»"
    assert own in unshown(case("aapent_pasient"))
    assert own not in unshown(case("aapent_register"))
    other: dict[str, Any] = {"type": "krav"}
    claim = Case("b", Place("b", 1, 1), "b", other, {"utfall": "avslag", "raad": ["aapent_register"]})
    assert own in unshown(claim)
    assert "ingen sak venter rådet «aapent_register» slik det er for «alle»" not in unshown(claim)


def test_a_case_may_name_some_of_the_advice_or_say_that_there_is_none() -> None:
    decision = decide(seat(har_plass=True, ved_disken=False, frikort=False), seats())
    expected: dict[str, Any] = {"utfall": "ja", "hjemmel": []}

    assert list(differences(expected | {"raad": ["bestill"]}, decision)) == []
    assert list(differences(expected | {"raad": ["lukket"]}, decision)) == [
        "raad: ventet ['lukket'], fikk ['bestill', 'se_paa_nett']"
    ]
    assert list(differences(expected | {"raad": []}, decision)) == ["raad: ventet [], fikk ['bestill', 'se_paa_nett']"]


def test_every_case_of_the_rules_that_names_advice_names_advice_there_is() -> None:
    rules = book().advice
    codes = {item.told.code for item in rules.advice} | {item.told.code for item in rules.when_open}
    named = {code for item in load_cases() for code in item.expected.get("raad", ())}
    print(f"{len(codes)} råd, {len(named)} ventet av saker")
    assert named <= codes
