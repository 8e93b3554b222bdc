"""`python -m reiseregel.pages` says whether the pages in `docs/regler/` are up to date; `--skriv` writes them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reiseregel.casebook import load_cases
from reiseregel.errors import InvalidRules
from reiseregel.pages.build import all_pages
from reiseregel.pages.markdown import MADE_BY
from reiseregel.resources import rules_folder
from reiseregel.rulebook import load_rulebook


def pages_folder() -> Path:
    """Where the pages stand in a checkout."""
    return rules_folder().parent / "docs" / "regler"


def main(arguments: list[str] | None = None) -> int:
    """0 when every page is up to date (always, after `--skriv`), else 1."""
    parser = argparse.ArgumentParser(prog="python -m reiseregel.pages", description="Sidene i docs/regler/")
    parser.add_argument("--skriv", action="store_true", help="skriv sidene; ellers sies det bare hvilke som er gamle")
    parser.add_argument("--mappe", type=Path, default=pages_folder(), help="en annen mappe enn docs/regler")
    given = parser.parse_args(arguments)
    try:
        pages = all_pages(load_rulebook(), load_cases())
    except InvalidRules as error:
        sys.stderr.writelines(f"{fault}\n" for fault in error.faults)
        return 1
    old = [*_changed(pages, given.mappe), *_stray(pages, given.mappe)]
    if given.skriv:
        _write(pages, old, given.mappe)
    for name in old:
        said = "er ikke lik regelfilene; kjør med --skriv"
        if given.skriv:
            said = "skrevet" if name in pages else "slettet"
        sys.stdout.write(f"{name}: {said}\n")
    return int(bool(old) and not given.skriv)


def _changed(pages: dict[str, str], folder: Path) -> list[str]:
    return [
        name
        for name, text in pages.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def _stray(pages: dict[str, str], folder: Path) -> list[str]:
    """Generated pages that no rule file stands behind any more; what somebody wrote by hand is left alone."""
    found = sorted(folder.glob("*.md")) if folder.is_dir() else []
    return [path.name for path in found if path.name not in pages and _is_generated(path)]


def _is_generated(path: Path) -> bool:
    return path.read_text(encoding="utf-8").startswith(MADE_BY)


def _write(pages: dict[str, str], names: list[str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if name in pages:
            (folder / name).write_text(pages[name], encoding="utf-8")
        else:
            (folder / name).unlink()


if __name__ == "__main__":
    sys.exit(main())
