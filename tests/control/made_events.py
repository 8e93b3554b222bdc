"""Small events, in order as they stand; a test changes what it is about."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

Event = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]

#: One of each kind, all optional keys given.
EXAMPLES: dict[str, Event] = {
    "behandling": {"pasient": "p1", "dato": "2026-05-10", "behandlingssted": "s1", "dekket": True},
    "innleggelse": {"pasient": "p1", "inn": "2026-05-09", "ut": "2026-05-12"},
    "frikort": {"pasient": "p1", "fra": "2026-05-01", "til": "2026-12-31"},
    "attest": {
        "attest": "a1",
        "pasient": "p1",
        "rekvirent": "q1",
        "rolle": "behandler",
        "attesttype": "tilrettelagt_transport",
        "gyldig_fra": "2026-01-01",
        "gyldig_til": "2026-12-31",
        "omfang": "alle_behandlingssteder",
        "behandlingssted": "s1",
    },
    "attest_tilbakekalt": {"attest": "a1", "fra": "2026-06-01"},
    "rekvisisjon": {
        "rekvisisjon": "r1",
        "pasient": "p1",
        "rekvirent": "q1",
        "rolle": "behandler",
        "grunn": "helse",
        "alene_i_bil": False,
    },
    "bestilling": {
        "reise": "j1",
        "pasient": "p1",
        "dato": "2026-05-10",
        "retning": "til",
        "formaal": "behandling",
        "transport": "drosje",
        "bestilt_av": "behandler",
        "behandlingssted": "s1",
        "rekvisisjon": "r1",
        "attest": "a1",
    },
    "avbestilling": {"reise": "j1", "etter_utsending": True},
    "gjennomfoering": {"reise": "j1", "transportoer": "t1", "resultat": "kjoert", "egenandel_oere": 17100},
    "kravreise": {"krav": "k1", "pasient": "p1", "dato": "2026-05-10", "retning": "til", "transport": "egen_bil"},
}
_numbers = count(1)


def event(kind: str, /, *without: str, **changed: Any) -> Event:
    """An event of a kind, with an id of its own, some keys left out and some values changed."""
    given = {"id": f"e{next(_numbers)}", "slag": kind, "tid": "2026-05-08T09:30"} | EXAMPLES[kind] | changed
    return {key: value for key, value in given.items() if key not in without}


def as_lines(events: Iterable[Event | bytes]) -> bytes:
    return b"".join((item if isinstance(item, bytes) else json.dumps(item).encode()) + b"\n" for item in events)
