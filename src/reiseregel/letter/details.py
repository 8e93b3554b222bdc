"""What a letter has besides the answer: its day, the day it was received, the case reference, who approved it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import Language

#: A letter is written in one of the two forms of Norwegian (språklova § 15).
LetterLanguage = Literal["nb", "nn"]


@dataclass(frozen=True, slots=True)
class Details:
    """All optional; days are ordinals. `reference` and `approved_by` are opaque: the sender's own, naming nobody.

    Anything in them that may be a national id is masked before it is shown.
    """

    dated: int | None = None
    received: int | None = None
    reference: str = ""
    approved_by: str = ""

    @property
    def day(self) -> int:
        """The day whose rules on complaints it follows: its own, else the day it was received, else the last."""
        return self.dated or self.received or LAST_DAY


def letter_language(language: Language) -> LetterLanguage:
    """Nynorsk for a nynorsk document, else bokmål: there is no letter in English."""
    return "nn" if language == "nn" else "nb"
