"""`reiseregel batch`: decide files of documents, and write one row a case and one row a post."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import click

from reiseregel.cli.files import in_use, same_file, write_whole
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import WRONG_USAGE, Stop, chosen, load, reading_option, rules_option, say, say_error
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
from reiseregel.errors import Language

#: What the extra `batch` brings.
_PARTS: Final = ("numpy", "pyarrow")
_MISSING: Final = "Kjøring av mange dokumenter trenger mer: pip install 'reiseregel[batch]'"
_IN_USE: Final = "Oppsummeringen må skrives til en annen fil: den der er inndata, eller kjøringen skriver den selv."
STEPS: Final[Steps] = {"avgjoer": Named("Avgjør", "dokumenter")}


@click.command("batch", cls=Command, short_help="Avgjør filer med mange dokumenter.")
@click.argument("source", metavar="INN")
@target_option("svarene")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    default="parquet",
    help="Formatet på saker og poster (ellers Parquet).",
)
@resume_options
@click.option(
    "--arbeidere",
    "workers",
    type=click.IntRange(1, 256),
    metavar="ANTALL",
    help="Så mange prosesser (ellers én for hver kjerne).",
)
@size_option("Så mange dokumenter om gangen (ellers etter hvor mange det er).")
@click.option(
    "--oppsummering", "copy", metavar="FIL", help="Skriv oppsummeringen hit også: tekst til .txt, ellers JSON."
)
@demand_option("noe dokument")
@output_language_option("Språk i feil og tall.")
@rules_option
@reading_option
def batch(source: str, target: str, language: Language, copy: str | None, demand: bool, **how: Any) -> int:
    """Avgjør hvert dokument i INN, og skriv én rad for hver sak og én for hver post.

    INN er en fil (.jsonl, .ndjson, .csv eller .parquet), en mappe med slike filer, eller «-» for JSONL på standard inn.
    Rader med feil havner i feil.jsonl, og resten går sin gang.
    """
    folder = check_places((source,), target, how)
    if any(find_spec(part) is None for part in _PARTS):
        say_error(_MISSING)
        return WRONG_USAGE
    if copy is not None and _in_use(copy, source, folder):
        say_error(_IN_USE)
        return WRONG_USAGE
    from reiseregel.batch.run import Asked, run
    from reiseregel.batch.summary import summary_text

    book = load(how["folder"])
    asked = Asked(
        source=source,
        target=folder,
        form=how["form"],
        language=language,
        readings=chosen(book, how["readings"]),
        workers=how["workers"] or _cores(),
        rows_a_chunk=how["size"] or 0,
        resume=how["resume"],
        overwrite=how["overwrite"],
    )
    with going(STEPS) as progress:
        summary = run(asked, book, progress)
    text = summary_text(summary, book, language)
    say(text)
    if copy is not None:
        _copy(copy, summary, text)
    return exit_code(failed=bool(summary["programfeil"]), faulty=demand and bool(summary["feil"]))


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_use(name: str, source: str, target: Path) -> bool:
    """Whether a file is input, or one that the run writes; its own summary may be written once more."""
    from reiseregel.batch.files import CASE_FILE, FAULT_FILE, POST_FILE
    from reiseregel.batch.inputs import SUFFIXES
    from reiseregel.batch.manifest import MANIFEST
    from reiseregel.batch.model import FORMS

    written = [f"{table}.{form}" for table in (CASE_FILE, POST_FILE) for form in FORMS]
    used = [Path(source), *(target / file for file in (*written, f"{FAULT_FILE}.jsonl", MANIFEST))]
    among = Path(source, Path(name).name)  # of the files in a folder
    if among.suffix in SUFFIXES and in_use(among):
        used.append(among)
    return any(same_file(name, path) for path in used)


def _copy(name: str, summary: dict[str, Any], text: str) -> None:
    import json

    content = text if name.lower().endswith(".txt") else json.dumps(summary, ensure_ascii=False, indent=2)
    try:
        write_whole(name, content.encode() + b"\n")
    except (OSError, ValueError):
        say_error("Oppsummeringen kan ikke skrives til filen. Svarene er skrevet.")
        raise Stop(WRONG_USAGE) from None
