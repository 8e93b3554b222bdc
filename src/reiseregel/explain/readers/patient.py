"""The answer for the patient, or whoever claims: what was decided, why, and what to do now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reiseregel.calendar import LAST_DAY
from reiseregel.decision import Bounds, Clarification, PostDecision
from reiseregel.decision.clarify import owner_of
from reiseregel.decision.model import Grounds, outcome_words
from reiseregel.decision.to_json import outside_law
from reiseregel.engine import PostInstance
from reiseregel.engine.arithmetic import Named, arithmetic
from reiseregel.errors import Text
from reiseregel.explain.documentation import issuers_words
from reiseregel.explain.next_steps_text import HEADING, each_once
from reiseregel.explain.readers import patient_words as w
from reiseregel.explain.readers.arithmetic_words import arithmetic_sentences
from reiseregel.explain.readers.because_words import leading_sentence
from reiseregel.explain.readers.documents import against, can_be_sent
from reiseregel.explain.readers.told import ground_sentence, why
from reiseregel.explain.readers.voice import Voice, capital
from reiseregel.explain.words import bounds_words, kroner
from reiseregel.prose import Block, Heading, Item, Items, Paragraph, Sentence, paragraph
from reiseregel.rulebook.advice import OPEN_CODE
from reiseregel.rulebook.model import Documentation
from reiseregel.vocabulary import Hjemmel
from reiseregel.vocabulary.model import Owner

#: Those who claim on their own account or for a person, and are spoken to as «du».
_PERSONS = ("pasient", "verge", "fullmektig", "ledsager", "paaroerende")
#: The right to complain, and where it goes; the time for it.
_COMPLAINT, _DEADLINE = Hjemmel("7-2", 1, lov="pbrl"), Hjemmel("7-5", lov="pbrl")
#: Those whose facts a document can show.
_CAN_SHOW = ("pasient", "behandler")
_REFUSED, _REDUCED = ("avslag",), ("redusert", "kreves_delvis_tilbake")


def patient_blocks(voice: Voice) -> Iterator[Block]:
    """The page for the patient: the headline, a few sentences for each post, then what can be done now."""
    yield from PatientPage(voice).blocks()


class PatientPage:
    """The page about money: support that is paid out, or money that is claimed back."""

    def __init__(self, voice: Voice) -> None:
        self.voice, self.decision, self.book = voice, voice.decision, voice.book
        self.recovery = self.decision.kind == "tilbakekreving"
        self.personal = self._is_personal()

    def _is_personal(self) -> bool:
        claimants = [item for path, item in self.voice.instances.items() if path == "/fremsatt_av"]
        role = self.voice.answered.document.data.get("fremsatt_av", {}).get("rolle") if claimants else None
        return role is None or role in _PERSONS

    def blocks(self) -> Iterator[Block]:
        yield Heading(self.voice.say(w.TITLE_RECOVERY if self.recovery else w.TITLE), 1)
        yield paragraph(*self._headline(), kind="lead")
        for item, post in zip(self.voice.answered.posts, self.decision.posts, strict=True):
            yield Heading(self.voice.titles.of(post), 2)
            yield Paragraph(tuple(self._post(item, post)))
        yield from self._questions()
        yield from self._documents()
        yield from self._complaint()
        yield from self._steps()

    # --- the headline -----------------------------------------------------------------------------------------------

    def _headline(self) -> Iterator[str]:
        say, decision = self.voice.say, self.decision
        if not decision.settled:
            yield say(w.MISSING if decision.status == "mangler_opplysninger" else w.TO_ASSESS)
            yield from self._range(decision.bounds)
            return
        assert decision.amount is not None
        amount = kroner(decision.amount, self.voice.language)
        match decision.status:
            case "kreves_tilbake":
                yield say(w.PAY_BACK, amount)
            case "kreves_delvis_tilbake":
                yield say(w.PAY_BACK_PART, amount)
            case "kreves_ikke_tilbake":
                yield say(w.PAY_NOTHING_BACK)
            case "avslag":
                yield say(w.REFUSED if self.personal else w.REFUSED_OTHER)
            case _ if not decision.amount:
                yield say(w.NOTHING_PAID if self.personal else w.NOTHING_PAID_OUT)
            case "innvilget":
                yield say(w.YOU_GET if self.personal else w.IS_PAID, amount)
            case _:
                yield say(w.YOU_GET_PART if self.personal else w.IS_PAID_PART, amount)
        if not decision.automatic:
            yield say(w.BY_A_PERSON)

    def _range(self, bounds: Bounds) -> Iterator[str]:
        if bounds.highest is not None:
            words = w.ANYWAY if bounds.settled else w.RANGE_BACK if self.recovery else w.RANGE
            yield self.voice.say(words, bounds_words(bounds, self.voice.language))

    # --- each post --------------------------------------------------------------------------------------------------

    def _post(self, item: PostInstance, post: PostDecision) -> Iterator[Sentence]:
        if not post.settled:
            yield self.voice.sentence(self.voice.say(w.POST_OPEN), post.hjemmel)
            for words in self._range(post.payable):
                yield self.voice.sentence(words, post.hjemmel)
            return
        if post.outcomes in (_REFUSED, ("kreves_ikke_tilbake",)):
            yield from self._refused(item, post)
            return
        if post.outcomes[0] in _REDUCED:
            words = self.voice.say(self._reduced(post))
            yield self.voice.sentence(words, post.grounds[0].hjemmel if post.grounds else post.hjemmel)
        for ground in post.grounds:
            yield self._reason(ground)
        yield from self._sums(item, post)

    def _reduced(self, post: PostDecision) -> Text:
        """Covered in part, unless nothing of it is paid."""
        if self.recovery:
            return w.POST_REDUCED_DEMAND
        if post.payable.highest == 0:
            return w.POST_NOTHING if self.personal else w.POST_NOTHING_OUT
        return w.POST_REDUCED

    def _sums(self, item: PostInstance, post: PostDecision) -> Iterator[Sentence]:
        """The arithmetic of what is paid; of what was worked out, when the payment waits or is not a sum itself."""
        evaluator, language = self.voice.evaluator, self.voice.language
        step = arithmetic(evaluator, item.instance, item.post.payable)
        paid = arithmetic_sentences(step, self.voice, labelled=False)
        yield from paid
        if paid:
            return
        computed = arithmetic(evaluator, item.instance, item.post.computed)
        yield from arithmetic_sentences(computed, self.voice, labelled=False)
        assert post.payable.highest is not None
        words = w.POST_PAID if post.computed == post.payable else w.PAID_NOW
        place = step.clause.hjemmel if isinstance(step, Named) else post.hjemmel
        yield self.voice.sentence(self.voice.say(words, kroner(post.payable.highest, language)), place)

    def _refused(self, item: PostInstance, post: PostDecision) -> Iterator[Sentence]:
        """The deciding condition and its value first, then what it means; further reasons by a sentence each."""
        for number, ground in enumerate(post.grounds):
            if number == 0:
                first = leading_sentence(why(self.voice, item, ground), self.voice)
                if first is not None:
                    yield first
            yield self._reason(ground)
        if not post.grounds:
            yield self.voice.sentence(self.voice.say(w.POST_REFUSED), post.hjemmel)

    def _reason(self, ground: Grounds) -> Sentence:
        """The short sentence for the patient; where there is none, the usual one."""
        concept = next(item for item in self.book.concepts.values() if item.id == ground.concept)
        place = ground.node.partition("#")[0]
        day = self.decision.law_days.get(place, LAST_DAY)
        holds = self.decision.nodes[ground.node]["verdi"]
        plain = concept.plain_on("sann" if holds else "usann", day)
        if plain is None:
            return ground_sentence(self.voice, ground)
        return self.voice.sentence(plain.in_language(self.voice.language), ground.hjemmel)

    # --- what to do now ---------------------------------------------------------------------------------------------

    def _questions(self) -> Iterator[Block]:
        mine = [item for item in self.decision.clarifications if owner_of(item.fact) == "pasient"]
        others = [item for item in self.decision.clarifications if owner_of(item.fact) != "pasient"]
        if mine:
            yield Heading(self.voice.say(w.ASK_YOU if self.personal else w.ASK_TRAVELLER), 2)
            yield listed(self._asked(item) for item in mine)
        if others:
            yield Heading(self.voice.say(w.ASK_OTHERS), 2)
            yield listed(self._asked(item) for item in others)

    def _asked(self, item: Clarification) -> Sentence:
        return self._question(item, "pasient")

    def _question(self, item: Clarification, to: Owner) -> Sentence:
        """The question to the one who is spoken to; another's is told with who is asked."""
        fact = item.fact
        if fact is None:
            _, since = outside_law(self.decision.kind)
            return self.voice.sentence(self.voice.say(w.OUTSIDE_LAW), since)
        asked, day, owner = fact.definition or fact.listed, fact.instance.law_day, owner_of(fact)
        assert asked is not None
        question, hjemmel = asked.question_on(day), asked.hjemmel_on(day)
        assert hjemmel is not None
        words = question.in_language(self.voice.language) if question else fact.key
        if owner != to:
            words = self.voice.say(w.ASKED[owner], words)
        return self.voice.sentence(words, hjemmel)

    def _documents(self) -> Iterator[Block]:
        found: dict[str, Sentence] = {}
        for item, post in zip(self.voice.answered.posts, self.decision.posts, strict=True):
            for entry in self._wanted(item, post):
                day = self.decision.law_days.get(post.place, LAST_DAY)
                found.setdefault(entry.id, self.voice.sentence(self._document(entry), entry.hjemmel_on(day)))
        if found:
            yield Heading(self.voice.say(w.DOCUMENTS if self.personal else w.DOCUMENTS_OTHER), 2)
            yield listed(found.values())

    def _document(self, entry: Documentation) -> str:
        """What it is, and who gives it when that is somebody else."""
        language = self.voice.language
        document = capital(entry.document.in_language(language))
        others = tuple(issuer for issuer in entry.issuers if issuer not in ("register", "den_som_krever"))
        if not others:
            return self.voice.say(w.DOCUMENT, document)
        return self.voice.say(w.DOCUMENT_FROM, document, issuers_words(replace(entry, issuers=others), language))

    def _wanted(self, item: PostInstance, post: PostDecision) -> Iterator[Documentation]:
        """The documents that would answer what is asked, or what a refusal rests on as far as that can be told."""
        number, day = item.number, self.decision.law_days.get(post.place, LAST_DAY)
        asked = {
            question.fact.key
            for question in self.decision.clarifications
            if question.fact is not None and number in question.posts and owner_of(question.fact) in _CAN_SHOW
        }
        if post.settled and post.outcomes[0] != outcome_words(post.post).post[0]:
            yield from against(self.voice, item, post)
        entries = [entry for entry in self.book.documentation if post.post.id in entry.posts]
        yield from (entry for entry in entries if asked & set(entry.facts) and can_be_sent(entry, day))

    def _complaint(self) -> Iterator[Block]:
        """Who gets less than was claimed, or must pay back, can complain once it is decided."""
        against = any(post.outcomes[0] in (*_REFUSED, *_REDUCED, "kreves_tilbake") for post in self.decision.posts)
        if not self.decision.settled or not (against or not self.decision.amount) or self._nothing_demanded():
            return
        may, later, deadline = w.COMPLAIN if self.personal else w.COMPLAIN_OTHER
        said = [self.voice.sentence(self.voice.say(may if self.decision.automatic else later), _COMPLAINT)]
        if self.book.complaint is not None:
            recipient = self.book.complaint.recipient(LAST_DAY).in_language(self.voice.language)
            said.append(self.voice.sentence(self.voice.say(w.SEND, recipient), _COMPLAINT))
        said.append(self.voice.sentence(self.voice.say(deadline), _DEADLINE))
        yield Heading(self.voice.say(w.COMPLAIN_HEADING), 2)
        yield Paragraph(tuple(said))

    def _steps(self) -> Iterator[Block]:
        """What else the one who is spoken to can do; the questions and the complaint are told of above."""
        steps = [
            step
            for step in each_once(self.decision)
            if step.to == "pasient" and not step.code.startswith(OPEN_CODE) and step.hjemmel != _COMPLAINT
        ]
        if steps:
            yield Heading(self.voice.say(HEADING), 2)
            yield listed(
                self.voice.sentence(step.text.in_language(self.voice.language), step.hjemmel) for step in steps
            )

    def _nothing_demanded(self) -> bool:
        return self.decision.status == "kreves_ikke_tilbake"


def listed(sentences: Iterable[Sentence]) -> Items:
    """A list of sentences, each once."""
    once = {sentence.plain: sentence for sentence in sentences}
    return Items(tuple(Item((sentence,)) for sentence in once.values()))
