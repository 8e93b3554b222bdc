"""What every command shares: options, the rule book, reading a document, and saying faults without repeating input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TextIO, TypeVar

import click

from reiseregel.errors import LANGUAGES, Fault, InvalidRules, Language, RuleFault
from reiseregel.identifiers import mask

if TYPE_CHECKING:
    from reiseregel.rulebook import RuleBook

Command = TypeVar("Command", bound=Callable[..., Any])

FAULT_IN_INPUT, WRONG_USAGE, OPEN, FAULT_IN_RULES = 1, 2, 3, 4


class Stop(Exception):
    """End the command with this exit code; everything is already said."""

    def __init__(self, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__(str(exit_code))


def rules_option(command: Command) -> Command:
    """`--regler MAPPE`: rules from a folder instead of those that come with the program."""
    kind = click.Path(path_type=Path)
    return click.option("--regler", "folder", type=kind, metavar="MAPPE", help="Bruk reglene i denne mappen.")(command)


def language_option(command: Command) -> Command:
    """`--spraak nb|nn|en`: default is the language of the document."""
    kind = click.Choice(["nb", "nn", "en"])
    return click.option("--spraak", "language", type=kind, help="Språk i svaret (ellers det dokumentet ber om).")(
        command
    )


def format_option(command: Command) -> Command:
    """`--format tekst|json`: text is the default."""
    kind = click.Choice(["tekst", "json"])
    return click.option("--format", "form", type=kind, default="tekst", help="Tekst (som ellers) eller JSON.")(command)


def reading_option(command: Command) -> Command:
    """`--lesning NAVN=ALTERNATIV`, any number of times."""
    words = "Prøv et annet alternativ for en lesning av loven. Kan gjentas."
    return click.option("--lesning", "readings", multiple=True, metavar="NAVN=ALTERNATIV", help=words)(command)


def say(text: str) -> None:
    """Print to standard output."""
    click.echo(text)


def say_error(text: str) -> None:
    """Print to standard error, with anything that may be a national id starred out."""
    click.echo(mask(text), err=True)


def refuse_without_money(what: str) -> NoReturn:
    """Stop with 2: what is asked for is made for answers about money, and the document gets one without."""
    say_error(f"{what} finnes bare for krav og tilbakekreving. Dokumentet her får et svar uten beløp; bruk «forklar».")
    raise Stop(WRONG_USAGE)


def to_terminal() -> bool:
    """Whether somebody reads what is printed as it comes. Standard output is not there when it was closed outside."""
    stream: TextIO | None = sys.stdout
    return stream is not None and stream.isatty()


def say_json(data: object) -> None:
    """One JSON object on one line when piped, indented on a terminal."""
    indent = 2 if to_terminal() else None
    click.echo(json.dumps(data, ensure_ascii=False, indent=indent).encode())  # JSON is UTF-8 on every terminal


def load(folder: Path | None, *, cache: bool = True) -> RuleBook:
    """The rule book; says every fault and stops with 4 when it cannot be used."""
    if folder is not None and not _is_folder(folder):
        say_error("Mappen med regler finnes ikke.")
        raise Stop(WRONG_USAGE)
    try:
        return load_rulebook(folder, cache=cache)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        raise Stop(FAULT_IN_RULES) from None


def load_rulebook(folder: Path | None, *, cache: bool) -> RuleBook:
    """The rule book in a folder. Raises InvalidRules."""
    from reiseregel import rulebook  # the list of commands does without

    return rulebook.load_rulebook(folder, cache=cache)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # no folder can have the name
        return False


def say_rule_faults(faults: Iterable[RuleFault]) -> None:
    """One line a fault: file:line:column: code: message."""
    for fault in faults:
        say_error(str(fault))


def most_bytes() -> int:
    """One byte more than a document may hold: enough to see that it is larger."""
    from reiseregel.case.shapes import MAX_BYTES

    return MAX_BYTES + 1


def read_file(name: str, *, say_name: bool = False) -> bytes:
    """The bytes of a file, or of standard input for `-`; never more than a document may hold and one byte.

    The name is said, masked, only where there are several to tell apart.
    """
    try:
        if name == "-":
            return _standard_input().read(most_bytes())
        with Path(name).open("rb") as file:
            return file.read(most_bytes())
    except (OSError, ValueError):
        prefix = f"{mask(name)}: " if say_name and name else ""
        say_error(f"{prefix}Filen kan ikke leses. Se at navnet er riktig og at du har tilgang.")
        raise Stop(WRONG_USAGE) from None


def _standard_input() -> BinaryIO:
    stream: TextIO | None = sys.stdin
    if stream is None:  # closed by whoever started the program
        raise OSError
    return stream.buffer


def language_of(data: bytes) -> Language:
    """The language a document asks for, as far as it can be read; bokmål otherwise."""
    try:
        wanted = json.loads(data).get("spraak")
    except (ValueError, AttributeError, RecursionError):
        return "nb"
    return wanted if wanted in LANGUAGES else "nb"


def chosen(book: RuleBook, given: Iterable[str]) -> dict[str, str]:
    """`NAVN=ALTERNATIV` as readings; says what can be chosen and stops with 2 when it is not among them."""
    found = {}
    for item in given:
        name, _, code = item.partition("=")
        if name not in book.readings:
            say_error("Lesningen finnes ikke. Velg en av: " + ", ".join(book.readings))
            raise Stop(WRONG_USAGE)
        if code not in book.readings[name].codes:
            say_error(f"Alternativet finnes ikke for {name}. Velg et av: " + ", ".join(book.readings[name].codes))
            raise Stop(WRONG_USAGE)
        found[name] = code
    return found


def say_faults(
    faults: Iterable[Fault], language: Language, form: str, name: str = "", *, listed_beside_others: bool = True
) -> None:
    """Every fault in a document: text on standard error, or one JSON object on standard output.

    A document that is named is one of several that have a line each on standard output, unless it is only beside one.
    """
    listed = list(faults)
    if form == "json":
        say_json(({"fil": mask(name)} if name else {}) | {"feil": [fault.to_json(language) for fault in listed]})
        return
    heading = {"nb": "Dokumentet har feil", "nn": "Dokumentet har feil", "en": "The document has faults"}[language]
    if name and listed_beside_others:
        say(f"{mask(name)}: {heading} ({len(listed)})")
    say_error(f"{mask(name)}: {heading}:" if name else f"{heading}:")
    for fault in listed:
        say_error(f"  {fault.pointer or '/'}: {fault.message.in_language(language)} ({fault.code})")


def usage_message(error: click.UsageError) -> str:
    """What was wrong with the command line, by the name of the parameter only: click would repeat what was typed."""
    command = f"reiseregel {error.ctx.info_name}" if error.ctx and error.ctx.parent else "reiseregel"
    if isinstance(error, click.NoSuchOption):
        what = "Valget finnes ikke."
    elif isinstance(error, click.MissingParameter):
        parameter = error.param
        what = f"{parameter.make_metavar(error.ctx) if parameter and error.ctx else 'Noe'} mangler."
    elif isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.DateTime):
        what = f"Verdien til {_parameter(error)} må være en dag som finnes, fra 1900 til og med 2100: ÅÅÅÅ-MM-DD."
    elif isinstance(error, click.BadParameter):
        what = f"Verdien til {_parameter(error)} er ikke en av de tillatte."
    elif error.ctx is not None and isinstance(error.ctx.command, click.Group):
        what = "Kommandoen finnes ikke."
    else:
        what = "Kommandoen er ikke skrevet riktig."
    return f"{what} Se: {command} --hjelp"


def _parameter(error: click.BadParameter) -> str:
    return "/".join(error.param.opts) if error.param is not None else "valget"
