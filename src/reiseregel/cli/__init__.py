"""The command line, in Norwegian for caseworkers. One file a command; nothing here decides anything.

Exit codes: 0 decided · 1 fault in the input · 2 wrong usage · 3 open (only with --krev-avgjort) · 4 fault in the rule
files · 70 internal. No message repeats what was typed; file names are masked.
"""

from __future__ import annotations

import errno
import gc
import sys
from importlib import import_module
from io import TextIOWrapper

import click

from reiseregel.cli.norwegian import Group
from reiseregel.cli.output import Stop, say_error, usage_message

INTERNAL = 70
#: Nobody reads the output any more, as after `| head`: 128 + SIGPIPE, as a shell has it.
OUTPUT_CLOSED = 141
#: The output can be opened but not written: the disk is full, or broken.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
#: Each command, and the module and function it is: `test` would be taken for tests.
COMMANDS = {
    name: name
    for name in ("batch", "brev", "forklar", "kontroll", "regler", "sammenlign", "satser", "sjekk", "veiled", "vurder")
} | {"oppgjoer": "oppgjoer", "statistikk": "statistikk", "syntetisk": "synthetic", "test": "prov", "utvalg": "utvalg"}
#: What the list of commands says of each, in the words of the command itself: the list imports none of them.
SHORT_HELP = {
    "batch": "Avgjør filer med mange dokumenter.",
    "brev": "Skriv brevet til den som har satt fram kravet.",
    "forklar": "Forklar svaret for pasienten, saksbehandleren eller juristen.",
    "kontroll": "Finn det noen bør se nærmere på blant mange hendelser.",
    "oppgjoer": "Kontroller oppgjøret fra en transportør.",
    "regler": "Bla i reglene.",
    "sammenlign": "Vis hva som er forskjellig i to saker, og hvorfor.",
    "satser": "Vis satsene.",
    "sjekk": "Kontroller regelfilene.",
    "statistikk": "Lag rapporten hver tredje uke fra avgjørelser.",
    "syntetisk": "Lag syntetiske krav.",
    "test": "Kjør sakene ved siden av reglene.",
    "utvalg": "Trekk saker til stikkprøver, og regn ut hva de viser.",
    "veiled": "Still bare de spørsmålene som kan endre svaret.",
    "vurder": "Avgjør et krav, eller flere.",
}


class _Commands(Group):
    """Imports a command when it is asked for: one does not wait for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        name = COMMANDS[cmd_name]
        command = getattr(import_module(f"reiseregel.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, SHORT_HELP.get(name) or self._short_help(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _short_help(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str() if command is not None else ""


def _say_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from reiseregel.version import ENGINE

    click.echo(f"reiseregel {ENGINE}")
    ctx.exit()


@click.group(cls=_Commands)
@click.option(
    "--versjon",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Vis versjonen.",
)
def commands() -> None:
    """Hvem har reisen til helsehjelp dekket, og hvor mye?

    Reglene er datafiler. Et krav er et JSON-dokument. Svaret er utfall, beløp, grunner og det som må avklares.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code. No stack trace ever reaches the terminal."""
    # Nearly all that a command makes is in use until it ends: looking for garbage among it is time lost.
    gc.set_threshold(100_000)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that is not UTF-8 lacks signs such as the minus
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        result = commands.main(args=arguments, prog_name="reiseregel", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except Stop as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        say_error(error.message)
        return 2
    except click.UsageError as error:
        say_error(usage_message(error))
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    except SystemExit:  # click's own way out when the output is closed; it has quieted the streams
        return OUTPUT_CLOSED
    except OSError as error:
        if error.errno not in _NO_ROOM:
            return _internal(error)
        say_error("Svaret kan ikke skrives. Se at det er plass der det skal stå.")
        return 2
    except Exception as error:  # noqa: BLE001 - the last resort: say what kind of fault it was, never its text
        return _internal(error)


def _internal(error: Exception) -> int:
    import logging  # nobody waits for it when all goes well

    logging.getLogger("reiseregel").debug("internal fault: %s", type(error).__name__)
    say_error(f"Noe gikk galt i programmet ({type(error).__name__}). Meld fra, uten å legge ved opplysninger om noen.")
    return INTERNAL
