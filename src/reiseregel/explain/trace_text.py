"""The trace as a readable tree: for each post whether there is a right and what is paid, with every condition below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reiseregel.calendar import LAST_DAY
from reiseregel.decision import Decision
from reiseregel.errors import Language
from reiseregel.explain.decision_text import post_label
from reiseregel.explain.words import WORDS, day, hjemmel_words, value_words, word
from reiseregel.rulebook import RuleBook


def render_trace(
    decision: Decision, book: RuleBook, language: Language | None = None, *, everything: bool = False
) -> str:
    """The tree in one language (default: the document's own). A node already shown is named and pointed back to.

    What is unknown below something that is settled all the same is left out, unless `everything` is asked for.
    """
    chosen = language or decision.language
    return "\n".join(_TreeRenderer(decision, book, chosen, everything).lines())


class _TreeRenderer:
    def __init__(self, decision: Decision, book: RuleBook, language: Language, everything: bool) -> None:
        self.decision, self.book, self.language, self.everything = decision, book, language, everything
        self.shown: set[str] = set()
        self.concepts = {concept.id: concept for concept in book.concepts.values()}

    def lines(self) -> Iterator[str]:
        for number, post in enumerate(self.decision.posts, 1):
            if number > 1:
                yield ""
            yield f"{number}. {post_label(post, self.language)}"
            for name in (post.post.right, post.post.payable):
                concept = self.book.concept(post.post.entity, name)
                yield from self._node(f"{post.place}#{concept.id}", "   ")

    def _node(self, node_id: str, indent: str) -> Iterator[str]:
        node = self.decision.trace[node_id]
        if node["slag"] == "faktum":
            yield f"{indent}· {self._fact(node)}"
            return
        line = f"{indent}{self._mark(node)} {self._subsumption(node_id, node)}"
        children = self._worth_showing(node)
        if node_id in self.shown and children:
            yield f"{line}  ↑ {word('vist', self.language)}"
            return
        self.shown.add(node_id)
        yield line
        for child in children:
            yield from self._node(child, indent + "   ")

    def _worth_showing(self, node: dict[str, Any]) -> list[str]:
        children: list[str] = node["barn"]
        if self.everything or _is_open(node):
            return children
        return [child for child in children if not _is_open(self.decision.trace[child])]

    def _mark(self, node: dict[str, Any]) -> str:
        if isinstance(node["verdi"], bool):
            return "✓" if node["verdi"] else "✗"
        return "?" if _is_open(node) else "="

    def _subsumption(self, node_id: str, node: dict[str, Any]) -> str:
        concept = self.concepts[node["begrep"]]
        text = concept.label_on(self.decision.law_days.get(node_id.partition("#")[0], LAST_DAY))
        label = text.in_language(self.language) if text else concept.name
        since = "" if node["regel_fra"] is None else f"; {day(node['regel_fra'], self.language)}"
        value = value_words(node, self.book, self.language)
        unread = f"; {word('ulest', self.language)}" if "ordlyd" in node else ""
        return f"{label}: {value}  ({hjemmel_words(node['hjemmel'], self.language)}{since}{unread})"

    def _fact(self, node: dict[str, Any]) -> str:
        language = self.language
        name, value = self._label(node["navn"]), value_words(node, self.book, language)
        owner = word(node["eier"], language)
        origin = node.get("kilde", "")
        shown = WORDS[origin].in_language(language) if origin in WORDS else origin
        source = f", {shown}" if origin else ""
        since = f" {day(node['fra'], language)}" if "fra" in node else ""
        if node["navn"].startswith("lesning."):
            reading = self.book.readings[node["navn"].removeprefix("lesning.")]
            value = reading.texts[node["verdi"]].in_language(language)
            source = f", {hjemmel_words(node['hjemmel'], language)}"
        return f"{name}: {value}  [{owner}{source}{since}]"

    def _label(self, name: str) -> str:
        owner, _, rest = name.partition(".")
        text = None
        if owner == "sats":
            text = self.book.rates[rest].label
        elif owner == "lesning":
            text = self.book.readings[rest].question
        elif (owner, rest) in self.book.vocabulary.facts:
            text = self.book.vocabulary.facts[owner, rest].label
        else:  # a list that is not given
            children = self.book.vocabulary.children_of(owner)
            text = next((child.label for child in children if child.member == rest), None)
        if name == "lovdato":
            return {
                "nb": "dato som bestemmer rett og sats",
                "nn": "dato som avgjer rett og sats",
                "en": "governing date",
            }[self.language]
        return text.in_language(self.language) if text else rest


def _is_open(node: dict[str, Any]) -> bool:
    value = node["verdi"]
    return value is None or (isinstance(value, dict) and "deler" not in value)
