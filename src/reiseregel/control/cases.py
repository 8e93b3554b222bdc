"""`signaler/ENTITY.saker.yaml` → cases: the facts of one entity, and the signals they must raise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reiseregel.casebook.load import as_json
from reiseregel.control.book import CASES, below_rules, control_kind, control_texts, place_below_rules
from reiseregel.control.model import Executor, FeatureFact, FeatureValue
from reiseregel.control.signals import ControlBook, Signal
from reiseregel.control.told import tell
from reiseregel.control.values import fits
from reiseregel.errors import LANGUAGES, InvalidRules, Place, RuleFault, Text, nearest
from reiseregel.rulebook.shape import shape_faults
from reiseregel.vocabulary import FactDef
from reiseregel.vocabulary.load import read_text
from reiseregel.yamlfile import YamlFile, parse

#: Who a case is about: nobody.
NOBODY = "sak"


@dataclass(frozen=True, slots=True)
class SignalCase:
    """One case: the facts, what they surely raise, what they may raise, and what is said of some of it."""

    file: str
    place: Place
    name: str
    entity: str
    values: dict[str, FeatureValue]
    surely: tuple[str, ...]
    maybe: tuple[str, ...]
    says: dict[str, Text] = field(default_factory=dict)

    @property
    def fact(self) -> FeatureFact:
        """The feature fact of the case."""
        return FeatureFact(self.entity, NOBODY, self.values)


@dataclass(frozen=True, slots=True)
class SignalCaseResult:
    """The differences in words, none when the case holds."""

    case: SignalCase
    differences: tuple[str, ...]


def load_signal_cases(book: ControlBook, folder: Path | None = None) -> list[SignalCase]:
    """Every case in a rules folder. Raises InvalidRules with every fault in the case files."""
    cases, faults = read_signal_cases(control_texts(folder), book)
    if faults:
        raise InvalidRules(faults)
    return cases


def read_signal_cases(texts: dict[str, str], book: ControlBook) -> tuple[list[SignalCase], list[RuleFault]]:
    """The cases in file texts keyed by path below `kontroll/`, and every fault in them."""
    files = [parse(name, texts[name]) for name in sorted(texts) if control_kind(name) == CASES]
    faults = [fault for file in files for fault in file.faults]
    faults += [fault for file in files if not file.faults for fault in shape_faults(file, CASES)]
    cases = [] if faults else [case for file in files for case in _Reader(file, book, faults).cases()]
    return cases, sorted({below_rules(fault) for fault in faults})


@dataclass(frozen=True, slots=True)
class _Reader:
    file: YamlFile
    book: ControlBook
    faults: list[RuleFault]

    def cases(self) -> Iterator[SignalCase]:
        entity = self.file.data["entitet"]
        if entity not in self.book.entities:
            message = f"entiteten «{entity}» finnes ikke.{nearest(entity, self.book.entities)}"
            self.faults.append(RuleFault(self.file.place("entitet"), "ukjent_entitet", message))
            return
        definitions = {fact.name: fact for fact in self.book.rules.vocabulary.facts_of(entity)}
        signals = {signal.id: signal for signal in self.book.signals_of(entity)}
        bases = {name: self._values(("utgangspunkt", name), definitions) for name in self.file.data["utgangspunkt"]}
        seen: set[str] = set()
        for index, data in enumerate(self.file.data["saker"]):
            if data["navn"] in seen:
                message = "en sak med samme navn står lenger opp"
                self.faults.append(RuleFault(self.file.place("saker", index, "navn"), "navn_opptatt", message))
            seen.add(data["navn"])
            base = data["utgangspunkt"]
            if base not in bases:
                message = f"utgangspunktet «{base}» finnes ikke.{nearest(base, bases)}"
                self.faults.append(RuleFault(self.file.place("saker", index, "utgangspunkt"), "ukjent_navn", message))
                continue
            yield self._case(index, data, entity, bases[base], definitions, signals)

    def _case(
        self,
        index: int,
        data: dict[str, Any],
        entity: str,
        base: dict[str, Any],
        definitions: dict[str, FactDef],
        signals: dict[str, Signal],
    ) -> SignalCase:
        path = ("saker", index)
        changes = self._values((*path, "endringer"), definitions) if "endringer" in data else {}
        values = {name: value for name, value in (base | changes).items() if value is not None}
        self._whole(path, values, definitions)
        for key in ("gir", "kanskje", "sier"):
            for at, name in enumerate(data.get(key, ())):
                if name not in signals:
                    message = f"signalet «{name}» finnes ikke for {entity}.{nearest(name, signals)}"
                    where = self.file.key_place(*path, key, name) if key == "sier" else self.file.place(*path, key, at)
                    self.faults.append(RuleFault(where, "ukjent_navn", message))
        for name in data.get("sier", ()):
            if name in signals and name not in (*data["gir"], *data.get("kanskje", ())):
                message = f"saken gir ikke «{name}», så ingenting blir sagt"
                self.faults.append(RuleFault(self.file.key_place(*path, "sier", name), "verdi", message))
        says = {name: text for name, item in data.get("sier", {}).items() if (text := read_text(item)) is not None}
        surely, maybe = tuple(data["gir"]), tuple(data.get("kanskje", ()))
        place = place_below_rules(self.file.place(*path))
        return SignalCase(place.file, place, data["navn"], entity, values, surely, maybe, says)

    def _values(self, path: tuple[str | int, ...], definitions: dict[str, FactDef]) -> dict[str, Any]:
        found: Any = self.file.data
        for key in path:
            found = found[key]
        given: dict[str, Any] = as_json(found)
        for name, value in given.items():
            definition = definitions.get(name)
            if definition is None:
                message = f"opplysningen «{name}» finnes ikke her.{nearest(name, definitions)}"
                self.faults.append(RuleFault(self.file.key_place(*path, name), "ukjent_navn", message))
            elif value is not None and not (fits(definition, value) and _within(definition, value)):
                message = f"verdien må være {_wanted(definition)}"
                self.faults.append(RuleFault(self.file.place(*path, name), "verdi", message))
        return {name: value for name, value in given.items() if name in definitions}

    def _whole(self, path: tuple[str | int, ...], values: dict[str, Any], definitions: dict[str, FactDef]) -> None:
        for definition in definitions.values():
            if definition.content and definition.name not in values:
                message = f"«{definition.name}» kan ikke være åpen"
                self.faults.append(RuleFault(self.file.place(*path), "mangler", message))


def _within(definition: FactDef, value: FeatureValue) -> bool:
    return definition.type.kind != "tall" or definition.low <= int(value) <= definition.high


def _wanted(definition: FactDef) -> str:
    match definition.type.kind:
        case "tall":
            return f"et helt tall fra {definition.low} til {definition.high}"
        case "kode":
            return f"en av kodene {', '.join(definition.type.codes)}"
        case "dato":
            return "en dato i kalenderen"
        case "boolsk":
            return "true eller false"


def run_signal_cases(
    cases: list[SignalCase], book: ControlBook, executor: Executor, *, words: bool = True
) -> list[SignalCaseResult]:
    """Every case held against what the executor raises and, with `words`, what is said of it."""
    raised = executor.raised([case.fact for case in cases])
    return [
        SignalCaseResult(
            case,
            (
                *_differs("gir", case.surely, found.surely),
                *_differs("kanskje", case.maybe, found.maybe),
                *(_said_otherwise(case, book) if words else ()),
            ),
        )
        for case, found in zip(cases, raised, strict=True)
    ]


def _differs(what: str, expected: tuple[str, ...], found: tuple[str, ...]) -> Iterator[str]:
    if sorted(expected) != sorted(found):
        yield f"{what}: ventet {', '.join(expected) or 'ingen'}, fikk {', '.join(found) or 'ingen'}"


def _said_otherwise(case: SignalCase, book: ControlBook) -> Iterator[str]:
    for name, text in case.says.items():
        for language in LANGUAGES:
            expected = text.in_language(language)
            try:
                found = tell(book, name, case.fact, language, sure=name in case.surely).because
            except ValueError:
                found = "ingenting; signalet fantes ikke den dagen"
            if found.replace("\u00a0", " ") != expected:
                yield f"sier {name} ({language}): ventet «{expected}», fikk «{found}»"
