"""The trace below a post as a list within lists: conditions with ✓ ✗ ? =, facts with their value and who owns them.

What is said of each line differs: `Telling` is how a reader is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from reiseregel.decision import PostDecision
from reiseregel.engine.bearing import bearing
from reiseregel.explain.readers.shared_words import SHOWN_ABOVE
from reiseregel.explain.readers.voice import Voice
from reiseregel.prose import Item, Sentence

Node = dict[str, Any]


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
        self.shown: set[str] = set()
        self.concepts = {concept.id: concept for concept in voice.book.concepts.values()}

    def items(self, post: PostDecision, concepts: Iterable[str]) -> tuple[Item, ...]:
        """The lines of some concepts of a post, each once; a post has no concept for a column it lacks."""
        ids = dict.fromkeys(self.voice.book.concept(post.post.entity, name).id for name in concepts if name)
        return tuple(self.item(f"{post.place}#{concept}") for concept in ids)

    def item(self, name: str) -> Item:
        """The line of a node, with the lines of what it refers to."""
        node = self.nodes[name]
        if node["slag"] == "faktum":
            self.shown.add(name)
            return Item(self.telling.fact(name, node), mark="·", code=name)
        if name in self.shown:
            return self._again(name, node)
        sentences = self.telling.condition(name, node)
        self.shown.add(name)
        below: list[Item] = list(self.telling.aside(name, node))
        again: list[str] = []
        for child in self._worth_showing(name, node):
            if child in self.shown:
                again.append(child)
            else:
                below.append(self.item(child))
        if again:
            named = "; ".join(self.telling.short(child, self.nodes[child]) for child in again)
            below.append(Item((Sentence(self.voice.say(SHOWN_ABOVE, named)),), mark="↑"))
        return Item(sentences, tuple(below), _mark(node), name)

    def _again(self, name: str, node: Node) -> Item:
        return Item((Sentence(self.voice.say(SHOWN_ABOVE, self.telling.short(name, node))),), mark="↑", code=name)

    def _worth_showing(self, name: str, node: Node) -> list[str]:
        children: list[str] = node["barn"]
        instance = self.voice.instances.get(name.partition("#")[0])
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
