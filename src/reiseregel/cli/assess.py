"""`--vurdering FAKTUM=VERDI --begrunnelse TEKST`: judgement exercised on the command line, put into the case.

Shared by the commands that decide a case. The written reason is hashed and forgotten. The time of an assessment is the
only clock that an answer meets.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from reiseregel.case import NewAssessment, with_assessments
from reiseregel.cli.files import in_use, same_file
from reiseregel.cli.output import FAULT_IN_INPUT, WRONG_USAGE, Stop, most_bytes, say_error, say_faults
from reiseregel.decision import decide
from reiseregel.errors import Fault, InvalidDocument, Language, Text
from reiseregel.rulebook import RuleBook

if TYPE_CHECKING:
    from reiseregel.cli.assess_facts import Target

Command = TypeVar("Command", bound=Callable[..., Any])

#: Who assessed, when nobody says.
DEFAULT_REFERENCE = "kommandolinjen"
_CANNOT_BE_USED = Text("Vurderingen kan ikke brukes", "Vurderinga kan ikkje brukast", "The assessment cannot be used")
_ASSESSED = Text("Vurdert", "Vurdert", "Assessed")
_NO_REASON = Text(
    "Vurderingen mangler begrunnelse. Skriv den med --begrunnelse.",
    "Vurderinga manglar grunngiving. Skriv ho med --begrunnelse.",
    "The assessment has no reason. Write it with --begrunnelse.",
)
_OPTIONS = (
    click.option(
        "--vurdering",
        "given",
        multiple=True,
        metavar="FAKTUM=VERDI",
        help="Svar på et skjønnsspørsmål, som reise.rutetransport_kan_benyttes=nei. FAKTUM er navnet som står ved "
        "momentene, og gjelder hvert sted det er åpent og har betydning, eller veien til ett sted (/turer/0/…). "
        "Kan gjentas.",
    ),
    click.option(
        "--begrunnelse",
        "reasons",
        multiple=True,
        metavar="TEKST",
        help="Hvorfor, eller @FIL der det står. Én for alle vurderingene, eller én for hver i samme rekkefølge. "
        "Bare et fingeravtrykk (SHA-256) tas med; teksten lagres ikke.",
    ),
    click.option(
        "--moment",
        "momenter",
        multiple=True,
        metavar="NUMMER",
        help="Et moment du har lagt vekt på, med nummeret som står ved spørsmålet. Kan gjentas. Ved flere "
        "vurderinger: FAKTUM=NUMMER.",
    ),
    click.option(
        "--vurdert-av",
        "reference",
        metavar="REFERANSE",
        help=f"Saksbehandlingssystemets merke på vurderingen, uten navn (ellers {DEFAULT_REFERENCE}).",
    ),
    click.option("--tidspunkt", "time", metavar="TIDSPUNKT", help="Når det ble vurdert, i UTC (ellers nå)."),
    click.option("--lagre", "saved", metavar="FIL", help="Skriv saken med vurderingen til en ny fil."),
)


@dataclass(frozen=True, slots=True, repr=False)
class Assessing:
    """What the options say. Without `--vurdering` it changes nothing."""

    given: tuple[str, ...]
    reasons: tuple[str, ...]
    momenter: tuple[str, ...]
    reference: str | None
    time: str | None
    saved: str | None

    def check(self, files: int) -> None:
        """Stop with 2 when the options do not go together, or with more than one case."""
        if not self.given:
            if self.reasons or self.momenter or self.reference or self.time or self.saved:
                _wrong("--begrunnelse, --moment, --vurdert-av, --tidspunkt og --lagre brukes sammen med --vurdering.")
            return
        if files > 1:
            _wrong("--vurdering gjelder én sak om gangen.")
        if any("=" not in item for item in self.given):
            _wrong("Skriv --vurdering som FAKTUM=VERDI.")
        if len(self.reasons) not in (0, 1, len(self.given)):
            _wrong("Skriv én --begrunnelse for alle vurderingene, eller én for hver i samme rekkefølge.")
        if self.saved == "-" or (self.saved and in_use(self.saved)):
            _wrong("--lagre skriver bare til en ny fil. Velg et navn som ikke er i bruk.")

    def close(
        self, data: bytes, book: RuleBook, readings: dict[str, str], language: Language, form: str
    ) -> bytes | dict[str, Any]:
        """The case with the assessments; `data` as it is without any. Says which places a name stood for.

        Raises:
            InvalidDocument: the case has faults of its own.
            Stop: with 1, when an assessment cannot be used; everything is said.

        """
        if not self.given:
            return data
        from reiseregel.cli.assess_facts import targets_of  # most cases come without assessments

        decision = decide(data, book, readings)
        targets, faults = targets_of(self.given, self.momenter, decision, json.loads(data), book.vocabulary)
        reasons = [_reason(text) for text in self.reasons] or [""]
        if not all(reason.strip() for reason in reasons):
            faults = [*faults, Fault("", "vurdering.uten_begrunnelse", _NO_REASON)]
        if faults:
            _refuse(faults, language, form)
        try:
            closed = with_assessments(data, self._assessments(targets, reasons), book.vocabulary)
        except InvalidDocument as error:
            _refuse(error.faults, language, form)
        for line in _closed(targets, language):
            say_error(line)
        return closed

    def reads_or_writes(self, name: str) -> bool:
        """Whether a file is where the case goes, or where a reason stands."""
        named = [reason[1:] for reason in self.reasons if reason.startswith("@")] + [self.saved or ""]
        return any(same_file(name, other) for other in named if other)

    def save(self, closed: bytes | dict[str, Any]) -> None:
        """Write the case that was decided, when that is asked for. Never over another file: stops with 2."""
        if not self.saved or isinstance(closed, bytes):
            return
        try:
            with Path(self.saved).open("x", encoding="utf-8") as file:
                file.write(json.dumps(closed, ensure_ascii=False, indent=2) + "\n")
        except (OSError, ValueError):
            _wrong("Filen med saken kan ikke skrives. Se at mappen finnes, og at navnet ikke er i bruk.")

    def _assessments(self, targets: list[Target], reasons: list[str]) -> Iterator[NewAssessment]:
        time = self.time or now()
        for target in targets:
            reason = reasons[target.number if len(reasons) > 1 else 0]
            reference = self.reference or DEFAULT_REFERENCE
            for pointer in target.pointers:
                yield NewAssessment(pointer, target.value, reason, reference, time, target.momenter)


def now() -> str:
    """The clock: RFC 3339 in UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def assessment_options(command: Command) -> Command:
    """The options of an assessment, handed to the command as one `assess: Assessing`."""

    @wraps(command)
    def gathered(*args: Any, **parameters: Any) -> Any:
        names = Assessing.__dataclass_fields__
        assess = Assessing(**{name: parameters.pop(name) for name in names})
        return command(*args, assess=assess, **parameters)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered  # type: ignore[return-value]


def _reason(text: str) -> str:
    """The text itself, or what the file named after `@` holds."""
    if not text.startswith("@"):
        return text
    try:
        with Path(text[1:]).open(encoding="utf-8") as file:
            reason = file.read(most_bytes())
    except (OSError, ValueError):
        _wrong("Filen med begrunnelsen kan ikke leses. Se at navnet er riktig, og at den er lagret som UTF-8.")
    if len(reason) == most_bytes():
        _wrong("Filen med begrunnelsen er for stor. Bruk en fil på under 5 MiB.")
    return reason


def _closed(targets: list[Target], language: Language) -> Iterator[str]:
    """The places that a name stood for."""
    for target in targets:
        if target.named:
            label = target.fact.label.in_language(language) if target.fact.label else target.fact.key
            yield f"{_ASSESSED.in_language(language)}: {label} ({', '.join(target.pointers)})"


def _refuse(faults: Iterable[Fault], language: Language, form: str) -> NoReturn:
    if form == "json":
        say_faults(faults, language, form)
        raise Stop(FAULT_IN_INPUT)
    say_error(f"{_CANNOT_BE_USED.in_language(language)}:")
    for fault in faults:
        place = f"{fault.pointer}: " if fault.pointer else ""
        say_error(f"  {place}{fault.message.in_language(language)} ({fault.code})")
    raise Stop(FAULT_IN_INPUT)


def _wrong(message: str) -> NoReturn:
    say_error(message)
    raise Stop(WRONG_USAGE)
