"""The small rule set in reiseregel's columnar executor: only what the peers give, and the whole tables of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.peers.cases import DAY, OUTCOMES, REASONS, Answers, Columns
from benchmarks.peers.in_reiseregel import BOOK
from benchmarks.peers.shared_table import SharedTable
from reiseregel.columns.decide import Decided, decide_frames, evaluate_concepts
from reiseregel.columns.frames import FactColumn, Frames, Table
from reiseregel.columns.values import NO, YES

_KIND = "krav"
#: Rows at a time. A rule book this small has few columns on the way, so more of them stay in the cache than of the law.
CHUNK = 131_072
(_POST,) = BOOK.posts
_NAMES = tuple(
    (_KIND, name)
    for name in dict.fromkeys(
        (_POST.right, _POST.payable, *_POST.reduced, *(reason.concept for reason in _POST.reasons))
    )
)
_LAST = np.int8(len(REASONS) - 1)


def on_table(table: Columns) -> Callable[[], Answers]:
    """What gives outcome, amount and leading reason of every row: the rules in columns, and nothing around them.

    A process on each core, as `reiseregel batch` has; the rows and the answers lie in memory that all of them see.
    """
    return SharedTable(table, pieces)


def pieces(table: Columns, found: Answers) -> list[Callable[[], None]]:
    """The work on a table, a chunk at a time, each into its rows of what is found."""
    return [partial(_decide, frames, part, found) for part, frames in _parts(table)]


def on_table_whole(table: Columns) -> Callable[[], WholeAnswers]:
    """What gives the answers as `reiseregel batch` writes them: every reason, column, hjemmel and obstacle."""
    parts = list(_parts(table))
    return lambda: WholeAnswers([decide_frames(frames, BOOK) for _, frames in parts])


@dataclass(frozen=True, slots=True)
class WholeAnswers:
    """The tables, a pair for each chunk."""

    parts: list[Decided]

    def answers(self) -> Answers:
        """What the peers give. Nothing may have been handed over."""
        assert not any(part.handed_over.size for part in self.parts)
        posts = pa.concat_tables(part.posts for part in self.parts).combine_chunks()
        reasons = pc.list_element(posts["grunner"], 0)
        return Answers(
            pc.index_in(posts["utfall"], pa.array(OUTCOMES)).to_numpy().astype(np.int8),
            posts["utbetales_oere"].to_numpy(),
            pc.index_in(reasons, pa.array(REASONS)).to_numpy().astype(np.int8),
        )


def _decide(frames: Frames, part: slice, found: Answers) -> None:
    values = {name: value for (_, name), value in evaluate_concepts(frames, BOOK, None, _NAMES).items()}
    right = values[_POST.right]
    reduced = np.int8(0)
    for name in _POST.reduced:
        reduced = reduced | (values[name] == YES)
    found.outcome[part] = (np.int8(2) - reduced) * (right == YES)
    found.amount[part] = values[_POST.payable][0]
    found.reason[part] = _LAST
    for place, reason in enumerate(_POST.reasons):
        holds = values[reason.concept] == (YES if reason.value else NO)
        np.minimum(found.reason[part], _LAST - holds * (_LAST - np.int8(place)), out=found.reason[part])


def _parts(table: Columns) -> Iterator[tuple[slice, Frames]]:
    """The columns as the executor takes them, in chunks: every fact given, one claim a row."""
    for start in range(0, len(table["avstand_m"]), CHUNK):
        part = slice(start, start + CHUNK)
        facts = {name: np.ascontiguousarray(values[part]) for name, values in table.items()}
        rows = len(facts["avstand_m"])
        facts["dag"] = np.full(rows, date.fromisoformat(DAY).toordinal(), np.int64)
        given = np.ones(rows, np.bool_)
        root = Table(
            _KIND,
            rows,
            np.arange(rows, dtype=np.int64),
            np.zeros(rows, np.int64),
            {name: FactColumn(values, given) for name, values in facts.items()},
        )
        yield part, Frames(_KIND, {_KIND: root}, np.zeros(rows, np.bool_))
