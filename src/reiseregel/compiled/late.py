"""Values that one branch alone reads are worked out there: a refused journey then never asks what it would have cost.

Each line that names a value has no effect but the name, and what it reads is never changed after it, so it may stand
later. A fact that is not given is then missed only by who reads it.
"""

from __future__ import annotations

from collections import Counter

from reiseregel.compiled.statements import Statement


def put_late(block: list[Statement]) -> None:
    """Move each value of a function as far in as all who read it stand."""
    total = Counter[str]()
    for statement in block:
        total.update(statement.words)
    _sink(block, total)


def _sink(block: list[Statement], total: Counter[str]) -> None:
    """From the last, so that what only one that has moved reads can follow it."""
    for place in range(len(block) - 1, -1, -1):
        names = block[place].names
        reader = _only_reader(block, place, names, total) if names else None
        if reader is not None:
            moved = block.pop(place)
            reader.body.insert(0, moved)
            reader.words.update(moved.words)
    for statement in block:
        _sink(statement.body, total)


def _only_reader(block: list[Statement], place: int, names: list[str], total: Counter[str]) -> Statement | None:
    here = block[place].words
    following = (block[number] for number in range(place + 1, len(block)))
    reader = next((other for other in following if any(name in other.words for name in names)), None)
    if reader is None or not reader.branch:
        return None
    if any(name in reader.own or total[name] != here[name] + reader.words[name] for name in names):
        return None
    return reader
