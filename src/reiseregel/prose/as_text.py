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
            for number, item in enumerate(items, start):
                yield from _item(item, f"{number}." if numbered else item.mark or "–", "  ", width)
        case Table():
            yield from _table(block)


def _item(item: Item, mark: str, indent: str, width: int) -> Iterator[str]:
    first = f"{indent}{mark} "
    yield from _folded(item.plain, first, " " * len(first), width)
    for child in item.below:
        yield from _item(child, child.mark or "–", indent + _INDENT, width)


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
