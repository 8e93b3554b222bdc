"""A line or a row → an event as a row of values, or every fault in it, none of which repeats what stood there.

The short way takes what is in order, a few µs a line; whatever it does not take goes the long way, which alone says
what is wrong. They give the same verdicts; a test holds them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from pydantic_core import ValidationError

from reiseregel.case.messages import KINDS as WORDS
from reiseregel.case.messages import fault as json_fault
from reiseregel.case.messages import limited
from reiseregel.case.reading import read_json, read_value
from reiseregel.case.shapes import MAX_FAULTS
from reiseregel.control.events import KINDS, NAMES, Kind, Row, any_event, event_of, id_places, span_places
from reiseregel.errors import Fault, Text
from reiseregel.identifiers import looks_like_identifier

#: An event of a kind, as a row of all its keys; or what is wrong.
Read: TypeAlias = tuple[str, Row] | tuple[Fault, ...]

MESSAGES: Final[dict[str, Text]] = {
    "hendelse.slag": Text(
        "Slaget hendelse er ikke kjent. Skriv ett av: {koder}.",
        "Slaget hending er ikkje kjent. Skriv eitt av: {koder}.",
        "The kind of event is not known. Write one of: {koder}.",
    ),
    "hendelse.mangler": Text(
        "Denne nøkkelen må være med.",
        "Denne nøkkelen må vere med.",
        "This key is required.",
    ),
    "hendelse.ukjent_noekkel": Text(
        "Hendelsen har en nøkkel som ikke finnes i kontrakten. Den kan ha: {koder}.",
        "Hendinga har ein nøkkel som ikkje finst i kontrakten. Ho kan ha: {koder}.",
        "The event has a key that the contract does not know. It may have: {koder}.",
    ),
    "hendelse.type": Text(
        "Her skal det stå {slag}.",
        "Her skal det stå {slag}.",
        "This must be {slag}.",
    ),
    "hendelse.kode": Text(
        "Koden er ikke kjent. Skriv en av: {koder}.",
        "Koden er ikkje kjend. Skriv ein av: {koder}.",
        "The code is not known. Write one of: {koder}.",
    ),
    "hendelse.dato": Text(
        "Skriv dagen som ÅÅÅÅ-MM-DD. Den må finnes i kalenderen, fra 1900 til og med 2100.",
        "Skriv dagen som ÅÅÅÅ-MM-DD. Han må finnast i kalenderen, frå 1900 til og med 2100.",
        "Write the day as YYYY-MM-DD. It must exist in the calendar, from 1900 to 2100.",
    ),
    "hendelse.tid": Text(
        "Skriv tidspunktet som ÅÅÅÅ-MM-DDTtt:mm, slik klokka viste, for eksempel 2026-05-10T08:30.",
        "Skriv tidspunktet som ÅÅÅÅ-MM-DDTtt:mm, slik klokka viste, til dømes 2026-05-10T08:30.",
        "Write the time as YYYY-MM-DDThh:mm, as the clock showed, for example 2026-05-10T08:30.",
    ),
    "hendelse.id": Text(
        "Id-en må ha 1 til 40 tegn: bokstavene a til z, tall, bindestrek eller understrek.",
        "Id-en må ha 1 til 40 teikn: bokstavane a til z, tal, bindestrek eller understrek.",
        "The id must have 1 to 40 characters: letters a to z, digits, hyphen or underscore.",
    ),
    "hendelse.personnummer": Text(
        "Id-en ligner et fødselsnummer. Bruk et pseudonym som ikke peker ut en person.",
        "Id-en liknar eit fødselsnummer. Bruk eit pseudonym som ikkje peikar ut ein person.",
        "The id looks like a national identity number. Use a pseudonym that does not single out a person.",
    ),
    "hendelse.for_liten": Text(
        "Tallet kan ikke være mindre enn 0.",
        "Talet kan ikkje vere mindre enn 0.",
        "The number cannot be less than 0.",
    ),
    "hendelse.rekkefoelge": Text(
        "Perioden slutter før den begynner. Rett en av dagene.",
        "Perioden sluttar før han byrjar. Rett ein av dagane.",
        "The period ends before it begins. Correct one of the days.",
    ),
    "hendelse.id_brukt": Text(
        "En tidligere linje har den samme id-en og et annet innhold. Den første gjelder; gi denne sin egen id.",
        "Ei tidlegare linje har den same id-en og eit anna innhald. Den første gjeld; gi denne sin eigen id.",
        "An earlier line has the same id and other content. The first one holds; give this one an id of its own.",
    ),
}

#: The check's name of a wrong type → the word for what is wanted.
_TYPES: Final = {"string_type": "tekst", "int_type": "heltall", "bool_type": "boolsk"}
_FORMS: Final = {"id": "hendelse.id", "dag": "hendelse.dato", "tid": "hendelse.tid"}
#: An id without this holds no eleven digits that hang together, so no national id.
_MANY_DIGITS: Final = re.compile(r"(?:[0-9][_-]{0,3}){10}[0-9]")
_FEWEST: Final = 11
_ID_PLACES: Final = {name: id_places(kind) for name, kind in KINDS.items()}
_SPAN_PLACES: Final = {name: span_places(kind) for name, kind in KINDS.items()}


def event_fault(pointer: str, code: str, **parts: str) -> Fault:
    """A fault of `MESSAGES`, its sentence filled with `parts` from the contract."""
    text = MESSAGES[code]
    return Fault(pointer, code, Text(text.nb.format(**parts), text.nn.format(**parts), text.en.format(**parts)))


def read_line(line: bytes) -> Read:
    """The event on a line of JSON, or what is wrong with it."""
    try:
        found = any_event().validate_json(line)
    except ValidationError:
        return _slowly(*read_json(line, NAMES))
    row = tuple(found.values())
    # Each key has a colon after it, the time has one inside, and nothing else can have any: so a key that stands twice
    # shows as one too many. A key may also be written with escapes.
    if line.count(b":") != len(row) - row.count(None) + 1 or b"\\" in line:
        return _slowly(*read_json(line, NAMES))
    kind = row[1]
    return (kind, row) if _whole(kind, row) else _slowly(*read_json(line, NAMES))


def read_item(item: Mapping[str, Any]) -> Read:
    """The event in a row of a table, of which a null is left out; or what is wrong with it."""
    try:
        row = tuple(any_event().validate_python(item).values())
    except ValidationError:
        return _slowly(*read_value(item, NAMES))
    kind = row[1]
    return (kind, row) if _whole(kind, row) else _slowly(*read_value(item, NAMES))


def _whole(kind: str, row: Row) -> bool:
    for place in _ID_PLACES[kind]:
        name = row[place]
        if name is not None and len(name) >= _FEWEST and _is_national(name):
            return False
    return all(row[last] is None or row[first] <= row[last] for first, last in _SPAN_PLACES[kind])


def _is_national(name: str) -> bool:
    return _MANY_DIGITS.search(name) is not None and looks_like_identifier(name)


# --- the long way ---


def _slowly(value: object, faults: tuple[Fault, ...]) -> Read:
    if faults:
        return limited(faults, MAX_FAULTS)
    if not isinstance(value, dict):
        return (_wrong_type("", "objekt"),)
    if "slag" not in value:
        return (event_fault("/slag", "hendelse.mangler"),)
    kind = KINDS.get(value["slag"]) if isinstance(value["slag"], str) else None
    if kind is None:
        return (event_fault("/slag", "hendelse.slag", koder=", ".join(KINDS)),)
    try:
        row = tuple(event_of(kind.name).validate_python(value).values())
    except ValidationError as error:
        return tuple(sorted(set(_shape_faults(kind, error))))
    found = tuple(sorted(_content_faults(kind, row)))
    return found or (kind.name, row)


def _shape_faults(kind: Kind, error: ValidationError) -> Iterator[Fault]:
    forms = {field.name: field for field in kind.columns}
    for item in error.errors(include_url=False, include_input=False, include_context=False):
        what, name = item["type"], item["loc"][0]
        if what == "extra_forbidden":  # the name of the key is what was typed
            yield event_fault("", "hendelse.ukjent_noekkel", koder=", ".join(kind.names))
            continue
        at = f"/{name}"
        if what == "missing":
            yield event_fault(at, "hendelse.mangler")
        elif what in _TYPES:
            yield _wrong_type(at, _TYPES[what])
        elif what == "literal_error":
            yield event_fault(at, "hendelse.kode", koder=", ".join(forms[str(name)].codes))
        elif what == "string_pattern_mismatch":
            yield event_fault(at, _FORMS[forms[str(name)].form])
        elif what == "greater_than_equal":
            yield event_fault(at, "hendelse.for_liten")
        else:  # larger than a number in JSON may be
            yield json_fault(at, "json.for_stort_tall")


def _content_faults(kind: Kind, row: Row) -> Iterator[Fault]:
    """What no pattern can say: an id that may be of a person, and a period that ends before it begins."""
    for place in _ID_PLACES[kind.name]:
        if row[place] is not None and _is_national(row[place]):
            yield event_fault(f"/{kind.names[place]}", "hendelse.personnummer")
    for first, last in _SPAN_PLACES[kind.name]:
        if row[last] is not None and row[last] < row[first]:
            yield event_fault(f"/{kind.names[last]}", "hendelse.rekkefoelge")


def _wrong_type(pointer: str, kind: str) -> Fault:
    text, wanted = MESSAGES["hendelse.type"], WORDS[kind]
    sentence = Text(text.nb.format(slag=wanted.nb), text.nn.format(slag=wanted.nn), text.en.format(slag=wanted.en))
    return Fault(pointer, "hendelse.type", sentence)
