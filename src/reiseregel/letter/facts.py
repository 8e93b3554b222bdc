"""The facts that bore the answer: those in the conditions that decided, and the numbers that were reckoned with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reiseregel.decision import PostDecision
from reiseregel.engine import PostInstance
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
    arithmetic,
)
from reiseregel.engine.because import Because, Compared, Deciding, Stated, Term, deciding
from reiseregel.explain.readers.because_words import MOST_CONDITIONS
from reiseregel.explain.readers.documents import is_about
from reiseregel.explain.readers.told import why
from reiseregel.explain.readers.voice import Voice, capital
from reiseregel.explain.words import value_words
from reiseregel.letter import words as w
from reiseregel.letter.names import together, uncapped
from reiseregel.letter.status import NOT_GRANTED
from reiseregel.rulebook import tree as t


def facts_of(voice: Voice, posts: Iterable[tuple[PostInstance, PostDecision]]) -> tuple[str, ...]:
    """A line for each fact: what it is called, its value, and where it comes from.

    Where one fact has several values, the line says which post it is of. What a title says already, such as whose
    journey it is and which way, is left out. A demand for repayment rests on few facts, and names all that are known
    (forvaltningsloven § 25).
    """
    if voice.decision.kind == "tilbakekreving":
        return tuple(_said(voice, told) for name in voice.decision.trace if (told := _told(voice, name)) is not None)
    found: dict[_Fact, dict[str, None]] = {}
    for item, post in posts:
        for term in _bearing(voice, item, post):
            said = _line(voice, term, post)
            if said is not None:
                names = _names(voice, term.instance.path, post)
                found.setdefault(said, {}).update(dict.fromkeys(names))
    labels = [fact.label for fact in found]
    return tuple(
        _said(voice, fact, () if labels.count(fact.label) == 1 else tuple(names)) for fact, names in found.items()
    )


def _names(voice: Voice, place: str, post: PostDecision) -> Iterator[str]:
    """The post a fact is of: the one it bears on, or those of the journey or traveller it belongs to."""
    if is_about(place, post.place):
        yield voice.titles.of(post)
        return
    yield from (voice.titles.of(other) for other in voice.decision.posts if is_about(place, other.place))


@dataclass(frozen=True, slots=True)
class _Fact:
    """A known fact in words."""

    label: str
    value: str
    source: str


def _said(voice: Voice, fact: _Fact, names: Sequence[str] = ()) -> str:
    about = voice.say(w.FACT_ABOUT, fact.label, uncapped(together(voice, names))) if names else fact.label
    return voice.say(w.FACT, about, fact.value, fact.source)


def _bearing(voice: Voice, item: PostInstance, post: PostDecision) -> Iterator[Term]:
    for ground in post.grounds:
        for condition in _conditions(why(voice, item, ground), item, post):
            match condition.atom:
                case Compared(_, left, right):
                    yield from _behind(voice, left)
                    yield from _behind(voice, right)
                case Stated(term):
                    yield term
    yield from _given(arithmetic(voice.answered.evaluator, item.instance, item.post.payable))


def _conditions(found: Because, item: PostInstance, post: PostDecision) -> tuple[Deciding, ...]:
    """All that decided a refusal or a cut, when they are few; of any other ground only its own conditions."""
    conditions = tuple(deciding(found))
    against = post.outcomes[0] in NOT_GRANTED or found.concept.name in item.post.reduced
    if against and len(conditions) <= MOST_CONDITIONS:
        return conditions
    return tuple(condition for condition in conditions if condition.by.concept is found.concept)


def _behind(voice: Voice, term: Term) -> Iterator[Term]:
    """A term that was compared; a concept by the numbers it was made from."""
    if isinstance(term.expr, t.ConceptRef):
        yield from _given(arithmetic(voice.answered.evaluator, term.instance, term.expr.name))
    else:
        yield term


def _given(step: Step | None) -> Iterator[Term]:
    match step:
        case Given(term):
            yield term
        case Named(step=inner) | Divided(inner) | Rounded(inner) | Wholes(inner) | Days(count=inner):
            yield from _given(inner)
        case Product(left, right) | Difference(left, right) | Bounded(_, left, right):
            yield from _given(left)
            yield from _given(right)
        case Total(parts):
            for part in parts:
                yield from _given(part)


def _line(voice: Voice, term: Term, post: PostDecision) -> _Fact | None:
    if not isinstance(term.expr, t.FactRef):
        return None
    fact = voice.book.vocabulary.facts[term.expr.entity, term.expr.name]
    if fact.content and fact.name in post.content:
        return None
    return _told(voice, f"{term.instance.path}#{term.expr.entity}.{term.expr.name}")


def _told(voice: Voice, name: str) -> _Fact | None:
    """What a node says; None for what is no known fact, or is told of as an assessment."""
    node = voice.decision.trace.get(name)
    entity, _, own = name.rpartition("#")[2].partition(".")
    fact = voice.book.vocabulary.facts.get((entity, own))
    if node is None or fact is None or fact.label is None or "rolle" in node or isinstance(node["verdi"], dict):
        return None
    label = capital(fact.label.in_language(voice.language))
    source = voice.say(w.SOURCES[str(node.get("kilde", node["eier"]))])
    return _Fact(label, value_words(node, voice.book, voice.language), source)
