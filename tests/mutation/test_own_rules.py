"""Rule mutation on the project's own rules: every change has a name and a place of its own. Small parts are tried."""

from __future__ import annotations

import re
from functools import cache

import pytest

from reiseregel.casebook import read_cases
from reiseregel.mutation.dates import rebuilt
from reiseregel.mutation.generate import mutants
from reiseregel.mutation.index import Index
from reiseregel.mutation.model import OPERATORS, Mutant
from reiseregel.mutation.run import examine
from reiseregel.mutation.trial import Workshop
from reiseregel.mutation.written import read_written
from reiseregel.resources import rules_folder
from reiseregel.rulebook import RuleBook, load_files
from reiseregel.yamlfile import read_folder

TEXTS = read_folder(rules_folder())


@cache
def book() -> RuleBook:
    found = load_files(TEXTS, demand_words=False).book
    assert found is not None
    return found


@cache
def every() -> tuple[Mutant, ...]:
    return mutants(TEXTS, book())


def test_every_operator_has_something_to_change() -> None:
    assert {mutant.identity.operator for mutant in every()} == set(OPERATORS)


def test_no_two_changes_have_one_name_and_none_changes_nothing() -> None:
    assert len({mutant.identity for mutant in every()}) == len(every())
    unchanged = [
        mutant.identity
        for mutant in every()
        if all(book().concepts[item.entity, item.name] == item for item in mutant.change.concepts)
        and all(book().rates[item.name] == item for item in mutant.change.rates)
        and all(book().vocabulary.facts[item.entity, item.name] == item for item in mutant.change.facts)
        and all(book().vocabulary.entities[item.name] == item for item in mutant.change.entities)
        and not mutant.refused
    ]
    assert unchanged == []


def test_each_change_stands_where_it_says() -> None:
    """The text at the place is what is changed: the sign, number, date or word."""
    for mutant in every():
        line = TEXTS[mutant.place.file].splitlines()[mutant.place.line - 1][mutant.place.column - 1 :]
        identity = mutant.identity
        match identity.operator:
            case "sammenlikning_flyttet":
                assert line[0] in "<>", mutant
            case "og_eller":
                assert line.startswith(("og ", "eller ")) or line in ("og", "eller"), mutant
            case "ikke_fjernet":
                assert line.startswith("ikke"), mutant
            case "noen_alle":
                assert line.startswith(("noen(", "alle(")), mutant
            case "dato" | "satsdato":
                assert line.lstrip("'\"").startswith(identity.before.rpartition(" ")[2]), mutant
            case "satsrad_byttet":
                assert line.startswith(identity.before), mutant
            case "konstant":
                assert line[0].isdigit(), mutant


def test_concepts_put_together_again_are_the_same() -> None:
    written = read_written(TEXTS, book()).concepts
    assert [item.concept for item in written] == list(book().concepts.values())
    for item in written:
        assert rebuilt(item, list(item.definitions), list(item.elsewhere)) == (item.concept, "")


@pytest.mark.parametrize("name", ["par_10", "par_13"])
def test_a_small_paragraph_with_its_own_cases(name: str) -> None:
    """Its own cases alone notice most of what is changed in it."""
    texts = {file: TEXTS[file] for file in TEXTS if re.search(rf"/(felles.*|{name}.*)\.saker\.yaml$", file)}
    cases, faults = read_cases(texts)
    chosen = tuple(mutant for mutant in every() if mutant.place.file.endswith(f"/{name}.yaml"))
    workshop = Workshop(book(), tuple(cases), chosen)
    index = Index(cases, map(workshop.used, range(len(cases))), book())
    verdicts = [workshop.trial(number, index.candidates(mutant)) for number, mutant in enumerate(chosen)]
    caught = sum(verdict.caught for verdict in verdicts)
    assert faults == []
    assert len(chosen) > 4
    assert caught * 2 > len(chosen), [chosen[n].identity for n, found in enumerate(verdicts) if not found.caught]


@pytest.mark.grundig
@pytest.mark.parametrize("name", ["par_08", "par_13"])
def test_what_need_not_be_run_would_not_have_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = examine(TEXTS, [name])
    monkeypatch.setattr(Workshop, "_can_tell", lambda *_: True)
    found = examine(TEXTS, [name])
    assert [result.verdict.by for result in quick.results] == [result.verdict.by for result in found.results]
