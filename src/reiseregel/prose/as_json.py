"""A page as plain data, for a receiver with a layout of its own."""

from __future__ import annotations

from typing import Any

from reiseregel.prose.blocks import Block, Heading, Item, Items, Page, Paragraph, Sentence, Table


def as_json(page: Page) -> dict[str, Any]:
    """`{spraak, blokker: […]}`; each block has a `slag` (overskrift, avsnitt, liste, tabell) and its words."""
    return {"spraak": page.language, "blokker": [_block(block) for block in page.blocks]}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"slag": "overskrift", "nivaa": level, "tekst": text}
        case Paragraph(sentences, kind):
            return {"slag": "avsnitt", **({"rolle": kind} if kind else {}), "setninger": _sentences(sentences)}
        case Items(items, numbered, start):
            return {
                "slag": "liste",
                "nummerert": numbered,
                **({"fra": start} if numbered else {}),
                "punkter": [_item(item) for item in items],
            }
        case Table(caption, columns, rows, amounts):
            return {
                "slag": "tabell",
                "tittel": caption,
                "kolonner": list(columns),
                "tallkolonner": list(amounts),
                "rader": [list(row) for row in rows],
            }


def _item(item: Item) -> dict[str, Any]:
    found: dict[str, Any] = {"setninger": _sentences(item.sentences)}
    if item.mark:
        found["merke"] = item.mark
    if item.code:
        found["kode"] = item.code
    if item.below:
        found["under"] = [_item(child) for child in item.below]
    return found


def _sentences(sentences: tuple[Sentence, ...]) -> list[dict[str, Any]]:
    return [
        {"tekst": sentence.text}
        | (
            {"hjemler": [{"tekst": item.words, "lenke": item.link} for item in sentence.references]}
            if sentence.references
            else {}
        )
        for sentence in sentences
    ]
