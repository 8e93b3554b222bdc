"""The report to read: the newest period in full, one type of document after another, and a table by health trust."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from reiseregel.statistics.model import ALL, UNKNOWN
from reiseregel.statistics.periods import Period
from reiseregel.statistics.report import DOCUMENTS, WHOLE, Figure, Report
from reiseregel.statistics.words import HIDDEN, NBSP, Words

#: So many categories of a long measure; the table has all.
SHOWN: Final = 8
#: Told in full for all together, by health trust as shares of these.
_BY_TRUST: Final = "vei"


def report_text(report: Report, words: Words) -> str:
    """The newest period in full, and the documents without a date when there are any."""
    lines = [words.say("tittel")]
    shown = _told(report)
    if not shown:
        return "\n".join([*lines, words.say("ingen")])
    for period in shown:
        lines += ["", f"{words.say('periode')}: {words.period(period)}"]
        figures = report.of_period(period)
        for kind in dict.fromkeys(figure.kind for figure in figures):
            lines += ["", *_section([figure for figure in figures if figure.kind == kind], words)]
    notes = [words.say("skjult").format(HIDDEN, report.least)]
    if any(figure.change is not None for figure in report.figures):
        notes.append(words.say("endring"))
    return "\n".join([*lines, "", *notes])


def _told(report: Report) -> list[Period | None]:
    """The newest period; when all of it is hidden, as when it has just begun, those before it to one that is not."""
    dated: list[Period | None] = []
    for period in reversed(report.periods):
        if period is not None:
            dated.insert(0, period)
            if any(not figure.hidden for figure in report.of_period(period)):
                break
    return [*dated, *([None] if None in report.periods else [])]


def _section(figures: Sequence[Figure], words: Words) -> Iterator[str]:
    yield words.kind(figures[0].kind)
    national = [figure for figure in figures if figure.trust == ALL]
    rows: list[tuple[str, ...]] = []
    for measure in dict.fromkeys(figure.measure for figure in national):
        rows += _measure([figure for figure in national if figure.measure == measure], words)
    yield from _columns(rows)
    by_trust = [figure for figure in figures if figure.trust != ALL]
    if any(figure.trust != UNKNOWN and figure.measure == DOCUMENTS for figure in by_trust):
        yield ""
        yield from _trusts(by_trust, national, words)


def _measure(figures: Sequence[Figure], words: Words) -> Iterator[tuple[str, ...]]:
    name = words.measure(figures[0].measure)
    if figures[0].category == WHOLE:
        yield f"  {name}", words.say("hele_skjult"), "", ""
        return
    if len(figures) == 1 and not figures[0].category:
        yield f"  {name}", *_numbers(figures[0], words)
        return
    yield f"  {name}", "", "", ""
    several = words.by_id[figures[0].measure].kind == "forekomst"
    shown = [figure for figure in figures if not several or not figure.hidden][:SHOWN]
    for figure in shown:
        yield f"    {words.category(figure)}", *_numbers(figure, words)
    if len(figures) > len(shown):
        yield f"    {words.say('flere').format(words.count(len(figures) - len(shown)))}", "", "", ""


def _numbers(figure: Figure, words: Words) -> tuple[str, str, str]:
    part = "" if figure.share is None else f"{words.tenths(figure.share)}{NBSP}%"
    change = words.change(figure)
    return words.value(figure), part, f"({change})" if change else ""


def _trusts(figures: Sequence[Figure], national: Sequence[Figure], words: Words) -> Iterator[str]:
    """One row a trust: how many documents, and the share of each way to an answer."""
    ways = [figure for figure in national if figure.measure == _BY_TRUST and figure.category != WHOLE]
    head = (f"  {words.say('helseforetak')}", words.say(DOCUMENTS), *(words.short(way) for way in ways))
    rows: list[tuple[str, ...]] = [head]
    for trust in dict.fromkeys(figure.trust for figure in figures if figure.measure == DOCUMENTS):
        own = {(figure.measure, figure.category): figure for figure in figures if figure.trust == trust}
        cells = [words.value(own[DOCUMENTS, ""])]
        for way in ways:
            found = own.get((_BY_TRUST, way.category))
            part = found.share if found is not None else None
            cells.append(HIDDEN if part is None else f"{words.tenths(part)}{NBSP}%")
        rows.append((f"    {words.trust(trust)}", *cells))
    yield from _columns(rows)


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, the others to the right, each as wide as its widest."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()
