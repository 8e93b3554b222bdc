"""Which counts must be hidden so that nobody is found in the report.

A count from 1 to `least` - 1 is small. Hiding it alone does not help: a row or column total gives it back, or another
measure of the same documents does. So more is hidden, until for every hidden count there is another pile of documents
that would print the same report and has another number there. Such a pile is made in one step, of documents that are
there already, so that nothing anybody knows of how measures hang together rules it out:

- two documents change health trusts: each trust has one less of the one kind, and one more of the other; or
- a document is made like another: its trust, and all trusts together, have one less and one more.

Every count that the step changes must be hidden. A count of 0 is never hidden, and whoever looks knows it: the step may
make no 0 of a hidden count, and change none that is 0. Only a row that is hidden whole may hold anything; there are
then two of them or more, and any documents in them may have changed places.

Nothing is summed over types of document or periods, so no other sum ties the numbers of one to those of another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar

from reiseregel.statistics.model import ALL

#: What a document is counted as: a measure and a category of it.
Mark: TypeAlias = tuple[str, str]
#: How many documents of a health trust have the same marks.
Documents: TypeAlias = Mapping[str, Mapping[frozenset[Mark], int]]
#: A count in the report: a health trust (or `ALL`), and the mark.
Cell: TypeAlias = tuple[str, Mark]

#: So many of the smallest other trusts are tried first: they have the least to lose.
_PARTNERS: Final = 6
#: What is said of everybody is hidden only when nothing else will do.
_NATIONAL_COST: Final = 10**9

_Step = TypeVar("_Step", bound=tuple[Any, ...])


def hidden_rows(totals: Mapping[str, int], least: int) -> frozenset[str] | None:
    """The trusts whose number of documents is hidden, and so their whole row in every table. None: hide all.

    A trust with few documents takes others with it until they together are `least` or more, and more than one each:
    then a document may as well be another's of them.
    """
    small = {row for row, count in totals.items() if 0 < count < least}
    if 0 < sum(totals.values()) < least:
        return None
    if not small:
        return frozenset()
    others = sorted((count, row) for row, count in totals.items() if count and row not in small)
    while len(small) < 2 or sum(totals[row] for row in small) < max(least, len(small) + 1):
        if not others:
            return None
        small.add(others.pop(0)[1])
    return frozenset(small)


def hidden_sums(contributors: Mapping[str, int], rows: Collection[str], least: int) -> frozenset[str] | None:
    """The trusts whose sum is hidden, by the documents behind it; `rows` are hidden already. None: hide all."""
    whole = sum(contributors.values())
    if 0 < whole < least:
        return None
    small = {row for row, count in contributors.items() if 0 < count < least} | set(rows)
    if not small:
        return frozenset()
    others = sorted((count, row) for row, count in contributors.items() if count and row not in small)
    while len(small) < 2 or sum(contributors.get(row, 0) for row in small) < least:
        if not others:
            return None
        small.add(others.pop(0)[1])
    return frozenset(small)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is not shown: single counts, and whole rows."""

    cells: frozenset[Cell]
    rows: frozenset[str]


def hidden_cells(
    documents: Documents, rows: frozenset[str], least: int, several: Collection[str] = ()
) -> Hidden | None:
    """What to hide of the measures that the marks are of. None: every number of them.

    Args:
        documents: those of one type and period, by health trust; marks of all measures that hang together.
        rows: the trusts whose number of documents is hidden.
        least: the smallest count that is shown.
        several: the measures of which a document may have several marks or none. There the documents without a mark are
            a count too: it follows from the number of documents.

    """
    return _Search(documents, rows, least, frozenset(several)).hidden()


@dataclass(slots=True)
class _Row:
    """The counts of one trust, as bits: which are hidden, which are 0, which are 1. A `free` row is hidden whole."""

    counts: list[int]
    kinds: list[int]
    size: tuple[int, str]
    hidden: int = 0
    zero: int = field(init=False)
    single: int = field(init=False)
    free: bool = False

    def __post_init__(self) -> None:
        self.zero = sum(1 << bit for bit, count in enumerate(self.counts) if count == 0)
        self.single = sum(1 << bit for bit, count in enumerate(self.counts) if count == 1)

    def allows(self, less: int, more: int) -> bool:
        """Whether the counts can be one less and one more, should they be hidden."""
        return self.free or not (less & self.single or (less | more) & self.zero)

    def lacks(self, changed: int) -> int:
        """What is changed and not hidden."""
        return 0 if self.free else changed & ~self.hidden


class _Search:
    def __init__(self, documents: Documents, rows: frozenset[str], least: int, several: frozenset[str]) -> None:
        marks = sorted({mark for kinds in documents.values() for kind in kinds for mark in kind})
        self.marks = marks
        bit = {mark: 1 << number for number, mark in enumerate(marks)}
        national = [0] * len(marks)
        self.rows: dict[str, _Row] = {}
        for name in sorted(documents):
            counts = [0] * len(marks)
            for kind, number in documents[name].items():
                for mark in kind:
                    counts[bit[mark].bit_length() - 1] += number
            kinds = sorted({sum(bit[mark] for mark in kind) for kind in documents[name]})
            size = sum(documents[name].values()), name
            self.rows[name] = _Row(counts, kinds, size, free=name in rows)
            national = [a + b for a, b in zip(national, counts, strict=True)]
        every = sorted({kind for row in self.rows.values() for kind in row.kinds})
        self.all = _Row(national, every, (sum(row.size[0] for row in self.rows.values()), ALL))
        for row in (*self.rows.values(), self.all):
            whole = row.size[0]
            row.hidden = sum(
                1 << number
                for number, count in enumerate(row.counts)
                if 0 < count < least or (marks[number][0] in several and 0 < whole - count < least)
            )
            row.hidden &= ~row.zero

    def hidden(self) -> Hidden | None:
        for name in self.rows:
            for number in range(len(self.marks)):
                self._protect(name, 1 << number)
        free = sorted(name for name, row in self.rows.items() if row.free)
        if len(free) == 1:  # what is missing from the sums would be its
            others = [name for name, row in self.rows.items() if not row.free]
            if not others:
                return None
            self.rows[min(others, key=lambda name: self.rows[name].size)].free = True
        for number in range(len(self.marks)):
            if self.all.hidden >> number & 1 and not self._protect_all(1 << number):
                return None
        # What was hidden for the sums of all is as safe: it is on the same steps.
        shown = [(name, row) for name, row in (*self.rows.items(), (ALL, self.all)) if not row.free]
        return Hidden(
            frozenset(
                (name, mark)
                for name, row in shown
                for number, mark in enumerate(self.marks)
                if row.hidden >> number & 1
            ),
            frozenset(name for name, row in self.rows.items() if row.free),
        )

    def _protect(self, name: str, target: int) -> None:
        """Hide the cheapest step that changes a hidden count of one trust; the whole row when there is none."""
        row = self.rows[name]
        if row.free or not row.hidden & target:
            return
        others = sorted((other for other in self.rows.values() if other is not row), key=lambda other: other.size)
        for some in ([*others[:_PARTNERS], self.all], others[_PARTNERS:]):
            best = _least(step for other in some for step in self._steps(row, other, target))
            if best is not None:
                self._hide(row, best)
                return
        row.free = True

    def _protect_all(self, target: int) -> bool:
        """The same for a count of all trusts together; False when there is no step."""
        rows = sorted(self.rows.values(), key=lambda row: row.size)
        best = _least((*step, row) for row in rows for step in self._steps(row, self.all, target))
        if best is None:
            return False
        self._hide(best[3], best[:3])
        return True

    def _steps(self, row: _Row, other: _Row, target: int) -> Iterator[tuple[int, int, _Row]]:
        """Each step between a trust and another (or all): what it costs to hide, the counts it changes, the other."""
        swap = other is not self.all
        for has in (True, False):
            news = [kind for kind in other.kinds if bool(kind & target) != has]
            for old in (kind for kind in row.kinds if bool(kind & target) == has):
                for new in news:
                    changed = old ^ new
                    gone, come = old & changed, new & changed
                    if not row.allows(gone, come) or not other.allows(*((come, gone) if swap else (gone, come))):
                        continue
                    cost = self._cost(row, row.lacks(changed)) + self._cost(other, other.lacks(changed))
                    yield cost, changed, other

    def _cost(self, row: _Row, cells: int) -> int:
        """The documents no longer told of."""
        cost = 0
        while cells:
            number = (cells & -cells).bit_length() - 1
            cost += row.counts[number] + 1 + (_NATIONAL_COST if row is self.all else 0)
            cells &= cells - 1
        return cost

    def _hide(self, row: _Row, step: tuple[int, int, _Row]) -> None:
        _, changed, other = step
        row.hidden |= changed
        other.hidden |= changed


def _least(steps: Iterable[_Step]) -> _Step | None:
    """The cheapest step, of equals the first; one that costs nothing is taken as soon as it is met."""
    best: _Step | None = None
    for step in steps:
        if best is None or step[0] < best[0]:
            best = step
            if not step[0]:
                break
    return best
