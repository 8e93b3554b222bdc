"""A value that is worked out under a passing name has its own name from the first: one copy less."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reiseregel.compiled.statements import Statement

_COPY = re.compile(r"(\w+) = (_t\d+(?:__H)?)")


def named_at_once(block: list[Statement]) -> None:
    """Leave out each `name = _t1` where the name has no other value, and write the name for `_t1` all through."""
    given = Counter[str](name for statement in _all(block) for name in statement.assigned)
    renamed: dict[str, str] = {}
    _leave_out(block, given, renamed)
    if renamed:
        pattern = re.compile(rf"\b(?:{'|'.join(renamed)})\b")
        for statement in _all(block):
            statement.rewrite(pattern.sub(lambda found: renamed[found[0]], statement.line))
        for statement in block:
            statement.count()


def _leave_out(block: list[Statement], given: Counter[str], renamed: dict[str, str]) -> None:
    for statement in list(block):
        found = _COPY.fullmatch(statement.line)
        if found and len(block) > 1 and given[found[1]] == 1 and found[2] not in renamed and found[1] not in renamed:
            renamed[found[2]] = found[1]
            block.remove(statement)
        _leave_out(statement.body, given, renamed)


def _all(block: list[Statement]) -> Iterator[Statement]:
    for statement in block:
        yield statement
        yield from _all(statement.body)
