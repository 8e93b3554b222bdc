"""Read `rules/fakta/` into a `Vocabulary`. Shape is checked against the schemas before this runs."""

from __future__ import annotations

from datetime import date
from typing import Any

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import RuleFault, Text, nearest
from reiseregel.quantities import named_type
from reiseregel.vocabulary.model import EntityDef, FactDef, Hjemmel, LawTime, Vocabulary
from reiseregel.yamlfile import YamlFile

ENTITIES_FILE = "fakta/entiteter.yaml"


def read_text(data: Any) -> Text | None:
    """`{nb, nn, en}` as a Text; None when nothing is given."""
    return Text(data.get("nb", ""), data.get("nn", ""), data.get("en", "")) if isinstance(data, dict) else None


def read_hjemmel(data: dict[str, Any], paragraf: str = "", lov: str = "pasientreiseforskriften") -> Hjemmel:
    """A hjemmel as written in YAML; the paragraph and law of the file are the default."""
    return Hjemmel(
        str(data.get("paragraf", paragraf)),
        data.get("ledd", 0),
        data.get("bokstav", ""),
        data.get("punktum", 0),
        data.get("lov", lov),
    )


def load_vocabulary(files: dict[str, YamlFile]) -> tuple[Vocabulary, list[RuleFault]]:
    """Entities and facts from the parsed files below `fakta/`, with the faults found on the way."""
    faults: list[RuleFault] = []
    entities = _entities(files[ENTITIES_FILE], faults) if ENTITIES_FILE in files else {}
    facts: dict[tuple[str, str], FactDef] = {}
    in_order = {
        files[name].data.get("entitet"): files[name]
        for name in sorted(files)
        if name.startswith("fakta/") and isinstance(files[name].data, dict) and "fakta" in files[name].data
    }
    for entity, file in in_order.items():
        if entity not in entities:
            place = file.place("entitet")
            faults.append(RuleFault(place, "ukjent_entitet", f"entiteten «{entity}» finnes ikke.{nearest(str(entity), entities)}"))
    for entity in entities:
        for name, data in (in_order[entity].data["fakta"] if entity in in_order else {}).items():
            facts[entity, name] = _fact(entity, name, data, in_order[entity])
    vocabulary = Vocabulary(entities, facts)
    faults += _law_time_faults(vocabulary)
    return vocabulary, faults


def _entities(file: YamlFile, faults: list[RuleFault]) -> dict[str, EntityDef]:
    entities: dict[str, EntityDef] = {}
    for name, data in file.data["entiteter"].items():
        parent = data.get("forelder", "")
        place = file.key_place("entiteter", name)
        if parent and parent not in entities:
            faults.append(RuleFault(file.place("entiteter", name, "forelder"), "ukjent_entitet", f"forelderen «{parent}» må stå før «{name}»"))
            continue
        many = "liste" in data
        lovtid = data.get("lovtid")
        entities[name] = EntityDef(
            name=name,
            parent=parent,
            member=data.get("liste") or data.get("en") or "",
            place=place,
            many=many,
            content=not many or data.get("innhold", False),
            least=data.get("minst", 0),
            most=data.get("hoeyst", 1),
            law_time=LawTime(lovtid.get("faktum", ""), lovtid.get("siste", "")) if lovtid else None,
            owner=data.get("eier", "pasient"),
            hjemmel=read_hjemmel(data["hjemmel"]) if "hjemmel" in data else None,
            label=read_text(data.get("navn")),
            question=read_text(data.get("spoersmaal")),
        )
    return entities


def _fact(entity: str, name: str, data: dict[str, Any], file: YamlFile) -> FactDef:
    codes = {code: read_text(text) for code, text in data.get("koder", {}).items()}
    value_type = named_type(data["type"], tuple(codes))
    low, high = (FIRST_DAY, LAST_DAY) if value_type.kind == "dato" else (data.get("minst", 0), data.get("hoeyst", 0))
    if isinstance(low, date) or isinstance(high, date):  # pragma: no cover - the schema refuses it
        raise TypeError("bounds are whole numbers")
    return FactDef(
        entity=entity,
        name=name,
        type=value_type,
        owner=data["eier"],
        hjemmel=read_hjemmel(data["hjemmel"]),
        place=file.key_place("fakta", name),
        content=data.get("innhold", False),
        low=low,
        high=high,
        label=read_text(data.get("navn")),
        question=read_text(data.get("spoersmaal")),
        codes=codes,
        momenter=tuple(text for item in data.get("momenter", ()) if (text := read_text(item))),
        not_modelled=read_text(data.get("ikke_modellert")),
    )


def _law_time_faults(vocabulary: Vocabulary) -> list[RuleFault]:
    faults = []
    for entity in vocabulary.entities.values():
        if entity.law_time is None:
            continue
        fact = vocabulary.facts.get((entity.name, entity.law_time.fact))
        if entity.law_time.fact and (fact is None or fact.type.kind != "dato" or not fact.content):
            faults.append(RuleFault(entity.place, "lovtid", f"lovtiden til «{entity.name}» må være et innholdsfaktum av type dato"))
        lists = [child.member for child in vocabulary.children_of(entity.name) if child.law_time and child.least > 0]
        if entity.law_time.last_of and entity.law_time.last_of not in lists:
            faults.append(RuleFault(entity.place, "lovtid", f"«{entity.law_time.last_of}» er ikke en påkrevd liste med lovtid"))
    return faults
