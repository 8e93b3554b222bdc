"""The trace below a post as a list within lists: conditions with ✓ ✗ ? =, facts with their value and who owns them.

What is said of each line differs: `Telling` is how a reader is told.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Protocol

from reiseregel.decision import PostDecision
from reiseregel.engine.alike import alike, way_to
from reiseregel.engine.bearing import bearing
from reiseregel.engine.evaluate import version_for
from reiseregel.engine.references import LAW_DATE
from reiseregel.engine.remembering import Remembering
from reiseregel.explain.readers.alike import Below, Line, fact_hangs_on, keep, lines_of
from reiseregel.explain.readers.shared_words import SHOWN_ABOVE
from reiseregel.explain.readers.voice import Voice
from reiseregel.facts import Instance
from reiseregel.prose import Item, Sentence
from reiseregel.rulebook import Concept

Node = dict[str, Any]
_NOWHERE: tuple[dict[Hashable, Any], None] = {}, None


class Telling(Protocol):
    """How the lines are worded for a reader."""

    def condition(self, name: str, node: Node) -> tuple[Sentence, ...]:
        """A concept with its value; `name` is the node's id."""

    def fact(self, name: str, node: Node) -> tuple[Sentence, ...]:
        """A fact, a rate, a reading or the governing date."""

    def short(self, name: str, node: Node) -> str:
        """Either of them by name and value only."""

    def aside(self, name: str, node: Node) -> tuple[Item, ...]:
        """More lines below a concept."""


class Tree:
    """Items of one answer. What is already shown is named and pointed back to.

    Only what bears is shown, or `everything` the rules look at.
    """

    def __init__(self, voice: Voice, telling: Telling, *, everything: bool) -> None:
        self.voice, self.telling, self.everything = voice, telling, everything
        self.nodes = voice.decision.nodes
        self.shown: dict[str, Line] = {}
        self.lines, self.reader = lines_of(voice.book), (type(telling), voice.language)
        self.concepts = self.lines.layout.by_id

    def items(self, post: PostDecision, concepts: Iterable[str]) -> tuple[Item, ...]:
        """The lines of some concepts of a post, each once; a post has no concept for a column it lacks."""
        ids = dict.fromkeys(self.voice.book.concept(post.post.entity, name).id for name in concepts if name)
        return tuple(self.item(f"{post.place}#{concept}") for concept in ids)

    def item(self, name: str, above: str = "") -> Item:
        """The line of a node, with the lines of what it refers to. `above` is what refers to it."""
        if name in self.shown:
            return Item((Sentence(self.voice.say(SHOWN_ABOVE, self.shown[name].short)),), mark="↑", code=name)
        place, mark, rest = name.partition("#")
        instance = self.voice.instances.get(place) if mark else None
        line = self.shown[name] = self._line(name, instance, rest, above)
        below, again = list(line.aside), list[str]()
        for child in line.below:
            child_name = child.name(instance)
            shown = self.shown.get(child_name)
            if shown is None:
                below.append(self.item(child_name, name))
            else:
                again.append(shown.short)
        if again:
            below.append(Item((Sentence(self.voice.say(SHOWN_ABOVE, "; ".join(again))),), mark="↑"))
        return Item(line.sentences, tuple(below), line.mark, name)

    def _line(self, name: str, instance: Instance | None, rest: str, above: str) -> Line:
        kept, hangs_on = _NOWHERE if self.everything else self._kept(name, instance, rest)
        line = kept.get(hangs_on)
        if line is None:
            if above:
                self.nodes[above]  # its maker tells how to make what it refers to
            line = self._told(name, instance, self.nodes[name])
            if hangs_on is not None:
                keep(kept, hangs_on, line)
        return line

    def _kept(self, name: str, instance: Instance | None, rest: str) -> tuple[dict[Hashable, Any], Hashable | None]:
        """Where a line is kept, and under what; None when nobody knows what it hangs on."""
        if instance is None:
            if name.startswith(("/", "#")):
                return _NOWHERE
            reading = name.partition("@")[0].removeprefix("lesning.")
            return self.lines.kept, (self.reader, name, self.voice.evaluator.readings.get(reading))
        concept = self.concepts.get(rest)
        if concept is not None:
            return self._kept_of_concept(instance, concept)
        if rest in self.lines.facts:
            return self.lines.kept, (self.reader, fact_hangs_on(instance, self.lines.facts[rest]))
        return (self.lines.kept, (self.reader, rest, instance.law_date)) if rest == LAW_DATE else _NOWHERE

    def _kept_of_concept(self, instance: Instance, concept: Concept) -> tuple[dict[Hashable, Any], Hashable | None]:
        version, evaluator = version_for(instance, concept), self.voice.evaluator
        if version is None or not isinstance(evaluator, Remembering):
            return _NOWHERE
        found = alike(evaluator, instance, version)
        if found is None:
            return _NOWHERE
        return found.told, (self.reader, evaluator.concept(instance, concept.name)[0])

    def _told(self, name: str, instance: Instance | None, node: Node) -> Line:
        short = self.telling.short(name, node)
        if node["slag"] == "faktum":
            return Line(self.telling.fact(name, node), short, "·")
        below = tuple(self._below(child, instance) for child in self._worth_showing(instance, node))
        return Line(self.telling.condition(name, node), short, _mark(node), below, self.telling.aside(name, node))

    def _below(self, name: str, instance: Instance | None) -> Below:
        """A name as seen from an entity. What may stand in an unknown list is seen from whoever has the list."""
        place, mark, _ = name.partition("#")
        if instance is None or not mark:
            return Below(None, name)
        instances = self.voice.instances
        while place not in instances:
            place = place.rpartition("/")[0]
        return Below(way_to(instances[place], instance), name[len(place) :])

    def _worth_showing(self, instance: Instance | None, node: Node) -> list[str]:
        children: list[str] = node["barn"]
        if self.everything or instance is None:
            return children
        bears = bearing(self.voice.evaluator, instance, self.concepts[node["begrep"]])
        return [child for child in children if _undated(child) in bears]


def _undated(name: str) -> str:
    """A rate or a reading without the day it is told from."""
    return name if name.startswith(("/", "#")) else name.partition("@")[0]


def _mark(node: Node) -> str:
    if isinstance(node["verdi"], bool):
        return "✓" if node["verdi"] else "✗"
    return "?" if is_open(node) else "="


def is_open(node: Node) -> bool:
    """True when the value of a node is not known."""
    value = node["verdi"]
    return value is None or (isinstance(value, dict) and "deler" not in value)
