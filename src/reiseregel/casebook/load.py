"""Case files → cases. A case is a base document with changes by JSON pointer, and what must come out of it."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reiseregel.casebook.moving import moved
from reiseregel.errors import InvalidRules, Place, RuleFault, nearest
from reiseregel.resources import rules_folder
from reiseregel.rulebook.shape import CASES, file_kind, shape_faults
from reiseregel.yamlfile import YamlFile, parse, read_folder

#: Case files whose names begin so hold base documents for every other.
COMMON = "felles"


@dataclass(frozen=True, slots=True)
class Case:
    """One case: where it stands, its name, source, the readings it is tried with, the document and the expectation.

    `rows` are the rows of practice it shows, each written at the place with the same number in `row_places`.
    """

    file: str
    place: Place
    name: str
    document: dict[str, Any]
    expected: dict[str, Any]
    source: str = ""
    differs: str = ""
    readings: tuple[tuple[str, str], ...] = ()
    rows: tuple[str, ...] = ()
    row_places: tuple[Place, ...] = ()

    @property
    def paragraph(self) -> str:
        """The rule file the case stands beside, as in `par_08`."""
        return Path(self.file).name.removesuffix(".saker.yaml")


def load_cases(folder: Path | None = None) -> list[Case]:
    """Every case in a rules folder. Raises InvalidRules with every fault in the case files."""
    cases, faults = read_cases(read_folder(folder or rules_folder()))
    if faults:
        raise InvalidRules(faults)
    return cases


def read_cases(texts: dict[str, str]) -> tuple[list[Case], list[RuleFault]]:
    """The cases in file texts keyed by path below the rules folder, and every fault in them."""
    files = {name: parse(name, texts[name]) for name in sorted(texts) if file_kind(name) == CASES}
    faults = [fault for file in files.values() for fault in file.faults]
    faults += [fault for file in files.values() if not file.faults for fault in shape_faults(file)]
    if faults:
        return [], sorted(set(faults))
    bases: dict[str, dict[str, Any]] = {}
    for file in files.values():
        faults += _same_names(file)
        if Path(file.name).name.startswith(COMMON):
            own = file.data.get("utgangspunkt", {})
            taken = [file.key_place("utgangspunkt", name) for name in own if name in bases]
            faults += [RuleFault(place, "navn_opptatt", "utgangspunktet finnes alt i en annen fil") for place in taken]
            bases |= own
    return [case for file in files.values() for case in _cases(file, bases, faults)], sorted(set(faults))


def _same_names(file: YamlFile) -> Iterator[RuleFault]:
    """Two cases of one name in one file cannot be told apart when one fails."""
    first: dict[str, Place] = {}
    for index, case in enumerate(file.data.get("saker", ())):
        place = file.place("saker", index, "navn")
        if case["navn"] in first:
            message = f"en sak med samme navn står alt på linje {first[case['navn']].line}"
            yield RuleFault(place, "navn_opptatt", message)
        first.setdefault(case["navn"], place)


def cases_by_file(cases: list[Case]) -> dict[str, list[Case]]:
    """The cases grouped by the rule file they stand beside."""
    grouped: dict[str, list[Case]] = {}
    for case in cases:
        grouped.setdefault(case.paragraph, []).append(case)
    return grouped


def _cases(file: YamlFile, common: dict[str, dict[str, Any]], faults: list[RuleFault]) -> list[Case]:
    bases = common | file.data.get("utgangspunkt", {})
    found = []
    for index, data in enumerate(file.data.get("saker", ())):
        place = file.place("saker", index)
        base = data["utgangspunkt"]
        if base not in bases:
            at = file.place("saker", index, "utgangspunkt")
            faults.append(RuleFault(at, "ukjent_navn", f"utgangspunktet «{base}» finnes ikke.{nearest(base, bases)}"))
            continue
        document = as_json(copy.deepcopy(bases[base]))
        if "flyttet_til" in data:
            later = moved(document, as_json(data["flyttet_til"]))
            if later is None:
                at = file.place("saker", index, "flyttet_til")
                faults.append(RuleFault(at, "flyttet_til", f"utgangspunktet «{base}» har ingen reise å flytte"))
                continue
            document = later
        for pointer, value in data.get("endringer", {}).items():
            if not change(document, pointer, as_json(value)):
                at = file.key_place("saker", index, "endringer", pointer)
                faults.append(RuleFault(at, "peker", "pekeren treffer ikke noe i utgangspunktet"))
        _give_reasons(document, data["navn"])
        readings = tuple(data.get("lesninger", {}).items())
        case = Case(
            file.name,
            place,
            data["navn"],
            document,
            data["forventet"],
            data.get("kilde", ""),
            data.get("avvik", ""),
            readings,
            tuple(data.get("rad", ())),
            tuple(file.place("saker", index, "rad", number) for number in range(len(data.get("rad", ())))),
        )
        found.append(case)
    return found


def _give_reasons(document: dict[str, Any], name: str) -> None:
    """The name of a case is the written reason of each assessment in it that has no other."""
    reason = hashlib.sha256(name.encode()).hexdigest()
    listed = document.get("vurderinger")
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict):
            item.setdefault("begrunnelse_sha256", reason)


def as_json(value: Any) -> Any:
    """YAML data as JSON would hold it: dates as ISO text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value if isinstance(value, str | int | bool) or value is None else value.isoformat()


def change(document: Any, pointer: str, value: Any) -> bool:
    """Set, add (`-` appends) or with None remove the value at a pointer. False when the way there does not exist."""
    *way, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    target = document
    for part in way:
        if isinstance(target, list) and part.isdigit() and int(part) < len(target):
            target = target[int(part)]
        elif isinstance(target, dict) and part in target:
            target = target[part]
        else:
            return False
    if isinstance(target, list):
        return _change_list(target, last, value)
    if not isinstance(target, dict) or (value is None and last not in target):
        return False
    if value is None:
        del target[last]
    else:
        target[last] = value
    return True


def _change_list(target: list[Any], last: str, value: Any) -> bool:
    if last == "-" and value is not None:
        target.append(value)
        return True
    if not last.isdigit() or int(last) >= len(target):
        return False
    if value is None:
        del target[int(last)]
    else:
        target[int(last)] = value
    return True
