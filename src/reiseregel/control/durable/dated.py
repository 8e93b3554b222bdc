"""The conditions of the signals of one entity by law day, with the thresholds folded in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date

from reiseregel.control.durable.flat import Flat, NotFlat, flatten
from reiseregel.control.model import FeatureValue
from reiseregel.control.signals import ControlBook


class Dated:
    """One entity of the control book. `law_fact` is the fact that says which day's rules hold."""

    def __init__(self, book: ControlBook, entity: str) -> None:
        definition = book.rules.vocabulary.entities[entity]
        self.book, self.entity, self.covered = book, entity, definition.covered
        self.law_fact = definition.law_time.fact if definition.law_time else ""
        versions = [version for signal in book.signals_of(entity) for version in signal.versions]
        days = {*book.turns(entity), *(version.until + 1 for version in versions)}
        if self.covered is not None:
            days |= {self.covered.since, self.covered.until + 1}
        self._turns = sorted(days)

    def day(self, values: Mapping[str, FeatureValue]) -> int | None:
        """The law day of a feature fact, an ordinal; None when it has none that can be read."""
        written = values.get(self.law_fact)
        try:
            return date.fromisoformat(written).toordinal() if isinstance(written, str) else None
        except ValueError:
            return None

    def period(self, day: int) -> int:
        """A number for the days with the same versions and the same thresholds."""
        return bisect_right(self._turns, day)

    def conditions(self, day: int) -> list[tuple[str, Flat]]:
        """Each signal there is on a law day and its condition, in the order of the control book.

        Raises NotFlat when a condition is not flat, or the rules do not tell of the day: then the reference has to.
        """
        if self.covered is not None and not self.covered.has(day):
            raise NotFlat("outside the time that the rules tell of")
        found = []
        for signal, version in self.book.conditions_on(self.entity, day):
            flat = flatten(version.condition, self.entity, lambda name: self._threshold(name, day))
            if self.law_fact in flat.types:
                raise NotFlat("a version says by itself on which days it holds")
            found.append((signal.id, flat))
        return found

    def _threshold(self, name: str, day: int) -> int:
        try:
            return self.book.threshold_on(name, day)
        except KeyError:
            raise NotFlat("no threshold yet") from None
