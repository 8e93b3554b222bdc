"""Words that several parts of a page use, in bokmål."""

from __future__ import annotations

from datetime import date

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import Text
from reiseregel.explain.words import day
from reiseregel.quantities import ValueType

_TYPES = {
    "boolsk": "ja eller nei",
    "kode": "ett av flere svar",
    "dato": "en dato",
    "oere": "et beløp",
    "m": "en lengde",
    "min": "en varighet",
    "antall": "et antall",
    "aar": "en alder i hele år",
    "oere_per_time": "et beløp per time",
}


def type_words(found: ValueType) -> str:
    """What kind of value it is."""
    return _TYPES[found.unit if found.kind == "tall" else found.kind]


def named(text: Text | None, name: str) -> str:
    """The words for something; its name in the rules when it has none."""
    return text.nb if text else name


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def on(ordinal: int) -> str:
    """A day in words."""
    return day(date.fromordinal(ordinal).isoformat(), "nb")


def period(since: int, until: int) -> str:
    """The time something holds, both days included."""
    if since == FIRST_DAY and until == LAST_DAY:
        return "uten tidsgrense"
    return f"fra {on(since)}" if until == LAST_DAY else f"fra {on(since)} til {on(until)}"
