"""The grounds of a decision: rules, arithmetic, facts, and what was weighed (forvaltningsloven § 25)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reiseregel.calendar import LAST_DAY
from reiseregel.decision import PostDecision
from reiseregel.decision.model import Grounds
from reiseregel.engine import PostInstance
from reiseregel.engine.arithmetic import arithmetic
from reiseregel.engine.because import because
from reiseregel.errors import Text
from reiseregel.explain.judgement import Judgement, judgements
from reiseregel.explain.readers.arithmetic_words import arithmetic_sentences
from reiseregel.explain.readers.because_words import leading_sentence
from reiseregel.explain.readers.shared_words import NONE_FITS
from reiseregel.explain.readers.told import why
from reiseregel.explain.readers.voice import Voice, capital
from reiseregel.letter import words as w
from reiseregel.letter.facts import facts_of
from reiseregel.letter.names import together
from reiseregel.letter.status import NOT_GRANTED
from reiseregel.prose import Block, Heading, Item, Items, Sentence, paragraph


def grounds(voice: Voice) -> Iterator[Block]:
    """The sections that say why, for the posts that are settled."""
    told = [_post(voice, item, post) for item, post in _settled(voice)]
    yield Heading(voice.say(w.WHY))
    yield _by_post(voice, [(post.title, post.why) for post in told], shared=w.TITLE_LINE)
    if any(post.sums for post in told):
        yield Heading(voice.say(w.CALCULATED))
        yield _by_post(voice, [(post.title, post.sums) for post in told if post.sums], shared=w.EACH)
    yield from _considered(voice)
    yield from _facts(voice)


@dataclass(frozen=True, slots=True)
class _Told:
    title: str
    why: tuple[Sentence, ...]
    sums: tuple[Sentence, ...]


def _settled(voice: Voice) -> list[tuple[PostInstance, PostDecision]]:
    both = zip(voice.answered.posts, voice.decision.posts, strict=True)
    return [(item, post) for item, post in both if post.settled]


def _post(voice: Voice, item: PostInstance, post: PostDecision) -> _Told:
    granted = post.outcomes[0] not in NOT_GRANTED
    said = [] if granted else _first_condition(voice, item, post)
    said += [_reason(voice, ground) for ground in post.grounds]
    sums = _sums(voice, item, post) if granted else ()
    if not said:
        said = [_plainly(voice, item, post)]
    return _Told(voice.titles.of(post), tuple(dict.fromkeys(said)), sums)


def _sums(voice: Voice, item: PostInstance, post: PostDecision) -> tuple[Sentence, ...]:
    """How what is paid was worked out; of what is held back, how it would have been."""
    sums = arithmetic_sentences(
        arithmetic(voice.answered.evaluator, item.instance, item.post.payable), voice, labelled=False
    )
    if sums or not post.computed.lowest:
        return sums
    computed = arithmetic(voice.answered.evaluator, item.instance, item.post.computed)
    return arithmetic_sentences(computed, voice, labelled=False)


def _first_condition(voice: Voice, item: PostInstance, post: PostDecision) -> list[Sentence]:
    """A refusal begins with the condition that decided and what it was measured at."""
    found = (leading_sentence(why(voice, item, ground), voice) for ground in post.grounds[:1])
    return [sentence for sentence in found if sentence is not None and not _says_little(voice, sentence.text)]


def _says_little(voice: Voice, text: str) -> bool:
    """True of a mere yes or no, that none in a list fits, and in what role somebody travelled or claims.

    The reason after it says so in other words, and a yes or no stands with its source among the facts.
    """
    roles = (voice.book.vocabulary.facts[entity, "rolle"].label for entity in ("reisende", "fremsetter"))
    begins = tuple(f"{capital(label.in_language(voice.language))}: " for label in roles if label)
    answers = tuple(f": {voice.word(name)}." for name in ("ja", "nei"))
    return text.startswith(begins) or text.endswith((*answers, voice.say(NONE_FITS, "")))


def _plainly(voice: Voice, item: PostInstance, post: PostDecision) -> Sentence:
    """What is said of a post without any special reason: that the right is there, or is not."""
    right = because(voice.answered.evaluator, item.instance, item.post.right).hjemmel
    if post.outcomes[0] in NOT_GRANTED:
        return voice.sentence(voice.say(w.NO_RIGHT), right)
    return voice.sentence(voice.say(w.RIGHT), right, post.hjemmel)


def _reason(voice: Voice, ground: Grounds) -> Sentence:
    """The plain sentence with its place in the law; where there is none, the usual one, which has its place in it."""
    concept = next(item for item in voice.book.concepts.values() if item.id == ground.concept)
    day = voice.decision.law_days.get(ground.node.partition("#")[0], LAST_DAY)
    plain = concept.plain_on("sann" if voice.decision.trace[ground.node]["verdi"] else "usann", day)
    if plain is None:
        return Sentence(ground.text.in_language(voice.language))
    return voice.sentence(plain.in_language(voice.language), ground.hjemmel)


def _by_post(voice: Voice, told: Sequence[tuple[str, tuple[Sentence, ...]]], shared: Text) -> Items:
    """A line for each post with its sentences below it; posts with the same sentences are told of together, in the line
    that `shared` makes of their names.

    Where there is one post only, or the same reasons for all, the sentences alone.
    """
    alike: dict[tuple[Sentence, ...], list[str]] = {}
    for title, sentences in told:
        alike.setdefault(sentences, []).append(title)
    number = len(voice.decision.posts)
    if len(alike) == 1 and len(told) == number and (number == 1 or shared is w.TITLE_LINE):
        return Items(tuple(Item((sentence,)) for sentence in told[0][1]))
    return Items(
        tuple(
            Item(
                (Sentence(voice.say(shared if len(titles) > 1 else w.TITLE_LINE, together(voice, titles))),),
                tuple(Item((sentence,)) for sentence in sentences),
            )
            for sentences, titles in alike.items()
        )
    )


def _facts(voice: Voice) -> Iterator[Block]:
    found = facts_of(voice, _settled(voice))
    if found:
        yield Heading(voice.say(w.FACTS))
        yield Items(tuple(Item((Sentence(line),)) for line in found))
        yield paragraph(voice.say(w.REST_OF_FACTS))
    if voice.decision.kind != "tilbakekreving":
        yield paragraph(voice.say(w.UNNAMED_LAW))


def _considered(voice: Voice) -> Iterator[Block]:
    """Each assessment with what was weighed, once."""
    found = {(item.fact.key, item.value.nb, item.momenter): item for item in judgements(voice.decision, voice.book)}
    if not found:
        return
    yield Heading(voice.say(w.CONSIDERED))
    lines = []
    for item in found.values():
        said = [voice.sentence(_judged(voice, item), item.hjemmel)]
        if item.momenter:
            said.append(Sentence(voice.say(w.WEIGHED)))
        below = tuple(Item((Sentence(f"{capital(text.in_language(voice.language))}."),)) for text in item.momenter)
        lines.append(Item(tuple(said), below))
    yield Items(tuple(lines))


def _judged(voice: Voice, item: Judgement) -> str:
    """A yes or no as the answer to its question; anything else by its name."""
    value = item.value.in_language(voice.language)
    question = item.fact.question_on(voice.decision.law_days[item.places[0]])
    if item.fact.type.kind == "boolsk" and question is not None:
        return voice.say(w.ANSWERED, question.in_language(voice.language), capital(value))
    return voice.say(w.JUDGED, capital(item.label.in_language(voice.language)), value)
