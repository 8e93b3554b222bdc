"""`python -m reiseregel.control.docs` says whether `docs/kontroll-signaler.md` is up to date; `--skriv` writes it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reiseregel.control.book import load_control_book
from reiseregel.control.listed import signals_markdown
from reiseregel.errors import InvalidRules
from reiseregel.pages.markdown import MADE_BY
from reiseregel.resources import rules_folder

NAME = "kontroll-signaler.md"


def page_file() -> Path:
    """Where the page stands in a checkout."""
    return rules_folder().parent / "docs" / NAME


def main(arguments: list[str] | None = None) -> int:
    """0 when the page is up to date (always, after `--skriv`), else 1."""
    parser = argparse.ArgumentParser(prog="python -m reiseregel.control.docs", description=f"Siden docs/{NAME}")
    parser.add_argument("--skriv", action="store_true", help="skriv siden; ellers sies det bare om den er gammel")
    parser.add_argument("--fil", type=Path, default=page_file(), help=f"en annen fil enn docs/{NAME}")
    given = parser.parse_args(arguments)
    try:
        text = signals_markdown(load_control_book(), MADE_BY)
    except InvalidRules as error:
        sys.stderr.writelines(f"{fault}\n" for fault in error.faults)
        return 1
    if given.fil.is_file() and given.fil.read_text(encoding="utf-8") == text:
        return 0
    if given.skriv:
        given.fil.write_text(text, encoding="utf-8")
    said = "skrevet" if given.skriv else "er ikke lik regelfilene; kjør med --skriv"
    sys.stdout.write(f"{given.fil.name}: {said}\n")
    return int(not given.skriv)


if __name__ == "__main__":
    sys.exit(main())
