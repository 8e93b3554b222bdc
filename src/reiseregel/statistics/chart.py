"""Stacked bars as SVG: real text, a title and a description with every number, a pattern beside each colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from reiseregel.statistics.model import ALL, UNKNOWN
from reiseregel.statistics.periods import Period
from reiseregel.statistics.report import DOCUMENTS, WHOLE, Figure, Report
from reiseregel.statistics.words import HIDDEN, NBSP, Words

_WIDTH, _ROW, _BAR, _TOP, _LEGEND = 860, 32, 20, 48, 22
_MARGIN, _LEFT, _AFTER = 12, 270, 90
_ROOM: Final = _WIDTH - _LEFT - _AFTER
#: A segment narrower than this has its number in the description only.
_FOR_TEXT: Final = 44
#: So many periods are drawn, the newest; the table has all.
_PERIODS: Final = 12

#: What fills a segment: a colour and lines on it. Every pair that may meet differs in both, and text stands on a label.
_FILLS: Final = (
    ("#9ecae1", ""),
    ("#fdd0a2", '<path d="M0 8L8 0" stroke="#8c510a" stroke-width="1.2"/>'),
    ("#c7e9c0", '<circle cx="4" cy="4" r="1.4" fill="#1b7837"/>'),
    ("#dadaeb", '<path d="M0 0L8 8" stroke="#54278f" stroke-width="1.2"/>'),
    ("#fccde5", '<path d="M0 4H8" stroke="#ae017e" stroke-width="1.2"/>'),
    ("#ffffb3", '<path d="M4 0V8" stroke="#7f7f00" stroke-width="1.2"/>'),
    ("#d9d9d9", '<path d="M0 0L8 8M0 8L8 0" stroke="#525252" stroke-width="0.9"/>'),
)
_STYLE: Final = """
    text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
    .title { font-size: 15px; font-weight: 600; }
    .note { font-size: 12px; }
    .label { fill: #ffffff; }
    .part { stroke: #1f2328; stroke-width: 1; }
    .hidden { fill: #ffffff; stroke: #1f2328; stroke-width: 1; stroke-dasharray: 4 3; }
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, how many documents (None: hidden), and the number in each category (None: hidden)."""

    label: str
    total: int | None
    parts: tuple[int | None, ...]


def charts(report: Report, words: Words) -> dict[str, str]:
    """Every chart by its file name: each drawn measure by period, and who settles it by health trust in the newest."""
    dated = [period for period in report.periods if period is not None]
    found: dict[str, str] = {}
    for measure in words.measures.all:
        for kind in sorted({figure.kind for figure in report.figures if figure.measure == measure.id}):
            if not measure.drawn:
                continue
            own = [figure for figure in report.figures if figure.kind == kind]
            title = f"{words.measure(measure.id)}: {words.kind(kind)}"
            by_period = _by_period(own, measure.id, dated[-_PERIODS:] or [None], words)
            chart = _drawn(f"{title}, {words.say('perioder')}", own, measure.id, by_period, words)
            if chart:
                found[f"{measure.id}_{kind}.svg"] = chart
            newest = [figure for figure in own if dated and figure.period == dated[-1]]
            if any(figure.trust not in (ALL, UNKNOWN) and figure.measure == DOCUMENTS for figure in newest):
                by_trust = _by_trust(newest, measure.id, words)
                chart = _drawn(f"{title}, {words.period(dated[-1])}", own, measure.id, by_trust, words)
                found |= {f"{measure.id}_{kind}_helseforetak.svg": chart} if chart else {}
    return found


#: The label of a bar, and the figures it is of.
_Rows = list[tuple[str, list[Figure]]]


def _by_period(own: Sequence[Figure], measure: str, periods: Sequence[Period | None], words: Words) -> _Rows:
    def label(period: Period | None) -> str:
        return period.name if period is not None else words.period(None)

    return [
        (label(period), [f for f in own if f.period == period and f.trust == ALL and f.measure in (measure, DOCUMENTS)])
        for period in periods
    ]


def _by_trust(newest: Sequence[Figure], measure: str, words: Words) -> _Rows:
    trusts = dict.fromkeys(figure.trust for figure in newest if figure.measure == DOCUMENTS)
    return [
        (words.trust(trust), [f for f in newest if f.trust == trust and f.measure in (measure, DOCUMENTS)])
        for trust in trusts
    ]


def _drawn(title: str, own: Sequence[Figure], measure: str, rows: _Rows, words: Words) -> str:
    """The chart; empty when there is nothing to draw."""
    seen = {figure.category: figure for figure in own if figure.measure == measure and figure.category != WHOLE}
    order = [*words.measures.codes.get(words.by_id[measure].field, ())]
    categories = sorted(seen, key=lambda code: (order.index(code) if code in order else len(order), code))
    bars = []
    for label, figures in rows:
        total = next((figure.value for figure in figures if figure.measure == DOCUMENTS), None)
        values = {figure.category: figure.value for figure in figures if figure.measure == measure}
        bars.append(Bar(label, total, tuple(values.get(code, None if WHOLE in values else 0) for code in categories)))
    if not categories or all(not bar.total for bar in bars):
        return ""
    return stacked(title, bars, [words.category(seen[code]) for code in categories], words)


def stacked(title: str, bars: Sequence[Bar], names: Sequence[str], words: Words) -> str:
    """The bars as an SVG document; each is a hundred per cent of its documents."""
    legend = (len(names) + 3) // 3  # with that of what is hidden
    height = _TOP + legend * _LEGEND + 16 + _ROW * len(bars) + 30
    described = "; ".join(_described(bar, names, words) for bar in bars)
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(title)}>',
        f"  <title>{escape(title)}</title>",
        f"  <desc>{escape(words.say('akse'))}. {escape(described)}</desc>",
        f"  <style>{_STYLE}  </style>",
        "  <defs>",
        *(f"    {_pattern(number)}" for number in range(len(_FILLS))),
        "  </defs>",
        f'  <rect x="0" y="0" width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'  <text class="title" x="{_MARGIN}" y="24">{escape(title)}</text>',
        *_legend(names, words),
    ]
    top = _TOP + legend * _LEGEND + 16
    for number, bar in enumerate(bars):
        lines += _bar(bar, top + _ROW * number, words)
    lines.append(f'  <text class="note" x="{_MARGIN}" y="{height - 12}">{escape(words.say("akse"))}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def _pattern(number: int) -> str:
    colour, drawn = _FILLS[number]
    return (
        f'<pattern id="f{number}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{colour}"/>{drawn}</pattern>'
    )


def _fill(number: int) -> str:
    return f'class="part" fill="url(#f{number % len(_FILLS)})"'


def _legend(names: Sequence[str], words: Words) -> Iterator[str]:
    for number, name in enumerate([*names, words.say("rest")]):
        x, y = _MARGIN + number % 3 * 280, _TOP - 6 + number // 3 * _LEGEND
        look = _fill(number) if number < len(names) else 'class="hidden"'
        yield f'  <rect {look} x="{x}" y="{y}" width="16" height="14"/>'
        yield f'  <text class="note" x="{x + 22}" y="{y + 11}">{escape(name)}</text>'


def _bar(bar: Bar, top: int, words: Words) -> Iterator[str]:
    middle = top + _BAR - 6
    yield f'  <text x="{_LEFT - 10}" y="{middle}" text-anchor="end">{escape(bar.label)}</text>'
    after = HIDDEN if bar.total is None else words.count(bar.total)
    yield f'  <text class="note" x="{_LEFT + _ROOM + 8}" y="{middle}">{after}</text>'
    if not bar.total:
        return
    done = 0
    for number, part in enumerate(bar.parts):
        if part:
            yield from _segment(done, part, bar.total, top, _fill(number))
            done += part
    if done < bar.total:
        yield from _segment(done, bar.total - done, bar.total, top, 'class="hidden"')


def _segment(done: int, part: int, total: int, top: int, look: str) -> Iterator[str]:
    """Ends are rounded down to whole pixels, so that segments meet."""
    left, right = _LEFT + done * _ROOM // total, _LEFT + (done + part) * _ROOM // total
    yield f'  <rect {look} x="{left}" y="{top}" width="{right - left}" height="{_BAR}"/>'
    if right - left < _FOR_TEXT:
        return
    text, middle = f"{(200 * part + total) // (2 * total)}{NBSP}%", (left + right) // 2
    yield f'  <rect class="label" x="{middle - 18}" y="{top + 3}" width="36" height="14" rx="2"/>'
    yield f'  <text class="note" x="{middle}" y="{top + 14}" text-anchor="middle">{text}</text>'


def _described(bar: Bar, names: Sequence[str], words: Words) -> str:
    if bar.total is None:
        return f"{bar.label}: {HIDDEN}"
    parts = [
        f"{name} {HIDDEN if part is None else words.count(part)}"
        for name, part in zip(names, bar.parts, strict=True)
        if part is None or part
    ]
    return f"{bar.label}: {words.count(bar.total)} ({', '.join(parts)})"
