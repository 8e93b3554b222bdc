"""Why a post came out as it did: the reasons that hold, and the hjemmel that decided."""

from __future__ import annotations

from collections.abc import Container, Iterator

from reiseregel.decision.core import Core
from reiseregel.decision.model import Grounds
from reiseregel.engine import PostInstance, version_for
from reiseregel.engine.decided import clause_that_decided
from reiseregel.errors import Text
from reiseregel.facts import Instance
from reiseregel.rulebook import Concept
from reiseregel.rulebook.model import MAIN, Reason
from reiseregel.rulebook.tree import ConceptRef
from reiseregel.sets import NO, YES
from reiseregel.vocabulary import Hjemmel

_NO_WORDS = Text("", "", "")


def grounds_of(core: Core, item: PostInstance, among: Container[str] | None = None) -> tuple[Grounds, ...]:
    """Every reason of the post that is known to hold, in the order of the rule file. All failing gates are listed.

    `among`: the codes that hold, where somebody has found them; several reasons may have one code.
    """
    return tuple(_grounds(core, reason, instance) for reason, instance in _holding(core, item, among))


def _holding(core: Core, item: PostInstance, among: Container[str] | None) -> Iterator[tuple[Reason, Instance]]:
    refused = core.evaluator.concept(item.instance, item.post.right)[0] == NO
    for reason in item.post.reasons:
        if (among is None or reason.code in among) and not (refused and reason.about_amounts):
            instance = item.instance.follow(reason.up, ())
            if core.evaluator.concept(instance, reason.concept)[0] == (YES if reason.value else NO):
                yield reason, instance


def _grounds(core: Core, reason: Reason, instance: Instance) -> Grounds:
    concept = core.book.concept(reason.entity, reason.concept)
    return Grounds(
        code=reason.code,
        group=reason.group,
        concept=concept.id,
        node=f"{instance.path}#{concept.id}",
        hjemmel=_deciding(core, instance, concept),
        text=concept.phrase_on("sann" if reason.value else "usann", instance.law_day) or _NO_WORDS,
    )


def hjemmel_of(core: Core, item: PostInstance, among: Container[str] | None = None) -> Hjemmel:
    """A refused post rests on its first reason, and so does an answer without money that has one; any other post on the
    clause that gave the amount. `among` as for `grounds_of`.
    """
    right = core.evaluator.concept(item.instance, item.post.right)[0]
    if right == NO or not item.post.computed:
        found = next(_first_of(core, item, among), None)
        if found is not None:
            return found
    return _deciding(core, item.instance, core.book.concept(item.post.entity, item.post.computed or item.post.right))


def _first_of(core: Core, item: PostInstance, among: Container[str] | None) -> Iterator[Hjemmel]:
    for reason in item.post.reasons:
        if among is None or reason.code in among or reason.about_amounts:
            instance = item.instance.follow(reason.up, ())
            if core.evaluator.concept(instance, reason.concept)[0] == (YES if reason.value else NO):
                yield _deciding(core, instance, core.book.concept(reason.entity, reason.concept))


def _deciding(core: Core, instance: Instance, concept: Concept) -> Hjemmel:
    """The hjemmel of the clause that decided. A main rule that only passes on another concept's value leads there."""
    version = version_for(instance, concept)
    if version is None:
        return concept.hjemmel
    clause, alone = clause_that_decided(core.evaluator, instance, version)
    if alone and clause.id == MAIN and isinstance(clause.value, ConceptRef):
        target = instance.follow(clause.value.route.up, clause.value.route.down)
        return _deciding(core, target, core.book.concept(clause.value.entity, clause.value.name))
    return clause.hjemmel
