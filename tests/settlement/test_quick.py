"""The quick check says yes to exactly what the contract accepts."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from reiseregel.rulebook.shape import validator
from reiseregel.settlement import load_settlement_book
from reiseregel.settlement.quick import fits
from tests.settlement.messages import random_message

BOOK = load_settlement_book()
VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**13,
    "",
    "a",
    "a\n",
    "x" * 41,
    "11111\n",
    "2026-02-29T08:00:00",
    "1/0",
    "0.5",
    [],
    {},
    ["a", "a"],
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in children for place in places(item, (*path, key)))][0 if path else 1 :]


def change(given: Any, dice: random.Random) -> None:
    """One value replaced, dropped, doubled or swapped with another, or a key too many."""
    *way, last = dice.choice(places(given))
    at = given
    for part in way:
        at = at[part]
    match dice.randrange(5):
        case 0:
            del at[last]
        case 1 if isinstance(at, dict):
            at["ukjent"] = 1
        case 2 if isinstance(at, list):
            at.append(deepcopy(at[last]))
        case _:
            at[last] = deepcopy(dice.choice(VALUES))


def test_the_quick_check_and_the_contract_agree(figures: Callable[[str], None]) -> None:
    dice, accepted, rejected = random.Random(12), 0, 0
    for seed in range(350):
        given = random_message(BOOK, seed % 70)
        if seed >= 70:
            change(given, dice)
        verdict = fits(given)
        assert verdict == validator("oppgjoer").is_valid(given), seed
        accepted, rejected = accepted + verdict, rejected + (not verdict)
    assert accepted > 80
    assert rejected > 80
    figures(
        f"settlement: {accepted} messages accepted and {rejected} rejected alike by the quick check and the contract"
    )
