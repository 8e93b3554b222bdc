"""The practice an answer was filled in from: title and address, where it holds, and the date the source gives."""

from __future__ import annotations

from collections.abc import Iterator

from reiseregel.decision import Decision
from reiseregel.errors import Language
from reiseregel.explain.readers.shared_words import SOURCE_DATE, SOURCE_STATUS, SOURCES
from reiseregel.explain.words import day
from reiseregel.prose import Heading, Item, Items, Page, Reference, Sentence
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.practice import PracticeSource


def sources_page(decision: Decision, book: RuleBook, language: Language) -> Page | None:
    """The sources of practice behind an answer without money and what to do now, each with its date; None when there
    are none.
    """
    if decision.answer is None:
        return None
    sources, leaves = book.sources, decision.answer.of_leaves
    told = [post for post in decision.posts if not (leaves and post.refused)]
    places = [place for post in told for place in (post.hjemmel, *(ground.hjemmel for ground in post.grounds))]
    places += [step.hjemmel for step in decision.next_steps]
    keys = dict.fromkeys(place.kilde for place in places if place.kilde in sources)
    if not keys:
        return None
    items = tuple(Item(tuple(_source(sources[key], language))) for key in keys)
    return Page(language, (Heading(SOURCES.in_language(language)), Items(items)))


def _source(source: PracticeSource, language: Language) -> Iterator[Sentence]:
    link = (Reference(source.link, source.link),) if source.link else ()
    yield Sentence(f"{source.title.in_language(language).rstrip('.')}.", link)
    if source.status in SOURCE_STATUS:
        yield Sentence(SOURCE_STATUS[source.status].in_language(language))
    if source.date:
        yield Sentence(SOURCE_DATE.in_language(language).format(day_as_given(source.date, language)))


def day_as_given(date: str, language: Language) -> str:
    """The date of a source in words when it is a whole day; else as much as the source says of it."""
    return day(date, language) if len(date) == len("2023-12-21") else date
