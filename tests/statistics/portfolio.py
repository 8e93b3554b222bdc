"""Decisions of nobody, from a number: rows of `saker` as `batch` writes them, and the register that goes with them."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from reiseregel.batch.parts import encoded
from reiseregel.columns.schema import CASES

FIRST = date(2026, 10, 12)
TRUSTS = {"oslo": 40, "bergen": 25, "ahus": 20, "unn": 8, "fonna": 3, "helgeland": 2, "": 2}
CHANNELS = {"digital": 80, "telefon": 14, "brev": 3, "": 3}
OUTCOMES = {
    "krav": {"innvilget": 50, "delvis_innvilget": 15, "avslag": 12, "mangler_opplysninger": 18, "til_vurdering": 5},
    "attest": {"gyldig": 70, "gyldig_med_begrensning": 15, "ikke_gyldig": 10, "mangler_opplysninger": 5},
    "rekvisisjon": {"kan_bestilles": 60, "til_kontoret": 25, "kan_ikke_bestilles": 10, "til_vurdering": 5},
    "bestilling": {"ja": 70, "ring": 20, "nei": 10},
}
FACTS = [
    ("pasient", "reise.endepunkt"),
    ("pasient", "utgift.dokumentasjon"),
    ("behandler", "behandling.oeyeblikkelig_hjelp"),
    ("register", "behandling.oppmoete_bekreftet"),
    ("helseforetak", "reise.billigste_rute_oere"),
    ("saksbehandler", "behandling.oppmoete_kan_godtas"),
]
Row = dict[str, Any]


def cases(seed: int, count: int) -> list[Row]:
    """The rows of `saker`, one a document."""
    draw = random.Random(seed)
    return [_case(draw, number) for number in range(count)]


def _case(draw: random.Random, number: int) -> Row:
    kind = _of(draw, {"krav": 70, "attest": 12, "rekvisisjon": 12, "bestilling": 6})
    outcome = _of(draw, OUTCOMES[kind])
    is_open = outcome in ("mangler_opplysninger", "til_vurdering")
    facts: list[tuple[str, str]] = []
    if outcome == "til_vurdering":
        facts = [FACTS[5]]
    elif is_open:
        facts = draw.sample(FACTS[:5], draw.randint(1, 2)) + ([FACTS[5]] if draw.random() < 0.3 else [])
    money = kind == "krav"
    lowest = 0 if outcome == "avslag" else draw.choice([0, 12_300, 96_000, 251_000, 402_500, 1_300_000])
    highest = lowest + draw.choice([0, 50_000, 400_000]) if is_open else lowest
    hindrances = ["ikke_avgjort"] if is_open else []
    if outcome in ("avslag", "ikke_gyldig", "kan_ikke_bestilles", "nei"):
        hindrances.append("avslag")
    if money and not is_open and lowest == 0:
        hindrances.append("null_kroner")
    if draw.random() < 0.15:
        hindrances.append("skjoenn")
    if money and draw.random() < 0.4:
        hindrances += draw.sample(["lesning:avrunding", "lesning:doegn"], draw.randint(1, 2))
    return {
        "sak": number,
        "gjelder": kind,
        "utfall": outcome,
        "beloep_oere": None if is_open or not money else lowest,
        "laveste_oere": lowest if money else None,
        "hoeyeste_oere": None if not money or (is_open and draw.random() < 0.2) else highest,
        "mulige_utfall": ["innvilget", "avslag"] if is_open else [outcome],
        "grunner": draw.sample(["frikort", "kort_reise", "for_sent", "drosje_uten_grunn"], draw.choice([0, 1, 1, 2])),
        "hjemler": ["pasientreiseforskriften/21/1"],
        "aapne_fakta": [{"faktum": fact, "sted": "/turer/0", "eier": owner} for owner, fact in facts],
        "kan_automatiseres": not hindrances,
        "hindringer": hindrances,
        "regler_sha256": "0" * 64,
    }


def register(seed: int, rows: Iterable[Row], run: str) -> list[dict[str, str]]:
    """What is known of each document beside the decision; for some, nothing is."""
    draw = random.Random(f"register {seed}")
    found = []
    for row in rows:
        received = FIRST + timedelta(draw.randrange(42))
        decided = received + timedelta(draw.choice([0, 0, 1, 2, 5, 13, 23]))
        item = {
            "kjoering": run,
            "sak": str(row["sak"]),
            "helseforetak": _of(draw, TRUSTS),
            "kanal": _of(draw, CHANNELS),
            "mottatt": received.isoformat() if draw.random() < 0.9 else "",
            "avgjort": decided.isoformat() if draw.random() < 0.95 else "",
            "grunnlag": draw.choice(["attest", "enkeltrekvisisjon", ""]) if row["gjelder"] == "bestilling" else "",
            "kostnad_oere": "" if row["gjelder"] == "krav" else draw.choice(["", "41200", "186000"]),
        }
        if draw.random() < 0.97:
            found.append(item)
    return found


def write_run(folder: Path, rows: list[Row], form: str, digest: str = "a") -> Path:
    """A folder as `batch` leaves it, with what the report reads of it."""
    folder.mkdir(parents=True)
    table = pa.Table.from_pylist(rows, CASES)
    header = ",".join(CASES.names).encode() + b"\n" if form == "csv" else b""
    (folder / f"saker.{form}").write_bytes(header + encoded(table, form))  # type: ignore[arg-type]
    manifest = {
        "type": "batchmanifest",
        "versjon": 1,
        "inn": [{"fil": "krav.jsonl", "format": "jsonl", "bytes": len(rows), "sha256_av_utdrag": digest}],
        "regler_sha256": "0" * 64,
        "motor": "0.1.0",
        "lesninger": {},
        "format": form,
        "spraak": "nb",
        "rader_i_hver_del": 256,
        "ferdig": True,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def write_register(path: Path, rows: list[dict[str, str]], separator: str = ",") -> Path:
    """As CSV, or as JSONL with numbers that are numbers."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=separator)
            writer.writeheader()
            writer.writerows(rows)
        return path
    numbers = ("sak", "kostnad_oere")
    lines = ({key: int(value) if key in numbers else value for key, value in row.items() if value} for row in rows)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def _of(draw: random.Random, weights: Mapping[str, int]) -> str:
    return draw.choices(list(weights), list(weights.values()))[0]
