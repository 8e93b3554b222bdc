"""The cases that letters are tried on: the examples, and small changes of them."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from reiseregel import RuleBook
from reiseregel.casebook.load import COMMON, Case, read_cases
from reiseregel.decision import Answered, answer
from reiseregel.letter import Details, LetterLanguage, letter_page
from reiseregel.prose import Page
from reiseregel.resources import rules_folder
from reiseregel.yamlfile import read_folder
from tests.conftest import own_rules

ROOT = Path(__file__).resolve().parents[2]
Document = dict[str, Any]
JUDGED = (
    "forsto_eller_burde_forstaatt",
    "feilaktige_opplysninger",
    "grad",
    "saerlige_grunner",
    "del_av_beloepet_oere",
)


def book() -> RuleBook:
    return own_rules()


@cache
def _examples() -> dict[str, Document]:
    return {
        path.parent.name[:2]: json.loads(path.read_text(encoding="utf-8"))
        for path in (ROOT / "examples").glob("*/*.json")
    }


def example(number: str, **changes: Any) -> Document:
    """An example by its number, with other values at the top of the document."""
    return {**copy.deepcopy(_examples()[number]), **changes}


def journeys(document: Document) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document["turer"][0]["reisende"][0]["reiser"]
    return found


def refused() -> Document:
    """Both ways shorter than ten kilometres."""
    document = example("02")
    journeys(document)[1]["reisevei_m"] = 9_999
    return document


def one_way_open() -> Document:
    """The way out is too short; for the way home the register has not said whether the minimum fare goes."""
    document = example("02")
    del journeys(document)[1]["felles_takstsone"]
    return document


def receipt_missing() -> Document:
    """Nobody has said whether there is a receipt for the toll."""
    document = example("03")
    for journey in journeys(document):
        for expense in journey.get("utgifter", []):
            del expense["dokumentasjon"]
    return document


def demand(**facts: Any) -> Document:
    """A demand for repayment, each judgement with its assessment."""
    base = {name: value for name, value in example("10").items() if name not in ("feilaktige_opplysninger", "grad")}
    pattern = base.pop("vurderinger")[0]
    made = [{**pattern, "faktum": f"/{name}", "momenter": [0]} for name in facts if name in JUDGED]
    return {**base, **facts, **({"vurderinger": made} if made else {})}


GOOD_FAITH = {
    "forsto_eller_burde_forstaatt": False,
    "feilaktige_opplysninger": False,
    "grad": "aktsom_god_tro",
    "i_behold_oere": 400_000,
    "del_av_beloepet_oere": 250_000,
}
NOTHING_LEFT = {**GOOD_FAITH, "i_behold_oere": 0}


@cache
def cases_in(*files: str) -> tuple[Case, ...]:
    """The cases beside some rule files (`par_08`), by the files alone and what those share."""
    texts = {name: text for name, text in read_folder(rules_folder()).items() if name.endswith(".saker.yaml")}
    wanted = (COMMON, *(f"{file}." for file in files))
    cases, faults = read_cases({name: text for name, text in texts.items() if Path(name).name.startswith(wanted)})
    assert not faults
    return tuple(case for case in cases if case.paragraph in files)


def case_named(file: str, name: str) -> Document:
    """The one case beside a rule file whose name begins so."""
    (found,) = (case.document for case in cases_in(file) if case.name.startswith(name))
    return found


def answered(document: Document) -> Answered:
    return answer(document, book())


def page(document: Document, details: Details | None = None, language: LetterLanguage | None = None) -> Page:
    return letter_page(answered(document), details, language)
