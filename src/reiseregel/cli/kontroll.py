"""`reiseregel kontroll`: signals over many events, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
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
from reiseregel.cli.run_frame import (
    check_places,
    demand_option,
    exit_code,
    going,
    output_language_option,
    resume_options,
    size_option,
    target_option,
)
from reiseregel.cli.run_progress import Named, Steps
from reiseregel.errors import InvalidRules, Language

if TYPE_CHECKING:
    from reiseregel.control.run import Outcome
    from reiseregel.control.signals import ControlBook

_NO_DUCKDB: Final = "DuckDB er ikke installert: pip install 'reiseregel[kontroll]'. Uten den brukes --motor sqlite."
_NO_PARQUET: Final = "Å lese Parquet trenger mer: pip install 'reiseregel[kontroll]'"
_NO_FOLDER: Final = "Mappen med regler finnes ikke."
STEPS: Final[Steps] = {
    "leser": Named("Leser", "linjer"),
    "teller": Named("Teller og matcher"),
    "avgjoer": Named("Prøver", "grunnlag"),
}


@click.command("kontroll", cls=Command, short_help="Finn det noen bør se nærmere på blant mange hendelser.")
@click.argument("sources", metavar="HENDELSER", nargs=-1, required=True)
@target_option("signalene")
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
@resume_options
@size_option("Så mange linjer om gangen (ellers 16384).")
@demand_option("noen linje")
@output_language_option("Språk i det som skrives.")
@format_option
@rules_option
def kontroll(sources: tuple[str, ...], target: str, language: Language, form: str, demand: bool, **how: Any) -> int:
    """Finn signaler i HENDELSER: det et menneske bør se nærmere på.

    HENDELSER er filer (.jsonl, .ndjson eller .parquet), mapper med slike filer, eller «-» for JSONL på standard inn.
    Et signal er en grunn til å se etter. Det er aldri en avgjørelse.
    Linjer med feil havner i feil.jsonl, og resten går sin gang.
    """
    folder = check_places(sources, target, how)
    from reiseregel.control.run import FACTS, LINES, Asked, run
    from reiseregel.control.store import best_engine, has_duckdb

    if how["engine"] == "duckdb" and not has_duckdb():
        say_error(_NO_DUCKDB)
        return WRONG_USAGE
    book = _load(how["folder"])
    asked = Asked(
        sources=sources,
        target=folder,
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
    with _needing_arrow(), going(STEPS) as progress:
        outcome = run(asked, book, progress)
    if form == "json":
        say_json(outcome.summary | {"kjoering": outcome.journal})
    else:
        _say_text(outcome, book, language)
    differing, faulty = outcome.summary["avvik"]["grunnlag"], outcome.summary["linjer_med_feil"]
    return exit_code(failed=bool(differing), faulty=demand and bool(faulty))


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


@contextmanager
def _needing_arrow() -> Iterator[None]:
    """Parquet is read through Arrow; events as JSONL do without."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "pyarrow" or find_spec("pyarrow") is not None:
            raise
        say_error(_NO_PARQUET)
        raise Stop(WRONG_USAGE) from None


def _say_text(outcome: Outcome, book: ControlBook, language: Language) -> None:
    from reiseregel.control.summary import journal_text, summary_text

    say(summary_text(outcome.summary, book, language))
    say("")
    say(journal_text(outcome.journal, language))
