"""How an amount came about, a sentence for each step: `100 km × 3,20 kr per km (sats fra …) = 320,00 kr`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeGuard

from reiseregel.engine.arithmetic import (
    Bounded,
    Days,
    Difference,
    Divided,
    Given,
    Named,
    Product,
    Rounded,
    Step,
    Total,
    Wholes,
)
from reiseregel.explain.readers.shared_words import (
    AT_LEAST,
    AT_MOST,
    BELOW_ZERO,
    DAYS,
    EQUALS,
    FROM_DAY,
    LABELLED,
    PER_CENT,
    ROUNDED,
    STATED,
    WHOLES,
)
from reiseregel.explain.readers.voice import Voice, capital
from reiseregel.prose import Sentence
from reiseregel.quantities import number
from reiseregel.rulebook import tree as t
from reiseregel.vocabulary import Hjemmel

_HUNDRED = 100


def arithmetic_sentences(step: Step | None, voice: Voice, *, labelled: bool = True) -> tuple[Sentence, ...]:
    """The steps from the first amount to the last, each once; none for an amount that is only a fact, or open.

    Each says what the number is called; without `labelled` not for a product and for the amount itself. An amount that
    is not worked out, such as a ticket or a wage, is named where it comes first.
    """
    if step is None:
        return ()
    lines = _Lines(voice, step, labelled)
    return tuple({sentence.text: sentence for sentence in lines.of(step, None)}.values())


class _Lines:
    def __init__(self, voice: Voice, whole: Step, labelled: bool) -> None:
        self.voice, self.whole, self.labelled = voice, whole, labelled
        self.named: set[str] = set()
        self.told: set[tuple[str, int]] = set()

    def of(self, step: Step, by: Named | None) -> Iterator[Sentence]:
        """The lines of what a step is made from, then its own; `by` is the concept whose rule it is."""
        match step:
            case Given():
                return
            case Named(concept, instance, step=inner):
                if (concept.id, id(instance)) not in self.told:
                    self.told.add((concept.id, id(instance)))
                    yield from self.of(inner, step)
                return
            case Rounded(inner):
                yield from self._below(inner, by)
            case Divided(Product() as inner):
                yield from self._below(inner, by)
            case _:
                yield from self._below(step, by)
        yield self._line(step, by)

    def _below(self, step: Step, by: Named | None) -> Iterator[Sentence]:
        for part in _parts(step):
            yield from self._brought(part, by)
            yield from self.of(part, None)

    def _brought(self, part: Step, into: Named | None) -> Iterator[Sentence]:
        """An amount of the case that another place in the law brings into the sum: what it is, and that place."""
        by, given = _innermost(part)
        if by is None or not _is_amount(given) or (into is not None and _places(into) == _places(by)):
            return
        if self._first_named(given):
            words = self.voice.say(STATED, capital(self.voice.name(given.term)), self._value(given))
            yield self.voice.sentence(words, *_places(by))

    def _first_named(self, given: Given) -> bool:
        """True the first time an amount is told of."""
        said = f"{self.voice.name(given.term)} {given.value}"
        new = said not in self.named
        self.named.add(said)
        return new

    def _line(self, step: Step, by: Named | None) -> Sentence:
        words = self._words(step)
        if by is None:
            return Sentence(words)
        label = by.concept.label_on(by.instance.law_day)
        unnamed = not self.labelled and (by is self.whole or isinstance(step, Product | Rounded))
        if label is not None and not unnamed:
            words = self.voice.say(LABELLED, capital(label.in_language(self.voice.language)), words)
        return self.voice.sentence(words, *_places(by))

    def _words(self, step: Step) -> str:
        voice, value = self.voice, self._value(step)
        match step:
            case Bounded(kind, wanted, bound):
                words = AT_MOST if kind == "min" else AT_LEAST
                return voice.say(words, self._first(wanted), self._operand(bound))
            case Difference(left, right, True):
                return voice.say(BELOW_ZERO, self._first(left), self._operand(right, named=True), value)
            case Rounded(inner):
                return voice.say(ROUNDED, self._formula(inner), self._value(inner), value)
            case Wholes(item, divisor):
                return voice.say(WHOLES, self._operand(item), value, voice.number(divisor, item.type))
            case _:
                return voice.say(EQUALS, self._formula(step), value)

    def _formula(self, step: Step) -> str:
        match step:
            case Product(left, right):
                return f"{self._operand(left)} × {self._operand(right)}"
            case Total(parts):
                return " + ".join(map(self._operand, parts))
            case Difference(left, right):
                return f"{self._first(left)} − {self._operand(right, named=True)}"
            case Divided(Product(left, Given() as right), by) if by == _HUNDRED:
                return self.voice.say(PER_CENT, self._value(right), self._operand(left))
            case Divided(inner, by):
                return f"{self._operand(inner)} / {by}"
            case Days(runs=runs):
                each = (
                    self.voice.say(
                        DAYS, count, self.voice.number(Fraction(row.value), step.type), self.voice.rate_from(row)
                    )
                    for row, count in runs
                )
                return " + ".join(each)
            case _:
                return self._operand(step)

    def _first(self, step: Step) -> str:
        """What is taken from, or held against a limit: a rate by its name."""
        inner = step.step if isinstance(step, Named) else step
        rate = isinstance(inner, Given) and inner.row is not None and step.type.unit == "oere"
        return self._operand(step, named=rate)

    def _operand(self, step: Step, *, named: bool = False) -> str:
        """A number in a line; a rate with its first day, and (`named`) with what it is called."""
        _, inner = _innermost(step)
        if _is_amount(inner):
            name = f" ({self.voice.name(inner.term)})" if self._first_named(inner) else ""
            return f"{self._value(step)}{name}"
        if isinstance(step, Named):
            passed_on = step.step
            if isinstance(passed_on, Given) and passed_on.row is not None:
                return self._operand(passed_on, named=named)
            return self._with_label(step) if named else self._value(step)
        if isinstance(step, Given) and step.row is not None:
            since = self.voice.rate_from(step.row)
            if named:
                since = self.voice.say(FROM_DAY, self.voice.name(step.term), self.voice.day(step.row.since))
            return f"{self._value(step)} ({since})"
        if named and isinstance(step, Given) and not isinstance(step.term.expr, t.Const):
            return f"{self._value(step)} ({self.voice.name(step.term)})"
        return self._value(step)

    def _with_label(self, step: Named) -> str:
        label = step.concept.label_on(step.instance.law_day)
        return f"{self._value(step)} ({label.in_language(self.voice.language)})" if label else self._value(step)

    def _value(self, step: Step) -> str:
        return self.voice.number(step.value, number(step.type.unit))


def _innermost(step: Step) -> tuple[Named | None, Step]:
    """What a concept only passes on, and the last concept that does."""
    by = None
    while isinstance(step, Named):
        by, step = step, step.step
    return by, step


def _is_amount(step: Step) -> TypeGuard[Given]:
    """True of money in the case itself, which no rule and no rate has."""
    return isinstance(step, Given) and isinstance(step.term.expr, t.FactRef) and step.type.unit.startswith("oere")


def _parts(step: Step) -> tuple[Step, ...]:
    match step:
        case Product(left, right) | Difference(left, right):
            return (left, right)
        case Bounded(_, wanted, bound):
            return (wanted, bound)
        case Total(parts):
            return parts
        case Divided(inner) | Rounded(inner) | Wholes(inner):
            return (inner,)
        case Days(count=count):
            return (count,)
        case _:
            return ()


def _places(by: Named) -> tuple[Hjemmel, ...]:
    return (by.clause.hjemmel,)
