"""`reiseregel kontroll`: signals over many events, for a person to look at."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from reiseregel.cli.kontroll_progress import shown
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    FAULT_IN_RULES,
    WRONG_USAGE,
    Stop,
    format_option,
    rules_option,
    say,
    say_error,
    say_json,
    say_rule_faults,
)
from reiseregel.errors import InvalidRules, Language

if TYPE_CHECKING:
    from reiseregel.control.run import Asked, Outcome
    from reiseregel.control.signals import ControlBook

_NO_DUCKDB: Final = "DuckDB er ikke installert: pip install 'reiseregel[kontroll]'. Uten den brukes --motor sqlite."
_NO_PARQUET: Final = "Å lese Parquet trenger mer: pip install 'reiseregel[kontroll]'"
_NO_FOLDER: Final = "Mappen med regler finnes ikke."
_INTERRUPTED: Final = "Stanset. Det som er gjort, er tatt vare på: kjør den samme kommandoen med --fortsett."
_STOPPED, _INTERNAL = 130, 70


@click.command("kontroll", cls=Command, short_help="Finn det noen bør se nærmere på blant mange hendelser.")
@click.argument("sources", metavar="HENDELSER", nargs=-1, required=True)
@click.option("-o", "--ut", "target", required=True, metavar="MAPPE", help="Mappen som signalene skrives til.")
@click.option(
    "--vindu",
    "window",
    type=click.Choice(["uke", "maaned", "kvartal"]),
    default="maaned",
    help="Perioden som pasienter, rekvirenter og transportører blir sett på i (ellers måned).",
)
@click.option(
    "--utfoerer",
    "executor",
    type=click.Choice(["referanse", "durable", "begge"]),
    default="referanse",
    help="Hva som prøver signalene (ellers referansen); «begge» sammenlikner dem.",
)
@click.option(
    "--motor",
    "engine",
    type=click.Choice(["duckdb", "sqlite"]),
    help="Databasen som teller (ellers DuckDB når den er installert). Svaret er det samme.",
)
@click.option("--fortsett", "resume", is_flag=True, help="Gå videre på en kjøring som ble avbrutt.")
@click.option("--overskriv", "overwrite", is_flag=True, help="Begynn på nytt i en mappe som har svar fra før.")
@click.option(
    "--bit",
    "size",
    type=click.IntRange(1, 1_000_000),
    metavar="ANTALL",
    help="Så mange linjer om gangen (ellers 16384).",
)
@click.option("--krev-feilfri", "demand", is_flag=True, help="Gi utgangskode 1 når noen linje har feil.")
@click.option(
    "--spraak", "language", type=click.Choice(["nb", "nn", "en"]), default="nb", help="Språk i det som skrives."
)
@format_option
@rules_option
def kontroll(sources: tuple[str, ...], target: str, language: Language, form: str, demand: bool, **how: Any) -> int:
    """Finn signaler i HENDELSER: det et menneske bør se nærmere på.

    HENDELSER er filer (.jsonl, .ndjson eller .parquet), mapper med slike filer, eller «-» for JSONL på standard inn.
    Et signal er en grunn til å se etter. Det er aldri en avgjørelse.
    Linjer med feil havner i feil.jsonl, og resten går sin gang.
    """
    if how["resume"] and how["overwrite"]:
        say_error("Bruk enten --fortsett eller --overskriv.")
        return WRONG_USAGE
    from reiseregel.control.run import FACTS, LINES, Asked
    from reiseregel.control.store import best_engine, has_duckdb

    if how["engine"] == "duckdb" and not has_duckdb():
        say_error(_NO_DUCKDB)
        return WRONG_USAGE
    book = _load(how["folder"])
    asked = Asked(
        sources=sources,
        target=Path(target),
        engine=how["engine"] or best_engine(),
        window=how["window"],
        executor=how["executor"],
        language=language,
        rules=how["folder"],
        lines=how["size"] or LINES,
        facts=how["size"] or FACTS,
        resume=how["resume"],
        overwrite=how["overwrite"],
    )
    outcome = _run(asked, book)
    if form == "json":
        say_json(outcome.summary | {"kjoering": outcome.journal})
    else:
        _say_text(outcome, book, language)
    if outcome.summary["avvik"]["grunnlag"]:
        return _INTERNAL
    return FAULT_IN_INPUT if demand and outcome.summary["linjer_med_feil"] else 0


def _load(folder: Path | None) -> ControlBook:
    from reiseregel.control.book import load_control_book

    try:
        if folder is not None and not folder.is_dir():
            raise NotADirectoryError
        return load_control_book(folder)
    except OSError:
        say_error(_NO_FOLDER)
        raise Stop(WRONG_USAGE) from None
    except InvalidRules as error:
        say_rule_faults(error.faults)
        raise Stop(FAULT_IN_RULES) from None


def _run(asked: Asked, book: ControlBook) -> Outcome:
    from reiseregel.batch.model import BatchStop
    from reiseregel.control.run import run

    try:
        with shown() as progress:
            return run(asked, book, progress)
    except BatchStop as stop:
        say_error(stop.sentence)
        raise Stop(stop.exit_code) from None
    except InvalidRules as error:
        say_rule_faults(error.faults)
        raise Stop(FAULT_IN_RULES) from None
    except ModuleNotFoundError as error:
        if error.name != "pyarrow" or find_spec("pyarrow") is not None:
            raise
        say_error(_NO_PARQUET)
        raise Stop(WRONG_USAGE) from None
    except KeyboardInterrupt:
        say_error(_INTERRUPTED)
        raise Stop(_STOPPED) from None


def _say_text(outcome: Outcome, book: ControlBook, language: Language) -> None:
    from reiseregel.control.summary import journal_text, summary_text

    say(summary_text(outcome.summary, book, language))
    say("")
    say(journal_text(outcome.journal, language))
