"""A base document moved in time keeps ages, time limits and the distance between its dates."""

from __future__ import annotations

from typing import Any

from reiseregel.casebook.moving import moved

CLAIM: dict[str, Any] = {
    "type": "krav",
    "fremsatt": "2026-06-01",
    "pasient": {"foedselsdato": "1970-05-05"},
    "turer": [{"reisende": [{"reiser": [{"dato": "2026-05-06"}, {"dato": "2026-05-04", "reisevei_m": 2026}]}]}],
    "vurderinger": [{"tidspunkt": "2026-06-10T09:00:00Z", "referanse": "vurdering-2026-05-04"}],
}


def test_every_date_moves_by_as_many_days_as_the_earliest_journey() -> None:
    assert moved(CLAIM, "2024-05-04") == {
        "type": "krav",
        "fremsatt": "2024-06-01",
        "pasient": {"foedselsdato": "1968-05-05"},
        "turer": [{"reisende": [{"reiser": [{"dato": "2024-05-06"}, {"dato": "2024-05-04", "reisevei_m": 2026}]}]}],
        "vurderinger": [{"tidspunkt": "2024-06-10T09:00:00Z", "referanse": "vurdering-2026-05-04"}],
    }


def test_a_document_without_a_journey_cannot_be_moved() -> None:
    assert moved({"type": "tilbakekreving"}, "2024-05-04") is None
