"""The rows of practice (`praksis/rader.yaml`): each is shown by a case, or cannot be one and says why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from reiseregel.casebook.load import Case
from reiseregel.errors import Place, RuleFault, Text, nearest
from reiseregel.rulebook.shape import ROWS, file_kind, shape_faults
from reiseregel.vocabulary import Hjemmel
from reiseregel.vocabulary.load import read_hjemmel, read_text
from reiseregel.yamlfile import YamlFile, parse


@dataclass(frozen=True, slots=True)
class Row:
    """One thing the sources say: in a sentence, with a place in the law, a source of practice, or an address."""

    id: str
    text: Text
    hjemmel: Hjemmel | None
    source: str
    link: str
    place: Place

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of the sources of practice that it names."""
        return tuple(filter(None, (self.source, self.hjemmel.kilde if self.hjemmel else "")))


@dataclass(frozen=True, slots=True)
class Unmodelled:
    """Why a row cannot be a case."""

    id: str
    reason: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Rows:
    """Every row, and those that cannot be cases, by id and in file order."""

    rows: dict[str, Row]
    unmodelled: dict[str, Unmodelled]

    def cases(self, cases: Iterable[Case]) -> dict[str, list[Case]]:
        """The cases that say they show each row; an empty list where none does."""
        found: dict[str, list[Case]] = {name: [] for name in self.rows}
        for case in cases:
            for name in case.rows:
                if name in found:
                    found[name].append(case)
        return found


def read_rows(texts: dict[str, str]) -> tuple[Rows, list[RuleFault]]:
    """The rows in file texts keyed by path below the rules folder, and every fault in the files themselves."""
    files = [parse(name, texts[name]) for name in sorted(texts) if file_kind(name) == ROWS]
    faults = [fault for file in files for fault in file.faults]
    faults += [fault for file in files if not file.faults for fault in shape_faults(file)]
    found = Rows({}, {})
    if not faults:
        for file in files:
            faults += _rows(file, found)
        for file in files:
            faults += _unmodelled(file, found)
    return found, sorted(set(faults))


def _rows(file: YamlFile, found: Rows) -> Iterator[RuleFault]:
    for name, data in file.data.get("rader", {}).items():
        place = file.key_place("rader", name)
        if name in found.rows:
            yield _taken(name, place, found.rows[name].place)
            continue
        hjemmel = read_hjemmel(data["hjemmel"]) if "hjemmel" in data else None
        text = read_text(data["tekst"])
        assert text is not None
        found.rows[name] = Row(name, text, hjemmel, data.get("kilde", ""), data.get("lenke", ""), place)


def _unmodelled(file: YamlFile, found: Rows) -> Iterator[RuleFault]:
    for name, data in file.data.get("ikke_modellert", {}).items():
        place = file.key_place("ikke_modellert", name)
        if name not in found.rows:
            yield _unknown(name, place, found)
        elif name in found.unmodelled:
            yield _taken(name, place, found.unmodelled[name].place)
        reason = read_text(data)
        assert reason is not None
        found.unmodelled.setdefault(name, Unmodelled(name, reason, place))


def _taken(name: str, place: Place, first: Place) -> RuleFault:
    return RuleFault(place, "navn_opptatt", f"raden «{name}» står alt i {first.file}")


def _unknown(name: str, place: Place, found: Rows) -> RuleFault:
    return RuleFault(place, "ukjent_navn", f"raden «{name}» finnes ikke.{nearest(name, found.rows)}")


def row_faults(found: Rows, cases: Iterable[Case], sources: Collection[str]) -> list[RuleFault]:
    """Every fault between the rows, the cases and the sources: each row has a case or a reason, and not both."""
    cases = list(cases)
    faults = [
        _unknown(name, place, found)
        for case in cases
        for name, place in zip(case.rows, case.row_places, strict=True)
        if name not in found.rows
    ]
    shown = found.cases(cases)
    for name, row in found.rows.items():
        reason = found.unmodelled.get(name)
        if reason is None and not shown[name]:
            message = f"ingen sak dekker raden «{name}», og den står ikke under ikke_modellert"
            faults.append(RuleFault(row.place, "rad_uten_sak", message))
        if reason is not None and shown[name]:
            case = shown[name][0]
            message = f"raden «{name}» er dekket av en sak i {case.file}, linje {case.place.line}"
            faults.append(RuleFault(reason.place, "rad_med_sak", message))
        for key in row.sources:
            if key not in sources:
                message = f"kilden «{key}» finnes ikke i praksis/kilder.yaml.{nearest(key, sources)}"
                faults.append(RuleFault(row.place, "ukjent_kilde", message))
    return sorted(set(faults))
