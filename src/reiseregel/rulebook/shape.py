"""The shape of each kind of rule file, by its JSON Schema; faults get the place in the YAML, and the nearest name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from reiseregel.errors import RuleFault, nearest
from reiseregel.resources import schemas_folder
from reiseregel.yamlfile import KeyPath, YamlFile

#: First match wins: pattern on the path below the rules folder → kind of file (= name of its schema).
KINDS = (
    (r"kontroll/.+\.(yaml|sql)", "kontroll"),
    (r"fakta/entiteter(_[a-z]+)?\.yaml", "entiteter"),
    (r"fakta/umulige\.yaml", "umulige"),
    (r"fakta/[a-z_0-9]+\.yaml", "fakta"),
    (r"satser/[a-z_0-9]+\.yaml", "sats"),
    (r"praksis/lesninger(_[a-z_]+)?\.yaml", "lesninger"),
    (r"praksis/automatisering\.yaml", "automatisering"),
    (r"praksis/klage\.yaml", "klageregler"),
    (r"praksis/dokumentasjon(_[a-z_]+)?\.yaml", "dokumentasjon"),
    (r"praksis/kilder(_[a-z_]+)?\.yaml", "kilder"),
    (r"praksis/innstillinger(_[a-z_]+)?\.yaml", "innstillinger"),
    (r"praksis/rader(_[a-z_]+)?\.yaml", "rader"),
    (r"tekster/[a-z_0-9]+\.yaml", "tekster"),
    (r"dekning/[a-z_0-9]+\.struktur\.yaml", "struktur"),
    (r"dekning/[a-z_0-9]+\.yaml", "dekning"),
    (r"mutasjon/[a-z0-9_]+\.yaml", "ekvivalente"),
    (r"[a-z_0-9]+/[a-z_0-9]+\.saker\.yaml", "saker"),
    (r"[a-z_0-9]+/raad(_[a-z_]+)?\.yaml", "raad"),
    (r"[a-z_0-9]+/poster(_[a-z]+)?\.yaml", "poster"),
    (r"(pasientreiseforskriften|rekvisisjon)/[a-z_0-9]+\.yaml", "regel"),
)

#: What each JSON type is called in a fault.
TYPE_WORDS = {
    "object": "nøkler med innhold",
    "array": "en liste",
    "string": "tekst",
    "integer": "et helt tall",
    "boolean": "true eller false",
    "null": "null",
}


#: The kinds that hold cases, the law map, equivalent mutants, rows of practice and control (which has a rule book of
#: its own); the rule book does not read them.
CASES, STRUCTURE, LAW_MAP, EQUIVALENT, ROWS, CONTROL = BESIDE = (
    "saker",
    "struktur",
    "dekning",
    "ekvivalente",
    "rader",
    "kontroll",
)


@cache
def file_kind(name: str) -> str | None:
    """The kind of a file from its path below the rules folder; None when it has no business there."""
    for pattern, kind in KINDS:
        if re.fullmatch(pattern, str(PurePosixPath(name))):
            return kind
    return None


@cache
def _registry() -> Registry[Any]:
    registry: Registry[Any] = Registry()
    for path in sorted((schemas_folder() / "v1").glob("*.schema.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        registry = registry.with_resource(content["$id"], Resource.from_contents(content))
    return registry


@cache
def validator(kind: str) -> Draft202012Validator:
    """The validator for one published contract, by name."""
    path = schemas_folder() / "v1" / f"{kind}.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")), registry=_registry())


@dataclass(frozen=True, slots=True)
class _Breach:
    """One keyword of a schema that a value, or (`of_key`) the name of a key, does not meet."""

    path: KeyPath
    keyword: str
    wanted: Any
    value: Any
    schema: dict[str, Any]
    of_key: bool

    @property
    def key(self) -> str:
        """The key or index of the value in its parent; empty for the whole file."""
        return str(self.path[-1]) if self.path else ""


def shape_faults(file: YamlFile, kind: str | None = None) -> Iterator[RuleFault]:
    """Every way the file departs from its schema, each once. Dates must also be in the calendar.

    `kind` is for files of a rule book that names its folders otherwise; without it, the path tells.
    """
    kind = kind or file_kind(file.name)
    assert kind is not None
    with_dates = validator(kind).evolve(format_checker=FormatChecker(["date"]))
    errors = with_dates.iter_errors(_plain(file.data))
    breaches = (_breach(leaf) for error in errors for leaf in _leaves(error))
    yield from dict.fromkeys(fault for breach in breaches for fault in _faults(file, breach))


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """The errors to show: for a choice of forms, those of the form that came nearest."""
    if not error.context:
        yield error
        return
    by_branch: dict[Any, list[ValidationError]] = {}
    for inner in error.context:
        by_branch.setdefault(inner.schema_path[0], []).append(inner)
    for inner in min(by_branch.values(), key=lambda errors: (len(errors), -max(len(e.path) for e in errors))):
        yield from _leaves(inner)


def _breach(error: ValidationError) -> _Breach:
    return _Breach(
        path=tuple(error.absolute_path),
        keyword=str(error.validator),
        wanted=error.validator_value,
        value=error.instance,
        schema=error.schema if isinstance(error.schema, dict) else {},
        of_key="propertyNames" in error.absolute_schema_path,
    )


def _faults(file: YamlFile, breach: _Breach) -> Iterator[RuleFault]:
    """One fault for each key that is missing or unknown; otherwise one for the value."""
    path, wanted, value = breach.path, breach.wanted, breach.value
    if breach.of_key:
        yield RuleFault(file.key_place(*path, value), "navn", _wrong_form("navnet", breach))
    elif breach.keyword == "not":  # the contracts use it only as `{"not": {}}`: this key does not go with the others
        message = f"nøkkelen «{breach.key}» passer ikke sammen med de andre nøklene her"
        yield RuleFault(file.key_place(*path), "noekkel_passer_ikke", message)
    elif breach.keyword == "additionalProperties":
        known = list(breach.schema.get("properties", ()))
        for key in (key for key in value if key not in known):
            message = f"nøkkelen «{key}» hører ikke hjemme her.{nearest(key, known)}"
            yield RuleFault(file.key_place(*path, key), "ukjent_noekkel", message)
    elif breach.keyword == "required":
        for key in (key for key in wanted if key not in value):
            yield RuleFault(file.key_place(*path), _missing_code(key), f"«{key}» mangler")
    elif breach.keyword == "dependentRequired":
        for key, needed in wanted.items():
            for other in (other for other in needed if key in value and other not in value):
                yield RuleFault(file.key_place(*path), _missing_code(other), f"«{other}» mangler")
    else:
        yield _value_fault(file, breach)


def _value_fault(file: YamlFile, breach: _Breach) -> RuleFault:
    place, key_place = file.place(*breach.path), file.key_place(*breach.path)
    if breach.keyword == "type" and breach.value is None:
        return RuleFault(key_place, _missing_code(breach.key), "her mangler verdien")
    if breach.keyword == "type":
        return RuleFault(place, "form", _wrong_type(breach))
    if breach.keyword in ("minLength", "minItems", "minProperties"):
        least = f" (minst {breach.wanted})" if breach.wanted > 1 else ""
        return RuleFault(place, _missing_code(breach.key), f"her mangler det tekst eller innhold{least}")
    if breach.keyword in ("enum", "const"):
        known = [str(value) for value in breach.schema.get("enum", [breach.schema.get("const")])]
        message = f"verdien må være en av: {', '.join(known)}.{nearest(str(breach.value), known)}"
        return RuleFault(place, "verdi", message)
    messages = {
        "minimum": f"tallet kan ikke være mindre enn {breach.wanted}",
        "maxItems": f"listen kan ikke ha mer enn {breach.wanted} ledd",
        "maxProperties": f"her kan det ikke stå mer enn {breach.wanted} av nøklene",
        "uniqueItems": "samme verdi står flere ganger",
    }
    return RuleFault(place, "form", messages.get(breach.keyword, _wrong_form("verdien", breach)))


def _wrong_type(breach: _Breach) -> str:
    wanted = breach.wanted if isinstance(breach.wanted, list) else [breach.wanted]
    message = "her skal det stå " + " eller ".join(TYPE_WORDS[name] for name in wanted)
    keys = breach.schema.get("required") or breach.schema.get("properties")
    if "object" in wanted and keys:
        message += f" ({', '.join(keys)})"
    if "string" in wanted and isinstance(breach.value, bool | int):
        message += "; sett verdien i hermetegn"
    return message


def _wrong_form(what: str, breach: _Breach) -> str:
    """The schema says in words what a pattern or format asks for."""
    return f"{what} har feil form. {breach.schema.get('description', '')}".rstrip()


def _missing_code(key: str) -> str:
    """A missing word or hjemmel has a code of its own, for it is what authors forget."""
    if key in ("nb", "nn", "en"):
        return f"mangler_{key}"
    return "mangler_hjemmel" if key == "hjemmel" else "mangler"


def _plain(data: Any) -> Any:
    """The data as JSON would hold it."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data
