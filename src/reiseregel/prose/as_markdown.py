"""A page as Markdown (CommonMark, and tables as GitHub has them). What could be taken for markup is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reiseregel.prose.blocks import Block, Heading, Item, Items, Page, Paragraph, Sentence, Table, as_read

_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")
#: Signs that make a list or a heading where a line begins.
_AT_START = re.compile(r"^(\d+)([.)])(?=\s)|^([-+=~])")


def as_markdown(page: Page) -> str:
    """The page with a blank line between blocks, and no trailing newline."""
    return "\n\n".join("\n".join(_lines(block)) for block in page.blocks)


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _AT_START.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", _SIGNS.sub(r"\\\1", text)
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {escaped(text)}"
        case Paragraph(sentences, kind):
            written = _sentences(sentences)
            yield f"**{written}**" if kind == "lead" else written
        case Items(items, numbered, start):
            for number, item in enumerate(items, start):
                yield from _item(item, f"{number}." if numbered else "-", "")
        case Table():
            yield from _table(block)


def _item(item: Item, mark: str, indent: str) -> Iterator[str]:
    sign = f"{item.mark} " if item.mark else ""
    yield f"{indent}{mark} {sign}{_sentences(item.sentences)}"
    for child in item.below:
        yield from _item(child, "-", indent + " " * (len(mark) + 1))


def _sentences(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(map(_sentence, as_read(sentences)))


def _sentence(sentence: Sentence) -> str:
    if not sentence.references:
        return escaped(sentence.text)
    before, stop = sentence.parts()
    links = "; ".join(
        f"[{escaped(item.words)}]({item.link})" if item.link else escaped(item.words) for item in sentence.references
    )
    return f"{escaped(before)} ({links}){stop}"


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield f"**{escaped(table.caption)}**"
        yield ""
    yield _row(table.columns)
    yield _row(tuple("--:" if column in table.amounts else "---" for column in range(len(table.columns))), raw=True)
    for row in table.rows:
        yield _row(row)


def _row(cells: tuple[str, ...], *, raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else map(escaped, cells))} |"
