"""`reiseregel syntetisk`: synthetic claims, for benchmarks, tests and trials."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import WRONG_USAGE, Stop, load, say_error

if TYPE_CHECKING:
    from reiseregel.synthetic.portfolio import Portfolio
    from reiseregel.synthetic.window import Window
    from reiseregel.synthetic.write import Form

#: What the extra `batch` brings.
_PARTS: Final = ("numpy", "pyarrow")
_SUFFIXES: Final[dict[str, Form]] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
#: Where there is no terminal to draw on, a line is written when so many seconds have gone.
PAUSE: Final = 15
_MOST: Final = 1_000_000_000
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("syntetisk", cls=Command, short_help="Lag syntetiske krav.")
@click.option(
    "--antall", "count", type=click.IntRange(1, _MOST), required=True, metavar="ANTALL", help="Så mange krav."
)
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), required=True, metavar="TALL", help="Samme tall gir samme krav."
)
@click.option("-o", "--ut", "target", metavar="FIL|MAPPE", help="Skriv hit. En mappe får flere filer.")
@click.option("--format", "form", type=click.Choice(["jsonl", "parquet"]), help="Ellers etter navnet på filen.")
@click.option("--fra", "since", type=_DAY, metavar="ÅÅÅÅ-MM-DD", help="Første reisedag (ellers 2025-03-03).")
@click.option("--til", "until", type=_DAY, metavar="ÅÅÅÅ-MM-DD", help="Siste reisedag (ellers 2026-09-30).")
@click.option("--foerste", "first", type=click.IntRange(0, _MOST), default=0, metavar="NR", help="Begynn med krav NR.")
@click.option("--arbeidere", "workers", type=click.IntRange(1, 256), metavar="ANTALL", help="Prosesser for en mappe.")
def synthetic(count: int, seed: int, target: str | None, workers: int | None, **how: Any) -> int:
    """Lag ANTALL syntetiske krav av et tall: de samme hver gang, og om ingen.

    Uten -o skrives JSONL til standard ut. I en mappe blir det flere filer, og de lages i flere prosesser.
    Hva som er antatt om dem som reiser, står i docs/syntetisk.md.
    """
    if any(find_spec(part) is None for part in _PARTS):
        say_error("Syntetiske krav trenger mer: pip install 'reiseregel[batch]'")
        return WRONG_USAGE
    target = None if target == "-" else target
    wanted = _form(target, how["form"])
    window = _window(how["since"], how["until"])
    book = load(None)
    covered = book.vocabulary.roots["krav"].covered
    if covered is not None and not all(covered.has(day.toordinal()) for day in (window.since, window.until)):
        say_error("Reglene dekker ikke alle dagene fra --fra til --til.")
        return WRONG_USAGE
    from reiseregel.synthetic import Portfolio

    portfolio = Portfolio(seed, book.vocabulary, window)
    _write(portfolio, range(how["first"], how["first"] + count), wanted, target, workers or _cores())
    return 0


def _form(target: str | None, form: Form | None) -> Form:
    if target is None:
        if form == "parquet":
            say_error("Parquet skrives til en fil eller en mappe. Si hvor med -o.")
            raise Stop(WRONG_USAGE)
        return "jsonl"
    if form is not None:
        return form
    if _is_folder(target):
        return "parquet"
    found = _SUFFIXES.get(Path(target).suffix.lower())
    if found is None:
        say_error("Filen må hete .jsonl, .ndjson eller .parquet, ellers må formatet sies med --format.")
        raise Stop(WRONG_USAGE)
    return found


def _window(since: datetime | None, until: datetime | None) -> Window:
    from reiseregel.synthetic.window import SINCE, UNTIL, Window

    first, last = since.date() if since else SINCE, until.date() if until else UNTIL
    if last < first:
        say_error("Dagen i --til er før dagen i --fra.")
        raise Stop(WRONG_USAGE)
    return Window(first, last)


def _is_folder(target: str) -> bool:
    try:
        return target.endswith(("/", os.sep)) or Path(target).is_dir()
    except (OSError, ValueError):  # no folder can have the name
        return False


def _write(portfolio: Portfolio, numbers: range, form: Form, target: str | None, workers: int) -> None:
    from reiseregel.synthetic.write import write_file, write_folder, write_stream

    try:
        with _shown(len(numbers)) as progress:
            if target is None:
                written = write_stream(portfolio, numbers, form, sys.stdout.buffer)
            elif _is_folder(target):
                written = write_folder(portfolio, numbers, form, _empty(Path(target)), workers)
            else:
                written = write_file(portfolio, numbers, form, Path(target))
            for done in written:
                progress(done)
    except (OSError, ValueError):
        if target is None:
            raise  # nobody reads standard output any more, or there is no room: said where all commands are
        say_error("Filen eller mappen kan ikke skrives. Se at navnet er riktig, og at det er plass.")
        raise Stop(WRONG_USAGE) from None


def _empty(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        say_error("Mappen er ikke tom. Velg en annen, så ingenting blandes.")
        raise Stop(WRONG_USAGE)
    return folder


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# --- how far it has come, on standard error ---


@contextmanager
def _shown(total: int) -> Iterator[Any]:
    """A bar on a terminal; else a line now and then."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _Lines(total)
        return
    with click.progressbar(length=total, label="Lager krav", file=sys.stderr, show_pos=True) as bar:
        yield bar.update


@dataclass(slots=True)
class _Lines:
    total: int
    done: int = 0
    begun: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)

    def __call__(self, more: int) -> None:
        self.done += more
        now = time.monotonic()
        if now - self.last >= PAUSE:
            self.last = now
            rate = round(self.done / (now - self.begun))
            click.echo(f"{100 * self.done // self.total} %, {self.done} krav, {rate} i sekundet", err=True)
