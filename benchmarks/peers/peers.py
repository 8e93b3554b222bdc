"""The peers: what decides one case in each of them, and what decides a whole table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol, TypeAlias

from benchmarks.peers.cases import Answer, Answers, Case, Columns

Decide: TypeAlias = Callable[[Case], Answer]
#: Takes a table into its own form; what comes back decides all of it.
DecideTable: TypeAlias = Callable[[Columns], Callable[[], "HasAnswers"]]


class HasAnswers(Protocol):
    """What a decided table is, in the form that suits whoever decided it."""

    def answers(self) -> Answers:
        """The same for all."""
        ...


OURS, BY_HAND = "reiseregel", "Python by hand"
ZEN, DURABLE, OPENFISCA = "zen-engine", "durable-rules", "OpenFisca-Core"
BY_NUMPY, BY_POLARS = "numpy by hand", "polars by hand"
#: The distributions whose versions stand beside the figures.
_DISTRIBUTIONS = ("reiseregel", "numpy", "polars", "zen-engine", "durable_rules", "OpenFisca-Core")


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to decide: `module` of this package and the name in it. The note says what the figures hold.

    `most_rows` is as much of a table as it is timed over.
    """

    name: str
    module: str
    function: str
    note: str = ""
    most_rows: int = 10_000_000

    def load(self) -> Any:
        """The function. Raises ImportError where the peer is not installed."""
        return getattr(import_module(f"{__package__}.{self.module}"), self.function)


@dataclass(frozen=True, slots=True)
class Missing:
    """A peer that is not installed here."""

    name: str
    reason: str


#: Each is a `Decide`; reiseregel first.
ONE_CASE = (
    Peer(OURS, "in_reiseregel", "decide", "the compiled executor; every reason and every column, not only the leading"),
    Peer(BY_HAND, "in_python", "decide", "stops at the first ground to refuse"),
    Peer(ZEN, "in_zen", "decide", "the graph compiled when it was loaded"),
    Peer(f"{ZEN}, from content", "in_zen", "decide_by_content", "as its documentation begins"),
    Peer(DURABLE, "in_durable_rules", "decide"),
    Peer(OPENFISCA, "in_openfisca", "decide", "made for tables: a simulation for each case"),
)
#: Each is a `DecideTable`; reiseregel first.
TABLES = (
    Peer(
        OURS,
        "in_reiseregel_columns",
        "on_table",
        "in columns, a process on each core, as `batch` has; as much as the others give",
    ),
    Peer(
        f"{OURS}, whole answers", "in_reiseregel_columns", "on_table_whole", "Arrow tables with all that batch writes"
    ),
    Peer(BY_POLARS, "in_polars", "on_table"),
    Peer(BY_NUMPY, "in_numpy", "on_table"),
    Peer(OPENFISCA, "in_openfisca", "on_table", "32-bit integers; the time includes setting its inputs"),
)


def present(candidates: Sequence[Peer]) -> tuple[list[tuple[Peer, Any]], list[Missing]]:
    """Those that can be imported, each with its function, and those that cannot."""
    found, missing = [], []
    for peer in candidates:
        try:
            found.append((peer, peer.load()))
        except ImportError as error:
            missing.append(Missing(peer.name, f"no module {error.name}"))
    return found, missing


def versions() -> dict[str, str]:
    """The installed versions of what is compared."""
    found = {}
    for name in _DISTRIBUTIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
