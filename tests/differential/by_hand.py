"""As many random documents as you like: the executors held together, in all processes the machine has.

python -m tests.differential.by_hand --antall 1000000
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.differential.test_executors import compare

#: Documents in one piece of work.
PIECE = 500


def piece(first: int) -> tuple[Counter[str], list[str]]:
    """What was counted over one piece, and the first document that fell apart."""
    counts: Counter[str] = Counter()
    apart: list[str] = []
    try:
        compare(range(first, first + PIECE), counts)
    except AssertionError as fault:
        apart.append(str(fault))
    return counts, apart


def main() -> int:
    """Print what was compared; 1 when some document fell apart."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--antall", type=int, default=10_000)
    parser.add_argument("--fra", type=int, default=1_000_000, help="the first document; tests use those below")
    chosen = parser.parse_args()
    total: Counter[str] = Counter()
    apart: list[str] = []
    pieces = range(chosen.fra, chosen.fra + chosen.antall, PIECE)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for number, (counts, found) in enumerate(pool.map(piece, pieces), 1):
            total += counts
            apart += found
            print(f"{number} of {len(pieces)} pieces, {len(apart)} apart", flush=True)
    for fault in apart[:20]:
        print(fault)
    print(", ".join(f"{count} {name}" for name, count in sorted(total.items())))
    return 1 if apart else 0


if __name__ == "__main__":
    raise SystemExit(main())
