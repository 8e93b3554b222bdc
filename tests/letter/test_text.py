"""Letters as text against golden files, word for word. `REISEREGEL_GODTA=1` writes new ones for review."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reiseregel.letter import Details, LetterLanguage
from reiseregel.prose import as_text
from tests.letter.cases import GOOD_FAITH, demand, example, one_way_open, page, receipt_missing, refused

GOLDEN = Path(__file__).with_name("golden")


def ordinal(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


RECEIVED = Details(dated=ordinal("2026-06-10"), received=ordinal("2026-06-12"), reference="SAK-2026-17")
APPROVED = Details(dated=ordinal("2026-06-10"), approved_by="SB-4")
LETTERS: dict[str, tuple[dict[str, Any], Details, LetterLanguage]] = {
    "innvilget": (example("01"), RECEIVED, "nb"),
    "innvilget_nn": (example("01"), RECEIVED, "nn"),
    "innvilget_etter_skjoenn": (example("07"), APPROVED, "nb"),
    "delvis_innvilget": (example("08"), Details(), "nb"),
    "delvis_innvilget_nn": (example("08"), Details(), "nn"),
    "avslag": (refused(), APPROVED, "nb"),
    "avslag_nn": (refused(), APPROVED, "nn"),
    "utkast": (example("02"), Details(), "nb"),
    "mangler_dokument": (receipt_missing(), RECEIVED, "nb"),
    "mangler_opplysninger": (one_way_open(), Details(), "nb"),
    "mangler_opplysninger_nn": (one_way_open(), Details(), "nn"),
    "tilbakekreving_forsett": (example("10"), APPROVED, "nb"),
    "tilbakekreving_forsett_nn": (example("10"), APPROVED, "nn"),
    "tilbakekreving_god_tro": (demand(**GOOD_FAITH), RECEIVED, "nb"),
    "tilbakekreving_ikke_avgjort": (demand(), Details(), "nb"),
}


@pytest.mark.parametrize("name", LETTERS)
def test_letter_reads_as_agreed(name: str) -> None:
    text = as_text(page(*LETTERS[name]), 100) + "\n"

    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("REISEREGEL_GODTA"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_no_golden_letter_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*")} == set(LETTERS)
