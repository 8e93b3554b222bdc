"""Times the three things a user waits for: loading the rules, one decision, one explanation.

Everything goes through the public interface, on the first example, in one process. Figures are from the machine that
ran them: compare them with others from the same run only.
"""

from __future__ import annotations

import gc
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import reiseregel

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def measure(work: Callable[[], object], rounds: int) -> list[int]:
    """Time spent in each of `rounds` calls, in nanoseconds, sorted; one call to warm up is not counted."""
    work()
    gc.collect()
    times = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - start)
    return sorted(times)


def row(name: str, times: list[int]) -> str:
    """One line of the table, in microseconds; p99 is the nearest rank."""
    p99 = times[-(-len(times) * 99 // 100) - 1]
    return f"{name:<24}{len(times):>8}{median(times) / 1000:>14,.0f}{p99 / 1000:>14,.0f}"


def main() -> int:
    """Print the table; 1 when there is no example to time."""
    example = min(EXAMPLES.glob("*/krav.json"), default=None)
    if example is None:
        print("examples/*/krav.json: none found", file=sys.stderr)
        return 1
    claim = example.read_text(encoding="utf-8")
    book = reiseregel.load_rulebook()
    decision = reiseregel.decide(claim, book)

    print(f"Python {platform.python_version()}, example {example.parent.name}, times in µs")
    print(f"{'':<24}{'rounds':>8}{'median':>14}{'p99':>14}")
    print(row("load the rule book", measure(reiseregel.load_rulebook, 10)))
    print(row("decide a claim", measure(lambda: reiseregel.decide(claim, book), 300)))
    print(row("explain the decision", measure(lambda: reiseregel.render_trace(decision, book, "nb"), 300)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
