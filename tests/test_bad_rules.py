"""Each file in tests/bad/ makes one mistake in a copy of the rules and lists exactly what is said of it.

`fil` with `erstatt` and `med` changes a file, `ny_fil` with `innhold` adds one, `endringer` lists several such. `krev_ord`
also demands words and cases. `ventet` are the faults, `varsel` the warnings; `▶` in `med` marks the place the fault must
point at, so that the rules can grow above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reiseregel.errors import RuleFault
from reiseregel.resources import rules_folder
from reiseregel.rulebook import load
from reiseregel.rulebook.shape import shape_faults
from reiseregel.yamlfile import YamlFile, parse, read_folder

HERE = "▶"
BAD = {path.stem: parse(path.name, path.read_text(encoding="utf-8")) for path in Path(__file__).parent.glob("bad/*.yaml")}
RULES = read_folder(rules_folder())
SHAPES: dict[int, list[RuleFault]] = {}


@pytest.fixture(autouse=True, scope="module")
def _files_read_once() -> Iterator[None]:
    """Nearly all files are the same in every trial, so each text is read once; the reading itself is the real one."""

    def shaped(file: YamlFile) -> list[RuleFault]:
        if id(file) not in SHAPES:
            SHAPES[id(file)] = list(shape_faults(file))
        return SHAPES[id(file)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "parse", cache(parse))
        patch.setattr(load, "shape_faults", shaped)
        yield


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
    faults = [str(fault) for fault in loaded.faults if fault not in said_of_the_rules_themselves()]
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
    trial = BAD[name].data
    assert BAD[name].faults == []
    assert set(trial) <= {
        "beskrivelse", "fil", "erstatt", "med", "ny_fil", "innhold", "endringer", "krev_ord", "ventet", "varsel"
    }  # fmt: skip
    codes = {message.split(": ")[1] for message in trial.get("ventet", [])}
    assert len(codes) == (1 if name.partition("__")[0] not in SEVERAL and "ventet" in trial else len(codes))


#: Trials of mistakes that are two, or that miss two things at once.
SEVERAL = {"to_filer", "mangler_saker_og_ord"}
