"""The small rule set in reiseregel and its peers: shown to be equal, then one case and whole tables timed side by side.

    python -m benchmarks.peers.run --rows 1000000 10000000

A peer that is not installed is left out and named. What decides one case at a time is timed over the first rows of a
table only, and its figure for a row is from those.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.cases import Case, Columns, cases, columns
from benchmarks.peers.equal import NotEqualError, Shown, all_equal
from benchmarks.peers.peers import (
    BY_HAND,
    BY_POLARS,
    DURABLE,
    ONE_CASE,
    OURS,
    TABLES,
    ZEN,
    Missing,
    Peer,
    present,
    versions,
)
from benchmarks.tables import ratios
from benchmarks.timing import Clock, Comparison, Work, side_by_side

#: Seeds of the cases that must be equal, and of those that are timed: one number in ten lies beside a limit there.
EQUAL_SEED, TIMED_SEED = 20_250_616, 7
#: Cases that every peer decides in a round of the comparison of one case.
CASES = 200
#: Rows of a table that are decided one at a time.
ONE_AT_A_TIME = {OURS: 20_000, BY_HAND: 20_000, ZEN: 2_000, DURABLE: 1_000}


@dataclass(frozen=True, slots=True)
class Results:
    """What was shown equal, and what was timed: one case, then a table for each number of rows."""

    equal: tuple[Shown, ...]
    one_case: Comparison
    tables: tuple[Comparison, ...]
    missing: tuple[Missing, ...]
    versions: dict[str, str]


def measure(rows: Sequence[int] = (1_000_000,), rounds: int = 15, table_rounds: int = 7) -> Results:
    """Show that the peers are equal, and time them.

    Args:
        rows: how many rows each table has; about 400 bytes a row are needed.
        rounds: of one case.
        table_rounds: of each table; three for one of more than two million rows.

    Raises:
        NotEqualError: a peer answered otherwise, and nothing was timed.

    """
    one, missing = present(ONE_CASE)
    tables, missing_tables = present(TABLES)
    shown = all_equal(one, tables, rows=50_000, seed=EQUAL_SEED)
    some = list(cases(columns(CASES, TIMED_SEED)))
    works = [Work(peer.name, _loop(decide, some), CASES, peer.note) for peer, decide in one]
    one_case = side_by_side(f"one case of {CASES}", works, rounds)
    return Results(
        tuple(shown),
        one_case,
        tuple(_table(count, one, tables, table_rounds if count <= 2_000_000 else 3) for count in rows),
        (*missing, *(peer for peer in missing_tables if peer not in missing)),
        versions(),
    )


def _table(rows: int, one: Sequence[tuple[Peer, Any]], tables: Sequence[tuple[Peer, Any]], rounds: int) -> Comparison:
    table = columns(rows, TIMED_SEED)
    works = []
    for peer, on_table in tables:
        count = min(peer.most_rows, rows)
        notes = [note for note in (peer.note, _over(count) if count < rows else "") if note]
        works.append(Work(peer.name, on_table(_first(table, count)), count, "; ".join(notes)))
    for peer, decide in one:
        count = min(ONE_AT_A_TIME.get(peer.name, 0), rows)
        if count:
            some = list(cases(_first(table, count)))
            works.append(Work(f"{peer.name}, row by row", _loop(decide, some), count, _over(count)))
    return side_by_side(f"{rows:_} rows".replace("_", " "), works, rounds)


def _first(table: Columns, count: int) -> Columns:
    return {name: values[:count] for name, values in table.items()}


def _over(count: int) -> str:
    return f"timed over the first {count:_} rows; the time a row is taken to hold for all".replace("_", " ")


def _loop(decide: Callable[[Case], object], some: Sequence[Case]) -> Callable[[], None]:
    def run() -> None:
        for case in some:
            decide(case)

    return run


def main() -> int:
    """Print what was found; 1 when a peer is not equal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000_000], help="rows of each table")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of one case")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="cpu where others use the machine")
    chosen = parser.parse_args()
    try:
        found = measure(chosen.rows, chosen.rounds)
    except NotEqualError as error:
        print(f"not equal, nothing timed: {error}", file=sys.stderr)
        return 1
    for line in report(found, chosen.clock):
        print(line)
    return 0


def report(found: Results, clock: Clock) -> list[str]:
    """The tables as Markdown, with what was shown and what is missing before them."""
    lines = [
        f"{shown.name}, {shown.form}: equal on {shown.cases} random cases (seed {shown.seed})" for shown in found.equal
    ]
    lines += [f"{peer.name}: not here ({peer.reason})" for peer in found.missing]
    lines += [", ".join(f"{name} {number}" for name, number in found.versions.items()), ""]
    bases = {timing.name for timing in found.one_case.timings}
    lines.append(ratios(found.one_case, OURS if OURS in bases else BY_HAND, clock))
    for table in found.tables:
        lines.append(ratios(table, BY_POLARS, clock, "row"))
    return lines


if __name__ == "__main__":
    sys.exit(main())
