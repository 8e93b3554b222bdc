"""A document that asks for nothing its sender can have is refused with one fault."""

import json
from pathlib import Path

import pytest

from reiseregel import InvalidDocument, decide, load_rulebook

CLAIM = Path(__file__).resolve().parents[2] / "examples/01_egen_bil_100_km/krav.json"


def test_an_employer_has_no_claim_for_the_journeys_alone() -> None:
    claim = json.loads(CLAIM.read_text(encoding="utf-8"))
    claim["fremsatt_av"]["rolle"] = "arbeidsgiver"

    with pytest.raises(InvalidDocument) as refused:
        decide(claim, load_rulebook())

    assert [(item.pointer, item.code) for item in refused.value.faults] == [("", "krav.ingenting_krevd")]
