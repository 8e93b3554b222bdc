"""What the posts of a letter are called: each by a name of its own, and several together in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from reiseregel.decision import PostDecision
from reiseregel.explain.readers.voice import Voice
from reiseregel.explain.titles import PostTitles
from reiseregel.letter import words as w


class PostNames(PostTitles):
    """The titles of the posts; those of which several are called the same are told apart by traveller or number."""

    def of(self, post: PostDecision) -> str:
        return self._names[post.place, post.post.id]

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        alike: dict[str, list[PostDecision]] = {}
        for post in self.decision.posts:
            alike.setdefault(PostTitles.of(self, post), []).append(post)
        return {
            (post.place, post.post.id): f"{title}{mark}"
            for title, posts in alike.items()
            for post, mark in zip(posts, self._marks(posts), strict=True)
        }

    def _marks(self, posts: list[PostDecision]) -> Iterator[str]:
        travellers = [_traveller(post) for post in posts]
        for number, traveller in enumerate(travellers, 1):
            if len(posts) == 1:
                yield ""
            elif len(set(travellers)) == len(posts) and traveller:
                yield w.TRAVELLER.in_language(self.language).format(traveller)
            else:
                yield f" ({number})"


def _traveller(post: PostDecision) -> int:
    """Which traveller of a trip a post is of, from 1; 0 when it is of none."""
    steps = post.place.split("/")
    return int(steps[steps.index("reisende") + 1]) + 1 if "reisende" in steps else 0


def together(voice: Voice, names: Iterable[str]) -> str:
    """`Ledsager for pasienten: Reise ut 4. mai 2026 og reise hjem 4. mai 2026`: whose it is, said once."""
    told: list[str] = []
    whose = ""
    for name in names:
        start, mark, own = name.rpartition(": ")
        again = told and start == whose
        told.append((uncapped(own) if again else uncapped(name)) if told else name)
        whose = start if mark else ""
    return _and(voice, told)


def quoted(voice: Voice, names: Iterable[str]) -> str:
    """`«Reise ut 4. mai 2026» og «Reise hjem 4. mai 2026»`"""
    return _and(voice, [f"«{name}»" for name in names])


def uncapped(words: str) -> str:
    """The words with a small letter first."""
    return words[:1].lower() + words[1:]


def _and(voice: Voice, told: list[str]) -> str:
    *before, last = told
    return f" {voice.word('og')} ".join([", ".join(before), last] if before else [last])
