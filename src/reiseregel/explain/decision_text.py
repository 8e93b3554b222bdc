"""A decision as plain text: outcome and amount first, a line a post, what decided, what is open and who can answer."""

from __future__ import annotations

from collections.abc import Iterator

from reiseregel.decision import Clarification, Decision, PostDecision
from reiseregel.decision.clarify import owner_of
from reiseregel.decision.to_json import outside_law
from reiseregel.errors import Language, Text
from reiseregel.explain.bounds_text import certainty_lines
from reiseregel.explain.frikort_text import forecast_lines
from reiseregel.explain.judgement import judgement_lines, momenter_lines
from reiseregel.explain.next_steps_text import step_lines
from reiseregel.explain.sources_text import sources_page
from reiseregel.explain.titles import PostTitles
from reiseregel.explain.words import bounds_words, hjemmel_words, kroner, outcome_word, word
from reiseregel.facts import OpenFact
from reiseregel.prose import as_text
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary import Hjemmel


def render_decision(decision: Decision, book: RuleBook, language: Language | None = None) -> str:
    """The whole answer in one language (default: the document's own). No colour, no trailing newline."""
    chosen = language or decision.language
    return "\n".join(_Renderer(decision, book, chosen).lines())


def render_line(decision: Decision, language: Language | None = None) -> str:
    """Outcome and amount on one line, for many documents at once."""
    chosen = language or decision.language
    amount = f" · {bounds_words(decision.bounds, chosen)}" if decision.answer is None else ""
    asked = len(decision.clarifications)
    rest = f" · {word('spoersmaal', chosen)}: {asked}" if asked else ""
    return f"{outcome_word(decision.status, decision.answer, chosen)}{amount}{rest}"


class _Renderer:
    def __init__(self, decision: Decision, book: RuleBook, language: Language) -> None:
        self.decision, self.book, self.language = decision, book, language
        self.titles = PostTitles(decision, book, language)
        leaves = decision.answer is not None and decision.answer.of_leaves
        told = (place for place, post in enumerate(decision.posts) if not (leaves and post.refused))
        #: The number each post is told with; of the leaves of a tree only those that may be reached.
        self.numbers = {place: number for number, place in enumerate(told, 1)}

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield ""
        yield word("svar" if self.decision.answer else "poster", self.language)
        labels = {place: self.titles.of(self.decision.posts[place]) for place in self.numbers}
        width = max(map(len, labels.values()), default=0)
        for place, number in self.numbers.items():
            yield f"  {number}. {labels[place]:<{width}}  {self._post(self.decision.posts[place])}"
        yield from self._reasons()
        yield from self._assessed()
        yield from self._questions()
        yield from self._readings()
        yield from forecast_lines(self.decision.frikort, self.titles.at, self.language)
        yield from self._person()
        yield from step_lines(self.decision, self.language)
        yield from self._sources()

    def _sources(self) -> Iterator[str]:
        page = sources_page(self.decision, self.book, self.language)
        yield from ["", as_text(page)] if page else ()

    def _head(self) -> Iterator[str]:
        decision, language = self.decision, self.language
        amount = f"  {bounds_words(decision.bounds, language)}" if decision.answer is None else ""
        yield f"{self._word(decision.status).upper()}{amount}"
        if len(decision.outcomes) > 1:
            options = ", ".join(self._word(outcome).lower() for outcome in decision.outcomes)
            yield f"{word('mulige_utfall', language)}: {options}"
        if not decision.settled:
            yield from certainty_lines(decision, language)

    def _word(self, code: str) -> str:
        return outcome_word(code, self.decision.answer, self.language)

    def _post(self, post: PostDecision) -> str:
        language = self.language
        outcome = post.outcomes[0] if len(post.outcomes) == 1 else "aapen"
        words = [f"{self._word(outcome).lower()}, {bounds_words(post.payable, language)}"]
        if post.post.answer is not None:
            charged = post.post.payable and not post.refused
            share = f"{word('egenandel', language)} {bounds_words(post.payable, language)}" if charged else ""
            words = [", ".join(part for part in (self._word(outcome).lower(), share) if part)]
        if post.computed.settled and post.own_share.settled and post.own_share.highest:
            assert post.computed.highest is not None
            parts = f"{kroner(post.computed.highest, language)} − {kroner(post.own_share.highest, language)}"
            words.append(f"({parts} {word('egenandel', language)})")
        if post.computed.settled and post.interest.settled and post.interest.highest:
            assert post.computed.highest is not None
            parts = f"{kroner(post.computed.highest, language)} + {kroner(post.interest.highest, language)}"
            words.append(f"({parts} {word('rentetillegg', language)})")
        words.append(f"– {hjemmel_words(post.hjemmel, language)}")
        return "  ".join(words)

    def _reasons(self) -> Iterator[str]:
        grouped: dict[str, list[int]] = {}
        for place, number in self.numbers.items():
            for ground in self.decision.posts[place].grounds:
                grouped.setdefault(ground.text.in_language(self.language), []).append(number)
        if grouped:
            yield ""
            yield word("begrunnelse", self.language)
        for text, numbers in grouped.items():
            yield f"  {', '.join(f'{number}.' for number in numbers)} {text}"

    def _assessed(self) -> Iterator[str]:
        lines = list(judgement_lines(self.decision, self.book, self.language))
        yield from ["", *lines] if lines else ()

    def _questions(self) -> Iterator[str]:
        if self.decision.settled:
            missing = list(certainty_lines(self.decision, self.language))
            yield from ["", *missing] if missing else ()
        if self.decision.clarifications:
            yield ""
            yield word("spoersmaal", self.language)
        alike: dict[tuple[str, str, bool], tuple[Clarification, set[int]]] = {}
        for item in self.decision.clarifications:
            alike.setdefault((*self._question(item), item.certain), (item, set()))[1].update(item.posts)
        for number, ((question, hjemmel, certain), (item, posts)) in enumerate(alike.items(), 1):
            where = ", ".join(f"{self.numbers[post]}." for post in sorted(posts))
            maybe = "" if certain else f"; {word('kan_ha', self.language)}"
            yield f"  {number}. {question} ({hjemmel}; {word('post', self.language)} {where}{maybe})"
            if item.fact is not None and item.fact.definition is not None and item.fact.definition.momenter:
                yield from (f"     {line}" for line in momenter_lines(item.fact.definition, self.language))
        if not self.decision.exhausted:
            yield f"  {word('ikke_uttoemt', self.language)}"

    def _question(self, item: Clarification) -> tuple[str, str]:
        """Who is asked what, and the hjemmel for asking. Alike questions about several posts become one line."""
        language = self.language
        owner = word(owner_of(item.fact), language)
        if item.fact is None:
            outside, since = outside_law(self.decision.kind)
            return f"[{owner}] {outside.in_language(language)}", hjemmel_words(since, language)
        question, hjemmel = _asked(item.fact)
        text = question.in_language(language) if question else item.fact.key
        if item.fact.definition is not None and item.fact.definition.not_modelled is not None:
            text = f"{text} {item.fact.definition.not_modelled.in_language(language)}"
        return f"[{owner}] {text}", hjemmel_words(hjemmel, language)

    def _readings(self) -> Iterator[str]:
        if self.decision.rests_on:
            yield ""
            yield word("hviler", self.language)
        for item in self.decision.rests_on:
            question = item.reading.question.in_language(self.language) if item.reading.question else item.reading.name
            chosen = item.reading.texts[self.decision.receipt.readings[item.reading.name]].in_language(self.language)
            other = item.reading.texts[item.alternative].in_language(self.language)
            outcome = " / ".join(self._word(outcome).lower() for outcome in item.outcomes)
            amount = "" if self.decision.answer else f", {bounds_words(item.bounds, self.language)}"
            places = f" {word('og', self.language)} ".join(hjemmel_words(place, self.language) for place in item.places)
            yield f"  {question} {chosen[:1].upper()}{chosen[1:]} ({places}; {item.reading.name})."
            yield f"    {word('ellers', self.language).capitalize()}: {other}: {outcome}{amount}"

    def _person(self) -> Iterator[str]:
        yield ""
        if self.decision.automatic:
            yield word("automatisk", self.language)
            return
        reasons = []
        for code in self.decision.not_automatic:
            name, _, detail = code.partition(":")
            name = "nei" if name == "avslag" and self.decision.answer else name
            reasons.append(word(f"aa_{name}", self.language).format(f"«{detail}»"))
        yield f"{word('person', self.language)}: {'; '.join(reasons)}"


def _asked(fact: OpenFact) -> tuple[Text | None, Hjemmel]:
    """The question and its hjemmel under the law of the day it is about."""
    asked, day = fact.definition or fact.listed, fact.instance.law_day
    assert asked is not None
    hjemmel = asked.hjemmel_on(day)
    assert hjemmel is not None
    return asked.question_on(day), hjemmel
