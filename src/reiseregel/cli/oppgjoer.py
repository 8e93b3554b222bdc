"""`reiseregel oppgjoer`: the mechanical checks of a carrier's settlement."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from reiseregel.cli.files import same_file
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    FAULT_IN_RULES,
    WRONG_USAGE,
    Stop,
    format_option,
    most_bytes,
    rules_option,
    say,
    say_error,
    say_rule_faults,
)
from reiseregel.errors import InvalidRules, Language

if TYPE_CHECKING:
    from reiseregel.settlement.book import SettlementBook
    from reiseregel.settlement.run import Tally
    from reiseregel.settlement.told import Checked

_LINES = (".jsonl", ".ndjson")


@click.command("oppgjoer", cls=Command, short_help="Kontroller oppgjøret fra en transportør.")
@click.argument("source", metavar="MELDING")
@click.option("-o", "--ut", "target", metavar="FIL", help="Skriv resultatet hit i stedet for på skjermen.")
@format_option
@click.option("--krev-feilfri", "demand", is_flag=True, help="Gi utgangskode 1 når noe er funnet.")
@click.option("--spraak", "language", type=click.Choice(["nb", "nn", "en"]), default="nb", help="Språk i svaret.")
@rules_option
def oppgjoer(source: str, target: str | None, form: str, language: Language, demand: bool, folder: Path | None) -> int:
    """Kontroller tilstander, koder, summer og rekkefølge i meldingene fra en transportør.

    MELDING er en fil med én melding (.json), en fil med én melding på hver linje (.jsonl, .ndjson), eller «-» for slike
    linjer på standard inn. Kontrollene og det som ikke kan kontrolleres, står i docs/oppgjoer.md.
    """
    from reiseregel.settlement.run import Tally, check_lines

    book = _book(folder)
    if target is not None and source != "-" and same_file(source, target):
        say_error("Resultatet kan ikke skrives over meldingene.")
        return WRONG_USAGE
    tally = Tally()
    lines = chain(
        (_told(checked, book, form, language) for checked in check_lines(_read(source), book, tally)),
        _ending(tally, book, form, language),
    )
    if target is None:
        for line in lines:
            say(line)
    else:
        _write(target, lines)
    found = tally.counts()
    return FAULT_IN_INPUT if found["ugyldige"] or (demand and found["med_feil"]) else 0


def _book(folder: Path | None) -> SettlementBook:
    from reiseregel.settlement.book import load_settlement_book

    try:
        return load_settlement_book(folder)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        raise Stop(FAULT_IN_RULES) from None


def _read(source: str) -> Iterator[tuple[int, bytes]]:
    try:
        if source == "-":
            yield from _lines(sys.stdin.buffer)
            return
        path = Path(source)
        with path.open("rb") as file:
            if path.suffix.lower() in _LINES:
                yield from _lines(file)
            else:
                yield 1, file.read(most_bytes())
    except (OSError, ValueError):
        say_error("Filen kan ikke leses. Se at navnet er riktig og at du har tilgang.")
        raise Stop(WRONG_USAGE) from None


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(most_bytes()):
        number += 1
        whole = line
        while len(line) == most_bytes() and not line.endswith(b"\n"):  # too long: told of as such, the rest passed over
            line = file.readline(most_bytes())
        if whole.strip():
            yield number, whole


def _told(checked: Checked, book: SettlementBook, form: str, language: Language) -> str:
    from reiseregel.settlement.told import text, to_json

    if form == "json":
        return json.dumps(to_json(checked, book, language), ensure_ascii=False)
    return text(checked, book, language)


def _ending(tally: Tally, book: SettlementBook, form: str, language: Language) -> Iterator[str]:
    from reiseregel.settlement.told import WORDS, unchecked_json, unchecked_text

    if form == "json":
        ending: dict[str, Any] = {
            "oppsummering": tally.to_json(book),
            "ikke_kontrollert": unchecked_json(book, language),
        }
        yield json.dumps(ending, ensure_ascii=False)
        return
    yield ""
    yield WORDS["oppsummering"].in_language(language).format(**tally.counts())
    yield from unchecked_text(book, language)


def _write(target: str, lines: Iterator[str]) -> None:
    """Line by line to a file that takes the place of the target when it is whole."""
    try:
        path = Path(target)
        with TemporaryDirectory(prefix=".reiseregel-", dir=path.resolve().parent) as folder:
            written = Path(folder) / "oppgjoer"
            with written.open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)
            written.replace(path)
    except (OSError, ValueError):
        say_error("Resultatet kan ikke skrives til filen. Se at det er plass der, og at du har tilgang.")
        raise Stop(WRONG_USAGE) from None
