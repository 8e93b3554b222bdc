"""Read `rules/fakta/` into a `Vocabulary`. Shape is checked against the schemas before this runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import Place, RuleFault, Text, nearest
from reiseregel.quantities import named_type
from reiseregel.vocabulary.model import EntityDef, FactDef, Hjemmel, LawTime, Vocabulary
from reiseregel.yamlfile import KeyPath, YamlFile

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


def unknown_entity(place: Place, name: str, known: Iterable[str]) -> RuleFault:
    """The fault for an entity nobody has heard of."""
    return RuleFault(place, "ukjent_entitet", f"entiteten «{name}» finnes ikke.{nearest(name, known)}")


def load_vocabulary(files: dict[str, YamlFile]) -> tuple[Vocabulary, list[RuleFault]]:
    """Entities and facts from the parsed files below `fakta/`, with the faults found on the way."""
    if ENTITIES_FILE not in files:
        missing = RuleFault(
            Place(ENTITIES_FILE, 1, 1), "mangler_fil", "filen som sier hvilke entiteter som finnes, mangler"
        )
        return Vocabulary({}, {}), [missing]
    faults: list[RuleFault] = []
    file = files[ENTITIES_FILE]
    entities = _entities(file, faults)
    by_entity: dict[str, list[YamlFile]] = {name: [] for name in entities}
    for name in sorted(files):
        if not name.startswith("fakta/") or "fakta" not in files[name].data:
            continue
        entity = files[name].data["entitet"]
        if entity in by_entity:
            by_entity[entity].append(files[name])
        elif entity not in file.data["entiteter"]:
            faults.append(unknown_entity(files[name].place("entitet"), entity, entities))
    facts: dict[tuple[str, str], FactDef] = {}
    for entity, described in by_entity.items():
        for source in described:
            for name, data in source.data["fakta"].items():
                fact = _fact(entity, name, data, source)
                if (entity, name) in facts:
                    message = f"«{entity}.{name}» står alt i {facts[entity, name].place.file}"
                    faults.append(RuleFault(fact.place, "navn_opptatt", message))
                facts.setdefault((entity, name), fact)
                faults += _bounds(source, ("fakta", name), data)
    vocabulary = Vocabulary(entities, facts)
    return vocabulary, [*faults, *_law_time_faults(vocabulary, file)]


def _bounds(file: YamlFile, path: KeyPath, data: dict[str, Any]) -> Iterator[RuleFault]:
    if "minst" in data and "hoeyst" in data and data["minst"] > data["hoeyst"]:
        message = f"«minst» ({data['minst']}) er større enn «hoeyst» ({data['hoeyst']})"
        yield RuleFault(file.place(*path, "minst"), "grenser", message)


def _entities(file: YamlFile, faults: list[RuleFault]) -> dict[str, EntityDef]:
    entities: dict[str, EntityDef] = {}
    dropped: set[str] = set()
    for name, data in file.data["entiteter"].items():
        parent = data.get("forelder", "")
        place = file.place("entiteter", name, "forelder")
        if parent and parent not in entities:
            dropped.add(name)
            if parent not in file.data["entiteter"]:
                faults.append(unknown_entity(place, parent, file.data["entiteter"]))
            elif parent not in dropped:
                faults.append(RuleFault(place, "rekkefoelge", f"forelderen «{parent}» må stå før «{name}»"))
            continue
        faults += _bounds(file, ("entiteter", name), data)
        many = "liste" in data
        lovtid = data.get("lovtid")
        entities[name] = EntityDef(
            name=name,
            parent=parent,
            member=data.get("liste") or data.get("en") or "",
            place=file.key_place("entiteter", name),
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


def _law_time_faults(vocabulary: Vocabulary, file: YamlFile) -> Iterator[RuleFault]:
    """A law date is never open: it is a content date of the entity, or the last one of a list with at least one."""
    for entity in vocabulary.entities.values():
        if entity.law_time is None:
            continue
        fact, last_of = entity.law_time.fact, entity.law_time.last_of
        dates = [item.name for item in vocabulary.facts_of(entity.name) if item.content and item.type.kind == "dato"]
        lists = [child.member for child in vocabulary.children_of(entity.name) if child.law_time and child.least > 0]
        if fact and fact not in dates:
            message = f"«{fact}» er ikke et innholdsfaktum av type dato på «{entity.name}».{nearest(fact, dates)}"
            yield RuleFault(file.place("entiteter", entity.name, "lovtid", "faktum"), "lovtid", message)
        if last_of and last_of not in lists:
            message = f"«{last_of}» er ikke en påkrevd liste med lovtid under «{entity.name}».{nearest(last_of, lists)}"
            yield RuleFault(file.place("entiteter", entity.name, "lovtid", "siste"), "lovtid", message)
