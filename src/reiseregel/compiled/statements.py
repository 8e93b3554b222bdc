"""The lines of a generated function as a tree of statements, so that they can be moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

WORD = re.compile(r"\w+")
#: A line that does nothing but name a value.
NAMES_VALUE = re.compile(r" *((?:\w+ = )+)(?!=)")
_TARGETS = re.compile(r"(?:^|[:;] )((?:\w+ \+?= (?!=))+)")
_SEVERAL = re.compile(r"(?:^|[:;] )\(?((?:\w+, ?)+\w*)\)? = ")


@dataclass(slots=True)
class Statement:
    """A line without its indentation, what stands below it, and how often each word stands in both."""

    line: str
    words: Counter[str]
    own: Counter[str]
    body: list[Statement] = field(default_factory=list)

    @classmethod
    def of(cls, line: str) -> Statement:
        """One line."""
        words = Counter(WORD.findall(line))
        return cls(line.lstrip(), words, words)

    @property
    def branch(self) -> bool:
        """It is run under a condition, and once at the most."""
        return bool(self.body) and self.line.startswith(("if ", "else:"))

    @property
    def names(self) -> list[str]:
        """The names it gives a value to, where it does nothing else."""
        found = NAMES_VALUE.match(self.line)
        return [name for name in found[1].split(" = ") if name] if found else []

    @property
    def assigned(self) -> set[str]:
        """The names that the line itself gives a value to."""
        return set(_assigned(self.line))

    def rewrite(self, line: str) -> None:
        """Another line in its stead; the words below it, and above it, are to be counted again."""
        self.line, self.own = line, Counter(WORD.findall(line))

    def count(self) -> None:
        """Count the words below it again."""
        self.words = Counter(self.own) if self.body else self.own
        for below in self.body:
            below.count()
            self.words.update(below.words)


@lru_cache(1 << 14)
def _assigned(line: str) -> frozenset[str]:
    parts = [*_TARGETS.findall(line), *_SEVERAL.findall(line)] if " = " in line or " += " in line else []
    return frozenset(word for part in parts for word in WORD.findall(part))


def parsed(lines: Iterable[str]) -> list[Statement]:
    """The statements at the outermost of some lines."""
    top: list[Statement] = []
    above: list[tuple[int, Statement]] = []
    for line in lines:
        depth = len(line) - len(line.lstrip())
        while above and above[-1][0] >= depth:
            above.pop()
        made = Statement.of(line)
        (above[-1][1].body if above else top).append(made)
        above.append((depth, made))
    for statement in top:
        statement.count()
    return top


def written(block: list[Statement], before: str = "") -> list[str]:
    """The lines again, one step in from `before`."""
    indent = before + "    "
    return [line for item in block for line in (indent + item.line, *written(item.body, indent))]
