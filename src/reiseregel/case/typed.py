"""What a person types as the value of a fact → the value as a document holds it, or a fault.

Exact: text to whole øre, metres and minutes with no float in between. Where a text could mean two things (`150` as an
amount, `12.500` with a full stop) it is refused rather than guessed. No fault repeats what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from reiseregel.case.shapes import DATE_PATTERN
from reiseregel.errors import Fault, Text
from reiseregel.vocabulary import FactDef

Value: TypeAlias = bool | int | str

#: Longer than any value can be written; the rest is not looked at.
MOST_CHARACTERS: Final = 200

_YES: Final = frozenset({"ja", "j", "yes", "y", "true", "sant"})
_NO: Final = frozenset({"nei", "n", "no", "false", "usant"})

#: Spaces may set thousands apart. A full stop before exactly three digits may do so too, or mark decimals: refused.
_SPACES: Final = re.compile("[\\s\u00a0\u2009\u202f]+")
_WHOLE = "[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,12}"
_NUMBER: Final = rf"(?P<whole>{_WHOLE})(?:,(?P<comma>[0-9]+)|\.(?P<point>[0-9]{{1,2}}|[0-9]{{4,}}))?"
_QUANTITY: Final = re.compile(rf"{_NUMBER} ?(?P<unit>[^\W\d_]+)?")
_DURATION: Final = re.compile(rf"{_NUMBER} ?(?P<unit>[^\W\d_]+) ?")
_CLOCK: Final = re.compile("(?P<hours>[0-9]{1,4}):(?P<minutes>[0-5][0-9])")

_LENGTHS: Final = {
    **dict.fromkeys(("m", "meter", "metre", "metres"), 1),
    **dict.fromkeys(("km", "kilometer", "kilometre", "kilometres"), 1000),
    "mil": 10_000,
}
_CURRENCY: Final = ("kr", "kroner", "nok")
_AMOUNTS: Final = {**dict.fromkeys(_CURRENCY, 100), "krone": 100, "øre": 1, "oere": 1}
_TIMES: Final = {
    **dict.fromkeys(("min", "minutt", "minutter", "minuttar", "minute", "minutes"), 1),
    **dict.fromkeys(("t", "time", "timer", "timar", "h", "hour", "hours"), 60),
    **dict.fromkeys(("d", "døgn", "doegn", "dag", "dager", "dagar", "day", "days"), 1440),
}
_YEARS: Final = {"år": 1, "aar": 1, "years": 1, "year": 1}
_PER_HOUR: Final = re.compile(r" ?(?:/|per|i) ?(?:t|time|timen|hour|h)$")

_MONTHS: Final = {
    name: number
    for names in (
        "januar februar mars april mai juni juli august september oktober november desember",
        "january february march april may june july august september october november december",
        "jan feb mar apr mai jun jul aug sep okt nov des",
    )
    for number, name in enumerate(names.split(), 1)
}
_DATE_NUMBERS: Final = re.compile(r"(?P<day>[0-9]{1,2})[./] ?(?P<month>[0-9]{1,2})[./] ?(?P<year>[0-9]{4})")
_DATE_WORDS: Final = re.compile(r"(?P<day>[0-9]{1,2})\.? (?P<month>[a-z]+)\.? (?P<year>[0-9]{4})")

_HOW: Final[dict[str, Text]] = {
    "boolsk": Text("Svar ja eller nei.", "Svar ja eller nei.", "Answer yes or no."),
    "dato": Text(
        "Skriv en dato som finnes i kalenderen, fra 1900 til og med 2100, for eksempel 2026-05-04 eller 4. mai 2026.",
        "Skriv ein dato som finst i kalenderen, frå 1900 til og med 2100, til dømes 2026-05-04 eller 4. mai 2026.",
        "Write a date that exists in the calendar, from 1900 to 2100, for example 2026-05-04 or 4 May 2026.",
    ),
    "m": Text(
        "Skriv en lengde i hele meter, for eksempel 12,5 km eller 12500 m.",
        "Skriv ei lengd i heile meter, til dømes 12,5 km eller 12500 m.",
        "Write a distance in whole metres, for example 12,5 km or 12500 m, with a decimal comma.",
    ),
    "oere": Text(
        "Skriv et beløp i kroner og hele øre, for eksempel 150,00 eller 150 kr.",
        "Skriv eit beløp i kroner og heile øre, til dømes 150,00 eller 150 kr.",
        "Write an amount in kroner and whole øre, for example 150,00 or 150 kr, with a decimal comma.",
    ),
    "oere_per_time": Text(
        "Skriv et beløp for hver time i kroner og hele øre, for eksempel 250,00 eller 250 kr.",
        "Skriv eit beløp for kvar time i kroner og heile øre, til dømes 250,00 eller 250 kr.",
        "Write an amount per hour in kroner and whole øre, for example 250,50 or 250 kr, with a decimal comma.",
    ),
    "min": Text(
        "Skriv en varighet i hele minutter, for eksempel 2 t 30 min eller 150 min.",
        "Skriv kor lenge i heile minutt, til dømes 2 t 30 min eller 150 min.",
        "Write a length of time in whole minutes, for example 2 h 30 min or 150 min.",
    ),
    "aar": Text("Skriv et helt antall år.", "Skriv eit heilt tal år.", "Write a whole number of years."),
    "antall": Text("Skriv et helt tall.", "Skriv eit heilt tal.", "Write a whole number."),
}
_CODE: Final = Text("Svar med en av: {}.", "Svar med ein av: {}.", "Answer with one of: {}.")
_TOO_LOW: Final = Text(
    "Verdien kan ikke være mindre enn {}.",
    "Verdien kan ikkje vere mindre enn {}.",
    "The value cannot be less than {}.",
)
_TOO_HIGH: Final = Text(
    "Verdien kan ikke være større enn {}.",
    "Verdien kan ikkje vere større enn {}.",
    "The value cannot be more than {}.",
)


def read_typed(text: str, fact: FactDef, pointer: str = "") -> Value | Fault:
    """The value of a fact as a person typed it, in bokmål, nynorsk or English.

    Args:
        text: `ja`, a code or the words for it, `12,5 km`, `150,00` or `150 kr`, `2 t 30 min`, `4. mai 2026`. A number
            without a unit is metres, minutes or a count; an amount needs `kr`, `øre` or a comma.
        fact: which fact it is a value of.
        pointer: where a fault is said to be; a JSON pointer.

    Returns:
        bool, code, ISO date, or whole øre, metres, minutes, years or count within the bounds of the fact. Else a fault:
        `verdi.form`, `verdi.for_liten` or `verdi.for_stor`, with a sentence that tells how to write it.

    """
    value = _READERS[fact.type.kind](_tidy(text), fact) if len(text) <= MOST_CHARACTERS else None
    if value is None:
        return Fault(pointer, "verdi.form", how_to_write(fact))
    if type(value) is int and not fact.low <= value <= fact.high:
        code, sentence, bound = (
            ("verdi.for_liten", _TOO_LOW, fact.low) if value < fact.low else ("verdi.for_stor", _TOO_HIGH, fact.high)
        )
        return Fault(pointer, code, _filled(sentence, written(bound, fact.type.unit)))
    return value


def how_to_write(fact: FactDef) -> Text:
    """One sentence on how to write a value of the fact."""
    if fact.type.kind != "kode":
        return _HOW[fact.type.unit if fact.type.kind == "tall" else fact.type.kind]
    return _filled(_CODE, ", ".join(fact.type.codes))


def written(number: int, unit: str) -> str:
    """A whole number of øre, metres or minutes in a way that `read_typed` takes back in every language."""
    if unit in ("oere", "oere_per_time"):
        return f"{number // 100},{number % 100:02d} kr"
    if unit == "m":
        return f"{number // 1000} km" if number % 1000 == 0 else f"{number} m"
    return f"{number} min" if unit == "min" else str(number)


def _filled(sentence: Text, part: str) -> Text:
    return Text(sentence.nb.format(part), sentence.nn.format(part), sentence.en.format(part))


def _tidy(text: str) -> str:
    """Lower case, single spaces, none at the ends."""
    return _SPACES.sub(" ", text).strip().casefold()


def _boolean(text: str, _: FactDef) -> bool | None:
    return True if text in _YES else False if text in _NO else None


# --- codes ---


def _code(text: str, fact: FactDef) -> str | None:
    """The code itself, else the one code whose words, or their beginning up to a comma or colon, are these."""
    typed = _key(text)
    if typed in fact.type.codes:
        return typed
    for part in (_whole, _beginning):
        found = {
            code
            for code, words in fact.codes.items()
            if words is not None and typed in {_key(part(word)) for word in (words.nb, words.nn, words.en)}
        }
        if len(found) == 1:
            return found.pop()
    return None


def _whole(words: str) -> str:
    return words


def _beginning(words: str) -> str:
    return re.split("[,:(]", words, maxsplit=1)[0]


def _key(text: str) -> str:
    """Words as a code would have them: `Egen båt` → `egen_baat`."""
    plain = text.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[\W_]+", "_", plain).strip("_")


# --- numbers ---


def _number(text: str, fact: FactDef) -> int | None:
    return _UNITS[fact.type.unit](text)


def _length(text: str) -> int | None:
    return _quantity(text, _LENGTHS, bare=1)


def _amount(text: str) -> int | None:
    """With `kr` before or after, with `,-`, or with decimals; a bare whole number could be kroner or øre."""
    for sign in _CURRENCY:
        if text.startswith(sign):
            text = f"{text.removeprefix(sign).lstrip('. ')} {sign}"
            break
    text = re.sub(",[-–—]( ?kr)?$", " kr", text)
    text = re.sub(r"\bkr\.$", "kr", text)
    return _quantity(text, _AMOUNTS, bare=100 if re.search("[,.]", text) else None)


def _hourly(text: str) -> int | None:
    return _amount(_PER_HOUR.sub("", text))


def _duration(text: str) -> int | None:
    """`2 t 30 min`, `1 døgn 2 t`, `2:30`, `150 min` or `150`; each unit once, the largest first."""
    clock = _CLOCK.fullmatch(text)
    if clock:
        return int(clock["hours"]) * 60 + int(clock["minutes"])
    if re.fullmatch(_WHOLE, text):
        return int(text.replace(" ", ""))
    total, at, smallest = 0, 0, max(_TIMES.values()) + 1
    text = re.sub(r"\b(?:og|and) ", "", text)
    while at < len(text):
        part = _DURATION.match(text, at)
        size = _TIMES.get(part["unit"]) if part else None
        minutes = _exact(part, size) if part and size and size < smallest else None
        if part is None or size is None or minutes is None:
            return None
        total, at, smallest = total + minutes, part.end(), size
    return total if text else None


def _years(text: str) -> int | None:
    return _quantity(text, _YEARS, bare=1)


def _count(text: str) -> int | None:
    return _quantity(text, {}, bare=1)


def _quantity(text: str, units: dict[str, int], bare: int | None) -> int | None:
    """A number with one of the units, in whole parts of the smallest; without a unit it counts as `bare` parts."""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return None
    size = units.get(found["unit"]) if found["unit"] else bare
    return _exact(found, size) if size else None


def _exact(found: re.Match[str], size: int) -> int | None:
    """The number times `size`, when that is whole."""
    decimals = found["comma"] or found["point"] or ""
    parts = int(found["whole"].replace(" ", "") + decimals) * size
    whole, rest = divmod(parts, 10 ** len(decimals))
    return None if rest else whole


# --- dates ---


def _date(text: str, _: FactDef) -> str | None:
    numbers, words = _DATE_NUMBERS.fullmatch(text), _DATE_WORDS.fullmatch(text)
    if numbers:
        text = f"{numbers['year']}-{int(numbers['month']):02d}-{int(numbers['day']):02d}"
    elif words:
        text = f"{words['year']}-{_MONTHS.get(words['month'], 0):02d}-{int(words['day']):02d}"
    return text if re.fullmatch(DATE_PATTERN, text) else None


_READERS: Final[dict[str, Callable[[str, FactDef], Value | None]]] = {
    "boolsk": _boolean,
    "kode": _code,
    "tall": _number,
    "dato": _date,
}
_UNITS: Final[dict[str, Callable[[str], int | None]]] = {
    "m": _length,
    "oere": _amount,
    "oere_per_time": _hourly,
    "min": _duration,
    "aar": _years,
    "antall": _count,
}
