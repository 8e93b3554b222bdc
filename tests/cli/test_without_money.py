"""What is made for answers about money says so when a document gets an answer without, and stops with 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.explain.test_answer_readers import sampled

CLAIM = Path(__file__).resolve().parents[2] / "examples/01_egen_bil_100_km/krav.json"


@pytest.fixture
def document(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    case, _ = sampled()[request.param][0]
    path = tmp_path / "sak.json"
    path.write_text(json.dumps(case.document), encoding="utf-8")
    return path


@pytest.mark.parametrize("document", ["attest"], indirect=True)
def test_what_is_only_for_money_is_refused_in_one_sentence(call: Any, document: Path) -> None:
    tried = {
        "--hva-om": ("forklar", document, "--hva-om"),
        "Brev": ("brev", document),
        "Sammenligning": ("sammenlign", document, document),
    }
    for what, arguments in tried.items():
        code, out, told = call(*arguments)
        assert (code, out) == (2, "")
        assert told == (
            f"{what} finnes bare for krav og tilbakekreving. Dokumentet her får et svar uten beløp; bruk «forklar».\n"
        )


@pytest.mark.parametrize("document", ["klage"], indirect=True)
def test_a_printed_answer_and_a_claim_are_not_compared(call: Any, document: Path, tmp_path: Path) -> None:
    _, out, _ = call("vurder", document, "--format", "json")
    printed = tmp_path / "svar.json"
    printed.write_text(out, encoding="utf-8")

    for arguments in ((printed, document), (CLAIM, document), (printed, CLAIM)):
        code, out, told = call("sammenlign", *arguments)
        assert (code, out) == (2, "")
        assert told.startswith("Sammenligning finnes bare for krav og tilbakekreving.")


@pytest.mark.parametrize("document", ["bestilling"], indirect=True)
def test_the_plan_of_questions_is_made_for_a_booking(call: Any, document: Path) -> None:
    code, out, _ = call("veiled", document, "--format", "json")
    plan = json.loads(out)

    assert code == 0
    assert plan["gjelder"] == json.loads(document.read_text(encoding="utf-8"))["type"]
    assert plan["svar"]["beloep_oere"] is None
