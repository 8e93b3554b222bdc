"""Each file in tests/bad/ makes one mistake in a copy of the rules and lists exactly what is said of it.

`fil` with `erstatt` and `med` changes a file, `ny_fil` with `innhold` adds one, `endringer` lists several such.
`krev_ord` also demands words and cases. `ventet` are the faults, `varsel` the warnings; `▶` in `med` marks the place
the fault must point at, so that the rules can grow above it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reiseregel.casebook.load import read_cases
from reiseregel.errors import RuleFault
from reiseregel.resources import rules_folder
from reiseregel.rulebook import load
from reiseregel.rulebook.shape import file_kind
from reiseregel.vocabulary import load_vocabulary
from reiseregel.yamlfile import parse, read_folder

HERE = "▶"
BAD = {
    path.stem: parse(path.name, path.read_text(encoding="utf-8")) for path in Path(__file__).parent.glob("bad/*.yaml")
}
RULES = read_folder(rules_folder())
KEYS = {"beskrivelse", "fil", "erstatt", "med", "ny_fil", "innhold", "endringer", "krev_ord", "ventet", "varsel"}
#: Trials with two mistakes in them, to show that both are told.
SEVERAL = {"ukjent_navn_flere", "ukjent_kode_i_mengde", "ukjent_navn_og_type_i_to_filer", "mangler_saker_og_ord"}


@cache
def said_of_the_rules_themselves() -> frozenset[RuleFault]:
    return frozenset(load.load_files(RULES).faults)


def changed(trial: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The rule files with the mistake in them, and the place marked in each file."""
    texts = {name: text for name, text in RULES.items() if "krev_ord" in trial or not name.endswith(".saker.yaml")}
    places = {}
    for change in trial.get("endringer", [trial]):
        if "ny_fil" in change:
            assert change["ny_fil"] not in texts
            texts[change["ny_fil"]] = change["innhold"]
            continue
        name = change["fil"]
        assert texts[name].count(change["erstatt"]) == 1, f"{name} has changed: find another place for the mistake"
        before, mark, after = texts[name].replace(change["erstatt"], change["med"]).partition(HERE)
        texts[name] = before + after
        if mark:
            places[name] = f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    return texts, places


def said(trial: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The faults that the mistake brings, and the warnings, marked places written as such."""
    texts, places = changed(trial)
    loaded = load.load_files(texts, demand_words="krev_ord" in trial)
    told = [*loaded.faults, *(read_cases(texts)[1] if trial.get("ny_fil", "").endswith(".saker.yaml") else [])]
    faults = [str(fault) for fault in told if fault not in said_of_the_rules_themselves()]
    warnings = [str(warning) for warning in loaded.warnings]
    assert (loaded.book is None) == bool(loaded.faults)
    for name, place in places.items():
        faults = [fault.replace(f"{place}:", f"{name}:{HERE}:") for fault in faults]
    return faults, warnings


@pytest.mark.parametrize("name", sorted(BAD))
def test_the_mistake_is_told_once_and_clearly(name: str) -> None:
    trial = BAD[name].data
    faults, warnings = said(trial)
    assert faults == trial.get("ventet", [])
    assert warnings == trial.get("varsel", [])


@pytest.mark.parametrize("name", sorted(BAD))
def test_the_trial_is_well_made(name: str) -> None:
    """One mistake, one message, and its code leads the name of the file."""
    trial = BAD[name].data
    assert BAD[name].faults == []
    assert set(trial) <= KEYS
    messages = trial.get("ventet", trial.get("varsel"))
    assert name.startswith(messages[0].split(": ")[1])
    assert len(messages) == (2 if name in SEVERAL else 1)


def references() -> list[tuple[str, int, int]]:
    """Forty references to facts, lists, rates and readings, evenly spread: file, and where the name begins and ends."""
    vocabulary = load_vocabulary({name: parse(name, RULES[name]) for name in RULES if name.startswith("fakta/")})[0]
    owner = "|".join(["sats", "lesning", *vocabulary.entities])
    found = [
        (name, match.start(), match.end())
        for name, text in RULES.items()
        if file_kind(name) in ("regel", "umulige")
        for match in re.finditer(rf"\b({owner})\.[a-z0-9_]+", re.sub("#.*", lambda part: " " * len(part[0]), text))
    ]
    return found[:: len(found) // 40]


def test_a_misspelt_name_anywhere_is_told_once_where_it_stands() -> None:
    assert len(references()) > 30
    for name, start, end in references():
        before = RULES[name][:start]
        texts = RULES | {name: f"{RULES[name][:end]}x{RULES[name][end:]}"}
        place = f"{name}:{before.count(chr(10)) + 1}:{start - before.rfind(chr(10))}"
        told = [str(fault) for fault in load.load_files(texts, demand_words=False).faults]
        assert [message.partition(": ")[0] for message in told] == [place], told
