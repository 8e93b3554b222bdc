"""Figures as Markdown tables: ratios first, then times."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.timing import Clock, Comparison, Spread

_UNITS = (("s", 1e9), ("ms", 1e6), ("µs", 1e3), ("ns", 1.0))


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers_from: int = 1) -> str:
    """A table with its columns in line as text too; from `numbers_from` on they are set to the right."""
    cells = [[_cell(text) for text in row] for row in (headings, *rows)]
    widths = [max(3, *(len(row[place]) for row in cells)) for place in range(len(headings))]
    rule = ["-" * (width - 1) + ":" if place >= numbers_from else "-" * width for place, width in enumerate(widths)]
    lines = [
        " | ".join(
            text.rjust(width) if place >= numbers_from else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (cells[0], rule, *cells[1:])
    ]
    return "".join(f"| {line} |\n" for line in lines)


def ratios(comparison: Comparison, base: str, clock: Clock, per: str = "decision") -> str:
    """Every work against `base`: how many times as long, with spread, then the times. Notes stand below the table."""
    rows, notes = [], []
    for timing in comparison.timings:
        ratio, spread = comparison.ratio(timing.name, base, clock), timing.spread(clock)
        mark = ""
        if timing.note:
            notes.append(timing.note)
            mark = f" ({len(notes)})"
        rows.append(
            (
                timing.name + mark,
                f"{figure(ratio.median)} ×",
                between(ratio),
                duration(spread.median),
                f"{duration(spread.p10)} – {duration(spread.p90)}",
                str(len(timing.wall)),
            )
        )
    headings = (comparison.title, f"× {base}", "p10 – p90", f"time a {per}", "p10 – p90", "rounds")
    return markdown(headings, rows) + "".join(f"\n({number}) {note}\n" for number, note in enumerate(notes, 1))


def figure(value: float) -> str:
    """Three figures that count, with a thin space between thousands: 0.873, 1.42, 28.1, 1 430."""
    exponent = int(f"{value:.2e}".partition("e")[2])
    rounded = round(value, 2 - exponent)
    return f"{rounded:,.{max(0, 2 - exponent)}f}".replace(",", "\u202f")


def between(spread: Spread) -> str:
    """The two ends of a spread."""
    return f"{figure(spread.p10)} – {figure(spread.p90)}"


def duration(nanoseconds: float) -> str:
    """A time in the unit that suits it: 31 ns, 0.287 ms."""
    for unit, size in _UNITS:
        if nanoseconds >= size * 0.9995:
            return f"{figure(nanoseconds / size)} {unit}"
    return f"{figure(nanoseconds)} ns"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
