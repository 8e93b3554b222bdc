"""What differs between two answers and why, as a page: the whole, the posts, the causes, and the way between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from reiseregel.changes import Changes, FactChange, FactState, PostChange, RuleChange, Side, Step
from reiseregel.changes.shortest import shortened
from reiseregel.decision import Bounds, Grounds, PostDecision
from reiseregel.errors import Language, Text
from reiseregel.explain import changes_words as w
from reiseregel.explain.changes_names import Names
from reiseregel.explain.words import bounds_words, kroner, word
from reiseregel.prose import Block, Heading, Item, Items, Page, Paragraph, Reference, Sentence, Table, paragraph
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary import Hjemmel

Kind = Literal["saker", "datoer", "lesninger", "vedtak"]
#: The place in the law at the end of a reason; it is set as a reference instead.
_PLACE = re.compile(r"\s*\((?=[^()]*§)[^()]*\)(?=\.?$)")


def changes_page(
    changes: Changes, book: RuleBook, language: Language, kind: Kind = "saker", *, whole: bool = False
) -> Page:
    """The comparison in one language. `kind` says what was compared: two cases, one case under the law of two days or
    under two readings, or a decision with a later case. `book` gives the names; the later answer's rules.

    Of each post the outcome, what is paid, and the shortest way to each cause are told; with `whole` every amount and
    every concept between them too.
    """
    return Page(language, tuple(_Writer(changes, book, language, kind, whole=whole).blocks()))


class _Writer:
    def __init__(self, changes: Changes, book: RuleBook, language: Language, kind: Kind, *, whole: bool) -> None:
        self.changes, self.book, self.language, self.whole = changes, book, language, whole
        self.names = Names(changes, book, language)
        self.called = self._called(kind)
        self.facts = {change.pointer: change for change in changes.facts}

    def blocks(self) -> Iterator[Block]:
        yield Heading(self._say(w.TITLE), 1)
        yield Paragraph(tuple(self._lead()), kind="lead")
        if rules := tuple(self._about_rules()):
            yield Paragraph(rules)
        if not self.changes.same_answer:
            yield self._table()
            causes = tuple(self._causes())
            if causes:
                yield Heading(self._say(w.CAUSES))
                yield Items(causes)
        for blocks, titles in self._posts().items():
            yield Heading(self._and(titles))
            yield from blocks
        for text in self._rest():
            yield paragraph(text)

    # --- the whole --------------------------------------------------------------------------------------------------

    def _called(self, kind: Kind) -> tuple[str, str]:
        days = (self.changes.before.first_day, self.changes.after.first_day)
        if kind == "datoer" and days[0] is not None and days[1] is not None:
            first, second = (self._say(w.LAW_OF, self.names.day(day)) for day in days if day is not None)
            return first, second
        texts = {
            "vedtak": (w.EARLIER_DECISION, w.NEW_CASE),
            "lesninger": (w.CHOSEN_READING, w.OTHER_READING),
        }.get(kind, (w.FIRST_CASE, w.SECOND_CASE))
        return self._say(texts[0]), self._say(texts[1])

    def _lead(self) -> Iterator[Sentence]:
        changes = self.changes
        if changes.same_answer:
            yield Sentence(self._say(w.SAME_ANSWER))
            yield Sentence(f"{self._answer(changes.after)}.")
            return
        for name, side in zip(self.called, (changes.before, changes.after), strict=True):
            yield Sentence(f"{self.names.capped(name)}: {self.names.uncapped(self._answer(side))}.")
        yield Sentence(self._difference(changes.difference))

    def _answer(self, side: Side) -> str:
        return f"{word(side.status, self.language)}, {bounds_words(side.bounds, self.language)}"

    def _difference(self, difference: int | None) -> str:
        if difference is None:
            return self._say(w.OPEN_AMOUNT)
        if difference == 0:
            return self._say(w.SAME_AMOUNT)
        return self._say(w.MORE if difference > 0 else w.LESS, kroner(abs(difference), self.language))

    def _about_rules(self) -> Iterator[Sentence]:
        changes = self.changes
        if not changes.same_rules:
            yield Sentence(self._say(w.OTHER_RULES))
            if changes.before.engine != changes.after.engine:
                yield Sentence(self._say(w.OTHER_ENGINE))
        if not changes.traced:
            yield Sentence(self._say(w.SAME_FACTS if changes.same_facts else w.OTHER_FACTS))
            if not changes.same_facts:
                yield Sentence(self._say(w.FACTS_NOT_KEPT))

    def _table(self) -> Table:
        columns = (self._say(w.POST), *(self.names.capped(name) for name in self.called), self._say(w.DIFFERENCE))
        rows = tuple(
            (self.names.post(change.post), self._cell(change.before), self._cell(change.after), self._signed(change))
            for change in self.changes.posts
        )
        return Table(self._say(w.POSTS), columns, rows, amounts=(3,))

    def _cell(self, post: PostDecision | None) -> str:
        if post is None:
            return self._say(w.NOT_THERE)
        return f"{self._outcome(post)}, {bounds_words(post.payable, self.language)}"

    def _outcome(self, post: PostDecision) -> str:
        name = post.outcomes[0] if len(post.outcomes) == 1 else "aapen"
        return self.names.uncapped(word(name, self.language))

    def _signed(self, change: PostChange) -> str:
        found = change.difference
        if found is None:
            return word("ukjent", self.language)
        sign = "+" if found > 0 else ""
        return f"{sign}{kroner(found, self.language)}" if found else self._say(w.NONE)

    # --- the causes -------------------------------------------------------------------------------------------------

    def _causes(self) -> Iterator[Item]:
        yield from self._fact_lines(
            change for change in self.changes.facts if change.bears and self._worth_a_line(change)
        )
        for rate in self.changes.rates:
            hjemler = [row["hjemmel"] for row in (*rate.before, *rate.after)]
            values = (self.names.rate_rows(rate.before), self.names.rate_rows(rate.after))
            text = self._say(w.FROM_TO, self.names.capped(self.names.rate(rate.name)), *values)
            yield _item(Sentence(text, self._cited(hjemler)))
        for reading in self.changes.readings:
            definition = self.book.readings.get(reading.name)
            if definition is None or definition.question is None:
                continue
            texts = [definition.texts.get(code or "") for code in (reading.before, reading.after)]
            words = [text.in_language(self.language) if text else self._say(w.NOT_GIVEN) for text in texts]
            text = self._say(w.READING_FROM_TO, definition.question.in_language(self.language), *words)
            yield _item(Sentence(text, self.names.references(definition.hjemmel)))
        yield from self._rule_lines()
        if self.changes.traced and any(
            change.sort == "endret" and not change.chain.steps for change in self.changes.posts
        ):
            yield _item(Sentence(self._say(w.NOT_FOUND)))

    def _worth_a_line(self, change: FactChange) -> bool:
        """Of what only one of the cases has, the list tells enough, unless a value in it stands on the way."""
        if change.before is not None and change.after is not None:
            return True
        return any(change.pointer in step.facts for post in self.changes.posts for step in post.chain.steps)

    def _fact_lines(self, changes: Iterable[FactChange], about: str | None = None) -> Iterator[Item]:
        """Alike changes in several places are one line. On the way of a post its own place goes without saying, and who
        judged it is told before.
        """
        alike: dict[tuple[str, ...], list[FactChange]] = {}
        for change in changes:
            values = [self.names.fact_value(change, state) for state in (change.before, change.after)]
            said = " ".join(sentence.text for sentence in self._judged(change))
            alike.setdefault((change.key, *values, self.names.owner(change), said), []).append(change)
        for (key, before, after, owner, _), items in alike.items():
            places = dict.fromkeys(self.names.place(item.place) for item in items if item.place != about)
            where = self._and(place for place in places if place)
            label = self.names.capped(self.names.fact(key, listed=items[0].listed))
            label = f"{label} ({where})" if where else label
            text = self._say(w.FROM_TO, label, before, after)
            judged = tuple(self._judged(items[0])) if about is None else ()
            yield _item(Sentence(f"{text[:-1]} [{owner}]."), *judged)

    def _judged(self, change: FactChange) -> Iterator[Sentence]:
        for state, text in ((change.before, w.JUDGED_FIRST), (change.after, w.JUDGED)):
            origin = state.origin if isinstance(state, FactState) else None
            if origin is None or not origin.role:
                continue
            day = self.names.day(origin.time[:10])
            yield Sentence(self._say(text, word(origin.role, self.language), day, origin.reference))
            entity, _, name = change.key.partition(".")
            fact = self.book.vocabulary.facts[entity, name]
            weighed = [fact.momenter[n].in_language(self.language) for n in origin.momenter if n < len(fact.momenter)]
            if weighed:
                yield Sentence(self._say(w.WEIGHED, "; ".join(item.rstrip(".?") for item in weighed)))

    def _rule_lines(self) -> Iterator[Item]:
        """A rule that is another in several places is told once."""
        told: set[object] = set()
        for rule in self.changes.rules:
            key = (rule.concept, rule.before, rule.after)
            if key not in told:
                told.add(key)
                label = self.names.capped(self.names.concept(rule.concept, rule.node.partition("#")[0]))
                yield _item(*self._rule(rule, label))

    def _rule(self, rule: RuleChange, label: str = "") -> Iterator[Sentence]:
        known = [side for side in (rule.before, rule.after) if side is not None]
        days = [self.names.day(side.since) for side in known]
        if len(known) == 2 and known[0].since != known[1].since:
            text = self._say(w.RULE_DIFFERS, *days)
        elif len(known) == 1 and self.changes.same_rules:
            text = self._say(w.RULE_ONLY, *days)
        else:
            text = self._say(w.RULE_EDITED)
        text = self._say(w.RULE_OF, label, text) if label else self.names.capped(text)
        yield Sentence(text, self.names.references(*(side.hjemmel for side in known)))
        if not all(side.wording_read for side in known):
            yield Sentence(self._say(w.RULE_UNREAD))

    # --- each post --------------------------------------------------------------------------------------------------

    def _posts(self) -> dict[tuple[Block, ...], list[str]]:
        """What is said of the posts that differ; those of which the same is said share it."""
        found: dict[tuple[Block, ...], list[str]] = {}
        for change in self.changes.changed_posts:
            found.setdefault(tuple(self._post(change)), []).append(self.names.post(change.post))
        return found

    def _post(self, change: PostChange) -> Iterator[Block]:
        yield Items(tuple(self._post_lines(change)))
        place = change.post.place
        chain = change.chain if self.whole else shortened(change.chain, place, self.facts)
        if chain.roots:
            yield Heading(self._say(w.WHY), 3)
            steps = {step.node: step for step in chain.steps}
            yield Items(tuple(self._roots(chain.roots, steps, set(), place)))

    def _roots(self, roots: tuple[str, ...], steps: dict[str, Step], shown: set[str], about: str) -> Iterator[Item]:
        for root in roots:
            step = _source(steps[root], steps)
            if step.node not in shown:
                yield self._step(step, steps, shown, about)

    def _post_lines(self, change: PostChange) -> Iterator[Item]:
        before, after = change.before, change.after
        if before is None or after is None:
            yield _item(Sentence(self._say(w.ONLY_IN, self.called[1 if before is None else 0])))
        else:
            yield from self._columns(before, after)
        for text, grounds in ((w.GROUND_GONE, change.grounds_gone), (w.GROUND_NEW, change.grounds_new)):
            for ground in grounds:
                words = self.names.uncapped(self._ground(ground))
                yield _item(Sentence(self._say(text, words), self.names.references(ground.hjemmel)))

    def _columns(self, before: PostDecision, after: PostDecision) -> Iterator[Item]:
        outcomes = self._outcome(before), self._outcome(after)
        if outcomes[0] != outcomes[1]:
            references = self.names.references(before.hjemmel, after.hjemmel)
            yield _item(Sentence(self._say(w.FROM_TO, self._say(w.OUTCOME), *outcomes), references))
        demanded = after.post.kind == "tilbakekreving"
        columns: tuple[tuple[Text, Bounds, Bounds], ...] = (
            (w.COMPUTED, before.computed, after.computed),
            (w.OWN_SHARE, before.own_share, after.own_share),
            (w.INTEREST, before.interest, after.interest),
            (w.DEMANDED if demanded else w.PAID, before.payable, after.payable),
            (w.FRIKORT, before.frikort, after.frikort),
        )
        differs = [column for column in columns if self._shown(column[1]) != self._shown(column[2])]
        paid = [column for column in differs if column[0] in (w.PAID, w.DEMANDED)]
        for label, *amounts in differs if self.whole else paid or differs:
            settled = all(amount.settled for amount in amounts)
            words = map(self._shown, amounts)
            yield _item(Sentence(self._say(w.FROM_TO if settled else w.FIRST_THEN, self._say(label), *words)))

    def _shown(self, amount: Bounds) -> str:
        return bounds_words(amount, self.language)

    def _ground(self, ground: Grounds) -> str:
        text = ground.text.in_language(self.language)
        return _PLACE.sub("", text) if text else self._say(w.GROUND_UNKNOWN)

    def _step(self, step: Step, steps: dict[str, Step], shown: set[str], about: str) -> Item:
        """A concept with what made it so below it; one that only passes a value on gives way to where it comes from."""
        step = _source(step, steps)
        place = step.node.partition("#")[0]
        label = self.names.capped(self.names.concept(step.concept, place))
        where = self.names.place(place) if place != about and not about.startswith(f"{place}/") else ""
        label = f"{label} ({where})" if where else label
        before, after = (
            self.names.concept_value(step.concept, value, step.unit, place) for value in (step.before, step.after)
        )
        template = w.FIRST_THEN if isinstance(step.before, dict) or isinstance(step.after, dict) else w.FROM_TO
        text = f"{label}: {before}." if before == after else self._say(template, label, before, after)
        references = self.names.references(step.hjemmel_before, step.hjemmel_after)
        if step.node in shown:
            return _item(Sentence(f"{self._say(w.SHOWN, text[:-1])}.", references))
        shown.add(step.node)
        below = [*self._direct(step, about), *(self._step(steps[node], steps, shown, about) for node in step.below)]
        return Item((Sentence(text, references),), below=tuple(below))

    def _direct(self, step: Step, about: str) -> Iterator[Item]:
        yield from self._fact_lines((self.facts[pointer] for pointer in step.facts), about)
        rates = {rate.name: rate for rate in self.changes.rates}
        for name in step.rates:
            rows = (self.names.rate_rows(rates[name].before), self.names.rate_rows(rates[name].after))
            yield _item(Sentence(self._say(w.FROM_TO, self.names.capped(self.names.rate(name)), *rows)))
        for name in step.readings:
            question = self.book.readings[name].question
            yield _item(Sentence(question.in_language(self.language) if question else name))
        if step.rule is not None:
            yield _item(*self._rule(step.rule))

    # --- what else --------------------------------------------------------------------------------------------------

    def _rest(self) -> Iterator[str]:
        changes = self.changes
        asked = {item.pointer for item in (*changes.questions_gone, *changes.questions_new)}
        idle = [
            change
            for change in changes.facts
            if not change.bears and not change.only_source and change.pointer not in asked
        ]
        idle_text = w.IDLE_ALL if changes.same_answer else w.IDLE
        for text, items in ((idle_text, idle), (w.ONLY_SOURCE, [item for item in changes.facts if item.only_source])):
            if names := dict.fromkeys(self.names.fact(item.key, listed=item.listed) for item in items):
                yield self._say(text, ", ".join(names))
        for text, questions in ((w.NO_LONGER_ASKED, changes.questions_gone), (w.NOW_ASKED, changes.questions_new)):
            known = [item for item in questions if self.names.knows(item.key)]
            if names := dict.fromkeys(self.names.fact(item.key) for item in known):
                yield self._say(text, ", ".join(names))

    def _cited(self, hjemler: Iterable[dict[str, Any]]) -> tuple[Reference, ...]:
        return self.names.references(*(Hjemmel(**hjemmel) for hjemmel in hjemler))

    def _and(self, words: Iterable[str]) -> str:
        """`a, b og c`"""
        *before, last = [*words] or [""]
        return f" {word('og', self.language)} ".join([", ".join(before), last] if before else [last])

    def _say(self, text: Text, *parts: object) -> str:
        return self.names.say(text, *parts)


def _source(step: Step, steps: dict[str, Step]) -> Step:
    """Where a value that is only passed on comes from."""
    while not step.causes and len(step.below) == 1:
        below = steps[step.below[0]]
        if (repr(below.before), repr(below.after), below.unit) != (repr(step.before), repr(step.after), step.unit):
            break
        step = below
    return step


def _item(*sentences: Sentence) -> Item:
    return Item(sentences)
