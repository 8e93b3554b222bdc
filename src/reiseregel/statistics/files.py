"""The report as JSON and CSV: one number a row, in the order of the report."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from reiseregel.errors import Language
from reiseregel.statistics.counting import Placed
from reiseregel.statistics.measures import Measures
from reiseregel.statistics.periods import Grid
from reiseregel.statistics.report import Figure, Report
from reiseregel.version import ENGINE

COLUMNS: Final = (
    "fra",
    "til",
    "gjelder",
    "helseforetak",
    "maal",
    "kategori",
    "enhet",
    "verdi",
    "skjult",
    "andel_promille",
    "endring",
    "endring_promille",
)


def report_json(report: Report, measures: Measures, grid: Grid, placed: Placed, language: Language) -> dict[str, Any]:
    """As `schemas/v1/statistikk.schema.json`."""
    return {
        "type": "statistikk",
        "versjon": 1,
        "inndeling": {"periode": grid.kind, "fra": grid.anchor.isoformat(), "etter": placed},
        "minste_celle": report.least,
        "maal": [
            {
                "id": measure.id,
                "slag": measure.kind,
                "navn": measure.label.in_language(language),
                "definisjon": measure.definition.in_language(language),
                "kilde": measure.source.in_language(language),
            }
            for measure in measures.all
        ],
        "tall": [_row(figure) for figure in report.figures],
        "kvittering": {"motor": ENGINE, "maal_sha256": measures.digest},
    }


def report_csv(report: Report) -> str:
    """Comma between, a header, an empty cell for what is not there; `ja` where the number is hidden."""
    sink = io.StringIO()
    writer = csv.DictWriter(sink, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for figure in report.figures:
        writer.writerow(_row(figure) | {"skjult": "ja" if figure.hidden else "nei"})
    return sink.getvalue()


def _row(figure: Figure) -> dict[str, Any]:
    return {
        "fra": figure.period.first.isoformat() if figure.period else None,
        "til": figure.period.last.isoformat() if figure.period else None,
        "gjelder": figure.kind,
        "helseforetak": figure.trust,
        "maal": figure.measure,
        "kategori": figure.category,
        "enhet": figure.unit,
        "verdi": figure.value,
        "skjult": figure.hidden,
        "andel_promille": figure.share,
        "endring": figure.change,
        "endring_promille": figure.share_change,
    }
