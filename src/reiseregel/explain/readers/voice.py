"""One answer told in one language: values, names and places in the law as its readers see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from babel.numbers import format_decimal

from reiseregel.decision import Answered, Bounds, Decision, PostDecision
from reiseregel.engine import Evaluator, PostInstance
from reiseregel.engine.because import Term
from reiseregel.engine.remembering import remembering
from reiseregel.engine.trace import Nodes
from reiseregel.errors import Language, Text
from reiseregel.explain.expression_words import expression_words
from reiseregel.explain.readers.shared_words import AGE, DAY_NUMBER, LAW_DATE, RATE_FROM
from reiseregel.explain.titles import PostTitles
from reiseregel.explain.words import NBSP, bounds_words, clock, hjemmel_words, is_clock, outcome_word, quantity, word
from reiseregel.explain.words import day as day_words
from reiseregel.facts import Instance
from reiseregel.prose import Reference, Sentence
from reiseregel.quantities import ValueType
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.model import RateRow
from reiseregel.sets import Values, bits, is_single, shown_bound, single
from reiseregel.vocabulary import Hjemmel

#: The law whose name goes without saying.
_OWN_LAW = "pasientreiseforskriften"
#: So many places in the law, alone or together, are kept in words.
_KEPT = 4_096
_LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


@dataclass(slots=True)
class Voice:
    """The answer and the language it is told in."""

    answered: Answered
    language: Language
    titles: PostTitles = field(init=False)
    instances: Mapping[str, Instance] = field(init=False)
    #: The plain pass over the case; a page looks at the same conditions many times.
    evaluator: Evaluator = field(init=False)

    def __post_init__(self) -> None:
        self.titles = PostTitles(self.decision, self.book, self.language)
        self.instances = self.answered.evaluator.facts.by_place
        nodes = self.decision.nodes
        self.evaluator = nodes.evaluator if isinstance(nodes, Nodes) else remembering(self.answered.evaluator)

    @property
    def decision(self) -> Decision:
        """The decision that is told."""
        return self.answered.decision

    @property
    def book(self) -> RuleBook:
        """The rules it was decided by."""
        return self.answered.book

    def say(self, words: Text, *parts: object, **named: object) -> str:
        """Words with their blanks filled in."""
        return words.in_language(self.language).format(*parts, **named)

    def word(self, name: str) -> str:
        """One of the program's own words."""
        return word(name, self.language)

    def outcome(self, code: str) -> str:
        """What an outcome is called; in an answer without money by its own words."""
        return outcome_word(code, self.decision.answer, self.language)

    @property
    def posts(self) -> list[tuple[int, PostInstance, PostDecision]]:
        """The posts that are told of, with their numbers from 1: of the leaves of a tree those that may be reached."""
        leaves = self.decision.answer is not None and self.decision.answer.of_leaves
        pairs = zip(self.answered.posts, self.decision.posts, strict=True)
        told = ((item, post) for item, post in pairs if not (leaves and post.refused))
        return [(number, item, post) for number, (item, post) in enumerate(told, 1)]

    def numbers_of(self, posts: Iterable[int]) -> str:
        """`1, 2 og 4`: posts by their place in the decision, as they are numbered on the page."""
        told = {item.number: number for number, item, _ in self.posts}
        return self.numbers(sorted(told[post] for post in posts if post in told))

    def reference(self, hjemmel: Hjemmel) -> Reference:
        """A place in the law, with its address."""
        return Reference(hjemmel_words(hjemmel, self.language), hjemmel.link)

    def practice(self, *places: Hjemmel) -> tuple[Reference, ...]:
        """The sources of practice that tell how places in the law are followed, by title, with their addresses."""
        keys = dict.fromkeys(place.kilde for place in places if place.kilde)
        found = [self.book.sources[key] for key in keys if key in self.book.sources]
        return tuple(Reference(source.title.in_language(self.language), source.link) for source in found)

    def sourced(self, text: str, *places: Hjemmel) -> Sentence:
        """A sentence with the places it rests on, and the sources of practice behind them."""
        plain = self.sentence(text, *places)
        return Sentence(plain.text, (*plain.references, *self.practice(*places)))

    def sentence(self, text: str, *places: Hjemmel) -> Sentence:
        """A sentence with the places it rests on, each once; the name of a law is said with its first place only."""
        return Sentence(text, _references(places, self.language))

    def day(self, ordinal: int) -> str:
        """`4. mai 2026`"""
        return day_words(date.fromordinal(ordinal).isoformat(), self.language)

    def rate_from(self, row: RateRow) -> str:
        """`sats fra 1. januar 2026`"""
        words = self.say(RATE_FROM, self.day(row.since))
        return f"{words}; {self.word('aa_foreloepig_sats')}" if row.status == "foreloepig" else words

    def number(self, value: Fraction, value_type: ValueType) -> str:
        """An exact number in its unit; øre that are not whole with the decimals they have."""
        if value.denominator == 1 and value_type.unit == "dager":
            return self.say(DAY_NUMBER, int(value))
        if value.denominator == 1:
            return quantity(int(value), value_type.unit, self.language)
        shown = format_decimal(_decimal(value / 100), "#,##0.######", locale=_LOCALES[self.language])
        return f"NOK{NBSP}{shown}" if self.language == "en" else f"{shown}{NBSP}kr"

    def value(self, term: Term) -> str:
        """The value of a term in words; what is open as what it can be."""
        if term.expr.type.kind == "tall":
            assert isinstance(term.values, tuple)
            if is_single(term.values) and isinstance(term.expr, t.FactRef | t.ConceptRef) and is_clock(term.expr.name):
                return clock(term.values[0], self.language)
            if is_single(term.values):
                return self.number(Fraction(term.values[0], term.expr.type.scale), term.expr.type)
            low, high = (shown_bound(bound) for bound in term.values)
            if term.expr.type.unit == "oere":
                return bounds_words(Bounds(low, high), self.language)
            return self.word("ukjent")
        if not is_single(term.values):
            return self.word("ukjent")
        if term.expr.type.kind == "dato":
            return self.day(single(term.values))
        return self.code(term.expr, single(term.values), term.instance.law_day)

    def shown(self, values: Values, value_type: ValueType) -> str:
        """Values without a name of their own: a yes/no, a number or a date."""
        return self.value(Term(t.Const(0, value_type), self.evaluator.facts.root, values))

    def code(self, expr: t.Expr, position: int, day: int) -> str:
        """A yes/no or code in the words of what has it."""
        if expr.type.kind == "boolsk":
            return self.word("ja" if position else "nei")
        name, text = expr.type.codes[position], None
        match expr:
            case t.FactRef(_, entity, fact):
                text = self.book.vocabulary.facts[entity, fact].codes.get(name)
            case t.ConceptRef(_, entity, concept):
                text = self.book.concepts[entity, concept].phrase_on(name, day)
            case t.ReadingRef(reading):
                text = self.book.readings[reading].texts.get(name)
            case _:
                pass
        return text.in_language(self.language) if text else name

    def numbers(self, numbers: Iterable[int]) -> str:
        """`1, 2 og 4`"""
        return self._listed([str(number) for number in numbers], "og")

    def _listed(self, words: list[str], last: str) -> str:
        """Words in a row, with «og» or «eller» before the last."""
        return f" {self.word(last)} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

    def codes(self, expr: t.Expr, mask: int, day: int) -> str:
        """Several codes, with «eller» before the last."""
        return self._listed([self.code(expr, position, day) for position in bits(mask)], "eller")

    def name(self, term: Term) -> str:
        """What a term is called, without its value; an expression by how it is worked out."""
        text: Text | None = None
        match term.expr:
            case t.LawDate():
                return self.say(LAW_DATE)
            case t.WholeYears():
                return self.say(AGE)
            case t.FactRef(_, entity, name):
                text = self.book.vocabulary.facts[entity, name].label
            case t.ConceptRef(_, entity, name):
                text = self.book.concepts[entity, name].label_on(term.instance.law_day)
            case t.RateRef(name):
                text = self.book.rates[name].label
            case t.ReadingRef(name):
                text = self.book.readings[name].question
            case _:
                return expression_words(term.expr, self.book, term.instance.law_day, self.language)
        return text.in_language(self.language) if text else name


@lru_cache(_KEPT)
def _references(places: tuple[Hjemmel, ...], language: Language) -> tuple[Reference, ...]:
    found: list[Reference] = []
    for number, place in enumerate(places):
        again = place.lov in {before.lov for before in places[:number]}
        shown = replace(place, lov=_OWN_LAW) if again else place
        found.append(Reference(hjemmel_words(shown, language), place.link))
    return tuple(dict.fromkeys(found))


def capital(words: str) -> str:
    """The words with a capital letter first."""
    return words[:1].upper() + words[1:]


def _decimal(value: Fraction) -> Decimal:
    """The same number; a rate has so few parts that it ends after a handful of decimals."""
    with localcontext() as context:
        context.prec = 40
        return Decimal(value.numerator) / Decimal(value.denominator)
