"""An expression of the rules in words: facts and concepts by their names, rates with the value of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reiseregel.errors import Language, Text
from reiseregel.explain.words import day as day_words
from reiseregel.explain.words import quantity, word
from reiseregel.quantities import ValueType
from reiseregel.rulebook import Concept, RuleBook
from reiseregel.rulebook import tree as t

#: How two numbers are compared; dates have words of their own.
_COMPARED = {
    "<": Text("{} er mindre enn {}", "{} er mindre enn {}", "{} is less than {}"),
    "<=": Text("{} er høyst {}", "{} er høgst {}", "{} is at most {}"),
    ">": Text("{} er mer enn {}", "{} er meir enn {}", "{} is more than {}"),
    ">=": Text("{} er minst {}", "{} er minst {}", "{} is at least {}"),
    "==": Text("{} er {}", "{} er {}", "{} is {}"),
    "!=": Text("{} er ikke {}", "{} er ikkje {}", "{} is not {}"),
}
_DATES_COMPARED = {
    "<": Text("{} er før {}", "{} er før {}", "{} is before {}"),
    "<=": Text("{} er senest {}", "{} er seinast {}", "{} is on or before {}"),
    ">": Text("{} er etter {}", "{} er etter {}", "{} is after {}"),
    ">=": Text("{} er tidligst {}", "{} er tidlegast {}", "{} is on or after {}"),
    "==": _COMPARED["=="],
    "!=": _COMPARED["!="],
}
_AND, _OR = Text("og", "og", "and"), Text("eller", "eller", "or")
_NOT = Text("ikke {}", "ikkje {}", "not {}")
_ADD, _SUBTRACT = Text("{} pluss {}", "{} pluss {}", "{} plus {}"), Text("{} minus {}", "{} minus {}", "{} minus {}")
_MULTIPLY = Text("{} ganger {}", "{} gonger {}", "{} times {}")
_EXTREME = {
    "min": Text("det minste av {}", "det minste av {}", "the least of {}"),
    "max": Text("det største av {}", "det største av {}", "the greatest of {}"),
}
_WHOLES = Text("hvor mange hele {1} det er i {0}", "kor mange heile {1} det er i {0}", "how many whole {1} are in {0}")
_ROUNDED = {
    1: Text("{} avrundet til hele øre", "{} avrunda til heile øre", "{} rounded to whole øre"),
    100: Text("{} avrundet til hele kroner", "{} avrunda til heile kroner", "{} rounded to whole kroner"),
}
_YEARS = Text("hele år fra {} til {}", "heile år frå {} til {}", "whole years from {} to {}")
_LATER = Text("{} pluss {}", "{} pluss {}", "{} plus {}")
_EARLIER = Text("{} minus {}", "{} minus {}", "{} minus {}")
_WORKING_DAY = {
    "before": Text("siste virkedag før {}", "siste yrkedag før {}", "the last working day before {}"),
    "from": Text(
        "første virkedag fra og med {}", "første yrkedag frå og med {}", "the first working day on or after {}"
    ),
}
_DAYS = Text("dagene fra {} til {}", "dagane frå {} til {}", "the days from {} to {}")
_DAY_SUM = Text(
    "{} for hvert døgn fra {}, så mange som {}",
    "{} for kvart døgn frå {}, så mange som {}",
    "{} for each day from {}, as many as {}",
)
_LAW_DATE = Text("datoen som bestemmer loven", "datoen som bestemmer lova", "the date that decides the law")
_READING = Text("svaret på «{}»", "svaret på «{}»", "the answer to “{}”")
_LISTED = {
    "sum": Text(
        "summen av {body} for hver «{each}»", "summen av {body} for kvar «{each}»", "the sum of {body}, each “{each}”"
    ),
    "noen": Text("minst én «{each}» der {body}", "minst éin «{each}» der {body}", "at least one “{each}” where {body}"),
    "alle": Text("for hver «{each}»: {body}", "for kvar «{each}»: {body}", "for every “{each}”: {body}"),
    "antall": Text("antallet «{each}»", "talet på «{each}»", "the number of “{each}”"),
}
_WHERE = Text(" der {}", " der {}", " where {}")


def expression_words(expr: t.Expr, book: RuleBook, day: int, language: Language) -> str:
    """The expression as it reads under the law of a day."""
    return _Words(book, day, language).of(expr)


def value_of(concept: Concept, expr: t.Expr, book: RuleBook, day: int, language: Language) -> str:
    """What a concept is, in words: a code by the sentence the concept has for it."""
    if isinstance(expr, t.Const) and expr.type.kind == "kode":
        text = concept.phrase_on(expr.type.codes[expr.value], day)
        return text.in_language(language) if text else expr.type.codes[expr.value]
    return expression_words(expr, book, day, language)


class _Words:
    def __init__(self, book: RuleBook, day: int, language: Language) -> None:
        self.book, self.day, self.language = book, day, language

    def of(self, expr: t.Expr) -> str:
        match expr:
            case t.Const(value, value_type):
                return self._const(value, value_type)
            case t.FactRef() | t.ConceptRef() | t.RateRef() | t.ReadingRef() | t.LawDate():
                return self._named(expr)
            case t.All(items):
                return self._joined(items, _AND)
            case t.AnyOf(items):
                return self._joined(items, _OR)
            case t.Not(item):
                return self._say(_NOT, self._part(item))
            case t.Compare(op, left, right):
                words = (_DATES_COMPARED if left.type.kind == "dato" else _COMPARED)[op]
                return self._say(words, self._side(left, right), self._side(right, left))
            case t.OneOf(item, mask):
                codes = [self._code(item, code) for n, code in enumerate(item.type.codes) if mask >> n & 1]
                return self._say(_COMPARED["=="], self._part(item), self._listed(codes, _OR))
            case t.Aggregate():
                return self._aggregate(expr)
            case _:
                return self._number(expr)

    def _number(self, expr: t.Expr) -> str:
        match expr:
            case t.Add(left, right):
                return self._say(_ADD, self._part(left), self._part(right))
            case t.Subtract(left, right):
                return self._say(_SUBTRACT, self._part(left), self._part(right))
            case t.Multiply(left, right):
                return self._say(_MULTIPLY, self._part(left), self._part(right))
            case t.Extreme(kind, items):
                return self._say(_EXTREME[kind], self._listed([self._part(item) for item in items], _AND))
            case t.FloorDivide(item, divisor):
                return self._say(_WHOLES, self._part(item), self._const(divisor, item.type))
            case t.Rounded(item, step):
                return self._say(_ROUNDED[step], self._part(item))
            case t.WholeYears(born, until):
                return self._say(_YEARS, self._part(born), self._part(until))
            case t.AddDays(start, t.Subtract(t.Const(0), earlier)):
                return self._say(_EARLIER, self._part(start), self._part(earlier))
            case t.AddMonths(start, later) | t.AddDays(start, later):
                return self._say(_LATER, self._part(start), self._part(later))
            case t.WorkingDay(kind, start):
                return self._say(_WORKING_DAY[kind], self._part(start))
            case t.DaysBetween(start, end):
                return self._say(_DAYS, self._part(start), self._part(end))
            case t.DaySum(rate, start, count):
                return self._say(_DAY_SUM, self._rate(rate), self._part(start), self._part(count))
            case _:
                raise AssertionError("every kind of node has words")

    def _aggregate(self, expr: t.Aggregate) -> str:
        label = self.book.vocabulary.entities[expr.entity].label
        each = label.in_language(self.language) if label else expr.entity
        words = _LISTED[expr.kind].in_language(self.language).format(each=each, body=self._condition(expr.body))
        return words + (self._say(_WHERE, self._condition(expr.where)) if expr.where is not None else "")

    def _say(self, words: Text, *parts: str) -> str:
        return words.in_language(self.language).format(*parts)

    def _part(self, expr: t.Expr) -> str:
        """An expression within another, in parentheses when it has parts that could be read otherwise."""
        words = self.of(expr)
        return f"({words})" if len(t.operands(expr)) > 1 else words

    def _condition(self, expr: t.Expr) -> str:
        """One of several conditions, in parentheses when it has several itself."""
        several = isinstance(expr, t.All | t.AnyOf) or (isinstance(expr, t.OneOf) and expr.mask.bit_count() > 1)
        return f"({self.of(expr)})" if several else self.of(expr)

    def _joined(self, items: Iterable[t.Expr], between: Text) -> str:
        return f" {between.in_language(self.language)} ".join(self._condition(item) for item in items)

    def _listed(self, parts: list[str], last: Text) -> str:
        if len(parts) == 1:
            return parts[0]
        return f"{', '.join(parts[:-1])} {last.in_language(self.language)} {parts[-1]}"

    def _side(self, expr: t.Expr, other: t.Expr) -> str:
        """One side of a comparison: a code is known by what it is compared with."""
        if isinstance(expr, t.Const) and expr.type.kind == "kode":
            return self._code(other, expr.type.codes[expr.value])
        return self._part(expr)

    def _code(self, source: t.Expr, code: str) -> str:
        """A code in the words of the fact, concept or reading that has it."""
        text: Text | None = None
        match source:
            case t.FactRef(_, entity, name):
                text = self.book.vocabulary.facts[entity, name].codes.get(code)
            case t.ConceptRef(_, entity, name):
                text = self.book.concepts[entity, name].phrase_on(code, self.day)
            case t.ReadingRef(name):
                text = self.book.readings[name].texts.get(code)
            case _:
                pass
        return self._quoted(text.in_language(self.language)) if text else code

    def _const(self, value: int, value_type: ValueType) -> str:
        if value_type.kind == "boolsk":
            return word("ja" if value else "nei", self.language)
        if value_type.kind == "kode":
            return value_type.codes[value]
        if value_type.kind == "dato":
            return day_words(date.fromordinal(value).isoformat(), self.language)
        if value_type.scale == 1 or value % value_type.scale == 0:
            return quantity(value // value_type.scale, value_type.unit, self.language)
        return f"{value}/{value_type.scale}"

    def _named(self, expr: t.Expr) -> str:
        text: Text | None = None
        match expr:
            case t.LawDate():
                return _LAW_DATE.in_language(self.language)
            case t.RateRef(name):
                return self._rate(name)
            case t.ReadingRef(name):
                question = self.book.readings[name].question
                return self._say(_READING, question.in_language(self.language) if question else name)
            case t.FactRef(_, entity, name):
                text = self.book.vocabulary.facts[entity, name].label
            case t.ConceptRef(_, entity, name):
                text = self.book.concepts[entity, name].label_on(self.day)
            case _:
                raise AssertionError("not a reference")
        return self._quoted(text.in_language(self.language) if text else name)

    def _rate(self, name: str) -> str:
        """The name of a rate, with its value on the day."""
        rate = self.book.rates[name]
        label = self._quoted(rate.label.in_language(self.language) if rate.label else name)
        row = rate.on(self.day)
        return label if row is None else f"{label} ({quantity(row.value, rate.type.unit, self.language)})"

    def _quoted(self, words: str) -> str:
        return f"“{words}”" if self.language == "en" else f"«{words}»"
