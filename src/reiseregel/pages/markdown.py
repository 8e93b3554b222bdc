"""Markdown as GitHub shows it. What comes from a rule file is escaped or stands as code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: The first line of every generated page, and what tells such a page from one written by hand.
MADE_BY = "<!-- Laget av `make docs` fra regelfilene. Endre dem, ikke denne siden. -->"
_SPECIAL = re.compile(r"([\\`*_<>\[\]|])")


def plain(text: str) -> str:
    """Text in which no sign is read as Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


def code(text: str) -> str:
    """A name from the rules."""
    return f"`{text}`"


def link(label: str, target: str) -> str:
    """A link; the label is plain text."""
    return f"[{plain(label)}]({target})"


def heading(level: int, title: str, anchor: str = "") -> str:
    """A heading, with a fixed place to link to where the title may change."""
    return (f'<a id="{anchor}"></a>\n' if anchor else "") + f"{'#' * level} {plain(title)}"


def bullets(items: Iterable[str], indent: int = 0) -> str:
    """A list, one line an item; an item may hold lines of its own that are indented already."""
    return "\n".join(f"{' ' * indent}- {item}" for item in items)


def fenced(text: str, indent: int = 0) -> str:
    """Lines of code, shown as they are."""
    return "\n".join(f"{' ' * indent}{line}" for line in ("```", *text.splitlines(), "```"))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(*parts: str) -> str:
    """A whole page from its parts, with an empty line between them; parts with nothing in them are left out."""
    return "\n\n".join([MADE_BY, *(part for part in parts if part)]) + "\n"
