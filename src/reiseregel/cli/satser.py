"""`reiseregel satser`: the rates, on a date or over time."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import format_option, load, rules_option, say, say_json
from reiseregel.explain.words import hjemmel_words, quantity
from reiseregel.rulebook.model import Rate, RateRow


@click.command("satser", cls=Command, short_help="Vis satsene.")
@rules_option
@format_option
@click.option(
    "--dato", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="ÅÅÅÅ-MM-DD", help="Bare det som gjelder denne dagen."
)
def satser(folder: Path | None, form: str, day: datetime | None) -> int:
    """Vis hver sats med verdi, fra-dato, kilde og om den er bekreftet eller foreløpig."""
    book = load(folder)
    rows = [(rate, row) for rate in book.rates.values() for row in _rows(rate, day.date() if day else None)]
    if form == "json":
        say_json([_as_json(rate, row) for rate, row in rows])
        return 0
    for rate, row in rows:
        label = rate.label.nb if rate.label else rate.name
        since = date.fromordinal(row.since).isoformat()
        value = quantity(row.value, rate.type.unit, "nb")
        status = "bekreftet" if row.status == "bekreftet" else "foreløpig"
        origin = f"{hjemmel_words(row.hjemmel, 'nb')}; {row.source}"
        say(f"{label}: {value} fra {since} ({status}; {origin}; sats.{rate.name})")
    return 0


def _rows(rate: Rate, day: date | None) -> tuple[RateRow, ...]:
    if day is None:
        return rate.rows
    row = rate.on(day.toordinal())
    return (row,) if row else ()


def _as_json(rate: Rate, row: RateRow) -> dict[str, object]:
    return {
        "sats": rate.name,
        "verdi": row.value,
        "enhet": rate.type.unit,
        "fra": date.fromordinal(row.since).isoformat(),
        "status": row.status,
        "kilde": row.source,
        "hjemmel": row.hjemmel.to_json(),
    }
