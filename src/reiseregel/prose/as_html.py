"""A page as an HTML fragment: a `section` with its language, to be set into a page of the receiver's. No style."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reiseregel.prose.blocks import Block, Heading, Item, Items, Page, Paragraph, Reference, Sentence, Table, as_read


def as_html(page: Page, first_level: int = 1) -> str:
    """The fragment; headings of level 1 become `h{first_level}`, the levels below follow. No trailing newline."""
    lines = [f'<section lang="{page.language}">']
    for block in page.blocks:
        lines += _lines(block, first_level)
    return "\n".join([*lines, "</section>"])


def _lines(block: Block, first_level: int) -> Iterator[str]:
    match block:
        case Heading(text, level):
            tag = f"h{min(level + first_level - 1, 6)}"
            yield f"<{tag}>{escape(text)}</{tag}>"
        case Paragraph(sentences, kind):
            cls = f' class="{escape(kind)}"' if kind else ""
            yield f"<p{cls}>{_sentences(sentences)}</p>"
        case Items(items, numbered, start):
            first = f' start="{start}"' if numbered and start != 1 else ""
            yield from _items(items, "ol" if numbered else "ul", first)
        case Table():
            yield from _table(block)


def _items(items: tuple[Item, ...], tag: str, attributes: str = "") -> Iterator[str]:
    yield f"<{tag}{attributes}>"
    for item in items:
        mark = f"<span>{escape(item.mark)}</span> " if item.mark else ""
        if item.below:
            yield f"<li>{mark}{_sentences(item.sentences)}"
            yield from _items(item.below, "ul")
            yield "</li>"
        else:
            yield f"<li>{mark}{_sentences(item.sentences)}</li>"
    yield f"</{tag}>"


def _sentences(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(map(_sentence, as_read(sentences)))


def _sentence(sentence: Sentence) -> str:
    if not sentence.references:
        return escape(sentence.text)
    before, stop = sentence.parts()
    links = "; ".join(map(_reference, sentence.references))
    return f"{escape(before)} ({links}){stop}"


def _reference(reference: Reference) -> str:
    """A link; only the words of what has no address."""
    words = escape(reference.words)
    return f'<a href="{escape(reference.link)}">{words}</a>' if reference.link else words


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.caption:
        yield f"<caption>{escape(table.caption)}</caption>"
    yield "<thead>"
    yield f"<tr>{_cells(table.columns, _COLUMN)}</tr>"
    yield "</thead>"
    yield "<tbody>"
    for row in table.rows:
        yield f"<tr>{_cells(row[:1], _ROW)}{_cells(row[1:], _CELL)}</tr>"
    yield "</tbody>"
    yield "</table>"


_COLUMN, _ROW, _CELL = '<th scope="col">{}</th>', '<th scope="row">{}</th>', "<td>{}</td>"


def _cells(cells: tuple[str, ...], pattern: str) -> str:
    return "".join(pattern.format(escape(cell)) for cell in cells)
