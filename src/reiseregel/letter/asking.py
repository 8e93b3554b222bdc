"""What is missing in an open case: what the claimant is asked and how to show it, and what others find out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reiseregel.calendar import LAST_DAY
from reiseregel.decision import Clarification
from reiseregel.decision.clarify import owner_of
from reiseregel.decision.to_json import outside_law
from reiseregel.errors import Text
from reiseregel.explain.documentation import issuers_words
from reiseregel.explain.readers.documents import against, can_be_sent
from reiseregel.explain.readers.voice import Voice, capital
from reiseregel.letter import words as w
from reiseregel.letter.details import Details
from reiseregel.letter.names import quoted
from reiseregel.prose import Block, Heading, Item, Items, Sentence, paragraph
from reiseregel.rulebook.model import Documentation
from reiseregel.vocabulary.model import Owner

#: Those the claimant answers for or must go to; the rest the health trust finds out.
_SECTIONS: tuple[tuple[Text, tuple[Owner, ...]], ...] = (
    (w.ASKED_YOU, ("pasient",)),
    (w.ASKED_PRACTITIONER, ("behandler",)),
    (w.ASKED_US, ("register", "helseforetak")),
    (w.JUDGED_LATER, ("saksbehandler",)),
)
_SPEAKS_TO = re.compile(r"\b(du|deg|din|di|ditt|dine)\b", re.IGNORECASE)
_FROM_THE_CLAIMANT = ("pasient", "behandler")


@dataclass(frozen=True, slots=True)
class _Question:
    """One question, the same for all the posts it is about; what others answer is only named."""

    asked: Sentence
    documents: tuple[Sentence, ...]


def missing(voice: Voice, details: Details) -> Iterator[Block]:
    """A section for each of those who can answer, with the questions in the order that settles soonest."""
    questions = voice.decision.clarifications
    for title, owners in _SECTIONS:
        theirs = [item for item in questions if owner_of(item.fact) in owners]
        if theirs:
            yield Heading(voice.say(title))
            yield _list(voice, theirs)
        if title is w.ASKED_PRACTITIONER and asks_the_claimant(voice):
            yield paragraph(*_send(voice, details))


def _send(voice: Voice, details: Details) -> Iterator[str]:
    """What to do with the answers; who «du» is in them, for one who claims for another."""
    role = voice.answered.document.data.get("fremsatt_av", {}).get("rolle")
    asked = [item for item in voice.decision.clarifications if owner_of(item.fact) in _FROM_THE_CLAIMANT]
    if role in w.FOR_ANOTHER and any(_SPEAKS_TO.search(_question(voice, item).asked.text) for item in asked):
        yield voice.say(w.IN_THE_QUESTIONS)
    documents = any(_documents(voice, item) for item in asked) or any(
        owner_of(item.fact) == "behandler" for item in asked
    )
    yield voice.say(w.SEND_BOTH if documents else w.SEND_ANSWERS)
    if details.reference:
        yield voice.say(w.WITH_REFERENCE)


def asks_the_claimant(voice: Voice) -> bool:
    """True when some question is for the claimant or their practitioner."""
    return any(owner_of(item.fact) in _FROM_THE_CLAIMANT for item in voice.decision.clarifications)


def _list(voice: Voice, questions: Sequence[Clarification]) -> Items:
    """Alike questions become one, which says what posts it is about when it is not about all.

    A document that shows the answer to several stands with the first.
    """
    posts: dict[Sentence, set[int]] = {}
    documents: dict[Sentence, Sentence] = {}
    for item in questions:
        question = _question(voice, item)
        posts.setdefault(question.asked, set()).update(item.posts)
        for document in question.documents:
            documents.setdefault(document, question.asked)
    return Items(
        tuple(
            Item(
                (asked, *_about(voice, posts[asked])),
                tuple(Item((document,)) for document, first in documents.items() if first == asked),
            )
            for asked in posts
        )
    )


def _about(voice: Voice, posts: set[int]) -> Iterator[Sentence]:
    if len(posts) < len(voice.decision.posts):
        names = [voice.titles.of(voice.decision.posts[number]) for number in sorted(posts)]
        yield Sentence(voice.say(w.GOES_FOR, quoted(voice, names)))


def _question(voice: Voice, item: Clarification) -> _Question:
    fact = item.fact
    if fact is None:
        outside, since = outside_law(voice.decision.kind)
        return _Question(voice.sentence(outside.in_language(voice.language), since), ())
    asked, day = fact.definition or fact.listed, fact.instance.law_day
    assert asked is not None
    judged = owner_of(fact) == "saksbehandler" and fact.definition is not None and fact.definition.type.kind == "boolsk"
    as_question = judged or owner_of(fact) == "pasient"
    words = asked.question_on(day) if as_question else asked.label
    hjemmel = asked.hjemmel_on(day)
    assert hjemmel is not None
    text = words.in_language(voice.language) if words else fact.key
    documents = _documents(voice, item) if owner_of(fact) in _FROM_THE_CLAIMANT else ()
    return _Question(voice.sentence(text if as_question else f"{capital(text)}.", hjemmel), tuple(documents))


def _documents(voice: Voice, item: Clarification) -> Iterable[Sentence]:
    """What shows the answer, for the posts it is about."""
    assert item.fact is not None
    found: dict[str, Sentence] = {}
    for number in item.posts:
        post = voice.decision.posts[number]
        day = voice.decision.law_days.get(post.place, LAST_DAY)
        for entry in voice.book.documentation:
            if post.post.id in entry.posts and item.fact.key in entry.facts and can_be_sent(entry, day):
                found.setdefault(entry.id, _wanted(voice, entry, day))
    return found.values()


def documents_for_refused(voice: Voice) -> Iterator[Block]:
    """What could show the opposite of why something was refused or cut, to send with a complaint."""
    found: dict[str, Sentence] = {}
    for item, post in zip(voice.answered.posts, voice.decision.posts, strict=True):
        if not post.settled or post.outcomes[0] in ("innvilget", "kreves_tilbake"):
            continue
        day = voice.decision.law_days.get(post.place, LAST_DAY)
        for entry in against(voice, item, post):
            found.setdefault(entry.id, _wanted(voice, entry, day))
    if found:
        yield Heading(voice.say(w.DOCUMENTS))
        yield paragraph(voice.say(w.DOCUMENTS_LEAD))
        yield Items(tuple(Item((said,)) for said in found.values()))


def _wanted(voice: Voice, entry: Documentation, day: int) -> Sentence:
    document = f"{capital(entry.document.in_language(voice.language))}."
    role = voice.answered.document.data.get("fremsatt_av", {}).get("rolle")
    others = tuple(issuer for issuer in entry.issuers if issuer not in ("register", "den_som_krever", role))
    parts = (
        document,
        entry.when.in_language(voice.language),
        issuers_words(replace(entry, issuers=others), voice.language),
    )
    return voice.sentence(voice.say(w.DOCUMENT if others else w.DOCUMENT_OWN, *parts), entry.hjemmel_on(day))
