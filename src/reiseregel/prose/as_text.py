"""A page as plain text for a terminal or a letter: no colour, no trailing newline."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from reiseregel.prose.blocks import Block, Heading, Item, Items, Page, Paragraph, Table

_INDENT = "   "


def as_text(page: Page, width: int = 0) -> str:
    """The page as lines; paragraphs and list lines are folded at `width` signs when it is given."""
    lines: list[str] = []
    before: Block | None = None
    for block in page.blocks:
        under_heading = isinstance(before, Heading) and before.level > 1
        if before is not None and not under_heading:
            lines.append("")
        lines += _lines(block, width)
        before = block
    return "\n".join(lines)


def _lines(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield text
            if level == 1:
                yield "=" * len(text)
        case Paragraph():
            yield from _folded(block.plain, "", "", width)
        case Items(items, numbered, start):
            found: list[str] = []
            for number, item in enumerate(items, start):
                _put_item(found, item, f"{number}." if numbered else item.mark or "–", "  ", width)
            yield from found
        case Table():
            yield from _table(block)


def _put_item(lines: list[str], item: Item, mark: str, indent: str, width: int) -> None:
    first = f"{indent}{mark} "
    if width:
        lines += _folded(item.plain, first, " " * len(first), width)
    else:
        lines.append(first + item.plain)
    below = indent + _INDENT
    for child in item.below:
        _put_item(lines, child, child.mark or "–", below, width)


def _folded(text: str, first: str, rest: str, width: int) -> list[str]:
    if not width:
        return [first + text]
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _table(table: Table) -> Iterator[str]:
    rows = (table.columns, *table.rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    if table.caption:
        yield table.caption
    for row in rows:
        cells = [
            cell.rjust(width) if column in table.amounts else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()
