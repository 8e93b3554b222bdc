"""Rule files → `RuleBook`. All faults of a stage are reported together; later stages run only on what is whole.

Stages: YAML · shape (JSON Schema) · vocabulary, rates, readings · names of concepts · expressions · time · checks.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reiseregel.errors import Place, RuleFault, nearest
from reiseregel.rulebook import checks, settings
from reiseregel.rulebook.advice_file import read_advice
from reiseregel.rulebook.complaint_file import read_complaint
from reiseregel.rulebook.concepts import ConceptReader, Declarations
from reiseregel.rulebook.documentation import read_documentation
from reiseregel.rulebook.expressions import ExpressionReader
from reiseregel.rulebook.model import Impossible, RuleBook, Section
from reiseregel.rulebook.names import Names
from reiseregel.rulebook.posts import read_posts
from reiseregel.rulebook.practice_file import read_sources, unknown_sources
from reiseregel.rulebook.shape import BESIDE, KINDS, file_kind, shape_faults
from reiseregel.vocabulary import load_vocabulary
from reiseregel.vocabulary.load import read_hjemmel, read_text, unknown_entity, without_changeable
from reiseregel.yamlfile import YamlFile, parse

#: The codes of faults that tell of a name nobody has heard of: the same name is told once.
_NAMES = ("ukjent_navn", "ukjent_kode", "ukjent_kilde")


@dataclass(slots=True)
class Loaded:
    """What came out of loading: the book when there are no faults, the faults, and warnings that do not stop it."""

    book: RuleBook | None
    faults: list[RuleFault]
    warnings: list[RuleFault] = field(default_factory=list)


def load_files(texts: dict[str, str], *, demand_words: bool = True) -> Loaded:
    """Load from file texts keyed by path below the rules folder, in whatever order they come.

    `demand_words=False` skips phrases and cases (trials). The cases are read by `casebook`, the law maps
    by `lawmap`.
    """
    files = {name: parse(name, texts[name]) for name in sorted(texts) if file_kind(name) not in (None, *BESIDE)}
    faults = [fault for file in files.values() for fault in file.faults]
    faults += [_stray(name) for name in texts if file_kind(name) is None]
    whole = {name: file for name, file in files.items() if not file.faults}
    faults += [fault for file in whole.values() for fault in shape_faults(file)]
    if faults:
        return Loaded(None, sorted(set(faults)))
    vocabulary, faults = load_vocabulary(files)
    rates = settings.read_rates(files, faults)
    readings = settings.read_readings(files, faults)
    policy = settings.read_policy(files, readings, faults)
    if faults:
        return Loaded(None, sorted(set(faults)))
    declared = Declarations(vocabulary, readings, faults)
    declared.read(files)
    names = Names(
        vocabulary,
        {(item.entity, item.name): item.type for item in declared.found.values()},
        {name: rate.type for name, rate in rates.items()},
        {name: reading.type for name, reading in readings.items()},
        frozenset(declared.withheld),
    )
    expressions = ExpressionReader(names, faults)
    reader = ConceptReader(expressions, declared.found, faults)
    complaint = read_complaint(files, faults)
    book = RuleBook(
        vocabulary=vocabulary,
        concepts=reader.read(files),
        rates=rates,
        readings=readings,
        posts=read_posts(files, expressions, faults),
        impossible=_refused(files, "umulige", expressions),
        contradictions=_refused(files, "motstrid", expressions),
        policy=policy,
        digest=_digest(texts),
        sections=_sections(files),
        documentation=read_documentation(files, names, faults),
        complaint=complaint,
        advice=read_advice(files, expressions, complaint, faults),
        sources=read_sources(files, faults),
    )
    faults += unknown_sources(files, book.sources)
    faults += checks.all_checks(book, reader.uneven)
    if demand_words:
        faults += checks.words(book, files, texts, declared.withheld)
        faults += without_changeable(files)
    return Loaded(None if faults else book, _together(faults), checks.warnings(book))


def _together(faults: list[RuleFault]) -> list[RuleFault]:
    """One fault for each name that is unknown, where it stands first: most often it is the definition that is wrong."""
    first: dict[tuple[str, str], list[RuleFault]] = {}
    for fault in sorted(set(faults)):
        same = (fault.code, fault.message) if fault.code in _NAMES else ("", str(fault))
        first.setdefault(same, []).append(fault)
    return [_with_others(*same) for same in first.values()]


def _with_others(fault: RuleFault, *others: RuleFault) -> RuleFault:
    if not others:
        return fault
    places = [str(other.place) for other in others]
    shown = " og ".join(places) if len(places) < 3 else f"{places[0]}, {places[1]} og {len(places) - 2} steder til"
    return RuleFault(fault.place, fault.code, f"{fault.message} Det samme står i {shown}.")


def _stray(name: str) -> RuleFault:
    folders = sorted({pattern.partition("/")[0] for pattern, _ in KINDS if pattern[0].isalpha()})
    folder = name.rpartition("/")[0]
    message = f"filen hører ikke hjemme her.{nearest(folder, folders) if folder not in folders else ''}"
    return RuleFault(Place(name, 1, 1), "ukjent_fil", message)


def _digest(texts: dict[str, str]) -> str:
    """The rules by content: everything that can change an answer or its words, not cases or law maps."""
    relevant = {name: text for name, text in texts.items() if file_kind(name) not in BESIDE}
    return hashlib.sha256(json.dumps(relevant, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _sections(files: dict[str, YamlFile]) -> tuple[Section, ...]:
    sections = []
    for file in files.values():
        title = read_text(file.data.get("tittel")) if file_kind(file.name) == "regel" else None
        if title is not None:
            hjemmel = read_hjemmel({}, str(file.data["paragraf"]), file.data.get("lov", "pasientreiseforskriften"))
            sections.append(Section(Path(file.name).stem, file.name, hjemmel, title))
    return tuple(sections)


def _refused(files: dict[str, YamlFile], part: str, expressions: ExpressionReader) -> tuple[Impossible, ...]:
    found = []
    for file in files.values():
        data: dict[str, Any] = file.data.get(part, {}) if file_kind(file.name) == "umulige" else {}
        for name, item in data.items():
            entities = expressions.names.vocabulary.entities
            if item["gjelder"] not in entities:
                place = file.place(part, name, "gjelder")
                expressions.faults.append(unknown_entity(place, item["gjelder"], entities))
                continue
            place_of_text = file.text_place(part, name, "er")
            condition = expressions.boolean(item["er"], place_of_text, item["gjelder"])
            text = read_text(item["fordi"])
            if condition is not None and text is not None:
                found.append(Impossible(name, item["gjelder"], condition, text, file.key_place(part, name)))
    return tuple(found)
