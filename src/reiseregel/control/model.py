"""What goes between the steps of control: a feature fact, and which signals it raises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

#: A yes/no, a whole number, a code or a date (`YYYY-MM-DD`).
FeatureValue: TypeAlias = bool | int | str


@dataclass(frozen=True, slots=True)
class FeatureFact:
    """What is counted and matched for one subject: an entity of the control book, and its facts by name.

    `subject` is the opaque id of what it is about, and never reaches an executor. A fact that is not in `values` is
    open: it may have any value.
    """

    entity: str
    subject: str
    values: Mapping[str, FeatureValue]


@dataclass(frozen=True, slots=True)
class Raised:
    """The signals a feature fact raises, and those that an open fact may raise, in the order of the control book."""

    surely: tuple[str, ...]
    maybe: tuple[str, ...] = ()


class Executor(Protocol):
    """Runs the signal rules of the control book over feature facts, each by itself."""

    @property
    def name(self) -> str:
        """What the run calls it: `referanse` or `durable`."""
        ...

    def raised(self, facts: Sequence[FeatureFact]) -> list[Raised]:
        """The signals of each fact, in the order of the facts."""
        ...

    def close(self) -> None:
        """Let go of processes and memory."""
        ...
