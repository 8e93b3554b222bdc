"""The rule files once more, for what the rule book does not keep: where each expression and each date is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import Place
from reiseregel.quantities import BOOLEAN, ValueType
from reiseregel.rulebook import Clause, Concept, RuleBook
from reiseregel.rulebook.concepts import stem
from reiseregel.rulebook.expressions import text_of
from reiseregel.rulebook.shape import file_kind
from reiseregel.rulebook.timeline import DatedException, Definition, iso
from reiseregel.vocabulary import Hjemmel
from reiseregel.vocabulary.load import read_hjemmel
from reiseregel.yamlfile import KeyPath, TextPlace, YamlFile, ordinal, parse


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """One expression of a clause: its key (`naar` or `er`), text, place and type."""

    key: str
    text: str
    place: TextPlace
    type: ValueType


@dataclass(frozen=True, slots=True)
class WrittenClause:
    """A clause of a concept as it stands in a file of `paragraph`. `version` is the first day it is written under."""

    concept: Concept
    clause: Clause
    paragraph: Hjemmel
    version: str
    parts: tuple[WrittenPart, ...]


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A `fra` or `til`: of definition number `definition`, or of an exception in it; -1 for those written elsewhere."""

    key: str
    day: int
    place: Place
    paragraph: Hjemmel
    definition: int
    exception: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenConcept:
    """A concept as its files have it: clauses, dates, and what its versions are made of."""

    concept: Concept
    clauses: tuple[WrittenClause, ...]
    dates: tuple[WrittenDate, ...]
    definitions: tuple[Definition, ...]
    elsewhere: tuple[DatedException, ...]
    exists_from: int | None


@dataclass(frozen=True, slots=True)
class WrittenRules:
    """Every concept in file order, the files of the rates by name, and those of the entities by file name."""

    concepts: tuple[WrittenConcept, ...]
    rates: dict[str, YamlFile]
    entities: dict[str, YamlFile]


def read_written(texts: dict[str, str], book: RuleBook) -> WrittenRules:
    """What `book`, which was made from `texts`, has where."""
    kinds = ("regel", "sats", "entiteter")
    files = [parse(name, texts[name]) for name in sorted(texts) if file_kind(name) in kinds]
    rules = [file for file in files if file_kind(file.name) == "regel"]
    concepts = {concept.id: concept for concept in book.concepts.values()}
    elsewhere: dict[str, list[tuple[YamlFile, KeyPath, dict[str, Any]]]] = {}
    for file in rules:
        for index, data in enumerate(file.data.get("unntak_fra", ())):
            elsewhere.setdefault(data["slaar"], []).append((file, ("unntak_fra", index), data))
    found = [
        _Reader(concepts[f"{stem(file)}.{name}"]).read(file, data, elsewhere.get(f"{stem(file)}.{name}", []), name)
        for file in rules
        for name, data in file.data.get("begreper", {}).items()
    ]
    rates = {file.data["sats"]: file for file in files if file_kind(file.name) == "sats"}
    return WrittenRules(tuple(found), rates, {file.name: file for file in files if file_kind(file.name) == "entiteter"})


class _Reader:
    """Reads one concept: finds the clauses of the rule book again by their place."""

    def __init__(self, concept: Concept) -> None:
        self.concept = concept
        self.known = {clause.place: clause for version in concept.versions for clause in version.clauses}
        self.clauses: list[WrittenClause] = []
        self.dates: list[WrittenDate] = []

    def read(
        self,
        file: YamlFile,
        data: dict[str, Any],
        elsewhere: list[tuple[YamlFile, KeyPath, dict[str, Any]]],
        name: str,
    ) -> WrittenConcept:
        path: KeyPath = ("begreper", name)
        definitions = [self._definition(0, file, path, data)] if "versjoner" not in data else []
        for index, version in enumerate(data.get("versjoner", ())):
            definitions.append(self._definition(index, file, (*path, "versjoner", index), version))
        others = [self._exception(-1, index, *written, FIRST_DAY, "") for index, written in enumerate(elsewhere)]
        return WrittenConcept(
            self.concept,
            tuple(self.clauses),
            tuple(self.dates),
            tuple(definitions),
            tuple(others),
            ordinal(data["finnes_fra"]) if "finnes_fra" in data else None,
        )

    def _definition(self, index: int, file: YamlFile, path: KeyPath, data: dict[str, Any]) -> Definition:
        since = ordinal(data["fra"]) if "fra" in data else FIRST_DAY
        version = iso(since) if "fra" in data else ""
        exceptions = [
            self._exception(index, number, file, (*path, "unntak", number), written, since, version)
            for number, written in enumerate(data.get("unntak", ()))
        ]
        main = self.known[file.place(*path)]
        self._note(file, path, data, main, version, ("er",))
        self._note_dates(file, path, data, index, None)
        until = ordinal(data["til"]) if "til" in data else None
        return Definition(main, since, until, tuple(exceptions))

    def _exception(
        self, index: int, number: int, file: YamlFile, path: KeyPath, data: dict[str, Any], since: int, version: str
    ) -> DatedException:
        clause = self.known[file.place(*path)]
        start = ordinal(data["fra"]) if "fra" in data else since
        end = ordinal(data["til"]) if "til" in data else LAST_DAY
        self._note(file, path, data, clause, version if index >= 0 else iso(start), ("naar", "er"))
        self._note_dates(file, path, data, index, number)
        return DatedException(clause, start, end)

    def _note(
        self,
        file: YamlFile,
        path: KeyPath,
        data: dict[str, Any],
        clause: Clause,
        version: str,
        keys: tuple[str, ...],
    ) -> None:
        parts = tuple(
            WrittenPart(
                key,
                text_of(data[key]),
                file.text_place(*path, key),
                BOOLEAN if key == "naar" else self.concept.type,
            )
            for key in keys
        )
        self.clauses.append(WrittenClause(self.concept, clause, paragraph_of(file), version, parts))

    def _note_dates(
        self, file: YamlFile, path: KeyPath, data: dict[str, Any], definition: int, exception: int | None
    ) -> None:
        for key in ("fra", "til"):
            if key in data:
                place = file.place(*path, key)
                found = WrittenDate(key, ordinal(data[key]), place, paragraph_of(file), definition, exception)
                self.dates.append(found)


def paragraph_of(file: YamlFile) -> Hjemmel:
    """The paragraph a rule file is about."""
    return read_hjemmel({}, str(file.data["paragraf"]), file.data.get("lov", "pasientreiseforskriften"))
