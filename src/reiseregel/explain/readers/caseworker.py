"""The answer for the caseworker: every condition with value, owner and hjemmel, what decided, and what is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reiseregel.decision import PostDecision
from reiseregel.engine import PostInstance
from reiseregel.explain.bounds_text import certainty_lines
from reiseregel.explain.frikort_text import forecast_lines
from reiseregel.explain.judgement import judgements
from reiseregel.explain.next_steps_text import HEADING
from reiseregel.explain.readers import shared_words as w
from reiseregel.explain.readers.told import (
    arithmetic_items,
    automation,
    day_of,
    fact_hjemmel,
    fact_label,
    ground_items,
    label_of,
    otherwise_words,
    outcome_and_amount,
    question_items,
    section,
    short_words,
    source_items,
    source_of,
    step_items,
    value_of,
)
from reiseregel.explain.readers.tree import Node, Tree
from reiseregel.explain.readers.voice import Voice, capital
from reiseregel.explain.words import bounds_words
from reiseregel.prose import Block, Heading, Item, Items, Sentence, paragraph
from reiseregel.vocabulary import Hjemmel


def caseworker_blocks(voice: Voice, *, everything: bool) -> Iterator[Block]:
    """The page for the caseworker: the answer, each post from what decided to every fact, then what is open."""
    yield from headline(voice)
    yield automation(voice)
    tree = Tree(voice, CaseworkerTelling(voice), everything=everything)
    for number, item, post in voice.posts:
        yield Heading(f"{number}. {voice.titles.of(post)}", 2)
        yield from post_blocks(voice, tree, item, post)
    yield from section(voice.say(w.OPEN), question_items(voice))
    yield from section(voice.say(w.JUDGED), judgement_items(voice))
    yield from section(voice.say(w.READINGS), _readings(voice))
    yield from _forecast(voice)
    yield from section(voice.say(HEADING), step_items(voice))
    yield from section(voice.say(w.SOURCES), source_items(voice))


def headline(voice: Voice) -> Iterator[Block]:
    """Outcome and amount, what else it can be, and what is sure although something is missing."""
    decision, language = voice.decision, voice.language
    status, amount = voice.outcome(decision.status), bounds_words(decision.bounds, language)
    without = amount == voice.word("ukjent") or decision.answer is not None
    yield Heading(status if without else f"{status}: {amount}", 1)
    lines = []
    if len(decision.outcomes) > 1:
        lines.append(voice.say(w.POSSIBLE, ", ".join(voice.outcome(outcome).lower() for outcome in decision.outcomes)))
    lines += certainty_lines(decision, language)
    if not decision.exhausted:
        lines.append(voice.word("ikke_uttoemt"))
    if lines:
        yield paragraph(*lines, kind="lead")


def post_blocks(voice: Voice, tree: Tree, item: PostInstance, post: PostDecision) -> Iterator[Block]:
    """One post: the outcome with its hjemmel, the reasons opened by what decided, the sum, and every condition."""
    yield paragraph(voice.sourced(f"{outcome_and_amount(voice, post)}.", post.hjemmel))
    yield from section(voice.say(w.REASONS), ground_items(voice, item, post), 3)
    yield from section(voice.say(w.SUM), arithmetic_items(voice, item), 3)
    partly = post.post.reduced if post.post.answer is not None else ()
    names = (post.post.right,) if post.refused else (post.post.right, *partly, post.post.payable)
    yield Heading(voice.say(w.CONDITIONS), 3)
    yield Items(tree.items(post, names))


class CaseworkerTelling:
    """A condition with its value and hjemmel; a fact with value, owner, source and hjemmel."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.concepts = {concept.id: concept for concept in voice.book.concepts.values()}

    def short(self, name: str, node: Node) -> str:
        """Name and value."""
        return short_words(self.voice, self.concepts, name, node)

    def aside(self, _name: str, _node: Node) -> tuple[Item, ...]:
        """Nothing more."""
        return ()

    def condition(self, name: str, node: Node) -> tuple[Sentence, ...]:
        label = label_of(self.voice, self.concepts[node["begrep"]], day_of(self.voice, name))
        text = f"{capital(label)}: {value_of(self.voice, node)}"
        first = self.voice.sentence(text, Hjemmel(**node["hjemmel"]))
        return (first, Sentence(f"[{self.voice.word('ulest')}]")) if "ordlyd" in node else (first,)

    def fact(self, name: str, node: Node) -> tuple[Sentence, ...]:
        since = f" {self.voice.day(_ordinal(node['fra']))}" if "fra" in node else ""
        label, value = fact_label(self.voice, node["navn"]), value_of(self.voice, node)
        colon = "" if label.endswith("?") else ":"
        text = f"{capital(label)}{colon} {value} [{source_of(self.voice, node)}{since}]"
        hjemmel = fact_hjemmel(self.voice, name, node)
        return (self.voice.sentence(text, *([hjemmel] if hjemmel else [])),)


def judgement_items(voice: Voice) -> Iterator[Item]:
    """Which role judged what, when, and what was weighed."""
    language = voice.language
    for item in judgements(voice.decision, voice.book):
        label, value = item.label.in_language(language), item.value.in_language(language)
        by = voice.say(w.JUDGED_BY, voice.day(_ordinal(item.time[:10])), voice.word(item.role), item.reference)
        weighed = "; ".join(text.in_language(language) for text in item.momenter)
        below = (Item((Sentence(voice.say(w.WEIGHED, weighed)),)),) if weighed else ()
        yield Item((voice.sentence(voice.say(w.JUDGED_AS, capital(label), value), item.hjemmel), Sentence(by)), below)


def _readings(voice: Voice) -> Iterator[Item]:
    """Each reading that bears the answer, and what would come of another."""
    language = voice.language
    for item in voice.decision.rests_on:
        question = item.reading.question.in_language(language) if item.reading.question else item.reading.name
        chosen = item.reading.texts[voice.decision.receipt.readings[item.reading.name]].in_language(language)
        other = item.reading.texts[item.alternative].in_language(language)
        otherwise = otherwise_words(voice, item, other)
        first = voice.sentence(f"{question} {capital(chosen)}.", *item.places)
        yield Item((first,), (Item((Sentence(otherwise),)),), code=item.reading.name)


def _forecast(voice: Voice) -> Iterator[Block]:
    lines = [line for line in forecast_lines(voice.decision.frikort, voice.titles.at, voice.language) if line]
    if lines:
        heading, *rest = lines
        yield Heading(heading, 2)
        yield Items(tuple(Item((Sentence(line.strip()),)) for line in rest))


def _ordinal(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()
