"""What the parts of a comparison are called in one language: places, facts, concepts, values and the law."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.changes import ABSENT, Changes, FactChange, FactState
from reiseregel.decision import PostDecision
from reiseregel.engine.trace import TraceNode
from reiseregel.errors import Language, Text
from reiseregel.explain import changes_words as w
from reiseregel.explain.titles import post_label
from reiseregel.explain.words import WORDS, hjemmel_words, quantity, value_words, word
from reiseregel.explain.words import day as day_words
from reiseregel.prose import Reference
from reiseregel.rulebook import Concept, RuleBook
from reiseregel.vocabulary import Hjemmel


class Names:
    """The names in one language; those of a rule book, for the places of one comparison."""

    def __init__(self, changes: Changes, book: RuleBook, language: Language) -> None:
        self.book, self.language = book, language
        self.concepts = {concept.id: concept for concept in book.concepts.values()}
        self.posts = {change.post.place: change.post for change in reversed(changes.posts)}
        self.days = {place: day for place, day in self._days(changes) if day is not None}
        self.several = {
            member
            for member in ("turer", "reisende")
            if len({self._number(place, member) for place in self.posts} - {None}) > 1
        }

    def say(self, text: Text, *parts: object) -> str:
        """A sentence with its blanks filled."""
        return text.in_language(self.language).format(*parts)

    def place(self, place: str) -> str:
        """`reise ut 4. mai 2026`, `tur 2, attest 1`; empty for what goes without saying."""
        words, steps, entity, walked = [], place.split("/")[1:], self._root(), ""
        while steps:
            child = next(item for item in self.book.vocabulary.children_of(entity) if item.member == steps[0])
            walked += f"/{steps.pop(0)}"
            entity = child.name
            if not child.many:
                continue
            number, walked = steps[0], f"{walked}/{steps.pop(0)}"
            if child.member in ("turer", "reisende") and child.member not in self.several:
                continue
            post = self.posts.get(walked)
            if post is not None and "retning" in post.content:
                words.append(self.uncapped(post_label(post, self.language)))
            elif child.member == "reisende" and (role := self._role(walked)):
                words.append(role)
            elif child.most > 1 and number.isdigit():
                label = child.label.in_language(self.language) if child.label else child.name
                words.append(f"{label} {int(number) + 1}")
        return ", ".join(words)

    def post(self, post: PostDecision) -> str:
        """The title of a post, with whose it is and which trip, when there are several."""
        above = post.place.rsplit("/", 2)[0]
        before = self.place(above if self.posts.get(above) is None else above.rsplit("/", 2)[0])
        label = post_label(post, self.language)
        number = self._place_number(post)
        return f"{self.capped(before)}: {label}{number}" if before else f"{label}{number}"

    def fact(self, key: str, place: str = "", *, listed: bool = False) -> str:
        """A fact or a list by its name, and in parentheses where, when there may be several."""
        entity, _, name = key.partition(".")
        definition = self.book.vocabulary.facts.get((entity, name))
        if definition is not None:
            text = definition.label.in_language(self.language) if definition.label else name
        else:
            children = self.book.vocabulary.children_of(entity)
            label = next((child.label for child in children if child.member == name), None)
            text = label.in_language(self.language) if label else name
            text = self.say(w.HOW_MANY, text) if listed else text
        where = self.place(place) if place else ""
        return f"{text} ({where})" if where else text

    def knows(self, key: str) -> bool:
        """True of a fact or a list that the rules have."""
        entity, _, name = key.partition(".")
        listed = (child.member for child in self.book.vocabulary.children_of(entity))
        return (entity, name) in self.book.vocabulary.facts or name in listed

    def fact_value(self, change: FactChange, state: FactState | None) -> str:
        """The value of a fact on one side."""
        if state is None or not state.given:
            return self.say(w.NOT_GIVEN)
        if change.listed:
            return str(state.value) if state.value else self.say(w.NONE)
        node = {"navn": change.key, "verdi": state.value, "enhet": change.unit}
        return value_words(node, self.book, self.language)

    def owner(self, change: FactChange) -> str:
        """Who settles it, then what it was shown by: `register, kart`."""
        found = [word(change.owner, self.language)]
        for state in (change.before, change.after):
            source = state.origin.source if state is not None and state.origin is not None else ""
            if source in WORDS and source != "vurdering":
                found.append(word(source, self.language))
        return ", ".join(dict.fromkeys(found))

    def concept(self, concept_id: str, place: str) -> str:
        """What a concept was called under the law of its place."""
        concept = self.concepts.get(concept_id)
        if concept is None:
            return concept_id.rpartition(".")[2]
        text = concept.label_on(self._law_day(place))
        return text.in_language(self.language) if text else concept.name

    def concept_value(self, concept_id: str, value: Any, unit: str, place: str) -> str:
        """The value of a concept on one side; a code by the sentence the concept has for it."""
        if value is ABSENT:
            return self.say(w.NOT_GIVEN)
        if isinstance(value, dict) and set(value.get("mulige", ())) == {True, False}:
            return self.uncapped(word("aapen", self.language))
        concept: Concept | None = self.concepts.get(concept_id)
        if concept is not None and concept.type.kind == "kode":
            codes = value["mulige"] if isinstance(value, dict) else [value]
            texts = [concept.phrase_on(code, self._law_day(place)) for code in codes]
            found = [text.in_language(self.language) if text else code for text, code in zip(texts, codes, strict=True)]
            return f" {word('eller', self.language)} ".join(item.rstrip(".") for item in found)
        return value_words({"navn": "", "verdi": value, "enhet": unit}, self.book, self.language)

    def rate(self, name: str) -> str:
        """The name of a rate."""
        rate = self.book.rates.get(name)
        return rate.label.in_language(self.language) if rate is not None and rate.label else name

    def rate_rows(self, rows: Iterable[TraceNode]) -> str:
        """The rows of a rate: value and first day of each."""
        found = [
            self.say(w.RATE_FROM, quantity(row["verdi"], row["enhet"], self.language), self.day(row["fra"]))
            for row in rows
        ]
        return f" {word('og', self.language)} ".join(found) or self.say(w.NO_RATE)

    def day(self, day: str | int) -> str:
        """A date, by ISO text or ordinal; the beginning of time is the first day the rules tell of."""
        if isinstance(day, int):
            root = self.book.vocabulary.root("krav")
            covered = root.covered if root is not None else None
            if day == FIRST_DAY and covered is not None:
                day = covered.since
            day = date.fromordinal(day).isoformat()
        return day_words(day, self.language)

    def references(self, *hjemler: Hjemmel | None) -> tuple[Reference, ...]:
        """Each place in the law once."""
        found = dict.fromkeys(item for item in hjemler if item is not None)
        return tuple(Reference(hjemmel_words(item, self.language), item.link) for item in found)

    def capped(self, words: str) -> str:
        """The words with a capital letter first."""
        return f"{words[:1].upper()}{words[1:]}"

    def uncapped(self, words: str) -> str:
        """The words with a small letter first."""
        return f"{words[:1].lower()}{words[1:]}"

    def _role(self, place: str) -> str:
        """Who a traveller is, when no other in the comparison is the same; else empty."""
        fact = self.book.vocabulary.facts.get(("reisende", "rolle"))
        roles = {
            traveller: str(post.content["rolle"])
            for at, post in self.posts.items()
            if "rolle" in post.content and (traveller := self._number(at, "reisende"))
        }
        role = roles.get(place)
        if fact is None or role is None or list(roles.values()).count(role) > 1:
            return ""
        text = fact.codes.get(role)
        return text.in_language(self.language) if text else ""

    def _root(self) -> str:
        kind = next(iter(self.posts.values())).post.kind
        return "krav" if kind == "stoenad" else "tilbakekreving"

    def _law_day(self, place: str) -> int:
        return self.days.get(place, LAST_DAY)

    def _days(self, changes: Changes) -> Iterable[tuple[str, int | None]]:
        for change in changes.posts:
            rule = self.book.vocabulary.entities[change.post.post.entity].law_time
            told = change.post.content.get(rule.fact) if rule is not None and rule.fact else None
            yield change.post.place, date.fromisoformat(str(told)).toordinal() if told else None

    def _number(self, place: str, member: str) -> str | None:
        steps = place.split("/")
        return "/".join(steps[: steps.index(member) + 2]) if member in steps else None

    def _place_number(self, post: PostDecision) -> str:
        """` 2` for the second of several posts that would be called the same."""
        label = post_label(post, self.language)
        alike = [place for place, item in sorted(self.posts.items()) if post_label(item, self.language) == label]
        above = post.place.rsplit("/", 1)[0]
        alike = [place for place in alike if place.rsplit("/", 1)[0] == above]
        return f" {alike.index(post.place) + 1}" if len(alike) > 1 and post.place in alike else ""
