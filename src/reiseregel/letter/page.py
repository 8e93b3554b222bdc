"""The letter as a page: outcome and sums first, then why, then what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reiseregel.decision import Answered, Decision
from reiseregel.decision.clarify import owner_of
from reiseregel.errors import Text
from reiseregel.explain.readers.voice import Voice
from reiseregel.explain.words import bounds_words, kroner
from reiseregel.explain.words import day as day_words
from reiseregel.identifiers import mask
from reiseregel.letter import words as w
from reiseregel.letter.asking import asks_the_claimant, documents_for_refused, missing
from reiseregel.letter.complaint import before, complaint, effect
from reiseregel.letter.details import Details, LetterLanguage, letter_language
from reiseregel.letter.grounds import grounds
from reiseregel.letter.names import PostNames
from reiseregel.letter.status import is_decided, is_draft
from reiseregel.letter.sums import sums_table
from reiseregel.prose import Block, Heading, Item, Items, Page, Paragraph, paragraph
from reiseregel.rulebook.complaint import ComplaintRules


class NoComplaintRules(Exception):
    """The rule book says nothing of complaints (`praksis/klage.yaml`), so no letter can be written by it."""


def letter_page(answered: Answered, details: Details | None = None, language: LetterLanguage | None = None) -> Page:
    """The letter to the one who put forward the claim, or whom repayment is demanded from.

    A decision that is open gives the letter that asks for what is missing, without a complaint right.

    Args:
        answered: the case with its decision.
        details: the day of the letter and of receipt, the case reference, who approved it.
        language: bokmål or nynorsk; default is that of the document, and bokmål for a document in English.

    Raises:
        NoComplaintRules: when the rule book has none.
        ValueError: the decision is an answer without money (an attest, a booking, a complaint …); it gets no letter.

    """
    if answered.decision.answer is not None:
        raise ValueError("a letter is made for claims and recoveries; this document gets an answer without money")
    rules = answered.book.complaint
    if rules is None:
        raise NoComplaintRules
    voice = Voice(answered, language or letter_language(answered.decision.language))
    voice.titles = PostNames(voice.decision, voice.book, voice.language)
    blocks = tuple(_blocks(voice, rules, details or Details()))
    unnamed = paragraph(voice.say(w.UNNAMED_LAW))
    named = all(not words.startswith("§") for words in _references(blocks))
    return Page(voice.language, tuple(block for block in blocks if not (named and block == unnamed)))


def _references(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of every place in the law."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (place.words for sentence in block.sentences for place in sentence.references)
        elif isinstance(block, Items):
            yield from _in_items(block.items)


def _in_items(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield from (place.words for sentence in item.sentences for place in sentence.references)
        yield from _in_items(item.below)


def _blocks(voice: Voice, rules: ComplaintRules, details: Details) -> Iterator[Block]:
    if is_draft(voice.answered, details):
        yield paragraph(voice.say(w.DRAFT), kind="utkast")
    yield from _head(voice, details)
    yield from _decided(voice, rules, details) if is_decided(voice.decision) else _open(voice, rules, details)
    yield Heading(voice.say(w.QUESTIONS))
    yield paragraph(voice.say(w.CONTACT))
    yield from _signature(voice, rules, details)


def _head(voice: Voice, details: Details) -> Iterator[Block]:
    marks = [] if details.dated is None else [voice.day(details.dated)]
    if details.reference:
        marks.append(voice.say(w.REFERENCE, mask(details.reference)))
    if marks:
        yield paragraph(" · ".join(marks), kind="merke")
    yield Heading(voice.say(_title(voice)), 1)


def _title(voice: Voice) -> Text:
    decision = voice.decision
    if is_decided(decision):
        return w.TITLES[decision.status]
    if decision.kind == "tilbakekreving":
        return w.TITLE_BEFORE_DEMAND
    if _only_judgement(decision):
        return w.TITLES["til_vurdering"]
    return w.TITLES["mangler_opplysninger"] if asks_the_claimant(voice) else w.TITLE_WE_FIND_OUT


def _only_judgement(decision: Decision) -> bool:
    return all(owner_of(item.fact) == "saksbehandler" for item in decision.clarifications)


def _decided(voice: Voice, rules: ComplaintRules, details: Details) -> Iterator[Block]:
    yield paragraph(*_outcome(voice), kind="lead")
    yield from _role(voice)
    yield sums_table(voice)
    yield from grounds(voice)
    yield from effect(voice, rules, details)
    yield from documents_for_refused(voice)
    yield from complaint(voice, rules, details)


def _open(voice: Voice, rules: ComplaintRules, details: Details) -> Iterator[Block]:
    decision = voice.decision
    recovery = decision.kind == "tilbakekreving"
    lead = [voice.say(w.NOT_YET_DEMAND if recovery else w.NOT_YET)]
    if not asks_the_claimant(voice):
        lead.append(voice.say(w.ONLY_US if _only_judgement(decision) else w.NOT_FROM_YOU))
    yield paragraph(*lead, kind="lead")
    yield from _role(voice)
    yield from missing(voice, details)
    if any(post.settled for post in decision.posts):
        yield Heading(voice.say(w.POSTS_SO_FAR))
        yield sums_table(voice)
        yield paragraph(voice.say(w.FINAL_NOW))
        yield from grounds(voice)
    elif not recovery:
        yield paragraph(voice.say(w.UNNAMED_LAW))
    yield from before(voice, rules, details)
    yield paragraph(voice.say(w.DECIDED_LATER))


def _outcome(voice: Voice) -> Iterator[str]:
    amount = voice.decision.amount
    assert amount is not None
    shown = kroner(amount, voice.language)
    if voice.decision.kind != "tilbakekreving":
        yield voice.say(w.PAID, shown) if amount else voice.say(w.NOTHING_PAID)
        return
    to = voice.answered.document.data["rettes_mot"]
    yield voice.say(w.PAY_BACK, shown) if amount else voice.say(w.PAY_NOTHING_BACK[to])
    for post in voice.decision.posts:
        if post.interest.highest and post.interest.settled:
            yield voice.say(w.WITH_INTEREST, bounds_words(post.interest, voice.language))


def _role(voice: Voice) -> Iterator[Block]:
    """In what role the claim was made, when not by the patient; what was paid out, and why this person gets it."""
    data = voice.answered.document.data
    if voice.decision.kind == "tilbakekreving":
        paid = kroner(data["feilutbetalt_oere"], voice.language), day_words(data["utbetalt"], voice.language)
        yield paragraph(voice.say(w.PAID_BEFORE, *paid), voice.say(w.WRITTEN_TO[data["rettes_mot"]]))
        return
    role = data.get("fremsatt_av", {}).get("rolle", "pasient")
    if role != "pasient":
        yield paragraph(voice.say(w.AS_ROLE[role]))


def _signature(voice: Voice, rules: ComplaintRules, details: Details) -> Iterator[Block]:
    """The sender, and whether a program or a person decided (pasientjournalloven § 11); the person by a reference."""
    sender = rules.recipient(details.day).in_language(voice.language)
    yield paragraph(voice.say(w.GREETING, sender), kind="underskrift")
    decided = is_decided(voice.decision)
    if details.approved_by:
        words = w.BY_A_PERSON if decided else w.REQUEST_BY_A_PERSON
        yield paragraph(voice.say(words), voice.say(w.APPROVAL, mask(details.approved_by)))
    elif decided and voice.decision.automatic:
        yield paragraph(voice.say(w.AUTOMATIC))
