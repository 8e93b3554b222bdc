"""A comparison of a paragraph on two dates as lines of text in one language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reiseregel.errors import Language, Text
from reiseregel.explain.comparison import Change, ClauseChange, Comparison, ConceptChange, RateChange
from reiseregel.explain.expression_words import expression_words, value_of
from reiseregel.explain.words import day as day_words
from reiseregel.explain.words import hjemmel_words, quantity, word
from reiseregel.rulebook import Clause, Concept, RuleBook
from reiseregel.rulebook.model import MAIN, RateRow

CHANGES: dict[Change, Text] = {
    "uendret": Text("uendret", "uendra", "unchanged"),
    "endret": Text("endret", "endra", "changed"),
    "ny": Text("ny", "ny", "new"),
    "borte": Text("borte", "borte", "gone"),
}
_HEADING = Text("§ {} den {} og den {}", "§ {} den {} og den {}", "§ {} on {} and on {}")
_EXCEPTION = Text("unntak", "unntak", "exception")
_WHEN, _IS = Text("når", "når", "when"), Text("er", "er", "is")
_RATES = Text("Satser som er forskjellige", "Satsar som er ulike", "Rates that differ")
_SAME_RULE = Text("samme regel", "same regel", "the same rule")
_NOT_YET = Text("fantes ikke", "fanst ikkje", "did not exist")
_NO_MORE = Text("finnes ikke", "finst ikkje", "does not exist")


def comparison_lines(found: Comparison, book: RuleBook, language: Language) -> Iterator[str]:
    """The heading with the counts, each concept in the order of the rules, and the rates that differ."""
    return _Renderer(found, book, language).lines()


class _Renderer:
    def __init__(self, found: Comparison, book: RuleBook, language: Language) -> None:
        self.found, self.book, self.language = found, book, language
        self.days = {day: _day(day, language) for day in (found.then, found.now)}

    def lines(self) -> Iterator[str]:
        yield self._say(_HEADING).format(self.found.paragraph, *self.days.values())
        counts = ((change, sum(item.change == change for item in self.found.concepts)) for change in CHANGES)
        yield " · ".join(f"{self._say(CHANGES[change])}: {count}" for change, count in counts)
        for item in self.found.concepts:
            yield ""
            yield from self._concept(item)
        if self.found.rates:
            yield ""
            yield self._say(_RATES)
        for rate in self.found.rates:
            yield from self._rate(rate)

    def _concept(self, item: ConceptChange) -> Iterator[str]:
        yield f"{self._label(item)} ({item.concept.id}): {self._say(CHANGES[item.change])}"
        if item.main is not None and item.change == "uendret":
            yield f"  {self._unchanged(item.main)}"
        elif item.main is not None:
            yield from self._clause(item.concept, item.main, "  ")
        for exception in item.exceptions if item.main is None or item.change != "uendret" else ():
            line = f"  {self._say(_EXCEPTION)} {exception.id}: {self._say(CHANGES[exception.change])}"
            if exception.change == "uendret":
                yield f"{line} ({self._unchanged(exception)})"
                continue
            yield line
            yield from self._clause(item.concept, exception, "    ")

    def _unchanged(self, line: ClauseChange) -> str:
        assert line.now is not None
        return self._rests(line.now)

    def _label(self, item: ConceptChange) -> str:
        """The name, on the second date; with the first when it was another."""
        texts = [item.concept.label_on(day) for day in (self.found.then, self.found.now)]
        names = list(dict.fromkeys(text.in_language(self.language) if text else item.concept.name for text in texts))
        return " → ".join(names)

    def _clause(self, concept: Concept, item: ClauseChange, indent: str) -> Iterator[str]:
        """A line on each date; what is said twice alike is said once."""
        then, now = item.then, item.now
        if then is None or now is None:
            clause, day = (now, self.found.now) if then is None else (then, self.found.then)
            assert clause is not None
            other = self.found.then if then is None else self.found.now
            absent = f"{indent}{self.days[other]}: {self._say(_NOT_YET if then is None else _NO_MORE)}"
            lines = list(self._on(concept, clause, day, indent))
            yield from [absent, *lines] if then is None else [*lines, absent]
        elif item.change == "uendret":
            yield f"{indent}{self._rests(now)}"
            yield from self._rule(concept, now, self.found.now, indent)
        elif (then.condition, then.value) == (now.condition, now.value):
            yield f"{indent}{self.days[self.found.then]}: {self._rests(then)}"
            yield f"{indent}{self.days[self.found.now]}: {self._rests(now)}; {self._say(_SAME_RULE)}"
            yield from self._rule(concept, now, self.found.now, indent)
        else:
            yield from self._on(concept, then, self.found.then, indent)
            yield from self._on(concept, now, self.found.now, indent)

    def _on(self, concept: Concept, clause: Clause, day: int, indent: str) -> Iterator[str]:
        yield f"{indent}{self.days[day]}: {self._rests(clause)}"
        yield from self._rule(concept, clause, day, indent)

    def _rests(self, clause: Clause) -> str:
        unread = "" if clause.wording_read else f"; {word('ulest', self.language)}"
        return f"{hjemmel_words(clause.hjemmel, self.language)}{unread}"

    def _rule(self, concept: Concept, clause: Clause, day: int, indent: str) -> Iterator[str]:
        value = value_of(concept, clause.value, self.book, day, self.language)
        if clause.id == MAIN or clause.condition is None:
            yield f"{indent}  {value}"
            return
        condition = expression_words(clause.condition, self.book, day, self.language)
        yield f"{indent}  {self._say(_WHEN)}: {condition}"
        yield f"{indent}  {self._say(_IS)}: {value}"

    def _rate(self, item: RateChange) -> Iterator[str]:
        label = item.rate.label.in_language(self.language) if item.rate.label else item.rate.name
        yield f"  {label} (sats.{item.rate.name})"
        for day, row in ((self.found.then, item.then), (self.found.now, item.now)):
            yield f"    {self.days[day]}: {self._row(item, row)}"

    def _row(self, item: RateChange, row: RateRow | None) -> str:
        if row is None:
            return self._say(_NOT_YET)
        provisional = f"; {word('aa_foreloepig_sats', self.language)}" if row.status == "foreloepig" else ""
        value = quantity(row.value, item.rate.type.unit, self.language)
        return f"{value} ({hjemmel_words(row.hjemmel, self.language)}{provisional})"

    def _say(self, text: Text) -> str:
        return text.in_language(self.language)


def _day(ordinal: int, language: Language) -> str:
    return day_words(date.fromordinal(ordinal).isoformat(), language)
