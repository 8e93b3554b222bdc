"""`rules/mutasjon/`: mutants that no case can tell from the true rules, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reiseregel.errors import Place, RuleFault
from reiseregel.mutation.model import Identity
from reiseregel.rulebook.shape import EQUIVALENT, file_kind, shape_faults
from reiseregel.rulebook.timeline import iso
from reiseregel.yamlfile import ordinal, parse


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A mutant by its identity, why the two mean the same, and where that is written."""

    identity: Identity
    reason: str
    place: Place


def read_equivalents(texts: dict[str, str]) -> tuple[tuple[Equivalent, ...], list[RuleFault]]:
    """Those in file texts keyed by path below the rules folder, and every fault in the files."""
    files = [parse(name, texts[name]) for name in sorted(texts) if file_kind(name) == EQUIVALENT]
    faults = [fault for file in files for fault in file.faults]
    faults += [fault for file in files if not file.faults for fault in shape_faults(file)]
    if faults:
        return (), sorted(set(faults))
    found = tuple(
        Equivalent(_identity(data), data["fordi"], file.place("ekvivalente", index))
        for file in files
        for index, data in enumerate(file.data["ekvivalente"])
    )
    return found, sorted(_twice(found))


def _identity(data: dict[str, Any]) -> Identity:
    version = iso(ordinal(data["versjon"])) if "versjon" in data else ""
    before, after = data.get("fra", ""), data.get("til", "")
    return Identity(data["hva"], data["operator"], version, data.get("regel", ""), before, after, data.get("nr", 1))


def _twice(found: Sequence[Equivalent]) -> Iterator[RuleFault]:
    first: dict[Identity, Place] = {}
    for item in found:
        if item.identity in first:
            message = f"endringen står alt i {first[item.identity]}"
            yield RuleFault(item.place, "navn_opptatt", message)
        first.setdefault(item.identity, item.place)
