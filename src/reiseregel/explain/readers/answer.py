"""An answer without money for the one it is about; for the practitioner, where a practitioner asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from reiseregel.decision import Clarification, PostDecision
from reiseregel.decision.clarify import owner_of
from reiseregel.decision.model import Grounds
from reiseregel.engine import PostInstance
from reiseregel.explain.next_steps_text import HEADING, NEEDS_PERSON, by_whom, each_once
from reiseregel.explain.readers import answer_words as w
from reiseregel.explain.readers import patient_words as p
from reiseregel.explain.readers.patient import PatientPage, listed
from reiseregel.explain.readers.told import ground_sentence
from reiseregel.explain.readers.voice import Voice, capital
from reiseregel.explain.words import kroner
from reiseregel.prose import Block, Heading, Paragraph, Reference, Sentence, paragraph

#: The site that is written for patients.
_FOR_PATIENTS = "helsenorge.no"


def answer_blocks(voice: Voice) -> Iterator[Block]:
    """The page: the answer, why, what is open, and what to do now."""
    yield from _AnswerPage(voice).blocks()


class _AnswerPage(PatientPage):
    """`to_practitioner`: the page is told to the one who filled in the document, of the patient in the third person."""

    def __init__(self, voice: Voice) -> None:
        super().__init__(voice)
        self.to_practitioner = self.decision.kind in w.TO_PRACTITIONER

    def blocks(self) -> Iterator[Block]:
        """Title, headline, a part for each post, then questions, papers and steps."""
        titles = {**w.TITLES, **w.TO_PRACTITIONER}
        yield Heading(self.voice.say(titles.get(self.decision.kind, w.TITLE)), 1)
        yield paragraph(*self._headline(), kind="lead")
        posts = self.voice.posts
        for _, item, post in posts:
            if post.refused and not post.grounds and any(not other.refused for _, _, other in posts):
                continue  # of several things it can be, one that it is not goes without saying
            said = tuple(self._answered(item, post, alone=len(posts) == 1))
            if said:
                yield Heading(self.voice.titles.of(post), 2)
                yield Paragraph(said)
        yield from self._questions()
        yield from self._documents()
        yield from self._steps()
        yield from self._read_more()

    def _headline(self) -> Iterator[str]:
        say, decision = self.voice.say, self.decision
        if not decision.settled:
            yield say(p.MISSING if decision.status == "mangler_opplysninger" else w.TO_ASSESS)
            if len(decision.outcomes) > 1:
                told = [self.voice.outcome(code).lower() for code in decision.outcomes]
                yield say(w.CAN_BE, f" {self.voice.word('eller')} ".join([", ".join(told[:-1]), told[-1]]))
            return
        yield say(w.OUTCOME, self.voice.outcome(decision.status))
        if not decision.automatic:
            yield say(p.BY_A_PERSON)

    def _answered(self, item: PostInstance, post: PostDecision, *, alone: bool) -> Iterator[Sentence]:
        """The outcome where it is not that of the whole, every reason, and what the journey costs."""
        if not post.settled:
            yield self.voice.sentence(self.voice.say(p.POST_OPEN), post.hjemmel)
            return
        if not alone or not post.grounds:
            yield self.voice.sentence(self.voice.say(w.OUTCOME, self.voice.outcome(post.outcomes[0])), post.hjemmel)
        for ground in post.grounds:
            yield self._reason(ground)
        if item.post.payable and not post.refused and post.payable.highest is not None:
            place = self.voice.book.concept(item.post.entity, item.post.payable).hjemmel
            yield self.voice.sentence(self._charge(post.payable.highest), place)

    def _charge(self, oere: int) -> str:
        if not oere:
            return self.voice.say(w.PATIENT_PAYS_NOTHING if self.to_practitioner else w.YOU_PAY_NOTHING)
        return self.voice.say(w.PATIENT_PAYS if self.to_practitioner else w.YOU_PAY, kroner(oere, self.voice.language))

    def _reason(self, ground: Grounds) -> Sentence:
        """The short sentence speaks to the patient, and its place is the ledd; a practitioner is told the usual one."""
        if not self.to_practitioner:
            return super()._reason(replace(ground, hjemmel=replace(ground.hjemmel, punktum=0)))
        told = ground_sentence(self.voice, ground)
        return Sentence(told.text, told.references[:1])

    def _questions(self) -> Iterator[Block]:
        if not self.to_practitioner:
            yield from super()._questions()
            return
        questions = self.decision.clarifications
        mine = [item for item in questions if owner_of(item.fact) == "behandler"]
        others = [item for item in questions if owner_of(item.fact) != "behandler"]
        if mine:
            yield Heading(self.voice.say(w.ASK_PRACTITIONER), 2)
            yield listed(self._asked(item) for item in mine)
        if others:
            yield Heading(self.voice.say(p.ASK_OTHERS), 2)
            yield listed(self._asked(item) for item in others)

    def _asked(self, item: Clarification) -> Sentence:
        """A question; the one who is spoken to is asked directly."""
        return self._question(item, "behandler" if self.to_practitioner else "pasient")

    def _steps(self) -> Iterator[Block]:
        """Every step but those of the caseworker; who is to do it, when it is somebody else."""
        mine = ("rekvirent", "avdeling") if self.to_practitioner else ("pasient",)
        language, found = self.voice.language, []
        for step in each_once(self.decision):
            if step.to == "saksbehandler":
                continue
            text = step.text.in_language(language)
            if step.to not in mine:
                text = f"{capital(by_whom(step, self.decision.kind, language))}: {text}"
            found.append(self.voice.sentence(text, step.hjemmel))
        if self.to_practitioner and self.decision.needs_person:
            found.append(Sentence(self.voice.say(NEEDS_PERSON)))
        if found:
            yield Heading(self.voice.say(HEADING), 2)
            yield listed(found)

    def _read_more(self) -> Iterator[Block]:
        """The national pages behind the answer and the steps, with their site; to a patient those made for patients."""
        grounds = (ground.hjemmel for _, _, post in self.voice.posts for ground in post.grounds)
        keys = dict.fromkeys(place.kilde for place in (*grounds, *(step.hjemmel for step in self.decision.next_steps)))
        found = []
        for source in (self.book.sources[key] for key in keys if key in self.book.sources):
            site = urlsplit(source.link).netloc
            if source.status == "nasjonal" and site and (self.to_practitioner or site.endswith(_FOR_PATIENTS)):
                title = source.title.in_language(self.voice.language)
                found.append(Sentence(title, (Reference(site, source.link),)))
        if found:
            yield Heading(self.voice.say(w.READ_MORE), 2)
            yield listed(found)
