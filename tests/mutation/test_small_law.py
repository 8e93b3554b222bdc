"""Rule mutation on a small law: every kind of change is made, and just the known ones go unnoticed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from reiseregel.casebook import read_cases, run_case
from reiseregel.errors import InvalidRules
from reiseregel.mutation.model import OPERATORS
from reiseregel.mutation.report import Report, Share, identity_json
from reiseregel.mutation.run import examine
from reiseregel.mutation.trial import Workshop
from reiseregel.rulebook import load_files
from tests.mutation.small import CASES, EQUIVALENT, FILES, OTHER, RULES, WORDS, WORDS_FILE

#: What no case of the small law looks at, with the place: each would be noticed by one more case.
SURVIVORS = [
    (f"{RULES}:10:24", "sammenlikning_flyttet", "krav.vei_m < 10 km", "krav.vei_m <= 10 km"),
    (f"{RULES}:10:26", "konstant", "10 km", "10001 m"),
    (f"{OTHER}:9:16", "og_eller", "rett og lovdato != 2023-07-01", "rett eller lovdato != 2023-07-01"),
    (f"{OTHER}:9:30", "dato", "2023-07-01", "2023-07-02"),
    (f"{OTHER}:9:30", "dato", "2023-07-01", "2023-06-30"),
    (f"{OTHER}:7:10", "dato", "fra 2023-06-01", "fra 2023-05-31"),
    (f"{OTHER}:8:10", "dato", "til 2023-08-31", "til 2023-08-30"),
    ("satser/takst.yaml:7:11", "satsdato", "2021-01-01", "2021-01-02"),
    ("satser/takst.yaml:7:11", "satsdato", "2021-01-01", "2020-12-31"),
    ("fakta/entiteter.yaml:5:19", "dato", "fra 2020-01-01", "fra 2020-01-02"),
    ("fakta/entiteter.yaml:5:19", "dato", "fra 2020-01-01", "fra 2019-12-31"),
    ("fakta/entiteter.yaml:5:36", "dato", "til 2024-12-31", "til 2024-12-30"),
]
BOUNDARY = """\
  - hva: par_01.kort
    operator: sammenlikning_flyttet
    versjon: 2020-01-01
    regel: hovedregel
    fra: krav.vei_m < 10 km
    til: krav.vei_m <= 10 km
    fordi: Ingen vei er akkurat ti kilometer i dette lille landet.
"""


@cache
def report() -> Report:
    return examine(FILES)


def listed(found: Report) -> list[tuple[str, str, str, str]]:
    identities = [(str(result.mutant.place), result.mutant.identity) for result in found.survivors]
    return [(place, identity.operator, identity.before, identity.after) for place, identity in identities]


def verdicts(found: Report) -> list[tuple[str, str]]:
    return [(str(result.mutant.identity), result.verdict.by) for result in found.results]


def with_case(changes: str, expected: str) -> dict[str, str]:
    case = f"  - navn: Enda en.\n    utgangspunkt: lang\n    endringer: {changes}\n    forventet: {expected}\n"
    return {**FILES, CASES: FILES[CASES] + case}


def test_cases_hold_on_the_rules_as_they_are() -> None:
    book = load_files(FILES).book
    assert book is not None
    assert [result for case in read_cases(FILES)[0] if (result := run_case(case, book)).differences] == []


def test_every_operator_is_used_and_just_the_known_changes_survive() -> None:
    assert list(report().by_operator) == list(OPERATORS)
    assert listed(report()) == SURVIVORS


def test_shares_add_up() -> None:
    found = report()
    for shares in (found.by_operator.values(), found.by_paragraph.values()):
        assert sum(share.total for share in shares) == found.whole.total == len(found.results)
        assert sum(share.total - share.caught for share in shares) == len(SURVIVORS)
    assert [paragraph and paragraph.paragraf for paragraph in found.by_paragraph] == ["1", "2", None]
    assert not found.enough


def test_a_case_catches_what_it_looks_at() -> None:
    at_the_limit = with_case("{/dag: 2021-01-01, /vei_m: 10000}", '{utfall: innvilget, hjemmel: [{paragraf: "1"}]}')
    assert listed(examine(at_the_limit)) == SURVIVORS[2:]


def test_a_case_that_fails_already_catches_nothing() -> None:
    wrong = with_case("{/dag: 2021-01-01, /vei_m: 10000}", '{utfall: avslag, hjemmel: [{paragraf: "1"}]}')
    assert listed(examine(wrong)) == SURVIVORS


def test_what_need_not_be_run_would_not_have_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    everything: Callable[..., bool] = lambda *_: True  # noqa: E731 - a name for the type checker
    monkeypatch.setattr(Workshop, "_can_tell", everything)
    found = examine(FILES)
    assert verdicts(found) == verdicts(report())
    runs = [sum(result.verdict.runs for result in each.results) for each in (report(), found)]
    assert runs[0] < runs[1]


def test_two_processes_find_what_one_finds() -> None:
    assert verdicts(examine(FILES, workers=2)) == verdicts(report())


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[str, int, int]] = []
    examine(FILES, ["par_02"], progress=lambda *now: told.append(now))
    cases = FILES[CASES].count("navn:")
    assert [entry for entry in told if entry[1] == entry[2]] == [("saker", cases, cases), told[-1]]
    assert told[-1][0] == "endringer"


def test_one_rule_file_brings_the_rates_of_its_paragraph() -> None:
    found = examine(FILES, ["par_02"])
    assert {result.mutant.place.file for result in found.results} == {OTHER, "satser/takst.yaml"}
    assert listed(found) == [item for item in SURVIVORS if item[0].startswith((OTHER, "satser"))]


def test_equivalent_ones_are_listed_with_the_reason_and_not_counted() -> None:
    found = examine({**FILES, EQUIVALENT: f"ekvivalente:\n{BOUNDARY}"})
    (result,) = found.equivalent
    assert (str(result.mutant.place), result.equivalent) == (
        f"{RULES}:10:24",
        "Ingen vei er akkurat ti kilometer i dette lille landet.",
    )
    assert listed(found) == SURVIVORS[1:]
    assert found.whole == Share(report().whole.caught, report().whole.total - 1)
    assert found.faults == ()


def test_an_equivalent_that_no_change_is_or_that_a_case_notices_is_a_fault() -> None:
    caught = BOUNDARY.replace("sammenlikning_flyttet", "sammenlikning_snudd").replace("<= 10", ">= 10")
    unknown = BOUNDARY.replace("vei_m < 10", "vei_m < 11")
    found = examine({**FILES, EQUIVALENT: f"ekvivalente:\n{caught}{unknown}"})
    assert [str(fault) for fault in found.faults] == [
        f"{EQUIVALENT}:2:5: ikke_ekvivalent: endringen merkes likevel ({CASES}:5:5); ta den ut",
        f"{EQUIVALENT}:9:5: ukjent_endring: ingen endring av reglene er denne; se feltene i --format json",
    ]


def test_an_equivalent_is_written_once() -> None:
    with pytest.raises(InvalidRules, match="navn_opptatt: endringen står alt i"):
        examine({**FILES, EQUIVALENT: f"ekvivalente:\n{BOUNDARY}{BOUNDARY}"})


def test_keys_of_an_equivalent_are_those_of_the_report() -> None:
    (survivor,) = [item for item in report().survivors if str(item.mutant.place) == f"{RULES}:10:24"]
    written = "".join(f"    {key}: {value}\n" for key, value in identity_json(survivor.mutant.identity).items())
    assert f"  - {written[4:]}" == BOUNDARY[: BOUNDARY.index("    fordi")]


def test_a_changed_book_is_another_object_and_the_rules_are_untouched() -> None:
    book = load_files(FILES).book
    assert book is not None
    for result in report().results:
        changed = result.mutant.change.of(book)
        assert changed is not book
        assert changed != book
    again = load_files(FILES).book
    assert again == book


NEW_CONCEPT = """\
  ny:
    type: boolsk
    versjoner:
      - {fra: 2023-02-01, hjemmel: {ledd: 1}, er: krav.haster}
  beloep:
"""
NEW_VERSION = """\
      - fra: 2023-02-01
        hjemmel: {ledd: 1}
        er: sats.takst
        unntak:
          - {id: ny_regel, naar: ny og ikke rett, er: 2 kr, hjemmel: {ledd: 1}}
"""


def test_a_date_that_leaves_a_rule_without_its_reference_is_stopped_by_the_checks() -> None:
    rules = FILES[RULES].replace("  beloep:\n", NEW_CONCEPT) + NEW_VERSION
    words = FILES[WORDS_FILE].replace("  rett:", "  ny: {navn: *a, sann: *a, usann: *a}\n  rett:")
    found = examine({**FILES, RULES: rules, WORDS_FILE: words.replace("*a", WORDS)})
    moved = {
        result.mutant.identity.after: result.verdict
        for result in found.results
        if result.mutant.identity.subject == "par_01.ny" and result.mutant.identity.operator == "dato"
    }
    assert list(moved) == ["fra 2023-02-02"]  # a day earlier nobody asks for it
    assert (moved["fra 2023-02-02"].caught, moved["fra 2023-02-02"].by) == (True, "hull_i_tid")
