"""`reiseregel batch`: decide files of documents, and write one row a case and one row a post."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from reiseregel.cli.batch_progress import shown
from reiseregel.cli.files import write_whole
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    WRONG_USAGE,
    Stop,
    chosen,
    load,
    reading_option,
    rules_option,
    say,
    say_error,
)
from reiseregel.errors import Language

if TYPE_CHECKING:
    from reiseregel.batch.run import Asked

#: What the extra `batch` brings.
_PARTS: Final = ("numpy", "pyarrow")
_MISSING: Final = "Kjøring av mange dokumenter trenger mer: pip install 'reiseregel[batch]'"
_INTERRUPTED: Final = "Stanset. Det som er gjort, er tatt vare på: kjør den samme kommandoen med --fortsett."
_STOPPED, _INTERNAL = 130, 70


@click.command("batch", cls=Command, short_help="Avgjør filer med mange dokumenter.")
@click.argument("source", metavar="INN")
@click.option("-o", "--ut", "target", required=True, metavar="MAPPE", help="Mappen som svarene skrives til.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    default="parquet",
    help="Formatet på saker og poster (ellers Parquet).",
)
@click.option("--fortsett", "resume", is_flag=True, help="Gå videre på en kjøring som ble avbrutt.")
@click.option("--overskriv", "overwrite", is_flag=True, help="Begynn på nytt i en mappe som har svar fra før.")
@click.option(
    "--arbeidere",
    "workers",
    type=click.IntRange(1, 256),
    metavar="ANTALL",
    help="Så mange prosesser (ellers én for hver kjerne).",
)
@click.option(
    "--bit",
    "rows",
    type=click.IntRange(1, 1_000_000),
    metavar="ANTALL",
    help="Så mange dokumenter om gangen (ellers etter hvor mange det er).",
)
@click.option(
    "--oppsummering", "copy", metavar="FIL", help="Skriv oppsummeringen hit også: tekst til .txt, ellers JSON."
)
@click.option("--krev-feilfri", "demand", is_flag=True, help="Gi utgangskode 1 når noe dokument har feil.")
@click.option("--spraak", "language", type=click.Choice(["nb", "nn", "en"]), default="nb", help="Språk i feil og tall.")
@rules_option
@reading_option
def batch(source: str, target: str, language: Language, copy: str | None, demand: bool, **how: Any) -> int:
    """Avgjør hvert dokument i INN, og skriv én rad for hver sak og én for hver post.

    INN er en fil (.jsonl, .ndjson, .csv eller .parquet), en mappe med slike filer, eller «-» for JSONL på standard inn.
    Rader med feil havner i feil.jsonl, og resten går sin gang.
    """
    if how["resume"] and how["overwrite"]:
        say_error("Bruk enten --fortsett eller --overskriv.")
        return WRONG_USAGE
    if any(find_spec(part) is None for part in _PARTS):
        say_error(_MISSING)
        return WRONG_USAGE
    from reiseregel.batch.run import Asked

    book = load(how["folder"])
    asked = Asked(
        source=source,
        target=Path(target),
        form=how["form"],
        language=language,
        readings=chosen(book, how["readings"]),
        workers=how["workers"] or _cores(),
        rows_a_chunk=how["rows"] or 0,
        resume=how["resume"],
        overwrite=how["overwrite"],
    )
    summary = _run(asked, book)
    from reiseregel.batch.summary import summary_text

    text = summary_text(summary, book, language)
    say(text)
    if copy is not None:
        _copy(copy, summary, text)
    if summary["programfeil"]:
        return _INTERNAL
    return FAULT_IN_INPUT if demand and summary["feil"] else 0


def _run(asked: Asked, book: Any) -> dict[str, Any]:
    from reiseregel.batch.model import BatchStop
    from reiseregel.batch.run import run

    try:
        with shown() as progress:
            return run(asked, book, progress)
    except BatchStop as stop:
        say_error(stop.sentence)
        raise Stop(stop.exit_code) from None
    except KeyboardInterrupt:
        say_error(_INTERRUPTED)
        raise Stop(_STOPPED) from None


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _copy(name: str, summary: dict[str, Any], text: str) -> None:
    import json

    content = text if name.lower().endswith(".txt") else json.dumps(summary, ensure_ascii=False, indent=2)
    try:
        write_whole(name, content.encode() + b"\n")
    except (OSError, ValueError):
        say_error("Oppsummeringen kan ikke skrives til filen. Svarene er skrevet.")
        raise Stop(WRONG_USAGE) from None
