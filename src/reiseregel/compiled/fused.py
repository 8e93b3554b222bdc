"""Folds over the same list are worked out together, in one loop: to go through a short list costs as much as the fold.

A fold that stopped at the first member that settles it then goes through them all, to the same result.
"""

from __future__ import annotations

import re
from collections import Counter

from reiseregel.compiled.statements import Statement
from reiseregel.compiled.text import all_of, parts_of, unbracketed

_LOOP = re.compile(r"for (\w+) in (.+):")
_FACT = r"\b{}\.(?:d\['\w+'\]|f\[\d+\])"
_NAMED = re.compile(r"(?:if )?((?:\w+ = )*)")


def fuse(block: list[Statement]) -> None:
    """Join the loops of a function; not across a `yield`, after which the others have come further."""
    for statement in block:
        fuse(statement.body)
    _unguard(block)
    place = 0
    while place < len(block):
        if _LOOP.fullmatch(block[place].line):
            into = _joins(block, place)
            if into is not None:
                _join(block, into, place)
        place += 1
    for statement in block:
        if _LOOP.fullmatch(statement.line):
            _read_once(statement)
            _ask_once(statement)


def _unguard(block: list[Statement]) -> None:
    """A fold that is worked out only if a test before it has not settled the matter, where several such are over one
    list: they cost less together than apart.
    """
    guarded = [_guarded(block, place) for place in range(len(block))]
    often = Counter(listed for listed in guarded if listed)
    for place in range(len(block) - 1, -1, -1):
        if often[guarded[place]] > 1:
            before, test = block[place], block[place + 1]
            name = before.names[0]
            word, sign = ("or", "if not ") if test.line.startswith("if not ") else ("and", "if ")
            assert test.line == f"{sign}{name}:"
            value, last = before.line[len(f"{name} = ") :], test.body[2].line[len(f"{name} = ") :]
            block[place : place + 2] = [*test.body[:2], Statement.of(f"{name} = ({value}) {word} ({last})")]


def _guarded(block: list[Statement], place: int) -> str:
    """The list of the fold, where `x = …`, and `if x:` with a fold that gives x another value, begin here; else ''."""
    test = block[place + 1] if place + 1 < len(block) else None
    names = block[place].names
    if test is None or len(names) != 1 or len(test.body) != 3:
        return ""
    name, (begins, loop, ends) = names[0], test.body
    if test.line not in (f"if {name}:", f"if not {name}:") or not begins.names or ends.names != [name]:
        return ""
    found = _LOOP.fullmatch(loop.line)
    return found[2] if found is not None and name not in loop.words else ""


def _joins(block: list[Statement], place: int) -> int | None:
    """The place of the first loop over the same list that can take this one's work; None when there is none."""
    loop, begins = block[place], block[place - 1] if place else None
    if begins is None or not begins.names or not all(name in loop.words for name in begins.names):
        return None
    names, listed = set(begins.names), _LOOP.fullmatch(loop.line)
    assert listed is not None
    between: set[str] = set()
    found = None
    for number in range(place - 2, -1, -1):
        other = block[number]
        if other.line == "yield":
            break
        between |= _assigned(other)
        if between & (loop.words.keys() - names):
            break
        same = _LOOP.fullmatch(other.line)
        if same is not None and same[2] == listed[2] and number:
            found = number
    return found


def _join(block: list[Statement], into: int, place: int) -> None:
    begins, loop, first = block[place - 1], block[place], block[into]
    del block[place - 1 : place + 1]
    old, new = _LOOP.fullmatch(loop.line), _LOOP.fullmatch(first.line)
    assert old is not None
    assert new is not None
    _without_break(first)
    _without_break(loop)
    for statement in loop.body:
        _replace(statement, re.compile(rf"\b{old[1]}\b"), new[1])
        first.words.update(statement.words)
    first.body += loop.body
    block.insert(into, begins)


def _without_break(loop: Statement) -> None:
    """A loop that goes on to the end; one inside it still stops where it did."""
    loop.body = [statement for statement in loop.body if statement.line != "break"]
    for statement in loop.body:
        if not _LOOP.fullmatch(statement.line):
            _without_break(statement)


def _replace(statement: Statement, text: re.Pattern[str], name: str) -> None:
    statement.rewrite(text.sub(name, statement.line))
    for below in statement.body:
        _replace(below, text, name)
    statement.count()


def _assigned(statement: Statement) -> set[str]:
    """Every name that it may give a value to."""
    found = statement.assigned
    for below in statement.body:
        found |= _assigned(below)
    return found


def _ask_once(loop: Statement) -> None:
    """What several conditions in a loop begin with is asked once."""
    asked: dict[str, list[Statement]] = {}
    given = set[str]()
    for statement in loop.body:
        if not statement.names:
            given |= _assigned(statement)
        if statement.body and statement.line.startswith("if "):
            asked.setdefault(_conditions(statement)[0], []).append(statement)
    if "break" in loop.words or given & {
        word for group in asked.values() for statement in group for word in statement.own
    }:
        return
    for first, group in asked.items():
        if len(group) > 1:
            test = Statement.of(f"if {unbracketed(first)}:")
            for statement in group:
                rest = all_of(_conditions(statement)[1:])
                if rest == "True":
                    test.body += statement.body
                else:
                    statement.rewrite(f"if {unbracketed(rest)}:")
                    test.body.append(statement)
            place = loop.body.index(group[0])
            loop.body[:] = [item for item in loop.body if not any(item is other for other in group)]
            loop.body.insert(place, test)
    loop.count()


def _conditions(statement: Statement) -> list[str]:
    """What an `if` asks, one by one."""
    return parts_of(f"({statement.line[len('if ') : -1]})", "and")


def _read_once(loop: Statement) -> None:
    """A fact of a member that is read whatever comes, and read again, has a name."""
    found = _LOOP.fullmatch(loop.line)
    assert found is not None
    member = found[1]
    pattern = re.compile(_FACT.format(member))
    often = Counter(fact for line in _lines(loop.body) for fact in pattern.findall(line))
    for fact, count in often.items():
        if count > 1 and any(_begins_with(statement.line, fact) for statement in loop.body):
            name = f"{member}F_{re.findall(r'[a-z0-9_]+', fact)[-1]}"
            for statement in loop.body:
                _replace(statement, re.compile(re.escape(fact)), name)
            loop.body.insert(0, Statement.of(f"{name} = {fact}"))


def _begins_with(line: str, fact: str) -> bool:
    """The line looks at the fact first of all."""
    opening = _NAMED.match(line)
    assert opening is not None
    return line[opening.end() :].lstrip("(").startswith(fact)


def _lines(block: list[Statement]) -> list[str]:
    return [line for statement in block for line in (statement.line, *_lines(statement.body))]
