"""A horizontal bar chart on a logarithmic scale as SVG: nothing to install, readable in light and dark, real text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from benchmarks.tables import duration, figure
from benchmarks.timing import Clock, Comparison

_WIDTH, _ROW, _BAR, _TOP, _BOTTOM = 760, 34, 18, 52, 40
#: About how wide a letter is at the size of the text; labels get the room that the longest needs.
_LETTER = 7.2
_MARGIN = 12
#: A tick says 10, not 10.0.
_DECIMALS = re.compile(r"\.\d+")
_STYLE = """
    text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
    .title { font-size: 15px; font-weight: 600; }
    .note, .tick { fill: #59636e; font-size: 12px; }
    .grid { stroke: #d1d9e0; stroke-width: 1; }
    .bar { fill: #6e7f94; }
    .own { fill: #0969da; }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc; }
      .note, .tick { fill: #9198a1; }
      .grid { stroke: #3d444d; }
      .bar { fill: #8b98a9; }
      .own { fill: #4493f8; }
    }
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value above zero with its label; the note stands after the value. `own` bars stand out."""

    label: str
    value: float
    note: str = ""
    own: bool = False


def bar_chart(
    title: str,
    bars: Sequence[Bar],
    axis: str,
    shown: Callable[[float], str] = figure,
) -> str:
    """The chart as an SVG document. `axis` says what the values are; `shown` writes one.

    The scale goes from a power of ten below the least value to one not below the greatest. The bars begin at its left
    end, so read the values, not the lengths.
    """
    left = _MARGIN + _LETTER * max(len(bar.label) for bar in bars) + 10
    after = max(len(_told(bar, shown)) for bar in bars) * _LETTER + _MARGIN
    low = math.ceil(math.log10(min(bar.value for bar in bars))) - 1
    high = math.ceil(math.log10(max(bar.value for bar in bars)))
    room = _WIDTH - left - after

    def place(value: float) -> float:
        return left + room * (math.log10(value) - low) / (high - low)

    height = _TOP + _ROW * len(bars) + _BOTTOM
    description = "; ".join(f"{bar.label}: {_told(bar, shown)}" for bar in bars)
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(title)}>',
        f"  <title>{escape(title)}</title>",
        f"  <desc>{escape(axis)}. {escape(description)}</desc>",
        f"  <style>{_STYLE}  </style>",
        f'  <text class="title" x="{_MARGIN}" y="24">{escape(title)}</text>',
    ]
    bottom = height - _BOTTOM
    for power in range(low, high + 1):
        x = place(10.0**power)
        lines.append(f'  <line class="grid" x1="{x:.1f}" y1="{_TOP - 8}" x2="{x:.1f}" y2="{bottom}"/>')
        tick = escape(_tick(shown(10.0**power)))
        lines.append(f'  <text class="tick" x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{tick}</text>')
    lines.append(f'  <text class="note" x="{left:.1f}" y="{bottom + 33}">{escape(axis)}</text>')
    for number, bar in enumerate(bars):
        top = _TOP + _ROW * number
        middle, end = top + _BAR / 2 + 4.5, place(bar.value)
        name = "bar own" if bar.own else "bar"
        width = end - left
        lines += [
            f'  <text x="{left - 10:.1f}" y="{middle:.1f}" text-anchor="end">{escape(bar.label)}</text>',
            f'  <rect class="{name}" x="{left:.1f}" y="{top}" width="{width:.1f}" height="{_BAR}" rx="2"/>',
            f'  <text x="{left + width + 6:.1f}" y="{middle:.1f}">{escape(shown(bar.value))}{_note(bar)}</text>',
        ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _tick(text: str) -> str:
    return _DECIMALS.sub(lambda found: found[0].rstrip("0").rstrip("."), text)


def ratio_chart(comparison: Comparison, base: str, clock: Clock, own: str, per: str = "decision") -> str:
    """How many times as long each work took as `base`, with its time; works whose name begins with `own` stand out."""
    bars = [
        Bar(
            timing.name,
            comparison.ratio(timing.name, base, clock).median,
            duration(timing.spread(clock).median),
            own=timing.name.startswith(own),
        )
        for timing in comparison.timings
    ]
    return bar_chart(comparison.title, bars, f"times as long as {base}, and the time a {per}; logarithmic scale")


def _told(bar: Bar, shown: Callable[[float], str]) -> str:
    return f"{shown(bar.value)} {bar.note}".strip()


def _note(bar: Bar) -> str:
    return f' <tspan class="note">{escape(bar.note)}</tspan>' if bar.note else ""
