"""From counts to the numbers of the report, with what must be hidden left out, and what has changed since last time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor
from typing import Final, Literal

from reiseregel.statistics.counting import Counting, Group, GroupKey, together
from reiseregel.statistics.hiding import Cell, Hidden, hidden_cells, hidden_rows, hidden_sums
from reiseregel.statistics.measures import Measure
from reiseregel.statistics.model import ALL
from reiseregel.statistics.periods import Period

Unit = Literal["antall", "dager", "oere", "promille"]
#: The measure that is always there: how many documents.
DOCUMENTS: Final = "dokumenter"
_YES: Final = "ja"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `value` is None when it is hidden. `share` and `share_change` are tenths of a per cent.

    `category` is empty for the number as such, and `*` for a measure that is hidden whole.
    """

    period: Period | None
    kind: str
    trust: str
    measure: str
    category: str
    unit: Unit
    value: int | None
    share: int | None = None
    change: int | None = None
    share_change: int | None = None

    @property
    def hidden(self) -> bool:
        """Whether there is a number that is not shown."""
        return self.value is None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is of, whatever the period."""
        return self.kind, self.trust, self.measure, self.category


#: In place of the category of a measure that is hidden whole.
WHOLE: Final = "*"


def share(part: int, whole: int) -> int | None:
    """Tenths of a per cent, a half upwards (the rule `andel_en_desimal`); None of nothing."""
    return floor(Fraction(1000 * part, whole) + Fraction(1, 2)) if whole else None


def quantile(histogram: Mapping[int, int], per_cent: int) -> int:
    """The nearest rank: the least number that so many per cent of all are not above."""
    rank = -(-sum(histogram.values()) * per_cent // 100)
    for value in sorted(histogram):
        rank -= histogram[value]
        if rank <= 0:
            return value
    raise ValueError


@dataclass(frozen=True, slots=True)
class Report:
    """All numbers in a fixed order: by period (the unknown last), type of document, measure, category, health trust."""

    figures: tuple[Figure, ...]
    least: int

    def of_period(self, period: Period | None) -> list[Figure]:
        """The numbers of one period."""
        return [figure for figure in self.figures if figure.period == period]

    @property
    def periods(self) -> list[Period | None]:
        """Every period with a document, the unknown last."""
        return list(dict.fromkeys(figure.period for figure in self.figures))


def make_report(counting: Counting, least: int) -> Report:
    """The report. `least` is the smallest number of documents that is shown."""
    order = sorted(counting.groups, key=lambda key: (key[0] is None, key[0].first.toordinal() if key[0] else 0, key[1]))
    made = {key: _Made(counting, key, least) for key in order}
    figures: list[Figure] = []
    for key in order:
        figures += _with_change(counting, made, key)
        figures += _ratios(counting, made, key)
    return Report(tuple(figures), least)


@dataclass(slots=True)
class _Made:
    """The numbers of one type of document in one period; which rows are hidden (None: all of it)."""

    counting: Counting
    key: GroupKey
    least: int
    rows: frozenset[str] | None = None
    figures: list[Figure] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    blocks: dict[str, Hidden | None] = field(default_factory=dict)
    counts: dict[Cell, int] = field(default_factory=dict)
    national: set[Cell] = field(default_factory=set)

    def __post_init__(self) -> None:
        group = self.counting.groups[self.key]
        self.rows = hidden_rows(group.documents, self.least)
        total = sum(group.documents.values())
        self._add(DOCUMENTS, "", ALL, "antall", None if self.rows is None else total)
        if self.rows is None:
            return
        for trust in sorted(group.documents):
            self._add(DOCUMENTS, "", trust, "antall", None if trust in self.rows else group.documents[trust])
        for name, documents in group.kinds.items():
            several = [one.id for one in self.counting.measures.all if one.kind == "forekomst"]
            self.blocks[name] = hidden_cells(documents, self.rows, self.least, several)
            for row, kinds in documents.items():
                for kind, number in kinds.items():
                    for cell in ((place, mark) for mark in kind for place in (row, ALL)):
                        self.counts[cell] = self.counts.get(cell, 0) + number
        for measure in self.counting.measures.all:
            if measure.is_for(self.key[1]):
                self._measure(measure, group, self.rows)

    def shows(self, trust: str) -> bool:
        """Whether there are numbers of this trust, or of all, be they 0."""
        return self.rows is not None and trust not in self.rows

    def prints(self, trust: str, name: str) -> bool:
        """Whether a count of the measure that is not there is 0."""
        measure = next((one for one in self.counting.measures.all if one.id == name), None)
        if measure is None or not measure.by_trust:
            return self.shows(trust) and name not in self.whole
        block = self.blocks.get(together(measure))
        return self.shows(trust) and block is not None and trust not in block.rows

    def documents(self, trust: str) -> int | None:
        """How many; None when it is hidden."""
        if not self.shows(trust):
            return None
        found = self.counting.groups[self.key].documents
        return sum(found.values()) if trust == ALL else found.get(trust, 0)

    def _measure(self, measure: Measure, group: Group, rows: frozenset[str]) -> None:
        if measure.kind == "varighet":
            self._durations(measure, group.days.get(measure.id, {}), rows)
        elif measure.kind == "beloep":
            self._sums(measure, group.sums.get(measure.id, {}), rows)
        elif measure.kind != "forhold" and measure.by_trust:
            self._by_trust(measure)
        elif measure.kind != "forhold":
            self._of_all(measure, {category: n for (name, category), n in group.national.items() if name == measure.id})

    def _by_trust(self, measure: Measure) -> None:
        hidden = self.blocks.get(together(measure))
        if hidden is None:
            self._hide_whole(measure)
            return
        found = {category: (ALL, (name, category)) for _, (name, category) in self.counts if name == measure.id}
        national = {code: None if cell in hidden.cells else self.counts[cell] for code, cell in found.items()}
        trusts = sorted(set(self.counting.groups[self.key].documents) - hidden.rows)
        for category in self._ordered(measure, national):
            for trust in (ALL, *trusts):
                cell = trust, (measure.id, category)
                self._add(
                    measure.id, category, trust, "antall", None if cell in hidden.cells else self.counts.get(cell, 0)
                )

    def _of_all(self, measure: Measure, counts: Mapping[str, int]) -> None:
        """Of all trusts together: each category by itself, and those outside it, which follow by subtraction.

        A distribution is hidden whole when some of it is small: what the others leave of the sum would tell.
        """
        whole = self.documents(ALL) or 0
        small = {
            category
            for category, count in counts.items()
            if 0 < count < self.least or 0 < whole - count < self.least or self._follows(measure, category)
        }
        self.national |= {(ALL, (measure.id, category)) for category in small}
        if small and measure.kind == "fordeling":
            self._hide_whole(measure)
            return
        national = {category: None if category in small else count for category, count in counts.items()}
        for category in self._ordered(measure, national):
            self._add(measure.id, category, ALL, "antall", national[category])

    def _follows(self, measure: Measure, category: str) -> bool:
        """Whether the count above it is hidden: that of the owner of a fact, or that there is a reading at all."""
        followed = next((other for other in self.counting.measures.all if other.id == measure.follows), None)
        if followed is None:
            return False
        above = ALL, (followed.id, _YES if followed.field == "lesning" else category.partition(":")[0])
        block = self.blocks.get(together(followed)) if followed.by_trust else None
        hidden_above = block.cells if block is not None else frozenset()
        return followed.id in self.whole or above in hidden_above or above in self.national

    def _durations(self, measure: Measure, days: Mapping[str, Mapping[int, int]], rows: frozenset[str]) -> None:
        whole: dict[int, int] = {}
        for found in days.values():
            for day, count in found.items():
                whole[day] = whole.get(day, 0) + count
        by_trust = {trust: days[trust] for trust in sorted(days) if trust not in rows} if measure.by_trust else {}
        enough = self.counting.measures.least_percentile
        for trust, found in ({ALL: whole} | by_trust).items():
            number = sum(found.values())
            if not number:
                continue
            self._add(measure.id, "median", trust, "dager", quantile(found, 50) if number >= self.least else None)
            most = quantile(found, 90) if number >= max(enough, self.least) else None
            self._add(measure.id, "p90", trust, "dager", most)

    def _sums(self, measure: Measure, sums: Mapping[str, tuple[int, int]], rows: frozenset[str]) -> None:
        if not sums:
            return
        hidden = hidden_sums({trust: number for trust, (number, _) in sums.items()}, rows, self.least)
        if hidden is None:
            self._hide_whole(measure)
            return
        self._add(measure.id, "", ALL, "oere", sum(amount for _, amount in sums.values()))
        for trust in sorted(set(sums) - rows):
            self._add(measure.id, "", trust, "oere", None if trust in hidden else sums[trust][1])

    def _ordered(self, measure: Measure, national: Mapping[str, int | None]) -> list[str]:
        """As the file of measures has them, else the largest first and the hidden last: a place tells nothing."""
        known = list(self.counting.measures.codes.get(measure.field, ()))
        if measure.field == "kostnadsklasse":
            known = [item.code for item in self.counting.measures.classes]
        if known:
            return sorted(national, key=lambda code: (known.index(code) if code in known else len(known), code))
        return sorted(national, key=lambda code: (national[code] is None, -(national[code] or 0), code))

    def _hide_whole(self, measure: Measure) -> None:
        self.whole.add(measure.id)
        self._add(measure.id, WHOLE, ALL, "antall" if measure.kind != "beloep" else "oere", None)

    def _add(self, measure: str, category: str, trust: str, unit: Unit, value: int | None) -> None:
        part = None
        if unit == "antall" and value is not None and measure != DOCUMENTS:
            part = share(value, self.documents(trust) or 0)
        self.figures.append(Figure(*self.key, trust, measure, category, unit, value, part))


def _with_change(counting: Counting, made: Mapping[GroupKey, _Made], key: GroupKey) -> Iterator[Figure]:
    period, kind = key
    before = made.get((counting.grid.before(period), kind)) if period is not None else None
    if before is None:
        yield from made[key].figures
        return
    there = {figure.key: figure for figure in before.figures}
    for figure in made[key].figures:
        yield _changed(figure, there.get(figure.key), before)


def _changed(figure: Figure, there: Figure | None, before: _Made) -> Figure:
    """With the difference from the number before. A count that was not there was 0, unless its row was hidden."""
    if figure.value is None:
        return figure
    if there is None and figure.unit == "antall" and before.prints(figure.trust, figure.measure):
        documents = before.documents(figure.trust) or 0
        there = replace(figure, value=0, share=share(0, documents))
    if there is None or there.value is None:
        return figure
    points = None if figure.share is None or there.share is None else figure.share - there.share
    return replace(figure, change=figure.value - there.value, share_change=points)


def _ratios(counting: Counting, made: Mapping[GroupKey, _Made], key: GroupKey) -> Iterator[Figure]:
    """One type of document against another, from the numbers of documents as they are shown."""
    period, kind = key
    for measure in counting.measures.all:
        if measure.kind != "forhold" or kind != measure.part:
            continue
        found = _shares_of(made, measure, period)
        before = _shares_of(made, measure, counting.grid.before(period)) if period is not None else {}
        for trust, value in found.items():
            was = before.get(trust)
            change = value - was if value is not None and was is not None else None
            yield Figure(period, kind, trust, measure.id, "", "promille", value, change=change)


def _shares_of(made: Mapping[GroupKey, _Made], measure: Measure, period: Period | None) -> dict[str, int | None]:
    part, against = made.get((period, measure.part)), made.get((period, measure.against))
    if part is None:
        return {}
    trusts = set(part.counting.groups[part.key].documents) if part.rows is not None else set()
    if against is not None and against.rows is not None:
        trusts |= set(against.counting.groups[against.key].documents)
    found: dict[str, int | None] = {}
    for trust in (ALL, *sorted(trusts)):
        one, other = part.documents(trust), against.documents(trust) if against is not None else 0
        found[trust] = None if one is None or other is None else share(one, one + other)
    return found
