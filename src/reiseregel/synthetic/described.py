"""The assumptions as the table of docs/syntetisk.md.

As a command, `python -m reiseregel.synthetic.described DOCS` says whether the table there is up to date; with `--skriv`
it writes it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reiseregel.synthetic.assumption import SOURCES, Assumption, Share, Weights
from reiseregel.synthetic.assumptions import TABLE

BEGIN, END = "<!-- assumptions: begin -->", "<!-- assumptions: end -->"


def table_text() -> str:
    """The sources, and one line for each assumption by name."""
    sources = [f"- **{key}**: {text}" for key, text in SOURCES.items()]
    rows = [
        f"| `{name}` | {_value(item)} | {item.why or '–'} | {item.source or 'own assumption'} |"
        for name, item in TABLE.items()
    ]
    head = ["| Name | What is assumed | Why | Source |", "|---|---|---|---|"]
    return "\n".join([*sources, "", *head, *rows])


def with_table(page: str) -> str:
    """The page with its table written anew.

    Raises:
        ValueError: the page has no place for it.

    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("no place for the table")
    return f"{before}{BEGIN}\n{table_text()}\n{END}{after}"


def _value(item: Assumption) -> str:
    if isinstance(item, Share):
        return _percent(item.per_mille, 1000)
    if isinstance(item, Weights):
        total = sum(item.weights.values())
        return ", ".join(f"{name or '(none)'} {_percent(weight, total)}" for name, weight in item.weights.items())
    points = ", ".join(f"{_percent(per_mille, 1000)} below {value:,}" for per_mille, value in item.points[1:-1])
    low, high = item.points[0][1], item.points[-1][1]
    return f"{low:,} to {high:,} {item.unit}" + (f"; {points}" if points else "")


def _percent(part: int, whole: int) -> str:
    """With as many decimals as it takes, up to three."""
    return f"{100 * part / whole:.3f}".rstrip("0").rstrip(".") + " %"


def main(arguments: list[str] | None = None) -> int:
    """0 when the page is up to date (always, after `--skriv`), else 1."""
    parser = argparse.ArgumentParser(prog="python -m reiseregel.synthetic.described", description="Tabellen i docs/")
    parser.add_argument("page", type=Path, help="docs/syntetisk.md")
    parser.add_argument("--skriv", action="store_true", help="skriv siden; ellers sies det bare om den er gammel")
    given = parser.parse_args(arguments)
    old = given.page.read_text(encoding="utf-8")
    new = with_table(old)
    if given.skriv:
        given.page.write_text(new, encoding="utf-8")
    elif old != new:
        sys.stdout.write(f"{given.page.name}: er ikke lik forutsetningene; kjør med --skriv\n")
    return int(old != new and not given.skriv)


if __name__ == "__main__":
    sys.exit(main())
