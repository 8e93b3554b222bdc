"""Which papers a claimant may be told of: what can be sent, invites no untruth, and has not been shown already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reiseregel.calendar import LAST_DAY
from reiseregel.decision import PostDecision
from reiseregel.engine import PostInstance
from reiseregel.engine.because import facts_behind
from reiseregel.engine.in_force import naming, references_in_force
from reiseregel.engine.trace import fact_node
from reiseregel.explain.readers.told import AMOUNTS, why
from reiseregel.explain.readers.voice import Voice
from reiseregel.rulebook.model import Documentation
from reiseregel.rulebook.tree import FactRef


def can_be_sent(entry: Documentation, day: int) -> bool:
    """True for what the law of a day asks to see and the claimant can get hold of."""
    return entry.holds_on(day) and entry.waiver.rule != "kreves_ikke" and entry.issuers != ("register",)


def may_be_suggested(voice: Voice, entry: Documentation, day: int) -> bool:
    """True for what can be sent, but not when it only shows what invites an untruth, such as an emergency."""
    facts = {fact.key: fact for fact in voice.book.vocabulary.facts.values()}
    return can_be_sent(entry, day) and not all(facts[key].hidden_from_patient for key in entry.facts)


def has_been_shown(voice: Voice, post: PostDecision, entry: Documentation) -> bool:
    """True when the document is there, or the one who would give it has said already what it would show."""
    known = _known(voice, post, entry)
    return bool(known) and all(
        node["verdi"] == "foreligger" or node.get("kilde", node["eier"]) in entry.issuers for node in known
    )


def against(voice: Voice, item: PostInstance, post: PostDecision) -> Iterator[Documentation]:
    """What could show the opposite of a reason to refuse or cut, as far as that can be told from what decided it.

    Of a refusal what has not been shown, of a cut only what nothing is known of.
    """
    day = voice.decision.law_days.get(post.place, LAST_DAY)
    entries = [entry for entry in voice.book.documentation if post.post.id in entry.posts]
    for ground in post.grounds:
        by_reason = [entry for entry in entries if ground.code in entry.reasons and may_be_suggested(voice, entry, day)]
        behind = facts_behind(why(voice, item, ground)) if by_reason else frozenset()
        nearest = [entry for entry in by_reason if behind & set(entry.facts)]
        if ground.group in AMOUNTS:
            yield from (entry for entry in nearest if is_unanswered(voice, post, entry))
        else:
            yield from (entry for entry in nearest or by_reason if not has_been_shown(voice, post, entry))


def is_unanswered(voice: Voice, post: PostDecision, entry: Documentation) -> bool:
    """True when nothing is known of what the document would show, such as a certificate that was not sent."""
    return not _known(voice, post, entry)


def _known(voice: Voice, post: PostDecision, entry: Documentation) -> list[dict[str, Any]]:
    book, facts = voice.book, voice.evaluator.facts
    found = {}
    for key in entry.facts:
        entity, _, name = key.partition(".")
        for reference, instance in references_in_force(book, facts, naming(book, (entity, name))):
            if isinstance(reference, FactRef) and (reference.entity, reference.name) == (entity, name):
                found[instance.path, key] = instance.facts[name]
    return [fact_node(slot) for (place, _), slot in found.items() if is_about(place, post.place)]


def is_about(place: str, post: str) -> bool:
    """True of the place a post stands at, what that is a part of, and its own parts."""
    return f"{post}/".startswith(f"{place}/") or place.startswith(f"{post}/")
