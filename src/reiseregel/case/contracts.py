"""The published contract of a document, as JSON Schema (2020-12), made from the vocabulary.

It accepts exactly what `models.py` accepts of data that `reading.py` lets through. As a command,
`python -m reiseregel.case.contracts` says whether the committed files are up to date; with `--skriv` it writes them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reiseregel.case import shapes
from reiseregel.errors import Text
from reiseregel.resources import rules_folder, schemas_folder
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary, load_vocabulary
from reiseregel.yamlfile import parse, read_folder

Schema = dict[str, Any]

_UNITS = {"oere": "øre", "m": "meter", "min": "minutter", "aar": "år", "oere_per_time": "øre per time"}


def document_schema(vocabulary: Vocabulary, kind: str) -> Schema:
    """The JSON Schema of documents of one `type`.

    Raises:
        KeyError: the vocabulary has no root entity of that name.

    """
    root = vocabulary.root(kind)
    if root is None:
        raise KeyError(kind)
    definitions = {
        entity.name: _entity(vocabulary, entity, {})
        for entity in vocabulary.entities.values()
        if entity.parent and vocabulary.ancestors(entity.name)[-1] == root.name
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:reiseregel:schema:v{shapes.VERSION}:{kind}",
        **_titles(root.label, root.question, fallback=kind),
        **_entity(vocabulary, root, _root_properties(kind)),
        "$defs": {**definitions, "konvolutt": _envelope(), "vurdering": _assessment(), "kilde": _source(), **_date()},
    }


def schema_text(vocabulary: Vocabulary, kind: str) -> str:
    """The contract as it stands in its file, byte for byte."""
    return json.dumps(document_schema(vocabulary, kind), ensure_ascii=False, indent=2) + "\n"


def schema_file(kind: str) -> Path:
    """Where the contract of documents of one `type` stands."""
    return schemas_folder() / f"v{shapes.VERSION}" / f"{kind}.schema.json"


def _root_properties(kind: str) -> Schema:
    return {
        "type": {"const": kind},
        "versjon": {"const": shapes.VERSION},
        "spraak": {
            "title": "Språk",
            "description": "Språket svaret skrives på. Bokmål når det utelates.",
            "enum": list(shapes.LANGUAGE_CODES),
        },
        "konvolutt": {"$ref": "#/$defs/konvolutt"},
        "vurderinger": {
            "title": "Vurderinger",
            "description": "Hver skjønnsvurdering som er gjort, med hvem, når og hvilke momenter som er veid.",
            "type": "array",
            "items": {"$ref": "#/$defs/vurdering"},
            "maxItems": shapes.MAX_ASSESSMENTS,
        },
        "kilder": {
            "title": "Kilder",
            "description": "Hvor opplysningene kommer fra.",
            "type": "array",
            "items": {"$ref": "#/$defs/kilde"},
            "maxItems": shapes.MAX_SOURCES,
        },
    }


def _entity(vocabulary: Vocabulary, entity: EntityDef, properties: Schema) -> Schema:
    required: list[str] = [name for name in ("type", "versjon") if name in properties]
    properties = dict(properties)
    for fact in vocabulary.facts_of(entity.name):
        properties[fact.name] = _fact(fact)
        if fact.content:
            required.append(fact.name)
    for child in vocabulary.children_of(entity.name):
        properties[child.member] = _child(child)
        if child.least or not child.many:
            required.append(child.member)
    titles = _titles(entity.label, entity.question) if entity.parent else {}
    return {**titles, **_object(properties, required)}


def _child(child: EntityDef) -> Schema:
    reference = {"$ref": f"#/$defs/{child.name}"}
    if not child.many:
        return reference
    unsaid = "Utelatt: ikke en del av kravet." if child.content else "Utelatt: ukjent. Tom liste: ingen."
    least = {"minItems": child.least} if child.least else {"description": unsaid}
    return {**least, "type": "array", "items": reference, "maxItems": child.most}


def _fact(fact: FactDef) -> Schema:
    titles = _titles(fact.label, fact.question, more=_code_list(fact))
    if fact.type.kind == "boolsk":
        return {**titles, "type": "boolean"}
    if fact.type.kind == "kode":
        return {**titles, "enum": list(fact.type.codes)}
    if fact.type.kind == "dato":
        return {**titles, "$ref": "#/$defs/dato"}
    unit = _UNITS.get(fact.type.unit)
    if unit and "title" in titles:
        titles["title"] = f"{titles['title']} ({unit})"
    return {**titles, "type": "integer", "minimum": fact.low, "maximum": fact.high}


def _code_list(fact: FactDef) -> str:
    named = [f"{code} = {text.nb}" for code, text in fact.codes.items() if text is not None]
    return f"Koder: {'; '.join(named)}." if named else ""


def _titles(label: Text | None, question: Text | None, *, more: str = "", fallback: str = "") -> Schema:
    title = label.nb if label else fallback
    description = " ".join(part for part in (question.nb if question else "", more) if part)
    return {**({"title": title} if title else {}), **({"description": description} if description else {})}


def _object(properties: Schema, required: list[str]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        **({"required": required} if required else {}),
        "properties": properties,
    }


def _envelope() -> Schema:
    label = {"type": "string", "maxLength": shapes.MAX_ENVELOPE_STRING}
    return {
        "title": "Konvolutt",
        "description": "Avsenderens egne merker. De leses aldri og går ikke videre.",
        **_object(dict.fromkeys(shapes.ENVELOPE_KEYS, label), []),
    }


def _assessment() -> Schema:
    moment = {"type": "integer", "minimum": 0, "maximum": shapes.MAX_MOMENT}
    properties = {
        "faktum": _pointer(),
        "rolle": {"title": "Rolle", "enum": list(shapes.ASSESSMENT_ROLES)},
        "referanse": _reference(),
        "tidspunkt": {"title": "Tidspunkt (UTC)", **_fixed(shapes.TIME_PATTERN, len("2026-05-10T12:30:00Z"))},
        "momenter": {
            "title": "Momenter",
            "description": "Numrene, fra 0, på de momentene som er veid.",
            "type": "array",
            "items": moment,
            "maxItems": shapes.MAX_MOMENTS,
        },
        "begrunnelse_sha256": {
            "title": "Begrunnelse",
            "description": "SHA-256 av den skrevne begrunnelsen, som blir hos avsenderen. En vurdering må ha en.",
            **_fixed(shapes.HASH_PATTERN, 64),
        },
    }
    return {"title": "Vurdering", **_object(properties, list(shapes.ASSESSMENT_KEYS))}


def _source() -> Schema:
    kind = {"title": "Kilde", "enum": list(shapes.SOURCE_KINDS)}
    properties = {"faktum": _pointer(), "kilde": kind, "referanse": _reference()}
    return {"title": "Kilde", **_object(properties, list(shapes.SOURCE_KEYS[:-1]))}


def _date() -> Schema:
    title = "Dag i kalenderen, fra 1900 til og med 2100"
    return {"dato": {"title": title, **_fixed(shapes.DATE_PATTERN, len("2026-05-10"))}}


def _fixed(pattern: str, length: int) -> Schema:
    """Text of one length. Without the length, `$` would let a line break through in Python's regex."""
    return {"type": "string", "pattern": pattern, "maxLength": length}


def _pointer() -> Schema:
    return {
        "title": "Faktum",
        "description": "Veien til faktumet i dette dokumentet, som JSON-peker.",
        "type": "string",
        "pattern": shapes.POINTER_PATTERN,
        "maxLength": shapes.MAX_POINTER,
        "not": {"pattern": "\n"},
    }


def _reference() -> Schema:
    return {
        "title": "Referanse",
        "description": "Avsenderens egen referanse. Den må ikke peke ut en person.",
        "type": "string",
        "pattern": shapes.REFERENCE_PATTERN,
        "not": {"pattern": "\n"},
    }


def main(arguments: list[str] | None = None) -> int:
    """0 when every contract file is up to date (always, after `--skriv`), else 1."""
    parser = argparse.ArgumentParser(prog="python -m reiseregel.case.contracts", description="Kontraktene i schemas/")
    parser.add_argument("--skriv", action="store_true", help="skriv filene; ellers sies det bare hvilke som er gamle")
    write = parser.parse_args(arguments).skriv
    files = {name: parse(name, text) for name, text in read_folder(rules_folder()).items()}
    vocabulary, faults = load_vocabulary(files)
    if faults:
        sys.stderr.writelines(f"{fault}\n" for fault in faults)
        return 1
    old = 0
    for kind in vocabulary.roots:
        path, text = schema_file(kind), schema_text(vocabulary, kind)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        old += not write
        sys.stdout.write(f"{path.name}: {'skrevet' if write else 'er ikke lik regelfilene; kjør med --skriv'}\n")
    return int(old > 0)


if __name__ == "__main__":
    sys.exit(main())
