"""The right to complain, and what a decision on repayment means: by the dated rules in `praksis/klage.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reiseregel.calendar import last_day_of
from reiseregel.errors import Language
from reiseregel.explain.readers.voice import Voice
from reiseregel.explain.words import hjemmel_words
from reiseregel.letter import words as w
from reiseregel.letter.details import Details
from reiseregel.prose import Block, Heading, Item, Items, Paragraph, Reference, Sentence
from reiseregel.rulebook.complaint import Citation, ComplaintRow, ComplaintRules, Told


def complaint(voice: Voice, rules: ComplaintRules, details: Details) -> Iterator[Block]:
    """Who decides the complaint, where it is sent, until when, and how."""
    language, kind = voice.language, _kind(voice)
    row = rules.row(kind, details.day)
    called = row.called.in_language(language)
    body = rules.body(details.day).in_language(language)
    recipient = rules.recipient(details.day).in_language(language)
    yield Heading(voice.say(w.COMPLAINT))
    yield Paragraph(
        (
            _cited(voice.say(w.RIGHT_TO_COMPLAIN, called, body), row.right, language),
            Sentence(voice.say(w.SEND_COMPLAINT, recipient, called, body)),
        )
    )
    yield Paragraph(tuple(_deadline(voice, row, details)))
    yield _list(row.always, language)


def effect(voice: Voice, rules: ComplaintRules, details: Details) -> Iterator[Block]:
    """What happens when money is demanded back; nothing otherwise."""
    told = rules.row(_kind(voice), details.day).on_demand
    if told and voice.decision.amount and _kind(voice) == "tilbakekreving":
        yield Heading(voice.say(w.EFFECT))
        yield _list(told, voice.language)


def before(voice: Voice, rules: ComplaintRules, details: Details) -> Iterator[Block]:
    """What can be done before the decision, where the law gives a right to be heard."""
    told = rules.row(_kind(voice), details.day).before
    if told:
        yield Heading(voice.say(w.BEFORE))
        yield _list(told, voice.language)


def _deadline(voice: Voice, row: ComplaintRow, details: Details) -> Iterator[Sentence]:
    """A date when the day of receipt is known, else the weeks in words (pbrl § 7-5)."""
    language = voice.language
    weeks = _weeks(row.weeks, language)
    if details.received is None:
        yield _cited(voice.say(w.DEADLINE_IN_WORDS, weeks), row.deadline, language)
        return
    last = last_day_of(row.weeks, details.received)
    moved = last != details.received + 7 * row.weeks
    yield _cited(voice.say(w.DEADLINE, voice.day(last)), row.deadline, language)
    words = voice.say(w.MOVED if moved else w.COUNTED, weeks, voice.day(details.received))
    yield _cited(words, row.moved if moved else (), language)


def _weeks(weeks: int, language: Language) -> str:
    names = w.WEEKS["nn" if language == "nn" else "nb"]
    return names[weeks] if weeks < len(names) else str(weeks)


def _list(told: Iterable[Told], language: Language) -> Items:
    return Items(tuple(Item((_cited(item.text.in_language(language), item.citations, language),)) for item in told))


def _cited(text: str, citations: Iterable[Citation], language: Language) -> Sentence:
    return Sentence(text, tuple(_reference(item, language) for item in citations))


def _reference(item: Citation, language: Language) -> Reference:
    place: dict[str, str | int] = {"lov": "", "paragraf": item.paragraf}
    place |= {name: value for name, value in (("ledd", item.ledd), ("punktum", item.punktum)) if value}
    return Reference(f"{item.law.in_language(language)} {hjemmel_words(place, language)}", item.link)


def _kind(voice: Voice) -> str:
    return "tilbakekreving" if voice.decision.kind == "tilbakekreving" else "stoenad"
