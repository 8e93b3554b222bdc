"""LIX, the Nordic measure of how hard a text is: words in a sentence, and words of over six letters in a hundred."""

from __future__ import annotations

import re
from fractions import Fraction

_WORD = re.compile(r"[^\W_]+(?:[-.,][^\W_]+)*")
#: A full stop after a figure is a date or an ordinal, not the end of a sentence.
_END = re.compile(r"(?<!\d)[.!?:](?=\s|$)|(?<=\d)[.](?=\s+[A-ZÆØÅ]|$)|\n+")
_LONG = 6


def lix(text: str) -> Fraction:
    """The measure of a text; headings and list lines end like sentences."""
    words = _WORD.findall(text)
    sentences = [part for part in _END.split(text) if part and _WORD.search(part)]
    long = sum(len(word) > _LONG for word in words)
    return Fraction(len(words), len(sentences)) + Fraction(100 * long, len(words))
