"""The answer for the jurist: the full tree with rule versions and periods of law, readings with all alternatives."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.engine.because import deciding_clause
from reiseregel.explain.next_steps_text import HEADING
from reiseregel.explain.readers import jurist_words as j
from reiseregel.explain.readers import shared_words as w
from reiseregel.explain.readers.caseworker import headline, judgement_items
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
from reiseregel.prose import Block, Heading, Item, Items, Sentence, paragraph
from reiseregel.rulebook import Clause, Concept
from reiseregel.rulebook.model import MAIN, Reading
from reiseregel.sets import NO
from reiseregel.vocabulary import Hjemmel


def jurist_blocks(voice: Voice) -> Iterator[Block]:
    """The page for the jurist: the answer, the law it follows, each post with its tree, the readings."""
    yield from headline(voice)
    yield automation(voice)
    yield from section(voice.say(j.LAW), _law(voice))
    tree = Tree(voice, JuristTelling(voice), everything=True)
    for number, item, post in voice.posts:
        yield Heading(f"{number}. {voice.titles.of(post)}", 2)
        yield paragraph(voice.sourced(f"{outcome_and_amount(voice, post)}.", post.hjemmel))
        yield from section(voice.say(w.REASONS), ground_items(voice, item, post), 3)
        yield from section(voice.say(w.SUM), arithmetic_items(voice, item), 3)
        about = post.post
        amounts = (*about.reduced, about.computed, about.own_share, about.payable)
        yield Heading(voice.say(j.TREE), 3)
        yield Items(tree.items(post, (about.right, *amounts)))
    yield from section(voice.say(w.OPEN), question_items(voice))
    yield from section(voice.say(w.JUDGED), judgement_items(voice))
    yield from section(voice.say(j.READINGS), _readings(voice, tree.shown))
    yield from section(voice.say(HEADING), step_items(voice))
    yield from section(voice.say(w.SOURCES), source_items(voice, tree.shown))


def _law(voice: Voice) -> Iterator[Item]:
    """The day whose law each post follows, and the period the rules are written for."""
    days: dict[int, list[int]] = {}
    for number, _, post in voice.posts:
        days.setdefault(voice.decision.law_days[post.place], []).append(number)
    for day, numbers in sorted(days.items()):
        yield Item((Sentence(voice.say(j.LAW_OF, voice.day(day), voice.numbers(numbers))),))
    covered = voice.decision.receipt.covered
    if covered is not None:
        yield Item((Sentence(voice.say(j.COVERED, voice.day(covered.since), voice.day(covered.until))),))


class JuristTelling:
    """A rule with its id, the clause that decided and its period; a rate with its period; a reading with its status."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.concepts = {concept.id: concept for concept in voice.book.concepts.values()}

    def short(self, name: str, node: Node) -> str:
        """Name and value."""
        return short_words(self.voice, self.concepts, name, node)

    def aside(self, name: str, node: Node) -> tuple[Item, ...]:
        """The exceptions that would have given another value and were not made, each with its place in the law."""
        instance = self.voice.instances.get(name.partition("#")[0])
        version = self.concepts[node["begrep"]].version_on(day_of(self.voice, name))
        if instance is None or version is None or not instance.covered:
            return ()
        tried, values = [], self.voice.evaluator.concept(instance, self.concepts[node["begrep"]].name)[0]
        decided = deciding_clause(self.voice.evaluator, instance, version)
        for clause in version.clauses:
            if clause.condition is None or clause is decided:
                break
            evaluate = self.voice.evaluator.evaluate
            if evaluate(clause.condition, instance)[0] == NO and evaluate(clause.value, instance)[0] != values:
                tried.append(clause)
        if not tried:
            return ()
        ends = (*(";" for _ in tried[1:]), ".")
        named = [self.voice.sentence(clause.id + end, clause.hjemmel) for clause, end in zip(tried, ends, strict=True)]
        return (Item((Sentence(self.voice.say(j.NOT_MADE)), *named), mark="–"),)

    def condition(self, name: str, node: Node) -> tuple[Sentence, ...]:
        voice, concept = self.voice, self.concepts[node["begrep"]]
        label = label_of(voice, concept, day_of(voice, name))
        first = voice.sentence(f"{capital(label)}: {value_of(voice, node)}", Hjemmel(**node["hjemmel"]))
        return (first, Sentence(self._rule(name, node, concept)))

    def _rule(self, name: str, node: Node, concept: Concept) -> str:
        voice, day = self.voice, day_of(self.voice, name)
        version, instance = concept.version_on(day), voice.instances.get(name.partition("#")[0])
        if version is None or (instance is not None and not instance.covered):
            return f"[{concept.id}; {voice.say(j.NO_RULE)}]"
        if instance is not None:
            clause = deciding_clause(voice.evaluator, instance, version)
        else:
            clause = next((clause for clause in version.clauses if clause.id == node["avgjort_av"]), None)
        if clause is None:
            return f"[{concept.id}; {voice.say(j.OPEN_RULE)}]"
        by = voice.say(j.MAIN_RULE) if clause.id == MAIN else voice.say(j.EXCEPTION, clause.id)
        unread = f"; {voice.word('ulest')}" if not clause.wording_read else ""
        return f"[{concept.id}; {by}; {_period(voice, *_in_force(concept, clause, day))}{unread}]"

    def fact(self, name: str, node: Node) -> tuple[Sentence, ...]:
        voice = self.voice
        label, value = fact_label(voice, node["navn"]), value_of(voice, node)
        colon = "" if label.endswith("?") else ":"
        hjemmel = fact_hjemmel(voice, name, node)
        first = voice.sentence(f"{capital(label)}{colon} {value}", *([hjemmel] if hjemmel else []))
        parts = [node["navn"], source_of(voice, node)]
        if "fra" in node:
            parts.append(self._rate_period(node))
        if "status" in node:
            parts.append(voice.say(j.STATUS[node["status"]]))
        if node.get("referanse"):
            parts.append(node["referanse"])
        return (first, Sentence(f"[{'; '.join(parts)}]"))

    def _rate_period(self, node: Node) -> str:
        rows = self.voice.book.rates[node["navn"].removeprefix("sats.")].rows
        since = date.fromisoformat(node["fra"]).toordinal()
        later = [row.since for row in rows if row.since > since]
        return _period(self.voice, since, min(later) - 1 if later else LAST_DAY)


def _in_force(concept: Concept, clause: Clause, day: int) -> tuple[int, int]:
    """The first and last day on which a concept has a clause as it stands, around a day."""
    since = until = day
    for version in concept.versions:
        if not any(_same(clause, other) for other in version.clauses):
            continue
        if version.since <= day <= version.until:
            since, until = version.since, version.until
    grown = True
    while grown:
        grown = False
        for version in concept.versions:
            if any(_same(clause, other) for other in version.clauses):
                if version.until == since - 1:
                    since, grown = version.since, True
                if version.since == until + 1:
                    until, grown = version.until, True
    return max(since, clause.since), until


def _same(clause: Clause, other: Clause) -> bool:
    return (clause.id, clause.since, clause.place) == (other.id, other.since, other.place)


def _period(voice: Voice, since: int, until: int) -> str:
    if since <= FIRST_DAY and until >= LAST_DAY:
        return voice.say(j.ALWAYS)
    if until >= LAST_DAY:
        return voice.say(j.SINCE, voice.day(since))
    return voice.say(j.BETWEEN, voice.day(since), voice.day(until))


def _readings(voice: Voice, shown: Container[str]) -> Iterator[Item]:
    """Each reading in the tree or that bears the answer: the alternative chosen with its basis, and the others."""
    bears = {item.reading.name for item in voice.decision.rests_on}
    for reading in voice.book.readings.values():
        nodes = [name for name in voice.decision.trace if name.partition("@")[0] == f"lesning.{reading.name}"]
        if any(name in shown or reading.name in bears for name in nodes):
            yield _reading(voice, reading)


def _reading(voice: Voice, reading: Reading) -> Item:
    language, chosen = voice.language, voice.decision.receipt.readings[reading.name]
    question = reading.question.in_language(language) if reading.question else reading.name
    places = [
        Hjemmel(**node["hjemmel"])
        for node in voice.decision.trace.values()
        if node.get("navn") == f"lesning.{reading.name}"
    ]
    first = voice.sentence(f"{question} {capital(reading.texts[chosen].in_language(language))}.", *places)
    below = [Item((Sentence(f"[{reading.name} = {chosen}; {voice.say(j.STATUS[reading.status])}]"),))]
    if reading.basis is not None:
        below.append(Item((Sentence(voice.say(j.BASIS, reading.basis.in_language(language))),)))
    others = [code for code in reading.codes if code != chosen]
    below += [Item((Sentence(voice.say(j.OTHER, reading.texts[code].in_language(language), code)),)) for code in others]
    below += [
        Item((Sentence(voice.say(j.REJECTED, code, text.in_language(language))),))
        for code, text in reading.rejected.items()
    ]
    for item in voice.decision.rests_on:
        if item.reading.name == reading.name:
            other = item.reading.texts[item.alternative].in_language(language)
            below.append(Item((Sentence(otherwise_words(voice, item, other)),)))
    return Item((first,), tuple(below), code=reading.name)
