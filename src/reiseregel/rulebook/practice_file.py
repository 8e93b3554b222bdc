"""`praksis/kilder.yaml` → the sources of practice; and a fault wherever the rules name one that does not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from reiseregel.errors import RuleFault, nearest
from reiseregel.rulebook.practice import PracticeSource
from reiseregel.rulebook.shape import file_kind
from reiseregel.vocabulary.load import read_text
from reiseregel.vocabulary.settings_file import is_settings_file
from reiseregel.yamlfile import KeyPath, YamlFile


def read_sources(files: dict[str, YamlFile], faults: list[RuleFault]) -> dict[str, PracticeSource]:
    """Every source by its key, which belongs to one only; in file order."""
    found: dict[str, PracticeSource] = {}
    for file in files.values():
        for key, data in file.data["kilder"].items() if file_kind(file.name) == "kilder" else ():
            place = file.key_place("kilder", key)
            if key in found:
                message = f"kilden «{key}» står alt i {found[key].place.file}"
                faults.append(RuleFault(place, "navn_opptatt", message))
                continue
            title = read_text(data["tittel"])
            assert title is not None
            found[key] = PracticeSource(key, title, data.get("lenke", ""), data.get("dato", ""), data["status"], place)
    return found


def unknown_sources(files: dict[str, YamlFile], sources: Collection[str]) -> Iterator[RuleFault]:
    """A fault for each place where a hjemmel, or the row of a setting, names a source that is not listed."""
    for file in files.values():
        for path, key in _named(file):
            if key not in sources:
                message = f"kilden «{key}» finnes ikke i praksis/kilder.yaml.{nearest(key, sources)}"
                yield RuleFault(file.place(*path), "ukjent_kilde", message)


def _named(file: YamlFile) -> Iterator[tuple[KeyPath, str]]:
    """Where the file names sources: in every hjemmel, however deep, and in the rows of a settings file."""
    if not any("kilde" in line for line in file.source):
        return
    if is_settings_file(file.name):
        for name, setting in file.data.get("innstillinger", {}).items():
            for index, row in enumerate(setting["rader"]):
                yield ("innstillinger", name, "rader", index, "kilde"), row["kilde"]
        return
    yield from _in_hjemler(file.data, (), in_hjemmel=False)


def _in_hjemler(data: Any, path: KeyPath, *, in_hjemmel: bool) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(data, dict):
        if in_hjemmel and isinstance(data.get("kilde"), str):
            yield (*path, "kilde"), data["kilde"]
        for key, value in data.items():
            yield from _in_hjemler(value, (*path, key), in_hjemmel=key in ("hjemmel", "hjemler"))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _in_hjemler(value, (*path, index), in_hjemmel=in_hjemmel)
