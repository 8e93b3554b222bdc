"""How far a run over many lines has come; `control` tells it in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from reiseregel.batch.model import InputFile


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a step of a run has come.

    `done` counts what the step is about (documents, lines or facts), `earlier` those of them that a run before did.
    `weight` and `earlier_weight` are the same in bytes of the input or in facts, as is `total`, which is -1 when nobody
    knows.
    """

    step: str
    done: int = 0
    earlier: int = 0
    weight: int = 0
    earlier_weight: int = 0
    total: int = -1

    def further(self, done: int, weight: int, *, earlier: bool = False) -> Reached:
        """So much more is done, or was so when this run came to it."""
        return replace(
            self,
            done=self.done + done,
            weight=self.weight + weight,
            earlier=self.earlier + done * earlier,
            earlier_weight=self.earlier_weight + weight * earlier,
        )


#: Is told how far a run has come.
Progress: TypeAlias = Callable[[Reached], None]


def bytes_of(inputs: Iterable[InputFile]) -> int:
    """The size of an input, -1 when some of it is standard input."""
    sizes = [file.size for file in inputs]
    return -1 if any(size < 0 for size in sizes) else sum(sizes)
