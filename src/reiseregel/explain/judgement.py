"""Who judged what: each assessment behind an answer as data and as lines; and the momenter of an open question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reiseregel.decision import Decision
from reiseregel.engine.trace import TraceNode
from reiseregel.errors import LANGUAGES, Language, Text
from reiseregel.explain.bearing import Bearing
from reiseregel.explain.words import WORDS, day, hjemmel_words, value_words
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary import FactDef, Hjemmel

_HEADING = Text("Vurdert av saksbehandler", "Vurdert av saksbehandlar", "Assessed by the caseworker")
_WEIGHED = Text("Lagt vekt på", "Lagt vekt på", "Weighed")
_TO_WEIGH = Text("Momenter å vurdere", "Moment å vurdere", "To be weighed")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One assessment, or several alike of the same fact in different places.

    `momenter` are the considerations weighed, in words. `time` is RFC 3339 in UTC; `reference` is the caseworker
    system's own. `places` are JSON pointers of what was judged; `posts` the lines of the answer it bears on, from 0.
    """

    fact: FactDef
    label: Text
    value: Text
    momenter: tuple[Text, ...]
    role: str
    reference: str
    time: str
    hjemmel: Hjemmel
    places: tuple[str, ...]
    posts: tuple[int, ...]


def judgements(decision: Decision, book: RuleBook) -> tuple[Judgement, ...]:
    """Every assessment that the rules looked at, in the order of the trace; alike ones are told once."""
    alike: dict[tuple[object, ...], tuple[FactDef, TraceNode, list[str]]] = {}
    for name, node in decision.receipt.traced.assessed:
        place, fact = name.rpartition("#")[0], _fact(book, node["navn"])
        told = (node["navn"], repr(node["verdi"]), tuple(node["momenter"]), node["rolle"], node["referanse"])
        key = (*told, node["tidspunkt"], fact.hjemmel_on(decision.law_days[place]))
        alike.setdefault(key, (fact, node, []))[2].append(place)
    if not alike:
        return ()
    posts = _Posts(decision, book)
    return tuple(_judgement(decision, book, fact, node, tuple(places), posts) for fact, node, places in alike.values())


def judgement_lines(decision: Decision, book: RuleBook, language: Language) -> Iterator[str]:
    """The assessments under a heading, each with value, hjemmel, reference, day, and what was weighed."""
    found = judgements(decision, book)
    if found:
        yield _HEADING.in_language(language)
    for item in found:
        numbers = ", ".join(f"{post + 1}." for post in item.posts)
        about = f"  {numbers} " if numbers else "  "
        label, value = item.label.in_language(language), item.value.in_language(language)
        source = f"{hjemmel_words(item.hjemmel, language)}; {item.reference}, {day(item.time[:10], language)}"
        yield f"{about}{label[:1].upper()}{label[1:]}: {value} ({source})"
        if item.momenter:
            weighed = "; ".join(text.in_language(language) for text in item.momenter)
            yield f"     {_WEIGHED.in_language(language)}: {weighed}"


def momenter_lines(fact: FactDef, language: Language) -> Iterator[str]:
    """What to weigh at an open question of judgement, numbered from 1, under the name the fact is answered by."""
    yield f"{_TO_WEIGH.in_language(language)} ({fact.key}):"
    for number, text in enumerate(fact.momenter, 1):
        yield f"  {number}. {text.in_language(language)}"


class _Posts:
    """The posts that an assessment is about: those at the place, above or below it, that were reached through it. Sums
    of the whole claim reach the other posts too, and do not make the assessment one of them.
    """

    def __init__(self, decision: Decision, book: RuleBook) -> None:
        bearing = Bearing(decision, book)
        self._reached = [(post.place, bearing.of(post)) for post in decision.posts]

    def of(self, fact: FactDef, places: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(
            number
            for number, (at, reached) in enumerate(self._reached)
            if any(f"{place}#{fact.key}" in reached and _in_line(at, place) for place in places)
        )


def _judgement(
    decision: Decision, book: RuleBook, fact: FactDef, node: TraceNode, places: tuple[str, ...], posts: _Posts
) -> Judgement:
    return Judgement(
        fact=fact,
        label=fact.label or Text(fact.name, fact.name, fact.name),
        value=_value(node, book, fact),
        momenter=tuple(fact.momenter[number] for number in node["momenter"]),
        role=node["rolle"],
        reference=node["referanse"],
        time=node["tidspunkt"],
        hjemmel=fact.hjemmel_on(decision.law_days[places[0]]),
        places=places,
        posts=posts.of(fact, places),
    )


def _value(node: TraceNode, book: RuleBook, fact: FactDef) -> Text:
    value = node["verdi"]
    known = WORDS["ja" if value else "nei"] if isinstance(value, bool) else fact.codes.get(str(value))
    return known or Text(*(value_words(node, book, language) for language in LANGUAGES))


def _fact(book: RuleBook, name: str) -> FactDef:
    entity, _, own = name.partition(".")
    return book.vocabulary.facts[entity, own]


def _in_line(place: str, other: str) -> bool:
    """One of the two is within the other, or they are the same."""
    return f"{place}/".startswith(f"{other}/") or f"{other}/".startswith(f"{place}/")
