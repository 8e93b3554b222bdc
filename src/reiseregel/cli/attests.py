"""`--attest ATTEST.json`: travel attests put into a claim before it is decided, for the commands that decide one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from reiseregel.cli.output import FAULT_IN_INPUT, WRONG_USAGE, Stop, read_file, say_error, say_faults
from reiseregel.errors import InvalidDocument, Language
from reiseregel.rulebook import RuleBook

if TYPE_CHECKING:
    from reiseregel.attest import GivenAttest

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTION = click.option(
    "--attest",
    "attests",
    multiple=True,
    metavar="ATTEST.json",
    help="Legg en reiseattest inn i kravet: den prøves for hver tur, og kravet avgjøres med det den gir. Kan gjentas.",
)


@dataclass(frozen=True, slots=True, repr=False)
class Attesting:
    """The files given with `--attest`. Without any it changes nothing."""

    files: tuple[str, ...]

    def check(self, files: tuple[str, ...]) -> None:
        """Stop with 2 when there is more than one claim, or when two files are to come from standard input."""
        if self.files and len(files) > 1:
            _wrong("--attest gjelder ett krav om gangen.")
        if (*self.files, *files).count("-") > 1:
            _wrong("Bare én fil kan leses fra standard inn.")

    def put(
        self, data: bytes, book: RuleBook, readings: dict[str, str], language: Language, form: str
    ) -> tuple[bytes, str]:
        """The claim with the attests, and what they came to in words; `data` as it is and no words without any.

        Raises:
            InvalidDocument: the claim has faults.
            Stop: an attest cannot be read (2) or has faults (1); everything is said.

        """
        if not self.files:
            return data, ""
        from reiseregel.attest import attest_lines, with_attests  # most claims come without attests

        given = [self._read(name, book, language, form) for name in self.files]
        attested = with_attests(data, given, book, readings)
        return json.dumps(attested.document).encode(), "\n".join(attest_lines(attested.answers, language))

    def _read(self, name: str, book: RuleBook, language: Language, form: str) -> GivenAttest:
        from reiseregel.attest import GivenAttest, check_attest

        data = read_file(name, say_name=True)
        try:
            check_attest(data, book)
        except InvalidDocument as error:
            say_faults(error.faults, language, form, name, listed_beside_others=False)
            raise Stop(FAULT_IN_INPUT) from None
        # The mark in the envelope is the sender's own; the decision never sees the envelope itself.
        return GivenAttest(data, str(json.loads(data).get("konvolutt", {}).get("saksreferanse", "")))


def attest_option(command: Command) -> Command:
    """The option, handed to the command as one `attests: Attesting`."""

    @wraps(command)
    def gathered(*args: Any, **parameters: Any) -> Any:
        return command(*args, attests=Attesting(parameters.pop("attests")), **parameters)

    return _OPTION(gathered)  # type: ignore[return-value]


def _wrong(message: str) -> NoReturn:
    say_error(message)
    raise Stop(WRONG_USAGE)
