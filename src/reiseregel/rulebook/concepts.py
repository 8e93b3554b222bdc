"""Concepts from the paragraph files: first every name and type, then every definition and exception."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import Place, RuleFault, Text, nearest
from reiseregel.quantities import ValueType, named_type
from reiseregel.rulebook.expressions import ExpressionReader
from reiseregel.rulebook.model import MAIN, Clause, Concept
from reiseregel.rulebook.shape import file_kind
from reiseregel.rulebook.timeline import Definition, Exception_, Timeline
from reiseregel.vocabulary import Hjemmel, Vocabulary
from reiseregel.vocabulary.load import read_hjemmel, read_text
from reiseregel.yamlfile import Path_, YamlFile, ordinal


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
    def path(self) -> Path_:
        """Where the concept stands in its file."""
        return ("begreper", self.name)

    @property
    def place(self) -> Place:
        """The place of its name."""
        return self.file.key_place(*self.path)


def stem(file: YamlFile) -> str:
    """`pasientreiseforskriften/par_08.yaml` → `par_08`: the first part of the ids in the file."""
    return Path(file.name).stem


def declare(files: dict[str, YamlFile], vocabulary: Vocabulary, faults: list[RuleFault]) -> dict[str, Declared]:
    """Every concept by id. Two of the same name on an entity, or one named as a fact, is a fault."""
    declared: dict[str, Declared] = {}
    taken: dict[tuple[str, str], str] = {}
    codes = {code for fact in vocabulary.facts.values() for code in fact.codes}
    for file in files.values():
        if file_kind(file.name) != "regel":
            continue
        entity = file.data["gjelder"]
        if entity not in vocabulary.entities:
            message = f"entiteten «{entity}» finnes ikke.{nearest(entity, vocabulary.entities)}"
            faults.append(RuleFault(file.place("gjelder"), "ukjent_entitet", message))
            continue
        for name, data in file.data.get("begreper", {}).items():
            own = data.get("gjelder", entity)
            place = file.key_place("begreper", name)
            if own not in vocabulary.entities:
                message = f"entiteten «{own}» finnes ikke.{nearest(own, vocabulary.entities)}"
                faults.append(RuleFault(file.place("begreper", name, "gjelder"), "ukjent_entitet", message))
                continue
            clash = taken.get((own, name)) or ((own, name) in vocabulary.facts and "et faktum") or (name in codes and "en kode")
            if clash:
                faults.append(RuleFault(place, "navn_opptatt", f"navnet «{name}» er alt brukt av {clash}"))
                continue
            item = Declared(f"{stem(file)}.{name}", own, name, named_type(data["type"], tuple(data.get("koder", ()))), file, data)
            declared[item.id] = item
            taken[own, name] = item.id
    return declared


@dataclass(slots=True)
class ConceptReader:
    """Reads definitions and exceptions, joins them across files, and builds the versions."""

    expressions: ExpressionReader
    declared: dict[str, Declared]
    faults: list[RuleFault]
    elsewhere: dict[str, list[Exception_]] = field(default_factory=dict)

    def read(self, files: dict[str, YamlFile]) -> dict[tuple[str, str], Concept]:
        """Every concept, in file order."""
        for file in files.values():
            if file_kind(file.name) == "regel":
                self._exceptions_elsewhere(file)
        texts = _phrases(files)
        return {(item.entity, item.name): self._concept(item, texts.get(item.id, {})) for item in self.declared.values()}

    def _exceptions_elsewhere(self, file: YamlFile) -> None:
        for index, data in enumerate(file.data.get("unntak_fra", ())):
            path = ("unntak_fra", index)
            target = self.declared.get(data["slaar"])
            if target is None:
                message = f"unntaket slår «{data['slaar']}», som ikke finnes.{nearest(data['slaar'], self.declared)}"
                self.faults.append(RuleFault(file.place(*path, "slaar"), "slaar_ingenting", message))
                continue
            exception = self._exception(file, path, data, target, f"{stem(file)}.{data['id']}", FIRST_DAY)
            if exception is not None:
                self.elsewhere.setdefault(target.id, []).append(exception)

    def _exception(
        self, file: YamlFile, path: Path_, data: dict[str, Any], target: Declared, name: str, since: int
    ) -> Exception_ | None:
        condition = self.expressions.boolean(data["naar"], file.place(*path, "naar"), target.entity)
        value = self.expressions.read(data["er"], file.place(*path, "er"), target.entity, target.type)
        if condition is None or value is None:
            return None
        clause = Clause(name, condition, value, _hjemmel(file, data), file.place(*path))
        before = tuple(other if "." in other else f"{stem(file)}.{other}" for other in data.get("gaar_foran", ()))
        start = ordinal(data["fra"]) if "fra" in data else since
        end = ordinal(data["til"]) if "til" in data else LAST_DAY
        return Exception_(clause, start, end, before)

    def _concept(self, item: Declared, phrases: dict[str, Text]) -> Concept:
        definitions = [d for path, data, since in self._written(item) if (d := self._definition(item, path, data, since))]
        exists_from = ordinal(item.data["finnes_fra"]) if "finnes_fra" in item.data else FIRST_DAY
        if "finnes_fra" not in item.data and definitions:
            exists_from = min(definition.since for definition in definitions)
        timeline = Timeline(item.id, exists_from, item.place)
        versions = timeline.versions(definitions, self.elsewhere.get(item.id, []))
        self.faults.extend(timeline.faults)
        hjemmel = definitions[0].main.hjemmel if definitions else Hjemmel("")
        label = phrases.pop("navn", None)
        return Concept(item.id, item.entity, item.name, item.type, versions, hjemmel, item.place, label, phrases)

    def _written(self, item: Declared) -> Iterator[tuple[Path_, dict[str, Any], int]]:
        """The dated versions; a concept that only aggregates is written without any and holds always."""
        if "versjoner" not in item.data:
            yield item.path, item.data, FIRST_DAY
        for index, data in enumerate(item.data.get("versjoner", ())):
            yield (*item.path, "versjoner", index), data, ordinal(data["fra"])

    def _definition(self, item: Declared, path: Path_, data: dict[str, Any], since: int) -> Definition | None:
        file = item.file
        value = self.expressions.read(data["er"], file.place(*path, "er"), item.entity, item.type)
        exceptions = []
        for index, written in enumerate(data.get("unntak", ())):
            where = (*path, "unntak", index)
            name = f"{stem(file)}.{written.get('id', f'{item.name}_unntak_{index + 1}')}"
            exception = self._exception(file, where, written, item, name, since)
            if exception is not None:
                exceptions.append(exception)
        if value is None:
            return None
        until = ordinal(data["til"]) if "til" in data else None
        main = Clause(MAIN, None, value, _hjemmel(file, data), file.place(*path))
        return Definition(main, since, until, tuple(exceptions))


def _hjemmel(file: YamlFile, data: dict[str, Any]) -> Hjemmel:
    lov = file.data.get("lov", "pasientreiseforskriften")
    return read_hjemmel(data["hjemmel"], str(file.data["paragraf"]), lov)


def _phrases(files: dict[str, YamlFile]) -> dict[str, dict[str, Text]]:
    """The words for each concept by id: `navn`, and `sann`, `usann` or a code."""
    found: dict[str, dict[str, Text]] = {}
    for file in files.values():
        if file_kind(file.name) == "tekster":
            for name, words in file.data["tekster"].items():
                found[f"{stem(file)}.{name}"] = {key: text for key, data in words.items() if (text := read_text(data))}
    return found
