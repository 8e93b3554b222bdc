"""What a person types as the answer to a question → a value: words and units as for any fact, a choice by its number,
and for a list «nei» or how many.
"""

from __future__ import annotations

from typing import Final

from reiseregel.case.typed import read_typed
from reiseregel.errors import Fault, Place
from reiseregel.guide.model import Question, Value
from reiseregel.quantities import BOOLEAN, ValueType
from reiseregel.vocabulary import EntityDef, FactDef, Hjemmel

#: More digits than any number of a choice has.
_MOST_DIGITS: Final = 6


def read_answer(text: str, question: Question) -> Value | Fault | None:
    """The value typed, a fault that says how to write it, or None for a «ja» to a list that may have several: how many
    is not said yet.
    """
    if isinstance(question.asked, EntityDef):
        return _count(text, question.asked, question.pointer)
    codes = question.asked.type.codes
    if codes and text.isdecimal() and text.isascii():
        place = int(text[:_MOST_DIGITS])
        return codes[place - 1] if 1 <= place <= len(codes) else read_typed("", question.asked, question.pointer)
    return read_typed(text, question.asked, question.pointer)


def _count(text: str, listed: EntityDef, pointer: str) -> Value | Fault | None:
    yes = read_typed(text, _stand_in(listed, BOOLEAN), pointer)
    if yes is False:
        text = "0"
    elif yes is True:
        if listed.most > 1:
            return None
        text = "1"
    return read_typed(text, _stand_in(listed, ValueType("tall", "antall")), pointer)


def _stand_in(listed: EntityDef, kind: ValueType) -> FactDef:
    """A fact that has the values of «is there any?» or «how many?», for the reader of typed values."""
    nowhere = Place("", 0, 0)
    return FactDef(
        listed.name, listed.member, kind, listed.owner, Hjemmel(""), nowhere, low=listed.least, high=listed.most
    )
