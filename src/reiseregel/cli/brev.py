"""`reiseregel brev`: the letter to the one who put forward the claim, as text, HTML or PDF."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NoReturn, get_args

import click

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.case.shapes import REFERENCE_PATTERN
from reiseregel.cli.assess import Assessing, assessment_options
from reiseregel.cli.attests import Attesting, attest_option
from reiseregel.cli.files import same_file, write_whole
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    FAULT_IN_RULES,
    OPEN,
    WRONG_USAGE,
    Stop,
    chosen,
    language_of,
    load,
    read_file,
    reading_option,
    refuse_without_money,
    rules_option,
    say_error,
    say_faults,
    to_terminal,
)
from reiseregel.decision import Answered, answer
from reiseregel.errors import InvalidDocument
from reiseregel.identifiers import looks_like_identifier
from reiseregel.letter import (
    Details,
    LetterLanguage,
    MissingExtra,
    NoComplaintRules,
    is_draft,
    letter_html,
    letter_page,
    letter_pdf,
)
from reiseregel.prose import Page, as_text

Form = Literal["tekst", "html", "pdf"]
_WIDTH = 100


def _day(_context: click.Context, parameter: click.Parameter, value: datetime | None) -> int | None:
    """A day as an ordinal, within the calendar of the program."""
    if value is None:
        return None
    ordinal = value.toordinal()
    if not FIRST_DAY <= ordinal <= LAST_DAY:
        raise click.BadParameter("", param=parameter)
    return ordinal


_DAY: dict[str, Any] = {"type": click.DateTime(["%Y-%m-%d"]), "callback": _day, "metavar": "ÅÅÅÅ-MM-DD"}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options say of the letter itself. Days are ordinals."""

    form: Form
    target: str | None
    language: LetterLanguage | None
    dated: int | None
    received: int | None
    approved_by: str
    demand: bool

    def check(self, file: str) -> None:
        """Stop with 2 when the options do not go together."""
        if self.form == "pdf" and self.target is None and to_terminal():
            _wrong("PDF kan ikke vises her. Skriv den til en fil med --ut FIL.")
        if self.target is not None and file != "-" and same_file(self.target, file):
            _wrong("--ut er filen med saken. Velg et annet navn.")
        if self.dated and self.received and self.received < self.dated:
            _wrong("Brevet kan ikke komme fram (--mottatt) før datoen det har (--dato).")
        opaque = re.fullmatch(REFERENCE_PATTERN, self.approved_by) and not looks_like_identifier(self.approved_by)
        if self.approved_by and not opaque:
            _wrong(
                "--godkjent-av er et merke på høyst 64 tegn (bokstaver, tall og . _ : -) som ikke peker på en person."
            )


@click.command("brev", cls=Command, short_help="Skriv brevet til den som har satt fram kravet.")
@click.argument("file", metavar="SAK.json")
@click.option(
    "--format",
    "form",
    type=click.Choice(get_args(Form)),
    help="Tekst, HTML eller PDF (ellers det filnavnet etter --ut sier, eller tekst).",
)
@click.option("-o", "--ut", "target", metavar="FIL", help="Skriv brevet til en fil. PDF må til en fil eller et rør.")
@click.option(
    "--spraak",
    "language",
    type=click.Choice(get_args(LetterLanguage)),
    help="Målform (ellers dokumentets; bokmål når det er på engelsk).",
)
@click.option("--dato", "dated", **_DAY, help="Datoen på brevet. Uten den står det ingen dato.")
@click.option(
    "--mottatt",
    "received",
    **_DAY,
    help="Dagen brevet kom fram. Da står siste dag for å klage som dato, ellers fire uker i ord.",
)
@click.option(
    "--godkjent-av",
    "approved_by",
    default="",
    metavar="REFERANSE",
    help="Saksbehandlingssystemets merke på den som har godkjent brevet, uten navn. Uten det blir brevet et utkast "
    "når avgjørelsen ikke kan være automatisk.",
)
@click.option("--krev-ferdig", "demand", is_flag=True, help="Gi utgangskode 3 når brevet er et utkast.")
@rules_option
@reading_option
@assessment_options
@attest_option
def brev(
    file: str, folder: Path | None, readings: tuple[str, ...], assess: Assessing, attests: Attesting, **options: Any
) -> int:
    """Skriv brevet om SAK.json: svar, beløp, begrunnelse og klage, eller det som mangler når saken er åpen.

    Navn og adresse står ikke i brevet. Saksreferansen er konvolutt.saksreferanse. «-» leser standard inn. PDF er både
    PDF/A-2a og PDF/UA-1 og trenger tillegget brev: pip install 'reiseregel[brev]'.
    """
    options["target"] = None if options["target"] == "-" else options["target"]
    options["form"] = options["form"] or _form_of(options["target"])
    wanted = _Wanted(**options)
    wanted.check(file)
    assess.check(1)
    attests.check((file,))
    if wanted.target is not None and assess.reads_or_writes(wanted.target):
        _wrong("--ut er den samme filen som --lagre eller --begrunnelse. Velg et annet navn.")
    book = load(folder)
    instead = chosen(book, readings)
    data = read_file(file)
    language = wanted.language or language_of(data)
    try:
        attested, told = attests.put(data, book, instead, language, "tekst")
        closed = assess.close(attested, book, instead, language, "tekst")
        answered = answer(closed, book, instead)
    except InvalidDocument as error:
        say_faults(error.faults, language, "tekst")
        return FAULT_IN_INPUT
    if answered.decision.answer is not None:
        refuse_without_money("Brev")
    assess.save(closed)
    if told:
        say_error(told)
    details = Details(wanted.dated, wanted.received, _reference(closed), wanted.approved_by)
    _write(_made(_page(answered, details, wanted.language), wanted), wanted.target)
    if is_draft(answered, details):
        say_error("Brevet er et utkast. Når en saksbehandler har godkjent det: --godkjent-av REFERANSE.")
        return OPEN if wanted.demand else 0
    return 0


def _form_of(target: str | None) -> Form:
    """What the name of a file says; text when it says nothing."""
    suffix = "" if target is None else Path(target).suffix.lower()
    forms: dict[str, Form] = {".pdf": "pdf", ".html": "html", ".htm": "html"}
    return forms.get(suffix, "tekst")


def _reference(document: bytes | dict[str, Any]) -> str:
    """The case reference in the envelope, which the decision never sees."""
    data = document if isinstance(document, dict) else json.loads(document)
    return str(data.get("konvolutt", {}).get("saksreferanse", ""))


def _page(answered: Answered, details: Details, language: LetterLanguage | None) -> Page:
    try:
        return letter_page(answered, details, language)
    except NoComplaintRules:
        say_error("Reglene sier ikke hvordan en klager. Legg inn praksis/klage.yaml.")
        raise Stop(FAULT_IN_RULES) from None


def _made(page: Page, wanted: _Wanted) -> bytes:
    if wanted.form == "pdf":
        try:
            return letter_pdf(page, wanted.dated)
        except MissingExtra as missing:
            _wrong(f"PDF trenger et tillegg som ikke er installert: pip install 'reiseregel[{missing}]'")
    text = letter_html(page) if wanted.form == "html" else as_text(page, _WIDTH) + "\n"
    return text.encode()


def _write(content: bytes, target: str | None) -> None:
    if target is None:
        click.echo(content, nl=False)
        return
    try:
        write_whole(target, content)
    except (OSError, ValueError):
        _wrong("Brevet kan ikke skrives til filen. Se at mappen finnes, og at du har tilgang.")


def _wrong(message: str) -> NoReturn:
    say_error(message)
    raise Stop(WRONG_USAGE)
