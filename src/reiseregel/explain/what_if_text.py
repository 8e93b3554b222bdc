"""What would have given a better answer, for the patient, the caseworker and the jurist.

The patient reads only what can be provided and what can be done another time; see `Counterfactuals.for_patient`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reiseregel.calendar import LAST_DAY
from reiseregel.counterfactual import ONLY_MONEY, Change, Counterfactual, Counterfactuals
from reiseregel.decision import Bounds, Decision
from reiseregel.errors import Language
from reiseregel.explain.documentation import issuers_words
from reiseregel.explain.readers import Reader
from reiseregel.explain.titles import PostTitles
from reiseregel.explain.what_if_words import condition_words, either, name_words, now_words, said
from reiseregel.explain.words import bounds_words, day, hjemmel_words, word
from reiseregel.prose import Block, Heading, Item, Items, Page, Paragraph, Reference, Sentence, paragraph, sentence
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.model import Documentation
from reiseregel.vocabulary.model import CHANGEABLE


def what_if(
    found: Counterfactuals,
    decision: Decision,
    book: RuleBook,
    reader: Reader = "saksbehandler",
    language: Language | None = None,
) -> Page:
    """The page for a reader, in one language (default: the document's own).

    Raises:
        ValueError: the decision is an answer without money; there is no better amount to tell of.

    """
    if decision.answer is not None:
        raise ValueError(ONLY_MONEY)
    chosen = language or found.language
    return Page(chosen, tuple(what_if_blocks(found, decision, book, reader, chosen)))


def what_if_blocks(
    found: Counterfactuals, decision: Decision, book: RuleBook, reader: Reader, language: Language
) -> Iterator[Block]:
    """The blocks, to stand after an explanation: a heading of level 2, and one of level 3 for each group."""
    writer = _Writer(found, decision, book, reader, language)
    yield Heading(said("tittel", language), 2)
    yield from writer.better()
    yield from writer.limits()
    yield from writer.worse()


@dataclass(frozen=True, slots=True)
class _Writer:
    found: Counterfactuals
    decision: Decision
    book: RuleBook
    reader: Reader
    language: Language

    @property
    def for_patient(self) -> bool:
        return self.reader == "pasient"

    def better(self) -> Iterator[Block]:
        """The three groups, of which a patient sees two."""
        told = self.found.for_patient if self.for_patient else self.found.better
        for group in CHANGEABLE:
            items = tuple(dict.fromkeys(self._item(item) for item in told if item.group == group))
            if items:
                yield Heading(said(f"du_{group}" if self.for_patient else group, self.language), 3)
                yield Items(items)
        if not told:
            yield paragraph(said("ingen_pasient" if self.for_patient else "ingen", self.language))
        elif self.for_patient:
            yield paragraph(said("riktig", self.language))

    def limits(self) -> Iterator[Block]:
        """What was not tried."""
        sentences = []
        if not self.found.exhausted or (self.for_patient and self.found.larger_possible):
            sentences.append(Sentence(said("mer", self.language)))
        if not self.found.exhausted and not self.for_patient:
            sentences.append(Sentence(said("avkortet", self.language)))
        if self.found.larger_possible and not self.for_patient:
            sentences.append(Sentence(said("flere_sammen", self.language, self.found.largest)))
        if sentences:
            yield Paragraph(tuple(sentences))

    def worse(self) -> Iterator[Block]:
        """What a better outcome hangs on, for those who are not the patient."""
        if self.found.worse and not self.for_patient:
            yield Heading(said("daarligere", self.language), 3)
            yield paragraph(said("daarligere_om", self.language))
            yield Items(tuple(dict.fromkeys(self._item(item) for item in self.found.worse)))

    # --- one counterfactual -----------------------------------------------------------------------------------------

    def _item(self, item: Counterfactual) -> Item:
        then = Sentence(self._then(item))
        below = () if self.for_patient else tuple(self._posts(item))
        if len(item.changes) == 1:
            return Item((*self._change(item.changes[0], item), then), below)
        changes = tuple(Item(tuple(self._change(change, item))) for change in item.changes)
        return Item((Sentence(said("alt_sammen", self.language)), then), (*changes, *below))

    def _change(self, change: Change, item: Counterfactual) -> Iterator[Sentence]:
        language = self.language
        document = self._document(change, item) if change.changeable == "dokumenteres" else None
        place = Reference(hjemmel_words(change.hjemmel, language), change.hjemmel.link)
        if self.for_patient and change.changeable == "dokumenteres":
            if document is None:
                shown = f"{self._name(change)}: {condition_words(change, language)}"
                yield sentence(said("vis_at", language, shown), place)
                return
            yield sentence(said("legg_fram", language, document.document.in_language(language)), place)
            if document.issuers != ("den_som_krever",):
                yield Sentence(said("faas_fra", language, issuers_words(document, language)))
            return
        words = [self._name(change), condition_words(change, language)]
        if change.fact is None:
            yield sentence(said("endring_liste", language, *words), place)
        else:
            yield sentence(said("endring", language, *words, now_words(change, self.book, language)), place)
        if not self.for_patient:
            yield Sentence(said("eier", language, word(change.owner, language)))
            if document is not None:
                issuers = issuers_words(document, language)
                yield Sentence(said("dokument", language, document.document.in_language(language), issuers))
        if self.reader == "jurist" and change.law_day < LAST_DAY:  # what the whole claim shares has no day of its own
            yield Sentence(said("lovdag", language, day(date.fromordinal(change.law_day).isoformat(), language)))

    def _name(self, change: Change) -> str:
        """What is changed, and which journey, night or trip it is about when there is more than one post."""
        name, place = name_words(change, self.language), change.pointer.rpartition("/")[0]
        if len(self.decision.posts) < 2:
            return name
        while place:
            if any(post.place == place for post in self.decision.posts):
                titles = PostTitles(self.decision, self.book, self.language)
                return said("gjelder", self.language, name, titles.at(place))
            place = place.rpartition("/")[0]
        return name

    def _document(self, change: Change, item: Counterfactual) -> Documentation | None:
        """The document that shows it, for the posts that would come out otherwise; best one their reasons ask for."""
        posts = [self.decision.posts[post.number] for post in item.posts]
        keys = {change.fact.key} if change.fact else {fact.key for fact, _ in change.condition.within}
        entity = "" if change.fact else f"{change.definition.name}."
        reasons = {ground.code for post in posts for ground in post.grounds}
        fitting = [
            entry
            for entry in self.book.documentation
            if entry.holds_on(change.law_day)
            and entry.waiver.rule != "kreves_ikke"
            and (keys & {*entry.facts} or (entity and any(key.startswith(entity) for key in entry.facts)))
            and (not posts or {post.post.id for post in posts} & {*entry.posts})
        ]
        return min(fitting, key=lambda entry: not reasons & {*entry.reasons}, default=None)

    # --- what comes out ---------------------------------------------------------------------------------------------

    def _then(self, item: Counterfactual) -> str:
        outcomes = self._outcomes(item.outcomes)
        settled = len(item.outcomes) == 1 and item.bounds.settled
        phrase = "ville" if settled else "kunne"
        demand = "krav_" if self.decision.kind == "tilbakekreving" else ""
        return said(demand + phrase, self.language, outcomes, bounds_words(item.bounds, self.language))

    def _posts(self, item: Counterfactual) -> Iterator[Item]:
        if len(self.decision.posts) < 2:
            return
        titles = PostTitles(self.decision, self.book, self.language)
        for post in item.posts:
            now = self.decision.posts[post.number]
            before, after = self._post(now.outcomes, now.payable), self._post(post.outcomes, post.payable)
            yield Item((Sentence(said("posten", self.language, titles.of(now), *after, *before)),))

    def _post(self, outcomes: tuple[str, ...], payable: Bounds) -> tuple[str, str]:
        return self._outcomes(outcomes), bounds_words(payable, self.language)

    def _outcomes(self, outcomes: tuple[str, ...]) -> str:
        return either([word(outcome, self.language).lower() for outcome in outcomes], self.language)
