"""From files to a report: find, read a little at a time, count, hide, write."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reiseregel.errors import Language
from reiseregel.rulebook import RuleBook
from reiseregel.statistics.answers import Reader
from reiseregel.statistics.chart import charts
from reiseregel.statistics.counting import Counting, Placed
from reiseregel.statistics.files import report_csv, report_json
from reiseregel.statistics.measures import Measures
from reiseregel.statistics.model import RowFault, Seen
from reiseregel.statistics.periods import Grid
from reiseregel.statistics.reading import read
from reiseregel.statistics.register import read_register
from reiseregel.statistics.report import Report, make_report
from reiseregel.statistics.sources import find, register_paths
from reiseregel.statistics.store import opened
from reiseregel.statistics.text import report_text
from reiseregel.statistics.words import Words

#: What a report is in a folder; the charts come beside them.
TEXT, TABLE, DATA = "statistikk.txt", "statistikk.csv", "statistikk.json"
#: For whoever runs it, and not to be published: the faults, and what was read.
FAULTS, READ = "feil.jsonl", "kjoering.json"
OWN: Final = (TEXT, TABLE, DATA, FAULTS, READ)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: decisions, tables that go with them, how days are placed, and the least number shown."""

    sources: Sequence[str]
    registers: Sequence[str]
    grid: Grid
    placed: Placed
    least: int
    language: Language


@dataclass(frozen=True, slots=True)
class Done:
    """A report, and what was read to make it."""

    report: Report
    seen: Seen
    repeated_sources: int


def run(asked: Asked, book: RuleBook, measures: Measures, tell: Callable[[RowFault], None]) -> Done:
    """The report. Each row that cannot be counted is told as it is met.

    Raises:
        StatisticsStop: the input as a whole cannot be read.

    """
    sources = find(asked.sources)
    registers = register_paths(asked.registers)
    seen = Seen()
    counting = Counting(measures, asked.grid, asked.placed)
    reader = Reader(book, measures)
    with opened() as store:
        for fault in read_register(registers, store, measures, book.vocabulary.trusts, sources.runs, seen):
            seen.faults += 1
            tell(fault)
        for source in sources.all:
            for found in read(source, reader, store, seen):
                if isinstance(found, RowFault):
                    seen.faults += 1
                    tell(found)
                else:
                    seen.counted += 1
                    counting.add(*found)
    return Done(make_report(counting, asked.least), seen, sources.repeated)


def fault_line(found: RowFault, language: Language) -> str:
    """One line of `feil.jsonl`."""
    told = found.fault.to_json(language)
    line = {"fil": found.file, "rad": found.row, "kode": told["kode"], "melding": told["melding"]}
    return json.dumps(line, ensure_ascii=False) + "\n"


def contents(done: Done, asked: Asked, book: RuleBook, measures: Measures) -> dict[str, str]:
    """The text of every file of the report but the faults, by name."""
    words = Words(book, measures, asked.language)
    whole = report_json(done.report, measures, asked.grid, asked.placed, asked.language)
    return {
        TEXT: report_text(done.report, words) + "\n",
        TABLE: report_csv(done.report),
        DATA: json.dumps(whole, ensure_ascii=False, indent=1) + "\n",
        READ: json.dumps(read_json(done), ensure_ascii=False, indent=2) + "\n",
        **charts(done.report, words),
    }


def read_json(done: Done) -> dict[str, Any]:
    """What was read: rows, documents counted, those met before, lines of «vurder» without an answer, faults."""
    seen = done.seen
    return {
        "type": "statistikkjoering",
        "versjon": 1,
        "rader": seen.documents,
        "talt": seen.counted,
        "gjentatt": seen.repeated,
        "uten_svar": seen.without_answer,
        "feil": seen.faults,
        "gjentatte_filer": done.repeated_sources,
        "registerrader": seen.register_rows,
        "registerrader_brukt": seen.register_used,
    }


def ours(folder: Path, measures: Measures) -> list[Path]:
    """The files of a report that are in a folder already; a chart is known by its measure."""
    drawn = tuple(f"{measure.id}_" for measure in measures.all if measure.drawn)
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and (path.name in OWN or (path.suffix == ".svg" and path.name.startswith(drawn)))
    )
