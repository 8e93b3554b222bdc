"""One answer explained to three readers: the patient, the caseworker and the jurist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from reiseregel.decision import Answered
from reiseregel.errors import Language
from reiseregel.prose import Block, Form, Page, written

Reader = Literal["pasient", "saksbehandler", "jurist"]
READERS: tuple[Reader, ...] = get_args(Reader)


def explanation(
    answered: Answered, reader: Reader = "saksbehandler", language: Language | None = None, *, everything: bool = False
) -> Page:
    """The page for a reader, in one language (default: the document's own).

    The patient is told what was decided, why, and what to do now; the caseworker every condition that bears, with
    value, owner and hjemmel, and what is open; the jurist everything the rules look at, with rule versions, the
    exceptions that were tried, periods of law and readings. `everything` gives the caseworker also what does not bear.
    """
    return Page(language or answered.decision.language, tuple(_blocks(answered, reader, language, everything)))


def _blocks(answered: Answered, reader: Reader, language: Language | None, everything: bool) -> Iterable[Block]:
    # Each reader's part is imported for that reader: one who only decides waits for none of them.
    from reiseregel.explain.readers.voice import Voice

    voice = Voice(answered, language or answered.decision.language)
    if reader == "saksbehandler":
        from reiseregel.explain.readers.caseworker import caseworker_blocks

        return caseworker_blocks(voice, everything=everything)
    if reader == "jurist":
        from reiseregel.explain.readers.jurist import jurist_blocks

        return jurist_blocks(voice)
    if answered.decision.answer is None:
        from reiseregel.explain.readers.patient import patient_blocks

        return patient_blocks(voice)
    from reiseregel.explain.readers.answer import answer_blocks

    return answer_blocks(voice)


def render_explanation(
    answered: Answered,
    reader: Reader = "saksbehandler",
    language: Language | None = None,
    form: Form = "tekst",
    *,
    everything: bool = False,
) -> str:
    """The same page as text, Markdown, an HTML fragment or JSON, without a trailing newline."""
    return written(explanation(answered, reader, language, everything=everything), form)
