"""What the commands that read many lines into a folder share: their options, and how they stop.

`batch` and `kontroll`. What an option says of a command that means something of its own by it, stays with the command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from reiseregel.cli.output import FAULT_IN_INPUT, FAULT_IN_RULES, WRONG_USAGE, Stop, say_error, say_rule_faults
from reiseregel.cli.run_progress import Steps, shown
from reiseregel.errors import InvalidRules

if TYPE_CHECKING:
    from reiseregel.batch.reached import Progress

Command = TypeVar("Command", bound=Callable[..., Any])

_BOTH: Final = "Bruk enten --fortsett eller --overskriv."
_NO_INPUT: Final = "Inndata kan ikke leses. Se at navnet er riktig og at du har tilgang."
_NO_TARGET: Final = "Mappen for svarene kan ikke lages eller skrives i."
_INTERRUPTED: Final = "Stanset. Det som er gjort, er tatt vare på: kjør den samme kommandoen med --fortsett."
_STOPPED, _INTERNAL = 130, 70


def target_option(what: str) -> Callable[[Command], Command]:
    """`-o MAPPE`: where `what` is written."""
    return click.option("-o", "--ut", "target", required=True, metavar="MAPPE", help=f"Mappen som {what} skrives til.")


def resume_options(command: Command) -> Command:
    """`--fortsett` and `--overskriv`."""
    words = "Begynn på nytt i en mappe som har svar fra før."
    command = click.option("--overskriv", "overwrite", is_flag=True, help=words)(command)
    return click.option("--fortsett", "resume", is_flag=True, help="Gå videre på en kjøring som ble avbrutt.")(command)


def size_option(words: str) -> Callable[[Command], Command]:
    """`--bit ANTALL`: how much is taken at a time."""
    kind = click.IntRange(1, 1_000_000)
    return click.option("--bit", "size", type=kind, metavar="ANTALL", help=words)


def demand_option(what: str) -> Callable[[Command], Command]:
    """`--krev-feilfri`: faults in the input make the exit code 1. `what` is what may have them."""
    return click.option("--krev-feilfri", "demand", is_flag=True, help=f"Gi utgangskode 1 når {what} har feil.")


def output_language_option(words: str) -> Callable[[Command], Command]:
    """`--spraak nb|nn|en`: a run has the language it is given, whatever those of its documents."""
    kind = click.Choice(["nb", "nn", "en"])
    return click.option("--spraak", "language", type=kind, default="nb", help=words)


def check_places(sources: tuple[str, ...], target: str, how: Mapping[str, Any]) -> Path:
    """The folder of the answers; says what is wrong with the places asked for and stops with 2."""
    if how["resume"] and how["overwrite"]:
        said = _BOTH
    elif not all(sources):  # a variable of a script that was never set; to Python no name is this folder
        said = _NO_INPUT
    elif not target:
        said = _NO_TARGET
    else:
        return Path(target)
    say_error(said)
    raise Stop(WRONG_USAGE)


@contextmanager
def going(steps: Steps) -> Iterator[Progress]:
    """Show how far a run has come; whatever stops it is said, and stops the command."""
    from reiseregel.batch.model import BatchStop

    try:
        with shown(steps) as progress:
            yield progress
    except BatchStop as stop:
        say_error(stop.sentence)
        raise Stop(stop.exit_code) from None
    except InvalidRules as error:
        say_rule_faults(error.faults)
        raise Stop(FAULT_IN_RULES) from None
    except KeyboardInterrupt:
        say_error(_INTERRUPTED)
        raise Stop(_STOPPED) from None


def exit_code(*, failed: bool, faulty: bool) -> int:
    """Of a run that came to its end: `failed` when the program itself did on the way, `faulty` when lines that were to
    be without faults had some.
    """
    return _INTERNAL if failed else FAULT_IN_INPUT if faulty else 0
