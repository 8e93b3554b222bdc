"""`regler PARAGRAF --sammenlign D1 D2`: text and JSON, what stood elsewhere before, and wrong usage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.explain.small import FILES

REWRITE = ("--sammenlign", "2025-03-02", "2025-03-03")

pytestmark = pytest.mark.usefixtures("own_rules_once")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("typed", ["12", "§ 12", "par_12"])
def test_as_text(call: Any, small: Path, typed: str) -> None:
    code, out, err = call("regler", typed, *REWRITE, "--regler", small)

    assert (code, err) == (0, "")
    assert "uendret: 1 · endret: 2 · ny: 1 · borte: 1" in out.splitlines()


def test_in_another_language(call: Any, small: Path) -> None:
    _, out, _ = call("regler", "12", *REWRITE, "--regler", small, "--spraak", "en")

    assert out.splitlines()[1] == "unchanged: 1 · changed: 2 · new: 1 · gone: 1"


def test_as_json(call: Any, small: Path) -> None:
    code, out, _ = call("regler", "12", *REWRITE, "--regler", small, "--format", "json")

    told = json.loads(out)
    by_name = {item["begrep"]: item for item in told["begreper"]}
    assert (code, told["paragraf"], told["datoer"]) == (0, "12", ["2025-03-02", "2025-03-03"])
    moved = by_name["par_12.flyttet"]
    assert (moved["endring"], moved["navn"]) == ("endret", ["forlengelse", "forlenget"])
    assert moved["hovedregel"]["da"]["hjemmel"] == {"lov": "pasientreiseforskriften", "paragraf": "16"}
    assert [moved["hovedregel"][when]["ordlyd_lest"] for when in ("da", "naa")] == [False, True]
    exceptions = {item["id"]: item for item in by_name["par_12.annerledes"]["unntak"]}
    assert [item["endring"] for item in exceptions.values()] == ["uendret", "ny", "borte"]
    assert exceptions["par_12.kommer"]["da"] is None
    assert exceptions["par_12.kommer"]["naa"]["uttrykk"] == {"naar": "noe_vist", "er": "usann"}
    assert [(item["sats"], item["da"]["verdi"], item["naa"]["verdi"]) for item in told["satser"]] == [
        ("grense", 9_999, 10_000)
    ]


@pytest.mark.parametrize(
    ("paragraph", "concept"),
    [
        ("1", "par_01a.tjenesten_er_omfattet"),  # today § 1a
        ("16", "par_12.kostdoegn_som_teller"),  # the extension of a stay, today § 12 fourth ledd
        ("8", "par_08.kort_reise"),
    ],
)
def test_our_own_rules_are_found_where_they_stood(call: Any, paragraph: str, concept: str) -> None:
    code, out, _ = call("regler", paragraph, *REWRITE, "--format", "json")

    assert code == 0
    assert concept in [item["begrep"] for item in json.loads(out)["begreper"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["12", "--sammenlign", "2025-03-03", "2025-03-02"], "Skriv den tidligste datoen først."),
        (["12", "--sammenlign", "2025-03-03", "2025-03-03"], "Skriv den tidligste datoen først."),
        (["12", "--sammenlign", "2016-09-30", "2025-03-03"], "Reglene dekker ikke begge datoene."),
        (["12", "--sammenlign", "2025-03-03", "2028-01-01"], "Reglene dekker ikke begge datoene."),
        (["99", *REWRITE], "Ingen regler sto under den paragrafen på de to datoene."),
        ([*REWRITE], "Skriv hvilken paragraf som skal sammenliknes."),
        (["12", *REWRITE, "--dekning"], "--sammenlign kan ikke brukes sammen med"),
        (["12", *REWRITE, "--dato", "2025-03-03"], "--sammenlign kan ikke brukes sammen med"),
        (["12", "--spraak", "en"], "--spraak brukes bare sammen med --sammenlign og --signaler."),
        (["SECRET", *REWRITE], "Ingen regler sto under den paragrafen"),
        (["12", "--sammenlign", "SECRET", "2025-03-03"], "--sammenlign"),
    ],
)
def test_wrong_usage_is_2_and_repeats_nothing(call: Any, small: Path, arguments: list[str], said: str) -> None:
    code, out, err = call("regler", *arguments, "--regler", small)

    assert (code, out) == (2, "")
    assert said in err
    assert "SECRET" not in err
