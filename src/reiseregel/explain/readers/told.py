"""What the caseworker and the jurist are both told of a node, a post and an open question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from reiseregel.calendar import LAST_DAY
from reiseregel.decision import Clarification, PostDecision, RestsOn
from reiseregel.decision.clarify import owner_of
from reiseregel.decision.model import Grounds, outcome_words
from reiseregel.decision.to_json import outside_law
from reiseregel.engine import PostInstance
from reiseregel.engine.alike import once_for_alike
from reiseregel.engine.arithmetic import arithmetic
from reiseregel.engine.because import Because, because
from reiseregel.explain.next_steps_text import NEEDS_PERSON, by_whom, each_once
from reiseregel.explain.readers import shared_words as w
from reiseregel.explain.readers.arithmetic_words import arithmetic_sentences
from reiseregel.explain.readers.because_words import condition_sentences
from reiseregel.explain.readers.voice import Voice
from reiseregel.explain.words import WORDS, bounds_words, setting_words, value_words
from reiseregel.facts import Instance
from reiseregel.prose import Block, Heading, Item, Items, Paragraph, Reference, Sentence, paragraph
from reiseregel.rulebook import Concept
from reiseregel.vocabulary import Hjemmel
from reiseregel.vocabulary.settings_by_trust import SETTING

_LAW_DATE = "lovdato"
#: `… dekkes ikke (§ 8 første ledd).`: the sentence, its place and its full stop.
_PLACE_AT_END = re.compile(r"(.*) \(([^()]*§[^()]*)\)([.:?!])")
#: Groups of reasons that say how an amount came about, not why something is refused.
AMOUNTS = ("beregning", "egenandel")


def day_of(voice: Voice, name: str) -> int:
    """The day whose law is read where a node stands."""
    return voice.decision.law_days.get(name.partition("#")[0], LAST_DAY)


def value_of(voice: Voice, node: dict[str, Any]) -> str:
    """The value of a node in words."""
    if isinstance(node["verdi"], bool):
        return voice.word("ja" if node["verdi"] else "nei")
    if node.get("navn", "").startswith("lesning."):
        reading = voice.book.readings[node["navn"].removeprefix("lesning.")]
        return reading.texts[node["verdi"]].in_language(voice.language)
    if (
        node["slag"] == "subsumsjon"
        and isinstance(node["verdi"], dict)
        and set(node["verdi"].get("mulige", ())) == {False, True}
    ):
        return voice.word("aapen").lower()
    return value_words(node, voice.book, voice.language)


def label_of(voice: Voice, concept: Concept, day: int) -> str:
    """What a concept is called under the law of a day."""
    text = concept.label_on(day)
    return text.in_language(voice.language) if text else concept.name


def fact_label(voice: Voice, name: str) -> str:
    """What a fact, rate, reading or list is called."""
    owner, _, rest = name.partition(".")
    text = None
    if name == _LAW_DATE:
        text = w.LAW_DATE
    elif owner == "sats":
        text = voice.book.rates[rest].label
    elif owner == "lesning":
        text = voice.book.readings[rest].question
    elif (owner, rest) in voice.book.vocabulary.facts:
        text = voice.book.vocabulary.facts[owner, rest].label
    else:  # a list that is not given
        children = voice.book.vocabulary.children_of(owner)
        text = next((child.label for child in children if child.member == rest), None)
    return text.in_language(voice.language) if text else rest


def short_words(voice: Voice, concepts: Mapping[str, Concept], name: str, node: dict[str, Any]) -> str:
    """A condition or fact by name and value."""
    if node["slag"] == "subsumsjon":
        return f"{label_of(voice, concepts[node['begrep']], day_of(voice, name))}: {value_of(voice, node)}"
    label = fact_label(voice, node["navn"])
    return f"{label}{'' if label.endswith('?') else ':'} {value_of(voice, node)}"


def fact_hjemmel(voice: Voice, name: str, node: dict[str, Any]) -> Hjemmel | None:
    """Where the law has a fact, a rate or a reading; None for the governing date and what is always given."""
    if "hjemmel" in node:
        return Hjemmel(**node["hjemmel"])
    owner, _, rest = node["navn"].partition(".")
    fact = voice.book.vocabulary.facts.get((owner, rest))
    if fact is not None:
        return fact.hjemmel_on(day_of(voice, name))
    children = voice.book.vocabulary.children_of(owner) if node["navn"] != _LAW_DATE else []
    return next((child.hjemmel_on(day_of(voice, name)) for child in children if child.member == rest), None)


def source_of(voice: Voice, node: dict[str, Any]) -> str:
    """`registeret, kart` or `forskrift, FOR-… fra 1. januar 2026`: who owns a fact and where it comes from."""
    words = [voice.word(node["eier"])]
    if node.get("kilde") == SETTING:
        words.append(setting_words(node["referanse"], voice.book.vocabulary.trusts, voice.language))
    elif node.get("kilde"):
        source = node["kilde"]
        words.append(WORDS[source].in_language(voice.language) if source in WORDS else source)
    return ", ".join(words)


def outcome_and_amount(voice: Voice, post: PostDecision) -> str:
    """`Avslag, 0,00 kr`; the outcome alone where nothing is known of the amount. Without money, what the patient pays
    for the journey, where the post says it.
    """
    outcome = voice.outcome(post.outcomes[0] if len(post.outcomes) == 1 else "aapen")
    amount = bounds_words(post.payable, voice.language)
    if amount == voice.word("ukjent") or not post.post.payable or (post.post.answer is not None and post.refused):
        return outcome
    return f"{outcome}, {amount}" if post.post.answer is None else f"{outcome}, {voice.word('egenandel')} {amount}"


def why(voice: Voice, item: PostInstance, ground: Grounds) -> Because:
    """What decided the concept behind one of a post's reasons."""
    instance, concept = _behind(voice, item, ground)
    return because(voice.evaluator, instance, concept.name)


def _behind(voice: Voice, item: PostInstance, ground: Grounds) -> tuple[Instance, Concept]:
    for reason in item.post.reasons:
        concept = voice.book.concept(reason.entity, reason.concept)
        if reason.code == ground.code and concept.id == ground.concept:
            return item.instance.follow(reason.up, ()), concept
    raise KeyError(ground.concept)


def _conditions(voice: Voice, item: PostInstance, ground: Grounds, *, refused: bool) -> tuple[Sentence, ...]:
    instance, concept = _behind(voice, item, ground)

    def sentences() -> tuple[Sentence, ...]:
        return condition_sentences(because(voice.evaluator, instance, concept.name), voice, refused=refused)

    return once_for_alike(voice.evaluator, instance, concept, (condition_sentences, voice.language, refused), sentences)


def ground_sentence(voice: Voice, ground: Grounds) -> Sentence:
    """The usual sentence of a reason, with the place in the law that its text ends with."""
    text = ground.text.in_language(voice.language)
    found = _PLACE_AT_END.fullmatch(text)
    if found is None:
        return voice.sourced(text, ground.hjemmel)
    place = Reference(found[2], ground.hjemmel.link)
    return Sentence(f"{found[1]}{found[3]}", (place, *voice.practice(ground.hjemmel)))


def ground_items(voice: Voice, item: PostInstance, post: PostDecision) -> Iterator[Item]:
    """Each reason, opened by the conditions that decided it and their values; no condition is told twice of a post."""
    refused = post.outcomes[0] != outcome_words(post.post).post[0]
    told: set[str] = set()
    for ground in post.grounds:
        found = _conditions(voice, item, ground, refused=refused and ground.group not in AMOUNTS)
        lead = tuple(sentence for sentence in found[:1] if sentence.text not in told)
        below = tuple(Item((sentence,)) for sentence in found[1:] if sentence.text not in told)
        told.update(sentence.text for sentence in found)
        yield Item((*lead, ground_sentence(voice, ground)), below, code=ground.code)


def arithmetic_items(voice: Voice, item: PostInstance) -> tuple[Item, ...]:
    """How the amount came about, a line for each step; nothing of a post without one."""
    if not item.post.payable:
        return ()
    evaluator, instance, name = voice.evaluator, item.instance, item.post.payable
    found = once_for_alike(
        evaluator,
        instance,
        voice.book.concepts[instance.entity, name],
        (arithmetic_sentences, voice.language),
        lambda: arithmetic_sentences(arithmetic(evaluator, instance, name), voice),
    )
    return tuple(Item((sentence,)) for sentence in found)


def question_items(voice: Voice) -> Iterator[Item]:
    """Each open question: who settles it, what it can change and where, and the momenter of judgement below it."""
    alike: dict[str, tuple[Clarification, set[int]]] = {}
    for item in voice.decision.clarifications:
        key = _question(voice, item).plain
        alike.setdefault(key, (item, set()))[1].update(item.posts)
    for item, posts in alike.values():
        where = voice.numbers_of(posts)
        changes = voice.say(w.CHANGES["_".join(sorted(item.changes))], where)
        certain = "" if item.certain else f" {voice.say(w.PERHAPS)}"
        fact = item.fact.definition if item.fact else None
        momenter = tuple(Item((Sentence(text.in_language(voice.language)),)) for text in fact.momenter) if fact else ()
        yield Item(
            (_question(voice, item), Sentence(changes + certain)), momenter, code=item.fact.key if item.fact else ""
        )


def _question(voice: Voice, item: Clarification) -> Sentence:
    owner = voice.word(owner_of(item.fact))
    if item.fact is None:
        text, since = outside_law(voice.decision.kind)
        return voice.sentence(f"[{owner}] {text.in_language(voice.language)}", since)
    asked, day = item.fact.definition or item.fact.listed, item.fact.instance.law_day
    assert asked is not None
    question, hjemmel = asked.question_on(day), asked.hjemmel_on(day)
    assert hjemmel is not None
    words = question.in_language(voice.language) if question else item.fact.key
    if item.fact.definition is not None and item.fact.definition.not_modelled is not None:
        words = f"{words} {item.fact.definition.not_modelled.in_language(voice.language)}"
    return voice.sentence(f"[{owner}] {words}", hjemmel)


def step_items(voice: Voice) -> Iterator[Item]:
    """What to do now: who does it and by what channel, then the sentence, with its place in the law and its source."""
    language = voice.language
    for step in each_once(voice.decision):
        text = f"[{by_whom(step, voice.decision.kind, language)}] {step.text.in_language(language)}"
        yield Item((voice.sourced(text, step.hjemmel),), code=step.code)
    if voice.decision.needs_person:
        yield Item((Sentence(voice.say(NEEDS_PERSON)),))


def source_items(voice: Voice, nodes: Collection[str] = ()) -> Iterator[Item]:
    """The sources of practice behind the answer, and behind some nodes of the trace: title and address, where the
    practice holds, and the date the source gives itself.
    """
    decision = voice.decision
    trace = decision.trace if nodes else {}
    looked_at = (node for name, node in trace.items() if name in nodes and "hjemmel" in node)
    places = [
        *(place for _, _, post in voice.posts for place in (post.hjemmel, *(item.hjemmel for item in post.grounds))),
        *(step.hjemmel for step in decision.next_steps),
        *(Hjemmel(**node["hjemmel"]) for node in looked_at),
    ]
    for key in dict.fromkeys(place.kilde for place in places if place.kilde in voice.book.sources):
        source = voice.book.sources[key]
        title = source.title.in_language(voice.language)
        parts = [Sentence(f"{title}.", (Reference(source.link, source.link),) if source.link else ())]
        if source.status in w.SOURCE_STATUS:
            parts.append(Sentence(voice.say(w.SOURCE_STATUS[source.status])))
        if source.date:
            parts.append(Sentence(voice.say(w.SOURCE_DATE, source.date)))
        yield Item(tuple(parts), code=key)


def otherwise_words(voice: Voice, item: RestsOn, other: str) -> str:
    """What would come of another reading: outcome and amount."""
    outcome = " / ".join(voice.outcome(outcome).lower() for outcome in item.outcomes)
    if voice.decision.answer is not None:
        return voice.say(w.OTHERWISE_WITHOUT_MONEY, other, outcome)
    return voice.say(w.OTHERWISE, other, outcome, bounds_words(item.bounds, voice.language))


def section(heading: str, items: Iterator[Item] | tuple[Item, ...], level: int = 2) -> Iterator[Block]:
    """A heading with a list; nothing without items."""
    listed = tuple(items)
    if listed:
        yield Heading(heading, level)
        yield Items(listed)


def automation(voice: Voice) -> Paragraph:
    """Whether a person must look at it, and why."""
    without_money = voice.decision.answer is not None
    if voice.decision.automatic:
        return paragraph(f"{voice.word('automatisk')}.")
    reasons = []
    for code in voice.decision.not_automatic:
        name, _, detail = code.partition(":")
        name = "nei" if name == "avslag" and without_money else name
        reading = voice.book.readings.get(detail)
        asked = reading.question.in_language(voice.language) if reading and reading.question else detail
        reasons.append(voice.word(f"aa_{name}").format(f"«{asked}»"))
    return paragraph(f"{voice.word('person')}: {'; '.join(reasons)}.")
