"""What comes out: the outcome of the claim and a line for each post."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

Data: TypeAlias = dict[str, Any]

REFUSED: Final = 1
REDUCED: Final = 2
GRANTED: Final = 4

#: Post, place (JSON pointer), outcome, computed, own share, payable, counted towards frikort, interest (øre), reasons.
Line: TypeAlias = tuple[str, str, int, int, int, int, int, int, tuple[str, ...]]

#: Outcome of the whole, and the lines in document order.
Result: TypeAlias = tuple[str, list[Line]]


def whole(lines: list[Line]) -> str:
    """Granted when every post is, refused when every post is; anything else is granted in part."""
    mix = 0
    for line in lines:
        mix |= line[2]
    if mix == GRANTED:
        return "innvilget"
    return "avslag" if mix == REFUSED else "delvis_innvilget"


def plain(post: str, place: str, amount: int, reasons: tuple[str, ...]) -> Line:
    """A granted line without own share."""
    return post, place, GRANTED, amount, 0, amount, 0, 0, reasons


def refused(post: str, place: str, reasons: tuple[str, ...]) -> Line:
    """A refused line."""
    return post, place, REFUSED, 0, 0, 0, 0, 0, reasons
