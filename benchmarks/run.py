"""Everything that is measured, in one run: `docs/ytelse.md` and its chart are written from it.

python -m benchmarks.run [--quick] [--clock cpu]
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "01_egen_bil_100_km" / "krav.json"


def main() -> int:
    """Measure and write; 1 when two ways that should agree do not, and nothing is written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds and rows; prints, and writes nothing")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="cpu where others use the machine")
    chosen = parser.parse_args()
    # Imported here: what they bring takes a while, and --help should not.
    from benchmarks import one_case, portfolio, waits
    from benchmarks.control import control
    from benchmarks.page import CHART, Measured, chart, page
    from benchmarks.peers import run as peers
    from benchmarks.peers.equal import NotEqualError
    from reiseregel import load_rulebook

    quick = chosen.quick
    book = load_rulebook()
    try:
        with TemporaryDirectory() as folder:
            os.environ["REISEREGEL_CACHE"] = folder  # the processes that are started share it
            load_rulebook(cache=True)
            # These tell the most memory of processes of their own, which begin with that of this one.
            signals = control((20_000,) if quick else (100_000, 300_000))
            whole = portfolio.whole(book, 200 if quick else 24_000)
            settled = portfolio.settled(book, portfolio.CHUNK * (1 if quick else 16), 2 if quick else 10)
            found = Measured(
                control=signals,
                whole=whole,
                settled=settled,
                one_case=one_case.measure(book, 3 if quick else 15),
                peers=peers.measure((100_000,) if quick else (1_000_000, 10_000_000), 3 if quick else 15),
                waits=waits.waits(book, EXAMPLE),
                json_to_json=waits.json_to_json(book, EXAMPLE, 3 if quick else 15),
                columns=portfolio.columns(book, portfolio.CHUNK * (1 if quick else 8)),
                one_by_one=portfolio.one_by_one(book),
                bytes_a_claim=portfolio.bytes_a_claim(book),
                clock=chosen.clock,
                command="python -m benchmarks.run" + (" --clock cpu" if chosen.clock == "cpu" else ""),
            )
    except (NotEqualError, one_case.DiffersError) as error:
        print(f"not equal, nothing written: {error}", file=sys.stderr)
        return 1
    text = page(found)
    print(text)
    if not quick:
        (ROOT / "docs" / "ytelse.md").write_text(text, encoding="utf-8")
        (ROOT / "docs" / CHART).write_text(chart(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
