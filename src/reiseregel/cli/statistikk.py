"""`reiseregel statistikk`: the report every three weeks, from files of decisions."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import click

from reiseregel.cli.files import write_whole
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    FAULT_IN_RULES,
    WRONG_USAGE,
    Stop,
    load,
    rules_option,
    say,
    say_error,
    say_rule_faults,
)
from reiseregel.errors import InvalidRules, Language

if TYPE_CHECKING:
    from reiseregel.statistics.measures import Measures
    from reiseregel.statistics.model import RowFault
    from reiseregel.statistics.periods import Grid, PeriodKind
    from reiseregel.statistics.run import Asked, Done

#: So many faulty rows are told where no file takes them.
_TOLD: Final = 10
_UNWRITABLE: Final = "Mappen for rapporten kan ikke lages eller skrives i."
#: Where faulty rows are written until the report is whole.
_TAKING: Final = ".feil.jsonl"
_DAY = click.DateTime(["%Y-%m-%d"])
_MONDAY: Final = 0


@click.command("statistikk", cls=Command, short_help="Lag rapporten hver tredje uke fra avgjørelser.")
@click.argument("sources", metavar="INN …", nargs=-1, required=True)
@click.option("-o", "--ut", "target", metavar="MAPPE", help="Skriv rapporten hit: tekst, CSV, JSON og figurer.")
@click.option("--register", "registers", multiple=True, metavar="FIL", help="Tabell til svarene. Kan gjentas.")
@click.option(
    "--periode",
    "kind",
    type=click.Choice(["treuker", "uke", "maaned", "kvartal"]),
    default="treuker",
    help="Lengden på periodene (ellers tre uker).",
)
@click.option("--fra", "anchor", type=_DAY, metavar="ÅÅÅÅ-MM-DD", help="En mandag treukersperioder regnes fra.")
@click.option(
    "--etter",
    "placed",
    type=click.Choice(["avgjort", "mottatt"]),
    default="avgjort",
    help="Dagen som plasserer et dokument (ellers avgjort).",
)
@click.option("--minste-celle", "least", type=int, metavar="ANTALL", help="Skjul antall under dette (minst 5).")
@click.option(
    "--format", "form", type=click.Choice(["tekst", "csv", "json"]), default="tekst", help="Det som skrives ut her."
)
@click.option("--overskriv", "overwrite", is_flag=True, help="Bytt ut en rapport som er i mappen fra før.")
@click.option("--krev-feilfri", "demand", is_flag=True, help="Gi utgangskode 1 når noen rad har feil.")
@click.option("--spraak", "language", type=click.Choice(["nb", "nn", "en"]), default="nb", help="Språk i rapporten.")
@rules_option
def statistikk(language: Language, target: str | None, form: str, demand: bool, **how: Any) -> int:
    """Tell avgjørelser: hvem som avgjør, utfall, kanal, tid og beløp, for hvert helseforetak og hver periode.

    INN er mapper fra «batch» (eller NAVN=MAPPE), filer med svar fra «vurder --format json», eller mapper med slike.
    Små tall skjules. Hva hvert mål er, og hva registeret må ha, står i docs/statistikk.md.
    """
    from reiseregel.statistics.model import StatisticsStop
    from reiseregel.statistics.run import TABLE, TEXT, Asked, contents, run

    book = load(how["folder"])
    measures = _measures(how["folder"])
    grid = _grid(how["kind"], how["anchor"], measures)
    least = measures.least if how["least"] is None else how["least"]
    if least < measures.least:
        say_error(f"Grensen kan ikke settes lavere enn {measures.least}.")
        return WRONG_USAGE
    asked = Asked(how["sources"], how["registers"], grid, how["placed"], least, language)
    folder = _folder(target, measures, overwrite=how["overwrite"])
    try:
        with _Faults(folder, language) as faults:
            done = run(asked, book, measures, faults)
    except StatisticsStop as stop:
        say_error(stop.sentence)
        raise Stop(stop.exit_code) from None
    except ModuleNotFoundError:
        if find_spec("pyarrow") is not None:
            raise
        say_error("Parquet trenger mer: pip install 'reiseregel[batch]'")
        return WRONG_USAGE
    made = contents(done, asked, book, measures)
    if folder is not None:
        _write(folder, made, measures)
    if form == "json":
        _say_json(done, asked, measures)
    else:
        say(made[TABLE if form == "csv" else TEXT].rstrip("\n"))
    _tell(done)
    return FAULT_IN_INPUT if demand and done.seen.faults else 0


def _measures(folder: Path | None) -> Measures:
    from reiseregel.statistics.measures import load_measures

    try:
        return load_measures(folder)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        raise Stop(FAULT_IN_RULES) from None


def _grid(kind: PeriodKind, anchor: datetime | None, measures: Measures) -> Grid:
    from reiseregel.statistics.periods import Grid

    first: date = measures.anchor if anchor is None else anchor.date()
    if first.weekday() != _MONDAY:
        say_error("Dagen i --fra må være en mandag.")
        raise Stop(WRONG_USAGE)
    return Grid(kind, first)


def _folder(target: str | None, measures: Measures, *, overwrite: bool) -> Path | None:
    from reiseregel.statistics.run import ours

    if target is None:
        return None
    folder = Path(target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if ours(folder, measures) and not overwrite:
            say_error("Mappen har en rapport fra før. Velg en annen, eller bruk --overskriv.")
            raise Stop(WRONG_USAGE)
    except (OSError, ValueError):
        say_error(_UNWRITABLE)
        raise Stop(WRONG_USAGE) from None
    return folder


class _Faults(AbstractContextManager["_Faults"]):
    """Takes each faulty row: into a file beside the report, or the first few of them on standard error."""

    def __init__(self, folder: Path | None, language: Language) -> None:
        self.path = None if folder is None else folder / _TAKING
        self.language, self.told = language, 0
        self.file: IO[str] | None = None

    def __enter__(self) -> _Faults:
        try:
            self.file = None if self.path is None else self.path.open("w", encoding="utf-8")
        except OSError:
            say_error(_UNWRITABLE)
            raise Stop(WRONG_USAGE) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self.file is not None and self.path is not None:
            self.file.close()
            if kind is not None:
                self.path.unlink(missing_ok=True)

    def __call__(self, found: RowFault) -> None:
        from reiseregel.statistics.run import fault_line

        self.told += 1
        if self.file is not None:
            self.file.write(fault_line(found, self.language))
        elif self.told <= _TOLD:
            message = found.fault.message.in_language(self.language)
            say_error(f"{found.file}:{found.row}: {found.fault.code}: {message}")


def _write(folder: Path, made: dict[str, str], measures: Measures) -> None:
    """The new files in place of the old; what an earlier report had and this has not, goes."""
    from reiseregel.statistics.run import FAULTS, ours

    try:
        for path in ours(folder, measures):
            if path.name not in made and path.name != FAULTS:
                path.unlink()
        (folder / _TAKING).replace(folder / FAULTS)
        for name, content in made.items():
            write_whole(folder / name, content.encode())
    except OSError:
        say_error("Rapporten kan ikke skrives. Se at det er plass der den skal stå.")
        raise Stop(WRONG_USAGE) from None


def _say_json(done: Done, asked: Asked, measures: Measures) -> None:
    from reiseregel.cli.output import say_json
    from reiseregel.statistics.files import report_json

    say_json(report_json(done.report, measures, asked.grid, asked.placed, asked.language))


def _tell(done: Done) -> None:
    """On standard error: how much was read is not part of what may be published."""
    seen = done.seen
    parts = [f"Lest {seen.documents} rader, talt {seen.counted} dokumenter"]
    if seen.repeated or done.repeated_sources:
        parts.append(f"{seen.repeated} svar og {done.repeated_sources} filer eller kjøringer var med fra før")
    if seen.without_answer:
        parts.append(f"{seen.without_answer} uten svar")
    if seen.faults:
        parts.append(f"{seen.faults} rader med feil")
    if seen.register_rows:
        parts.append(f"{seen.register_used} dokumenter står i registeret")
    say_error("; ".join(parts) + ".")
