"""What a post is called in an answer: who it is about when not the patient, what it is, and which trip of several."""

from __future__ import annotations

from dataclasses import dataclass

from reiseregel.decision import Decision, PostDecision
from reiseregel.errors import Language
from reiseregel.explain.words import day, word
from reiseregel.rulebook import RuleBook

_DIRECTIONS = {"nb": ("ut", "hjem"), "nn": ("ut", "heim"), "en": ("out", "home")}


def post_label(post: PostDecision, language: Language) -> str:
    """`Reise ut 4. mai 2026`: the post with what tells it from its like."""
    label = post.label.in_language(language) if post.label else post.post.id
    content = post.content
    words = [label]
    if "retning" in content:
        out, home = _DIRECTIONS[language]
        words.append(out if content["retning"] == "ut" else home)
    words += [day(str(content[name]), language) for name in ("dato", "avreise") if name in content]
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class PostTitles:
    """The titles of the posts of one decision, in one language."""

    decision: Decision
    book: RuleBook
    language: Language

    def of(self, post: PostDecision) -> str:
        """`Tur 2: Ledsager for pasienten: Reise ut 4. mai 2026`, without the parts that go without saying."""
        title = self._traveller(post) + post_label(post, self.language) + self._which(post)
        if len({trip for item in self.decision.posts if (trip := trip_of(item))}) < 2:
            return title
        return f"{word('tur', self.language).capitalize()} {trip_of(post)}: {title}"

    def at(self, place: str) -> str:
        """The title of the first post about what stands at a place."""
        return self.of(next(post for post in self.decision.posts if post.place == place))

    def _which(self, post: PostDecision) -> str:
        """`: elektrisk rullestol`: which of several things of one kind an answer without money is about."""
        entity = self.book.vocabulary.entities[post.post.entity]
        if post.post.answer is None or post.post.exists is not None or not entity.many:
            return ""
        codes = [fact for fact in self.book.vocabulary.facts_of(entity.name) if fact.content and fact.codes]
        texts = (fact.codes[str(post.content[fact.name])] for fact in codes)
        words = ", ".join(text.in_language(self.language) for text in texts if text)
        return f": {words}" if words else ""

    def _traveller(self, post: PostDecision) -> str:
        """Whose post it is, when it is not the patient's own."""
        role = self.book.vocabulary.facts.get(("reisende", "rolle"))
        code = post.content.get("rolle")
        if role is None or code in (None, "pasient"):
            return ""
        text = role.codes[str(code)]
        assert text is not None
        words = text.in_language(self.language)
        return f"{words[:1].upper()}{words[1:]}: "


def trip_of(post: PostDecision) -> int:
    """Which trip a post is about, from 1; 0 when it is about none."""
    _, *steps = post.place.split("/")
    return int(steps[1]) + 1 if steps[:1] == ["turer"] else 0
