"""Outside the time the rules cover a person decides: never a crash, never a guess, and the answer says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reiseregel import Decision, decide, load_rulebook
from reiseregel.cli import commands
from reiseregel.explain import READERS, render_decision, render_explanation
from reiseregel.rulebook.shape import validator
from tests.decision.old_law import FILES, answer, answer_whole, book

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
COVERED = {"fra": "2016-10-01", "til": "2027-12-31"}
OUTSIDE = {
    "nb": "Reisedatoen ligger utenfor tiden reglene her dekker. En saksbehandler må avgjøre kravet.",
    "nn": "Reisedatoen ligg utanfor tida reglane her dekkjer. Ein saksbehandlar må avgjere kravet.",
    "en": "The date of the journey is outside the time these rules cover. A caseworker must decide the claim.",
}
INSIDE_DAYS = ("2016-10-01", "2025-03-02", "2025-03-03", "2027-12-31")
OUTSIDE_DAYS = ("1900-01-01", "2016-09-30", "2028-01-01", "2099-12-31")


def as_json(found: Decision) -> dict[str, Any]:
    data: dict[str, Any] = found.to_json()
    validator("vedtak").validate(data)
    return data


def known(day: str) -> dict[str, Any]:
    return {"dato": day, "haster": False, "behov": True}


@pytest.mark.parametrize("day", INSIDE_DAYS)
def test_a_day_that_is_covered_is_decided(day: str) -> None:
    assert (answer(known(day)).status, answer(known(day)).amount) == ("innvilget", 10_000)


@pytest.mark.parametrize("day", OUTSIDE_DAYS)
@pytest.mark.parametrize("language", OUTSIDE)
def test_a_day_that_is_not_goes_to_a_person_with_a_sentence(day: str, language: str) -> None:
    answered = answer_whole(known(day), language=language)
    found = answered.decision
    data = as_json(found)
    assert (found.status, data["beloep_oere"], data["poster"][0]["utfall"]) == ("til_vurdering", None, "aapen")
    asked = [(item["faktum"], item["eier"], item["spoersmaal"]) for item in data["avklaringer"]]
    assert asked == [("lovtid", "saksbehandler", OUTSIDE[language])]
    assert data["ikke_modellert"][0]["grunn"] == OUTSIDE[language]
    assert data["kan_automatiseres"]["verdi"] is False
    assert OUTSIDE[language] in render_decision(found, book())
    assert all(render_explanation(answered, reader) for reader in READERS)


def test_a_journey_that_is_covered_is_decided_beside_one_that_is_not() -> None:
    data = as_json(answer(known("2027-12-31"), known("2028-01-01")))
    assert [(post["utfall"], post["utbetales_oere"]) for post in data["poster"]] == [
        ("innvilget", 10_000),
        ("aapen", None),
    ]
    assert data["utfall"] == "til_vurdering"
    assert [item["poster"] for item in data["avklaringer"]] == [[1]]


def test_the_receipt_has_the_time_the_rules_cover() -> None:
    assert as_json(answer(known("2026-05-04")))["kvittering"]["dekker"] == COVERED


def test_the_list_of_rules_says_what_they_cover(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    shown = CliRunner().invoke(commands, ["regler", "--regler", str(tmp_path)]).output.splitlines()
    assert shown[-1] == "Reglene dekker 1. oktober 2016 til 31. desember 2027 (a)."


# --- the rules that come along ---


def moved(example: str, day: str) -> dict[str, Any]:
    """An example with every date of what it asks for on one day; birth stays, and the claim comes the same day."""
    claim: dict[str, Any] = json.loads((EXAMPLES / example / "krav.json").read_text(encoding="utf-8"))
    claim["fremsatt"] = day
    for trip in claim["turer"]:
        for traveller in trip["reisende"]:
            for journey in traveller["reiser"]:
                journey["dato"] = day
    return claim


@pytest.mark.parametrize("day", ["2016-09-30", "2028-01-01", "2099-12-31"])
def test_our_own_rules_leave_other_days_to_a_person(day: str) -> None:
    found = decide(moved("01_egen_bil_100_km", day), load_rulebook())
    assert {item.fact for item in found.clarifications} == {None}
    assert (found.status, as_json(found)["kvittering"]["dekker"]) == ("til_vurdering", COVERED)


@pytest.mark.parametrize("day", ["2016-10-01", "2025-03-02", "2025-03-03", "2027-12-31"])
def test_our_own_rules_have_the_law_of_every_day_they_cover(day: str) -> None:
    found = decide(moved("01_egen_bil_100_km", day), load_rulebook())
    assert None not in {item.fact for item in found.clarifications}


def test_a_repayment_outside_the_time_goes_to_a_person() -> None:
    (example,) = EXAMPLES.glob("*tilbakekreving*/*.json")
    document = json.loads(example.read_text(encoding="utf-8"))
    words = "Utbetalingen ligger utenfor tiden reglene her dekker."
    for day in ("2016-09-30", "2028-01-01"):
        found = decide({**document, "utbetalt": day, "spraak": "nb"}, load_rulebook())
        assert found.status == "til_vurdering"
        assert words in render_decision(found, load_rulebook())
