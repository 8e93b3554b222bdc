"""Concepts from the paragraph files: first every name and type, then every definition and exception."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import Place, RuleFault, Text, nearest
from reiseregel.quantities import BOOLEAN, LITERAL_UNITS, ValueType, named_type
from reiseregel.rulebook.expressions import ExpressionReader, text_of
from reiseregel.rulebook.functions import FUNCTIONS
from reiseregel.rulebook.model import MAIN, Clause, Concept, EarlierWords, Reading, Written
from reiseregel.rulebook.resolve import AGGREGATES
from reiseregel.rulebook.shape import file_kind
from reiseregel.rulebook.timeline import DatedException, Definition, Timeline
from reiseregel.rulebook.tree import Const
from reiseregel.vocabulary import Hjemmel, Vocabulary
from reiseregel.vocabulary.load import read_hjemmel, read_texts, unknown_entity
from reiseregel.yamlfile import KeyPath, YamlFile, ordinal

#: Words that mean something in an expression, so that no concept may be called so.
WORDS = {"og", "eller", "ikke", "i", "hvor", "sann", "usann", "lovdato", *FUNCTIONS, *AGGREGATES, *LITERAL_UNITS}


@dataclass(frozen=True, slots=True)
class Declared:
    """A concept by name and type, before its expressions are read."""

    id: str
    entity: str
    name: str
    type: ValueType
    file: YamlFile
    data: dict[str, Any]

    @property
    def path(self) -> KeyPath:
        """Where the concept stands in its file."""
        return ("begreper", self.name)

    @property
    def place(self) -> Place:
        """The place of its name."""
        return self.file.key_place(*self.path)


def stem(file: YamlFile) -> str:
    """`pasientreiseforskriften/par_08.yaml` → `par_08`: the first part of the ids in the file."""
    return Path(file.name).stem


@dataclass(slots=True)
class Declarations:
    """Every concept by id, and the names and ids of those that could not be declared."""

    vocabulary: Vocabulary
    readings: dict[str, Reading]
    faults: list[RuleFault]
    found: dict[str, Declared] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)

    def read(self, files: dict[str, YamlFile]) -> None:
        """The concepts of every paragraph file. A name that means something already is a fault."""
        rules = [file for file in files.values() if file_kind(file.name) == "regel"]
        concepts = [data for file in rules for data in file.data.get("begreper", {}).values()]
        codes = {code for fact in self.vocabulary.facts.values() for code in fact.codes}
        codes |= {code for reading in self.readings.values() for code in reading.codes}
        codes |= {code for data in concepts for code in data.get("koder", ())}
        for file in rules:
            entity = file.data["gjelder"]
            if entity not in self.vocabulary.entities:
                self.faults.append(unknown_entity(file.place("gjelder"), entity, self.vocabulary.entities))
            for name, data in file.data.get("begreper", {}).items():
                self._declare(file, name, data, codes)

    def _declare(self, file: YamlFile, name: str, data: dict[str, Any], codes: set[str]) -> None:
        entity = data.get("gjelder", file.data["gjelder"])
        written = named_type(data["type"], tuple(data.get("koder", ())))
        item = Declared(f"{stem(file)}.{name}", entity, name, written, file, data)
        taken = self._taken(item, codes)
        if taken:
            self.faults.append(RuleFault(item.place, "navn_opptatt", f"navnet «{name}» er alt brukt av {taken}"))
        elif entity not in self.vocabulary.entities and "gjelder" in data:
            place = file.place(*item.path, "gjelder")
            self.faults.append(unknown_entity(place, entity, self.vocabulary.entities))
        if taken or entity not in self.vocabulary.entities:
            self.withheld |= {name, item.id}
        else:
            self.found[item.id] = item

    def _taken(self, item: Declared, codes: set[str]) -> str:
        """What already has the name, in words; empty when it is free."""
        if item.name in WORDS:
            return "språket selv"
        if (item.entity, item.name) in self.vocabulary.facts:
            return f"faktumet {item.entity}.{item.name}"
        if item.name in codes:
            return "en kode"
        same = [other.id for other in self.found.values() if (other.entity, other.name) == (item.entity, item.name)]
        return f"begrepet {same[0]}" if same else ""


@dataclass(slots=True)
class ConceptReader:
    """Reads definitions and exceptions, joins them across files, and builds the versions. `uneven` are the concepts
    whose time has a fault of its own, so that nothing more is said of when they hold.
    """

    expressions: ExpressionReader
    declared: dict[str, Declared]
    faults: list[RuleFault]
    elsewhere: dict[str, list[DatedException]] = field(default_factory=dict)
    orders: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    uneven: set[tuple[str, str]] = field(default_factory=set)

    def read(self, files: dict[str, YamlFile]) -> dict[tuple[str, str], Concept]:
        """Every concept, in file order."""
        for file in files.values():
            if file_kind(file.name) == "regel":
                self._exceptions_elsewhere(file)
        words = _words(files)
        found = [self._concept(item, words.get(item.id, {})) for item in self.declared.values()]
        return {(concept.entity, concept.name): concept for concept in found}

    def _exceptions_elsewhere(self, file: YamlFile) -> None:
        for index, data in enumerate(file.data.get("unntak_fra", ())):
            path = ("unntak_fra", index)
            target = self.declared.get(data["slaar"])
            if target is not None:
                exception = self._exception(file, path, data, target, FIRST_DAY)
                self.elsewhere.setdefault(target.id, []).append(exception)
            elif data["slaar"] not in self.expressions.names.withheld:
                message = f"unntaket slår «{data['slaar']}», som ikke finnes.{nearest(data['slaar'], self.declared)}"
                self.faults.append(RuleFault(file.place(*path, "slaar"), "slaar_ingenting", message))

    def _exception(
        self, file: YamlFile, path: KeyPath, data: dict[str, Any], target: Declared, since: int
    ) -> DatedException:
        """What could not be read is stood in for by `usann`, so that time and order are still checked."""
        read = self.expressions
        condition = read.boolean(data["naar"], file.text_place(*path, "naar"), target.entity)
        value = read.read(data["er"], file.text_place(*path, "er"), target.entity, target.type)
        before = tuple(other if "." in other else f"{stem(file)}.{other}" for other in data.get("gaar_foran", ()))
        places = [file.place(*path, "gaar_foran", index) for index in range(len(before))]
        self.orders.setdefault(target.id, []).extend(zip(before, places, strict=True))
        start = ordinal(data["fra"]) if "fra" in data else since
        clause = Clause(
            id=f"{stem(file)}.{data['id']}",
            condition=condition or Const(0, BOOLEAN),
            value=value or Const(0, target.type),
            hjemmel=_hjemmel(file, data),
            place=file.place(*path),
            before=before,
            written=Written(_as_written(file, path, data, "naar"), _as_written(file, path, data, "er")),
            wording_read=_wording_read(data),
            since=start,
        )
        end = ordinal(data["til"]) if "til" in data else LAST_DAY
        return DatedException(clause, start, end, whole=condition is not None and value is not None)

    def _concept(self, item: Declared, words: dict[str, Any]) -> Concept:
        definitions = [self._definition(item, path, data, since) for path, data, since in self._written(item)]
        elsewhere = self.elsewhere.get(item.id, [])
        if "versjoner" in item.data and self.expressions.names.vocabulary.law_time_owner(item.entity) is None:
            message = (
                f"«{item.entity}» har ingen lovtid, så begrepet kan ikke ha versjoner; skriv hjemmel og er uten dem"
            )
            self.faults.append(RuleFault(item.file.key_place(*item.path, "versjoner"), "lovtid", message))
        exists_from = min(definition.since for definition in definitions)
        if "finnes_fra" in item.data:
            exists_from = ordinal(item.data["finnes_fra"])
        timeline = Timeline(item.id, exists_from, item.file.place(*item.path, "finnes_fra"))
        versions = timeline.versions(definitions, elsewhere)
        self.faults.extend(timeline.faults)
        if timeline.faults:
            self.uneven.add((item.entity, item.name))
        self._orders(item, [*(other for definition in definitions for other in definition.exceptions), *elsewhere])
        hjemmel = definitions[0].main.hjemmel
        phrases, plain = _texts(words)
        return Concept(
            id=item.id,
            entity=item.entity,
            name=item.name,
            type=item.type,
            versions=versions,
            hjemmel=hjemmel,
            place=item.place,
            label=phrases.pop("navn", None),
            phrases=phrases,
            earlier=tuple(EarlierWords(ordinal(data["til"]), *_texts(data)) for data in words.get("tidligere", ())),
            plain=plain,
        )

    def _orders(self, item: Declared, exceptions: list[DatedException]) -> None:
        """`gaar_foran` names exceptions from the same concept."""
        known = [exception.clause.id for exception in exceptions]
        for name, place in self.orders.get(item.id, ()):
            if name not in known:
                message = f"«{item.id}» har ikke noe unntak «{name}».{nearest(name, known)}"
                self.faults.append(RuleFault(place, "ukjent_navn", message))

    def _written(self, item: Declared) -> Iterator[tuple[KeyPath, dict[str, Any], int]]:
        """The dated versions; a concept that only aggregates is written without any and holds always."""
        if "versjoner" not in item.data:
            yield item.path, item.data, FIRST_DAY
        for index, data in enumerate(item.data.get("versjoner", ())):
            yield (*item.path, "versjoner", index), data, ordinal(data["fra"])

    def _definition(self, item: Declared, path: KeyPath, data: dict[str, Any], since: int) -> Definition:
        file = item.file
        value = self.expressions.read(data["er"], file.text_place(*path, "er"), item.entity, item.type)
        exceptions = tuple(
            self._exception(file, (*path, "unntak", index), written, item, since)
            for index, written in enumerate(data.get("unntak", ()))
        )
        until = ordinal(data["til"]) if "til" in data else None
        written = Written(value=_as_written(file, path, data, "er"))
        main = Clause(
            id=MAIN,
            condition=None,
            value=value or Const(0, item.type),
            hjemmel=_hjemmel(file, data),
            place=file.place(*path),
            written=written,
            wording_read=_wording_read(data),
            since=since,
        )
        return Definition(main, since, until, exceptions)


def _hjemmel(file: YamlFile, data: dict[str, Any]) -> Hjemmel:
    lov = file.data.get("lov", "pasientreiseforskriften")
    return read_hjemmel(data["hjemmel"], str(file.data["paragraf"]), lov)


def _wording_read(data: dict[str, Any]) -> bool:
    return data.get("ordlyd") != "ikke_lest"


def _as_written(file: YamlFile, path: KeyPath, data: dict[str, Any], key: str) -> str:
    return file.text_place(*path, key).lines_of(text_of(data[key]))


def _words(files: dict[str, YamlFile]) -> dict[str, dict[str, Any]]:
    """What is written of each concept in `tekster/`, by id."""
    texts = (file for file in files.values() if file_kind(file.name) == "tekster")
    return {f"{stem(file)}.{name}": words for file in texts for name, words in file.data["tekster"].items()}


def _texts(words: dict[str, Any]) -> tuple[dict[str, Text], dict[str, Text]]:
    """The words by key: `navn`, and `sann`, `usann` or a code. Then the sentences for the patient, by value."""
    usual = {key: data for key, data in words.items() if key != "pasient"}
    return read_texts(usual), read_texts(words.get("pasient", {}))
