"""Times the things a user waits for: loading the rules, with and without the cache, one decision, one explanation, and
the command line from start to end.

Everything goes through the public interface, on the first example. Figures are from the machine that ran them: compare
them with others from the same run only.
"""

from __future__ import annotations

import gc
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import reiseregel

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
COMMAND = "from reiseregel.cli import main; main()"


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
    """One line of the table, in milliseconds; p99 is the nearest rank, so the slowest of fewer than a hundred."""
    p99 = times[-(-len(times) * 99 // 100) - 1]
    return f"{name:<40}{len(times):>8}{median(times) / 1e6:>10,.1f}{p99 / 1e6:>10,.1f}"


def start(claim: Path) -> None:
    """Decide a claim from the command line, in a process of its own."""
    subprocess.run([sys.executable, "-c", COMMAND, "vurder", str(claim)], stdout=subprocess.DEVNULL, check=True)  # noqa: S603


def main() -> int:
    """Print the table; 1 when there is no example to time. The cache is a folder of its own, removed at the end."""
    example = min(EXAMPLES.glob("*/krav.json"), default=None)
    if example is None:
        print("examples/*/krav.json: none found", file=sys.stderr)
        return 1
    claim = example.read_text(encoding="utf-8")
    book = reiseregel.load_rulebook()
    answered = reiseregel.answer(claim, book)

    print(f"Python {platform.python_version()}, example {example.parent.name}, times in ms")
    print(f"{'':<40}{'rounds':>8}{'p50':>10}{'p99':>10}")
    print(row("load and check the rules from YAML", measure(reiseregel.load_rulebook, 10)))
    with TemporaryDirectory() as folder:
        os.environ["REISEREGEL_CACHE"] = folder
        print(row("load the rules from the cache", measure(lambda: reiseregel.load_rulebook(cache=True), 100)))
        print(row("the command `vurder`, rules in the cache", measure(lambda: start(example), 20)))
        os.environ["REISEREGEL_CACHE"] = ""
        print(row("the command `vurder`, no cache", measure(lambda: start(example), 5)))
    print(row("decide a claim", measure(lambda: reiseregel.decide(claim, book), 300)))
    explained = measure(lambda: reiseregel.render_explanation(answered, "saksbehandler", "nb"), 300)
    print(row("explain the decision", explained))
    return 0


if __name__ == "__main__":
    sys.exit(main())
