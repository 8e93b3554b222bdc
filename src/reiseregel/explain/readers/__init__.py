"""One answer explained to three readers: the patient, the caseworker and the jurist."""

from __future__ import annotations

from typing import Literal, get_args

from reiseregel.decision import Answered
from reiseregel.errors import Language
from reiseregel.explain.readers.answer import answer_blocks
from reiseregel.explain.readers.caseworker import caseworker_blocks
from reiseregel.explain.readers.jurist import jurist_blocks
from reiseregel.explain.readers.patient import patient_blocks
from reiseregel.explain.readers.voice import Voice
from reiseregel.prose import Form, Page, written

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
    voice = Voice(answered, language or answered.decision.language)
    match reader:
        case "pasient":
            blocks = patient_blocks(voice) if answered.decision.answer is None else answer_blocks(voice)
        case "saksbehandler":
            blocks = caseworker_blocks(voice, everything=everything)
        case "jurist":
            blocks = jurist_blocks(voice)
    return Page(voice.language, tuple(blocks))


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
