"""JSON → a settlement message that keeps its contract (`schemas/v1/oppgjoer.schema.json`), or every fault in it.

The contract alone says what a message is; what is added here is that no id may be a national one. No fault repeats what
stood there, and its pointer stops above an unknown key.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, TypeAlias

from jsonschema.exceptions import ValidationError

from reiseregel.case.reading import read_json
from reiseregel.case.shapes import MAX_FAULTS
from reiseregel.errors import Fault, Text
from reiseregel.identifiers import looks_like_identifier
from reiseregel.rulebook.shape import validator
from reiseregel.settlement.quick import fits

#: A message as it stands, after the check.
Message: TypeAlias = dict[str, Any]

MESSAGES: Final[dict[str, Text]] = {
    "oppgjoer.mangler": Text(
        "Her mangler minst én nøkkel. Disse må være med: {koder}.",
        "Her manglar minst éin nøkkel. Desse må vere med: {koder}.",
        "At least one key is missing here. These are required: {koder}.",
    ),
    "oppgjoer.ukjent_noekkel": Text(
        "Her er en nøkkel som ikke finnes i kontrakten. Det kan være: {koder}.",
        "Her er ein nøkkel som ikkje finst i kontrakten. Det kan vere: {koder}.",
        "Here is a key that the contract does not know. It may be: {koder}.",
    ),
    "oppgjoer.type": Text(
        "Her står det en annen slags verdi enn kontrakten vil ha.",
        "Her står det ein annan slags verdi enn kontrakten vil ha.",
        "The value is of another kind than the contract wants.",
    ),
    "oppgjoer.kode": Text(
        "Verdien er ikke kjent. Skriv en av: {koder}.",
        "Verdien er ikkje kjend. Skriv ein av: {koder}.",
        "The value is not known. Write one of: {koder}.",
    ),
    "oppgjoer.form": Text(
        "Teksten har feil form. {hva}",
        "Teksten har feil form. {hva}",
        "The text has the wrong form. {hva}",
    ),
    "oppgjoer.grense": Text(
        "Tallet eller antallet er utenfor det kontrakten tillater.",
        "Talet er utanfor det kontrakten tillèt.",
        "The number is outside what the contract allows.",
    ),
    "oppgjoer.flere_ganger": Text(
        "Den samme verdien står flere ganger i listen.",
        "Den same verdien står fleire gonger i lista.",
        "The same value stands several times in the list.",
    ),
    "oppgjoer.personnummer": Text(
        "Id-en ligner et fødselsnummer. Bruk et pseudonym som ikke peker ut en person.",
        "Id-en liknar eit fødselsnummer. Bruk eit pseudonym som ikkje peikar ut ein person.",
        "The id looks like a national identity number. Use a pseudonym that does not single out a person.",
    ),
    "oppgjoer.flere_feil": Text(
        "Meldingen har flere feil enn de {koder} som er vist.",
        "Meldinga har fleire feil enn dei {koder} som er viste.",
        "The message has more faults than the {koder} shown.",
    ),
}
_FORMS: Final = {
    "kode": Text("Skriv fem siffer.", "Skriv fem siffer.", "Write five digits."),
    "enhetspris": Text(
        "Skriv kroner for hver enhet, som 0.024 eller 3/125.",
        "Skriv kroner for kvar eining, som 0.024 eller 3/125.",
        "Write kroner a unit, such as 0.024 or 3/125.",
    ),
    "tid": Text(
        "Skriv dag og klokkeslett som 2026-05-10T08:30:00.",
        "Skriv dag og klokkeslett som 2026-05-10T08:30:00.",
        "Write day and time as 2026-05-10T08:30:00.",
    ),
    "": Text(
        "Skriv 1 til 40 tegn: bokstavene a til z, tall, bindestrek eller understrek.",
        "Skriv 1 til 40 teikn: bokstavane a til z, tal, bindestrek eller understrek.",
        "Write 1 to 40 characters: letters a to z, digits, hyphen or underscore.",
    ),
}
_LIMITS: Final = frozenset({"minimum", "maximum", "minItems", "maxItems", "maxLength"})
_IDS: Final = ("tur", "loeyve", "avtale", "kontor", "fakturering", "nummer", "rekvisisjon")
#: An id with fewer characters holds no national one.
_FEWEST: Final = 11


@cache
def known_keys() -> frozenset[str]:
    """Every key of the contract: only these may show in the pointer of a fault."""
    return frozenset(_keys(validator("oppgjoer").schema))


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from _keys(value)


def read_message(data: bytes | str) -> Message | tuple[Fault, ...]:
    """The message in a JSON text, or every fault in it, by place."""
    value, faults = read_json(data, known_keys())
    if not faults and not fits(value):
        faults = tuple(_shape_faults(value))
    if not faults and isinstance(value, dict):
        faults = tuple(_id_faults(value))
    if not faults and isinstance(value, dict):
        return value
    found = sorted(set(faults))
    more = (_fault("", "oppgjoer.flere_feil", koder=str(MAX_FAULTS)),) if len(found) > MAX_FAULTS else ()
    return (*found[:MAX_FAULTS], *more)


def _fault(pointer: str, code: str, *, koder: str = "", hva: Text | None = None) -> Fault:
    text, what = MESSAGES[code], hva or Text("", "", "")
    return Fault(
        pointer,
        code,
        Text(
            text.nb.format(koder=koder, hva=what.nb),
            text.nn.format(koder=koder, hva=what.nn),
            text.en.format(koder=koder, hva=what.en),
        ),
    )


def _shape_faults(value: object) -> Iterator[Fault]:
    for error in validator("oppgjoer").iter_errors(value):
        yield _shape_fault(error)


def _shape_fault(error: ValidationError) -> Fault:
    path = list(error.absolute_path)
    at, keyword = "".join(f"/{part}" for part in path), str(error.validator)
    schema = error.schema if isinstance(error.schema, dict) else {}
    if keyword == "required":
        return _fault(at, "oppgjoer.mangler", koder=", ".join(schema["required"]))
    if keyword == "additionalProperties":
        return _fault(at, "oppgjoer.ukjent_noekkel", koder=", ".join(schema["properties"]))
    if keyword in ("enum", "const"):
        return _fault(at, "oppgjoer.kode", koder=", ".join(map(str, schema.get("enum", [schema.get("const")]))))
    if keyword in ("pattern", "not"):  # the contract forbids line breaks so, and nothing else
        return _fault(at, "oppgjoer.form", hva=_FORMS.get(str(path[-1]) if path else "", _FORMS[""]))
    if keyword == "uniqueItems":
        return _fault(at, "oppgjoer.flere_ganger")
    return _fault(at, "oppgjoer.grense" if keyword in _LIMITS else "oppgjoer.type")


def _id_faults(value: Message) -> Iterator[Fault]:
    for name in _IDS:
        yield from _national(value["melding"], name, "/melding")
    for index, trip in enumerate(value["turer"]):
        at = f"/turer/{index}"
        for name in _IDS:
            yield from _national(trip, name, at)
        for place, requisition in enumerate(trip["rekvisisjoner"]):
            yield from _national({"": requisition}, "", f"{at}/rekvisisjoner/{place}")
        for member in ("hendelser", "egenandeler"):
            for place, item in enumerate(trip.get(member, ())):
                yield from _national(item, "rekvisisjon", f"{at}/{member}/{place}")


def _national(item: dict[str, Any], name: str, at: str) -> Iterator[Fault]:
    found = item.get(name)
    if isinstance(found, str) and len(found) >= _FEWEST and looks_like_identifier(found):
        yield _fault(f"{at}/{name}" if name else at, "oppgjoer.personnummer")
