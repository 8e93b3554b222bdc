"""`reiseregel sjekk --mutasjon`: the share of changes to the rules that some case notices, and those that none does."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import click

from reiseregel.cli.output import FAULT_IN_RULES, WRONG_USAGE, Stop, say, say_error, say_json, say_rule_faults
from reiseregel.errors import InvalidRules
from reiseregel.explain.words import hjemmel_words
from reiseregel.mutation.model import OPERATORS, Identity
from reiseregel.mutation.report import LEAST, LEAST_OF_PARAGRAPH, Report, Result, Share
from reiseregel.mutation.run import Progress, examine
from reiseregel.rulebook.shape import file_kind

#: Too little is caught.
TOO_LITTLE = 1
#: Where there is no terminal to draw on, a line is written when so many seconds have gone.
PAUSE = 15
_DOING = {"saker": "Saker lest", "endringer": "Endringer prøvd"}


def mutation(texts: dict[str, str], files: tuple[str, ...], workers: int, form: str) -> int:
    """Try every change, say what came of it, and return the exit code."""
    known = {name.rpartition("/")[2].removesuffix(".yaml") for name in texts if file_kind(name) == "regel"}
    if not known.issuperset(files):
        say_error("Regelfilen finnes ikke. Regelfilene heter som i: reiseregel regler")
        raise Stop(WRONG_USAGE)
    try:
        with _shown() as progress:
            report = examine(texts, files, workers=workers, progress=progress)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        return FAULT_IN_RULES
    if form == "json":
        say_json(report.to_json() | {"feil": [str(fault) for fault in report.faults]})
    else:
        _say(report)
    say_rule_faults(report.faults)
    if report.faults:
        return FAULT_IN_RULES
    return 0 if report.enough else TOO_LITTLE


def _say(report: Report) -> None:
    say(f"{len(report.results)} endringer av reglene, én om gangen, prøvd på {report.cases} saker.")
    say("\nEtter hva som er endret:")
    _say_shares({OPERATORS[name]: share for name, share in report.by_operator.items()})
    say("\nEtter paragraf:")
    paragraphs = {hjemmel_words(key, "nb"): share for key, share in report.by_paragraph.items() if key}
    _say_shares(paragraphs, LEAST_OF_PARAGRAPH)
    if None in report.by_paragraph:
        _say_shares({"hele boken": report.by_paragraph[None]})
    if report.survivors:
        say(f"\nIngen sak merker disse {len(report.survivors)}:")
    for result in report.survivors:
        near = result.verdict.near
        say(_line(result) + (f"\n    {near} regner annerledes, men venter ikke noe av det" if near else ""))
    if report.equivalent:
        say(f"\nBetyr det samme som reglene ({len(report.equivalent)}, ikke regnet med):")
    for result in report.equivalent:
        say(f"{_line(result)}\n    fordi: {result.equivalent}")
    verdict = "Det holder." if report.enough else "Det er for lite."
    limits = f"minst {LEAST} % i alt og {LEAST_OF_PARAGRAPH} % i hver paragraf"
    whole = f"{report.whole.caught} av {report.whole.total} merkes, {_percent(report.whole)}"
    say(f"\nI alt: {whole}. Grensen er {limits}. {verdict}")


def _say_shares(shares: dict[str, Share], least: int = 0) -> None:
    for name, share in shares.items():
        counted = f"{share.caught:>5} av {share.total:>5} merkes {_percent(share):>8}"
        say(f"  {name:<40}{counted}{'' if share.reaches(least) else f'  under {least} %'}")


def _percent(share: Share) -> str:
    return f"{share.tenths // 10},{share.tenths % 10} %"


def _line(result: Result) -> str:
    identity = result.mutant.identity
    return f"{result.mutant.place}: {_where(identity)}: {_what(identity)}"


def _where(identity: Identity) -> str:
    parts = [identity.rule, f"fra {identity.version}" if identity.version else ""]
    inside = ", ".join(part for part in parts if part)
    return f"{identity.subject} ({inside})" if inside else identity.subject


def _what(identity: Identity) -> str:
    changed = f": «{identity.before}» → «{identity.after}»" if identity.after else ""
    number = f" (nr. {identity.number})" if identity.number > 1 else ""
    return f"{OPERATORS[identity.operator]}{changed}{number}"


# --- how far it has come, on standard error ---


@contextmanager
def _shown() -> Iterator[Progress]:
    """A bar for each part of the work on a terminal; else a line now and then."""
    shown = _Bars() if sys.stderr.isatty() else _Lines()
    try:
        yield shown
    finally:
        shown.close()


@dataclass(slots=True)
class _Lines:
    clock: Callable[[], float] = time.monotonic
    last: float = field(default_factory=time.monotonic)

    def __call__(self, what: str, done: int, total: int) -> None:
        now = self.clock()
        if done == total or now - self.last >= PAUSE:
            self.last = now
            click.echo(f"{_DOING[what]}: {done} av {total}", err=True)

    def close(self) -> None:
        """Every line is whole already."""


@dataclass(slots=True)
class _Bars:
    what: str = ""
    bar: Any = None

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self.what:
            self.close()
            self.what = what
            self.bar = click.progressbar(length=total, label=_DOING[what], file=sys.stderr, show_pos=True)
            self.bar.__enter__()
        self.bar.update(1)
        if done == total:
            self.close()

    def close(self) -> None:
        """Leave the line."""
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
        self.bar, self.what = None, ""
