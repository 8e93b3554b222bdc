"""A small file of events with faults in it, and runs of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reiseregel.control.manifest import JOURNAL
from reiseregel.control.run import Asked
from reiseregel.control.store import Engine, has_duckdb
from tests.control.generated import events as month
from tests.control.made_events import Event, event

ENGINES: tuple[Engine, ...] = ("sqlite", "duckdb") if has_duckdb() else ("sqlite",)
NATIONAL = "01017012345"


def lines() -> list[Event | bytes]:
    """Some hundred made-up events, and lines that cannot be used."""
    found: list[Event | bytes] = list(month(240, 5))
    found[7:7] = [b"{", b"", json.dumps(event("frikort", pasient=NATIONAL)).encode(), b"  "]
    first = event("frikort", id="samme")
    found[30:30] = [first, dict(reversed(first.items()))]
    return [*found, first | {"til": "2027-01-01"}, first | {"til": "2027-01-01"}, first]


def asked(source: Path | str, target: Path, **how: Any) -> Asked:
    settings: dict[str, Any] = {"engine": "sqlite", "lines": 50, "facts": 20} | how
    return Asked(sources=(str(source),), target=target, **settings)


def content(folder: Path) -> dict[str, bytes]:
    """Every file but the one that tells how a run went."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != f"{JOURNAL}.json"
    }


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
