"""Which date governs a part of a claim: its own, or the first or last in a list of its own or of an entity above it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reiseregel.facts import build_facts
from reiseregel.vocabulary import Vocabulary, load_vocabulary
from reiseregel.yamlfile import parse
from tests.oracle.things import things_of

DATED = "innhold: true, minst: 1, hoeyst: 9"
REISE = """
    entitet: reise
    fakta:
      dato: {type: dato, innhold: true, eier: pasient, hjemmel: {paragraf: "1"}}
    """


def vocabulary(tur: str, kvittering: str) -> tuple[Vocabulary, list[str]]:
    """A trip with journeys and, below a traveller, receipts; each with the law time given."""
    entities = f"""
        entiteter:
          krav: {{rot: krav}}
          tur: {{forelder: krav, liste: turer, {DATED}, lovtid: {tur}}}
          reise: {{forelder: tur, liste: reiser, {DATED}, lovtid: {{faktum: dato}}}}
          utlegg: {{forelder: tur, liste: utlegg, {DATED}}}
          kvittering: {{forelder: utlegg, liste: kvitteringer, {DATED}, lovtid: {kvittering}}}
        """
    files = {"fakta/entiteter.yaml": entities, "fakta/reise.yaml": REISE}
    found, faults = load_vocabulary({name: parse(name, text) for name, text in files.items()})
    return found, [fault.message for fault in faults]


def days(words: Vocabulary, *journeys: str) -> dict[str, str]:
    """The date of each list of a claim with journeys on these days; the oracle must say the same."""
    utlegg: list[dict[str, Any]] = [{"kvitteringer": [{}]}]
    claim: dict[str, Any] = {"turer": [{"reiser": [{"dato": day} for day in journeys], "utlegg": utlegg}]}
    tree = build_facts("krav", claim, words, {})
    found = {item.path: item.law_day for item in tree.instances if item.path}
    plain, left = {}, [things_of(claim, words)]
    while left:
        thing = left.pop()
        plain[thing.path] = thing.day
        left += [*thing.singles.values(), *(item for items in thing.lists.values() for item in items)]
    assert plain == {**found, "": plain[""]}
    return {path.split("/")[-2]: date.fromordinal(day).isoformat() for path, day in found.items()}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("{foerste: reiser}", "2025-03-01"), ("{siste: reiser}", "2025-03-04")],
)
def test_a_list_of_its_own_gives_the_first_or_the_last_date(rule: str, expected: str) -> None:
    words, faults = vocabulary(rule, "{siste: tur.reiser}")
    assert faults == []
    assert days(words, "2025-03-02", "2025-03-01", "2025-03-04")["turer"] == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("{foerste: tur.reiser}", "2025-03-01"), ("{siste: tur.reiser}", "2025-03-04")],
)
def test_a_list_of_an_entity_above_gives_the_first_or_the_last_date(rule: str, expected: str) -> None:
    words, faults = vocabulary("{siste: reiser}", rule)
    assert faults == []
    assert days(words, "2025-03-02", "2025-03-01", "2025-03-04")["kvitteringer"] == expected


@pytest.mark.parametrize("tur", ["{siste: utlegg}", "{foerste: kvitteringer}", "{siste: tur.reiser}"])
def test_a_list_without_dates_of_its_own_is_refused(tur: str) -> None:
    listed = tur.strip("{}").split(": ")[1]
    faults = vocabulary(tur, "{foerste: tur.reiser}")[1]
    assert len(faults) == 1
    assert faults[0].startswith(f"«{listed}» er ikke en påkrevd liste med lovtid under «tur».")


@pytest.mark.parametrize("rule", ["{siste: krav.turer}", "{foerste: tur.utlegg}", "{foerste: utlegg.kvitteringer}"])
def test_a_date_cannot_lead_back_to_itself(rule: str) -> None:
    listed = rule.strip("{}").split(": ")[1]
    faults = vocabulary("{siste: reiser}", rule)[1]
    assert [fault.startswith(f"«{listed}» er ikke en påkrevd liste") for fault in faults] == [True]
