"""What an event is: one table of kinds and fields, from which come the check, the columns in the database and the
published contract (`schemas/v1/hendelse.schema.json`).

Every id is an opaque pseudonym; one that may be a national id is refused (`event_faults.py`): no pattern can say that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from pydantic_core import SchemaValidator, core_schema

from reiseregel.case.shapes import DATE_PATTERN, MAX_INTEGER

ID_PATTERN: Final = "^[A-Za-z0-9_-]{1,40}$"
#: A day and a time of that day by the clock on the wall, in minutes: the pattern of days with a time behind.
TIME_PATTERN: Final = f"{DATE_PATTERN.removesuffix('$')}T(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
#: The codes of `rules/praksis/innstillinger.yaml`; a test holds them alike.
TRUSTS: Final = (
    "ahus",
    "bergen",
    "fonna",
    "foerde",
    "stavanger",
    "finnmark",
    "unn",
    "nordland",
    "helgeland",
    "nord_troendelag",
    "st_olavs",
    "moere_og_romsdal",
    "innlandet",
    "oestfold",
    "vestre_viken",
    "telemark",
    "vestfold",
    "soerlandet",
    "oslo",
)

Form: TypeAlias = Literal["id", "dag", "tid", "boolsk", "oere", "kode"]
Row: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of an event. `codes` are the values of a code; one that is not `required` may be left out: unknown."""

    name: str
    form: Form
    codes: tuple[str, ...] = ()
    required: bool = True

    @property
    def column(self) -> str:
        """Its type in the database, the same in both engines: text, whole number, or yes/no kept as 1 and 0."""
        return {"boolsk": "YESNO", "oere": "BIGINT"}.get(self.form, "TEXT")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event. `spans` are pairs of days of which the second is never before the first."""

    name: str
    fields: tuple[Field, ...]
    spans: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The keys as they stand in an event, the common ones first."""
        return tuple(field.name for field in (*COMMON, *self.fields))

    @property
    def columns(self) -> tuple[Field, ...]:
        """What the database keeps: all but the kind, which is the name of the table."""
        return (*(field for field in COMMON if field.name != "slag"), *self.fields)


def _id(name: str, *, required: bool = True) -> Field:
    return Field(name, "id", required=required)


def _day(name: str, *, required: bool = True) -> Field:
    return Field(name, "dag", required=required)


def _code(name: str, *codes: str) -> Field:
    return Field(name, "kode", codes)


_DIRECTION: Final = _code("retning", "til", "fra")
#: In each event. The place of `slag` here is its place in the row that `Events.row` gives.
COMMON: Final = (
    _id("id"),
    Field("slag", "kode"),
    Field("tid", "tid"),
    Field("helseforetak", "kode", TRUSTS, required=False),
)
KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            "behandling",
            (_id("pasient"), _day("dato"), _id("behandlingssted"), Field("dekket", "boolsk", required=False)),
        ),
        Kind("innleggelse", (_id("pasient"), _day("inn"), _day("ut", required=False)), (("inn", "ut"),)),
        Kind("frikort", (_id("pasient"), _day("fra"), _day("til")), (("fra", "til"),)),
        Kind(
            "attest",
            (
                _id("attest"),
                _id("pasient"),
                _id("rekvirent"),
                _code("rolle", "behandler", "utpekt", "annet_helsepersonell", "ikke_helsepersonell"),
                _code("attesttype", "egen_bil", "tilrettelagt_transport"),
                _day("gyldig_fra"),
                _day("gyldig_til"),
                _code("omfang", "alle_behandlingssteder", "eget_behandlingssted"),
                _id("behandlingssted"),
            ),
            (("gyldig_fra", "gyldig_til"),),
        ),
        Kind("attest_tilbakekalt", (_id("attest"), _day("fra"))),
        Kind(
            "rekvisisjon",
            (
                _id("rekvisisjon"),
                _id("pasient"),
                _id("rekvirent"),
                _code("rolle", "behandler", "utpekt", "pasientreisekontoret"),
                _code("grunn", "helse", "trafikk"),
                Field("alene_i_bil", "boolsk"),
            ),
        ),
        Kind(
            "bestilling",
            (
                _id("reise"),
                _id("pasient"),
                _day("dato"),
                _DIRECTION,
                _code("formaal", "behandling", "utskrivning", "permisjon", "annet_behandlingssted"),
                _code("transport", "drosje", "samkjoert_bil", "helsebuss", "baat", "fly"),
                _code("bestilt_av", "pasient", "behandler", "utpekt", "pasientreisekontoret"),
                _id("behandlingssted"),
                _id("rekvisisjon", required=False),
                _id("attest", required=False),
            ),
        ),
        Kind("avbestilling", (_id("reise"), Field("etter_utsending", "boolsk"))),
        Kind(
            "gjennomfoering",
            (
                _id("reise"),
                _id("transportoer"),
                _code("resultat", "kjoert", "ikke_moett", "ikke_kontakt", "feil_levert"),
                Field("egenandel_oere", "oere"),
            ),
        ),
        Kind(
            "kravreise",
            (
                _id("krav"),
                _id("pasient"),
                _day("dato"),
                _DIRECTION,
                _code("transport", "egen_bil", "drosje", "rutegaaende", "annet"),
            ),
        ),
    )
}
#: Every key of every kind: only these may show in the pointer of a fault.
NAMES: Final = frozenset(name for kind in KINDS.values() for name in kind.names)


# --- the check ---


@cache
def any_event() -> SchemaValidator:
    """Accepts an event of any kind, as JSON or as a dict; gives a dict with every key of the kind in order, unknown
    ones None.
    """
    choices = {name: _shape(kind) for name, kind in KINDS.items()}
    return SchemaValidator(core_schema.tagged_union_schema(choices, discriminator="slag", strict=True))


@cache
def event_of(kind: str) -> SchemaValidator:
    """Accepts an event of one kind."""
    return SchemaValidator(_shape(KINDS[kind]))


def _shape(kind: Kind) -> core_schema.CoreSchema:
    fields = {
        field.name: core_schema.typed_dict_field(_value(kind, field), required=field.required) for field in _all(kind)
    }
    return core_schema.typed_dict_schema(fields, extra_behavior="forbid", strict=True)


def _all(kind: Kind) -> tuple[Field, ...]:
    return (*COMMON, *kind.fields)


def _value(kind: Kind, field: Field) -> core_schema.CoreSchema:
    found = _required(kind, field)
    return found if field.required else core_schema.with_default_schema(found, default=None)


def _required(kind: Kind, field: Field) -> core_schema.CoreSchema:
    match field.form:
        case "boolsk":
            return core_schema.bool_schema(strict=True)
        case "oere":
            return core_schema.int_schema(strict=True, ge=0, le=MAX_INTEGER)
        case "kode":
            return core_schema.literal_schema([kind.name] if field.name == "slag" else list(field.codes))
        case "id" | "dag" | "tid":
            return core_schema.str_schema(strict=True, pattern=_PATTERNS[field.form])


_PATTERNS: Final = {"id": ID_PATTERN, "dag": DATE_PATTERN, "tid": TIME_PATTERN}


def id_places(kind: Kind) -> tuple[int, ...]:
    """Where the ids are in a row of all keys."""
    return tuple(place for place, field in enumerate(_all(kind)) if field.form == "id")


def span_places(kind: Kind) -> tuple[tuple[int, int], ...]:
    """Where the pairs of days are in a row of all keys."""
    return tuple((kind.names.index(first), kind.names.index(last)) for first, last in kind.spans)


# --- the published contract ---


def event_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an event. It accepts what the check accepts of what `case.reading` lets through."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:reiseregel:schema:v1:hendelse",
        "title": "Hendelse",
        "description": (
            "Én linje i det reiseregel kontroll leser. Hver id er et pseudonym; en som kan være et fødselsnummer blir "
            "avvist, og det samme blir en periode som slutter før den begynner. Det er utelatt som ikke er kjent."
        ),
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in KINDS],
        "$defs": {**dict(_common_definitions()), **{name: _object(kind) for name, kind in KINDS.items()}},
    }


def _common_definitions() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "pseudonym", {"type": "string", "pattern": ID_PATTERN}
    yield "dag", {"type": "string", "pattern": DATE_PATTERN, "examples": ["2026-05-10"]}
    yield "tidspunkt", {"type": "string", "pattern": TIME_PATTERN, "examples": ["2026-05-10T08:30"]}
    yield "helseforetak", {"enum": list(TRUSTS)}


def _object(kind: Kind) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _property(kind, field) for field in _all(kind)},
        "required": [field.name for field in _all(kind) if field.required],
        "additionalProperties": False,
    }


def _property(kind: Kind, field: Field) -> dict[str, Any]:
    if field.name in ("slag", "helseforetak"):
        return {"const": kind.name} if field.name == "slag" else {"$ref": "#/$defs/helseforetak"}
    match field.form:
        case "boolsk":
            return {"type": "boolean"}
        case "oere":
            return {"type": "integer", "minimum": 0, "maximum": MAX_INTEGER}
        case "kode":
            return {"enum": list(field.codes)}
        case "id" | "dag" | "tid":
            return {"$ref": f"#/$defs/{_DEFINITIONS[field.form]}"}


_DEFINITIONS: Final = {"id": "pseudonym", "dag": "dag", "tid": "tidspunkt"}
