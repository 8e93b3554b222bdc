"""Rule files → `RuleBook`. All faults of a stage are reported together; later stages run only on what is whole.

Stages: YAML · shape (JSON Schema) · vocabulary, rates, readings · names of concepts · expressions · time · checks.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reiseregel.errors import InvalidRules, Place, RuleFault, Text
from reiseregel.quantities import ValueType
from reiseregel.resources import rules_folder
from reiseregel.rulebook import checks, settings
from reiseregel.rulebook.concepts import ConceptReader, Declared, declare
from reiseregel.rulebook.expressions import ExpressionReader
from reiseregel.rulebook.model import Concept, Impossible, Post, RuleBook
from reiseregel.rulebook.posts import read_posts
from reiseregel.rulebook.resolve import Names
from reiseregel.rulebook.shape import file_kind, shape_faults
from reiseregel.vocabulary import Vocabulary, load_vocabulary
from reiseregel.vocabulary.load import read_text
from reiseregel.yamlfile import YamlFile, parse, read_folder


@dataclass(slots=True)
class Loaded:
    """What came out of loading: the book when there are no faults, the faults, and warnings that do not stop it."""

    book: RuleBook | None
    faults: list[RuleFault]
    warnings: list[RuleFault] = field(default_factory=list)


def load_rulebook(folder: Path | None = None) -> RuleBook:
    """The rule book in `folder` (default: the rules that come with the package).

    Raises InvalidRules with every fault found, each with file, line and column.
    """
    loaded = load_files(read_folder(folder or rules_folder()))
    if loaded.book is None:
        raise InvalidRules(loaded.faults)
    return loaded.book


def load_files(texts: dict[str, str], *, demand_words: bool = True) -> Loaded:
    """Load from file texts keyed by path below the rules folder. `demand_words=False` skips phrases and cases (trials)."""
    files = {name: parse(name, text) for name, text in texts.items() if file_kind(name) is not None}
    faults = [fault for file in files.values() for fault in file.faults]
    faults += [RuleFault(Place(name, 1, 1), "ukjent_fil", "filen hører ikke hjemme her") for name in texts if name not in files]
    whole = {name: file for name, file in files.items() if not file.faults}
    faults += [fault for file in whole.values() for fault in shape_faults(file)]
    if faults:
        return Loaded(None, sorted(set(faults)))
    vocabulary, faults = load_vocabulary(files)
    book, more, warnings = _assemble(files, vocabulary, _digest(texts), demand_words)
    faults += more
    return Loaded(book if not faults else None, sorted(set(faults)), warnings)


def _digest(texts: dict[str, str]) -> str:
    """The rules by content: everything that can change an answer or its words, not the cases."""
    relevant = {name: text for name, text in texts.items() if not name.endswith(".saker.yaml")}
    return hashlib.sha256(json.dumps(relevant, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _assemble(
    files: dict[str, YamlFile], vocabulary: Vocabulary, digest: str, demand_words: bool
) -> tuple[RuleBook, list[RuleFault], list[RuleFault]]:
    faults: list[RuleFault] = []
    rates = settings.read_rates(files, faults)
    readings = settings.read_readings(files, faults)
    declared = declare(files, vocabulary, faults)
    types: dict[tuple[str, str], ValueType] = {(item.entity, item.name): item.type for item in declared.values()}
    names = Names(
        vocabulary,
        types,
        {name: rate.type for name, rate in rates.items()},
        {name: reading.type for name, reading in readings.items()},
    )
    expressions = ExpressionReader(names, faults)
    reader = ConceptReader(expressions, declared, faults)
    concepts = reader.read(files)
    posts = read_posts(files, expressions, faults)
    book = RuleBook(
        vocabulary=vocabulary,
        concepts=concepts,
        rates=rates,
        readings=readings,
        posts=posts,
        impossible=_impossible(files, expressions),
        policy=settings.read_policy(files),
        digest=digest,
        titles=_titles(files),
    )
    faults += checks.all_checks(book)
    if demand_words:
        faults += checks.words(book, files)
    return book, faults, checks.warnings(book)


def _titles(files: dict[str, YamlFile]) -> dict[str, Text]:
    titles = {}
    for file in files.values():
        title = read_text(file.data.get("tittel")) if file_kind(file.name) == "regel" else None
        if title is not None:
            titles[Path(file.name).stem] = title
    return titles


def _impossible(files: dict[str, YamlFile], expressions: ExpressionReader) -> tuple[Impossible, ...]:
    found = []
    for file in files.values():
        data: dict[str, Any] = file.data.get("umulige", {}) if file_kind(file.name) == "umulige" else {}
        for name, item in data.items():
            path = ("umulige", name, "er")
            condition = expressions.boolean(item["er"], file.place(*path), item["gjelder"])
            text = read_text(item["fordi"])
            if condition is not None and text is not None:
                found.append(Impossible(name, item["gjelder"], condition, text, file.key_place("umulige", name)))
    return tuple(found)


__all__ = ["Concept", "Declared", "Loaded", "Post", "load_files", "load_rulebook"]
