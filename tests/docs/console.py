"""Console blocks in a page: the commands a reader is told to type, and what the page says they print.

A block is fenced as `console`. A line that begins with `$ ` is a command, which goes on in the next line after a
backslash; what follows, up to the next command, is what it prints: complaints first, then the answer. Nothing shown:
nothing compared. A line with only `…` leaves out lines. A line that begins with `> ` is typed while the command runs.
`console utgang=3` on the fence: the commands in the block end with that exit code; 0 when nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LEFT_OUT = "…"
PROMPT = "> "
_BLOCK = re.compile(
    r"^(?P<fence>```console(?: utgang=(?P<code>[0-9]+))?\n)(?P<body>.*?)(?=^```$)", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Step:
    """One command as it is written, the lines shown below it, and the exit code the page tells."""

    written: tuple[str, ...]
    shown: tuple[str, ...]
    code: int

    @property
    def command(self) -> str:
        """The command on one line."""
        return " ".join(line.removesuffix("\\").strip() for line in self.written)

    @property
    def typed(self) -> tuple[str, ...]:
        """What is typed while the command runs."""
        return tuple(line.removeprefix(PROMPT) for line in self.shown if line.startswith(PROMPT))

    def matches(self, printed: str) -> bool:
        """True when the page shows what was printed, but for the lines it leaves out."""
        return not self.shown or self.shown == self.showing(printed)

    def showing(self, printed: str) -> tuple[str, ...]:
        """What the page should show: as many lines at the start and at the end as now, where it leaves some out."""
        lines = tuple(printed.rstrip("\n").split("\n"))
        if LEFT_OUT not in self.shown:
            return lines if self.shown else ()
        first = self.shown.index(LEFT_OUT)
        last = len(self.shown) - first - 1
        assert LEFT_OUT not in self.shown[first + 1 :], f"leaves out twice: {self.command}"
        assert first + last < len(lines), f"nothing to leave out: {self.command}"
        return (*lines[:first], LEFT_OUT, *(lines[-last:] if last else ()))


def steps(page: str) -> list[Step]:
    """Every command in the console blocks of a page, in order."""
    return [step for block in _BLOCK.finditer(page) for step in _of_block(block["body"], int(block["code"] or 0))]


def with_new_output(page: str, printed: list[str]) -> str:
    """The page with what its commands print now, in the order of `steps`."""
    rest = iter(printed)

    def renewed(block: re.Match[str]) -> str:
        found = []
        for step in _of_block(block["body"], 0):
            found += [f"$ {step.written[0]}", *step.written[1:], *step.showing(next(rest))]
        return block["fence"] + "".join(f"{line}\n" for line in found)

    return _BLOCK.sub(renewed, page)


def _of_block(body: str, code: int) -> list[Step]:
    assert body.startswith("$ "), f"a console block begins with a command: {body[:60]!r}"
    found: list[tuple[list[str], list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append(([line.removeprefix("$ ")], []))
            continue
        written, shown = found[-1]
        (written if written[-1].endswith("\\") and not shown else shown).append(line)
    return [Step(tuple(written), tuple(shown), code) for written, shown in found]
