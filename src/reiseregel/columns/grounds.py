"""Why each post came out as it did: the reasons that hold and the hjemmel that decided (`decision/grounds.py`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.contexts import Context
from reiseregel.columns.distinct import combined, distinct
from reiseregel.columns.evaluate import Run
from reiseregel.columns.plan import Node, VersionPlan
from reiseregel.columns.posts import PostColumns
from reiseregel.columns.schema import hjemmel_text
from reiseregel.columns.values import EITHER, NO, YES, Mask, by_row, taken
from reiseregel.rulebook.model import MAIN
from reiseregel.rulebook.tree import ConceptRef
from reiseregel.sets import bits
from reiseregel.vocabulary import Hjemmel

Ints = NDArray[np.int64]
#: Reasons in one number of a pattern.
_BITS = 62


@dataclass(slots=True)
class Grounds:
    """For each row of the table of a post, the number of its list of reason codes and of its hjemmel.

    `lists` are those of reason codes, by number.
    """

    reasons: Ints
    lists: list[tuple[str, ...]]
    hjemmel: Ints


class Deciding:
    """The hjemmel of the clause that decided each concept, as numbers; `texts` by number."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._found: dict[tuple[int, int], Mask] = {}

    def of(self, node: Node, context: Context) -> Mask:
        """For each row of a table, the number of the hjemmel that decided a concept (or one handed down) there."""
        if node.op == "lift":
            return taken(self.of(node.items[0], context.up(node.data)), context.rows_up(node.data))  # type: ignore[no-any-return]
        if node.op == "down":
            return self.of(node.items[0], context.down(node.data))
        key = node.index, context.number
        if key not in self._found:
            self._found[key] = self._concept(node, context)
        return self._found[key]

    def number(self, hjemmel: Hjemmel) -> int:
        """The number of a hjemmel."""
        text = hjemmel_text(hjemmel)
        if text not in self._numbers:
            self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return self._numbers[text]

    def _concept(self, node: Node, context: Context) -> Mask:
        concept, versions = node.data
        found: Mask = self.number(concept.hjemmel)
        for item in versions:
            within = context.in_force(item.version.since, item.version.until)
            if isinstance(within, int):
                if within == YES:
                    return self._version(item, context)
                continue
            found = by_row(within == YES, self._version(item, context), found)
        return found

    def _version(self, item: VersionPlan, context: Context) -> Mask:
        clauses = item.version.clauses
        last = self.number(clauses[-1].hjemmel)
        decided: list[tuple[Mask, int]] = []
        found: Mask | None = None
        for clause, (condition, value) in zip(clauses, item.clauses, strict=True):
            holds: Mask = YES if condition is None else self.run.of(condition, context)
            if isinstance(holds, int):
                if holds == NO:
                    continue
                found = last
                if holds == YES:
                    passes_on = clause.id == MAIN and isinstance(clause.value, ConceptRef)
                    found = self.of(value, context) if passes_on else self.number(clause.hjemmel)
                break
            decided.append((holds, self.number(clause.hjemmel)))
        assert found is not None
        for holds, number in reversed(decided):
            found = by_row(np.equal(holds, YES), number, found)
            joined = np.equal(holds, EITHER)
            if joined.any():
                found = by_row(joined, last, found)
        return found


def grounds_of(run: Run, item: PostColumns, deciding: Deciding) -> Grounds:
    """The grounds of a post over the whole table of its entity."""
    post, context = item.post, item.context
    right = np.broadcast_to(np.asarray(item.right, np.uint8), (context.rows,))
    holding = [run.of(node, context) for node in run.plan.reasons[post.id]]
    answers = [YES if reason.value else NO for reason in post.reasons]
    always = {n for n, (column, answer) in enumerate(zip(holding, answers, strict=True)) if _one(column, answer)}
    varying = [n for n, column in enumerate(holding) if not isinstance(column, int)]
    patterns = [
        _pattern(context.rows, [(holding[n], answers[n]) for n in varying[start : start + _BITS]])
        for start in range(0, len(varying), _BITS)
    ]
    first, numbers = combined([(right == NO).astype(np.int64), *patterns])
    lists: list[tuple[str, ...]] = []
    leading: list[int] = []
    for row in first.tolist():
        held = set(always)
        for start, pattern in enumerate(patterns):
            held.update(varying[start * _BITS + place] for place in bits(int(pattern[row])))
        refused = right[row] == NO
        told = [post.reasons[n] for n in sorted(held)]
        codes = (reason.code for reason in told if not (refused and reason.about_amounts))
        lists.append(tuple(dict.fromkeys(codes)))
        leading.append(min(held, default=-1) if refused or not post.computed else -1)
    return Grounds(numbers, lists, _hjemler(run, item, deciding, np.array(leading, np.int64).take(numbers)))


def _one(column: Mask, answer: int) -> bool:
    return isinstance(column, int) and column == answer


def _pattern(rows: int, columns: list[tuple[Mask, int]]) -> Ints:
    """A bit for each of some columns that has the answer, eight at a time."""
    found = np.zeros((rows, 8), np.uint8)
    for place in range(0, len(columns), 8):
        byte = np.zeros(rows, np.uint8)
        for n, (column, answer) in enumerate(columns[place : place + 8]):
            byte |= (np.asarray(column) == answer).view(np.uint8) << np.uint8(n)
        found[:, place // 8] = byte
    return found.view("<i8").ravel()


def _hjemler(run: Run, item: PostColumns, deciding: Deciding, leading: Ints) -> Ints:
    """A refused post rests on its first reason, as does an answer without money; any other on what gave the amount."""
    post, context = item.post, item.context
    found = np.zeros(context.rows, np.int64)
    for after in distinct(leading + 1)[0].tolist():
        reason = after - 1
        if reason >= 0:
            node = run.plan.reasons[post.id][reason]
        else:
            node = run.plan.concepts[post.entity, post.computed or post.right]
        number = deciding.of(node, context)
        mine = leading == reason
        found[mine] = number if isinstance(number, int) else number[mine]
    return found
