"""Norwegian national identity numbers in text: find them, and mask them before any text is shown or logged.

In: text that somebody typed. Out: where such a number stands and of which kind, or the text with it starred out. The
digits themselves are never kept. Sex is never read from a number, and age neither: that is a fact with a source.

Kinds: foedselsnummer; d_nummer (day + 40); h_nummer (month + 40); syntetisk (month + 80); fh_nummer (first digit 8
or 9, no date inside). In numbers given out from 2032 the first check may leave a remainder of 0 to 3; the old ones
stay valid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

IdentifierKind = Literal["foedselsnummer", "d_nummer", "h_nummer", "syntetisk", "fh_nummer"]
Series = Literal["", "gammel", "fra_2032"]

MASK = "*" * 11
LENGTH = len(MASK)

_GAP = r"[\s.:_/\-\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff]"
_GROUPS = rf"[0-9]{{2}}{_GAP}?[0-9]{{2}}{_GAP}?[0-9]{{2}}{_GAP}{{0,3}}[0-9]{{3}}{_GAP}?[0-9]{{2}}"

_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What is looked for."""

    #: Eleven digits or more in one run, or eleven in the groups people write: 6+5, 2-2-2-5, 6-3-2 and the like.
    alone: re.Pattern[str]
    #: The same among other digits, one match for each place it may begin: counts only when the check digits are right.
    anywhere: re.Pattern[str]
    #: A random UUID ends in twelve hexadecimal digits, which now and then are all decimal. Version and variant are
    #: checked, so that a number padded with zeros does not pass for one.
    uuid: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Made when a text is looked into: most programs that start never do."""
    return _Patterns(
        re.compile(rf"[0-9]{{11,}}|(?<![0-9]){_GROUPS}(?![0-9])"),
        re.compile(rf"(?=({_GROUPS}))"),
        re.compile(
            r"(?i)(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9a-z])"
        ),
    )


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number found at `start:end` of a text. `series` is empty when the check digits do not fit (a slip, maybe)."""

    kind: IdentifierKind
    start: int
    end: int
    series: Series

    @property
    def valid(self) -> bool:
        """True when the check digits fit the old series or the one from 2032."""
        return self.series != ""


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Where identity numbers stand in `text`.

    Eleven digits built like one count even when the check digits are wrong; inside a longer run they must be right.
    """
    plain = _plain_digits(text)
    found = {span: item for span in _alone(plain) if (item := _identifier(plain, *span))}
    found |= {(item.start, item.end): item for item in _valid_anywhere(plain)}
    return tuple(found[span] for span in sorted(found))


def looks_like_identifier(text: str) -> bool:
    """True when `text` holds eleven digits in a row or grouped as an identity number, right check digits or not.

    Errs on the safe side; only UUIDs, the usual opaque references, are left out of account.
    """
    return bool(_spans(_plain_digits(_patterns().uuid.sub("uuid", text))))


def mask(text: str) -> str:
    """`text` with every run that may be an identity number replaced by eleven stars, right check digits or not.

    Done until nothing is found: digits that hung together with a number masked may stand alone as another.
    """
    while spans := _spans(_plain_digits(text)):
        parts, done = [], 0
        for start, end in spans:
            if start >= done:
                parts += [text[done:start], MASK]
            done = max(done, end)
        text = "".join([*parts, text[done:]])
    return text


def _spans(text: str) -> list[tuple[int, int]]:
    """What must not be shown, in order; spans may overlap."""
    return sorted({*_alone(text), *((item.start, item.end) for item in _valid_anywhere(text))})


def _alone(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _patterns().alone.finditer(text))


def _valid_anywhere(text: str) -> Iterator[Identifier]:
    for match in _patterns().anywhere.finditer(text):
        found = _identifier(text, *match.span(1))
        if found is not None and found.valid:
            yield found


def _plain_digits(text: str) -> str:
    """The same text, sign for sign, with the digits of every script (full-width, raised, circled …) as 0 to 9."""
    if text.isascii():
        return text
    return "".join(sign if sign.isascii() else _plain_digit(sign) for sign in text)


def _plain_digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)


def _identifier(text: str, start: int, end: int) -> Identifier | None:
    """The number at `start:end`; None when it is not eleven digits, or not built like an identity number."""
    digits = [int(sign) for sign in text[start:end] if sign.isdigit()]
    kind = _kind(digits) if len(digits) == LENGTH else None
    return Identifier(kind, start, end, _series(digits)) if kind else None


def _kind(digits: list[int]) -> IdentifierKind | None:
    """The kind the first six digits tell; None when they are no date and the number is no fh_nummer."""
    if digits[0] >= 8:
        return "fh_nummer"
    day, month, year = (10 * digits[at] + digits[at + 1] for at in (0, 2, 4))
    kind: IdentifierKind = "foedselsnummer"
    if day > 40:
        day, kind = day - 40, "d_nummer"
    if month > 80:
        month, kind = month - 80, "syntetisk"
    elif month > 40:
        month, kind = month - 40, "h_nummer"
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return None
    # The century is not read from the number, so 29 February is possible in every year that may be a leap year.
    return kind if (day, month) != (29, 2) or year % 4 == 0 else None


def _series(digits: list[int]) -> Series:
    first = sum(weight * digit for weight, digit in zip(_FIRST_WEIGHTS, digits[:-1], strict=True)) % 11
    second = sum(weight * digit for weight, digit in zip(_SECOND_WEIGHTS, digits, strict=True)) % 11
    if second or first > 3:
        return ""
    return "fra_2032" if first else "gammel"
