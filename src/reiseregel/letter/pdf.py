"""The letter as PDF: one file that is both PDF/A-2a and PDF/UA-1, set by typst with the fonts in its own wheel.

The same page and day give the same bytes: the time in the file is the day of the letter, or a fixed one.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from reiseregel.letter.html import title_of
from reiseregel.prose import Block, Heading, Item, Items, Page, Paragraph, Sentence, Table, as_read

#: PDF/A-2a and not 3a: 3 only adds files attached, and there are none.
STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
EXTRA = "brev"
_TEMPLATE = Path(__file__).with_name("brev.typ")
#: The time in a letter without a day.
_NO_DAY = date(2000, 1, 1)


class MissingExtra(Exception):
    """typst is not installed; it comes with the extra `brev`."""


def letter_pdf(page: Page, dated: int | None = None) -> bytes:
    """The file. `dated` is the day of the letter as an ordinal.

    Raises:
        MissingExtra: when the extra `brev` is not installed.

    """
    try:
        import typst
    except ImportError:
        raise MissingExtra(EXTRA) from None
    day = _NO_DAY if dated is None else date.fromordinal(dated)
    return typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"brev": json.dumps(_as_data(page), ensure_ascii=False)},
        pdf_standards=list(STANDARDS),
        timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
    )


def _as_data(page: Page) -> dict[str, Any]:
    return {
        "language": page.language,
        "title": title_of(page),
        "page": {"nb": "Side", "nn": "Side", "en": "Page"}[page.language],
        "of": {"nb": "av", "nn": "av", "en": "of"}[page.language],
        "blocks": [_block(block) for block in page.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "level": level, "text": text}
        case Paragraph(sentences, kind):
            return {"kind": "paragraph", "role": kind, "sentences": _sentences(sentences)}
        case Items(items):
            return {"kind": "items", "items": [_item(item) for item in items]}
        case Table(_, columns, rows, amounts):
            return {"kind": "table", "columns": columns, "rows": rows, "amounts": amounts}


def _item(item: Item) -> dict[str, Any]:
    return {"sentences": _sentences(item.sentences), "below": [_item(child) for child in item.below]}


def _sentences(sentences: tuple[Sentence, ...]) -> list[dict[str, Any]]:
    return [_sentence(sentence) for sentence in as_read(sentences)]


def _sentence(sentence: Sentence) -> dict[str, Any]:
    before, stop = sentence.parts()
    links = [{"words": item.words, "link": item.link} for item in sentence.references]
    return {"before": before, "links": links, "stop": stop}
