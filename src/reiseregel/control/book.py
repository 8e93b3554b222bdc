"""`rules/kontroll/` → `ControlBook`: a rule book of its own, in the same YAML and the same expression language.

It reads `fakta/`, `terskler/` and `signaler/`; the other folders of control are read by those who use them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from reiseregel.control.signals import ControlBook, Signal
from reiseregel.control.signals_file import SignalReader
from reiseregel.errors import InvalidRules, Place, RuleFault, nearest
from reiseregel.resources import rules_folder
from reiseregel.rulebook.expressions import ExpressionReader
from reiseregel.rulebook.model import MAIN, Clause, Concept, Policy, Rate, RuleBook, Version
from reiseregel.rulebook.names import Names
from reiseregel.rulebook.practice_file import read_sources, unknown_sources
from reiseregel.rulebook.presence import presence_faults
from reiseregel.rulebook.settings import read_rate
from reiseregel.rulebook.shape import shape_faults
from reiseregel.vocabulary import Vocabulary, load_vocabulary
from reiseregel.yamlfile import YamlFile, parse, read_folder

#: The folder below the rules folder. Faults are told with it in front of the file.
FOLDER = "kontroll"
#: First match wins: pattern on the path below `kontroll/` → kind of file (= name of its schema). The sources of
#: practice are those of the main rule book, and stand in its folder.
KINDS = (
    (r"fakta/entiteter\.yaml", "entiteter"),
    (r"fakta/[a-z_0-9]+\.yaml", "fakta"),
    (r"terskler/[a-z_0-9]+\.yaml", "sats"),
    (r"signaler/[a-z_0-9]+\.saker\.yaml", "signalsaker"),
    (r"signaler/[a-z_0-9]+\.yaml", "signaler"),
    (r"praksis/kilder(_[a-z_]+)?\.yaml", "kilder"),
)
CASES, SOURCES = "signalsaker", "kilder"
#: The folders the book is read from. What stands in others is read by others.
FOLDERS = ("fakta", "terskler", "signaler")


@dataclass(slots=True)
class LoadedControl:
    """What came out of loading: the book when there are no faults, and every fault."""

    book: ControlBook | None
    faults: list[RuleFault] = field(default_factory=list)


def load_control_book(folder: Path | None = None) -> ControlBook:
    """The control book in the rules folder `folder` (default: the rules that come with the package).

    Raises:
        InvalidRules: with every fault found, each with file, line and column; files are named from the rules folder.

    """
    loaded = load_control_files(control_texts(folder))
    if loaded.book is None:
        raise InvalidRules(loaded.faults)
    return loaded.book


def control_texts(folder: Path | None = None) -> dict[str, str]:
    """The text of each file of the control book, by its path below `kontroll/`. Raises InvalidRules."""
    where = folder or rules_folder()
    return picked({f"{part}/{name}": text for part in (FOLDER, "praksis") for name, text in _read(where, part).items()})


def _read(where: Path, part: str) -> dict[str, str]:
    try:
        return read_folder(where / part)
    except InvalidRules as error:
        faults = error.faults
    raise InvalidRules(replace(item, place=replace(item.place, file=f"{part}/{item.place.file}")) for item in faults)


def picked(texts: dict[str, str]) -> dict[str, str]:
    """What the control book is read from, of texts by their path below the rules folder; renamed as it wants them."""
    below = {name.removeprefix(f"{FOLDER}/"): text for name, text in texts.items() if name.startswith(f"{FOLDER}/")}
    shared = {name: text for name, text in texts.items() if control_kind(name) == SOURCES}
    return {name: text for name, text in below.items() if _is_ours(name)} | shared


def _is_ours(name: str) -> bool:
    """True below a folder of the book; and in none at all, where no file should be."""
    folder, slash, _ = name.partition("/")
    return not slash or folder in FOLDERS


def control_kind(name: str) -> str | None:
    """The kind of a file from its path below `kontroll/`; None when the control book has no such file."""
    return next((kind for pattern, kind in KINDS if re.fullmatch(pattern, name)), None)


def below_rules(fault: RuleFault) -> RuleFault:
    """The fault with its file named from the rules folder."""
    return replace(fault, place=place_below_rules(fault.place))


def place_below_rules(place: Place) -> Place:
    """The place with its file named from the rules folder."""
    return place if control_kind(place.file) == SOURCES else replace(place, file=f"{FOLDER}/{place.file}")


def load_control_files(texts: dict[str, str]) -> LoadedControl:
    """Load from file texts keyed by path below `kontroll/`, in whatever order they come. `cases` reads the cases."""
    book, faults = _load(texts)
    return LoadedControl(None if faults else book, sorted({below_rules(fault) for fault in faults}))


def _load(texts: dict[str, str]) -> tuple[ControlBook | None, list[RuleFault]]:
    files = {name: parse(name, texts[name]) for name in sorted(texts) if control_kind(name) not in (None, CASES)}
    faults = [fault for file in files.values() for fault in file.faults]
    faults += [_stray(name) for name in texts if control_kind(name) is None]
    faults += [fault for file in files.values() if not file.faults for fault in shape_faults(file, _kind(file))]
    if faults:
        return None, faults
    vocabulary, faults = load_vocabulary(files)
    rates = {
        rate.name: rate
        for rate in (read_rate(file, faults) for file in files.values() if control_kind(file.name) == "sats")
    }
    if faults:
        return None, faults
    faults += _undated(vocabulary)
    reader = SignalReader(vocabulary, rates, ExpressionReader(_names(vocabulary, rates), faults))
    signals: dict[str, Signal] = {}
    written = {PurePosixPath(name).stem: files[name] for name in files if control_kind(name) == "signaler"}
    for entity in vocabulary.entities:
        if entity in written:
            signals |= reader.read(written[entity], signals)
    faults += _misnamed(written, vocabulary)
    faults += _without_cases(written.values(), texts)
    faults += _unused(vocabulary, rates, signals)
    sources = read_sources(files, faults)
    faults += unknown_sources({name: file for name, file in files.items() if _kind(file) != SOURCES}, sources)
    rules = replace(_rules(vocabulary, rates, signals, _digest(texts)), sources=sources)
    faults += presence_faults(rules, frozenset())
    return ControlBook(rules, signals), faults


def _kind(file: YamlFile) -> str:
    found = control_kind(file.name)
    assert found is not None
    return found


def _names(vocabulary: Vocabulary, rates: dict[str, Rate]) -> Names:
    return Names(vocabulary, {}, {name: rate.type for name, rate in rates.items()}, {})


def _rules(vocabulary: Vocabulary, rates: dict[str, Rate], signals: dict[str, Signal], digest: str) -> RuleBook:
    concepts = {(signal.entity, signal.id): _concept(signal) for signal in signals.values() if signal.versions}
    policy = Policy(False, False, False, False, False, ())  # nothing here decides anything
    return RuleBook(vocabulary, concepts, rates, {}, (), (), (), policy, digest, (), ())


def _concept(signal: Signal) -> Concept:
    versions = tuple(
        Version(item.since, item.until, (Clause(MAIN, None, item.condition, item.hjemler[0], item.place),))
        for item in signal.versions
    )
    first = signal.versions[0]
    kind = first.condition.type
    return Concept(
        f"{FOLDER}.{signal.id}", signal.entity, signal.id, kind, versions, first.hjemler[0], signal.place, signal.name
    )


def _digest(texts: dict[str, str]) -> str:
    """The control rules by content: everything that can change a signal or its words."""
    relevant = {name: text for name, text in texts.items() if control_kind(name) != CASES}
    return hashlib.sha256(json.dumps(relevant, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


# --- what must hold of the whole ---


def _stray(name: str) -> RuleFault:
    return RuleFault(Place(name, 1, 1), "ukjent_fil", f"filen hører ikke hjemme her. Mappene er {', '.join(FOLDERS)}.")


def _undated(vocabulary: Vocabulary) -> Iterator[RuleFault]:
    """Each entity is one flat fact, and has the day that says which rules hold."""
    for entity in vocabulary.entities.values():
        if entity.parent:
            message = f"«{entity.name}» må stå for seg selv: kontrollen leser bare flate fakta"
            yield RuleFault(entity.place, "form", message)
        elif entity.law_time is None:
            yield RuleFault(entity.place, "lovtid", f"«{entity.name}» mangler lovtid")


def _misnamed(written: dict[str, YamlFile], vocabulary: Vocabulary) -> Iterator[RuleFault]:
    for name, file in written.items():
        if file.data["entitet"] not in vocabulary.entities:
            hint = nearest(file.data["entitet"], vocabulary.entities)
            message = f"entiteten «{file.data['entitet']}» finnes ikke.{hint}"
            yield RuleFault(file.place("entitet"), "ukjent_entitet", message)
        elif file.data["entitet"] != name:
            message = f"filen må hete det samme som entiteten: {file.data['entitet']}.yaml"
            yield RuleFault(file.place("entitet"), "navn", message)


def _without_cases(written: Iterable[YamlFile], names: Collection[str]) -> Iterator[RuleFault]:
    """What the cases must show is for `case_coverage`; here, that there are any."""
    for file in written:
        beside = file.name.removesuffix(".yaml") + ".saker.yaml"
        if beside not in names:
            message = f"regelfilen har ingen saker ved siden av seg ({beside})"
            yield RuleFault(file.place(), "mangler_saker", message)


def _unused(vocabulary: Vocabulary, rates: dict[str, Rate], signals: dict[str, Signal]) -> Iterator[RuleFault]:
    """A threshold that no signal reads, and an entity without signals, are told: somebody thinks they do something."""
    used = {name for signal in signals.values() for version in signal.versions for name in version.thresholds}
    for rate in rates.values():
        if rate.name not in used:
            yield RuleFault(rate.rows[0].place, "ubrukt", f"ingen signaler bruker terskelen «{rate.name}»")
    watched = {signal.entity for signal in signals.values()}
    for entity in vocabulary.entities.values():
        if entity.name not in watched:
            yield RuleFault(entity.place, "mangler", f"«{entity.name}» har ingen signaler")
