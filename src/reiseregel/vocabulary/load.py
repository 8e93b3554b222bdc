"""Read `rules/fakta/` into a `Vocabulary`. Shape is checked against the schemas before this runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import Place, RuleFault, Text, nearest
from reiseregel.quantities import named_type
from reiseregel.vocabulary.model import Covered, Earlier, EarlierPlace, EntityDef, FactDef, Hjemmel, LawTime, Vocabulary
from reiseregel.vocabulary.settings_file import read_settings, setting_faults
from reiseregel.yamlfile import KeyPath, YamlFile, ordinal

ENTITIES_FILE = "fakta/entiteter.yaml"
#: A type of document may have a file of its own: `fakta/entiteter_attest.yaml`. Parents stand in the same file.
MORE_ENTITIES = "fakta/entiteter_"


def entity_files(files: dict[str, YamlFile]) -> list[YamlFile]:
    """The files that say which entities there are, the common one first."""
    return [files[name] for name in sorted(files) if name == ENTITIES_FILE or name.startswith(MORE_ENTITIES)]


def read_text(data: Any) -> Text | None:
    """`{nb, nn, en}` as a Text; None when nothing is given."""
    return Text(data.get("nb", ""), data.get("nn", ""), data.get("en", "")) if isinstance(data, dict) else None


def read_texts(words: dict[str, Any]) -> dict[str, Text]:
    """What is a text among `words`, by key."""
    return {key: text for key, data in words.items() if (text := read_text(data)) is not None}


def read_hjemmel(data: dict[str, Any], paragraf: str = "", lov: str = "pasientreiseforskriften") -> Hjemmel:
    """A hjemmel as written in YAML; the paragraph and law of the file are the default."""
    return Hjemmel(
        str(data.get("paragraf", paragraf)),
        data.get("ledd", 0),
        data.get("bokstav", ""),
        data.get("punktum", 0),
        data.get("lov", lov),
        data.get("kilde", ""),
    )


def rising(file: YamlFile, path: KeyPath, ends: list[int]) -> Iterator[RuleFault]:
    """The fault for each of the earlier periods at `path` that does not end after the one before it."""
    for index, (before, after) in enumerate(pairwise(ends), 1):
        if after <= before:
            later, earlier = (date.fromordinal(day).isoformat() for day in (after, before))
            message = f"periodene må stå i stigende tid: {later} kommer etter {earlier}"
            yield RuleFault(file.place(*path, index, "til"), "rekkefoelge", message)


def read_earlier(file: YamlFile, path: KeyPath, data: dict[str, Any], faults: list[RuleFault]) -> Earlier:
    """`tidligere` of what stands at `path`: where the law had it before, and how it was asked for."""
    found = tuple(
        EarlierPlace(
            ordinal(item["til"]),
            read_hjemmel(item["hjemmel"]) if "hjemmel" in item else None,
            read_text(item.get("spoersmaal")),
        )
        for item in data.get("tidligere", ())
    )
    faults += rising(file, (*path, "tidligere"), [item.until for item in found])
    return found


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
    sources = entity_files(files)
    entities = _all_entities(sources, faults)
    written = {name for source in sources for name in source.data["entiteter"]}
    by_entity: dict[str, list[YamlFile]] = {name: [] for name in entities}
    for name in sorted(files):
        if not name.startswith("fakta/") or "fakta" not in files[name].data:
            continue
        entity = files[name].data["entitet"]
        if entity in by_entity:
            by_entity[entity].append(files[name])
        elif entity not in written:
            faults.append(unknown_entity(files[name].place("entitet"), entity, entities))
    facts: dict[tuple[str, str], FactDef] = {}
    for entity, described in by_entity.items():
        for source in described:
            for name, data in source.data["fakta"].items():
                fact = _fact(entity, name, data, source, faults)
                if (entity, name) in facts:
                    message = f"«{entity}.{name}» står alt i {facts[entity, name].place.file}"
                    faults.append(RuleFault(fact.place, "navn_opptatt", message))
                facts.setdefault((entity, name), fact)
                faults += _bounds(source, ("fakta", name), data)
    vocabulary = Vocabulary(entities, facts, *read_settings(files, faults))
    faults += setting_faults(vocabulary, files)
    return vocabulary, [*faults, *(fault for source in sources for fault in _law_time_faults(vocabulary, source))]


def _bounds(file: YamlFile, path: KeyPath, data: dict[str, Any]) -> Iterator[RuleFault]:
    if "minst" in data and "hoeyst" in data and data["minst"] > data["hoeyst"]:
        message = f"«minst» ({data['minst']}) er større enn «hoeyst» ({data['hoeyst']})"
        yield RuleFault(file.place(*path, "minst"), "grenser", message)


def _all_entities(files: list[YamlFile], faults: list[RuleFault]) -> dict[str, EntityDef]:
    """Entities of every file; a name, and a type of document, belongs to one entity only."""
    entities: dict[str, EntityDef] = {}
    types: dict[str, EntityDef] = {}
    for file in files:
        for entity in _entities(file, faults).values():
            if entity.name in entities:
                message = f"entiteten «{entity.name}» står alt i {entities[entity.name].place.file}"
                faults.append(RuleFault(entity.place, "navn_opptatt", message))
            elif entity.document in types:
                message = f"dokumenttypen hører alt til entiteten «{types[entity.document].name}»"
                faults.append(RuleFault(file.place("entiteter", entity.name, "rot"), "navn_opptatt", message))
            entities.setdefault(entity.name, entity)
            if not entity.parent:
                types.setdefault(entity.document, entity)
    return entities


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
            law_time=LawTime(lovtid.get("faktum", ""), lovtid.get("foerste", ""), lovtid.get("siste", ""))
            if lovtid
            else None,
            owner=data.get("eier", "pasient"),
            hjemmel=read_hjemmel(data["hjemmel"]) if "hjemmel" in data else None,
            label=read_text(data.get("navn")),
            question=read_text(data.get("spoersmaal")),
            covered=_covered(name, data, file, faults),
            earlier=read_earlier(file, ("entiteter", name), data, faults),
            changeable=data.get("kan_endres", "nei"),
            hidden_from_patient=data.get("skjult_for_pasienten", False),
            document=data.get("rot", ""),
        )
    return entities


def _covered(name: str, data: dict[str, Any], file: YamlFile, faults: list[RuleFault]) -> Covered | None:
    if "dekker" not in data:
        return None
    found = Covered(ordinal(data["dekker"]["fra"]), ordinal(data["dekker"]["til"]))
    if found.until < found.since:
        place = file.place("entiteter", name, "dekker", "til")
        faults.append(RuleFault(place, "rekkefoelge", "«til» er før «fra»"))
    return found


def _fact(entity: str, name: str, data: dict[str, Any], file: YamlFile, faults: list[RuleFault]) -> FactDef:
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
        earlier=read_earlier(file, ("fakta", name), data, faults),
        changeable=data.get("kan_endres", "nei"),
        hidden_from_patient=data.get("skjult_for_pasienten", False),
        setting=data.get("innstilling", ""),
    )


def without_changeable(files: dict[str, YamlFile]) -> Iterator[RuleFault]:
    """A fault for each fact, and each list that is a fact, that does not say what the claimant can do about it."""
    for file in files.values():
        named = file.data.get("fakta", {}) if file.name.startswith("fakta/") else {}
        lists = file.data.get("entiteter", {}) if file.name.startswith("fakta/") else {}
        for part, items in (("fakta", named), ("entiteter", lists)):
            for name, data in items.items():
                is_fact = part == "fakta" or ("liste" in data and not data.get("innhold", False))
                if is_fact and "kan_endres" not in data:
                    yield RuleFault(file.key_place(part, name), "mangler", f"«kan_endres» mangler for «{name}»")


def _law_time_faults(vocabulary: Vocabulary, file: YamlFile) -> Iterator[RuleFault]:
    """A law date is never open: a content date of the entity, or the first or last of a list with at least one."""
    for entity in vocabulary.entities.values():
        rule = entity.law_time
        if rule is None or entity.place.file != file.name:
            continue
        dates = [item.name for item in vocabulary.facts_of(entity.name) if item.content and item.type.kind == "dato"]
        if rule.fact and rule.fact not in dates:
            message = f"«{rule.fact}» er ikke et innholdsfaktum av type dato på «{entity.name}»."
            message += nearest(rule.fact, dates)
            yield RuleFault(file.place("entiteter", entity.name, "lovtid", "faktum"), "lovtid", message)
        lists = list(_lists_with_dates(vocabulary, entity.name))
        if rule.listed and rule.listed not in lists:
            message = f"«{rule.listed}» er ikke en påkrevd liste med lovtid under «{entity.name}»."
            message += nearest(rule.listed, lists)
            key = "foerste" if rule.first_of else "siste"
            yield RuleFault(file.place("entiteter", entity.name, "lovtid", key), "lovtid", message)


def _lists_with_dates(vocabulary: Vocabulary, entity: str) -> Iterator[str]:
    """The lists that can date an entity. Their things are dated from within, so that no date leads back to itself."""
    chain = vocabulary.ancestors(entity)
    for above in chain:
        for child in vocabulary.children_of(above):
            if child.least > 0 and child.law_time and not child.law_time.from_above and child.name not in chain:
                yield child.member if above == entity else f"{above}.{child.member}"
